"""Quasi-random points: they fill the unit cube more evenly than random ones, so that fewer runs are needed."""

import warnings

from core.method.matrix import Matrix


def sobol_points(dimensions: int, count: int, seed: int, skip: int = 0) -> Matrix:
    """Points `skip` to `skip + count` of the scrambled Sobol sequence: count × dimensions, each within 0 and 1.

    The same seed gives the same points, however they are cut into batches. (Sobol 1967; Owen 1998; scipy.stats.qmc)
    """
    from scipy.stats.qmc import Sobol  # noqa: PLC0415 - it takes long to load

    sequence = Sobol(dimensions, scramble=True, rng=seed)
    if skip:
        sequence.fast_forward(skip)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a batch need not be a power of two; their sum should be
        points: Matrix = sequence.random(count)
    return points
