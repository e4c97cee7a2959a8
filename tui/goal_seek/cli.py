"""`jingdex reach`: what it would take to reach a score, a rank, a tier or a value."""

from argparse import Namespace
from collections.abc import Iterator

from core.goal_seek.goal import Goal, OutOfReach, ScoreGoal, TierGoal, ValueGoal
from core.goal_seek.one import one_figure
from core.goal_seek.several import several_figures
from core.goal_seek.solution import Solution, around, growth_to
from core.method.document import document
from core.method.run import Failure, scored
from core.numerals import decimal
from core.scenario.scenario import offered
from core.words import gettext
from core.workbook.entries import Indicator
from core.workbook.figure import Figure, FigureKey
from core.workbook.workbook import Workbook
from data.clock import today
from data.session import Session
from data.stores import open_store
from tui.cli.arguments import BadUse
from tui.cli.output import complain, has_unicode, write
from tui.cli.saved import saved_at
from tui.cli.unused import refuse_unsaved, refuse_unused
from tui.grid.plain import plain
from tui.grid.wording import NOTHING, Wording, signed
from tui.locale.choice import spoken


def run(arguments: Namespace) -> int:
    """Print the figures that get there; exit code 1 where none do."""
    refuse_unsaved(arguments)
    if arguments.score is None and arguments.rank is None:
        of_score = gettext("it is for --score and --rank")
        refuse_unused(arguments, {"method": of_score, "node": of_score})
    with open_store(arguments.workbook) as file:
        workbook = file.workbook()
    try:
        goal = _goal(arguments, workbook)
        way = _way(arguments, workbook, goal)
    except OutOfReach as error:
        complain(str(error))
        return 1
    wording = Wording(spoken(), has_unicode())
    write("".join(f"{plain(line)}\n" for line in _description(workbook, goal, way, wording)))
    return _kept(arguments, goal, way) if arguments.keep or arguments.scenario else 0


def _goal(arguments: Namespace, workbook: Workbook) -> Goal:
    unit = workbook.unit(arguments.unit).code
    if arguments.score is not None or arguments.rank is not None:
        code = _method(arguments, workbook)
        period = arguments.period or _newest(workbook, code)
        node = arguments.node or document(workbook, code).tree.roots[0]
        return ScoreGoal(code, node, unit, period, arguments.score, arguments.rank)
    if len(arguments.indicators) > 1 or not arguments.period:
        raise BadUse(gettext("A tier or a value is of one series in one period: name one INDICATOR, and --period."))
    indicator = workbook.indicator(arguments.indicators[0])
    if arguments.tier is not None:
        wanted = arguments.tier.casefold()
        tiers = (tier for tier in workbook.tiers if wanted in (tier.code, tier.name_en.casefold(), tier.name_zh))
        return TierGoal(unit, indicator.code, arguments.period, next((tier.code for tier in tiers), arguments.tier))
    return ValueGoal(unit, indicator.code, arguments.period, arguments.value, is_most=indicator.direction < 0)


def _way(arguments: Namespace, workbook: Workbook, goal: Goal) -> Solution:
    keys: list[FigureKey] = []
    for text in arguments.indicators:
        indicator = workbook.indicator(text).code
        figure = workbook.series(goal.unit, indicator).at(goal.period)
        if isinstance(goal, ScoreGoal) and (figure is None or figure.value is None):
            raise BadUse(
                gettext(
                    "{unit} has no figure of {text} in {period} to change: put one there first.",
                    unit=goal.unit,
                    text=text,
                    period=goal.period,
                )
            )
        keys.append(figure.key if figure else (goal.unit, indicator, goal.period, ""))
    bounds = {key: around(workbook, key, arguments.within) for key in keys}
    if len(bounds) == 1:
        return one_figure(workbook, goal, *next(iter(bounds.items())))
    return several_figures(workbook, goal, bounds)


def _description(workbook: Workbook, goal: Goal, way: Solution, wording: Wording) -> Iterator[str]:
    yield gettext("{upper}{goal} is reached with", upper=str(goal)[0].upper(), goal=str(goal)[1:])
    for old, new in zip(way.before, way.after, strict=True):
        yield f"  {_change(workbook, old, new, wording)}"
        growth = None if isinstance(goal, ScoreGoal) else growth_to(workbook, new)
        if growth:
            before = (
                gettext("; it was {observed} % a year before", observed=signed(growth.observed, 2))
                if growth.observed is not None
                else ""
            )
            needed = NOTHING if growth.needed is None else f"{signed(growth.needed, 3)} %"
            yield gettext(
                "  from {since} on, this is {needed} a year{before}", since=growth.since, needed=needed, before=before
            )
    if not way.is_least:
        yield gettext("  the score does not move in proportion: a smaller change may be enough")


def _change(workbook: Workbook, old: Figure, new: Figure, wording: Wording) -> str:
    indicator = workbook.indicators.get(new.indicator) or Indicator(new.indicator, new.indicator)
    change = f" ({decimal(100 * ((new.value or 0) / old.value - 1), '+.4g')} %)" if old.value else ""
    now, then = (wording.figure(one, indicator) for one in (old, new))
    exact = gettext(", exactly {value!r}", value=new.value) if new.value != old.value else gettext(", as it is")
    return f"{wording.name(indicator)}: {now} → {then}{change}{exact}"


def _method(arguments: Namespace, workbook: Workbook) -> str:
    methods = workbook.methods
    if not methods or arguments.method not in {None, *methods}:
        raise BadUse(
            gettext(
                "There is no method “{method}”: use one of {methods}.",
                method=arguments.method or "",
                methods=", ".join(methods) or gettext("none yet"),
            )
        )
    return str(arguments.method or next(iter(methods)))


def _newest(workbook: Workbook, code: str) -> str:
    result = scored(workbook, code)
    if isinstance(result, Failure):
        raise BadUse(f"{code}: {result.sentence}")
    return str(result.scores["period"].to_list()[-1])


def _kept(arguments: Namespace, goal: Goal, way: Solution) -> int:
    with Session.open(arguments.workbook) as session:
        edit = way.edit(session.workbook, goal, today())
        if not edit.edits:
            write(gettext("nothing to save: the goal is already reached\n"))
            return 0
        if arguments.scenario:
            edit = offered(session.workbook, arguments.scenario, edit)
        outcome = session.do(edit, arguments.reason.strip())
    write(f"{saved_at(outcome)}\n")
    return 0
