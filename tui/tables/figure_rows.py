"""The rows of the table of figures, as one frame: names and measures by joins, a check of each published ratio."""

from collections.abc import Mapping

import polars as pl

from core.workbook.entries import Indicator
from core.workbook.entry import Language
from core.workbook.figure_frame import IS_OWN, SCHEMA
from core.workbook.workbook import Workbook

PARTS = ("numerator", "denominator")
RATIO = {**dict.fromkeys(("indicator", *PARTS), SCHEMA["indicator"]), "factor": pl.Float64()}
COLUMNS = (
    "unit", "unit_name", "indicator", "indicator_name", "period", "vintage", "value", "measure", "status", "qualifier",
    "source", "note", "formula", "printed_mult", "printed_decimals", "author", "time", "ratio_agrees",
)  # fmt: skip


def figure_rows(workbook: Workbook, language: Language, figures: pl.DataFrame | None = None) -> pl.DataFrame:
    """These figures, else all in the order of the store, values in base units, with the columns of `COLUMNS`.

    The columns of the store are not copied: stacking keeps the chunks in which they were read, a selection would not.
    """
    figures = (workbook.figures.whole() if figures is None else figures).rename(
        {"mult": "printed_mult", "decimals": "printed_decimals"}
    )
    units, entries = workbook.units.values(), workbook.indicators.values()
    unit, indicator, measure = pl.col("unit"), pl.col("indicator"), Indicator("any", "").measure
    names = figures.select(
        unit_name=_replaced(unit, {unit.code: unit.name(language) for unit in units}, unit),
        indicator_name=_replaced(indicator, {entry.code: entry.name(language) for entry in entries}, indicator),
        measure=_replaced(indicator, {entry.code: entry.measure for entry in entries}, pl.lit(measure)),
    )
    named = figures.hstack([*names, _ratios(figures, workbook)])
    return pl.DataFrame([named[name] for name in COLUMNS])


def _replaced(codes: pl.Expr, texts: Mapping[str, str], other: pl.Expr) -> pl.Expr:
    """The text of each code."""
    return codes.replace_strict(texts, default=other, return_dtype=pl.String)


def _ratios(figures: pl.DataFrame, workbook: Workbook) -> pl.Series:
    """Whether each figure agrees with its parts, of indicators that name two: `core.derive.ratio` for all at once."""
    of = [
        (indicator.code, indicator.numerator, indicator.denominator, 100.0 if indicator.measure == "PERCENT" else 1.0)
        for indicator in workbook.indicators.values()
        if indicator.numerator and indicator.denominator
    ]
    if not of:
        return pl.Series("ratio_agrees", [None], pl.Boolean).new_from_index(0, figures.height)
    ratios = pl.DataFrame(of, schema=RATIO, orient="row")
    newest = _newest(workbook, ratios.select(PARTS).unpivot()["value"].unique())
    table = figures.select("unit", "indicator", "period", "value", pl.col("printed_mult", "printed_decimals"))
    table = table.join(ratios, on="indicator", how="left", maintain_order="left")
    for part in PARTS:
        named = newest.rename({"indicator": part, "value": f"{part}_value", "rounding": f"{part}_rounding"})
        table = table.join(named, on=["unit", part, "period"], how="left", maintain_order="left")
    quotient = pl.col("factor") * pl.col("numerator_value") / pl.col("denominator_value")
    rounding = quotient.abs() * (pl.col("numerator_rounding") + pl.col("denominator_rounding"))
    slack = _half_unit("printed_mult", "printed_decimals") + rounding
    agrees = (quotient - pl.col("value")).abs() <= slack * (1 + 1e-9)
    return table.select(ratio_agrees=agrees)["ratio_agrees"]


def _newest(workbook: Workbook, codes: pl.Series) -> pl.DataFrame:
    """The newest release of each figure of these indicators that is not 0, and its rounding error as a share of it."""
    figures = workbook.figures.whole().filter(pl.col("indicator").is_in(codes.implode()), pl.col("value") != 0)
    newest = figures.sort(IS_OWN, "vintage").group_by("unit", "indicator", "period").last()
    return newest.select(
        "unit", "indicator", "period", "value", rounding=_half_unit("mult", "decimals") / pl.col("value").abs()
    )


def _half_unit(mult: str, decimals: str) -> pl.Expr:
    """Half of the last printed digit, in base units."""
    return 0.5 * pl.lit(10.0).pow(pl.col(mult) - pl.col(decimals))
