"""Checks of the scales and measures of imported figures."""

from collections.abc import Iterator
from itertools import combinations

import polars as pl

from core.importing.finding import MOST, Finding
from core.words import gettext
from core.workbook.measures import measured
from core.workbook.scale import measure_word

FAR = 1.5
"""Figures this many powers of ten away from known ones are likely to be in another scale."""
SAME, AGREED = 0.9, 0.005
"""Two indicators say the same where this share of their common figures agrees to half a per cent."""
LARGEST_PAIRS = 400
LEAST = 5
"""With fewer figures nothing can be concluded about the scale."""


def two_scales(figures: pl.DataFrame) -> Iterator[Finding]:
    """Indicators that are printed in more than one power of ten."""
    scales = (
        figures.filter(pl.col("value").is_not_null())
        .group_by("indicator", maintain_order=True)
        .agg(pl.col("mult").unique().sort())
    )
    for indicator, powers in scales.filter(pl.col("mult").list.len() > 1).head(MOST).iter_rows():
        yield Finding(
            "scale",
            gettext(
                "{indicator} is printed in {names}: brought to one scale",
                indicator=indicator,
                names=gettext(" and ").join(f"10^{mult}" for mult in powers),
            ),
        )


def two_measures(rows: pl.DataFrame) -> Iterator[Finding]:
    """Indicators whose rows have a `measure` other than the `usual` one."""
    counts = rows.group_by("indicator", "usual", "measure", maintain_order=True).len()
    for indicator, usual, measure, count in counts.iter_rows():
        yield Finding(
            "measure",
            gettext(
                "{indicator} is in {usual}, and in {count:,} rows in {measure}",
                indicator=indicator,
                usual=measure_word(usual),
                count=count,
                measure=measure_word(measure),
            ),
            count,
        )


def unit_not_understood(unit: str) -> Iterator[Finding]:
    """The finding that the unit above a table is not one measure."""
    if unit and measured(unit) is None:
        text = gettext(
            "the unit above the table, “{unit}”, is not one that is known: say --measure INDICATOR=MEASURE", unit=unit
        )
        yield Finding("measure", text)


def off_scale(figures: pl.DataFrame, known: pl.DataFrame) -> Iterator[Finding]:
    """Indicators whose figures are powers of ten away from those of the same series in the workbook.

    `known` has unit, indicator and `its_value` of every figure of these series.
    """
    series = ["unit", "indicator"]
    usual = known.filter(pl.col("its_value") > 0).group_by(series).agg(usual=pl.col("its_value").median())
    common = figures.filter(pl.col("value") > 0).join(usual, on=series, maintain_order="left")
    power = (pl.col("value") / pl.col("usual")).log10()
    for indicator, count, away in (
        common.group_by("indicator", maintain_order=True).agg(pl.len(), power.median()).iter_rows()
    ):
        if abs(away) >= FAR:
            yield Finding(
                "scale",
                gettext(
                    "{indicator} is about 10^{value} times as large in the workbook: its scale may be another",
                    indicator=indicator,
                    value=-round(away),
                ),
                count,
            )


def fractions(figures: pl.DataFrame) -> Iterator[Finding]:
    """Shares in per cent, all of which are at most 1: they may be fractions."""
    shares = figures.filter((pl.col("measure") == "PERCENT") & (pl.col("value") != 0))
    summary = shares.group_by("indicator", maintain_order=True).agg(pl.len(), pl.col("value").abs().max().alias("most"))
    for indicator, count, most in summary.iter_rows():
        if count >= LEAST and most <= 1:
            yield Finding(
                "scale",
                gettext(
                    "{indicator} is in per cent, and no figure is above 1: they may be fractions", indicator=indicator
                ),
                count,
            )


def same_figures(figures: pl.DataFrame) -> Iterator[Finding]:
    """Pairs of indicators of one measure, printed in different scales, whose figures agree."""
    usual = figures.group_by("indicator", "measure", maintain_order=True).agg(pl.col("mult").mode().min())
    pairs = [
        (code, other, power, other_power)
        for (code, measure, power), (other, other_measure, other_power) in combinations(usual.iter_rows(), 2)
        if measure == other_measure and power != other_power and measure != "COUNT"
    ]
    if not pairs or len(pairs) > LARGEST_PAIRS:
        return
    known = figures.select("indicator", "unit", "period", "value").filter(pl.col("value") != 0)
    parts = {code: part for (code,), part in known.partition_by("indicator", as_dict=True).items()}
    nothing = known.clear()
    for code, other, power, other_power in pairs:
        others = parts.get(other, nothing).select("unit", "period", that="value")
        common = parts.get(code, nothing).join(others, on=["unit", "period"])
        agreed = common.filter((pl.col("value") / pl.col("that") - 1).abs() < AGREED).height
        if common.height >= LEAST and agreed > SAME * common.height:
            yield Finding(
                "same",
                gettext(
                    "{code} (in 10^{power}) and {other} (in 10^{other_power}) are the same figures in two scales",
                    code=code,
                    power=power,
                    other=other,
                    other_power=other_power,
                ),
                common.height,
            )
