"""Columns of tables: codes that readers see by names, and intervals that are one column for them and two in files."""

from core.workbook.entries import Indicator, Unit
from core.workbook.workbook import Workbook
from tui.grid.sheet import SheetRow
from tui.tables.column import TableColumn, interval, texts
from tui.tables.reading import sheet_of
from tui.tables.sheet_values import values_of
from tui.tables.show_cli import query_with
from tui.tables.spec import TableSpec

NAMED = (
    Workbook().with_entry("units", "bj", Unit("bj", "Beijing")).with_entry("indicators", "a", Indicator("a", "Output"))
)


def shown(spec: TableSpec) -> list[list[str]]:
    """The titles of a table for readers, and the texts of its rows."""
    query = query_with(NAMED)
    sheet = sheet_of(spec.columns, spec.records(query), query)
    rows = [[cell.text for cell in row.cells] for row in sheet.rows if isinstance(row, SheetRow)]
    return [[column.title for column in sheet.columns], *rows]


def test_codes_are_shown_by_names_unless_a_column_has_the_name() -> None:
    """A unit and an indicator are named; beside its own name a code stays."""
    record = {"unit": "bj", "indicator": "a", "period": "2024"}
    spec = TableSpec("T", texts("unit", "indicator", "period"), lambda _: [record])
    assert shown(spec) == [["unit", "indicator", "period"], ["Beijing", "Output", "2024"]]
    spec = TableSpec("T", texts("unit", "unit_name"), lambda _: [{"unit": "bj", "unit_name": "Beijing"}])
    assert shown(spec)[1] == ["bj", "Beijing"]


def test_an_interval_is_one_column_for_readers_and_two_in_files() -> None:
    """Data files hold both ends in full, also those that are made of the sheet; a row without one has a dash."""
    ends = ({"unit": "bj", "low": 1 / 3, "high": 2 / 3}, {"unit": "sh", "low": None, "high": None})
    spec = TableSpec("T", (*texts("unit"), *interval("low", "high", "95 %", form=".2f")), lambda _: ends)
    assert shown(spec) == [["unit", "95 %"], ["Beijing", "0.33 … 0.67"], ["sh", "–"]]
    query = query_with(NAMED)
    assert spec.frame(query).rows() == [("bj", 1 / 3, 2 / 3), ("sh", None, None)]
    names, records = values_of(sheet_of(spec.columns, spec.records(query), query))
    assert names == ("unit", "95 % low", "95 % high")
    assert records[0]["95 % low"] == 1 / 3


def test_whole_numbers_take_the_form_of_their_column() -> None:
    """Places gained have their sign."""
    gained = (TableColumn("gained", "whole", form="+.4g"),)
    assert shown(TableSpec("T", gained, lambda _: [{"gained": 3}, {"gained": -2}]))[1:] == [["+3"], ["-2"]]
