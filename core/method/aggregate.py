"""Scores are drawn together up the tree, node by node, each by a method of its choice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from core.method import ideal, means, outrank
from core.method.errors import MethodError
from core.method.matrix import Matrix, Rows, Truth, frame_of, matrix, rows_by_period
from core.method.panel import Impossible, SettingValue, Years, cell_error, check_panel, choice_of, one_of
from core.method.setting import Beside
from core.method.tree import Tree, group_shares

Aggregation: TypeAlias = Literal[
    "arithmetic",
    "geometric",
    "harmonic",
    "power",
    "mazziotta_pareto",
    "copeland",
    "topsis",
    "limiting_factor",
    "coupling_coordination",
]
Counting: TypeAlias = Literal["children", "indicators"]


@dataclass(frozen=True)
class Aggregator:
    """A score from rows × children and their weights; where it cannot take a value, which, and what it needs."""

    score: Callable[..., Matrix]
    forbids: Callable[[Matrix, Mapping[str, SettingValue]], Truth] | None = None
    needs: str = ""
    compares_rows: bool = False


def _not_positive(values: Matrix, _settings: Mapping[str, SettingValue]) -> Truth:
    return np.asarray(values <= 0)


def _zero(values: Matrix, _settings: Mapping[str, SettingValue]) -> Truth:
    return np.asarray(values == 0)


def _uncoupled(values: Matrix, settings: Mapping[str, SettingValue]) -> Truth:
    return np.asarray((values < 0) | (values > (1 if settings.get("form") == "wang" else np.inf)))


def _negative(values: Matrix, _settings: Mapping[str, SettingValue]) -> Truth:
    return np.asarray(values < 0)


def _not_in_power(values: Matrix, settings: Mapping[str, SettingValue]) -> Truth:
    p = settings.get("p", 0.5)
    if isinstance(p, float | int) and p > 0:
        return _negative(values, settings) if p != 1 else np.zeros(values.shape, dtype=bool)
    return _not_positive(values, settings)


AGGREGATIONS: dict[Aggregation, Aggregator] = {
    "arithmetic": Aggregator(means.arithmetic),
    "geometric": Aggregator(means.geometric, _not_positive, "scores above 0"),
    "harmonic": Aggregator(means.harmonic, _zero, "scores other than 0"),
    "power": Aggregator(means.power, _not_in_power, "scores above 0, or from 0 on where p > 0"),
    "mazziotta_pareto": Aggregator(means.mazziotta_pareto, _negative, "scores of 0 or more, such as about 100"),
    "copeland": Aggregator(outrank.copeland, compares_rows=True),
    "topsis": Aggregator(ideal.topsis, compares_rows=True),
    "limiting_factor": Aggregator(ideal.limiting_factor),
    "coupling_coordination": Aggregator(ideal.coupling_coordination, _uncoupled, "scores within 0 and 1"),
}


def asks_for_a_share(beside: Beside) -> bool:
    """Whether the step, or one node, needs a share of its figures."""
    return any(own.get("available") for own in (beside.settings, *(beside.settings.get("each") or {}).values()))


def compares_rows(beside: Beside) -> bool:
    """Whether a choice in play compares rows; TOPSIS does so where its best or its worst is that of the rows."""
    ways = [{"how": beside.how, **beside.settings}, *(beside.settings.get("each") or {}).values()]
    for way in ways:
        how = way.get("how", beside.how)
        ideal = {**beside.settings, **way} if how == beside.how else way
        fixed = how == "topsis" and None not in (ideal.get("best"), ideal.get("worst"))
        if not fixed and any(found.compares_rows for name, found in AGGREGATIONS.items() if name == how):
            return True
    return False


def takes_every_score(beside: Beside) -> bool:
    """Whether no choice in play refuses a score."""
    return all(found.forbids is None for name, found in AGGREGATIONS.items() if name in beside.hows)


def aggregated(
    frame: pl.DataFrame,
    tree: Tree,
    how: Aggregation = "arithmetic",
    *,
    each: Mapping[str, Mapping[str, SettingValue]] | None = None,
    available: float = 0,
    counting: Counting = "children",
    years: Years = "across",
    impossible: Impossible = "stop",
    **settings: SettingValue,
) -> pl.DataFrame:
    """The panel with a column of scores for every node of the tree, each from its own children, lowest first.

    Weights are the tree's, made to sum to 1 in each group. `each` gives a node a method or settings of its own
    (`{"Index": {"how": "geometric"}}`), also a threshold
    (`{"Conn": {"available": 0.8}}`). A missing child drops out; a node is missing where the share present, of its
    direct children or of all indicators below it (`counting`), is strictly below `available`. Choices that compare
    rows (Copeland, TOPSIS) do so across years (default) or within each; the others see one row at a time. Raises
    MethodError on weights that are negative or sum to zero, and on a score that a method cannot take, naming the
    cell; with `impossible="missing"` that row's node is null instead. (COINr, Aggregate)
    """
    check_panel(frame, tree.indicators)
    place = {code: at for at, code in enumerate((*tree.indicators, *tree.nodes))}
    values = np.full((frame.height, len(place)), np.nan, order="F")
    values[:, : len(tree.indicators)] = matrix(frame, tree.indicators)
    groups = rows_by_period(frame) if years == "within" else [slice(None)]
    for node in tree.nodes:
        chosen = choice_of(how, settings, (each or {}).get(node, {}))
        least, of = chosen.pop("available", available), chosen.pop("counting", counting)
        step = _Step.of(tree, node, chosen)
        parts = values[:, [place[code] for code in step.children]]
        banned = step.banned(parts)
        if banned is not None and impossible == "stop":
            row, column = np.argwhere(banned)[0]
            raise step.refusal(frame, int(row), int(column), parts[row, column])
        counted = tree.children[node] if of == "children" else tree.indicators_below[node]
        present = values[:, [place[code] for code in counted]] if least else None
        values[:, place[node]] = step.scores(parts, banned, groups)
        if present is not None:
            values[(~np.isnan(present)).mean(axis=1) < least, place[node]] = np.nan
    return frame.with_columns(frame_of(values[:, len(tree.indicators) :], tree.nodes))


@dataclass(frozen=True)
class _Step:
    """One node of the tree: its method, and the children that have a weight."""

    node: str
    how: str
    aggregator: Aggregator
    children: tuple[str, ...]
    weights: Matrix
    settings: Mapping[str, SettingValue]

    @classmethod
    def of(cls, tree: Tree, node: str, settings: dict[str, SettingValue]) -> "_Step":
        how = one_of(AGGREGATIONS, str(settings.pop("how")), "aggregation")
        shares = {code: share for code, share in group_shares(tree, node).items() if share}
        return cls(node, how, AGGREGATIONS[how], tuple(shares), np.array(list(shares.values())), settings)

    def banned(self, parts: Matrix) -> Truth | None:
        """Where the parts hold what the method cannot take; nothing where nowhere."""
        if self.aggregator.forbids is None:
            return None
        banned = self.aggregator.forbids(parts, self.settings)
        return banned if banned.any() else None

    def refusal(self, frame: pl.DataFrame, row: int, column: int, value: float) -> MethodError:
        needs = f"but a {self.how} {self.node} needs {self.aggregator.needs}"
        return cell_error(
            frame, row, self.children[column], f"scores {value:g}, {needs}: rescale, or aggregate otherwise."
        )

    def scores(self, parts: Matrix, banned: Truth | None, groups: Sequence[Rows]) -> Matrix:
        fit = parts if banned is None else np.where(banned.any(axis=1, keepdims=True), np.nan, parts)
        if not self.aggregator.compares_rows:
            return self.aggregator.score(fit, self.weights, **self.settings)
        scores = np.full(len(fit), np.nan)
        for rows in groups:
            scores[rows] = self.aggregator.score(fit[rows], self.weights, **self.settings)
        return scores
