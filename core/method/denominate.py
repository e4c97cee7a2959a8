"""Figures are divided by what makes units comparable: people, output, area."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import polars as pl

from core.method.errors import MethodError
from core.method.panel import cell_error, check_panel

DenominatorSource: TypeAlias = Literal["panel", "table"]
DENOMINATOR_SOURCES: dict[DenominatorSource, str] = {
    "panel": "Value / (denominator / scale), by a column of the panel: each unit's own figure of the same period.",
    "table": "The same by a column of another table, found by unit and, where it has periods, by period; in a "
    "workbook by each unit's newest figure.",
}


def denominated(
    frame: pl.DataFrame,
    by: Mapping[str, str],
    *,
    scales: Mapping[str, float] | None = None,
    table: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The panel with each indicator of `by` divided by the column named there: value / (denominator / scale).

    Denominators are columns of the panel or of a table with a row for each `unit` (and `period`, where it has that
    column); each row is divided by its own, so neither across nor within years. A missing figure or denominator gives
    a missing one. Raises MethodError on a unit that the table lacks and on a zero denominator, which COINr turns
    into infinity. (OECD/JRC Handbook, ch. 5; COINr, Denominate)
    """
    check_panel(frame, [*by, *(() if table is not None else dict.fromkeys(by.values()))])
    divisors = frame if table is None else _matched(frame, table, list(dict.fromkeys(by.values())))
    for indicator, column in by.items():
        zero = (divisors[column] == 0) & frame[indicator].is_not_null()
        if zero.any():
            row = zero.arg_max() or 0
            raise cell_error(frame, row, indicator, f"has the denominator {column} = 0: correct it, or leave it empty.")
    return frame.with_columns(
        (frame[indicator] / (divisors[column] / (scales or {}).get(indicator, 1))).alias(indicator)
        for indicator, column in by.items()
    )


def _matched(frame: pl.DataFrame, table: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    keys = [key for key in ("unit", "period") if key in table.columns]
    for column in ("unit", *columns):
        if column not in table.columns:
            raise MethodError(f"The table of denominators has no column {column}: add it, or name another.")
    unknown = frame.join(table, on=keys, how="anti")
    if unknown.height:
        row = unknown.row(0, named=True)
        where = " ".join(str(row[key]) for key in keys)
        raise MethodError(f"The table of denominators has no row for {where}: add it.", unit=str(row["unit"]))
    if table.select(keys).is_duplicated().any():
        raise MethodError("The table of denominators has two rows for one unit: keep one.")
    return frame.select(keys).join(table, on=keys, how="left", maintain_order="left")
