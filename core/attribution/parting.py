"""The change of a node's score decomposed into effects of its children's scores, of their weights, and of the rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, factorial, isclose, log

import numpy as np

from core.method.aggregate import AGGREGATIONS
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.means import power_of
from core.method.setting import Settings

MOST_PLAYERS = 12
"""With more players than this, 2^n values would be too many: the mean is over drawn orders instead."""
ORDERS = 128
"""The number of orders that are drawn, each with its reverse."""
NOT_OWN = ("how", "available", "counting", "years", "impossible")


@dataclass(frozen=True)
class Side:
    """One node at one moment: the scores and relative weights of its children, its rule, and its peers.

    A missing child is not among `values`. `peers` (rows × children in the order of `order`) are the rows that a rule
    compares; this node is the row `own` of them.
    """

    score: float
    values: Mapping[str, float]
    weights: Mapping[str, float]
    settings: Settings
    order: tuple[str, ...]
    peers: Matrix
    own: int = 0

    @property
    def shares(self) -> dict[str, float]:
        """The weights of the children that have a score, scaled to sum to 1."""
        present = {code: self.weights[code] for code in self.values if self.weights[code]}
        total = sum(present.values())
        return {code: weight / total for code, weight in present.items()}


@dataclass(frozen=True)
class Parting:
    """What the score and weight of each child, and the rule, contribute to the change of the node.

    `slopes` say how much of the change of a child reaches the node.
    """

    scores: dict[str, float]
    weights: dict[str, float]
    rule: float
    slopes: dict[str, float]


def parted(node: str, old: Side, new: Side) -> Parting:
    """The change from old to new, exactly: scores, weights and rule sum to it.

    Where both are the same mean of f (arithmetic, geometric, harmonic, power) the closed form holds: a score adds the
    mean weight times the change of f, a weight its change times the mean of f less that of the whole, both over the
    secant of f at the node: for a geometric mean that is the logarithmic-mean (LMDI) decomposition. (Ang 2004)
    Elsewhere every child's score, the weights together and the rule (with the rows that it compares) are the players of
    a Shapley value; of more than 12 players its mean is over 256 drawn orders, which sum to the change as well.
    (Shapley 1953; Castro, Gomez and Tejada 2009) Raises MethodError where a value between cannot be had.
    """
    functions = _transform_and_slope(old.settings)
    if functions and _rule(old.settings) == _rule(new.settings):
        return _closed_form(old, new, *functions)
    return _shapley(node, old, new)


def secant(transform: Callable[[float], float], slope: Callable[[float], float], a: float, b: float) -> float:
    """The mean slope of f between two values; its derivative where they are one."""
    return slope(a) if isclose(a, b) else (transform(b) - transform(a)) / (b - a)


def shapley(players: Sequence[str], worth: Callable[[frozenset[str]], float]) -> dict[str, float]:
    """What each player adds on average over all orders in which they come; sums to worth(all) - worth(none)."""
    n = len(players)
    known = {frozenset(some): worth(frozenset(some)) for size in range(n + 1) for some in combinations(players, size)}
    chance = [factorial(size) * factorial(n - size - 1) / factorial(n) for size in range(n)]
    return {
        player: sum(
            chance[len(some)] * (known[some | {player}] - value) for some, value in known.items() if player not in some
        )
        for player in players
    }


def drawn_shapley(
    players: Sequence[str], worth: Callable[[frozenset[str]], float], orders: int = ORDERS
) -> dict[str, float]:
    """As `shapley`, the mean over `orders` drawn orders and their reverses, from a fixed seed; the sum is the same."""
    random = np.random.default_rng(len(players))
    permutations = [random.permutation(len(players)) for _ in range(orders)]
    values = dict.fromkeys(players, 0.0)
    known: dict[frozenset[str], float] = {}
    for order in (*permutations, *(order[::-1] for order in permutations)):
        smaller: frozenset[str] = frozenset()
        for at in order:
            larger = smaller | {players[at]}
            for subset in (smaller, larger):
                if subset not in known:
                    known[subset] = worth(subset)
            values[players[at]] += (known[larger] - known[smaller]) / (2 * orders)
            smaller = larger
    return values


def _closed_form(old: Side, new: Side, transform: Callable[[float], float], slope: Callable[[float], float]) -> Parting:
    was, now = old.shares, new.shares
    node_slope = secant(transform, slope, old.score, new.score) or 1.0  # a power mean that is 0 twice has not changed
    mean = (transform(old.score) + transform(new.score)) / 2
    scores, weights, slopes = {}, {}, {}
    for code in {**was, **now}:
        w0, w1 = was.get(code, 0.0), now.get(code, 0.0)
        x0 = old.values[code] if code in old.values else new.values[code]
        x1 = new.values.get(code, x0)
        f0, f1 = transform(x0), transform(x1)
        mean_weight = (w0 + w1) / 2
        scores[code] = mean_weight * (f1 - f0) / node_slope
        weights[code] = (w1 - w0) * ((f0 + f1) / 2 - mean) / node_slope
        slopes[code] = mean_weight * secant(transform, slope, x0, x1) / node_slope
    return Parting(scores, weights, 0.0, slopes)


def _shapley(node: str, old: Side, new: Side) -> Parting:
    codes = list(dict.fromkeys((*old.order, *new.order)))
    moved = [code for code in codes if old.values.get(code) != new.values.get(code)]
    other_peers = not np.array_equal(old.peers, new.peers, equal_nan=True) or (_ranks(old) and old.own != new.own)
    rules = ["rule"] if _rule(old.settings) != _rule(new.settings) or other_peers else []
    weights = ["weights"] if dict(old.weights) != dict(new.weights) else []
    players = [*(f"score {code}" for code in moved), *weights, *rules]
    value = shapley if len(players) <= MOST_PLAYERS else drawn_shapley
    values = value(players, lambda some: _score_with(node, codes, old, new, some))
    scores = {code: values.get(f"score {code}", 0.0) for code in codes}
    slopes = {}
    for code in codes:
        in_both = code in moved and code in old.values and code in new.values
        slopes[code] = scores[code] / (new.values[code] - old.values[code]) if in_both else 0.0
    return Parting(scores, {node: values["weights"]} if weights else {}, values.get("rule", 0.0), slopes)


def _score_with(node: str, codes: Sequence[str], old: Side, new: Side, players: frozenset[str]) -> float:
    """The node's score with the new parts of some players and the old ones of all others."""
    rule = new if "rule" in players else old
    relative = (new if "weights" in players else old).weights
    values = [(new if f"score {code}" in players else old).values.get(code, np.nan) for code in codes]
    weights = np.array([relative.get(code, 0.0) for code in codes])
    place = {code: at for at, code in enumerate(rule.order)}
    peers = np.column_stack(
        [rule.peers[:, place[code]] if code in place else np.full(len(rule.peers), np.nan) for code in codes]
    )
    used = weights != 0
    place_of_own = rule.own if _ranks(rule) else -1
    rows = (peers if _ranks(rule) else np.vstack([peers, values]))[:, used]
    rows[place_of_own] = np.array(values)[used]
    aggregator = AGGREGATIONS[rule.settings["how"]]
    own = {name: value for name, value in rule.settings.items() if name not in NOT_OWN}
    last = rows[[place_of_own]]
    if aggregator.forbids is not None and aggregator.forbids(last.T, **own).any():
        raise MethodError(
            "Halfway between the two, {node} has no {settings} mean: the change cannot be decomposed.",
            node=node,
            settings=rule.settings["how"],
        )
    compares = aggregator.compares_rows
    score = aggregator.score((rows if compares else last).T, weights[used], **own)[place_of_own if compares else 0]
    if np.isnan(score):
        raise MethodError("Halfway between the two, {node} has no score: the change cannot be decomposed.", node=node)
    return float(score)


def _ranks(side: Side) -> bool:
    """Whether the rule counts the rows that are ahead: then no row may be added."""
    return bool(side.settings["how"] == "copeland")


def _rule(settings: Settings) -> dict[str, object]:
    return {name: value for name, value in settings.items() if name not in NOT_OWN[1:]}


def _transform_and_slope(settings: Settings) -> tuple[Callable[[float], float], Callable[[float], float]] | None:
    """The function whose plain mean the rule is, with its derivative; nothing where there is no such mean."""
    p = power_of(settings)
    if p is None:
        return None
    if p == 0:
        return log, (lambda x: exp(-log(x)))
    return (lambda x: x**p), (lambda x: p * x ** (p - 1) if x or p >= 1 else 0.0)
