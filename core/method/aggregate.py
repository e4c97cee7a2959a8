"""Aggregation: scores are combined up the tree, node by node, each node by a method of its choice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from core.method import ideal, means, outrank
from core.method.choice_names import step_word
from core.method.errors import MethodError
from core.method.matrix import Matrix, Truth
from core.method.panel import (
    Impossible,
    Panel,
    SettingValue,
    Table,
    Years,
    as_given,
    choice_of,
    one_of,
)
from core.method.row_keys import EVERY_ROW, RowKeys
from core.method.setting import Beside
from core.method.tree import Tree, group_shares
from core.words import gettext

Aggregation: TypeAlias = Literal[
    "arithmetic",
    "geometric",
    "harmonic",
    "power",
    "mazziotta_pareto",
    "mean_min",
    "copeland",
    "topsis",
    "limiting_factor",
    "coupling_coordination",
]
Counting: TypeAlias = Literal["children", "indicators"]
Shares: TypeAlias = tuple[tuple[str, ...], Matrix]
"""Children of a node, and what each counts: one number a child, or runs × children."""
NOT_OWN = ("how", "each", "available", "counting", "years", "impossible")


@dataclass(frozen=True)
class Aggregator:
    """A score from (runs ×) children × rows and weights; `forbids` marks the values that it excludes.

    `needs` describes the values that it accepts.
    """

    score: Callable[..., Matrix]
    forbids: Callable[..., Truth] | None = None
    needs: str = ""
    compares_rows: bool = False


def _not_positive(values: Matrix) -> Truth:
    return np.asarray(values <= 0)


def _negative(values: Matrix, **_settings: SettingValue) -> Truth:
    return np.asarray(values < 0)


def _uncoupled(values: Matrix, form: str = "standard") -> Truth:
    return np.asarray((values < 0) | ((values > 1) & (form == "wang")))


def _not_in_power(values: Matrix, p: float = 0.5) -> Truth:
    return np.asarray(((values < 0) | ((values == 0) & (p <= 0))) & (p != 1))


AGGREGATIONS: dict[Aggregation, Aggregator] = {
    "arithmetic": Aggregator(means.arithmetic),
    "geometric": Aggregator(means.geometric, _not_positive, "scores above 0"),
    "harmonic": Aggregator(means.harmonic, lambda values: values == 0, "scores other than 0"),
    "power": Aggregator(means.power, _not_in_power, "scores above 0, or from 0 on where p > 0"),
    "mazziotta_pareto": Aggregator(means.mazziotta_pareto, _negative, "scores of 0 or more, such as about 100"),
    "mean_min": Aggregator(means.mean_min),
    "copeland": Aggregator(outrank.copeland, compares_rows=True),
    "topsis": Aggregator(ideal.topsis, compares_rows=True),
    "limiting_factor": Aggregator(ideal.limiting_factor),
    "coupling_coordination": Aggregator(ideal.coupling_coordination, _uncoupled, "scores within 0 and 1"),
}


def asks_for_a_share(beside: Beside) -> bool:
    """Whether the step, or one node, requires a share of the figures."""
    return any(own.get("available") for own in (beside.settings, *(beside.settings.get("each") or {}).values()))


def compares_rows(beside: Beside) -> bool:
    """Whether a choice of the step compares rows; TOPSIS does where its best or its worst is that of the rows."""
    choices = [{"how": beside.how, **beside.settings}, *(beside.settings.get("each") or {}).values()]
    for choice in choices:
        how = choice.get("how", beside.how)
        ideal = {**beside.settings, **choice} if how == beside.how else choice
        fixed = how == "topsis" and None not in (ideal.get("best"), ideal.get("worst"))
        if not fixed and any(aggregator.compares_rows for name, aggregator in AGGREGATIONS.items() if name == how):
            return True
    return False


def takes_every_score(beside: Beside) -> bool:
    """Whether all choices of the step accept every score."""
    return all(aggregator.forbids is None for name, aggregator in AGGREGATIONS.items() if name in beside.hows)


def aggregated(
    table: Table,
    tree: Tree,
    how: Aggregation = "arithmetic",
    *,
    each: Mapping[str, Mapping[str, SettingValue]] | None = None,
    available: float = 0,
    counting: Counting = "children",
    years: Years = "across",
    impossible: Impossible = "stop",
    **settings: SettingValue,
) -> Table:
    """The panel with a column of scores for every node of the tree, each from its own children, lowest first.

    Weights are the tree's, made to sum to 1 in each group. `each` gives a node a method or settings of its own
    (`{"Index": {"how": "geometric"}}`), also a threshold
    (`{"Conn": {"available": 0.8}}`). A missing child drops out; a node is missing where the share present, of its
    direct children or of all indicators below it (`counting`), is strictly below `available`. Choices that compare
    rows (Copeland, TOPSIS) do so across years (default) or within each; the others see one row at a time. Raises
    MethodError on weights that are negative or sum to zero, and on a score that a method cannot take, naming the
    cell; with `impossible="missing"` that row's node is null instead. (COINr, Aggregate)
    """
    panel = table if isinstance(table, Panel) else Panel.of(table, tree.indicators)
    common = {"available": available, "counting": counting, "years": years, "impossible": impossible}
    rules = rules_of(tree, {"how": how, "each": each or {}, **common, **settings})
    shares = {node: _shares(tree, node) for node in tree.nodes}
    scores, refused = node_scores(panel, tree, shares, rules, tree.nodes)
    if refused:
        raise refused[0]
    return as_given(table, panel.with_part(tree.nodes, np.stack([scores[node] for node in tree.nodes])), tree.nodes)


def _shares(tree: Tree, node: str) -> Shares:
    """The children of a node that have a weight, and their shares."""
    shares = {code: share for code, share in group_shares(tree, node).items() if share}
    return tuple(shares), np.array(list(shares.values()))


@dataclass(frozen=True)
class Rule:
    """How one node is aggregated: the aggregation, its settings, and the required share of figures."""

    how: str
    aggregator: Aggregator
    settings: Mapping[str, SettingValue]
    available: float
    counting: str
    years: str
    impossible: str

    @property
    def as_settings(self) -> dict[str, Any]:
        """The rule as settings."""
        common = {"available": self.available, "counting": self.counting, "years": self.years}
        return {**common, "impossible": self.impossible, "how": self.how, **self.settings}

    def fit(self, parts: Matrix, weights: Matrix) -> tuple[Matrix, Truth | None]:
        """The parts without the values that the aggregation excludes, and a mask of these; null where all fit."""
        if self.aggregator.forbids is None:
            return parts, None
        forbidden = self.aggregator.forbids(parts, **self.settings)
        if not forbidden.any():
            return parts, None
        banned = forbidden & (weights != 0)[..., None]
        return np.where(forbidden | banned.any(axis=-2, keepdims=True), np.nan, parts), banned

    def scores(self, parts: Matrix, weights: Matrix, keys: RowKeys) -> Matrix:
        """The scores of all rows; a rule that compares rows does so across years or within each."""
        runs = np.broadcast_shapes(parts.shape[:-2], weights.shape[:-1])
        scores = np.empty((*runs, parts.shape[-1]))
        for rows in keys.together(self.years) if self.aggregator.compares_rows else (EVERY_ROW,):
            scores[..., rows] = self.aggregator.score(parts[..., rows], weights, **self.settings)
        return scores


def rules_of(tree: Tree, settings: Mapping[str, Any]) -> dict[str, Rule]:
    """The rule of each node by all settings of the step."""
    own = {name: value for name, value in settings.items() if name not in NOT_OWN}
    rules = {}
    for node in tree.nodes:
        chosen = choice_of(str(settings["how"]), own, settings["each"].get(node, {}))
        how = one_of(AGGREGATIONS, str(chosen.pop("how")), "aggregation")
        least, of = chosen.pop("available", settings["available"]), chosen.pop("counting", settings["counting"])
        rules[node] = Rule(
            how, AGGREGATIONS[how], chosen, float(str(least)), str(of), settings["years"], settings["impossible"]
        )
    return rules


def node_scores(
    panel: Panel, tree: Tree, shares: Mapping[str, Shares], rules: Mapping[str, Rule], nodes: Sequence[str]
) -> tuple[dict[str, Matrix], dict[int, MethodError]]:
    """The scores of nodes, each after its children: rows, or runs × rows where scores or shares are of many runs.

    The second result is, for each run with a score that a rule excludes, the error of its first one; a single run has
    number 0.
    """
    result: dict[str, Matrix] = {}
    refused: dict[int, MethodError] = {}
    for node in nodes:
        (children, weights), rule = shares[node], rules[node]
        parts, banned = rule.fit(_stacked(panel, result, children), weights)
        if banned is not None and rule.impossible == "stop":
            for run, *spot in _first_of_runs(banned):
                refused.setdefault(run, _refusal(panel, result, node, rule, children, (run, *spot)))
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            scores = rule.scores(parts, weights, panel.keys)
        if rule.available:
            counted = tree.children[node] if rule.counting == "children" else tree.indicators_below[node]
            present = (~np.isnan(_stacked(panel, result, counted))).mean(axis=-2)
            scores = np.where(present < rule.available, np.nan, scores)
        result[node] = scores
    return result, refused


def _stacked(panel: Panel, scores: Mapping[str, Matrix], codes: Sequence[str]) -> Matrix:
    """The scores of some codes: (runs ×) codes × rows, with runs where one of them has runs."""
    if not any(code in scores for code in codes):
        return panel.part(codes)
    parts = [scores[code] if code in scores else panel.values[..., panel.place[code], :] for code in codes]
    return np.stack(np.broadcast_arrays(*parts), axis=-2)


def _first_of_runs(banned: Truth) -> list[tuple[int, ...]]:
    """Run, column and row of the first cell of each run, by row."""
    runs = banned.reshape(-1, *banned.shape[-2:])
    cells = np.swapaxes(runs, -1, -2).reshape(len(runs), -1)
    first, size = cells.argmax(axis=1), runs.shape[-2]
    return [(int(run), int(first[run] % size), int(first[run] // size)) for run in np.flatnonzero(cells.any(axis=1))]


def _refusal(
    panel: Panel, scores: Mapping[str, Matrix], node: str, rule: Rule, children: Sequence[str], spot: tuple[int, ...]
) -> MethodError:
    run, column, row = spot
    parts = _stacked(panel, scores, children)
    value = (parts[run] if parts.ndim > 2 else parts)[column, row]  # noqa: PLR2004 - children × rows
    needs = gettext(
        "but {node} (“{how}”) needs {needs}", how=step_word(rule.how), node=node, needs=gettext(rule.aggregator.needs)
    )
    trouble = "scores {value:g}, {needs}: rescale, or aggregate otherwise."
    return panel.cell_error(row, children[column], trouble, value=value, needs=needs)
