"""Where an industry is present: regions × industries of one period, from their revealed comparative advantage."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from core.clusters.location import location_quotients
from core.clusters.table import filled
from core.method.errors import MethodError
from core.method.matrix import Matrix

THRESHOLD = 1.0
"""The revealed comparative advantage from which an industry counts as present. (Balassa; py-ecomplexity)"""
ROUNDING = 1e-12
"""The relative rounding error of an advantage, which must not decide whether an industry is present."""


@dataclass(frozen=True, eq=False)
class Presence:
    """One period: `size`, `advantage` (NaN where it is not known) and `present` (1 or 0) are regions × industries."""

    period: str
    regions: list[str]
    industries: list[str]
    size: Matrix
    advantage: Matrix
    present: Matrix

    @cached_property
    def diversity(self) -> Matrix:
        """How many industries are present in each region."""
        return np.asarray(self.present.sum(axis=1))

    @cached_property
    def ubiquity(self) -> Matrix:
        """In how many regions each industry is present."""
        return np.asarray(self.present.sum(axis=0))

    def column(self, cells: Matrix) -> pl.Series:
        """Regions × industries as one column, region by region; NaN becomes null."""
        return pl.Series(np.ravel(cells)).fill_nan(None)

    def cells(self) -> pl.DataFrame:
        """Region, industry, period, size, advantage, `present` (null where it is not known); a row for each pair."""
        rows, columns = len(self.regions), len(self.industries)
        return pl.DataFrame(
            {
                "region": np.repeat(self.regions, columns),
                "industry": np.tile(self.industries, rows),
                "period": [self.period] * (rows * columns),
                "size": self.column(self.size),
                "advantage": self.column(self.advantage),
                "present": self.column(np.where(np.isnan(self.advantage), np.nan, self.present)).cast(pl.Boolean),
            }
        )


def presences(table: pl.DataFrame, threshold: float = THRESHOLD, whole: str | None = None) -> Iterator[Presence]:
    """The periods of a table of sizes (`core.clusters.table`) in its order.

    Revealed comparative advantage is the location quotient (Balassa 1965). A size that is not known counts as not
    present, and no result is given for its cell. Raises MethodError on a threshold that is not above 0.
    """
    if not threshold > 0:
        raise MethodError(
            "Every industry has an advantage of {threshold:g} or more: give a threshold above 0.", threshold=threshold
        )
    quotients = location_quotients(filled(table), whole)
    for (period,), some in quotients.group_by("period", maintain_order=True):
        regions, industries = (some[name].unique(maintain_order=True).to_list() for name in ("region", "industry"))
        size, advantage = (_matrix(some, regions, industries, name) for name in ("size", "location_quotient"))
        advantage[np.isnan(advantage) & (size == 0)] = 0
        present = (advantage >= threshold * (1 - ROUNDING)).astype(float)
        yield Presence(str(period), regions, industries, size, advantage, present)


def _matrix(rows: pl.DataFrame, regions: list[str], industries: list[str], column: str) -> Matrix:
    cells = np.full((len(regions), len(industries)), np.nan)
    places = (rows[name].replace_strict(known, range(len(known)), return_dtype=pl.Int64).to_numpy()
              for name, known in (("region", regions), ("industry", industries)))  # fmt: skip
    cells[tuple(places)] = rows[column].cast(pl.Float64).to_numpy()
    return cells
