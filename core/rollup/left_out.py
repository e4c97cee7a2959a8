"""The rows of a source that are in no cell of a rollup, counted, so that nothing is lost without a word."""

from dataclasses import dataclass

import polars as pl

from core.rollup.prepared import keys_of
from core.rollup.rule import RollupRule


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows lack a key of the cells, how many are in no cluster, and the industries of these, largest first."""

    incomplete: int = 0
    outside: int = 0
    industries: tuple[str, ...] = ()


NOTHING = LeftOut()


def left_out(parts: pl.DataFrame, rule: RollupRule) -> LeftOut:
    """What is left out without a crosswalk; `parts` are the cells with their keys and `rows`."""
    return LeftOut(incomplete=_rows(parts.filter(_lacks(keys_of(rule)))))


def left_out_of_clusters(pairs: pl.DataFrame, links: pl.DataFrame) -> LeftOut:
    """What is left out with a crosswalk: `pairs` as of `core.rollup.plan`, `links` as of `core.rollup.crosswalk`."""
    lacks = _lacks(["industry", "period"])
    complete = pairs.filter(~lacks).with_columns(rows=pl.col("rows") - pl.col("without_unit"))
    incomplete = _rows(pairs.filter(lacks)) + int(pairs.filter(~lacks)["without_unit"].sum())
    typed = complete.cast({"industry": links.schema["code"], "period": links.schema["when"]})
    outside = typed.join(links, left_on=["industry", "period"], right_on=["code", "when"], how="anti")
    industries = outside.group_by("industry").agg(pl.col("rows").sum()).filter(pl.col("rows") > 0)
    ordered = industries.sort("rows", "industry", descending=[True, False])
    return LeftOut(incomplete, _rows(ordered), tuple(ordered["industry"].cast(pl.String)))


def _lacks(keys: list[str]) -> pl.Expr:
    """Whether a key is null or empty."""
    return pl.any_horizontal(pl.col(key).is_null() | (pl.col(key).cast(pl.String) == "") for key in keys)


def _rows(frame: pl.DataFrame) -> int:
    return int(frame["rows"].sum())
