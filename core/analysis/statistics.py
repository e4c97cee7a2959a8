"""Descriptive statistics of each indicator in one row: distribution, coverage and warnings."""

from collections.abc import Sequence

import polars as pl

from core.method.panel import check_panel
from core.method.shape import PEAKED, SKEWED, kurtosis, skewness

COUNTS = ("available", "nonzero", "unique", "same")


def statistics(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    *,
    available: float = 0.65,
    nonzero: float = 0.5,
    unique: float = 0.5,
    skewed: float = SKEWED,
    peaked: float = PEAKED,
) -> pl.DataFrame:
    """A row for each indicator over all rows given; across years, so give one year to look within it.

    Columns: indicator, min, max, mean, median, sd (n-1), skewness, kurtosis; counts available, nonzero, unique, same
    (of the commonest value); share_... of each, of all rows for available and of the values present else; and flags:
    few_available, few_nonzero, few_unique (below their threshold, counted against all rows) and outliers (|skewness|
    above 2 and kurtosis above 3.5). (COINr, get_stats)
    """
    check_panel(frame, indicators)
    table = pl.DataFrame([_row(frame[code]) for code in indicators], schema=_SCHEMA, infer_schema_length=None)
    rows, present = pl.lit(frame.height), pl.col("available")
    shares = [(pl.col(name) / (rows if name == "available" else present)).fill_nan(None) for name in COUNTS]
    outliers = (pl.col("skewness").abs() > skewed) & (pl.col("kurtosis") > peaked)
    return table.with_columns(
        *(share.alias(f"share_{name}") for name, share in zip(COUNTS, shares, strict=True)),
        few_available=present / rows < available,
        few_nonzero=pl.col("nonzero") / rows < nonzero,
        few_unique=pl.col("unique") / rows < unique,
        outliers=outliers.fill_null(value=False),
    )


_SCHEMA = {
    "indicator": pl.String(),
    **dict.fromkeys(("min", "max", "mean", "median", "sd", "skewness", "kurtosis"), pl.Float64()),
    **dict.fromkeys(COUNTS, pl.Int64()),
}


def _row(values: pl.Series) -> dict[str, object]:
    column = pl.col(values.name)
    known = values.drop_nulls().cast(pl.Float64).to_frame()
    moments = known.select(
        min=column.min(),
        max=column.max(),
        mean=column.mean(),
        median=column.median(),
        sd=column.std(),
        skewness=skewness(column),
        kurtosis=kurtosis(column),
        available=column.count(),
        nonzero=(column != 0).sum(),
        unique=column.n_unique(),
        same=column.unique_counts().max().fill_null(0),
    )
    return {"indicator": values.name, **moments.row(0, named=True)}
