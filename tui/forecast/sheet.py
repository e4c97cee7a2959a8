"""A forecast as a table: the periods ahead with their intervals, the models with their errors, and the chart."""

from functools import partial
from itertools import pairwise

import plotext

from core.forecast.forecast import STEPS, Outlook, outlook, outlook_ahead
from core.forecast.models import MODEL_NAMES, MODELS, Model
from core.words import gettext, in_words, marked, with_note
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from core.workbook.period import period
from core.workbook.scale import measure_word
from core.workbook.workbook import indicator_of
from tui.grid.line import fit
from tui.grid.point import apart, drawn_lines, filled_out
from tui.grid.sheet import Sheet, SheetRow, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, Wording
from tui.tables.query import QueryContext
from tui.tables.sections import Section

SHORT: dict[Model, str] = {
    "last_growth": "constant growth",
    "theil_sen": "Theil-Sen line",
    "holt_damped": "Holt, damped",
    "drift": "random walk",
}
TESTED = marked(("test points", "mean error", "RMS error", "in %"))
BOUNDS = marked(("80 % from", "80 % to", "95 % from", "95 % to"))
CHOSEN = "● "
MOST_DECIMALS = 2
"""Of amounts in 亿 or 万."""
TALL = 34
OBSERVED, OTHER, AHEAD, NARROW, WIDE = "●", "○", "F", "|", ":"
MOST_TICKS, FRAME = 12, 2


def outlook_of(query: QueryContext) -> Outlook:
    """The forecast of the series that the options name. Raises BadEntry, NoForecast."""
    options = query.options
    series = query.workbook.series(query.named_unit(options.unit), query.named_indicator(options.indicator))
    if options.to is None:
        return outlook_ahead(series, getattr(options, "steps", STEPS), options.model)
    return outlook(series, options.to, options.model)


def forecast_sections(query: QueryContext) -> list[Section]:
    """The periods ahead, then the models with their errors."""
    result = outlook_of(query)
    newest = result.used[-1]
    name = in_words((query.unit_name(newest.unit), query.indicator_name(newest.indicator)))
    title = gettext("Forecast · {name}", name=name)
    return [Section(title, ahead_sheet(result, query), _note(result, query.wording)), *backtest_sections(query)]


def backtest_sections(query: QueryContext) -> list[Section]:
    """The models with their errors."""
    return [Section(gettext("Backtest, one period ahead"), _backtest_sheet(outlook_of(query), query))]


def forecast_sheet(query: QueryContext, size: tuple[int, int]) -> Sheet:
    """Both below each other, with the chart, on a page of so many columns and rows."""
    result, wording = outlook_of(query), query.wording
    ahead, tested = ahead_sheet(result, query), _backtest_sheet(result, query)
    width, height = size
    tall = height >= TALL
    room = height - len(result.forecasts) - len(MODELS) - 13 if tall else 11
    chart = [
        Heading(line, "plain", stops=True, drawn=True)
        for line in forecast_chart(result, wording, width - 6, min(room, 16))
    ]
    rows: list[SheetRow | Heading] = [
        Heading(_note(result, wording), "rule"),
        *ahead.rows,
        Heading(_titles(tested), "rule", below=("model", *TESTED)),
        *tested.rows,
    ]
    name = with_note(query.indicator_name(result.used[-1].indicator), measure_word(_indicator(result, query).measure))
    rule = [Heading(f"{name}  {wording.word('● observed  F forecast  | 80 %  : 95 %')}", "rule")] if chart else []
    return Sheet(ahead.columns, [*rows, *rule, *chart])


def ahead_sheet(result: Outlook, query: QueryContext) -> Sheet:
    """The periods ahead with their intervals."""
    word, text = query.wording.word, partial(_value_text, result, query)
    bounds = [Column(word(title), 10, "right") for title in BOUNDS]
    columns = [Column(word("period"), 17, frozen=True), Column(word("value"), 11, "right"), *bounds]
    rows = []
    for forecast in result.forecasts:
        ends = (forecast.low_80, forecast.high_80, forecast.low_95, forecast.high_95)
        when, value = Cell(forecast.period, "estimated"), Cell(f"{text(forecast.value)}F", "estimated")
        head = (when, forecast.period), (value, forecast.value)
        rows.append(row_of(f"ahead/{forecast.period}", *head, *((text(end), end) for end in ends)))
    return Sheet(columns, rows)


