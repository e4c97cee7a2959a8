"""A summary of selected figures: how many, how many without a value, sum, mean, least and most."""

from typing import TYPE_CHECKING

import polars as pl

from core.frozen import frozen
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@frozen
class Summary:
    """`known` figures have a value, `missing` have none; in base units, null where `known` is 0.

    Figures of several `measures` have no sum and no mean together.
    """

    known: int
    missing: int
    total: float | None
    mean: float | None
    least: float | None
    most: float | None
    measures: tuple[str, ...]
    mult: int = 0
    decimals: int = 0

    @property
    def is_mixed(self) -> bool:
        """Whether the figures are of different measures."""
        return len(self.measures) > 1


def summary(
    frame: pl.DataFrame, workbook: Workbook, rows: "NDArray[np.uint32] | list[int] | range | None" = None
) -> Summary:
    """The summary of these rows of a frame, or of all; `mult` and `decimals` are those of the first with a value."""
    order = rows if rows is not None and len(rows) == frame.height else None
    columns = frame.select("indicator", "value", "mult", "decimals")
    some = columns if rows is None or order is not None else columns[rows]
    values = some["value"]
    measures = {
        entry.measure if (entry := workbook.indicators.get(code)) else "" for code in some["indicator"].unique()
    }
    known = values.drop_nulls()
    if not len(known):
        return Summary(0, len(values), None, None, None, None, tuple(sorted(measures)))
    total, mean, least, most = (
        known.to_frame()
        .select(
            pl.col("value").sum().alias("total"),
            pl.col("value").mean().alias("mean"),
            pl.col("value").min().alias("least"),
            pl.col("value").max().alias("most"),
        )
        .row(0)
    )
    is_known = values.is_not_null()
    at = (is_known if order is None else is_known[order]).arg_max() or 0
    first = at if order is None else int(order[at])
    is_mixed = len(measures) > 1
    return Summary(
        len(known),
        len(values) - len(known),
        None if is_mixed else total,
        None if is_mixed else mean,
        None if is_mixed else least,
        None if is_mixed else most,
        tuple(sorted(measures)),
        some.item(first, "mult"),
        some.item(first, "decimals"),
    )
