"""A goal: a score or a rank of a method, a value of a series, or a tier of a cluster."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from core.derive.cluster_table import cluster_row
from core.derive.memo import Memo
from core.errors import BadEntry, JingdexError
from core.frozen import frozen
from core.method.errors import MethodError
from core.method.run import Failure, Scored, scored
from core.words import gettext, in_words, language
from core.workbook.entries import Indicator, Member, Unit
from core.workbook.entry import spoken_name
from core.workbook.figure import SeriesKey
from core.workbook.workbook import Workbook

Margin: TypeAlias = Callable[[Workbook], float]


class OutOfReach(JingdexError):
    """No values within the bounds reach the goal; `is_proved` where that is certain, else the search found none."""

    def __init__(self, sentence: str, /, *, is_proved: bool, **values: object) -> None:
        super().__init__(sentence, **values)
        self.is_proved = is_proved


@frozen
class ScoreGoal:
    """A score that a unit is to reach on a node of a method in a period, or a rank."""

    method: str
    node: str
    unit: str
    period: str
    score: float | None = None
    rank: int | None = None

    def __str__(self) -> str:
        aim = (
            gettext("rank {rank}", rank=self.rank)
            if self.score is None
            else gettext("a score of {score:g}", score=self.score)
        )
        return gettext(
            "{aim} of {unit} in {node}, {period}", aim=aim, unit=self.unit, node=self.node, period=self.period
        )

    def margin(self, workbook: Workbook) -> Margin:
        """A function from a changed workbook to its margin over the goal, below 0 where it misses it.

        For a rank it is the lead over the best score that must stay behind. The function raises MethodError where the
        method gives no score.
        """
        if (self.score is None) == (self.rank is None):
            raise BadEntry("Name either the score or the rank to reach.")
        if self.rank is not None and self.rank < 1:
            raise BadEntry("There is no rank {rank}: the best is 1.", rank=self.rank)
        known = Memo()
        scored(workbook, self.method, known)
        return lambda changed: self.lead(_result(changed, self.method, Memo(known)))

    def lead(self, result: Scored) -> float:
        """The margin of a result over the goal. Raises MethodError where it has no score there."""
        if self.node not in result.nodes:
            raise MethodError(
                "{node} is not a node of {method}: use one of {nodes}.",
                node=self.node,
                method=self.method,
                nodes=in_words(result.nodes),
            )
        rows = result.scores.select("unit", "period", self.node).iter_rows()
        scores = {str(unit): score for unit, period, score in rows if str(period) == self.period}
        own = scores.pop(self.unit, None)
        if own is None:
            raise MethodError(
                "{node} has no score for {unit} in {period}: name another.",
                node=self.node,
                unit=self.unit,
                period=self.period,
            )
        if self.score is not None:
            return float(own - self.score)
        others = sorted((score for score in scores.values() if score is not None), reverse=True)
        place = self.rank or 1
        return float(own - others[place - 1]) if place <= len(others) else 0.0


@frozen
class ValueGoal:
    """A value that a series is to reach in a period as a minimum, or, where less is better, as a maximum."""

    unit: str
    indicator: str
    period: str
    value: float
    is_most: bool = False

    @property
    def series(self) -> SeriesKey:
        """The unit and the indicator of the series."""
        return self.unit, self.indicator

    def __str__(self) -> str:
        return gettext(
            "{value:.6g} of {unit} {indicator} in {period}",
            value=self.value,
            unit=self.unit,
            indicator=self.indicator,
            period=self.period,
        )

    def margin(self, _: Workbook) -> Margin:
        """The margin of a workbook over the goal, in the unit of the figure; BadEntry without a figure."""

        def passes(workbook: Workbook) -> float:
            figure = workbook.series(*self.series).at(self.period)
            if figure is None or figure.value is None:
                raise BadEntry(
                    "There is no figure of {series} {period}.", series=" ".join(self.series), period=self.period
                )
            return self.value - figure.value if self.is_most else figure.value - self.value

        return passes


@frozen
class TierGoal:
    """A tier that a cluster is to reach, or a higher one, by a period: counted as in the Clusters pane."""

    unit: str
    indicator: str
    period: str
    tier: str

    @property
    def series(self) -> SeriesKey:
        """The series of sizes."""
        return self.unit, self.indicator

    def __str__(self) -> str:
        return gettext(
            "the tier {tier} of {unit} {indicator} by {period}",
            tier=self.tier,
            unit=self.unit,
            indicator=self.indicator,
            period=self.period,
        )

    def threshold(self, workbook: Workbook) -> float:
        """The lower end of the tier. Raises BadEntry where the tier does not exist."""
        tier = next((tier for tier in workbook.tiers if tier.code == self.tier), None)
        if tier is None:
            raise BadEntry(
                "There is no tier {tier}: use one of {names}.",
                tier=self.tier,
                names=in_words(t.code for t in workbook.tiers),
            )
        return tier.threshold

    def margin(self, _: Workbook) -> Margin:
        """The margin of the size over the threshold; a size that is nearly there is just below."""

        def passes(workbook: Workbook) -> float:
            threshold = self.threshold(workbook)
            unit, indicator = Unit(self.unit, self.unit), Indicator(self.indicator, self.indicator)
            member, series = Member("any", *self.series), workbook.series(*self.series)
            row = cluster_row(member, unit, indicator, series, self.period, workbook.tiers)
            if row.size is None or row.size.value is None:
                raise BadEntry(
                    "There is no size of {series} up to {period}.", series=" ".join(self.series), period=self.period
                )
            missing = row.size.value - threshold
            is_in = row.tier is not None and row.tier.threshold >= threshold
            return missing if is_in else min(missing, -abs(threshold) * 1e-12)

        return passes


Goal: TypeAlias = ScoreGoal | ValueGoal | TierGoal


def spoken(goal: Goal, workbook: Workbook) -> Goal:
    """The goal with names in the place of codes, to be read."""
    goal = replace(goal, unit=spoken_name(workbook.units, goal.unit))
    if isinstance(goal, ScoreGoal):
        node = next((node for node in workbook.placed(goal.method) if node.code == goal.node), None)
        own = node and ((language() == "zh" and node.name_zh) or node.name_en or node.name_zh)
        return replace(goal, node=own or spoken_name(workbook.indicators, goal.node))
    goal = replace(goal, indicator=spoken_name(workbook.indicators, goal.indicator))
    tiers = {tier.code: tier for tier in workbook.tiers}
    return replace(goal, tier=spoken_name(tiers, goal.tier)) if isinstance(goal, TierGoal) else goal


def _result(workbook: Workbook, method: str, memo: Memo) -> Scored:
    result = scored(workbook, method, memo)
    if isinstance(result, Failure):
        raise MethodError("{method}: {sentence}", method=method, sentence=result.sentence)
    return result
