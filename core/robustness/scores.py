"""The scores of a node for many sets of weights at once: the aggregation of a method as arithmetic on whole batches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from core.method.aggregate import AGGREGATIONS
from core.method.matrix import Counts, Matrix, Rows, matrix, rows_by_period
from core.method.panel import choice_of
from core.method.setting import Settings
from core.method.stages import EVERY_YEAR, Stage
from core.method.tree import Tree, group_shares

Transform = Callable[[Matrix], Matrix]


@dataclass(frozen=True)
class Block:
    """Rows that are scored with the same weights: scores of indicators, the tree, and how nodes are drawn together."""

    rows: Rows
    values: Matrix
    tree: Tree
    settings: Mapping[str, Settings]
    groups: tuple[Rows, ...]


@dataclass(frozen=True)
class Mixture:
    """Other sets of weights: for each run which of them, and how much it counts beside the own weights (0 to 1).

    `trees` has the tree of each set.
    """

    trees: tuple[Tree, ...]
    which: Counts
    share: Matrix


def blocks_of(stage: Stage, tree: Tree, how: str, given: Settings) -> tuple[Block, ...]:
    """The stage before the last aggregation, cut where weights differ; `tree` has the weights given by hand."""
    common = {name: given[name] for name in ("available", "counting", "years", "impossible")}
    own = {name: value for name, value in given.items() if name not in (*common, "each")}
    nodes = {node: {**common, **choice_of(how, own, given["each"].get(node, {}))} for node in tree.nodes}
    trees = stage.trees or {EVERY_YEAR: tree}
    periods = stage.frame["period"].cast(pl.String)
    made = []
    for period, weighed in trees.items():
        rows: Rows = slice(None) if period == EVERY_YEAR else np.flatnonzero((periods == period).to_numpy())
        frame = stage.frame if period == EVERY_YEAR else stage.frame[rows]
        groups = tuple(rows_by_period(frame)) if given["years"] == "within" else (slice(None),)
        made.append(Block(rows, matrix(frame, tree.indicators), weighed, nodes, groups))
    return tuple(made)


def node_scores(
    blocks: Sequence[Block],
    height: int,
    factors: Matrix,
    codes: Sequence[str],
    node: str,
    mixture: Mixture | None = None,
) -> Matrix:
    """Runs × rows: the node's score where each code's weight is multiplied by its factor (runs × codes).

    With a mixture the weight is first moved towards that of another set. A run with a score that an aggregation cannot
    take is missing in all rows, unless the method says that only that row's node is.
    """
    scores = np.full((len(factors), height), np.nan)
    place = {code: at for at, code in enumerate(codes)}
    for block in blocks:
        scores[:, block.rows] = _block_scores(block, factors, place, node, mixture)
    return scores


def _weights(block: Block, node: str, mixture: Mixture | None) -> tuple[tuple[str, ...], Matrix]:
    """The children of a node that count in some run, and what each counts: one row, or one for each run."""
    own = group_shares(block.tree, node)
    if mixture is None:
        counted = tuple(code for code, share in own.items() if share)
        return counted, np.array([[own[code] for code in counted]])
    others = [group_shares(tree, node) for tree in mixture.trees]
    counted = tuple(code for code in own if own[code] or any(other[code] for other in others))
    mine = np.array([own[code] for code in counted])
    theirs = np.array([[other[code] for code in counted] for other in others])[mixture.which]
    return counted, mine + mixture.share[:, None] * (theirs - mine)


def _block_scores(block: Block, factors: Matrix, place: Mapping[str, int], top: str, mixture: Mixture | None) -> Matrix:
    leaf = {code: at for at, code in enumerate(block.tree.indicators)}
    made: dict[str, Matrix] = {}
    failed = np.zeros(len(factors), dtype=bool)
    for node in block.tree.nodes:
        if top != node and top not in block.tree.ancestors(node):
            continue
        children, shares = _weights(block, node, mixture)
        weights = factors[:, [place[code] for code in children]] * shares
        parts = [block.values[None, :, leaf[code]] if code in leaf else made[code] for code in children]
        scores, broken = _drawn_together(parts, weights, block.settings[node], block.groups)
        counted = block.tree.children[node]
        if block.settings[node]["counting"] != "children":
            counted = block.tree.indicators_below[node]
        if block.settings[node]["available"] > 0:
            known = [~np.isnan(block.values[None, :, leaf[one]] if one in leaf else made[one]) for one in counted]
            present = sum(np.broadcast_to(one, scores.shape).astype(float) for one in known) / len(known)
            scores = np.where(present < block.settings[node]["available"], np.nan, scores)
        made[node] = scores
        failed |= broken
    made[top][failed] = np.nan
    return made[top]


def _drawn_together(
    parts: Sequence[Matrix], weights: Matrix, given: Settings, groups: Sequence[Rows]
) -> tuple[Matrix, Any]:
    """One node's scores (runs × rows), and which runs it cannot take."""
    how = given["how"]
    own = {name: value for name, value in given.items() if name not in ("how", *NOT_OWN)}
    aggregator = AGGREGATIONS[how]
    broken = np.zeros(len(weights), dtype=bool)
    forbidden = [aggregator.forbids(part, own) for part in parts] if aggregator.forbids else []
    if any(one.any() for one in forbidden):
        banned = [one & (weights[:, at, None] != 0) for at, one in enumerate(forbidden)]
        hit = np.logical_or.reduce(banned)
        if given["impossible"] == "stop":
            broken |= hit.any(axis=1)
        parts = [np.where(hit | one, np.nan, part) for part, one in zip(parts, forbidden, strict=True)]
    straight = ways(how, own)
    if straight:
        return _mean(parts, weights, *straight), broken
    return _one_by_one(parts, weights, how, own, groups), broken


