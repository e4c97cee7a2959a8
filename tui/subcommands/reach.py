"""`jingdex reach`: what it would take for a unit to reach a score or a rank."""

from argparse import Namespace

from core.edit import SetFigure, Together
from core.method.document import document
from core.method.run import Failure, scored
from core.reach import Goal, OutOfReach, Way, one_figure, several_figures
from core.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.drawing.plain import plain
from tui.drawing.wording import Wording
from tui.subcommands.arguments import BadUse
from tui.subcommands.output import complain, has_unicode, write


def run(arguments: Namespace) -> int:
    """Print the figures that get there; exit code 1 where none do."""
    with WorkbookFile.open(arguments.workbook) as file:
        workbook = file.workbook()
    try:
        goal, way = _found(arguments, workbook)
    except OutOfReach as error:
        complain(str(error))
        return 1
    wording = Wording(arguments.language, has_unicode())
    aim = f"score {goal.score:g}" if goal.score is not None else f"rank {goal.rank}"
    write(plain(f"{goal.node}, {goal.unit}, {goal.period}: {aim} is reached with") + "\n")
    for old, new in zip(way.before, way.after, strict=True):
        indicator = workbook.indicators[new.indicator]
        change = f" ({100 * ((new.value or 0) / old.value - 1):+.4g} %)" if old.value else ""
        now, then = (wording.figure(one, indicator) for one in (old, new))
        exact = f", exactly {new.value!r}" if new.value != old.value else ", as it is"
        write(plain(f"  {wording.name(indicator)}: {now} → {then}{change}{exact}") + "\n")
    if not way.is_least:
        write("  the method is not linear on the way: a smaller change may do\n")
    return _kept(arguments, goal, way) if arguments.keep else 0


def _found(arguments: Namespace, workbook: Workbook) -> tuple[Goal, Way]:
    methods = workbook.methods
    if not methods or arguments.method not in {None, *methods}:
        raise BadUse(f"There is no method “{arguments.method or ''}”: use one of {', '.join(methods) or 'none yet'}.")
    code = arguments.method or next(iter(methods))
    unit = workbook.unit(arguments.unit).code
    period = arguments.period or _newest(workbook, code)
    node = arguments.node or document(workbook, code).tree.roots[0]
    goal = Goal(code, node, unit, period, arguments.score, arguments.rank)
    bounds = {}
    for text in arguments.indicators:
        figure = workbook.series(unit, workbook.indicator(text).code).at(period)
        if figure is None or figure.value is None:
            raise BadUse(f"{unit} has no figure of {text} in {period} to change: put one there first.")
        room = abs(figure.value) * arguments.within / 100
        bounds[figure.key] = (figure.value - room, figure.value + room)
    if len(bounds) == 1:
        ((key, limits),) = bounds.items()
        return goal, one_figure(workbook, goal.margin(), key, limits)
    return goal, several_figures(workbook, goal.margin(), bounds)


def _newest(workbook: Workbook, code: str) -> str:
    result = scored(workbook, code)
    if isinstance(result, Failure):
        raise BadUse(f"{code}: {result.sentence}")
    return str(result.scores["period"].to_list()[-1])


def _kept(arguments: Namespace, goal: Goal, way: Way) -> int:
    with Session.open(arguments.workbook) as session:
        edits = tuple(SetFigure(session.workbook.figure(one.key), one) for one in way.after)
        title = f"what it takes for {goal.unit} to reach {goal.node} in {goal.period}"
        outcome = session.do(Together(title, edits), arguments.reason.strip())
    write(f"saved as {outcome.number} at {outcome.time}\n")
    return 0
