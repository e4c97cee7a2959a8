"""The economic complexity of regions and industries: ECI and PCI, fitness and complexity, connected parts."""

from dataclasses import dataclass

import numpy as np
import scipy

from core.method.matrix import Counts, Matrix

SAME = 1e-9
"""Eigenvalues that are nearer than this count as equal: the direction between them is undetermined."""
ROUNDS = 200


@dataclass(frozen=True, eq=False)
class Complexity:
    """The indices of one period: ECI and fitness of each region, PCI and complexity of each industry.

    `region_parts` and `industry_parts` number the connected parts from 1, the largest first, 0 for what has nothing
    in it. NaN where an index is not determined.
    """

    eci: Matrix
    pci: Matrix
    fitness: Matrix
    complexity: Matrix
    region_parts: Counts
    industry_parts: Counts


def complexity(present: Matrix) -> Complexity:
    """The indices of a matrix of regions × industries of 0 and 1.

    ECI and PCI compare only what is connected: they are of the largest part, NaN elsewhere.
    """
    region_parts, industry_parts = parts(present)
    eci, pci = np.full(len(region_parts), np.nan), np.full(len(industry_parts), np.nan)
    rows, columns = np.flatnonzero(region_parts == 1), np.flatnonzero(industry_parts == 1)
    eci[rows], pci[columns] = economic_complexity(present[np.ix_(rows, columns)])
    fitness, needed = fitness_and_complexity(present)
    return Complexity(eci, pci, fitness, needed, region_parts, industry_parts)


def parts(present: Matrix) -> tuple[Counts, Counts]:
    """The connected part of each region and industry: from 1, by the number of cells in them; 0 for empty ones."""
    regions, industries = present.shape
    at, of = np.nonzero(present)
    size = regions + industries
    links = scipy.sparse.csr_array((np.ones(len(at)), (at, of + regions)), shape=(size, size))
    _, labels = scipy.sparse.csgraph.connected_components(links, directed=False)
    cells = np.bincount(labels[at], minlength=labels.max(initial=-1) + 1)
    order = np.argsort(-cells, kind="stable")
    numbers = np.empty_like(order)
    numbers[order] = np.arange(1, len(order) + 1)
    numbers = np.where(cells > 0, numbers, 0)[labels]
    return numbers[:regions], numbers[regions:]


def economic_complexity(present: Matrix) -> tuple[Matrix, Matrix]:
    """ECI of the regions and PCI of the industries of a connected matrix without empty rows and columns.

    ECI is the eigenvector of the second largest eigenvalue of the regions' projection, with mean 0 and standard
    deviation 1 (of the population); PCI is in the same scale, so that a region's ECI is the mean PCI of its industries.
    Its sign is that of its correlation with diversity; where diversity says nothing, rare industries are the complex
    ones; where neither does, the first region that is not 0 is above 0. NaN where no second direction is determined:
    all regions alike, or two equal eigenvalues. (Hidalgo and Hausmann 2009; Hausmann et al. 2014; py-ecomplexity)
    """
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    unknown = np.full(len(diversity), np.nan), np.full(len(ubiquity), np.nan)
    if min(present.shape) < 2:  # noqa: PLR2004 - one row has no second direction
        return unknown
    scaled = present / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)
    wide = len(diversity) <= len(ubiquity)
    square = scaled @ scaled.T if wide else scaled.T @ scaled
    last = len(square) - 1
    values, vectors = scipy.linalg.eigh(square, subset_by_index=(max(last - 2, 0), last))
    second, third = values[-2], values[-3] if len(values) > 2 else 0.0  # noqa: PLR2004 - where there is a third
    if second - third < SAME:
        return unknown
    vector = vectors[:, -2]
    industries = (present / ubiquity).T @ (vector / np.sqrt(diversity)) if wide else vector / np.sqrt(ubiquity)
    regions = present @ industries / diversity
    turned = _sign(regions, industries, diversity, ubiquity)
    spread = regions.std()
    return turned * (regions - regions.mean()) / spread, turned * (industries - regions.mean()) / spread


def _sign(regions: Matrix, industries: Matrix, diversity: Matrix, ubiquity: Matrix) -> float:
    """1, or -1 where the vectors are to be turned."""
    first = regions - regions.mean()
    for sign in (_covariance(regions, diversity), -_covariance(industries, ubiquity), *first):
        if abs(sign) > SAME:
            return float(np.sign(sign))
    return 1.0


def _covariance(first: Matrix, second: Matrix) -> float:
    return float((first - first.mean()) @ (second - second.mean()))


def fitness_and_complexity(present: Matrix, rounds: int = ROUNDS) -> tuple[Matrix, Matrix]:
    """Fitness of the regions and complexity of the industries, each with mean 1, after so many rounds.

    F = sum of the complexity of what a region has, Q = 1 / sum(1 / F) of who has an industry, each divided by its mean
    in every round. 0 for a region without industries, NaN for an industry in no region. (Tacchella et al. 2012)
    """
    rows, columns = present.sum(axis=1) > 0, present.sum(axis=0) > 0
    some = present[np.ix_(rows, columns)]
    fitness, needed = np.ones(len(some)), np.ones(some.shape[1])
    for _ in range(rounds if some.size else 0):
        sums = some @ needed
        with np.errstate(divide="ignore"):
            next_complexity = 1 / (some.T @ (1 / fitness))
        fitness, needed = sums / sums.mean(), next_complexity / next_complexity.mean()
    fitness_of_all, of = np.zeros(len(present)), np.full(present.shape[1], np.nan)
    fitness_of_all[rows], of[columns] = fitness, needed
    return fitness_of_all, of