NOT_OWN = ("available", "counting", "years", "impossible")


def ways(how: str, own: Settings) -> tuple[Transform, Transform] | None:
    """The function whose plain mean the aggregation is, and the way back; nothing where it is no such mean."""
    p = own.get("p", 0.5)
    if how == "arithmetic" or (how == "power" and p == 1):
        return (lambda x: x), (lambda x: x)
    if how == "geometric" or (how == "power" and p == 0):
        return np.log, np.exp
    if how == "harmonic":
        return np.reciprocal, np.reciprocal
    return ((lambda x: x**p), (lambda x: x ** (1 / p))) if how == "power" else None


def _mean(parts: Sequence[Matrix], weights: Matrix, there: Transform, back: Transform) -> Matrix:
    if all(len(part) == 1 for part in parts):
        return _mean_of_shared(np.concatenate(parts), weights, there, back)
    total = np.zeros((len(weights), parts[0].shape[1]))
    heavy = np.zeros_like(total)
    with np.errstate(invalid="ignore", divide="ignore"):
        for at, part in enumerate(parts):
            known = ~np.isnan(part)
            weight = weights[:, at, None]
            total += np.where(known, there(part), 0) * weight
            heavy += known * weight
        return np.asarray(back(total / np.where(heavy > 0, heavy, np.nan)))


def _mean_of_shared(parts: Matrix, weights: Matrix, there: Transform, back: Transform) -> Matrix:
    """As `_mean`, where every run has the same parts (children × rows): one product of matrices."""
    known = ~np.isnan(parts)
    with np.errstate(invalid="ignore", divide="ignore"):
        total = weights @ np.where(known, there(parts), 0)
        heavy = weights @ known.astype(float)
        return np.asarray(back(total / np.where(heavy > 0, heavy, np.nan)))


def _one_by_one(parts: Sequence[Matrix], weights: Matrix, how: str, own: Settings, groups: Sequence[Rows]) -> Matrix:
    aggregator = next(found for name, found in AGGREGATIONS.items() if name == how)
    scores = np.full((len(weights), parts[0].shape[1]), np.nan)
    for run, weight in enumerate(weights):
        if not weight.sum() > 0:
            continue
        fit = np.column_stack([part[run if len(part) > 1 else 0] for part in parts])
        for rows in groups if aggregator.compares_rows else (slice(None),):
            scores[run, rows] = aggregator.score(fit[rows][:, weight != 0], weight[weight != 0], **own)
    return scores
