"""Rows that take out all figures that fit them take out no others."""

import polars as pl
import pytest

from core.importing.removals import fitting
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook


@pytest.mark.parametrize(
    ("unit", "indicator", "period", "expected"),
    [
        ("Beijing", "*", None, ["Beijing gdp.a 2020", "Beijing gdp.b 2021"]),
        ("Beijinq", "*", None, []),
        ("Nowhere", "*", "2020", []),
        ("*", "gdp.*", "2020", ["Beijing gdp.a 2020", "Shanghai gdp.a 2020"]),
        ("*", "GDP.b", None, ["Beijing gdp.b 2021"]),
        ("*", "gdp", None, []),
        ("*", "g(d|p).*", None, []),
    ],
)
def test_only_what_fits_goes(unit: str, indicator: str, period: str | None, expected: list[str]) -> None:
    """A name near that of a unit is neither that unit nor all of them; signs of patterns stand for themselves."""
    cells = (("Beijing", "gdp.a", "2020"), ("Beijing", "gdp.b", "2021"), ("Shanghai", "gdp.a", "2020"))
    workbook = Workbook.of(
        [Figure(*cell, value=1.0, source="s") for cell in cells], map(Unit, *[("Beijing", "Shanghai")] * 2)
    )
    schema = dict.fromkeys(("unit", "indicator", "period", "vintage"), pl.String)
    rows = pl.DataFrame([(unit, indicator, period, "")], schema=schema, orient="row")
    assert [" ".join(row[:3]) for row in fitting(rows, workbook, {}).rows()] == expected
