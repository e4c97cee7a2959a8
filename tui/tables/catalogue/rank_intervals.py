"""Ranks with the intervals that other weights (± 25 %) leave of them; on the screen those of the runs that are done."""

from dataclasses import replace
from typing import cast

import polars as pl

from core.audit.audit import AuditSettings
from core.method.run import Scored
from core.robustness.choices import WeightNoise
from core.robustness.model import UncertaintyModel
from core.robustness.outcome import Outcome, outcome
from core.robustness.study import Study
from tui.tables.analyses import rows_of
from tui.tables.of_node import node_and_period
from tui.tables.query import QueryContext
from tui.tables.spec import TableSpec, numbers, texts, wholes


def _table(scored: Scored, query: QueryContext) -> pl.DataFrame:
    """The ranks of every period: of runs that a caller gives as `outcome`, else of as many as an audit has."""
    given = cast("Outcome | None", getattr(query.options, "outcome", None))
    result = given or _outcome(scored, node_and_period(scored, query.options.node, None)[0])
    tables = [table.select(pl.lit(period).alias("period"), pl.all()) for period, table in result.tables.items()]
    return pl.concat(tables).select(pl.lit(result.node).alias("node"), pl.all())


def _outcome(scored: Scored, node: str) -> Outcome:
    runs = AuditSettings().usual(scored.frame.height)
    study = Study(UncertaintyModel(scored, node, (WeightNoise(),)), runs.seed)
    for _ in study.advance(runs.runs, map):
        pass
    return outcome(study)


TABLE = TableSpec(
    "Ranks with their intervals",
    (
        *texts("method", "node", "period", "unit"),
        *wholes("nominal:rank", "median", "low:5 %", "high:95 %"),
        *numbers("same:as ranked", "first:ranked first", "above_next:above next", "scored:has a score", form=".0%"),
        *numbers("score", "score_low:5 % score", "score_high:95 % score", "mean", "sd", form=".4f"),
        *(replace(column, shown=False) for column in numbers("mean_rank", "median_7", "low_7", "high_7")),
    ),
    lambda query: rows_of(query, lambda scored: _table(scored, query)),
    options=("method", "node"),
    filters=("unit", "period"),
)
