"""What it would take to reach a goal that the options of a table name, figure by figure and together."""

import re
from collections.abc import Iterator, Sequence
from typing import cast

from core.errors import BadEntry, JingdexError
from core.goal_seek.goal import Goal, OutOfReach, ScoreGoal, TierGoal, ValueGoal
from core.goal_seek.one import one_figure
from core.goal_seek.search import Tick, silent
from core.goal_seek.several import several_figures
from core.goal_seek.solution import Solution, around, changed, growth_to, start
from core.method.run import Scored
from core.words import in_words
from core.workbook.figure import FigureKey
from core.workbook.figure_text import figure_from_text
from core.workbook.period import period
from core.workbook.typed_edit import FigurePlace, cell_at
from core.workbook.workbook import Workbook
from tui.goal_seek.sheet import Answers
from tui.tables.of_methods import result_named
from tui.tables.query import BadOption, QueryContext
from tui.tables.spec import Record

BY = re.compile(r"(?P<what>.+?)\s+(?:by|in)\s+(?P<when>\S+)")
NODE = r"(?:(?!rank\b|score\b)(?P<node>\S+)\s+)?"
RANK = re.compile(NODE + r"(?:rank\s*(?P<rank>\d+)|(?:score\s*)?(?P<score>-?\d*\.?\d+(?:e-?\d+)?))")
IN_CHINESE = {
    r"第\s*(\d+)\s*名": r"rank \1", r"名次\s*(?=\d)": "rank ", r"得分\s*(?=[-\d])": "score ",
    r"\s*[到至]\s*(\d{4}\S*?)年?$": r" by \1",
}  # fmt: skip
"""How Chinese says a rank, a score and a period, and the words of goals for it."""
WITHIN = 100.0
"""How far each figure may go where nothing is named, in per cent of itself."""


def goal_of(query: QueryContext) -> Goal:
    """The goal that the options say in words, or that a caller gives. Raises BadOption, BadEntry, MethodError."""
    options = query.options
    if not isinstance(options.goal, str):
        return cast("Goal", options.goal)
    unit = query.named_unit(options.unit)
    if RANK.fullmatch(in_words_of_goals(options.goal)):
        result = result_named(query.derived.methods, query.method)
        return score_goal(result, unit, options.period or str(result.scores["period"].to_list()[-1]), options.goal)
    if len(options.indicators) > 1 or options.period or query.method:
        raise BadOption("A tier or a value is of one series: name one of --indicators, and no --method or --period.")
    return value_goal(query.workbook, unit, query.named_indicator(options.indicators[0]), options.goal)


def score_goal(result: Scored, unit: str, when: str, text: str) -> ScoreGoal:
    """A score or a rank in words: rank 3, 第3名, 0.9, p score 0.9. Raises BadEntry."""
    match = RANK.fullmatch(in_words_of_goals(text))
    if not match:
        raise BadEntry(
            "“{text}” is not a goal: write rank 3, or score 0.9, with an element before it where one is meant.",
            text=text,
        )
    node = match["node"] or result.nodes[0]
    if node not in result.nodes:
        raise BadEntry("{node} is not a node of the tree: use one of {nodes}.", node=node, nodes=in_words(result.nodes))
    rank, score = match["rank"], match["score"]
    method = result.document.method.code
    return ScoreGoal(method, node, unit, when, float(score) if score else None, int(rank) if rank else None)


def value_goal(workbook: Workbook, unit: str, indicator: str, text: str) -> TierGoal | ValueGoal:
    """A tier or a value in words: trillion by 2025, 1.2万亿 by 2026, 万亿 到 2025. Raises BadEntry."""
    match = BY.fullmatch(in_words_of_goals(text))
    if not match:
        raise BadEntry("“{text}” is not a goal: write 1.2万亿 by 2026, or trillion by 2025.", text=text)
    subject, when = match["what"].strip(), match["when"]
    period(when)
    wanted = subject.casefold()
    for tier in workbook.tiers:
        if wanted in (tier.code, tier.name_en.casefold(), tier.name_zh):
            return TierGoal(unit, indicator, when, tier.code)
    figure = figure_from_text(subject, cell_at(workbook, FigurePlace(unit, indicator, when)))
    if figure.value is None:
        raise BadEntry("A goal is a number: type one.")
    known = workbook.indicators.get(indicator)
    return ValueGoal(unit, indicator, when, figure.value, is_most=bool(known and known.direction < 0))


