"""Whether indicators measure one thing."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from core.analysis.correlation import pairwise_sums
from core.method.errors import MethodError
from core.method.matrix import matrix
from core.method.panel import check_panel


def cronbach_alpha(frame: pl.DataFrame, indicators: Sequence[str]) -> float | None:
    """k² times the mean covariance of two indicators, over the sum of all covariances; null where that sum is 0.

    The covariance of a pair uses the rows that have both, over all years. Nothing is standardised or reversed: pass
    normalised scores. Without gaps this is k/(k-1) (1 - sum of variances / variance of the sum). Raises MethodError for
    fewer than 2 indicators. (Cronbach 1951; COINr, get_cronbach)
    """
    check_panel(frame, indicators)
    size = len(indicators)
    if size <= 1:
        raise MethodError("One indicator has no consistency with others: name two or more.")
    pairs, products, *_ = pairwise_sums(matrix(frame, indicators))
    with np.errstate(invalid="ignore"):
        covariances = products / (pairs - 1)
    total = float(covariances.sum())
    between = (total - float(np.trace(covariances))) / (size * (size - 1))
    return size**2 * between / total if np.isfinite(total) and total != 0 else None
