"""Rows that repeat a figure: equal ones are left out, contradictory ones refused."""

from collections.abc import Sequence
from functools import reduce
from math import prod

import polars as pl

from core.importing.comparison import KEY
from core.importing.finding import Finding
from core.importing.layout import Layout
from core.importing.table import LINE, ForeignTable, Refused, refusals
from core.words import gettext

ROOM = 2**63


def without_repeats(
    frame: pl.DataFrame, table: ForeignTable, layout: Layout
) -> tuple[pl.DataFrame, list[Refused], list[Finding]]:
    """One row for each figure: of equal rows the most exact one; contradictory rows are all refused."""
    key = [*KEY, "vintage"]
    if frame.select(_joined(frame, key).n_unique()).item() == frame.height:
        return frame, [], []
    digits = pl.col("decimals") - pl.col("mult")
    ranked = frame.with_columns(digits=digits).sort("digits", descending=True, maintain_order=True)
    first = pl.col("value").first().over(key)
    half = 0.5000001 * pl.lit(10.0).pow(-pl.col("digits"))
    agrees = ((pl.col("value") - first).abs() <= half) | pl.col("value").eq_missing(first)
    place = pl.int_range(pl.len()).over(key)
    ranked = ranked.with_columns(place=place, agrees=agrees, first_line=pl.col("line").first().over(key))
    clash = (~pl.col("agrees")).any().over(key)
    same = ranked.filter((pl.col("place") > 0) & ~clash)
    other = pl.when("agrees").then(pl.col("line").filter(~pl.col("agrees")).first().over(key)).otherwise("first_line")
    refused = refusals(_separated(ranked.with_columns(other=other).filter(clash), table, layout))
    parts = [
        Finding(
            "repeated",
            gettext("{count:,} rows repeat another row, exactly or rounded: left out", count=same.height),
            same.height,
        )
    ]
    unique = ranked.filter((pl.col("place") == 0) & ~clash).sort("line", maintain_order=True)
    return unique.drop("digits", "place", "agrees", "first_line"), refused, parts if same.height else []


def _joined(frame: pl.DataFrame, key: Sequence[str]) -> pl.Expr:
    """The categories of each row as one number, which are compared quickly, where there is room for them in 64 bits."""
    places = [pl.col(name).to_physical().cast(pl.Int64).fill_null(-1) + 1 for name in key]
    sizes = [1 + int(most or 0) for most in frame.select(part.max() for part in places).row(0)]
    if prod(sizes) >= ROOM:
        return pl.struct(key)
    return reduce(lambda number, part: number * part[1] + part[0], zip(places, sizes, strict=True), pl.lit(0))


def _separated(rows: pl.DataFrame, table: ForeignTable, layout: Layout) -> pl.DataFrame:
    """Contradictory rows with `why`, which names the columns in which a row and its `other` differ."""
    used = layout.columns(table.columns)
    names = [name for name in table.columns if name not in used]
    own = rows.select(line="line").join(table.frame, left_on="line", right_on=LINE, how="left", maintain_order="left")
    twin = rows.select(line="other").join(table.frame, left_on="line", right_on=LINE, how="left", maintain_order="left")
    differ = [
        pl.select(pl.when(own[name].ne_missing(twin[name])).then(pl.lit(name))).to_series().alias(f"\0{n}")
        for n, name in enumerate(names)
    ]
    columns = (
        pl.DataFrame(differ).select(pl.concat_str(pl.all(), separator=", ", ignore_nulls=True)).to_series()
        if differ
        else pl.Series([""] * rows.height, dtype=pl.String)
    )
    apart = columns.alias("apart")
    low, high = pl.min_horizontal("line", "other"), pl.max_horizontal("line", "other")
    return rows.with_columns(apart).with_columns(
        why=pl.when(pl.col("apart") == "")
        .then(pl.format(gettext("lines {} and {} give different values for the same figure: correct one"), low, high))
        .otherwise(
            pl.format(
                gettext("lines {} and {} differ only in {}: name it with --indicator, or choose rows with --where"),
                low,
                high,
                "apart",
            )
        )
    )
