"""The observations of SDMX-CSV as one frame."""

from collections.abc import Mapping

import polars as pl

from core.workbook.sdmx_period import sdmx_period
from core.workbook.workbook import Workbook

NAMES = {
    "unit": "REF_AREA", "indicator": "INDICATOR", "period": "TIME_PERIOD", "status": "OBS_STATUS", "mult": "UNIT_MULT",
    "decimals": "DECIMALS", "vintage": "VINTAGE", "qualifier": "QUALIFIER", "source": "SOURCE", "note": "COMMENT_OBS",
}  # fmt: skip


def sdmx_frame(workbook: Workbook, head: Mapping[str, str]) -> pl.DataFrame:
    """Every figure: the same in all rows of `head`, then its parts by their names in SDMX; values as they are printed.

    A value is moved by its power of ten in its decimal digits, so that none is lost.
    """
    measures = {one.code: one.measure for one in workbook.indicators.values()}
    measure = pl.col("indicator").replace_strict(measures, default="", return_dtype=pl.String)
    digits = pl.col("value").cast(pl.String).str.split_exact("e", 1).struct
    power = digits.field("field_1").cast(pl.Int32).fill_null(0) - pl.col("mult")
    printed = pl.concat_str(digits.field("field_0"), pl.lit("e"), power).cast(pl.Float64)
    figures = workbook.figures.whole()
    periods = {text: sdmx_period(text) for text in figures["period"].unique().to_list()}
    return figures.with_columns(
        pl.col("period").replace_strict(periods, return_dtype=pl.String),
        *(pl.lit(text).alias(name) for name, text in head.items()),
        UNIT_MEASURE=measure,
        OBS_VALUE=printed,
    ).rename(NAMES)
