"""The chart of the current view as SVG or PNG: the scores of a method, or the history of an index or a series."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.derive.index_history import IndexHistory, index_history
from core.forecast.forecast import Forecast
from core.words import labelled, marked, with_note
from core.workbook.entries import Index
from core.workbook.figure import Figure
from core.workbook.period import period
from core.workbook.scale import measure_word
from core.workbook.workbook import Workbook, indicator_of, unit_of
from tui.cli.arguments import BadUse
from tui.exports.score_chart import STYLE, score_svg
from tui.grid.wording import Wording
from tui.tables.markup import escaped
from tui.tables.of_methods import result_named
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView

WIDTH, HEIGHT = 480, 250
NARROW, WIDE = "#9dbfe3", "#d4e3f3"
"""The intervals of 80 and of 95 per cent around a forecast."""
MOST_TICKS = 8
LEFT, RIGHT, TOP, BOTTOM = 84, 20, 36, 34
APART = 14
"""How far labels of one axis stand from each other at least."""

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


def index_svg(history: IndexHistory, wording: Wording, ahead: Sequence[Forecast] = ()) -> str:
    """The picture, with name and unit of measure above, and forecasts behind; empty axes where no value is known."""
    known = [point.figure for point in history.points if point.figure and point.figure.value is not None]
    with_figures = {period(figure.period).year for figure in known}
    points = [point for point in history.points if point.figure or period(point.period).year not in with_figures]
    periods = [*(point.period for point in points), *(forecast.period for forecast in ahead)]
    years = [_year(when) for when in periods] or [0.0, 1.0]
    values = [figure.value or 0.0 for figure in known] or [0.0, 1.0]
    values += [end for forecast in ahead for end in (forecast.low_95, forecast.high_95)]
    frame = _Frame(min(years), max(years), min(values), max(values))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escaped(_spoken(history, known, wording))}" style="{STYLE}">'
    )
    lines = [
        opening,
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="20" font-weight="bold">{escaped(_title(history, wording))}</text>',
        *_axes(history, frame, known, periods, wording),
        *_events(history, frame),
        *_ahead(frame, ahead, known),
        *_points(frame, known),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _title(history: IndexHistory, wording: Wording) -> str:
    """Whose series it is, what of, and in which unit of measure."""
    return with_note(
        f"{wording.name(history.unit)} · {wording.name(history.indicator)}", measure_word(history.indicator.measure)
    )


def _spoken(history: IndexHistory, known: list[Figure], wording: Wording) -> str:
    """The picture in words: its name, then every period with its figure."""
    values = "; ".join(
        f"{wording.period(figure.period)} {wording.figure(figure, history.indicator)}" for figure in known
    )
    return labelled(wording.name(history.indicator), values or wording.word("no figure"))


class _Frame:
    """Where a year and a value stand."""

    def __init__(self, first: float, last: float, low: float, high: float) -> None:
        room = (high - low or abs(high) or 1.0) * 0.1
        self.first, self.years = first, last - first or 1.0
        self.low, self.values = low - room, high - low + 2 * room

    def x(self, year: float) -> float:
        return round(LEFT + 12 + (year - self.first) / self.years * (WIDTH - LEFT - RIGHT - 24), 2)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - self.low) / self.values * (HEIGHT - TOP - BOTTOM), 2)


def _axes(
    history: IndexHistory, frame: _Frame, known: list[Figure], periods: Sequence[str], wording: Wording
) -> Iterator[str]:
    floor = HEIGHT - BOTTOM
    yield f'<path d="M{LEFT} {TOP}V{floor}H{WIDTH - RIGHT}" fill="none" stroke="#444"/>'
    every = -(-len(periods) // MOST_TICKS) or 1
    for when in periods[::-every]:
        yield f'<text x="{frame.x(_year(when))}" y="{floor + 16}" text-anchor="middle">{escaped(when)}</text>'
    ends = [figure.value or 0.0 for figure in (*known[:1], *known[-1:])]
    if ends and abs(frame.y(ends[0]) - frame.y(ends[-1])) < APART:
        ends = ends[-1:]
    for value in ends:
        text = escaped(wording.number(value, history.indicator.mult, history.indicator.decimals))
        yield f'<text x="{LEFT - 6}" y="{frame.y(value) + 4}" text-anchor="end">{text}</text>'


def _events(history: IndexHistory, frame: _Frame) -> Iterator[str]:
    floor = HEIGHT - BOTTOM
    for event in history.events:
        year = _year(event.period)
        if frame.first <= year <= frame.first + frame.years:
            x = frame.x(year)
            title = f"<title>{escaped(event.name_en)}</title>"
            yield f'<path d="M{x} {floor}v-8" stroke="#b25d00" stroke-width="2">{title}</path>'


def _points(frame: _Frame, known: list[Figure]) -> Iterator[str]:
    for first, last in pairwise(known):
        if _year(last.period) - _year(first.period) <= 1:
            here, there = ((frame.x(_year(f.period)), frame.y(f.value or 0.0)) for f in (first, last))
            yield f'<path d="M{here[0]} {here[1]}L{there[0]} {there[1]}" stroke="#1f5fa8"/>'
    for figure in known:
        fill = "#1f5fa8" if figure.is_published else "white"
        x, y = frame.x(_year(figure.period)), frame.y(figure.value or 0.0)
        title = f"<title>{escaped(figure.period)}: {figure.value}</title>"
        yield f'<circle cx="{x}" cy="{y}" r="4.5" fill="{fill}" stroke="#1f5fa8" stroke-width="2">{title}</circle>'


def _ahead(frame: _Frame, ahead: Sequence[Forecast], known: list[Figure]) -> Iterator[str]:
    """Each forecast with its intervals, and a broken line to it from the last figure."""
    joined = [(frame.x(_year(figure.period)), frame.y(figure.value or 0.0)) for figure in known[-1:]] if ahead else []
    for forecast in ahead:
        x = frame.x(_year(forecast.period))
        for colour, low, high in (
            (WIDE, forecast.low_95, forecast.high_95),
            (NARROW, forecast.low_80, forecast.high_80),
        ):
            ends = f'x1="{x}" x2="{x}" y1="{frame.y(low)}" y2="{frame.y(high)}"'
            yield f'<line {ends} stroke="{colour}" stroke-width="8"/>'
        joined.append((x, frame.y(forecast.value)))
    if joined:
        places = " ".join(f"{x},{y}" for x, y in joined)
        yield f'<polyline points="{places}" fill="none" stroke="#1f5fa8" stroke-dasharray="3 3"/>'
    for x, y in joined[len(known[-1:]) :]:
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="white" stroke="#1f5fa8" stroke-width="2"/>'


def _year(text: str) -> float:
    return period(text).end - 1
