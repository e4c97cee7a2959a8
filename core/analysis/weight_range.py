"""The range of weights of one code within which each rank of a node stays the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from core.analysis.weight_lines import SAME, Lines, lines
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.run import Scored
from core.robustness.scores import Block, block_scores, blocks_of

LOOKS = 200
HALVINGS = 45
MOST = 100
"""The number of units whose ranges are given, the best first."""


@dataclass(frozen=True)
class RankRange:
    """A unit with its score and rank, and the weights from `low` to `high` between which the rank stays."""

    unit: str
    score: float
    rank: int
    low: float
    high: float


@dataclass(frozen=True)
class WeightRange:
    """The ranges under the weight of one code beside its siblings, whose weights sum to `others`.

    `is_exact` says that the ends of the ranges are solved for. Otherwise they are found by bisection between 200
    samples, and a rank that changes and changes back between two samples is missed. `units` is the number of units,
    `rows` has the best of them.
    """

    code: str
    node: str
    period: str
    weight: float
    others: float
    is_exact: bool
    units: int
    rows: tuple[RankRange, ...]

    def share(self, weight: float) -> float:
        """What a weight counts among its siblings, 0 to 1."""
        return 1.0 if weight == float("inf") else weight / (weight + self.others) if weight + self.others else 0.0


def weight_range(scored: Scored, code: str, period: str, node: str = "", most: int = MOST) -> WeightRange:
    """The ranges of the best ranks of a period under the weight of a code. Raises MethodError where there are none.

    The weight is the one in force, also where a step of the method determines it. Ranges are closed: at an end two
    units share a rank.
    """
    tree, steps = scored.tree, scored.document.steps
    if code not in tree.parents or not tree.parents[code]:
        raise MethodError("{code} has no weight beside others: move to a code that counts towards another.", code=code)
    if not steps or steps[-1].kind != "aggregate":
        raise MethodError("The method does not end with an aggregation: add one as its last step.")
    node = node or tree.ancestors(code)[-1]
    document = scored.document
    blocks = blocks_of(scored.stages[-2], document.tree, document.steps[-1].how, document.settings[-1])
    in_period = (scored.frame["period"].cast(pl.String) == period).to_numpy()
    block = next((block for block in blocks if in_period[block.rows].any()), None)
    parent = str(tree.parents[code])
    siblings = [sibling for sibling in tree.children[parent] if sibling != code]
    if block is None or (others := sum(block.tree.weights[sibling] for sibling in siblings)) <= 0:
        raise MethodError("{code} counts alone towards {parent}: its weight changes nothing.", code=code, parent=parent)
    units = scored.frame["unit"].cast(pl.String).to_numpy()[block.rows][in_period[block.rows]]
    weight = block.tree.weights[code]
    if weight < 0:
        raise MethodError(
            "{code} weighs {weight:.4g}: ranges are only given for weights of 0 or more, so keep none below 0.",
            code=code,
            weight=weight,
        )
    straight = lines(scored, block, code, node)
    rows_in_period = in_period[block.rows]
    if straight is not None:
        n0, n1, d0, d1 = (part[rows_in_period] for part in (straight.n0, straight.n1, straight.d0, straight.d1))
        rows = _by_lines(Lines(n0, n1, d0, d1, straight.power), units, weight, most)
    else:
        rows = _by_search(_scorer(block, scored.frame.height, code, node, in_period), units, weight, others, most)
    return WeightRange(code, node, period, weight, others, straight is not None, len(units), tuple(rows))


def _by_lines(straight: Lines, units: Sequence[str], weight: float, most: int) -> list[RankRange]:
    scores = straight.scores(weight)
    rows = []
    for row in _best_rows(scores, most):
        rank = _rank(scores, row)
        ends = straight.crossings(row)

        def stays(at: float, row: int = row, rank: int = rank) -> bool:
            return _rank(straight.scores(at), row) == rank

        high, low = _last_crossing(ends, weight, stays, up=True), _last_crossing(ends, weight, stays, up=False)
        rows.append(RankRange(str(units[row]), float(scores[row]), rank, low, high))
    return rows


def _last_crossing(ends: Matrix, weight: float, stays: Callable[[float], bool], *, up: bool) -> float:
    """The last crossing on one side up to which the rank stays; infinity or 0 where it always does."""
    slack = SAME * max(weight, 1.0)
    side = ends[ends > weight + slack] if up else ends[ends < weight - slack][::-1]
    before = weight
    for end in side.tolist():
        if not stays((before + end) / 2):
            return float(before)
        before = end
    if stays(2 * before + 1 if up else before / 2):
        return float("inf") if up else 0.0
    return float(before)


def _by_search(
    scorer: Callable[[Matrix], Matrix], units: Sequence[str], weight: float, others: float, most: int
) -> list[RankRange]:
    """The ranges from 200 samples of the share between 0 and 1, with bisection where a rank changes."""
    share = weight / (weight + others)
    looks = np.unique(np.append(np.linspace(0, 1, LOOKS + 1)[:-1], share))
    table = scorer(others * looks / (1 - looks))
    at = int(np.searchsorted(looks, share))
    rows, brackets = [], []
    for row in _best_rows(table[at], most):
        ranks = np.array([_rank(scores, row) for scores in table])
        same = ranks == ranks[at]
        rows.append(RankRange(str(units[row]), float(table[at, row]), int(ranks[at]), 0.0, float("inf")))
        after, before = np.flatnonzero(~same[at:]), np.flatnonzero(~same[:at])
        brackets.append((row, looks[at + after[0] - 1], looks[at + after[0]]) if after.size else None)
        brackets.append((row, looks[before[-1] + 1], looks[before[-1]]) if before.size else None)
    ends = _ends_by_bisection(scorer, brackets, [row.rank for row in rows for _ in range(2)], others)
    return [
        replace(row, low=row.low if low is None else low, high=row.high if high is None else high)
        for row, high, low in zip(rows, ends[::2], ends[1::2], strict=True)
    ]


def _ends_by_bisection(
    scorer: Callable[[Matrix], Matrix],
    brackets: Sequence[tuple[int, float, float] | None],
    ranks: Sequence[int],
    others: float,
) -> list[float | None]:
    """The weights at which ranks change, all brackets (row, share with the rank, share without) halved at once."""
    known = [(bracket, rank) for bracket, rank in zip(brackets, ranks, strict=True) if bracket]
    stays = np.array([bracket[1] for bracket, _ in known])
    leaves = np.array([bracket[2] for bracket, _ in known])
    for _ in range(HALVINGS if known else 0):
        middle = (stays + leaves) / 2
        table = scorer(others * middle / (1 - middle))
        same = np.array([_rank(scores, row) == rank for scores, ((row, *_), rank) in zip(table, known, strict=True)])
        stays, leaves = np.where(same, middle, stays), np.where(same, leaves, middle)
    weights = iter((others * stays / (1 - stays)).tolist())
    return [next(weights) if bracket else None for bracket in brackets]


def _scorer(block: Block, height: int, code: str, node: str, rows: Matrix) -> Callable[[Matrix], Matrix]:
    """Weights → weights × rows: scores of the node in the wanted rows."""
    base = replace(block, trees=(block.tree.with_weights({code: 1.0}),))
    codes = tuple(block.tree.parents)
    place = codes.index(code)

    def scorer(weights: Matrix) -> Matrix:
        factors = np.ones((len(weights), len(codes)))
        factors[:, place] = weights
        return block_scores((base,), height, factors, codes, node)[0][:, rows]

    return scorer


def _best_rows(scores: Matrix, most: int) -> list[int]:
    """The rows with a score, the best first."""
    order = np.argsort(-scores, kind="stable")
    return [int(row) for row in order if not np.isnan(scores[row])][:most]


def _rank(scores: Matrix, row: int) -> int:
    """1 is best; what is higher by rounding alone shares the rank."""
    slack = SAME * abs(scores[row])
    return 1 + int(np.count_nonzero(scores > scores[row] + slack))
