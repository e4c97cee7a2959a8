"""`jingdex why`: what changed a score, code by code, and the way of one number from the raw figure."""

from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

from core.attribution.change import Change, change
from core.attribution.path import path
from core.attribution.place import PlaceChange, place_change
from core.derive.derive import derive
from core.method.run import Scored
from core.method.source import source
from core.numerals import decimal
from core.releases.releases import released_by
from core.scenario.scenario import branch
from core.words import gettext
from core.workbook.workbook import Workbook
from data.stores import open_store
from tui.attribution.sheet import change_columns, change_rows, change_text, path_columns, path_rows, place_rows
from tui.cli.arguments import BadUse
from tui.cli.exchange import csv_text, json_text
from tui.cli.output import has_unicode, write_data, write_styled
from tui.cli.printed import printed
from tui.cli.unused import NO_NAMES, refuse_unused
from tui.grid.sheet import Sheet
from tui.grid.wording import Wording
from tui.locale.choice import spoken
from tui.results.lookup import result_named
from tui.tables.method_records import name_in_tree
from tui.tables.sections import Section

if TYPE_CHECKING:
    from tui.tables.records import Record

CHANGE_COLUMNS = ("code", "name", "parent", "before", "after", "data", "weight", "method", "with_all_below")
PATH_COLUMNS = ("step", "kind", "how", "before", "after", "status", "does", "source")


def run(arguments: Namespace) -> int:
    """Print why a node's score and rank changed, or how an indicator's figure becomes a score."""
    with open_store(arguments.workbook) as file:
        workbook = file.workbook()
        older = file.workbook(arguments.since) if arguments.since is not None else workbook
    if arguments.release is not None:
        older = released_by(workbook, arguments.release)
    if arguments.scenario is not None:
        workbook = branch(workbook, arguments.scenario)
    scored = result_named(derive(workbook).methods, arguments.method)
    unit = workbook.unit(arguments.unit).code
    code = arguments.code or scored.nodes[0]
    if code in scored.tree.indicators:
        of_node = gettext("{code} is an indicator, and its way from the figure to the score has one side", code=code)
        refuse_unused(arguments, dict.fromkeys(("before", "against", "since", "release"), of_node))
        if arguments.format != "table":
            refuse_unused(arguments, NO_NAMES)
        return _way(arguments, workbook, scored, unit, code)
    if code not in scored.nodes:
        raise BadUse(
            gettext(
                "{code} is not in the tree: use one of {value}.",
                code=code,
                value=", ".join((*scored.nodes, *scored.tree.indicators)),
            )
        )
    period, spot = _spots(arguments, scored, unit)
    other = arguments.against or scored.document.method.code
    first = (
        scored
        if older is workbook and other == scored.document.method.code
        else result_named(derive(older).methods, other)
    )
    newest = [source(one, of.document).newest for one, of in ((older, first), (workbook, scored))]
    made = change(first, scored, spot, (unit, period), code, newest)
    several = scored.frame["unit"].n_unique() > 1
    placed = place_change(first, scored, spot, (unit, period), code, newest) if several else None
    _print_change(arguments, workbook, scored, made, placed, _sides(arguments, unit, spot[1], period))
    return 0


def _sides(arguments: Namespace, unit: str, before: str, period: str) -> str:
    """The two sides in words: two periods, or what the one period is compared with."""
    against = {
        "method {}": arguments.against,
        gettext("the workbook as of {}"): arguments.since,
        gettext("what was released by {}"): arguments.release,
    }
    meaning = [text.format(given) for text, given in against.items() if given is not None]
    if arguments.scenario is not None:
        meaning = [gettext("scenario {scenario}, against the base", scenario=arguments.scenario)]
    elif meaning:
        meaning = [gettext("against {told}", told=meaning[0])]
    return (
        f"{unit}, {period}, {meaning[0]}"
        if meaning
        else gettext("{unit}, {before} to {period}", unit=unit, before=before, period=period)
    )


def _spots(arguments: Namespace, scored: Scored, unit: str) -> tuple[str, tuple[str, str]]:
    """The period to explain, and what it is compared with: the one before where nothing else is named."""
    periods = [str(when) for when, one in scored.frame.select("period", "unit").iter_rows() if str(one) == unit]
    period = arguments.period or (periods[-1] if periods else "")
    named = (arguments.since, arguments.against, arguments.release, arguments.scenario)
    if arguments.before is not None or any(one is not None for one in named):
        return period, (unit, arguments.before or period)
    earlier = periods[: periods.index(period)] if period in periods else []
    if not earlier:
        raise BadUse(
            gettext(
                "There is no period before {period}: name what to compare with by --before or --against.", period=period
            )
        )
    return period, (unit, earlier[-1])


def _print_change(
    arguments: Namespace, workbook: Workbook, scored: Scored, made: Change, placed: PlaceChange | None, spots: str
) -> None:
    wording = Wording(spoken(), has_unicode())
    names = {
        one.code: name_in_tree(scored, one.code, workbook, wording.language)
        for one in made.effects
        if one.code in scored.tree.parents
    }
    if arguments.format != "table":
        records: list[Record] = [
            {
                "code": one.code,
                "name": names.get(one.code, one.code),
                "parent": one.parent,
                "before": one.before,
                "after": one.after,
                "data": one.data,
                "weight": one.weight,
                "method": one.method,
                "with_all_below": one.below,
            }
            for one in made.effects
        ]
        write_data(
            csv_text(CHANGE_COLUMNS, records) if arguments.format == "csv" else json_text(CHANGE_COLUMNS, records)
        )
        return
    rows = [*change_rows(made, lambda code: names.get(code, code))]
    placed_rows = place_rows(placed, partial(_unit_name, workbook, wording), wording) if placed else ()
    title = f"{names.get(made.node, made.node)} · {spots}"
    sheet = Sheet(change_columns(wording), [*rows, *placed_rows])
    write_styled(printed(Section(title, sheet, change_text(made, wording))))


def _unit_name(workbook: Workbook, wording: Wording, code: str) -> str:
    return wording.name(workbook.units[code]) if code in workbook.units else code


def _way(arguments: Namespace, workbook: Workbook, scored: Scored, unit: str, code: str) -> int:
    periods = [str(when) for when, one in scored.frame.select("period", "unit").iter_rows() if str(one) == unit]
    period = arguments.period or (periods[-1] if periods else "")
    hops = path(scored, (unit, period), code, workbook)
    records: list[Record] = [
        {"step": hop.number, "kind": hop.kind, "how": hop.how, "before": hop.before, "after": hop.after,
         "status": hop.status, "does": hop.does, "source": hop.source}
        for hop in hops
    ]  # fmt: skip
    if arguments.format != "table":
        write_data(csv_text(PATH_COLUMNS, records) if arguments.format == "csv" else json_text(PATH_COLUMNS, records))
        return 0
    wording = Wording(spoken(), has_unicode())
    title = f"{name_in_tree(scored, code, workbook, wording.language)} · {unit}, {period}"
    meaning = gettext("counts {effective} of the whole", effective=decimal(scored.effective[code], ".4g"))
    write_styled(printed(Section(title, Sheet(path_columns(wording), list(path_rows(hops))), meaning)))
    return 0
