"""The rows of the table of figures, as one frame: names and measures by joins, a check of each published ratio."""

from collections.abc import Mapping

import polars as pl

from core.derive.ratio import ratio_of
from core.workbook.entries import Indicator
from core.workbook.entry import Language
from core.workbook.workbook import Workbook

KEY = ("unit", "indicator", "period", "vintage")
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
        unit_name=_replaced(unit, {one.code: one.name(language) for one in units}, unit),
        indicator_name=_replaced(indicator, {one.code: one.name(language) for one in entries}, indicator),
        measure=_replaced(indicator, {one.code: one.measure for one in entries}, pl.lit(measure)),
    )
    named = figures.hstack([*names, _ratios(figures, workbook)])
    return pl.DataFrame([named[name] for name in COLUMNS])


def _replaced(codes: pl.Expr, texts: Mapping[str, str], other: pl.Expr) -> pl.Expr:
    """The text of each code."""
    return codes.replace_strict(texts, default=other, return_dtype=pl.String)


def _ratios(figures: pl.DataFrame, workbook: Workbook) -> pl.Series:
    """Whether each figure agrees with its parts, of indicators that name a numerator and a denominator."""
    ratios = {one.code for one in workbook.indicators.values() if one.numerator and one.denominator}
    checked = [
        (*figure.key, check.agrees)
        for key in (workbook.figures if ratios else ())
        if key[1] in ratios
        for figure in workbook.figures[key]
        if (check := ratio_of(workbook, figure))
    ]
    if not checked:
        return pl.Series("ratio_agrees", [None], pl.Boolean).new_from_index(0, figures.height)
    schema = {**dict.fromkeys(KEY, pl.String), "ratio_agrees": pl.Boolean}
    agrees = pl.DataFrame(checked, schema=schema, orient="row")
    return figures.select(KEY).join(agrees, on=KEY, how="left", maintain_order="left")["ratio_agrees"]
