"""What is known only as "over", "nearly" or "about" is told as far as it goes, and never further."""

import pytest

from core.derive.claim_table import claim_row
from core.derive.cluster_table import total_qualifier
from core.derive.derive import derive
from core.derive.trend_table import TrendRow
from core.workbook.entries import Claim, ClusterList, Indicator, Member, Target, Tier, Trend, Unit, Watched
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook


def figure(unit: str, period: str, value: float, qualifier: str = "exact", status: str = "A") -> Figure:
    """A sourced figure of the indicator i."""
    return Figure(unit, "i", period, value=value, qualifier=qualifier, status=status, source="s")


def verdict(expression: str, relation: str, expected: float, *figures: Figure) -> str:
    """What a claim printed without decimals comes to."""
    claim = Claim("c", "", expression=expression, relation=relation, expected=expected)
    return claim_row(claim, Workbook.of(figures, ()), {}).verdict


@pytest.mark.parametrize(
    ("qualifier", "relation", "expected", "told"),
    [
        ("over", "=", 8, "fails"),
        ("over", "=", 10, "undetermined"),
        ("over", "=", 12, "undetermined"),
        ("over", ">=", 9, "holds"),
        ("over", ">=", 12, "undetermined"),
        ("over", "<=", 9, "fails"),
        ("over", "<=", 12, "undetermined"),
        ("nearly", "=", 12, "fails"),
        ("nearly", "=", 8, "undetermined"),
        ("nearly", "<=", 12, "holds"),
        ("nearly", ">=", 12, "fails"),
        ("nearly", ">=", 8, "undetermined"),
        ("about", "=", 8, "undetermined"),
        ("about", ">=", 1, "undetermined"),
        ("exact", "=", 10, "holds"),
        ("exact", "=", 11, "fails"),
    ],
)
def test_a_claim_is_decided_only_where_every_value_within_the_bound_decides_it(
    qualifier: str, relation: str, expected: float, told: str
) -> None:
    """A figure of 10 with its qualifier, against a printed number."""
    assert verdict("value(u.i, 2023)", relation, expected, figure("u", "2023", 10, qualifier)) == told


def test_a_bound_below_the_fraction_line_turns_the_side_about() -> None:
    """100 / "over 10" is at most 10: it is never above 12, and may or may not be 8."""
    figures = (figure("u", "2022", 100), figure("u", "2023", 10, "over"))
    share = "value(u.i, 2022) / value(u.i, 2023)"
    assert verdict(share, "=", 12, *figures) == "fails"
    assert verdict(share, "<=", 12, *figures) == "holds"
    assert verdict(share, "=", 8, *figures) == "undetermined"


def test_bounds_that_pull_both_ways_leave_a_claim_open() -> None:
    """One over 100 by one over 10 may be anything."""
    figures = (figure("u", "2022", 100, "over"), figure("u", "2023", 10, "over"))
    assert verdict("value(u.i, 2022) / value(u.i, 2023)", ">=", 1, *figures) == "undetermined"


def trend(*figures: Figure, measure: str = "CNY", direction: int = 1, target: float | None = None) -> TrendRow:
    """The row of one watched series."""
    entries = [Trend("t", "T"), Watched("t", "u", "i"), Unit("u", "U"), Indicator("i", "I", measure=measure)]
    entries[-1] = Indicator("i", "I", measure=measure, direction=direction)
    targets = [] if target is None else [Target("u", "i", "2030", target)]
    return derive(Workbook.of(figures, [*entries, *targets])).trends[0].rows[0]


@pytest.mark.parametrize("qualifier", ["over", "nearly", "about"])
def test_no_growth_is_told_of_a_bound(qualifier: str) -> None:
    """A change from or to a bound is null, and so is the average growth that would end in one."""
    last = trend(figure("u", "2021", 1), figure("u", "2022", 2), figure("u", "2023", 4, qualifier))
    assert (last.change, last.cagr, last.used) == (None, None, 2)
    before = trend(figure("u", "2021", 1), figure("u", "2022", 2, qualifier), figure("u", "2023", 4))
    assert before.change is None
    assert before.cagr == pytest.approx(100)


def test_the_slope_is_of_exact_figures_only() -> None:
    """Ten exact years on a line and a bound far above it have the slope of the line."""
    line = [figure("u", str(2010 + at), 10.0 + 2 * at) for at in range(10)]
    row = trend(*line, figure("u", "2020", 1000, "over"))
    assert row.slope == pytest.approx(2)
    assert row.used == 10


@pytest.mark.parametrize(
    ("qualifier", "direction", "value", "reached", "on_track"),
    [
        ("over", 1, 100, True, True),
        ("over", 1, 80, False, None),
        ("nearly", 1, 110, False, None),
        ("nearly", -1, 80, True, True),
        ("over", -1, 80, False, None),
        ("about", 1, 110, False, None),
    ],
)
def test_a_target_is_reached_only_where_every_value_within_the_bound_reaches_it(
    qualifier: str, direction: int, value: float, reached: bool, on_track: bool | None
) -> None:
    """A target of 100, with the newest figure known only as a bound."""
    path = trend(figure("u", "2022", 50), figure("u", "2023", value, qualifier), direction=direction, target=100).path
    assert path is not None
    assert (path.reached, path.on_track, path.required) == (reached, on_track, None)


def test_a_per_cent_moves_in_points_a_year() -> None:
    """Of a per cent no per cent is told: 10, 12, 14 % go up by 2 points a year."""
    row = trend(*(figure("u", str(2020 + at), 10.0 + 2 * at) for at in range(3)), measure="PERCENT")
    assert (row.change, row.cagr, row.points_a_year) == (2, None, 2)


def test_a_change_carries_the_worst_letter_of_its_figures() -> None:
    """An estimate compared with a provisional figure is provisional by the order of the letters."""
    assert trend(figure("u", "2022", 1, status="E"), figure("u", "2023", 2, status="P")).status == "P"


@pytest.mark.parametrize(
    ("qualifiers", "known_as"),
    [
        (["exact", "exact"], "exact"),
        (["exact", "over"], "over"),
        (["over", None], "over"),
        (["exact", None], "over"),
        (["exact", "nearly"], "nearly"),
        (["over", "nearly"], "about"),
        (["exact", "about"], "about"),
    ],
)
def test_a_total_is_known_as_exactly_as_its_parts(qualifiers: list[str | None], known_as: str) -> None:
    """A missing or "over" part makes a lower bound, a "nearly" one an upper one, and both together neither."""
    units = [f"u{at}" for at in range(len(qualifiers))]
    figures = [figure(unit, "2023", 10, one) for unit, one in zip(units, qualifiers, strict=True) if one]
    entries = [ClusterList("l", "L", period="2023"), Tier("t", "T", threshold=1), Indicator("i", "I")]
    members = [Member("l", unit, "i") for unit in units]
    rows = derive(Workbook.of(figures, [*entries, *members, *(Unit(unit, unit) for unit in units)])).clusters["l"].rows
    assert total_qualifier(rows) == known_as
