"""What happens to the order of the other units when one leaves, enters, or is doubled."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import polars as pl

from core.method.errors import MethodError
from core.method.panel import KEYS
from core.method.rank import largest_first
from core.method.run import Scored
from core.progress import Progress, no_progress
from core.rank_reversal.entrants import ENTRANTS
from core.rank_reversal.rerun import Reordering, in_order, reordering, rerun, scores_in

Change: TypeAlias = Literal["leaves", "is doubled", "enters"]
MOST_UNITS, FEWEST_UNITS, MOST_CELLS = 200, 5, 2_000_000
"""Of many units the first by rank leave and are doubled: 200, fewer where a panel is large, and never fewer than 5."""
BEYOND = 0.1
NEW = "a new unit"
COLUMNS = {
    "change": pl.String(),
    "unit": pl.String(),
    "pairs": pl.Int64(),
    "reversed": pl.Int64(),
    "share_reversed": pl.Float64(),
    "moved": pl.Int64(),
    "largest": pl.Int64(),
    "most_moved": pl.String(),
    "trouble": pl.String(),
}


def presence(
    scored: Scored, node: str, period: str, newest: pl.DataFrame | None = None, progress: Progress = no_progress
) -> pl.DataFrame:
    """The effect of each change of the units on the others in a period: a row each, the most reversed pairs first.

    `change` is leaves, is doubled or enters; `unit` the unit, or the name of the entrant in `ENTRANTS`. The whole
    method is run again. `pairs` are those among the other units that have a score before and after, `reversed` those
    whose order is reversed, `moved` the units with another rank among themselves, `largest` the most places. Where the
    method cannot be run `trouble` says why. (Belton & Gear 1983; Wang & Triantaphyllou 2008, test 1)
    """
    before = scores_in(scored, node, period)
    raw = scored.raw.with_columns(pl.col(KEYS).cast(pl.String))
    most = min(MOST_UNITS, max(FEWEST_UNITS, MOST_CELLS // (raw.height * len(scored.tree.indicators))))
    changes = list(_changes(scored, raw, in_order(before)[:most]))
    rows = []
    for at, (change, unit, panel) in enumerate(changes):
        progress(at / len(changes))
        rows.append((change, unit, *_row(scored, node, period, before, unit, panel, newest)))
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return largest_first(table, "reversed")


def entrant(scored: Scored, raw: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows of a unit that enters: one a period; pure denominators have the median of the period."""
    codes = [code for code, kind in raw.schema.items() if code not in KEYS and kind.is_numeric()]
    values = [_value(code, scored.document.directions.get(code, 0), name).alias(code) for code in codes]
    rows = raw.group_by("period", maintain_order=True).agg(values).with_columns(pl.lit(NEW).alias("unit"))
    texts = [pl.lit(None, kind).alias(code) for code, kind in raw.schema.items() if code not in (*KEYS, *codes)]
    return rows.with_columns(texts).select(pl.col(code).cast(kind) for code, kind in raw.schema.items())


def _value(code: str, direction: int, name: str) -> pl.Expr:
    column = pl.col(code)
    best, worst = (column.max(), column.min()) if direction > 0 else (column.min(), column.max())
    if name == "median" or not direction:
        return column.median()
    if name == "best":
        return best
    return worst if name == "worst" else best + BEYOND * (best - worst)


def _changes(scored: Scored, raw: pl.DataFrame, units: Sequence[str]) -> Iterator[tuple[Change, str, pl.DataFrame]]:
    """Each change with its panel."""
    if len(units) > 2:  # noqa: PLR2004 - of two units one stays, and one has no order
        for unit in units:
            yield "leaves", unit, raw.filter(pl.col("unit") != unit)
    for unit in units:
        copy = raw.filter(pl.col("unit") == unit).with_columns(pl.lit(NEW).alias("unit"))
        yield "is doubled", unit, pl.concat([raw, copy])
    for name in ENTRANTS:
        yield "enters", name, pl.concat([raw, entrant(scored, raw, name)])


def _row(
    scored: Scored,
    node: str,
    period: str,
    before: dict[str, float],
    unit: str,
    panel: pl.DataFrame,
    newest: pl.DataFrame | None,
) -> tuple[object, ...]:
    try:
        after = scores_in(rerun(scored, panel, _with_new(newest, unit, panel)), node, period)
    except MethodError as error:
        return (None, None, None, None, None, None, str(error))
    order: Reordering = reordering(before, after)
    share = order.reversed / order.pairs if order.pairs else None
    return (order.pairs, order.reversed, share, order.moved, order.largest, order.most_moved or None, None)


def _with_new(newest: pl.DataFrame | None, unit: str, panel: pl.DataFrame) -> pl.DataFrame | None:
    """The table of denominators with a row for the new unit: that of the unit it doubles, else the medians."""
    if newest is None or "unit" not in newest.columns or NEW not in panel["unit"].unique():
        return newest
    row = newest.filter(pl.col("unit").cast(pl.String) == unit)
    if not row.height:
        row = newest.select(pl.lit(unit).alias("unit"), pl.exclude("unit").median())
    row = row.with_columns(pl.lit(NEW).alias("unit"))
    return pl.concat([newest, row.select(pl.col(code).cast(kind) for code, kind in newest.schema.items())])
