"""The score of a node as a function of one weight, where it is a ratio of two linear functions for every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.method.matrix import Matrix, Truth, matrix
from core.method.run import Scored
from core.method.setting import Settings
from core.method.tree import Tree
from core.robustness.scores import Block, Transform, transform_and_inverse

SAME = 1e-11


@dataclass(frozen=True)
class Lines:
    """The score of each row under a weight w: inverse((n0 + n1 w) / (d0 + d1 w)).

    Every arithmetic mean has this form, and so has any chain of means of one kind (geometric, harmonic, power), by its
    own function.
    """

    n0: Matrix
    n1: Matrix
    d0: Matrix
    d1: Matrix
    inverse: Transform

    def scores(self, weight: float) -> Matrix:
        """The scores of all rows under a weight."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.inverse((self.n0 + self.n1 * weight) / (self.d0 + self.d1 * weight)))

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
            q = -(c1 + np.where(c1 >= 0, under, -under)) / 2
            roots = np.concatenate([q / c2, c0 / q, np.where(c2 == 0, -c0 / c1, np.nan)])
        weights: Matrix = np.unique(roots[np.isfinite(roots) & (roots > 0)])
        return weights


def lines(scored: Scored, block: Block, code: str, node: str) -> Lines | None:
    """The scores of a node under a code's weight; nothing where the means on the way up are not all of one kind."""
    tree = block.tree
    path = [parent for parent in tree.ancestors(code) if parent == node or node in tree.ancestors(parent)]
    kinds = [_kind(block.settings[parent]) for parent in path]
    if not path or kinds[0] is None or any(kind != kinds[0] for kind in kinds):
        return None
    transform, inverse = transform_and_inverse(*kinds[0]) or (None, None)
    if transform is None or inverse is None:
        return None
    frame = scored.frame[block.rows] if not isinstance(block.rows, slice) else scored.frame
    codes = [child for parent in path for child in tree.children[parent]]
    with np.errstate(invalid="ignore", divide="ignore"):
        values = transform(matrix(frame, codes))
    known = dict(zip(codes, values.T, strict=True))
    missing = np.isnan(matrix(frame, [node])[:, 0])
    return _lines_of_node(tree, known, path, code, missing, inverse)


def _lines_of_node(
    tree: Tree, known: Mapping[str, Matrix], path: list[str], code: str, missing: Truth, inverse: Transform
) -> Lines:
    """From the code's parent, whose score is (R m + w x) / (R + w), up to the node by sums of shares."""
    others, total = _sibling_sum(tree, known, path[0], code)
    x = known[code]
    absent, lone = np.isnan(x), total == 0
    n0: Matrix = np.where(absent, others / np.where(lone, np.nan, total), np.where(lone, x, others))
    n1 = np.where(absent | lone, 0.0, x)
    d0, d1 = np.where(absent | lone, 1.0, total), np.where(absent | lone, 0.0, 1.0)
    for child, parent in pairwise(path):
        rest, weight = _sibling_sum(tree, known, parent, child)
        own = tree.weights[child]
        absent = np.isnan(known[child])
        with np.errstate(invalid="ignore", divide="ignore"):
            n0 = np.where(absent, rest / weight, rest * d0 + own * n0)
        n1 = np.where(absent, 0.0, rest * d1 + own * n1)
        d0, d1 = np.where(absent, 1.0, d0 * (weight + own)), np.where(absent, 0.0, d1 * (weight + own))
    n0 = np.where(missing, np.nan, n0)
    return Lines(n0, n1, d0, d1, inverse)


def _sibling_sum(tree: Tree, known: Mapping[str, Matrix], parent: str, code: str) -> tuple[Matrix, Matrix]:
    """The weighted sum of the scores of a code's siblings in each row, and the sum of the weights that are there."""
    siblings = [child for child in tree.children[parent] if child != code and tree.weights[child]]
    total = np.zeros(len(known[code]))
    weight_sum = np.zeros(len(known[code]))
    for child in siblings:
        present = ~np.isnan(known[child])
        total += np.where(present, known[child], 0) * tree.weights[child]
        weight_sum += present * tree.weights[child]
    return total, weight_sum


def _kind(settings: Settings) -> tuple[str, Settings] | None:
    own = {name: value for name, value in settings.items() if name == "p"}
    return (str(settings["how"]), own) if transform_and_inverse(str(settings["how"]), own) else None
