"""Clusters that enter, rise, fall and leave between the versions of a list, and how long a tier is kept."""

from typing import TYPE_CHECKING

import pytest

from core.derive.cohorts import cohorts
from core.derive.derive import derive
from core.workbook.entries import ClusterList, Indicator, Member, Tier, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from core.workbook.entry import Entry

YEARS = ("2020", "2021", "2022", "2024")
SIZES = {
    "rises": (50, 120, 130, 140),
    "falls": (150, 90, 80, 80),
    "leaves": (110, None, None, None),
    "returns": (110, None, None, 120),
    "enters": (None, None, 20, 30),
}


def changes(grace: int, sizes: dict[str, tuple[float | None, ...]] = SIZES) -> dict[str, list[tuple[str, str, str]]]:
    """Of each cluster its version, change and tier; there are tiers from 100 (with this grace) and from 10 on."""
    entries: list[Entry] = [Indicator("size", "Size"), *(Unit(code, code) for code in sizes)]
    entries += [Tier("high", "High", threshold=100, grace=grace), Tier("low", "Low", threshold=10)]
    entries += [ClusterList(f"l{year}", year, period=year, until=year) for year in YEARS]
    known = [
        (unit, year, value)
        for unit, values in sizes.items()
        for year, value in zip(YEARS, values, strict=True)
        if value is not None
    ]
    entries += [Member(f"l{year}", unit, "size") for unit, year, _ in known]
    figures = [Figure(unit, "size", year, value=float(value)) for unit, year, value in known]
    workbook = Workbook.of(figures, entries)
    rows = cohorts(list(derive(workbook).clusters.values()), workbook.tiers)
    return {
        unit: [(r.version.period, r.change, r.tier.code if r.tier else "") for r in rows if r.unit.code == unit]
        for unit in sizes
    }


def test_without_grace_every_change_is_one() -> None:
    """New, promoted, demoted, gone, returned; what is gone has one row."""
    first, second, third, last = YEARS
    assert changes(0) == {
        "rises": [(first, "new", "low"), (second, "promoted", "high"), (third, "kept", "high"), (last, "kept", "high")],
        "falls": [(first, "new", "high"), (second, "demoted", "low"), (third, "kept", "low"), (last, "kept", "low")],
        "leaves": [(first, "new", "high"), (second, "gone", "")],
        "returns": [(first, "new", "high"), (second, "gone", ""), (last, "returned", "high")],
        "enters": [(third, "new", "low"), (last, "kept", "low")],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("grace", "falls", "leaves", "returns"),
    [
        (1, "new grace demoted kept", "new grace gone", "new grace gone returned"),
        (2, "new grace grace demoted", "new grace grace gone", "new grace grace kept"),
        (4, "new grace grace grace", "new grace grace grace", "new grace grace kept"),
    ],
)
def test_a_tier_is_kept_for_the_years_of_its_grace(grace: int, falls: str, leaves: str, returns: str) -> None:
    """Below the threshold, or off the list, since 2020: for so long it stands where it stood."""
    made = changes(grace)
    for unit, words in (("falls", falls), ("leaves", leaves), ("returns", returns)):
        assert [change for _, change, _ in made[unit]] == words.split()
        assert {tier for _, change, tier in made[unit] if change == "grace"} == {"high"}


def test_grace_ends_with_the_return_to_the_tier() -> None:
    """A year below is forgotten once the threshold is reached again."""
    made = changes(1, {"wavers": (150, 90, 110, 95)})
    assert [row[1] for row in made["wavers"]] == ["new", "grace", "kept", "demoted"]


def test_a_stated_tier_stands_where_no_size_is_known() -> None:
    """And a source that states a lower one leaves no grace."""
    entries = [
        Indicator("size", "Size"),
        Unit("u", "u"),
        Tier("high", "High", threshold=100, grace=9),
        Tier("low", "Low", threshold=10),
    ]
    lists = [ClusterList("a", "A", period="2020"), ClusterList("b", "B", period="2021")]
    members = [Member("a", "u", "size", "high"), Member("b", "u", "size", "low")]
    workbook = Workbook.of([], [*entries, *lists, *members])
    rows = cohorts(list(derive(workbook).clusters.values()), workbook.tiers)
    assert [(row.change, row.tier.code if row.tier else "") for row in rows] == [("new", "high"), ("demoted", "low")]