def in_words_of_goals(text: str) -> str:
    """A goal in the words of goals, which may be typed in Chinese."""
    for chinese, words in IN_CHINESE.items():
        text = re.sub(chinese, words, text)
    return text.strip()


def keys_of(query: QueryContext, goal: Goal) -> list[FigureKey]:
    """The figures that may change. Raises BadOption where a score has none of an indicator, BadEntry."""
    keys: list[FigureKey] = []
    for text in query.options.indicators:
        indicator = query.workbook.indicator(text).code
        figure = query.workbook.series(goal.unit, indicator).at(goal.period)
        if isinstance(goal, ScoreGoal) and (figure is None or figure.value is None):
            raise BadOption(
                "{unit} has no figure of {text} in {period} to change: put one there first.",
                unit=goal.unit,
                text=text,
                period=goal.period,
            )
        keys.append(figure.key if figure else (goal.unit, indicator, goal.period, ""))
    return keys


def solved(query: QueryContext, goal: Goal) -> Solution:
    """One figure where one may change, else all together. Raises OutOfReach, BadOption, BadEntry, MethodError."""
    within = WITHIN if query.options.within is None else query.options.within
    bounds = {key: around(query.workbook, key, within) for key in keys_of(query, goal)}
    if len(bounds) == 1:
        return one_figure(query.workbook, goal, *next(iter(bounds.items())))
    return several_figures(query.workbook, goal, bounds)


def answers_of(query: QueryContext) -> Answers:
    """Each figure alone, and all together. Raises as `solved` does, but for what is out of reach."""
    goal = goal_of(query)
    keys, within = keys_of(query, goal), WITHIN if query.options.within is None else query.options.within
    now = margin_now(query.workbook, goal, keys)
    return Answers(goal, now, within, keys, dict(answers_to(query.workbook, goal, keys, within)))


def margin_now(workbook: Workbook, goal: Goal, keys: Sequence[FigureKey]) -> float:
    """How far off a goal is, with the figures that may change as they are. Raises BadEntry where one is missing."""
    return goal.margin(workbook)(changed(workbook, {key: start(workbook, key).value or 0.0 for key in keys}))


def answers_to(
    workbook: Workbook, goal: Goal, keys: Sequence[FigureKey], within: float, tick: Tick = silent
) -> Iterator[tuple[FigureKey | None, Solution | JingdexError]]:
    """What each figure alone comes to, then all together under none: the way, or why there is none."""
    bounds = {key: around(workbook, key, within) for key in keys}
    for key in (*keys, None) if len(keys) > 1 else keys:
        try:
            if key is None:
                yield key, several_figures(workbook, goal, bounds, tick)
            else:
                yield key, one_figure(workbook, goal, key, bounds[key], tick)
        except JingdexError as error:
            yield key, error


def goal_records(query: QueryContext) -> Iterator[Record]:
    """A row for each figure alone, then one for each in the least change of all; a page gives its own `answers`."""
    answers: Answers = getattr(query.options, "answers", None) or answers_of(query)
    for key, answer in answers.found.items():
        yield from _of_answer(query, answers, key, answer)


def _of_answer(
    query: QueryContext, answers: Answers, key: FigureKey | None, answer: Solution | JingdexError
) -> Iterator[Record]:
    head: Record = {"how": "together" if key is None else "alone"}
    if not isinstance(answer, Solution):
        unit, indicator, period, _ = key or (answers.goal.unit, None, answers.goal.period, "")
        present = query.workbook.figure(key) if key else None
        proved = isinstance(answer, OutOfReach) and answer.is_proved
        verdict = "out of reach" if proved else "not found" if isinstance(answer, OutOfReach) else str(answer)
        now = present.value if present else None
        yield {**head, "unit": unit, "indicator": indicator, "period": period, "now": now, "verdict": verdict}
        return
    for old, new in zip(answer.before, answer.after, strict=True):
        growth = None if isinstance(answers.goal, ScoreGoal) else growth_to(query.workbook, new)
        yield {
            **head, "unit": new.unit, "indicator": new.indicator, "period": new.period, "now": old.value,
            "needed": new.value, "change_percent": 100 * ((new.value or 0) / old.value - 1) if old.value else None,
            "least": answer.is_least, "verdict": "reached", "growth_since": growth.since if growth else None,
            "growth_observed_percent": growth.observed if growth else None,
            "growth_needed_percent": growth.needed if growth else None,
        }  # fmt: skip
