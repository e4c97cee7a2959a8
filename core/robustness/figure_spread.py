"""Which figures of a result are uncertain, and by how much."""

from dataclasses import dataclass

import polars as pl

from core.method.panel import KEYS
from core.method.run import Scored
from core.robustness.choices import FigureNoise
from core.workbook.status import WORST_LAST


@dataclass(frozen=True)
class Spread:
    """The uncertain figures: row and column of each, standard deviation in per cent, whether it only increases."""

    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    per_cent: tuple[float, ...] = ()
    upwards: tuple[bool, ...] = ()


def spread_figures(scored: Scored, noise: FigureNoise) -> Spread:
    """Every figure whose letter has a standard deviation, or that is a bound, in the raw panel of a result."""
    start = scored.stages[0]
    keys = start.frame.select(pl.col(KEYS).cast(pl.String)).rows()
    widest = max(noise.spreads.values(), default=0.0)
    rows: list[tuple[int, str, float, bool]] = []
    for code in start.flags.columns:
        if code in KEYS:
            continue
        for row, letter in enumerate(start.flags[code]):
            over = (keys[row][0], code, keys[row][1]) in noise.bounds
            per_cent = 0.0 if letter is None else noise.spreads.get(WORST_LAST[letter], 0.0)
            if letter is not None and (per_cent or over):
                rows.append((row, code, per_cent or widest, over))
    return Spread(*zip(*rows, strict=True)) if rows else Spread()
