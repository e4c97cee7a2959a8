"""The command that asks what it would take for a tier, value, score or rank, and what its line offers."""

from collections.abc import Sequence
from functools import partial
from math import ceil, floor, log10

from core.errors import BadEntry
from core.goal_seek.goal import Goal
from core.method.run import Scored, default_period
from core.words import gettext, marked
from core.workbook.figure import FigureKey
from core.workbook.new_place import following_period
from core.workbook.period import next_period, period
from core.workbook.typed_edit import series_at
from core.workbook.workbook import Workbook, indicator_of
from tui.frame.choices import Choices, Option
from tui.frame.detail import series_name
from tui.frame.offers import entries, other_periods, words
from tui.frame.pane import Pane, UnitPane
from tui.frame.screen import Screen
from tui.goal_seek.goal_tables import score_goal, value_goal
from tui.goal_seek.searches import Reaching
from tui.grid.wording import Wording

NO_RESULT = marked("There is no result under the cursor: move to a cluster, a figure, or a unit with a rank.")
KINDS = marked({"rank": "the rank to reach", "score": "the score to reach"})


def reach(screen: Screen) -> None:
    """Ask for a goal of the row under the cursor, and open the page of what it would take."""
    _reach_value(screen, is_cluster=False)


def reach_tier(screen: Screen, _: Pane) -> None:
    """Ask for a tier or a value of the cluster under the cursor."""
    _reach_value(screen, is_cluster=True)


def reach_rank(screen: Screen, pane: UnitPane) -> None:
    """Ask for a rank or a score of the unit under the cursor."""
    if pane.unit[0]:
        _ask_score(screen, *pane.unit)
    else:
        reach(screen)


def _reach_value(screen: Screen, *, is_cluster: bool) -> None:
    series = series_at(screen.place)
    if series:
        _ask_value(screen, *series, is_cluster=is_cluster)
    else:
        screen.notify(NO_RESULT)


def _ask_score(screen: Screen, unit: str, when: str) -> None:
    workspace = screen.workspace
    result = workspace.state.scored
    if result is None:
        screen.notify(NO_RESULT)
        return
    when = when or workspace.period or default_period(result)
    count = len(result.ranks.filter(result.ranks["period"].cast(str) == when))
    choices = scores(result.nodes, count, workspace.workbook, workspace.wording)
    name = workspace.wording.unit(workspace.workbook, unit)
    label = gettext("{unit} {when}: rank N, or a score", unit=name, when=when)
    _ask(screen, label, _aim(result, unit, when), partial(_score_goal, screen, unit, when), choices)


def _aim(result: Scored, unit: str, when: str) -> str:
    """One rank better; where there is none a score a twentieth higher."""
    node = result.nodes[0]
    places = {
        (str(code), str(when)): rank for code, when, rank in result.ranks.select("unit", "period", node).iter_rows()
    }
    rank = places.get((unit, when))
    if rank and rank > 1:
        return gettext("rank {rank}", rank=rank - 1)
    scores = {(str(code), str(when)): x for code, when, x in result.scores.select("unit", "period", node).iter_rows()}
    score = scores.get((unit, when))
    return gettext("score {score:.4g}", score=score + abs(score) / 20) if score else gettext("rank {rank}", rank=1)


def _score_goal(screen: Screen, unit: str, when: str, text: str) -> tuple[Goal, list[FigureKey]]:
    workspace = screen.workspace
    result = workspace.state.scored
    if result is None:
        raise BadEntry(NO_RESULT)
    goal = score_goal(result, unit, when, text)
    below = result.tree.indicators_below[goal.node]
    figures = [workspace.workbook.series(unit, code).at(when) for code in below]
    keys = [figure.key for figure in figures if figure and figure.value is not None]
    if not keys:
        raise BadEntry("{unit} has no figure in {when} that could change: put one there first.", unit=unit, when=when)
    return goal, keys


def _ask_value(screen: Screen, unit: str, indicator: str, *, is_cluster: bool) -> None:
    workspace = screen.workspace
    label = gettext(
        "{series}: a {more}value, by a period",
        series=series_name(unit, indicator, workspace.workbook, workspace.wording),
        more=gettext("tier or ") if is_cluster else "",
    )
    text = _tier_aim(screen, unit, indicator) if is_cluster else _value_aim(screen, unit, indicator)
    choices = values(screen.workspace.workbook, unit, indicator, screen.workspace.wording, is_cluster=is_cluster)
    _ask(screen, label, text, partial(_value_goal, screen, unit, indicator), choices)


