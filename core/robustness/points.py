"""Quasi-random points: they fill the unit cube more evenly than random ones, so that fewer runs are needed."""

import warnings
from copy import deepcopy
from functools import lru_cache

import numpy as np
import scipy

from core.method.matrix import Matrix

MOST_QUASI = 21_201


def sobol_points(dimensions: int, count: int, seed: int, skip: int = 0) -> Matrix:
    """Points `skip` to `skip + count` of the scrambled Sobol sequence: count × dimensions, each within 0 and 1.

    The sequence has 21,201 dimensions; further ones are plain random numbers for each run. The same seed gives the same
    points, however they are cut into batches. (Sobol 1967; Owen 1998; scipy.stats.qmc)
    """
    sequence = deepcopy(_sequence(min(dimensions, MOST_QUASI), seed))
    if skip:
        sequence.fast_forward(skip)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a batch need not be a power of two; their sum should be
        points: Matrix = sequence.random(count)
    if dimensions <= MOST_QUASI:
        return points
    plain = [np.random.default_rng((seed, run)).random(dimensions - MOST_QUASI) for run in range(skip, skip + count)]
    return np.hstack([points, plain])


@lru_cache(maxsize=4)
def _sequence(dimensions: int, seed: int) -> "scipy.stats.qmc.Sobol":
    """The sequence at its beginning; scrambling thousands of dimensions takes longer than many runs."""
    return scipy.stats.qmc.Sobol(dimensions, scramble=True, rng=seed)
