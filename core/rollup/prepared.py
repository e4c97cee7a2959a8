"""The rows that a rollup counts: filtered, with columns renamed by their role, and clusters instead of industries."""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import narwhals as nw

from core.errors import BadEntry
from core.rollup.rule import Filter, RollupRule
from core.words import in_words

LazyFrame: TypeAlias = "nw.LazyFrame[Any]"
SIGNS: Mapping[str, Callable[[nw.Expr, Any], nw.Expr]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "in": nw.Expr.is_in,
}


def keys_of(rule: RollupRule) -> list[str]:
    """The columns that identify a cell."""
    return [*(["unit"] if rule.by_unit else []), *(["industry"] if rule.by_industry else []), "period"]


def named(rows: LazyFrame, rule: RollupRule) -> LazyFrame:
    """The rows that pass the filters, with the columns of the rule renamed by their role.

    Raises BadEntry where the source lacks a column, or the periods are neither whole numbers nor texts.
    """
    schema = rows.collect_schema()
    lost = [column for column in rule.used if column not in schema]
    if lost:
        raise BadEntry("The source has no column “{lost}”: it has {known}.", lost=lost[0], known=in_words(schema))
    kind = schema[rule.columns.period]
    if not (kind.is_integer() or kind == nw.String):
        raise BadEntry(
            "The column {period} holds {kind}: a period is a whole number or a text.",
            period=rule.columns.period,
            kind=kind,
        )
    base = rows.filter(*(_condition(condition) for condition in rule.filters)) if rule.filters else rows
    return base.select(*_renamed_columns(rule))


def prepared(base: LazyFrame, rule: RollupRule, links: "LazyFrame | None" = None) -> LazyFrame:
    """The rows of `named`, with the clusters of `links` (`core.rollup.crosswalk`) instead of industries."""
    if links is None:
        return base
    schema = base.collect_schema()
    base = base.with_columns(nw.col(key).cast(nw.Int64) for key in ("industry", "period") if schema[key].is_integer())
    base = base.join(links, left_on=["industry", "period"], right_on=["code", "when"], how="inner")
    base = base.drop("industry").rename({"cluster": "industry"})
    return base.with_columns(*(nw.col(column) * nw.col("share") for column in _weighted(rule)))


def with_spans(base: LazyFrame, rule: RollupRule) -> LazyFrame:
    """The rows that have a unit, an industry and a period, with the first and last period of their firm."""
    base = base.filter(*_present(base, rule))
    spans = base.group_by("firm").agg(nw.col("period").min().alias("first"), nw.col("period").max().alias("last"))
    return base.join(spans, on="firm", how="left")


def _present(base: LazyFrame, rule: RollupRule) -> Iterator[nw.Expr]:
    """Whether a row has its unit, its industry and its period."""
    schema = base.collect_schema()
    for key in keys_of(rule):
        yield ~nw.col(key).is_null()
        if schema[key] == nw.String:
            yield nw.col(key) != ""


def _condition(condition: Filter) -> nw.Expr:
    return SIGNS[condition.sign](nw.col(condition.column), condition.value)


def _renamed_columns(rule: RollupRule) -> Iterator[nw.Expr]:
    """The columns by their names in the plan: x0, w0 of the first measure, and so on."""
    of = rule.columns
    columns = {"period": of.period, "firm": of.firm, "founded": of.founded, "closed": of.closed}
    if rule.by_unit:
        columns["unit"] = of.unit
    if rule.by_industry:
        columns["industry"] = of.industry
    for at, measure in enumerate(rule.measures):
        columns |= {f"x{at}": measure.column, f"w{at}": measure.weight}
    yield from (nw.col(column).alias(name) for name, column in columns.items() if column)
    if rule.cells.largest:
        yield nw.col(rule.cells.column).abs().alias("c")
    yield nw.lit(1.0).alias("one")


def _weighted(rule: RollupRule) -> list[str]:
    """The columns that are multiplied by the share of an industry."""
    columns = ["one", *(["c"] if rule.cells.largest else [])]
    for at, measure in enumerate(rule.measures):
        columns += [f"x{at}"] if measure.how in ("sum", "top_share") else [f"w{at}"] if measure.weight else []
    return columns


def by_appearance(rule: RollupRule) -> bool:
    """Whether births and deaths follow from the periods in which a firm appears."""
    known = {"births": rule.columns.founded, "deaths": rule.columns.closed, "survivors": rule.columns.founded}
    return any(measure.how in known and not known[measure.how] for measure in rule.measures)