def _tier_aim(screen: Screen, unit: str, indicator: str) -> str:
    table = screen.workspace.state.clusters
    rows = table.rows if table else ()
    row = next((row for row in rows if row.reads == {(unit, indicator)}), None)
    if row is None or row.size is None or row.next_tier is None:
        return _value_aim(screen, unit, indicator)
    english = screen.workspace.wording.language == "en"
    tier = row.next_tier.code if english else screen.workspace.wording.name(row.next_tier)
    return _aim_by(tier, str(period(row.size.period).year + 1))


def _aim_by(goal: str, when: str) -> str:
    return gettext("{goal} by {period}", goal=goal, period=when)


def _value_aim(screen: Screen, unit: str, indicator: str) -> str:
    """The target where there is one ahead, else the next round number, in the period after the newest figure."""
    workspace = screen.workspace
    targets = workspace.workbook.targets(unit, indicator)
    known = [figure for figure in workspace.workbook.series(unit, indicator).known() if figure.status != "F"]
    entry = indicator_of(workspace.workbook, indicator)
    newest = known[-1] if known else None
    ahead = [target for target in targets if newest is None or period(target.period).end > period(newest.period).end]
    if ahead:
        return _aim_by(workspace.wording.number(ahead[0].value, entry.mult, entry.decimals), ahead[0].period)
    if newest is None or newest.value is None:
        return ""
    value = round_number(newest.value, down=entry.direction < 0)
    number = workspace.wording.number(value, newest.mult, min(newest.decimals, 1))
    return _aim_by(number, next_period(newest.period))


def round_number(value: float, *, down: bool) -> float:
    """The next number beyond one that has a single digit, or two after a 1: 1.0 after 0.997, 3000 after 2947."""
    if value == 0:
        return 0.0
    step = 10.0 ** floor(log10(abs(value)))
    steps = value / step
    return step * (ceil(steps) - 1 if down else floor(steps) + 1)


def _value_goal(screen: Screen, unit: str, indicator: str, text: str) -> tuple[Goal, list[FigureKey]]:
    workbook = screen.workspace.workbook
    goal = value_goal(workbook, unit, indicator, text)
    present = workbook.series(unit, indicator).at(goal.period)
    return goal, [present.key if present else (unit, indicator, goal.period, "")]


def _ask(screen: Screen, label: str, text: str, make: partial[tuple[Goal, list[FigureKey]]], choices: Choices) -> None:
    def then(written: str) -> None:
        goal, keys = make(written)
        Reaching(screen, goal, keys).open(partial(_ask, screen, label, written, make, choices))

    screen.ask(label, text, then=then, edits=False, selects=True, choices=choices)


def values(workbook: Workbook, unit: str, indicator: str, wording: Wording, *, is_cluster: bool) -> Choices:
    """A tier, if it is of a cluster, then the period by which it or a value is reached."""
    tiers = entries({tier.code: tier for tier in workbook.tiers}, wording) if is_cluster else []

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        subject, by, _ = text.rpartition(" by " if " by " in text else "到 ")
        if by:
            following = following_period(workbook, unit, indicator)
            return len(subject) + len(by), words(filter(None, (following, *other_periods(workbook, unit, indicator))))
        return (0, tiers) if " " not in text.strip() else (len(text), ())

    return Choices("goal", offered, "free")


def scores(nodes: Sequence[str], count: int, workbook: Workbook, wording: Wording) -> Choices:
    """A rank among so many units, or a score, of the index or of a node that is named before it."""
    kinds = [Option(code, wording.word(text)) for code, text in KINDS.items()]
    named = [Option(code, wording.name(entry) if (entry := workbook.indicators.get(code)) else "") for code in nodes]

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        start = text.rfind(" ") + 1
        match text[:start].split():
            case [*_, "rank"]:
                return start, words(str(rank) for rank in range(1, count + 1))
            case []:
                return start, [*kinds, *named]
            case [node] if node in nodes:
                return start, kinds
            case _:
                return len(text), ()

    return Choices("goal", offered, "free")
