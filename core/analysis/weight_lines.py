"""The score of a node as a function of one weight, where it is a ratio of two linear functions for every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.method.matrix import Matrix, Truth, matrix
from core.method.means import power_of
from core.method.run import Scored
from core.method.tree import Tree
from core.robustness.scores import Block

SAME = 1e-11


@dataclass(frozen=True)
class Lines:
    """The score of each row under a weight w: ((n0 + n1 w) / (d0 + d1 w)) ^ (1 / power); exp of it where that is 0.

    Every arithmetic mean has this form, and so has any chain of means of one power.
    """

    n0: Matrix
    n1: Matrix
    d0: Matrix
    d1: Matrix
    power: float

    def scores(self, weight: float) -> Matrix:
        """The scores of all rows under a weight."""
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = (self.n0 + self.n1 * weight) / (self.d0 + self.d1 * weight)
            return np.asarray(ratio ** (1 / self.power) if self.power else np.exp(ratio))

    def crossings(self, row: int) -> Matrix:
        """The weights above 0 at which another row has the same score as this one, ascending.

        They solve a quadratic equation, or a linear one where both have the same denominator.
        """
        n0, n1, d0, d1 = (part[row] for part in (self.n0, self.n1, self.d0, self.d1))
        c2 = n1 * self.d1 - self.n1 * d1
        c1 = n0 * self.d1 + n1 * self.d0 - self.n0 * d1 - self.n1 * d0
        c0 = n0 * self.d0 - self.n0 * d0
        with np.errstate(invalid="ignore", divide="ignore"):
            under = np.sqrt(c1 * c1 - 4 * c2 * c0)
            q = -(c1 + np.copysign(under, c1)) / 2
            roots = np.concatenate([q / c2, c0 / q, np.where(c2 == 0, -c0 / c1, np.nan)])
        weights: Matrix = np.unique(roots[np.isfinite(roots) & (roots > 0)])
        return weights


def lines(scored: Scored, block: Block, code: str, node: str) -> Lines | None:
    """The scores of a node under a code's weight; nothing where the means on the way up are not all of one power."""
    tree = block.tree
    path = [parent for parent in tree.ancestors(code) if parent == node or node in tree.ancestors(parent)]
    powers = {power_of(block.settings[parent]) for parent in path}
    if len(powers) != 1 or (p := powers.pop()) is None:
        return None
    frame = scored.frame[block.rows]
    codes = [child for parent in path for child in tree.children[parent]]
    with np.errstate(invalid="ignore", divide="ignore"):
        values = matrix(frame, codes)
        values = values**p if p else np.log(values)
    known = dict(zip(codes, values.T, strict=True))
    missing = np.isnan(matrix(frame, [node])[:, 0])
    return Lines(*_lines_of_node(tree, known, path, code, missing), p)


def _lines_of_node(
    tree: Tree, known: Mapping[str, Matrix], path: list[str], code: str, missing: Truth
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """From the code's parent, whose score is (R m + w x) / (R + w), up to the node by sums of shares."""
    n0, d0 = _sibling_sum(tree, known, path[0], code)
    present = ~np.isnan(known[code])
    n1, d1 = np.where(present, known[code], 0), present.astype(float)
    for child, parent in pairwise(path):
        rest, weight = _sibling_sum(tree, known, parent, child)
        own, present = tree.weights[child], ~np.isnan(known[child])
        n0, n1 = np.where(present, rest * d0 + own * n0, rest), np.where(present, rest * d1 + own * n1, 0)
        d0, d1 = np.where(present, d0 * (weight + own), weight), np.where(present, d1 * (weight + own), 0)
    return np.where(missing, np.nan, n0), n1, d0, d1


def _sibling_sum(tree: Tree, known: Mapping[str, Matrix], parent: str, code: str) -> tuple[Matrix, Matrix]:
    """The weighted sum of the scores of a code's siblings in each row, and the sum of the weights that are there."""
    children = tree.children[parent]
    weights = np.array([[0.0 if child == code else tree.weights[child]] for child in children])
    values = np.array([known[child] for child in children])
    counted = ~np.isnan(values) & (weights != 0)
    return (np.where(counted, values, 0) * weights).sum(axis=0), (counted * weights).sum(axis=0)
