"""`jingdex reach`: what it would take to reach a score, a rank, a tier or a value."""

from argparse import Namespace
from collections.abc import Iterator

from core.goal_seek.goal import Goal, OutOfReach, ScoreGoal, TierGoal, ValueGoal, spoken
from core.goal_seek.solution import Solution, growth_to
from core.numerals import decimal
from core.scenario.scenario import offer_scenario
from core.words import gettext, labelled
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook, indicator_of
from data.clock import today
from data.session import Session
from data.stores import open_store
from tui.cli.arguments import NO_NAMES, BadUse, refuse_unsaved, refuse_unused
from tui.cli.output import complain, write, write_lines
from tui.cli.saving import saved_at
from tui.goal_seek.goal_tables import solved
from tui.grid.wording import NOTHING, Wording, signed
from tui.tables.of_methods import result_named
from tui.tables.query import QueryContext
from tui.tables.show_cli import print_table, query_with


def run(arguments: Namespace) -> int:
    """Print the figures that get there; exit code 1 where none do."""
    refuse_unsaved(arguments)
    if arguments.score is None and arguments.rank is None:
        of_score = gettext("it is for --score and --rank")
        refuse_unused(arguments, {"method": of_score, "node": of_score})
    if arguments.format != "table":
        refuse_unused(arguments, NO_NAMES)
    with open_store(arguments.workbook) as file:
        workbook = file.workbook()
    chosen = {name: getattr(arguments, name) for name in ("unit", "indicators", "within")}
    query = query_with(workbook, **chosen)
    try:
        query.options.goal = goal = _goal(arguments, query)
        solution = solved(query, goal)
    except OutOfReach as error:
        complain(str(error))
        return 1
    if arguments.format == "table":
        write_lines(_description(workbook, goal, solution, query.wording))
    else:
        print_table("goal-seek", query, arguments.format)
    return _save(arguments, goal, solution) if arguments.keep or arguments.scenario else 0


def _goal(arguments: Namespace, query: QueryContext) -> Goal:
    workbook = query.workbook
    unit = workbook.unit(arguments.unit).code
    if arguments.score is not None or arguments.rank is not None:
        result = result_named(query.derived.methods, arguments.method)
        period = arguments.period or str(result.scores["period"].to_list()[-1])
        node = arguments.node or result.document.tree.roots[0]
        return ScoreGoal(result.document.method.code, node, unit, period, arguments.score, arguments.rank)
    if len(arguments.indicators) > 1 or not arguments.period:
        raise BadUse("A tier or a value is of one series in one period: name one INDICATOR, and --period.")
    indicator = workbook.indicator(arguments.indicators[0])
    if arguments.tier is not None:
        wanted = arguments.tier.casefold()
        tiers = (tier for tier in workbook.tiers if wanted in (tier.code, tier.name_en.casefold(), tier.name_zh))
        return TierGoal(unit, indicator.code, arguments.period, next((tier.code for tier in tiers), arguments.tier))
    return ValueGoal(unit, indicator.code, arguments.period, arguments.value, is_most=indicator.direction < 0)


def _description(workbook: Workbook, goal: Goal, solution: Solution, wording: Wording) -> Iterator[str]:
    text = str(spoken(goal, workbook))
    yield gettext("{upper}{goal} is reached with", upper=text[0].upper(), goal=text[1:])
    for old, new in zip(solution.before, solution.after, strict=True):
        yield f"  {_change(workbook, old, new, wording)}"
        growth = None if isinstance(goal, ScoreGoal) else growth_to(workbook, new)
        if growth:
            before = (
                gettext("; it was {observed} % a year before", observed=signed(growth.observed, 2))
                if growth.observed is not None
                else ""
            )
            needed = NOTHING if growth.needed is None else gettext("{value} %", value=signed(growth.needed, 3))
            yield gettext(
                "  from {since} on, this is {needed} a year{before}", since=growth.since, needed=needed, before=before
            )
    if not solution.is_least:
        yield gettext("  the score does not move in proportion: a smaller change may be enough")


def _change(workbook: Workbook, old: Figure, new: Figure, wording: Wording) -> str:
    indicator = indicator_of(workbook, new.indicator)
    change = f" ({decimal(100 * ((new.value or 0) / old.value - 1), '+.4g')} %)" if old.value else ""
    now, then = (wording.figure(figure, indicator) for figure in (old, new))
    exact = gettext(", exactly {value!r}", value=new.value) if new.value != old.value else gettext(", as it is")
    return labelled(wording.name(indicator), f"{now} → {then}{change}{exact}")


def _save(arguments: Namespace, goal: Goal, solution: Solution) -> int:
    with Session.open(arguments.workbook) as session:
        edit = solution.edit(session.workbook, goal, today())
        if not edit.edits:
            write(gettext("nothing to save: the goal is already reached\n"))
            return 0
        if arguments.scenario:
            edit = offer_scenario(session.workbook, arguments.scenario, edit)
        outcome = session.do(edit, arguments.reason.strip())
    write(f"{saved_at(outcome)}\n")
    return 0
