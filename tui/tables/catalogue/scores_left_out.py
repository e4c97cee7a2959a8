"""The scores of a node with each code below it left out, and the places that units gain."""

import polars as pl

from core.method.run import Scored
from core.robustness.choices import WeightNoise
from core.robustness.importance import scores_left_out
from core.robustness.model import UncertaintyModel
from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.of_node import rows_of_node
from tui.tables.spec import Page, TableSpec


def _made(scored: Scored, node: str, period: str, _: pl.DataFrame) -> pl.DataFrame:
    found = scores_left_out(UncertaintyModel(scored, node, (WeightNoise(),)))
    ordered = found.filter(period=period).sort(
        pl.col("left_out").rle_id(), "rank", nulls_last=True, maintain_order=True
    )
    return ordered.drop("period")


TABLE = TableSpec(
    "Scores with one part left out",
    (
        *texts("method"),
        TableColumn("node", names="code"),
        *texts("period"),
        TableColumn("left_out", names="code"),
        TableColumn("unit", names="unit"),
        *numbers("score"),
        *wholes("rank", "gained"),
    ),
    lambda query: rows_of_node(query, _made),
    options=("method", "node", "period"),
    filters=("unit",),
    in_all=False,
    page=Page("Units", "the scores without each part, and the places that units gain", dated=True, turns="node"),
)
