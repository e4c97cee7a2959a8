"""The ASEM data beside the repo, 51 countries × 49 indicators, and the steps of its index."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from core.method.denominate import denominated
from core.method.impute import imputed
from core.method.normalise import normalised
from core.method.treat import Treated, treated
from core.method.tree import Branch, Tree


@dataclass(frozen=True)
class Asem:
    """The ASEM panel of 51 countries and the steps of its index, each computed once."""

    folder: Path

    @cached_property
    def meta(self) -> pl.DataFrame:
        """The table that describes every column."""
        return pl.read_csv(self.folder / "asem_imeta.csv", infer_schema_length=None)

    @cached_property
    def about(self) -> pl.DataFrame:
        """Its rows on indicators."""
        return self.meta.filter(pl.col("Type") == "Indicator")

    @cached_property
    def codes(self) -> list[str]:
        """The indicators."""
        return self.about["iCode"].to_list()

    @cached_property
    def directions(self) -> dict[str, int]:
        """1 where more is better, -1 where less is."""
        return dict(zip(self.about["iCode"], self.about["Direction"], strict=True))

    @cached_property
    def denominators(self) -> dict[str, str]:
        """What each indicator is divided by."""
        return dict(self.about.drop_nulls("Denominator").select("iCode", "Denominator").iter_rows())

    @cached_property
    def tree(self) -> Tree:
        """Indicators, pillars, sub-indices and the index."""
        rows = self.meta.filter(pl.col("Type").is_in(["Indicator", "Aggregate"]))
        return Tree(tuple(Branch(*row) for row in rows.select("iCode", "Parent", "Weight").iter_rows()))

    def read(self, name: str) -> pl.DataFrame:
        """A panel of the folder, by name."""
        panel = pl.read_csv(self.folder / f"{name}.csv", infer_schema_length=None)
        panel = panel.rename({"uCode": "unit", "Time": "period"}, strict=False)
        return panel.with_columns(pl.col(code).cast(pl.Float64) for code in self.codes if code in panel.columns)

    @cached_property
    def raw(self) -> pl.DataFrame:
        """The figures of 2018, units in order."""
        return self.read("asem_idata").sort("unit")

    @cached_property
    def denominated(self) -> pl.DataFrame:
        """Divided."""
        return denominated(self.raw, self.denominators)

    @cached_property
    def imputed(self) -> pl.DataFrame:
        """Filled by the mean of the continent."""
        return imputed(self.denominated, self.codes, "group_mean", group="EurAsia_group")

    @cached_property
    def treated(self) -> Treated:
        """Treated with the defaults."""
        return treated(self.imputed, self.codes)

    @cached_property
    def treated_with_gaps(self) -> Treated:
        """Treated without being filled before."""
        return treated(self.denominated, self.codes)

    def min_max(self, panel: pl.DataFrame, low: float = 0, high: float = 100) -> pl.DataFrame:
        """A panel normalised by min-max."""
        return normalised(panel, self.codes, directions=self.directions, low=low, high=high)

    def expected(self, name: str) -> pl.DataFrame:
        """COINr's table of that name."""
        table = pl.read_csv(self.folder / "expected" / f"{name}.csv", infer_schema_length=None)
        return table.rename({"uCode": "unit"}, strict=False)
