"""The weights that make a unit first, with weights ± 25 % as an audit draws them."""

import polars as pl

from core.audit.audit import AuditSettings
from core.method.run import Scored
from core.robustness.acceptability import central_weights
from core.robustness.choices import WeightNoise
from core.robustness.model import UncertaintyModel
from tui.tables.of_node import rows_of_node
from tui.tables.spec import Page, TableSpec, numbers, texts


def _table(scored: Scored, node: str, period: str, _: pl.DataFrame) -> pl.DataFrame:
    runs = AuditSettings().usual(scored.frame.height)
    table = central_weights(UncertaintyModel(scored, node, (WeightNoise(),)), runs.runs, runs.seed)
    return table.filter(period=period).drop("period").sort("first", descending=True, maintain_order=True)


TABLE = TableSpec(
    "Central weights",
    (
        *texts("method", "node", "period", "unit"),
        *numbers("first:ranked first", "confidence", form=".1%"),
        *texts("code"),
        *numbers("weight", "central", form=".1%"),
    ),
    lambda query: rows_of_node(query, _table),
    options=("method", "node", "period"),
    filters=("unit",),
    page=Page("Units", "the weights (± 25 %) that make each unit first, and how surely", dated=True, turns="node"),
)
