"""All figures of an indicator converted to one measure: that of the workbook, of a person, or of most rows."""

from collections.abc import Mapping

import polars as pl

from core.importing.choices import Choices
from core.importing.finding import Finding
from core.importing.numbers import scaled_values
from core.importing.scales import two_measures
from core.importing.table import Refused, split
from core.words import gettext
from core.workbook.figure_frame import SCHEMA
from core.workbook.figure_text import SHARES
from core.workbook.refusals import NO_SHARE
from core.workbook.workbook import Workbook

CODE = SCHEMA["indicator"]


def of_one_measure(
    frame: pl.DataFrame, workbook: Workbook, choices: Choices
) -> tuple[pl.DataFrame, list[Refused], list[Finding]]:
    """The rows in the measure of their indicator: that of the workbook, else that of most rows."""
    measures = {**{code: indicator.measure for code, indicator in workbook.indicators.items()}, **choices.measures}
    counts = frame.filter(pl.col("measure").is_not_null()).group_by("indicator", "measure", maintain_order=True).len()
    counts = counts.filter(~(pl.col("measure") == "PERCENT") | ~pl.col("indicator").is_in(_odd_percents(frame)))
    most = counts.sort("len", descending=True, maintain_order=True).group_by("indicator", maintain_order=True).first()
    known = pl.DataFrame(list(measures.items()), schema={"indicator": CODE, "own": pl.String}, orient="row")
    joined = frame.join(most.select("indicator", usual="measure"), on="indicator", how="left", maintain_order="left")
    joined = joined.join(known, on="indicator", how="left", maintain_order="left").with_columns(
        usual=pl.coalesce("own", "usual", pl.lit("COUNT"))
    )
    other = pl.col("measure").is_not_null() & (pl.col("measure") != pl.col("usual"))
    reason = pl.format(
        gettext("its unit is {} where {} is in {}: correct the cell, or say --measure {}={} where the unit is wrong"),
        "measure", "indicator", "usual", "indicator", "usual",
    )  # fmt: skip
    share = pl.format(gettext(NO_SHARE).removesuffix("."), pl.col("written").str.slice(0, 40), "indicator")
    reason = pl.when(pl.col("percent") & ~pl.col("usual").is_in(list(SHARES))).then(share).otherwise(reason)
    forced = pl.col("indicator").is_in(list(choices.measures))
    mislabelled = other & forced
    scales = frame.filter(pl.col("measure") == pl.col("indicator").replace_strict(choices.measures, default=None))
    scale = scales.group_by("indicator").agg(scale=pl.col("mult").mode().min())
    joined = joined.join(scale, on="indicator", how="left", maintain_order="left")
    right = pl.col("scale").fill_null(0)
    joined = joined.with_columns(
        mult=pl.when(mislabelled).then(right).otherwise("mult"),
        value=pl.when(mislabelled).then(scaled_values(pl.col("number"), right)).otherwise("value"),
    ).drop("scale")
    joined = _rescaled(joined, choices.scales)
    joined = joined.with_columns(why=pl.when(other & ~forced).then(reason))
    two = list(two_measures(joined.filter(other & ~forced)))
    return *split(joined.with_columns(measure=pl.col("usual")).drop("own", "usual")), two


def _odd_percents(frame: pl.DataFrame) -> list[str]:
    """Indicators with a few cells in per cent among more cells that are not."""
    percent = pl.col("percent") & (pl.col("measure") == "PERCENT")
    counts = frame.group_by("indicator").agg(
        percent.sum().alias("odd"), pl.col("measure").is_null().sum().alias("plain")
    )
    return counts.filter((pl.col("odd") > 0) & (pl.col("plain") > pl.col("odd")))["indicator"].to_list()


def _rescaled(frame: pl.DataFrame, scales: Mapping[str, int]) -> pl.DataFrame:
    """The rows of some indicators in the power of ten that a person names for them."""
    if not scales:
        return frame
    scales_of = pl.DataFrame(list(scales.items()), schema={"indicator": CODE, "scale": pl.Int64}, orient="row")
    joined = frame.join(scales_of, on="indicator", how="left", maintain_order="left")
    value = pl.when(pl.col("scale").is_null()).then("value").otherwise(scaled_values(pl.col("number"), pl.col("scale")))
    return joined.with_columns(value=value, mult=pl.coalesce("scale", "mult")).drop("scale")
