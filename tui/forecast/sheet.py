"""A forecast as a table: the periods ahead with their intervals, the models with their errors, and the chart."""

from core.forecast.forecast import Backtest, Forecast, Outlook
from core.forecast.models import MODELS, Model
from core.workbook.entries import Indicator
from tui.forecast.chart import forecast_chart
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, Wording

SHORT: dict[Model, str] = {
    "last_growth": "constant growth",
    "theil_sen": "Theil-Sen line",
    "holt_damped": "Holt, damped",
    "drift": "random walk",
}
TESTED = ("test points", "mean error", "RMS error", "in %")
CHOSEN = "● "
TALL = 34


def forecast_sheet(made: Outlook, indicator: Indicator, wording: Wording, size: tuple[int, int]) -> Sheet:
    """The sheet of one forecast on a page of so many columns and rows."""
    bounds = [Column(wording.word(title), 10, "right") for title in ("80 % from", "80 % to", "95 % from", "95 % to")]
    columns = [Column(wording.word("period"), 17, frozen=True), Column(wording.word("value"), 11, "right"), *bounds]
    width, height = size
    tall = height >= TALL
    room = height - len(made.forecasts) - len(MODELS) - 13 if tall else 11
    chart = [Heading(line, "plain", stops=True) for line in forecast_chart(made, wording, width - 6, min(room, 16))]
    newest = made.used[-1]
    note = f"{len(made.used)} {wording.word('points')} {made.used[0].period}-{newest.period}"
    rows: list[SheetRow | Heading] = [
        Heading(" · ".join((f"{SHORT[made.model]}, {note}", *made.notes)), "rule"),
        *(_ahead(one, made, indicator, wording) for one in made.forecasts),
        Heading(_titles(wording), "rule", below=("model", *TESTED)),
        *(_tested(test, made, indicator, wording) for test in made.backtests),
        *(_untried(name) for name in MODELS if name not in {test.model for test in made.backtests}),
    ]
    rule = [Heading(wording.word("● observed  F forecast  | 80 %  : 95 %"), "rule")] if chart else []
    return Sheet(columns, [*rows, *rule, *chart])


def _ahead(one: Forecast, made: Outlook, indicator: Indicator, wording: Wording) -> SheetRow:
    bounds = (one.low_80, one.high_80, one.low_95, one.high_95)
    cells = (
        Cell(one.period, "estimated"),
        Cell(f"{_value_text(one.value, made, indicator, wording)}F", "estimated"),
        *(Cell(_value_text(bound, made, indicator, wording)) for bound in bounds),
    )
    return SheetRow(f"ahead/{one.period}", cells, sort_by=(one.period, one.value, *bounds))


def _tested(test: Backtest, made: Outlook, indicator: Indicator, wording: Wording) -> SheetRow:
    chosen = test.model == made.model
    cells = (
        Cell(f"{CHOSEN if chosen else '  '}{SHORT[test.model]}", "head" if chosen else "plain"),
        Cell(str(test.held_back)),
        Cell(_value_text(test.error, made, indicator, wording)),
        Cell(_value_text(test.rms, made, indicator, wording)),
        Cell(NOTHING if test.percent is None else f"{test.percent:.1f}%"),
    )
    sort_by = (SHORT[test.model], test.held_back, test.error, test.rms, test.percent)
    return SheetRow(f"model/{test.model}", cells, sort_by=sort_by)


def _untried(model: Model) -> SheetRow:
    return SheetRow(f"model/{model}", (Cell(f"  {SHORT[model]}", "dim"), Cell(NOTHING, "dim")))


def _titles(wording: Wording) -> str:
    """The titles of the second table, in the columns of the first."""
    titles = [wording.word(word) for word in TESTED]
    widths = (12, 11, 11, 11)
    note = "".join(f"{title:>{width}}" for title, width in zip(titles, widths, strict=True))
    return f"{wording.word('one period ahead'):<17}{note}"


def _value_text(value: float, made: Outlook, indicator: Indicator, wording: Wording) -> str:
    newest = made.used[-1]
    percent = "%" if indicator.measure == "PERCENT" else ""
    return wording.number(value, newest.mult, max(newest.decimals, indicator.decimals)) + percent
