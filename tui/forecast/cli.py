"""`jingdex forecast`: the forecast of a series."""

from argparse import Namespace

from core.forecast.forecast import Outlook, forecast_edit
from core.forecast.span import NoForecast
from core.scenario.scenario import offer_scenario
from data.session import Session
from data.stores import open_store
from tui.cli.arguments import NO_NAMES, refuse_unsaved, refuse_unused
from tui.cli.output import complain
from tui.cli.saving import saved_at
from tui.forecast.sheet import outlook_of
from tui.tables.show_cli import print_table, query_with


def run(arguments: Namespace) -> int:
    """Print the forecasts, with --keep put them into the workbook; exit code 1 where there are too few points."""
    refuse_unsaved(arguments)
    if arguments.format != "table":
        refuse_unused(arguments, NO_NAMES)
    with open_store(arguments.workbook) as file:
        workbook = file.workbook()
    series = {"unit": arguments.unit, "indicator": arguments.indicator}
    query = query_with(workbook, **series, to=arguments.to, model=arguments.model)
    try:
        print_table("forecast", query, arguments.format)
        return _save(arguments, outlook_of(query)) if arguments.keep or arguments.scenario else 0
    except NoForecast as error:
        complain(str(error))
        return 1


def _save(arguments: Namespace, outlook: Outlook) -> int:
    with Session.open(arguments.workbook) as session:
        edit = forecast_edit(session.workbook, outlook)
        scenario = arguments.scenario and offer_scenario(session.workbook, arguments.scenario, edit)
        outcome = session.do(scenario or edit, arguments.reason.strip())
    complain(saved_at(outcome))
    return 0
