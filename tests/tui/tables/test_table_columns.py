"""Columns of tables: codes that readers see by names, and intervals that are one column for them and two in files."""

from core.workbook.entries import Indicator, Unit
from core.workbook.workbook import Workbook
from tui.grid.sheet import SheetRow
from tui.grid.table import Heading
from tui.tables.reading import screen_sheet, sheet_of
from tui.tables.registry import table, table_ids
from tui.tables.sheet_values import values_of
from tui.tables.show_cli import query_with
from tui.tables.spec import TableColumn, TableSpec, interval, numbers, texts, wholes

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


def test_no_column_of_names_is_called_code() -> None:
    """Where a reader is shown names, the heading says what they are names of; beside a name the code is one."""
    columns = {name: table(name).columns for name in table_ids()}
    assert [
        name for name, all_of in columns.items() for column in all_of if column.names and column.words == "code"
    ] == []
    assert columns["consistency"][1].heading == "part"
    assert columns["imputations"][3].heading == "indicator"
    assert columns["weights"][1].heading == "code"


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


def test_the_numbers_of_a_column_have_the_same_decimals() -> None:
    """Four digits of the largest, two of the smallest; one too small for four decimals is said to be so."""
    values = (87.03, 7.1, None, 100.0, -0.02)
    spec = TableSpec("T", numbers("value"), lambda _: [{"value": value} for value in values])
    assert shown(spec)[1:] == [["87.030"], ["7.100"], ["–"], ["100.000"], ["-0.020"]]
    spec = TableSpec("T", numbers("p"), lambda _: [{"p": 0.5}, {"p": 4e-9}, {"p": -1e-6}, {"p": 0.0}])
    assert shown(spec)[1:] == [["0.5000"], ["<0.0001"], [">-0.0001"], ["0.0000"]]
    spec = TableSpec("T", numbers("size", form="+.4g"), lambda _: [{"size": 31000.0}, {"size": -5.0}])
    assert shown(spec)[1:] == [["+31,000"], ["-5"]]


def test_amounts_stand_in_the_scale_of_their_indicator() -> None:
    """Not in ones, and with the decimals of the indicator; what a step made of them has no scale."""
    money = NAMED.with_entry("indicators", "m", Indicator("m", "Money", measure="CNY", mult=8, decimals=1))
    rows = [("m", 0, 47_232_260_000.0), ("m", 0, 2e8), ("a", 0, 3.0), ("m", 2, 0.25), ("m", 2, 0.5)]
    spec = TableSpec("T", (*texts("code"), *wholes("step"), *numbers("size", scale_of="code")), lambda _: ())
    records = [dict(zip(spec.keys, row, strict=True)) for row in rows]
    sheet = sheet_of(spec.columns, records, query_with(money))
    drawn = [row.cells[2].text for row in sheet.rows if isinstance(row, SheetRow)]
    assert drawn == ["472.3亿", "2.0亿", "3", "0.2500", "0.5000"]
    measured = NAMED.with_entry("indicators", "k", Indicator("k", "Measured", decimals=10))
    columns = (*texts("code"), *numbers("value", scale_of="code"))
    records = [{"code": "k", "value": value} for value in (31.3533456789, 0.5)]
    sheet = sheet_of(columns, records, query_with(measured))
    assert [row.cells[1].text for row in sheet.rows if isinstance(row, SheetRow)] == ["31.3533", "0.5000"]


def test_what_rows_have_in_common_stands_above_them_once() -> None:
    """On the screen the node, the step or the period is no column of one text; a column without values is none."""
    rows = [("n1", "bj", None, 1.0), ("n1", "sh", None, 2.0), ("n1", "gd", None, 3.0)] + [("n2", "bj", None, 4.0)] * 3
    spec = TableSpec("T", (*texts("node", "unit", "trouble"), *numbers("score")), lambda _: ())
    records = [dict(zip(spec.keys, row, strict=True)) for row in rows]
    sheet = screen_sheet(spec.columns, records, query_with(NAMED))
    assert [column.title for column in sheet.columns] == ["unit", "score"]
    assert [row.text for row in sheet.rows if isinstance(row, Heading)] == ["n1", "n2"]
    assert len(sheet.rows) == 2 + 6
    ranked = TableSpec("T", (*texts("of", "unit"), *wholes("of")), lambda _: ())
    places = [{"of": 3, "unit": "bj"}, {"of": 3, "unit": "sh"}, {"of": 3, "unit": "gd"}]
    kept = screen_sheet(ranked.columns[1:], places, query_with(NAMED), ("of",))
    assert [column.title for column in kept.columns] == ["unit", "of"]
    said = screen_sheet(spec.columns, records[:3], query_with(NAMED), ("node",))
    assert not [row for row in said.rows if isinstance(row, Heading)]
    alone = screen_sheet(spec.columns, [records[0], records[4]], query_with(NAMED))
    assert [column.title for column in alone.columns] == ["node", "unit", "score"]
