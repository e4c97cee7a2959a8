"""A table for readers, made of the shown columns of its definition: titles, names for codes, short numbers."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import cast

from rich.cells import cell_len

from core.method.choice_names import ALL, step_word
from core.numerals import common_decimals, decimal, fixed, has_decimals
from core.rank_reversal.entrants import ENTRANTS
from core.robustness.choice_text import choice_text
from core.words import gettext
from core.workbook.workbook import indicator_of
from tui.grid.plain import plain
from tui.grid.sheet import Raw, Sheet, SheetRow, sentence_sheet
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING
from tui.tables.query import QueryContext
from tui.tables.registry import table
from tui.tables.sections import Section
from tui.tables.sheet_values import Value
from tui.tables.spec import Record, TableColumn, TableSpec

SMALL = 4
"""Numbers that are smaller than their scale by so many powers of ten are shown without it."""
DIGITS, USUAL = 6, 2
"""Digits of the largest figure of an indicator that was printed with more decimals than usual."""
FIXED = ("f", "%")
"""The ends of forms with decimals of their own."""
PARTS = ("node", "of", "step", "choice", "period", "code", "left_out")
"""Columns that say of what part of a method, and when, a row is."""
SEVERAL = 3
"""So many rows on average have in common what stands above them."""
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
    turned = {"node": ("node", "of")}.get(page.turns, (page.turns,)) if page else ()
    elsewhere = ("method", *turned, *(("step",) if page and page.stepped else ()))
    sheet = screen_sheet(spec.columns, list(spec.records(query)), query, elsewhere)
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
    records = list(records)
    texts = zip(*(column_texts(column, records, query) for column in shown), strict=True)
    rows = [
        SheetRow(str(at), tuple(map(Cell, line)), sort_by=tuple(_raw(record, column) for column in shown))
        for at, (record, line) in enumerate(zip(records, texts, strict=True))
    ]
    return Sheet(head, rows)


def screen_sheet(
    columns: Iterable[TableColumn], records: Sequence[Record], query: QueryContext, elsewhere: Collection[str] = ()
) -> Sheet:
    """The same for the screen: without empty columns, and with what rows have in common once, above them.

    Columns whose content stands `elsewhere`, by their keys, are left out.
    """
    known = [
        column
        for column in columns
        if column.shown and (not records or any(record[column.key] is not None for record in records))
    ]
    above = _in_common(known, records)
    rest = [column for column in known if column not in above and not (column.key in elsewhere and _is_part(column))]
    sheet = fitted(sheet_of(rest, records, query))
    heads = [_head_texts(column, records, query) for column in above if column.key not in elsewhere]
    rows: list[SheetRow | Heading] = []
    last: tuple[str, ...] = ()
    for row, head in zip(sheet.rows, zip(*heads, strict=True), strict=False):
        if head != last:
            rows.append(Heading(" · ".join(head), "rule"))
            last = head
        rows.append(row)
    return replace(sheet, rows=rows or sheet.rows)


def _in_common(columns: Iterable[TableColumn], records: Sequence[Record]) -> list[TableColumn]:
    """The columns that say of what a row is and are the same in several rows, one below the other."""
    above: list[TableColumn] = []
    for column in columns:
        if column.key in PARTS and _is_part(column):
            keys = [part.key for part in (*above, column)]
            runs = sum(1 for _ in groupby([record[key] for key in keys] for record in records))
            if SEVERAL * runs <= len(records):
                above.append(column)
    return above


def _is_part(column: TableColumn) -> bool:
    """Whether it names a part above the rows: texts and steps, but not the number ranked (`of`, elsewhere a node)."""
    return column.kind == "text" or column.key == "step"


def _head_texts(column: TableColumn, records: Sequence[Record], query: QueryContext) -> list[str]:
    texts = column_texts(column, records, query)
    return [f"{query.wording.word(column.heading)} {text}" for text in texts] if column.kind == "whole" else texts


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
    return replace(sheet, columns=columns)


def column_texts(column: TableColumn, records: Sequence[Record], query: QueryContext) -> list[str]:
    """The cells of a column as a reader is shown them: its numbers with the same decimals."""
    if column.until:
        ends = (replace(column, key=key, until="") for key in (column.key, column.until))
        pairs = zip(*(column_texts(end, records, query) for end in ends), strict=True)
        return [NOTHING if low == NOTHING else f"{low} … {high}" for low, high in pairs]
    if column.scale_of:
        return _amounts(column, records, query)
    if column.kind == "number" and not column.form.endswith(FIXED):
        signs, _, digits = column.form.rstrip("g").partition(".")
        values = [cast("float | None", record[column.key]) for record in records]
        decimals = common_decimals(values, int(digits or 4), least=2)
        return [NOTHING if value is None else fixed(value, decimals, signs.strip(",")) for value in values]
    return [cell_text(record[column.key], column, query, record) for record in records]


def _amounts(column: TableColumn, records: Sequence[Record], query: QueryContext) -> list[str]:
    """Numbers in the scale of their indicators; those of one indicator, after one step, have the same decimals."""
    values: dict[tuple[Value, Value], list[float]] = {}
    for record in records:
        values.setdefault(_series(column, record), []).append(cast("float", record[column.key] or 0.0))
    forms = {series: _scale(str(series[0]), known, query) for series, known in values.items()}
    return [
        NOTHING if value is None else query.wording.number(cast("float", value), *forms[_series(column, record)])
        for record in records
        for value in (record[column.key],)
    ]


def _series(column: TableColumn, record: Record) -> tuple[Value, Value]:
    return record[column.scale_of], record.get("step")


def _scale(code: str, values: Sequence[float], query: QueryContext) -> tuple[int, int]:
    """The power of ten and the decimals of the numbers of an indicator, or of what a step makes of them."""
    entry = indicator_of(query.workbook, code)
    mult = 0 if max(map(abs, values)) < 10.0 ** (entry.mult - SMALL) else entry.mult
    scaled = [value / 10.0**mult for value in values]
    if mult == entry.mult and has_decimals(scaled, entry.decimals):
        return mult, min(entry.decimals, max(USUAL, common_decimals(scaled, DIGITS)))
    return mult, max(entry.decimals if mult == entry.mult else 0, common_decimals(scaled))


def cell_text(value: object, column: TableColumn, query: QueryContext, record: Record) -> str:
    """A value as a reader is shown it."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return query.wording.word("yes" if value else "no")
    if isinstance(value, float) or (isinstance(value, int) and column.form):
        return decimal(value, column.form)
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
