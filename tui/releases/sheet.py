"""The revision triangle: for each figure with several releases what each said, and by how much it moved."""

from collections.abc import Callable, Iterable, Iterator

from core.numerals import counted, decimal
from core.releases.revisions import Revision, revisions
from core.releases.score_changes import Effect, ScoreChange
from core.words import gettext, in_words, labelled, with_note
from core.workbook.entries import Indicator
from core.workbook.figure import Figure, Series, release_order
from core.workbook.figure_counts import revised_series
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook, indicator_of
from tui.cli.movements import moved
from tui.frame.detail import series_name
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, look_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, Wording, signed

MOST, MOST_ROWS = 3, 8
"""Scores, and rows of tables, that are named one by one of those that a revision moved."""


def revision_sheet(workbook: Workbook, wording: Wording, keeps: Callable[[Figure], bool]) -> Sheet:
    """One row a release of the figures that are kept, in the workbook's order."""
    columns = [
        Column("", 30, frozen=True, name="figure"),
        Column(wording.word("period"), 9),
        Column(wording.word("release"), 10),
        Column(wording.word("value"), 12, "right"),
        Column("Δ%", 8, "right"),
        Column("Σ Δ%", 8, "right"),
        Column(wording.word("source"), 20),
    ]
    rows = []
    for unit, code in revised_series(workbook.figures):
        series = workbook.series(unit, code)
        name = series_name(unit, code, workbook, wording)
        indicator = indicator_of(workbook, code)
        rows += [_row(name, revision, indicator, wording) for revision in revisions(series) if keeps(revision.figure)]
    return Sheet(columns, rows)


def _row(name: str, revision: Revision, indicator: Indicator, wording: Wording) -> SheetRow:
    figure, look = revision.figure, look_of(revision.figure)
    cells = (
        Cell(name),
        Cell(figure.period),
        Cell(plain(figure.vintage) or "–"),
        Cell(wording.figure(figure, indicator), look),
        Cell(signed(revision.change)),
        Cell(signed(revision.since_first)),
        Cell(plain(figure.source) or "–"),
    )
    sort_by = (name, figure.period, figure.vintage, figure.value, revision.change, revision.since_first, figure.source)
    return SheetRow(f"revision/{'/'.join(figure.key)}", cells, sort_by=sort_by)


def triangle_sheet(workbook: Workbook, series: Series, effects: Iterable[Effect], wording: Wording) -> Sheet:
    """A row for each release and a column for each period, where some were revised only those; then the effects."""
    figures = list(series)
    revised = [when for when in dict.fromkeys(f.period for f in figures) if len(series.vintages(when)) > 1]
    periods = revised or list(dict.fromkeys(figure.period for figure in figures))
    code = figures[0].indicator if figures else ""
    indicator = indicator_of(workbook, code)
    columns = [Column(wording.word("release"), 12, frozen=True)]
    columns += [Column(when, 11, "right") for when in periods]
    releases = sorted({release_order(figure) for figure in figures if figure.period in periods})
    rows: list[SheetRow | Heading] = [_of_release(release, periods, series, indicator, wording) for release in releases]
    for effect in effects:
        rows += _description(effect, indicator, workbook, wording)
        rows += _tables(moved(effect.before, effect.after, wording))
    if not revised:
        rows.append(Heading(gettext("no figure of this series has more than one release"), "dim", stops=True))
    return Sheet(columns, rows)


def _of_release(
    release: tuple[bool, str], periods: list[str], series: Series, indicator: Indicator, wording: Wording
) -> SheetRow:
    is_own, vintage = release
    at = [series.at(when, vintage) for when in periods]
    own = [figure if figure and figure.is_own == is_own else None for figure in at]
    cells = [Cell(wording.figure(figure, indicator) if figure else "", look_of(figure)) for figure in own]
    places = {n: FigurePlace(*figure.key) for n, figure in enumerate(own, 1) if figure}
    return SheetRow(
        f"release/{'own' if is_own else vintage}",
        (Cell(wording.word("own") if is_own else plain(vintage) or NOTHING), *cells),
        next(iter(places.values()), None),
        dict(places),
        ("~" if is_own else vintage, *(figure.value if figure else None for figure in own)),
    )


def _description(effect: Effect, indicator: Indicator, workbook: Workbook, wording: Wording) -> Iterator[Heading]:
    yield Heading(revised_text(effect, indicator, wording))
    if not effect.moved:
        yield Heading(gettext("  no score moved"), "dim", stops=True)
    for change in effect.moved[:MOST]:
        yield Heading(f"  {moved_text(change, workbook, wording)}", "plain", stops=True)
    if len(effect.moved) > MOST:
        yield Heading(
            gettext("  and {count} more, each by less", count=counted(len(effect.moved) - MOST, "score")),
            "dim",
            stops=True,
        )


def _tables(lines: list[str]) -> Iterator[Heading]:
    yield from (Heading(f"  {plain(line)}", "plain", stops=True) for line in lines[:MOST_ROWS])
    if len(lines) > MOST_ROWS:
        yield Heading(
            gettext("  and {count} of tables more", count=counted(len(lines) - MOST_ROWS, "row")), "dim", stops=True
        )


def revised_text(effect: Effect, indicator: Indicator, wording: Wording) -> str:
    """The figure of the release before, the new one, and by how much that is more."""
    old, new = effect.earlier, effect.revision.figure
    values = " → ".join(wording.figure(figure, indicator) for figure in (old, new))
    releases = " → ".join(plain(figure.vintage) or gettext("undated") for figure in (old, new))
    change = with_note(values, f"{signed(effect.revision.change)}%")
    return labelled(new.period, in_words((change, f"{wording.word('release')} {releases}")))


def moved_text(change: ScoreChange, workbook: Workbook, wording: Wording) -> str:
    """The method, the unit, the period, and score and rank before and after."""
    method = workbook.methods.get(change.method)
    old, new = ("none" if score is None else f"{score:.4f}" for score in (change.before, change.after))
    ranks = (NOTHING if rank is None else str(rank) for rank in (change.rank_before, change.rank_after))
    by = "" if change.change is None else f" ({decimal(change.change, '+.2g')})"
    return gettext(
        "{unit}: {indicator} {period} {old} → {new}{by}, rank {ranks}",
        unit=wording.name(method) if method else plain(change.method),
        indicator=wording.unit(workbook, change.unit),
        period=change.period,
        old=old,
        new=new,
        by=by,
        ranks=" → ".join(dict.fromkeys(ranks)),
    )
