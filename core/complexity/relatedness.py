"""How near industries are to one another, by the regions that have both, and how near they are to what a region has."""

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np

from core.method.matrix import Matrix

Relatedness: TypeAlias = Literal["conditional", "association", "cosine", "jaccard", "probability"]


def conditional(present: Matrix) -> Matrix:
    """The smaller of the two conditional probabilities that a region which has one has the other; 1 on the diagonal.

    `present` is regions × industries of 0 and 1, the result industries × industries; 0 for an industry that no region
    has. (Hidalgo, Klinger, Barabási and Hausmann 2007; py-ecomplexity)
    """
    counts = present.T @ present
    largest = np.maximum.outer(np.diag(counts), np.diag(counts))
    return _quotient(counts, largest)


def association(present: Matrix) -> Matrix:
    """How often two industries are together against chance, t c_ij / (s_i s_j). (van Eck and Waltman 2009; EconGeo)"""
    counts, sums = _pair_counts(present)
    return _quotient(counts * sums.sum(), np.outer(sums, sums))


def cosine(present: Matrix) -> Matrix:
    """c_ij / sqrt(s_i s_j). (van Eck and Waltman 2009; EconGeo)"""
    counts, sums = _pair_counts(present)
    return _quotient(counts, np.sqrt(np.outer(sums, sums)))


def jaccard(present: Matrix) -> Matrix:
    """c_ij / (s_i + s_j - c_ij). (van Eck and Waltman 2009; EconGeo)"""
    counts, sums = _pair_counts(present)
    return _quotient(counts, np.add.outer(sums, sums) - counts)


def probability(present: Matrix) -> Matrix:
    """Association strength for draws without repetition, the default of EconGeo. (Steijn 2017)

    c_ij over s_i s_j (1 / (t - s_i) + 1 / (t - s_j)) / 2.
    """
    counts, sums = _pair_counts(present)
    others = _quotient(np.ones_like(sums), sums.sum() - sums)
    return _quotient(counts, np.outer(sums, sums) * np.add.outer(others, others) / 2)


RELATEDNESS: dict[Relatedness, Callable[[Matrix], Matrix]] = {
    "conditional": conditional,
    "association": association,
    "cosine": cosine,
    "jaccard": jaccard,
    "probability": probability,
}
"""Every measure of relatedness. All but the first have 0 on the diagonal: an industry is not related to itself."""


def density(present: Matrix, related: Matrix) -> Matrix:
    """Of what is related to each industry, the share that each region has: regions × industries, 0 to 1.

    NaN for an industry that is related to none. (Hidalgo et al. 2007; EconGeo's relatedness_density is 100 times this)
    """
    sums = related.sum(axis=1)
    return np.asarray(present @ related.T / np.where(sums > 0, sums, np.nan))


def _pair_counts(present: Matrix) -> tuple[Matrix, Matrix]:
    """How many regions have both of two industries, 0 on the diagonal, and its sums."""
    counts = present.T @ present
    np.fill_diagonal(counts, 0)
    return counts, counts.sum(axis=1)


def _quotient(part: Matrix, whole: Matrix) -> Matrix:
    """The quotient, 0 where there is nothing to divide by."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
