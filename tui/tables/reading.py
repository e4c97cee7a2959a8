"""A table for readers, made of the shown columns of its definition: titles, names for codes, short numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from rich.cells import cell_len

from core.method.choice_names import ALL, step_word
from core.numerals import decimal
from core.rank_reversal.entrants import ENTRANTS
from core.robustness.choice_text import choice_text
from core.words import gettext
from tui.grid.plain import plain
from tui.grid.sheet import Raw, Sheet, SheetRow, sentence_sheet
from tui.grid.table import Cell, Column
from tui.grid.wording import NOTHING
from tui.tables.column import TableColumn
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.registry import table
from tui.tables.sections import Section
from tui.tables.spec import TableSpec

LARGE = 10_000
WIDTH = 9
WIDEST = 44
OWN_WORDS = (ALL, *ENTRANTS)
"""What a column of codes holds beside codes, and what is shown in words."""


def sections_of(name: str, query: QueryContext) -> list[Section]:
    """The sections of a table as they are printed: its own drawing, else its shown columns.

    Raises BadOption where an option keeps no row, MethodError where a method has no result.
    """
    spec = table(name)
    if spec.sections is not None:
        if any(query.option_code(option) is not None for option in spec.filters):
            next(spec.records(query), None)
        return spec.sections(query)
    if spec.page and spec.page.draw and not spec.page.dated and not spec.page.variants:
        return _drawn(spec, query)
    title, records = query.wording.word(spec.title), list(spec.records(query))
    if spec.keys[0] != "method":
        return [Section(title, sheet_of(spec.columns, records, query))]
    by_method: dict[str, list[Record]] = {scored.document.method.code: [] for scored in query.scored()}
    for record in records:
        by_method[str(record["method"])].append(record)
    return [
        Section(f"{query.method_name(code)} · {title}", sheet_of(spec.columns[1:], rows, query))
        for code, rows in by_method.items()
    ]


def page_sheet(spec: TableSpec, query: QueryContext) -> Sheet:
    """The sheet of a table of the one method in view. Raises as `sections_of` does."""
    page = spec.page
    if page and page.draw:
        return page.draw(spec, query)
    columns = spec.columns[1:] if spec.keys[0] == "method" else spec.columns
    sheet = screen_sheet(columns, list(spec.records(query)), query)
    return sheet if sheet.rows else sentence_sheet(page.none if page else gettext("There is nothing to show."))


def _drawn(spec: TableSpec, query: QueryContext) -> list[Section]:
    """The sheet of each method, as its page has it."""
    title, codes = query.wording.word(spec.title), [scored.document.method.code for scored in query.scored()]
    return [
        Section(f"{query.method_name(code)} · {title}", page_sheet(spec, replace(query, method=code))) for code in codes
    ]


def sheet_of(columns: Iterable[TableColumn], records: Iterable[Record], query: QueryContext) -> Sheet:
    """Records as a sheet of the shown columns, each cell with its raw value behind it."""
    shown = [column for column in columns if column.shown]
    head = [
        Column(query.wording.word(column.heading), WIDTH, "right" if column.is_number else "left") for column in shown
    ]
    rows = [
        SheetRow(
            str(at),
            tuple(Cell(cell_text(record[column.key], column, query, record)) for column in shown),
            sort_by=tuple(_raw(record, column) for column in shown),
        )
        for at, record in enumerate(records)
    ]
    return Sheet(head, rows)


def screen_sheet(columns: Iterable[TableColumn], records: Iterable[Record], query: QueryContext) -> Sheet:
    """The same for the screen."""
    return fitted(sheet_of(columns, records, query))


def fitted(sheet: Sheet, growing: int = 0, widest: int = WIDEST) -> Sheet:
    """A sheet for the screen: each column as wide as its texts, up to a limit; one of them grows, the first stays."""
    rows = [row for row in sheet.rows if isinstance(row, SheetRow)]
    widths = [
        max([cell_len(column.title), *(cell_len(row.cells[at].text) for row in rows)])
        for at, column in enumerate(sheet.columns)
    ]
    columns = [
        replace(column, width=min(width, widest), frozen=not at, grows=at == growing)
        for at, (column, width) in enumerate(zip(sheet.columns, widths, strict=True))
    ]
    return Sheet(columns, rows)


def cell_text(value: object, column: TableColumn, query: QueryContext, record: Record) -> str:
    """A value as a reader is shown it."""
    if value is None:
        return NOTHING
    if column.until:
        end = replace(column, until="")
        return " … ".join(cell_text(record[key], end, query, record) for key in (column.key, column.until))
    if isinstance(value, bool):
        return query.wording.word("yes" if value else "no")
    if isinstance(value, float) or (isinstance(value, int) and column.form):
        return number_text(value, column.form)
    if column.names:
        return _name(str(value), column, query, record)
    return query.wording.entry_text(str(value))


def _raw(record: Record, column: TableColumn) -> Raw:
    """The value behind a cell, of an interval both ends."""
    value, end = record[column.key], record.get(column.until)
    return (cast("float", value), cast("float", end)) if column.until and value is not None else value


def _name(code: str, column: TableColumn, query: QueryContext, record: Record) -> str:
    if column.names == "word" or (code in OWN_WORDS and code not in query.workbook.units):
        return query.wording.word(code)
    method = str(record.get("method") or query.method or "")
    in_method = partial(query.code_name, method)
    names: Mapping[str, Callable[[str], str]] = {
        "unit": query.unit_name,
        "indicator": query.indicator_name,
        "method": query.method_name,
        "step": lambda text: plain(step_word(text)),
        "choice": lambda text: plain(choice_text(text, query.workbook.steps(method) if method else (), in_method)),
    }
    return names.get(column.names, in_method)(code)


def number_text(value: float, form: str = "") -> str:
    """A number as its column prints it, else with as many digits as can be read."""
    return decimal(value, form or (",.0f" if abs(value) >= LARGE else ",.4g"))
