"""The rows of the table of figures, as one frame: names and measures by joins, a check of each published ratio."""

from collections.abc import Iterable

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
    """These figures, else all in the order of the store, values in base units, with the columns of `COLUMNS`."""
    figures = (workbook.figures.whole() if figures is None else figures).rename(
        {"mult": "printed_mult", "decimals": "printed_decimals"}
    )
    units = _texts(("unit", "unit_name"), ((one.code, one.name(language)) for one in workbook.units.values()))
    entries = workbook.indicators.values()
    names = _texts(
        ("indicator", "indicator_name", "measure"), ((one.code, one.name(language), one.measure) for one in entries)
    )
    named = figures.join(units, on="unit", how="left", maintain_order="left").join(
        names, on="indicator", how="left", maintain_order="left"
    )
    named = named.with_columns(
        pl.col("unit_name").fill_null(pl.col("unit")),
        pl.col("indicator_name").fill_null(pl.col("indicator")),
        pl.col("measure").fill_null(Indicator("any", "").measure),
    )
    return _with_ratios(named, workbook).select(COLUMNS)


def _with_ratios(figures: pl.DataFrame, workbook: Workbook) -> pl.DataFrame:
    """The rows with `ratio_agrees`, which only indicators have that name a numerator and a denominator."""
    ratios = {one.code for one in workbook.indicators.values() if one.numerator and one.denominator}
    checked = [
        (*figure.key, check.agrees)
        for key in (workbook.figures if ratios else ())
        if key[1] in ratios
        for figure in workbook.figures[key]
        if (check := ratio_of(workbook, figure))
    ]
    if not checked:
        return figures.with_columns(ratio_agrees=pl.lit(None, pl.Boolean))
    schema = {**dict.fromkeys(KEY, pl.String), "ratio_agrees": pl.Boolean}
    agrees = pl.DataFrame(checked, schema=schema, orient="row")
    return figures.join(agrees, on=KEY, how="left", maintain_order="left")


def _texts(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict.fromkeys(columns, pl.String), orient="row")
