"""Rows of SDMX that remove figures: one figure each, or all matching ones where a row leaves dimensions open."""

import re
from collections.abc import Mapping
from functools import reduce
from operator import or_

import polars as pl

from core.importing.coded import matches
from core.importing.names import code_of
from core.words import gettext
from core.workbook.figure_frame import IS_OWN, KEY
from core.workbook.workbook import Workbook

ANY = "*"
"""The wildcard for every code; in a row that removes figures an empty cell means the same."""
OPEN = ("unit", "indicator", "period_text")


def is_removal(action: pl.Expr) -> pl.Expr:
    """Whether the action of a row removes figures."""
    return action.str.to_uppercase().is_in(["D", "DELETE"]).fill_null(value=False)


IS_REMOVAL = is_removal(pl.col("action"))
IS_BROAD = IS_REMOVAL & pl.any_horizontal(pl.col(OPEN).str.contains(ANY, literal=True).fill_null(value=False))
"""Whether a row removes all figures that it matches."""


def or_any(text: pl.Expr, action: pl.Expr) -> pl.Expr:
    """The texts of a dimension, with the wildcard for the empty ones of rows that remove figures."""
    return pl.when(is_removal(action)).then(text.fill_null(ANY)).otherwise(text)


def refusal_of_open_rows() -> tuple[pl.Expr, pl.Expr]:
    """Whether a row leaves everything open, and the reason why it is refused."""
    parts = pl.concat_str(OPEN)
    return IS_BROAD & ~parts.str.contains(r"[^*.]"), pl.lit(
        gettext("it would take all figures out: name a unit, an indicator or a period")
    )


def withdrawn(rows: pl.DataFrame, incoming: pl.DataFrame, workbook: Workbook) -> pl.DataFrame:
    """The figures that rows remove: of the release of the row, else of all releases; none without release.

    Figures in `incoming`, which other rows bring in, stay.
    """
    if rows.is_empty():
        return workbook.figures.whole().clear()
    there = workbook.figures.whole().filter(~IS_OWN)
    parts = (
        there.join(rows.filter(pl.col("vintage") == ""), on=KEY[:3], how="semi"),
        there.join(rows, on=KEY, how="semi"),
    )
    return pl.concat(parts).unique(KEY, maintain_order=True).join(incoming, on=KEY, how="anti")


def fitting(rows: pl.DataFrame, workbook: Workbook, aliases: Mapping[str, str]) -> pl.DataFrame:
    """The keys of all figures that rows with open dimensions match; `aliases` are those of units."""
    there = workbook.figures.whole()
    if rows.is_empty():
        return there.clear().select(KEY)
    unit_codes = rows["unit"].filter(rows["unit"] != ANY)
    units = {match.text: match.code or match.text for match in matches(unit_codes, workbook.units.values(), aliases)}
    known = rows.select("unit", "indicator", "period", "vintage").unique(maintain_order=True).iter_rows()
    fits = [_fits(units.get(unit, ANY), indicator, period, vintage) for unit, indicator, period, vintage in known]
    return there.filter(reduce(or_, fits)).select(KEY)


def _fits(unit: str, indicator: str, period: str | None, vintage: str) -> pl.Expr:
    """Whether a figure is of this unit, indicator, period and release; the wildcard and nothing fit all."""
    pattern = re.escape(code_of(indicator)).replace(re.escape(ANY), ".*")
    fits = pl.col("indicator").cast(pl.String).str.contains(f"(?i)^{pattern}$")
    for name, code in (("unit", unit), ("period", period), ("vintage", vintage)):
        if code and code != ANY:
            fits &= pl.col(name) == code
    return fits
