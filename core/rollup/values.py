"""The values of the measures of each cell, computed from their parts."""

import polars as pl

from core.errors import BadEntry
from core.rollup.prepared import keys_of
from core.rollup.rule import Measure, RollupRule


def values(parts: pl.DataFrame, rule: RollupRule) -> pl.DataFrame:
    """A row for each cell, by its keys as texts: `rows`, `firms` (null without), `held` in per cent, and m0, m1, …"""
    keys = [pl.col(key).cast(pl.String) for key in keys_of(rule)]
    parts = parts.filter(pl.col(key).cast(pl.String) != "" for key in keys_of(rule))
    firms = _firms()
    share_held = 100 * pl.col("top") / pl.col("c")
    table = parts.select(
        *keys,
        pl.col("rows").cast(pl.Int64),
        firms=firms if rule.counts_firms else pl.lit(None, pl.Int64),
        held=share_held if rule.cells.largest else pl.lit(None, pl.Float64),
        **{
            f"m{at}": _value(at, measure, rule, counted=f"n{at}" in parts.columns).cast(pl.Float64)
            for at, measure in enumerate(rule.measures)
        },
    )
    for at, measure in enumerate(rule.measures):
        if not table[f"m{at}"].is_finite().all():
            raise BadEntry(
                "{indicator}: the column {column} holds numbers that are not finite: filter these rows out.",
                indicator=measure.indicator,
                column=measure.column,
            )
    return table.sort(keys_of(rule))


def _firms() -> pl.Expr:
    """Distinct firms; rows without a firm count as one more."""
    return pl.col("firms").cast(pl.Int64) - (pl.col("with_firm") < pl.col("rows")).cast(pl.Int64)


def _value(at: int, measure: Measure, rule: RollupRule, *, counted: bool) -> pl.Expr:
    """A measure from its parts; null where there are no values, which a doubtful sum has `counted`."""
    part, other = pl.col(f"m{at}"), pl.col(f"n{at}")
    if measure.how == "sum" and not counted:
        return part
    if measure.how == "count":
        return part if rule.is_mapped else pl.col("rows")
    if measure.how == "median":
        return part
    if measure.how in ("births", "deaths", "survivors"):
        return part - other
    values_by_kind = {
        "sum": pl.when(other > 0).then(part),
        "mean": pl.when(other != 0).then(part / other),
        "firms": _firms(),
        "top_share": pl.when(part != 0).then(100 * pl.col(f"t{at}") / part),
    }
    return values_by_kind[measure.how]
