"""The chart of the current view: an index, a series, or the scores of a method."""

from core.derive.index_history import IndexHistory, index_history
from core.words import marked
from core.workbook.entries import Index
from core.workbook.workbook import Workbook, indicator_of, unit_of
from tui.cli.arguments import BadUse
from tui.exports.chart import index_svg
from tui.exports.score_chart import score_svg
from tui.tables.of_methods import result_named
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView

TIMES = 2.5
"""How many pixels one unit of the picture has: wide enough for print."""
NO_PNG = marked(
    "PNG needs the package resvg-py: install it with pip install 'jingdex[png]', or name a file that ends in .svg."
)


def picture(query: QueryContext, series: tuple[str, str] | None, what: str | None) -> str:
    """The history of a series where one is named; else of the index, or the scores, as `what` says or as there are.

    Raises BadUse where there is nothing to draw, MethodError where a method cannot be worked out.
    """
    if series:
        followed = [
            history for history in query.derived.indices if (history.index.unit, history.index.indicator) == series
        ]
        return index_svg(followed[0] if followed else history_of(query.workbook, *series), query.wording)
    if what == "index" and not query.derived.indices:
        raise BadUse("This workbook has no index to draw: use --what scores, or --series UNIT INDICATOR.")
    if what in {"scores", "ranks"} or not query.derived.indices:
        return _scores(query)
    return index_svg(query.derived.indices[0], query.wording)


def history_of(workbook: Workbook, unit: str, indicator: str) -> IndexHistory:
    """A series as a history that can be drawn. Raises BadUse where it has no figure."""
    series = workbook.series(unit, indicator)
    if not series.figures:
        raise BadUse(
            "There is no figure of {unit} {indicator}: there is nothing to draw.", unit=unit, indicator=indicator
        )
    entry = indicator_of(workbook, indicator)
    named = unit_of(workbook, unit)
    return index_history(Index(unit, indicator), named, entry, series, (), ())


def _scores(query: QueryContext) -> str:
    methods = query.derived.methods
    if (query.method or next(iter(methods), "")) not in methods:
        raise BadUse("This workbook has neither an index nor a method: name a series with --series UNIT INDICATOR.")
    result = result_named(methods, query.method)
    view = ResultView.of(result, query.workbook, query.wording)
    return score_svg(view, None, query.wording.name(result.document.method))


def as_picture(form: str, svg: str) -> bytes:
    """The bytes of the file. Raises BadUse where PNG cannot be made."""
    if form == "svg":
        return svg.encode()
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - only PNG needs it, and not all have it
    except ImportError as error:
        raise BadUse(NO_PNG) from error
    return bytes(svg_to_bytes(svg_string=svg, zoom=TIMES))
