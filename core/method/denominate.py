"""Denomination: figures are divided by what makes units comparable, such as people, output or area."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import matrix
from core.method.panel import Table, as_given, panel_of

DenominatorSource: TypeAlias = Literal["panel", "table"]
DENOMINATOR_SOURCES: dict[DenominatorSource, str] = {
    "panel": "Value / (denominator / scale), by a column of the panel: each unit's own figure of the same period.",
    "table": "The same by a column of another table, found by unit and, where it has periods, by period; in a "
    "workbook by each unit's newest figure.",
}


def denominated(
    scores: Table,
    by: Mapping[str, str],
    *,
    scales: Mapping[str, float] | None = None,
    table: pl.DataFrame | None = None,
) -> Table:
    """The panel with each indicator of `by` divided by the column named there: value / (denominator / scale).

    Denominators are columns of the panel or of a table with a row for each `unit` (and `period`, where it has that
    column); each row is divided by its own, so neither across nor within years. A missing figure or denominator gives
    a missing one. Raises MethodError on a unit that the table lacks and on a zero denominator, which COINr turns
    into infinity. (OECD/JRC Handbook, ch. 5; COINr, Denominate)
    """
    codes = list(by)
    if not by:
        return scores
    panel = panel_of(scores, list(dict.fromkeys((*by, *(by.values() if table is None else ())))))
    values = panel.part(codes)
    if table is None:
        below = panel.part(list(by.values()))
    else:
        columns = list(dict.fromkeys(by.values()))
        below = matrix(_matched(panel.keys.frame, table, columns), columns).T[[columns.index(by[code]) for code in by]]
    zero = (below == 0) & ~np.isnan(values)
    if zero.any():
        column, row = min(tuple(map(int, spot)) for spot in np.argwhere(zero)[:, -2:])
        trouble = "has the denominator {by} = 0: correct it, or leave it empty."
        raise panel.cell_error(row, codes[column], trouble, by=by[codes[column]])
    scale = np.array([(scales or {}).get(code, 1) for code in codes], dtype=float)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        return as_given(scores, panel.with_part(codes, values / (below / scale)), codes)


def _matched(frame: pl.DataFrame, table: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    keys = [key for key in ("unit", "period") if key in table.columns]
    for column in ("unit", *columns):
        if column not in table.columns:
            raise MethodError(
                "The table of denominators has no column {column}: add it, or name another.", column=column
            )
    unknown = frame.join(table, on=keys, how="anti")
    if unknown.height:
        row = unknown.row(0, named=True)
        where = " ".join(str(row[key]) for key in keys)
        raise MethodError(
            "The table of denominators has no row for {where}: add it.", where=where, unit=str(row["unit"])
        )
    if table.select(keys).is_duplicated().any():
        raise MethodError("The table of denominators has two rows for one unit: keep one.")
    return frame.select(keys).join(table, on=keys, how="left", maintain_order="left")
