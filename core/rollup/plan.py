"""The plan of a rollup: one lazy query in the interface of Narwhals, which Polars, DuckDB and Spark run alike.

It gives one row for each cell with the parts of its measures; `values` makes these of the parts.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

from core.errors import BadEntry
from core.rollup.rule import Filter, Link, Measure, RollupRule
from core.words import gettext

LazyFrame: TypeAlias = "nw.LazyFrame[Any]"
Put: TypeAlias = Callable[[pl.DataFrame], LazyFrame]
"""What brings a small table to the engine."""
SUMS = ("sum", "top_share")
EARLIEST, LATEST = -(10**9), 10**9
FIRST_TEXT, LAST_TEXT = "", "\U0010ffff"
SIGNS: Mapping[str, Callable[[nw.Expr, Any], nw.Expr]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "in": lambda one, other: one.is_in(other),
}


def plan(rows: LazyFrame, rule: RollupRule, put: Put) -> LazyFrame:
    """The cells of the rule: its keys, `rows`, `firms` where there is a column of them, and the parts of measures.

    Raises BadEntry where the source lacks a column.
    """
    base = prepared(rows, rule, put)
    keys = keys_of(rule)
    flags = list(_flags(rule))
    flagged = base.with_columns(*flags) if flags else base
    made = flagged.group_by(*keys).agg(nw.len().alias("rows"), *_parts(rule))
    for name, column, count in _shares(rule):
        made = made.join(_largest(base, keys, rule, column, count).rename({"top": name}), on=keys, how="left")
    return made


def doubtful(parts: pl.DataFrame, rule: RollupRule) -> list[int]:
    """The measures with a sum of 0 in some cell, which may be of no value at all."""
    return [at for at, one in enumerate(rule.measures) if one.how in SUMS and (parts[f"m{at}"] == 0).any()]


def counts(rows: LazyFrame, rule: RollupRule, put: Put, measures: list[int]) -> LazyFrame:
    """How many values the sums of these measures are of, by the keys of the cells."""
    base = prepared(rows, rule, put)
    return base.group_by(*keys_of(rule)).agg(*(nw.col(f"x{at}").count().alias(f"n{at}") for at in measures))


def keys_of(rule: RollupRule) -> list[str]:
    """The columns by which cells are apart."""
    return [*(["unit"] if rule.by_unit else []), *(["industry"] if rule.by_industry else []), "period"]


def prepared(rows: LazyFrame, rule: RollupRule, put: Put) -> LazyFrame:
    """The rows that count, with their columns by what they hold, and the clusters in the place of industries."""
    schema = rows.collect_schema()
    lost = [one for one in rule.used if one not in schema]
    if lost:
        raise BadEntry(
            gettext("The source has no column “{lost}”: it has {known}.", lost=lost[0], known=", ".join(schema))
        )
    kind = schema[rule.columns.period]
    if not (kind.is_integer() or kind == nw.String):
        raise BadEntry(
            gettext(
                "The column {period} holds {kind}: a period is a whole number or a text.",
                period=rule.columns.period,
                kind=kind,
            )
        )
    base = rows.filter(*(_condition(one) for one in rule.filters)) if rule.filters else rows
    base = base.select(*_named(rule))
    if rule.crosswalk and rule.by_industry:
        links = put(_links(rule, is_number=kind.is_integer(), codes=schema[rule.columns.industry].is_integer()))
        base = base.join(links, left_on="industry", right_on="code", how="inner")
        base = base.filter(nw.col("period") >= nw.col("from"), nw.col("period") <= nw.col("until"))
        base = base.drop("industry", "from", "until").rename({"cluster": "industry"})
        base = base.with_columns(*(nw.col(one) * nw.col("share") for one in _weighted(rule)))
    if _by_appearance(rule):
        base = base.filter(*_present(base, rule))
        spans = base.group_by("firm").agg(nw.col("period").min().alias("first"), nw.col("period").max().alias("last"))
        ends = base.select(nw.col("period").min().alias("begin"), nw.col("period").max().alias("end"))
        base = base.join(spans, on="firm", how="left").join(ends, how="cross")
    return base


def _present(base: LazyFrame, rule: RollupRule) -> Iterator[nw.Expr]:
    """Whether a row has its unit, its industry and its period."""
    schema = base.collect_schema()
    for key in keys_of(rule):
        yield ~nw.col(key).is_null()
        if schema[key] == nw.String:
            yield nw.col(key) != ""


def _condition(one: Filter) -> nw.Expr:
    return SIGNS[one.sign](nw.col(one.column), one.value)


def _named(rule: RollupRule) -> Iterator[nw.Expr]:
    """The columns by their names in the plan: x0, w0 of the first measure, and so on."""
    of = rule.columns
    named = {"period": of.period, "firm": of.firm, "founded": of.founded, "closed": of.closed}
    if rule.by_unit:
        named["unit"] = of.unit
    if rule.by_industry:
        named["industry"] = of.industry
    named["c"] = rule.cells.column if rule.cells.largest else ""
    for at, one in enumerate(rule.measures):
        named |= {f"x{at}": one.column, f"w{at}": one.weight}
    yield from (nw.col(column).alias(name) for name, column in named.items() if column)
    if any(one.how == "count" for one in rule.measures) and rule.crosswalk:
        yield nw.lit(1.0).alias("one")
    yield from (
        nw.lit(1.0).alias(f"w{at}") for at, one in enumerate(rule.measures) if one.how == "mean" and not one.weight
    )


def _weighted(rule: RollupRule) -> list[str]:
    """The columns that a share of an industry is a factor of."""
    found = ["one"] if any(one.how == "count" for one in rule.measures) else []
    for at, one in enumerate(rule.measures):
        found += [f"x{at}"] if one.how in ("sum", "top_share") else [f"w{at}"] if one.how == "mean" else []
    return [*found, *(["c"] if rule.cells.largest else [])]


def _links(rule: RollupRule, *, is_number: bool, codes: bool) -> pl.DataFrame:
    """The crosswalk with the types of the source."""
    if codes and not all(one.industry.isdigit() for one in rule.crosswalk):
        raise BadEntry(
            gettext("The source has whole numbers as industries, and the crosswalk other codes: use one kind.")
        )

    def end(text: str, *, is_first: bool) -> Any:  # noqa: ANN401 - as periods are
        if not is_number:
            return text or (FIRST_TEXT if is_first else LAST_TEXT)
        if text and not text.lstrip("-").isdigit():
            raise BadEntry(
                gettext("“{text}” in the crosswalk is not a whole number, as the periods of the source are.", text=text)
            )
        return int(text) if text else EARLIEST if is_first else LATEST

    def row(one: Link) -> tuple[Any, ...]:
        code = int(one.industry) if codes else one.industry
        return code, one.cluster, one.share, end(one.first, is_first=True), end(one.last, is_first=False)

    when = pl.Int64 if is_number else pl.String
    schema = {"code": pl.Int64 if codes else pl.String, "cluster": pl.String, "share": pl.Float64, "from": when,
              "until": when}  # fmt: skip
    return pl.DataFrame([row(one) for one in rule.crosswalk], schema=schema, orient="row")


def _by_appearance(rule: RollupRule) -> bool:
    """Whether the periods in which a firm is there say when they came or went."""
    known = {"births": rule.columns.founded, "deaths": rule.columns.closed, "survivors": rule.columns.founded}
    return any(one.how in known and not known[one.how] for one in rule.measures)


def _flag(one: Measure, rule: RollupRule) -> nw.Expr | None:
    """Of which firms a measure counts; null for all."""
    now, of = nw.col("period"), rule.columns
    if one.how == "births":
        return nw.col("founded") == now if of.founded else (nw.col("first") == now) & (now > nw.col("begin"))
    if one.how == "deaths":
        return nw.col("closed") == now if of.closed else (nw.col("last") == now) & (now < nw.col("end"))
    if one.how == "survivors":
        return nw.col("founded" if rule.columns.founded else "first") < now
    return None


def _flags(rule: RollupRule) -> Iterator[nw.Expr]:
    """For each count of firms its own column of firms, null where one does not count, and whether one does not."""
    for at, one in enumerate(rule.measures):
        flag = _flag(one, rule)
        if flag is not None:
            chosen = nw.when(flag & ~nw.col("firm").is_null()).then(nw.col("firm"))
            yield chosen.alias(f"f{at}")
            yield nw.when(flag & ~nw.col("firm").is_null()).then(nw.lit(0)).otherwise(nw.lit(1)).alias(f"g{at}")


def _parts(rule: RollupRule) -> Iterator[nw.Expr]:
    """What is summed and counted in each cell."""
    if rule.columns.firm:
        yield nw.col("firm").n_unique().alias("firms")
        yield nw.col("firm").count().alias("with_firm")
    for at, one in enumerate(rule.measures):
        x, w = nw.col(f"x{at}"), nw.col(f"w{at}")
        if one.how == "count" and rule.crosswalk and rule.by_industry:
            yield nw.col("one").sum().alias(f"m{at}")
        elif one.how in SUMS:
            yield x.sum().alias(f"m{at}")
        elif one.how == "mean":
            yield (x * w).sum().alias(f"m{at}")
            yield nw.when(~x.is_null()).then(w).sum().alias(f"n{at}")
        elif one.how == "median":
            yield x.median().alias(f"m{at}")
        elif one.how in ("births", "deaths", "survivors"):
            yield nw.col(f"f{at}").n_unique().alias(f"m{at}")
            yield nw.col(f"g{at}").max().alias(f"n{at}")
    if rule.cells.largest:
        yield nw.col("c").sum().alias("c")


def _shares(rule: RollupRule) -> Iterator[tuple[str, str, int]]:
    """What the largest firms hold: the name of the part, the column, and how many firms."""
    if rule.cells.largest:
        yield "top", "c", rule.cells.largest
    yield from ((f"t{at}", f"x{at}", one.top) for at, one in enumerate(rule.measures) if one.how == "top_share")


def _largest(base: LazyFrame, keys: list[str], rule: RollupRule, column: str, count: int) -> LazyFrame:
    """What the largest firms of each cell hold together; without a column of firms each row is one."""
    parts = base.select(*keys, *(["firm"] if rule.columns.firm else []), nw.col(column).alias("top"))
    if rule.columns.firm:
        parts = parts.group_by(*keys, "firm").agg(nw.col("top").sum())
    placed = parts.with_columns(nw.col("top").rank("ordinal", descending=True).over(*keys).alias("place"))
    return placed.filter(nw.col("place") <= count).group_by(*keys).agg(nw.col("top").sum())


def values(parts: pl.DataFrame, rule: RollupRule) -> pl.DataFrame:
    """A row for each cell, by its keys as texts: `rows`, `firms` (null without), `held` in per cent, and m0, m1, …"""
    keys = [pl.col(key).cast(pl.String) for key in keys_of(rule)]
    parts = parts.filter(pl.col(key).is_not_null() & (pl.col(key).cast(pl.String) != "") for key in keys_of(rule))
    firms = _firms()
    held = 100 * pl.col("top") / pl.col("c")
    made = parts.select(
        *keys,
        pl.col("rows").cast(pl.Int64),
        firms=firms if rule.columns.firm else pl.lit(None, pl.Int64),
        held=held if rule.cells.largest else pl.lit(None, pl.Float64),
        **{
            f"m{at}": _value(at, one, rule, counted=f"n{at}" in parts.columns).cast(pl.Float64)
            for at, one in enumerate(rule.measures)
        },
    )
    for at, one in enumerate(rule.measures):
        if not made[f"m{at}"].is_finite().all():
            raise BadEntry(
                gettext(
                    "{indicator}: the column {column} holds numbers that are not finite: filter these rows out.",
                    indicator=one.indicator,
                    column=one.column,
                )
            )
    return made.sort(keys_of(rule))


def _firms() -> pl.Expr:
    """Distinct firms, among which rows without a firm count as one more."""
    return pl.col("firms").cast(pl.Int64) - (pl.col("with_firm") < pl.col("rows")).cast(pl.Int64)


def _value(at: int, one: Measure, rule: RollupRule, *, counted: bool) -> pl.Expr:
    """A measure of its parts; null where nothing was measured, which a sum has `counted` where that may be."""
    part, other = pl.col(f"m{at}"), pl.col(f"n{at}")
    if one.how == "sum" and not counted:
        return part
    if one.how == "count":
        return part if rule.crosswalk and rule.by_industry else pl.col("rows")
    if one.how == "median":
        return part
    if one.how in ("births", "deaths", "survivors"):
        return part - other
    made = {
        "sum": pl.when(other > 0).then(part),
        "mean": pl.when(other != 0).then(part / other),
        "firms": _firms(),
        "top_share": pl.when(part != 0).then(100 * pl.col(f"t{at}") / part),
    }
    return made[one.how]
