"""`jingdex forecast`: where a series goes if it goes on."""

from argparse import Namespace
from collections.abc import Callable

from core.forecast.forecast import Outlook, kept, outlook
from core.forecast.models import MODEL_NAMES
from core.forecast.span import NoForecast
from core.numerals import counted
from core.scenario.scenario import offered
from core.words import gettext
from core.workbook.workbook import Workbook
from data.session import Session
from data.stores import open_store
from tui.cli.exchange import csv_text, json_text
from tui.cli.output import complain, has_unicode, write_data, write_styled
from tui.cli.printed import printed
from tui.cli.saved import saved_at
from tui.cli.unused import NO_NAMES, refuse_unsaved, refuse_unused
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording
from tui.locale.choice import spoken
from tui.tables.sections import Section

COLUMNS = ("unit", "indicator", "period", "value", "status", "low_80", "high_80", "low_95", "high_95", "model")


def run(arguments: Namespace) -> int:
    """Print the forecasts, with --keep put them into the workbook; exit code 1 where there are too few points."""
    refuse_unsaved(arguments)
    if arguments.format != "table":
        refuse_unused(arguments, NO_NAMES)
    with open_store(arguments.workbook) as file:
        workbook = file.workbook()
    unit, indicator = workbook.unit(arguments.unit).code, workbook.indicator(arguments.indicator).code
    try:
        made = outlook(workbook.series(unit, indicator), arguments.to, arguments.model)
    except NoForecast as error:
        complain(str(error))
        return 1
    if arguments.format != "table":
        records = [
            {
                "unit": unit,
                "indicator": indicator,
                "status": "F",
                "model": made.model,
                **{name: getattr(one, name) for name in COLUMNS[2:9] if name != "status"},
            }
            for one in made.forecasts
        ]
        write_data(csv_text(COLUMNS, records) if arguments.format == "csv" else json_text(COLUMNS, records))
    else:
        for section in _sections(made, workbook, Wording(spoken(), has_unicode())):
            write_styled(printed(section))
    return _kept(arguments, made) if arguments.keep or arguments.scenario else 0


def _kept(arguments: Namespace, made: Outlook) -> int:
    with Session.open(arguments.workbook) as session:
        edit = kept(session.workbook, made)
        scenario = arguments.scenario and offered(session.workbook, arguments.scenario, edit)
        outcome = session.do(scenario or edit, arguments.reason.strip())
    complain(saved_at(outcome))
    return 0


def _sections(made: Outlook, workbook: Workbook, wording: Wording) -> list[Section]:
    newest = made.used[-1]
    indicator = workbook.indicators[newest.indicator]

    def text(value: float) -> str:
        return wording.number(value, newest.mult, max(newest.decimals, indicator.decimals))

    name = f"{wording.name(workbook.units[newest.unit])}, {wording.name(indicator)}"
    points = gettext(
        "on {count} from {period} to {period2}",
        count=counted(len(made.used), "point"),
        period=made.used[0].period,
        period2=newest.period,
    )
    return [
        Section(
            gettext("Forecast · {name}", name=name),
            _forecast_sheet(made, text),
            "; ".join((f"{MODEL_NAMES[made.model]}, {points}", *made.notes)),
        ),
        Section(gettext("Backtest, one period ahead"), _backtest_sheet(made, text)),
    ]


def _forecast_sheet(made: Outlook, text: Callable[[float], str]) -> Sheet:
    bounds = [Column(title, 12, justify="right") for title in ("80 % from", "to", "95 % from", "to")]
    columns = (Column("period", 8), Column("value", 12, justify="right"), *bounds)
    rows = [
        SheetRow(
            one.period,
            (
                Cell(one.period),
                Cell(f"{text(one.value)} F", "estimated"),
                *(Cell(text(bound)) for bound in (one.low_80, one.high_80, one.low_95, one.high_95)),
            ),
        )
        for one in made.forecasts
    ]
    return Sheet(columns, rows)


def _backtest_sheet(made: Outlook, text: Callable[[float], str]) -> Sheet:
    columns = (
        Column("model", 24),
        Column(gettext("test points"), 11, justify="right"),
        Column(gettext("mean error"), 12, justify="right"),
        Column("%", 6, justify="right"),
    )
    rows = [
        SheetRow(
            test.model,
            (
                Cell(MODEL_NAMES[test.model]),
                Cell(str(test.held_back)),
                Cell(text(test.error)),
                Cell("–" if test.percent is None else f"{test.percent:.1f}"),
            ),
        )
        for test in made.backtests
    ]
    return Sheet(columns, rows)