def _backtest_sheet(result: Outlook, query: QueryContext) -> Sheet:
    """Every model, the chosen one marked; what could not be tried has no errors."""
    word, text = query.wording.word, partial(_value_text, result, query)
    columns = [
        Column(word("one period ahead"), 17, frozen=True),
        *(Column(word(model), 11, "right") for model in TESTED),
    ]
    rows = []
    for test in result.backtests:
        chosen = test.model == result.model
        name = Cell(f"{CHOSEN if chosen else '  '}{word(SHORT[test.model])}", "head" if chosen else "plain")
        percent = NOTHING if test.percent is None else f"{test.percent:.1f}%"
        cells = (name, *map(Cell, (str(test.held_back), text(test.error), text(test.rms), percent)))
        sort_by = (SHORT[test.model], test.held_back, test.error, test.rms, test.percent)
        rows.append(SheetRow(f"model/{test.model}", cells, sort_by=sort_by))
    untried = [name for name in MODELS if name not in {test.model for test in result.backtests}]
    rows += [
        SheetRow(f"model/{model}", (Cell(f"  {word(SHORT[model])}", "dim"), Cell(NOTHING, "dim"))) for model in untried
    ]
    return Sheet(columns, rows)


def _note(result: Outlook, wording: Wording) -> str:
    """The model, and the points that it depends on."""
    template = "{model}, {count} points {first}-{last}"
    span = {"first": result.used[0].period, "last": result.used[-1].period}
    model = wording.word(MODEL_NAMES[result.model])
    return " · ".join((wording.word(template, model=model, count=len(result.used), **span), *result.notes))


def _titles(tested: Sheet) -> str:
    """The titles of the second table, in the columns of the first."""
    first, *rest = (column.title for column in tested.columns)
    return fit(first, 17) + "".join(
        fit(title, width, "right") for title, width in zip(rest, (12, 11, 11, 11), strict=True)
    )


def _value_text(result: Outlook, query: QueryContext, value: float) -> str:
    newest, indicator = result.used[-1], _indicator(result, query)
    percent = "%" if indicator.measure == "PERCENT" else ""
    decimals = min(result.decimals, MOST_DECIMALS) if newest.mult else result.decimals
    return query.wording.number(value, newest.mult, max(decimals, indicator.decimals)) + percent


def _indicator(result: Outlook, query: QueryContext) -> Indicator:
    code = result.used[-1].indicator
    return indicator_of(query.workbook, code)


def forecast_chart(outlook: Outlook, wording: Wording, width: int, height: int) -> list[str]:
    """The lines of the chart, `|` within 80 % and `:` within 95 %; none where there is no room."""
    if width < 30 or height < 6:  # noqa: PLR2004 - below this a chart says nothing
        return []

    newest = outlook.used[-1]
    at = [period(forecast.period).end - 1 for forecast in outlook.forecasts]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    for when, forecast in zip(at, outlook.forecasts, strict=True):
        plotext.plot([when, when], [forecast.low_95, forecast.high_95], marker=WIDE)
        plotext.plot([when, when], [forecast.low_80, forecast.high_80], marker=NARROW)
    for mark, wanted in ((OTHER, False), (OBSERVED, True)):
        drawn = [figure for figure in outlook.used if figure.is_published is wanted]
        if drawn:
            plotext.scatter([_time(figure) for figure in drawn], [figure.value for figure in drawn], marker=mark)
    plotext.scatter(at, [forecast.value for forecast in outlook.forecasts], marker=AHEAD)
    every = [
        *((_time(figure), figure.period) for figure in outlook.used),
        *zip(at, (forecast.period for forecast in outlook.forecasts), strict=True),
    ]
    last = outlook.forecasts[-1]
    marks = _apart([newest.value or 0.0, last.high_95, last.low_95, outlook.used[0].value or 0.0], height)
    labels = [filled_out(wording.number(mark, newest.mult, newest.decimals)) for mark in marks]
    plotext.yticks(marks, labels)
    plotext.xticks(*zip(*_ticks(every, width - max(map(len, labels)) - FRAME), strict=True))
    return drawn_lines(plotext.uncolorize(plotext.build()))[:height]


def _apart(values: list[float], height: int) -> list[float]:
    """The values that get a label: each that is not too near to one before it."""
    chosen: list[float] = []
    for value in values:
        if all(abs(value - other) > 3 * (max(values) - min(values)) / height for other in chosen):
            chosen.append(value)
    return chosen


def _ticks(every: list[tuple[float, str]], cells: int) -> list[tuple[float, str]]:
    """The first of the periods and each so many after it, as many as have room below an axis of so many cells."""
    longest = max((text for _, text in every), key=len)
    length = len(longest)
    scale = (cells - 1) / (every[-1][0] - every[0][0])
    for step in range(-(-len(every) // MOST_TICKS), len(every)):
        at = [round((when - every[0][0]) * scale) for when, _ in every[::step]]
        at[-1] -= max(0, at[-1] + length - cells + length % 2) // 2  # so far a label moves from the edge
        if all(after - before >= apart(longest, longest) for before, after in pairwise(at)):
            return every[::step]
    return every[:1]


def _time(figure: Figure) -> float:
    return period(figure.period).end - 1
