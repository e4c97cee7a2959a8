"""Pages that explain why a score, a share, a figure or a claim differs, and on which figures it is based."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from core.attribution.share import Parts, ratio_change, share_change
from core.derive.cluster_table import newest_size
from core.errors import JingdexError
from core.numerals import decimal
from core.words import gettext
from core.workbook.entries import Claim, Indicator
from core.workbook.figure import Figure, SeriesKey
from core.workbook.workbook import Workbook, indicator_of
from tui.attribution.reasons import Other
from tui.attribution.sheet import NARROW, parts_rows
from tui.frame.detail import series_name
from tui.grid.plain import plain
from tui.grid.sheet import SheetRow, look_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import Wording

PER_CENT = 100.0
MOMENT = "moment"
"""The key of the row that asks for a date."""


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


def share_rows(
    first: Workbook, second: Workbook, cluster_list: str, unit: str, until: tuple[str, str], wording: Wording
) -> Iterator[SheetRow | Heading]:
    """A cluster's share of the sum of its list, at two times or in two states, parted among all of the list."""
    old, new = (_sizes(workbook, cluster_list, end) for workbook, end in zip((first, second), until, strict=True))
    before, after = ({code: size.value or 0.0 for code, size in sizes.items()} for sizes in (old, new))
    parts = share_change(before, after, unit)

    def name(code: str) -> str:
        return wording.word("share of the sum, in points") if not code else _unit(second, code, wording)

    if parts is None:
        yield Heading(wording.word("There is no share on one of the two sides: no size is known there."), "dim")
        return
    if old.keys() != new.keys():
        yield Heading(wording.word("a size that is known on one side only counts from, or to, nothing"), "dim")
    indicators = {member.unit: member.indicator for member in second.members(cluster_list)}
    for row in parts_rows(parts, name, lambda value: f"{value:.2f}%", PER_CENT):
        code = row.key.partition("/")[2]
        ends = (old.get(code), new.get(code))
        yield row if not code else _with_ends(row, ends, second, indicators.get(code, ""), wording)


def figure_rows(
    ends: tuple[Figure | None, Figure | None], workbooks: tuple[Workbook, Workbook], key: SeriesKey, wording: Wording
) -> Iterator[SheetRow | Heading]:
    """A figure on two sides with letter and source; of a ratio what its numerator and its denominator did."""
    second = workbooks[1]
    indicator = indicator_of(second, key[1])
    yield _figure_row("figure", series_name(*key, second, wording), ends, second, indicator, wording)
    if not indicator.denominator:
        return
    codes = (indicator.numerator, indicator.denominator)
    sides = [
        [workbook.series(key[0], code).at(end.period) if end else None for code in codes]
        for workbook, end in zip(workbooks, ends, strict=True)
    ]
    for code, *both in zip(codes, *sides, strict=True):
        part = indicator_of(second, code)
        yield _figure_row(f"part/{code}", f"  {wording.name(part)}", (both[0], both[1]), second, part, wording)
    values = [[figure.value if figure else None for figure in side] for side in sides]
    if any(value is None for side in values for value in side):
        yield Heading(wording.word("A part of the ratio has no figure on one of the two sides."), "dim")
        return
    old, new = ((side[0] or 0.0, side[1] or 0.0) for side in values)
    parts = ratio_change(old, new, codes, PER_CENT if indicator.measure == "PERCENT" else 1.0)
    if parts is not None:
        yield Heading(wording.word("the change of the ratio of these two, from each"), "rule")
        yield from parts_rows(parts, lambda code: _part(second, code, wording), lambda value: decimal(value, ".6g"))


