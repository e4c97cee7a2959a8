"""Headers and rows are units or indicators by the names that the workbook knows."""

import polars as pl
import pytest

from core.importing.headings import headed_as_known
from core.importing.layout import Across, Layout
from core.importing.table import foreign_table


@pytest.mark.parametrize(
    ("across", "headers", "rows", "wanted"),
    [
        ("indicator", ["hebei", "henan"], ["x", "y"], "unit"),
        ("indicator", ["one", "two"], ["gdp", "rd"], "unit"),
        ("indicator", ["one", "two"], ["GDP (CNY)", "R&D (%)"], "unit"),
        ("indicator", ["gdp", "rd"], ["hebei", "henan"], "indicator"),
        ("indicator", ["hebei", "two"], ["x", "y"], "indicator"),
        ("unit", ["gdp", "rd"], ["x", "y"], "indicator"),
        ("unit", ["hebei", "henan"], ["gdp", "rd"], "unit"),
        ("period", ["gdp", "rd"], ["x", "y"], "period"),
    ],
)
def test_headers_are_what_most_of_them_name(across: Across, headers: list[str], rows: list[str], wanted: str) -> None:
    """More than half must be known; nothing else turns a table round."""
    frame = pl.DataFrame({"name": rows, **{header: [1.0, 2.0] for header in headers}})
    role = "indicator" if across == "unit" else "unit"
    indicator = ("name",) if role == "indicator" else ()
    layout = Layout(tuple(headers), across, indicator, () if indicator else (("unit", "name"),))
    found = headed_as_known(foreign_table("t.csv", frame), layout, {"hebei", "henan"}, {"gdp", "rd"})
    assert found.across == wanted
