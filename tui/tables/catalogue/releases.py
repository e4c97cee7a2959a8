"""What each release moved in the scores of each method, compared with all that was released before it."""

from collections.abc import Iterator

from core.derive.derive import methods_of
from core.method import run
from core.releases.releases import released_by, vintages, without_release
from core.releases.score_changes import score_changes
from core.words import gettext
from core.workbook.figure_counts import figures_with
from tui.tables.query import QueryContext
from tui.tables.reading import sheet_of
from tui.tables.sections import Section
from tui.tables.spec import Record, TableSpec, numbers, texts, wholes


def _rows(query: QueryContext) -> Iterator[Record]:
    for vintage in vintages(query.workbook):
        yield from _of_release(query, vintage)


def _of_release(query: QueryContext, vintage: str) -> Iterator[Record]:
    after = released_by(query.workbook, vintage)
    before = without_release(after, vintage)
    figures = list(figures_with(after.figures, {"vintage": vintage}))
    revised = sum(1 for figure in figures if before.series(*figure.series).at(figure.period))
    indicators = {figure.indicator for figure in figures}
    reading = [code for code in query.workbook.methods if _reads(query, code, indicators)]
    scores = list(score_changes(methods_of(before, query.derived), methods_of(after, query.derived), reading))
    for code in query.workbook.methods or [""]:
        of = [score for score in scores if score.method == code]
        known = [change for change in of if change.change is not None]
        most = max(known, key=lambda change: abs(change.change or 0.0), default=None)
        yield {
            "release": vintage, "figures": len(figures), "revised": revised, "method": code or None,
            "scores_moved": len(of), "largest_change": most.change if most else None,
            "of_unit": most.unit if most else None, "of_period": most.period if most else None,
            "ranks_moved": sum(change.rank_before != change.rank_after for change in known),
        }  # fmt: skip


def _reads(query: QueryContext, code: str, indicators: set[str]) -> bool:
    """Whether a method reads one of these indicators; one that cannot be computed may."""
    scored = query.derived.methods[code]
    if not isinstance(scored, run.Scored):
        return True
    return not indicators.isdisjoint((*scored.document.tree.indicators, *scored.document.denominators))


def _sections(query: QueryContext) -> list[Section]:
    rows = [row for row in _rows(query) if row["revised"] or row["scores_moved"]]
    title = gettext("{value} that revised a figure or moved a score", value=query.wording.word("releases"))
    return [Section(title, sheet_of(TABLE.columns, rows, query))]


TABLE = TableSpec(
    "Releases",
    (
        *texts("release"),
        *wholes("figures", "revised"),
        *texts("method"),
        *wholes("scores_moved"),
        *numbers("largest_change", form="+.3g"),
        *texts("of_unit", "of_period"),
        *wholes("ranks_moved"),
    ),
    _rows,
    sections=_sections,
)
