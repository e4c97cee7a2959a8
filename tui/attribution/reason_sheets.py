"""Pages that explain why a score, a share, a figure or a claim differs, and on which figures it is based."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from core.attribution.share import ROUNDING
from core.attribution.statement import figures_read
from core.numerals import decimal
from core.words import gettext
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook, indicator_of
from tui.attribution.reason_tables import PER_CENT, Ends, claim_change, figure_sides, share_change_of
from tui.attribution.sheet import NARROW, parts_rows
from tui.frame.detail import series_name
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, look_of, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import Wording
from tui.tables.query import QueryContext
from tui.tables.sections import Section

Rows: TypeAlias = Callable[[QueryContext], Iterable[SheetRow | Heading]]


def parts_columns(wording: Wording) -> list[Column]:
    """What did it, how much, both ends, and the waterfall."""
    word = wording.word
    return [
        Column("", 22, frozen=True, grows=True, name="part"),
        Column(word("adds"), 9, "right"),
        Column(word("from"), 13, "right"),
        Column(word("to"), 13, "right"),
        Column(word("waterfall"), NARROW, drawn=True),
        Column(word("source"), 30),
    ]


def share_rows(query: QueryContext) -> Iterator[SheetRow | Heading]:
    """A cluster's share of the sum of its list, before and after, parted among all of the list."""
    ((old, new), parts), workbook, wording = share_change_of(query), query.workbook, query.wording
    if parts is None:
        yield Heading(wording.word("There is no share on one of the two sides: no size is known there."), "dim")
        return
    if old.keys() != new.keys():
        yield Heading(wording.word("a size that is known on one side only counts from, or to, nothing"), "dim")

    share = gettext("share of {unit}, in points", unit=query.unit_name(query.named_unit(query.options.unit)))

    def name(code: str) -> str:
        return query.unit_name(code) if code else share

    for row in parts_rows(parts, name, lambda value: f"{value:.2f}%", PER_CENT):
        code = row.key.partition("/")[2]
        yield _with_ends(row, (old.get(code), new.get(code)), workbook, wording) if code else row


def figure_rows(query: QueryContext) -> Iterator[SheetRow | Heading]:
    """A figure before and after with letter and source; of a ratio what its numerator and its denominator did."""
    (series, ends, of_ratio, parts), workbook, wording = figure_sides(query), query.workbook, query.wording
    yield _figure_row("figure", series_name(*series, workbook, wording), ends, workbook, series[1], wording)
    for code, pair in of_ratio:
        yield _figure_row(f"part/{code}", f"  {query.indicator_name(code)}", pair, workbook, code, wording)

    def name(part: str) -> str:
        return query.indicator_name(part) if part else wording.word("ratio")

    if parts is not None:
        yield Heading(wording.word("the change of the ratio of these two, from each"), "rule")
        yield from parts_rows(parts, name, lambda value: decimal(value, ".6g"))
    elif any(end is None or end.value is None for _, pair in of_ratio for end in pair):
        yield Heading(wording.word("A part of the ratio has no figure on one of the two sides."), "dim")


def claim_rows(query: QueryContext) -> Iterator[SheetRow | Heading]:
    """What each series did to the number that a claim is checked against, and the figures that it depends on now."""
    (claim, parts), workbook, wording = claim_change(query), query.workbook, query.wording
    yield Heading(f"{plain(claim.text(wording.language))}  [{plain(claim.expression)}]", "dim")
    if parts is None:
        yield Heading(wording.word("The number is undetermined on one of the two sides, or between them."), "dim")
    elif not parts.amounts:
        yield Heading(wording.word("The figures that it uses are the same there."), "dim")
    else:
        yield from parts_rows(parts, lambda code: _dotted(code, workbook, wording), lambda value: decimal(value, ".6g"))
    yield Heading(wording.word("what it rests on now"), "rule")
    for figure in figures_read(workbook, query.derived, claim.code):
        name = f"{series_name(*figure.series, workbook, wording)} {figure.period}"
        yield _figure_row(f"read/{figure.key}", name, (None, figure), workbook, figure.indicator, wording)


def reason_sections(title: str, rows: Rows) -> Callable[[QueryContext], list[Section]]:
    """The rows of one comparison as they are printed."""
    return lambda query: [Section(query.wording.word(title), Sheet(parts_columns(query.wording), list(rows(query))))]


def _with_ends(row: SheetRow, ends: Ends, workbook: Workbook, wording: Wording) -> SheetRow:
    indicator = indicator_of(workbook, next((end.indicator for end in reversed(ends) if end), ROUNDING))
    name, part, _, _, bar = row.cells
    cells = (name, part, *_end_cells(ends, indicator, wording), bar, _source(ends[1] or ends[0], workbook, wording))
    values = [figure.value if figure else None for figure in ends]
    return SheetRow(row.key, cells, sort_by=(*row.sort_by[:2], *values) if row.sort_by else ())


def _figure_row(key: str, name: str, ends: Ends, workbook: Workbook, code: str, wording: Wording) -> SheetRow:
    indicator = indicator_of(workbook, code)
    old, new = (figure.value if figure else None for figure in ends)
    change = None if old is None or new is None else new - old
    amount = wording.number(abs(change or 0.0), indicator.mult, indicator.decimals)
    moved = "" if change is None else f"{'+-'[change < 0]}{amount}"
    pair = zip(_end_cells(ends, indicator, wording), (old, new), strict=True)
    source = _source(ends[1] or ends[0], workbook, wording)
    return row_of(key, (name, name), (moved, change), *pair, ("", None), (source, None))


def _end_cells(ends: Ends, indicator: Indicator, wording: Wording) -> Iterator[Cell]:
    for figure in ends:
        yield Cell(f"{wording.figure(figure, indicator)} {figure.period}" if figure else "", look_of(figure))


def _source(figure: Figure | None, workbook: Workbook, wording: Wording) -> Cell:
    """The letter, how it is known, and the source."""
    if figure is None:
        return Cell("")
    source = workbook.sources.get(figure.source)
    parts = (
        figure.status,
        figure.vintage,
        (source.title if source else figure.source) or gettext("no source"),
        figure.formula,
    )
    return Cell(" · ".join(wording.entry_text(part) for part in parts if part), "dim")


def _dotted(code: str, workbook: Workbook, wording: Wording) -> str:
    unit, dot, indicator = code.partition(".")
    return series_name(unit, indicator, workbook, wording) if dot else wording.word(code or "actual")
