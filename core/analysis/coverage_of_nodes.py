"""The coverage of figures below each node of a tree."""

import polars as pl

from core.method.panel import check_panel
from core.method.tree import Tree


def coverage_below(frame: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Unit, period and, for each node, the share of all indicators below it that the row has.

    Always counted over indicators, never over the nodes between, so that a parent cannot look complete while most
    figures below it are missing. (COINr, get_data_avail)
    """
    check_panel(frame, tree.indicators)
    present = pl.col(tree.indicators).is_not_null().cast(pl.Float64)
    counted = frame.select("unit", "period", present)
    shares = {node: pl.mean_horizontal(pl.col(tree.indicators_below[node])) for node in tree.nodes}
    return counted.select("unit", "period", **shares)
