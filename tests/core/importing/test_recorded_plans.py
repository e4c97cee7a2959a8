"""What an import makes of small tables of every kind is as recorded: `--snapshot-update` renews the record."""

import polars as pl
import pytest
from syrupy.assertion import SnapshotAssertion

from core.errors import JingdexError
from core.importing.choices import Choices
from core.importing.plan import planned
from core.importing.recognise import recognised
from core.importing.table import foreign_table
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

YEARS = [str(year) for year in range(2010, 2022)]
KNOWN = Workbook.of(
    [Figure("north", "gdp", "2020", value=1e8), Figure("south", "gdp", "2020", value=2.5e8, source="s", decimals=1)],
    [Unit("north", "North", "北方"), Unit("south", "Southern Land"), Indicator("gdp", "GDP", measure="CNY")],
)
TABLES: dict[str, dict[str, list[str | None]]] = {
    "long": {
        "region": ["North", "Southern Lamd", "north", "west", "South"],
        "variable": ["gdp"] * 5,
        "year": ["2020", "2020", "2021", "2020", "2021"],
        "value": ["1", "2.50", "3", "4", "5"],
        "unit": ["亿元"] * 5,
    },
    "years across": {
        "地区": ["北京", "上海", "合计"],
        "2021年": ["1,000", "2", "1,002"],
        "2022年": ["-", "3.50", "n/a"],
    },
    "indicators across": {
        "country": ["AT", "BE", "AT", "BE"],
        "year": ["2020", "2020", "2021", "2021"],
        "gdp (million EUR)": ["1.5", "2.5", "1.7", "2.6"],
        "jobs, thousand": ["10", "20", "11", "(21)"],
        "rate": ["5%", "6.25 %", "7%", "8%"],
    },
    "units across": {"variable": ["gdp", "jobs"], "year": ["2020", "2020"], "north": ["1", "2"], "south": ["3", "4"]},
    "quarters": {"geo": ["a"] * 4, "time": ["2020Q1", "2020-Q2", "2020 Q3", "Q4 2020"], "x": ["1", "2", "3", "4"]},
    "letters and signs": {
        "unit": [f"u{at}" for at in range(9)],
        "period": ["2020"] * 9,
        "indicator": ["i"] * 9,
        "value": ["1.5 e", ">2", "约3万", "4 (p)", ":", "..", "5*", "6b", "超过7亿"],
    },
    "columns of codes": {
        "REF_AREA": ["AT", "BE", "AT"],
        "INDICATOR": ["GDP", "GDP", "GDP"],
        "TIME_PERIOD": ["2022", "2023", "2022"],
        "OBS_VALUE": ["1.5", "2.25", "1.6"],
        "OBS_STATUS": ["P", "A", "A"],
        "UNIT_MULT": ["6", "6", "6"],
        "DECIMALS": ["1", "2", "1"],
        "VINTAGE": ["2023-01", "2023-01", "2024-01"],
    },
    "a spike, a gap and a change of scale": {
        "region": ["a"] * 12 + ["b"] * 12 + ["c"] * 6,
        "year": [*YEARS, *YEARS, *YEARS[:3], *YEARS[6:9]],
        "x": [*map(str, range(100, 112)), *(str(n * (1000 if n == 106 else 1)) for n in range(100, 112)), *"123456"],
        "y": [*map(str, range(12)), *(str(n / 10000 if n > 105 else n) for n in range(100, 112)), *([None] * 6)],
        "z": [*map(str, range(100, 112)), *(str(n / 1e4) for n in range(100, 112)), *"123456"],
    },
    "repeated": {
        "unit": ["u", "u", "u", "v", "v"],
        "period": ["2020", "2020", "2021", "2020", "2020"],
        "i": ["1", "1", "2", "3", "4"],
    },
    "groups, notes and names": {
        "iso": ["AT", "AT", "BE", "BE"],
        "iso_name": ["Austria", "Austria", "Belgium", "Belgium"],
        "income group": ["high", "high", "low", "low"],
        "year": ["2020", "2021"] * 2,
        "value": ["1", "2", "3", "4"],
        "note": ["a", None, "b", None],
    },
    "further columns": {
        "region": ["a", "a", "a", "b", "b", "b"],
        "year": ["2020"] * 6,
        "sector": ["x", "y", "z"] * 2,
        "sex": ["T"] * 6,
        "value": [*"123456"],
    },
    "broken cells": {
        "unit": ["u", "v", "", "w", "x"],
        "period": ["2020", "20x0", "2021", None, "2020-13"],
        "i": ["1.2.3", "1", "2", "3", "4"],
    },
    "no figures": {"code": ["a", "b"], "label": ["A", "B"]},
    "removals": {
        "ACTION": ["D", "I", "D"],
        "unit": ["north", "south", "south"],
        "indicator": ["gdp", "gdp", "gdp"],
        "period": ["2020", "2021", "2019"],
        "value": [None, "7", None],
    },
}
CHOICES = {
    "": Choices(released="2026-01"),
    "near": Choices(released="2026-01", unknown="near", vintage="2025-06"),
    "add": Choices(unknown="add", overwrite=True, scales={"gdp": 6}, aliases={"South": "south"}),
}


@pytest.mark.parametrize("choices", CHOICES, ids=lambda name: name or "offer")
@pytest.mark.parametrize("name", TABLES)
def test_an_import_of_a_small_table_makes_what_it_made(name: str, choices: str, snapshot: SnapshotAssertion) -> None:
    """The layout, each figure that is new, changed or removed, the lines that are refused, the kinds of findings."""
    assert outcome(TABLES[name], CHOICES[choices]) == snapshot


def outcome(columns: dict[str, list[str | None]], choices: Choices) -> dict[str, object]:
    """What becomes of a table, but for sentences."""
    table = foreign_table("f.csv", pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))
    try:
        layout = recognised(table)
        plan = planned(table, layout, choices, KNOWN)
    except JingdexError as error:
        return {"error": type(error).__name__}
    return {
        "layout": (layout.values, layout.across, layout.indicator, layout.roles, layout.groups),
        "counts": (plan.rows, plan.cells, plan.empty, plan.unchanged.height),
        "units": [(match.text, match.rows, match.code, match.nearest) for match in plan.units],
        "entries": [(kind, entry.key) for kind, entry in plan.entries],
        "refused": sorted(refused.line for refused in plan.refused),
        "findings": [(finding.kind, finding.rows) for finding in plan.findings],
        **{part: figures(getattr(plan, part)) for part in ("new", "changed", "removed")},
    }


def figures(frame: pl.DataFrame) -> list[str]:
    """Each figure in one line."""
    rows = frame.drop("time", "author", strict=False).rows()
    return [" | ".join(map(text, row)) for row in rows]


def text(part: object) -> str:
    """A part of a figure."""
    return "" if part is None else f"{part:.9g}" if isinstance(part, float) else str(part)
