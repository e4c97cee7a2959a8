"""What it would take, as a table: each figure alone, all together, and why some cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import floor, log10

from core.errors import JingdexError
from core.frozen import frozen
from core.goal_seek.goal import Goal, OutOfReach, ScoreGoal, TierGoal
from core.goal_seek.solution import Solution, growth_to
from core.method.document import Document
from core.words import in_words, labelled
from core.workbook.entries import Indicator, Method
from core.workbook.figure import Figure, FigureKey
from core.workbook.workbook import Workbook, indicator_of
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, Wording, signed
from tui.workspace.result_view import code_name

TOGETHER = "together"
DIGITS = 6


@frozen
class Answers:
    """What is known so far: for each figure, and for all together under none, the way or why there is none.

    `now` is the margin as it is, or why there is none.
    """

    goal: Goal
    now: float | str
    within: float
    keys: Sequence[FigureKey]
    found: Mapping[FigureKey | None, Solution | JingdexError]


def reach_sheet(answers: Answers, workbook: Workbook, wording: Wording) -> Sheet:
    """The sheet of one goal."""
    word = wording.word
    columns = [
        Column(word("figure"), 20, frozen=True, grows=True),
        Column(word("now"), 11, "right"),
        Column(word("needs"), 11, "right"),
        Column(word("change"), 9, "right"),
        Column(word("why"), 20, grows=True),
    ]
    rows: list[SheetRow | Heading] = [
        Heading(" · ".join((goal_text(answers.goal, workbook, wording), *_state(answers, workbook, wording))), "head"),
        *(_alone(key, answers, workbook, wording) for key in answers.keys),
        *(_growth(key, answers, workbook, wording) for key in answers.keys if not isinstance(answers.goal, ScoreGoal)),
    ]
    if len(answers.keys) > 1:
        rows += _together(answers, workbook, wording)
    return Sheet(columns, rows)


def goal_text(goal: Goal, workbook: Workbook, wording: Wording) -> str:
    """The goal in the names of the workbook."""
    who = wording.unit(workbook, goal.unit)
    if isinstance(goal, ScoreGoal):
        aim = f"{wording.word('rank')} {goal.rank}" if goal.score is None else f"{wording.word('score')} {goal.score:g}"
        tree = Document(Method(goal.method, goal.method), tuple(workbook.placed(goal.method)), ())
        node = code_name(tree, goal.node, workbook, wording)
        return labelled(in_words((who, f"{node} {goal.period}")), aim)
    indicator = _indicator((*goal.series, goal.period, ""), workbook)
    head = in_words((who, f"{wording.name(indicator)} {goal.period}"))
    if isinstance(goal, TierGoal):
        tier = next((tier for tier in workbook.tiers if tier.code == goal.tier), None)
        return labelled(head, wording.name(tier) if tier else plain(goal.tier))
    percent = "%" if indicator.measure == "PERCENT" else ""
    sign = "≤" if goal.is_most else "≥"
    return labelled(head, f"{sign} {wording.number(goal.value, indicator.mult, indicator.decimals)}{percent}")


def _state(answers: Answers, workbook: Workbook, wording: Wording) -> list[str]:
    """How far off the goal is, the bounds, and how many answers are still to come."""
    known, all_of_them = len(answers.found), len(answers.keys) + (len(answers.keys) > 1)
    waiting = [f"{known}/{all_of_them} …"] if known < all_of_them else []
    return [_now(answers, workbook, wording), f"{wording.word('within')} ±{answers.within:g}%", *waiting]


def _now(answers: Answers, workbook: Workbook, wording: Wording) -> str:
    """How far off the goal is as it is."""
    if isinstance(answers.now, str):
        return plain(answers.now)
    if answers.now >= 0:
        return wording.word("reached")
    if isinstance(answers.goal, ScoreGoal):
        return f"{wording.word('short by')} {-answers.now:.4g}"
    indicator = _indicator((*answers.goal.series, "", ""), workbook)
    return f"{wording.word('short by')} {wording.number(-answers.now, indicator.mult, max(indicator.decimals, 1))}"


def _value_text(figure: Figure | None, indicator: Indicator, wording: Wording) -> str:
    """A figure in no more digits than tell it apart: six, or those in which it was printed where these are fewer."""
    if figure is None or figure.value is None:
        return wording.figure(figure, indicator)
    size = abs(figure.value) / 10.0**figure.mult
    enough = max(0, DIGITS - 1 - (floor(log10(size)) if size else 0))
    exact = round(size, figure.decimals) == size
    return wording.figure(replace(figure, decimals=min(figure.decimals, enough) if exact else enough), indicator)


def _alone(key: FigureKey, answers: Answers, workbook: Workbook, wording: Wording) -> SheetRow:
    name = _name(key, workbook, wording)
    answer = answers.found.get(key)
    present = _value_text(workbook.figure(key), _indicator(key, workbook), wording)
    if isinstance(answer, Solution):
        cells = (Cell(name), *_changed(answer.before[0], answer.after[0], answer, workbook, wording))
    else:
        cells = (Cell(name, "dim"), Cell(present), Cell(NOTHING), Cell(NOTHING), Cell(_refusal(answer, wording), "dim"))
    effort = answer.effort if isinstance(answer, Solution) else None
    sort_by = (name, *_values(key, answer, workbook), effort, cells[4].text)
    return SheetRow(f"alone/{'/'.join(key)}", cells, sort_by=sort_by)


def _growth(key: FigureKey, answers: Answers, workbook: Workbook, wording: Wording) -> SheetRow:
    """The growth a year that leads there, beside the one there was."""
    answer = answers.found.get(key)
    growth = growth_to(workbook, answer.after[0]) if isinstance(answer, Solution) else None
    name = f"  {wording.word('annual growth since')} {growth.since if growth else ''}"
    needed, observed = (growth.needed, growth.observed) if growth else (None, None)
    texts = [NOTHING if rate is None else f"{signed(rate, 2)}%" for rate in (observed, needed)]
    cells = (name, name), (texts[0], observed), (Cell(texts[1], "estimated"), needed)
    return row_of(f"growth/{'/'.join(key)}", *cells)


def _together(answers: Answers, workbook: Workbook, wording: Wording) -> list[SheetRow | Heading]:
    """The least joint change: a row for each figure that it moves."""
    answer = answers.found.get(None)
    rows: list[SheetRow | Heading] = [Heading(wording.word("the least change of all together"), "rule")]
    if not isinstance(answer, Solution):
        refusal = Cell(_refusal(answer, wording), "dim")
        return [*rows, SheetRow(TOGETHER, (Cell(NOTHING, "dim"), Cell(""), Cell(""), Cell(""), refusal))]
    for old, new in zip(answer.before, answer.after, strict=True):
        cells = (Cell(_name(new.key, workbook, wording)), *_changed(old, new, answer, workbook, wording))
        percent = 100 * (new.value / old.value - 1) if old.value and new.value else None
        sort_by = (cells[0].text, old.value, new.value, percent)
        rows.append(SheetRow(f"{TOGETHER}/{'/'.join(new.key)}", cells, sort_by=sort_by))
    return rows


def _changed(
    old: Figure, new: Figure, solution: Solution, workbook: Workbook, wording: Wording
) -> tuple[Cell, Cell, Cell, Cell]:
    indicator = _indicator(new.key, workbook)
    change = 100 * ((new.value or 0) / old.value - 1) if old.value else None
    notes = (
        []
        if solution.is_least
        else [wording.word("the score does not move in proportion: a smaller change may be enough")]
    )
    if old.value == new.value:
        notes = [wording.word("already reached")]
    return (
        Cell(_value_text(old, indicator, wording)),
        Cell(_value_text(new, indicator, wording), "estimated"),
        Cell(NOTHING if change is None else f"{signed(change, 2)}%"),
        Cell(" · ".join(notes), "dim"),
    )


def _refusal(answer: Solution | JingdexError | None, wording: Wording) -> str:
    if answer is None:
        return "…"
    if isinstance(answer, OutOfReach):
        return wording.word("impossible (proved)" if answer.is_proved else "none found by search")
    return plain(str(answer))


def _values(
    key: FigureKey, answer: Solution | JingdexError | None, workbook: Workbook
) -> tuple[float | None, float | None]:
    """The value of a figure as it is, and the one that it would need."""
    if isinstance(answer, Solution):
        return answer.before[0].value, answer.after[0].value
    figure = workbook.figure(key)
    return (figure.value if figure else None), None


def _indicator(key: FigureKey, workbook: Workbook) -> Indicator:
    return indicator_of(workbook, key[1])


def _name(key: FigureKey, workbook: Workbook, wording: Wording) -> str:
    return f"{wording.name(_indicator(key, workbook))} {key[2]}"
