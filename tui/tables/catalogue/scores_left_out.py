"""The scores of a node with each code below it left out, and the places that units gain."""

import polars as pl

from core.method.run import Scored
from core.robustness.choices import WeightNoise
from core.robustness.importance import scores_left_out
from core.robustness.model import UncertaintyModel
from tui.tables.of_node import rows_of_node
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes


def _table(scored: Scored, node: str, period: str, _: pl.DataFrame) -> pl.DataFrame:
    scores = scores_left_out(UncertaintyModel(scored, node, (WeightNoise(),)))
    ordered = scores.filter(period=period).sort(
        pl.col("left_out").rle_id(), "rank", nulls_last=True, maintain_order=True
    )
    return ordered.drop("period")


TABLE = TableSpec(
    "Scores with one part left out",
    (
        *texts("method", "node", "period", "left_out:part left out", "unit"),
        *numbers("score"),
        *wholes("rank", "gained"),
    ),
    lambda query: rows_of_node(query, _table),
    options=("method", "node", "period"),
    filters=("unit",),
    page=Page("Units", "the scores without each part, and the places that units gain", dated=True, turns="node"),
)
