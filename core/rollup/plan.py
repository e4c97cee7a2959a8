"""The queries of a rollup in the interface of Narwhals, which Polars, DuckDB and Spark run alike.

The main query gives a row for each cell with the parts of its measures. Measures of firms have queries of their own,
each of which can run on groups of firms: the counts of distinct firms of all groups add up, and the largest firms of a
cell are among the largest of each group. `core.rollup.values` computes the measures from the parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

from core.rollup.prepared import LazyFrame, keys_of
from core.rollup.rule import Measure, RollupRule

SUMS = ("sum", "top_share")
OF_PRESENCE = ("births", "deaths", "survivors")
Ends: TypeAlias = tuple[Any, Any]
"""The first and the last period of all cells."""


def pairs(base: LazyFrame) -> LazyFrame:
    """The industries and periods of the source, with their number of rows; `base` is that of `named`."""
    schema = base.collect_schema()
    lacks = nw.lit(value=False)
    if "unit" in schema:
        lacks = nw.col("unit").is_null()
        lacks = lacks | (nw.col("unit") == "") if schema["unit"] == nw.String else lacks
    without = nw.when(lacks).then(nw.lit(1)).otherwise(nw.lit(0))
    return (
        base.with_columns(without.alias("w"))
        .group_by("industry", "period")
        .agg(nw.len().alias("rows"), nw.col("w").sum().alias("without_unit"))
    )


def sums(base: LazyFrame, rule: RollupRule) -> LazyFrame:
    """The cells of the rule: its keys, `rows`, and the parts of all measures that do not count firms."""
    return base.group_by(*keys_of(rule)).agg(nw.len().alias("rows"), *_parts(rule))


def sums_and_firms(base: LazyFrame, rule: RollupRule) -> LazyFrame:
    """The results of `sums` and `firms` in one query; not where appearance decides on births and deaths."""
    flags = list(_flags(rule, (None, None)))
    flagged = base.with_columns(*flags) if flags else base
    return flagged.group_by(*keys_of(rule)).agg(nw.len().alias("rows"), *_parts(rule), *_counts(rule))


def doubtful(parts: pl.DataFrame, rule: RollupRule) -> list[int]:
    """The measures with a sum of 0 in some cell, which may have no value at all."""
    return [at for at, measure in enumerate(rule.measures) if measure.how in SUMS and (parts[f"m{at}"] == 0).any()]


def counts(base: LazyFrame, rule: RollupRule, measures: Sequence[int]) -> LazyFrame:
    """The number of values in the sums of these measures, by the keys of the cells."""
    return base.group_by(*keys_of(rule)).agg(*(nw.col(f"x{at}").count().alias(f"n{at}") for at in measures))


def ends_of(parts: pl.DataFrame, rule: RollupRule) -> Ends:
    """The first and the last period of cells."""
    known = parts.filter(pl.col(key).cast(pl.String) != "" for key in keys_of(rule))["period"]
    return known.min(), known.max()


def firms(base: LazyFrame, rule: RollupRule, ends: Ends) -> LazyFrame:
    """Distinct firms of each cell, and of each measure that counts firms; `base` may have a group of the firms."""
    flags = list(_flags(rule, ends))
    flagged = base.with_columns(*flags) if flags else base
    return flagged.group_by(*keys_of(rule)).agg(*_counts(rule))


def added(parts: Iterable[pl.DataFrame], rule: RollupRule) -> pl.DataFrame:
    """The result of `firms` for all firms, from those for groups of them."""
    return pl.concat(parts).group_by(keys_of(rule)).agg(pl.all().sum())


def shares(rule: RollupRule) -> Iterator[tuple[str, str, int]]:
    """The holdings of the largest firms: the name of the part, the column, and the number of firms."""
    if rule.cells.largest:
        yield "top", "c", rule.cells.largest
    yield from (
        (f"t{at}", f"x{at}", measure.top) for at, measure in enumerate(rule.measures) if measure.how == "top_share"
    )


def largest(base: LazyFrame, rule: RollupRule, column: str, count: int) -> LazyFrame:
    """The largest firms of each cell, with `top`, the holding of each; without a column of firms each row is one."""
    keys = keys_of(rule)
    parts = base.select(*keys, *(["firm"] if rule.columns.firm else []), nw.col(column).alias("top"))
    if rule.columns.firm:
        parts = parts.group_by(*keys, "firm").agg(nw.col("top").sum())
    placed = parts.with_columns(nw.col("top").rank("ordinal", descending=True).over(*keys).alias("place"))
    return placed.filter(nw.col("place") <= count).select(*keys, "top")


def largest_holding(parts: Iterable[pl.DataFrame], rule: RollupRule, name: str, count: int) -> pl.DataFrame:
    """The joint holding of the largest of the firms that `largest` gives for each group, as `name`."""
    return pl.concat(parts).group_by(keys_of(rule)).agg(pl.col("top").top_k(count).sum().alias(name))


def joined(parts: Iterable[pl.DataFrame], rule: RollupRule) -> pl.DataFrame:
    """The parts of the cells from all queries in one frame."""
    keys = keys_of(rule)
    return reduce(lambda left, right: left.join(right, on=keys, how="left", nulls_equal=True), parts)


def _flag(measure: Measure, rule: RollupRule, ends: Ends) -> nw.Expr | None:
    """The firms that a measure counts; null for all."""
    now, of = nw.col("period"), rule.columns
    begin, end = ends
    if measure.how == "births":
        return nw.col("founded") == now if of.founded else (nw.col("first") == now) & (now > nw.lit(begin))
    if measure.how == "deaths":
        return nw.col("closed") == now if of.closed else (nw.col("last") == now) & (now < nw.lit(end))
    if measure.how == "survivors":
        return nw.col("founded" if rule.columns.founded else "first") < now
    return None


def _flags(rule: RollupRule, ends: Ends) -> Iterator[nw.Expr]:
    """For each count of firms a column of firms, null where a firm does not count, and whether one does not."""
    for at, measure in enumerate(rule.measures):
        flag = _flag(measure, rule, ends)
        if flag is not None:
            counted = flag & ~nw.col("firm").is_null()
            yield nw.when(counted).then(nw.col("firm")).alias(f"f{at}")
            yield nw.when(counted).then(nw.lit(0)).otherwise(nw.lit(1)).alias(f"g{at}")


def _counts(rule: RollupRule) -> Iterator[nw.Expr]:
    """The counts of firms in each cell."""
    yield nw.col("firm").n_unique().alias("firms")
    for at, measure in enumerate(rule.measures):
        if measure.how in OF_PRESENCE:
            yield nw.col(f"f{at}").n_unique().alias(f"m{at}")
            yield nw.col(f"g{at}").max().alias(f"n{at}")


def _parts(rule: RollupRule) -> Iterator[nw.Expr]:
    """The sums and counts in each cell."""
    if rule.counts_firms:
        yield nw.col("firm").count().alias("with_firm")
    for at, measure in enumerate(rule.measures):
        x, w = nw.col(f"x{at}"), nw.col(f"w{at}" if measure.weight else "one")
        if measure.how == "count" and rule.is_mapped:
            yield nw.col("one").sum().alias(f"m{at}")
        elif measure.how in SUMS:
            yield x.sum().alias(f"m{at}")
        elif measure.how == "mean":
            yield (x * w).sum().alias(f"m{at}")
            yield nw.when(~x.is_null()).then(w).sum().alias(f"n{at}")
        elif measure.how == "median":
            yield x.median().alias(f"m{at}")
    if rule.cells.largest:
        yield nw.col("c").sum().alias("c")
