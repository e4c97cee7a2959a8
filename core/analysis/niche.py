"""Niche suitability, an index of ecology: how near a unit's conditions are to the best ones observed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import matrix
from core.method.panel import check_panel
from core.method.weigh import by_hand


@dataclass(frozen=True)
class Niche:
    """`units` has unit, period, suitability (0 to 1) and momentum (room to evolve); `epsilon` is the resolution."""

    units: pl.DataFrame
    epsilon: float


def niche(frame: pl.DataFrame, weights: Mapping[str, float]) -> Niche:
    """Suitability and evolution momentum of each row, over all rows given (across years).

    d = |x - best|; F = sum w (d_min + e d_max) / (d + e d_max); e so that the mean d has 0.5: (mean d - 2 d_min) /
    d_max; momentum = root mean of d. The original text of the formula was not available. This is the grey-relational
    form of closeness to the optimum (after Li Zizhen 1993) that is common in Chinese papers: d_min is 0, since the best
    row is one of the rows, and momentum is as they print it, with d not squared. Raises MethodError on a gap, and where
    all rows are equal.
    """
    codes = list(weights)
    check_panel(frame, codes)
    shares = np.array(list(by_hand(codes, weights).values()))
    values = matrix(frame, codes)
    if np.isnan(values).any():
        raise MethodError("Niche suitability takes no gaps: fill them first.")
    d = np.abs(values - values.max(axis=0))
    most = d.max()
    if most == 0:
        raise MethodError("All rows are equal, so that none has a niche: use other figures.")
    epsilon = float(d.mean() / most)
    suitability = (epsilon * most / (d + epsilon * most)) @ shares
    units = frame.select("unit", "period").with_columns(suitability=suitability, momentum=np.sqrt(d.mean(axis=1)))
    return Niche(units, epsilon)