def claim_rows(
    claim: Claim, parts: Parts | None, read: Sequence[Figure], second: Workbook, wording: Wording
) -> Iterator[SheetRow | Heading]:
    """What each series did to the number that a claim is checked against, and the figures that it depends on now."""
    yield Heading(f"{plain(claim.text(wording.language))}  [{plain(claim.expression)}]", "dim")
    if parts is None:
        yield Heading(wording.word("The number is undetermined on one of the two sides, or between them."), "dim")
    elif not parts.amounts:
        yield Heading(wording.word("The figures that it uses are the same there."), "dim")
    else:
        yield from parts_rows(parts, lambda code: _dotted(code, second, wording), lambda value: decimal(value, ".6g"))
    yield Heading(wording.word("what it rests on now"), "rule")
    for figure in read:
        indicator = indicator_of(second, figure.indicator)
        name = f"{series_name(*figure.series, second, wording)} {figure.period}"
        yield _figure_row(f"read/{figure.key}", name, (None, figure), second, indicator, wording)


def rows_beside(
    make: Callable[[], Iterable[SheetRow | Heading]], others: Sequence[Other], other: Other, wording: Wording
) -> list[SheetRow | Heading]:
    """The rows of one comparison, or why there are none, and below them what else can be compared with."""
    try:
        rows = list(make())
    except JingdexError as error:
        rows = [Heading(str(error), "bad")]
    return [*rows, *_compared_rows([(side.key, side.label) for side in others], other.key, wording)]


def _compared_rows(labels: Sequence[tuple[str, str]], present: str, wording: Wording) -> Iterator[SheetRow | Heading]:
    """The other sides that there are: Enter on one compares with it."""
    yield Heading(gettext("{value} (Enter, H)", value=wording.word("compare with")), "rule", below=None)
    for key, label in (*labels, (MOMENT, wording.word("at a moment …"))):
        yield SheetRow(f"other/{key}", (Cell(f"{'*' if key == present else ' '} {plain(label)}"),))


def _sizes(workbook: Workbook, cluster_list: str, until: str) -> dict[str, Figure]:
    sizes = {member.unit: newest_size(workbook.series(member.unit, member.indicator), until)
             for member in workbook.members(cluster_list)}  # fmt: skip
    return {code: figure for code, figure in sizes.items() if figure is not None}


def _with_ends(
    row: SheetRow, ends: tuple[Figure | None, Figure | None], workbook: Workbook, code: str, wording: Wording
) -> SheetRow:
    indicator = indicator_of(workbook, code)
    name, part, _, _, bar = row.cells
    cells = (name, part, *_ends(ends, indicator, wording), bar, _source(ends[1] or ends[0], workbook, wording))
    values = [figure.value if figure else None for figure in ends]
    return SheetRow(row.key, cells, sort_by=(*row.sort_by[:2], *values) if row.sort_by else ())


def _figure_row(
    key: str, name: str, ends: tuple[Figure | None, Figure | None], workbook: Workbook, indicator: Indicator,
    wording: Wording,
) -> SheetRow:  # fmt: skip
    old, new = (figure.value if figure else None for figure in ends)
    moved = "" if old is None or new is None else _moved(new - old, indicator, wording)
    cells = (
        Cell(name),
        Cell(moved),
        *_ends(ends, indicator, wording),
        Cell(""),
        _source(ends[1] or ends[0], workbook, wording),
    )
    change = None if old is None or new is None else new - old
    return SheetRow(key, cells, sort_by=(name, change, old, new))


def _moved(change: float, indicator: Indicator, wording: Wording) -> str:
    """A change in the scale of its figures."""
    return f"{'+-'[change < 0]}{wording.number(abs(change), indicator.mult, indicator.decimals)}"


def _ends(ends: tuple[Figure | None, Figure | None], indicator: Indicator, wording: Wording) -> Iterator[Cell]:
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


def _unit(workbook: Workbook, code: str, wording: Wording) -> str:
    return wording.unit(workbook, code)


def _part(workbook: Workbook, code: str, wording: Wording) -> str:
    return wording.indicator(workbook, code) if code else wording.word("ratio")


def _dotted(code: str, workbook: Workbook, wording: Wording) -> str:
    unit, dot, indicator = code.partition(".")
    return series_name(unit, indicator, workbook, wording) if dot else wording.word(code or "actual")
