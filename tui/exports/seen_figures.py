"""The Figures pane as a file: what is filtered, sorted and turned there, with raw values in base units."""

from collections.abc import Callable, Iterator

from core.figures.pivot import NAMING
from data.written import Content
from tui.exports.formats import OF_DATA
from tui.exports.shown import as_shown
from tui.exports.tables import Table, as_excel
from tui.figures.pivot_table import PivotTable
from tui.figures.table import FigureTable, Named
from tui.grid.sheet import Sheet, SheetRow
from tui.tables.records import Record, figure_record
from tui.tables.registry import table as table_of

AT_ONCE = 1000
"""Rows between two times that it is told how far the work is."""


def seen_figures(form: str, table: FigureTable, title: str, tell: Callable[[float], None]) -> Content:
    """The bytes of a file: the columns of `jingdex export` a figure, or a pivot's own. Raises BadUse."""
    if form in OF_DATA:
        return OF_DATA[form](_table(table, tell))
    if form == "excel":
        return as_excel({title: _table(table, tell)})
    rows = [
        SheetRow(str(row), tuple(table.cell(row, at) for at in range(len(table.columns)))) for row in _rows(table, tell)
    ]
    return as_shown(form, Sheet(table.columns, rows), title)


def _table(table: FigureTable, tell: Callable[[float], None]) -> Table:
    if isinstance(table, PivotTable):
        return _pivot(table, tell)
    names = table.names
    figures = (table.figure(row, 0) for row in _rows(table, tell))
    records = [figure_record(one, names.workbook, names.wording.language) for one in figures if one]
    return Table(table_of("figures").keys, records)


def _pivot(table: PivotTable, tell: Callable[[float], None]) -> Table:
    """A row's codes and names, then a value for each period or indicator."""
    names: Named = table.names
    second = "indicator" if table.by_period else "period"
    heads = ("unit", "unit_name", second, *(("indicator_name",) if table.by_period else ()))
    records: list[Record] = []
    for row in _rows(table, tell):
        unit, other = table.cut.names(row)
        record: Record = {"unit": unit, "unit_name": names.unit(unit), second: other}
        if table.by_period:
            record["indicator_name"] = names.indicator(other)
        for at, across in enumerate(table.cut.columns):
            figure = table.figure(row, NAMING + at)
            record[across] = figure.value if figure else None
        records.append(record)
    return Table((*heads, *table.cut.columns), records)


def _rows(table: FigureTable, tell: Callable[[float], None]) -> Iterator[int]:
    for row in range(table.row_count):
        if row % AT_ONCE == 0:
            tell(row / table.row_count)
        yield row
