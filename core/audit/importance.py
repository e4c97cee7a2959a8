"""The weight of each code beside its importance in the score of its parent."""

import numpy as np
import polars as pl

from core.analysis.correlation import correlations
from core.method.aggregate import rules_of
from core.method.correlation_ratio import correlation_ratio
from core.method.errors import MethodError
from core.method.matrix import matrix
from core.method.run import Scored
from core.method.tree import group_shares
from core.method.weigh_by_spread import importance_balanced

COLUMNS = {
    "code": pl.String(),
    "parent": pl.String(),
    "weight": pl.Float64(),
    "correlation": pl.Float64(),
    "linear": pl.Float64(),
    "importance": pl.Float64(),
    "share": pl.Float64(),
    "ratio": pl.Float64(),
    "weight_for_share": pl.Float64(),
}


def importance(scored: Scored) -> pl.DataFrame:
    """A row for each code below a node, in the order of the tree from the top.

    Columns code, parent; weight (its share beside its siblings), correlation (Pearson with the parent, over all rows
    scored), linear (its square), importance (the correlation ratio: the share of the parent's variance that the code
    alone explains, along any curve), share (of the importances of all siblings), ratio (share over weight: above 1 the
    code counts for more than its weight says) and weight_for_share (the weight with which the share would be nearest
    to the weight that it has now; of arithmetic means). (Paruolo, Saisana & Saltelli 2013; Becker et al. 2017)
    """
    tree, tables = scored.tree, [pl.DataFrame(schema=COLUMNS)]
    for node in reversed(tree.nodes):
        if node in scored.nodes:
            weights = group_shares(tree, node)
            children = [code for code in tree.children[node] if code in scored.frame.columns]
            tables.append(_rows_of_children(scored, node, {code: weights[code] for code in children}))
    return pl.concat(tables)


def _rows_of_children(scored: Scored, node: str, weights: dict[str, float]) -> pl.DataFrame:
    """The rows of the children of one node."""
    children = list(weights)
    *parts, score = matrix(scored.frame, [*children, node]).T
    share = pl.col("importance") / pl.col("importance").sum()
    rows = {
        "code": children,
        "parent": [node] * len(children),
        "weight": list(weights.values()),
        "correlation": correlations(scored.frame, children, [node])["correlation"],
        "importance": [correlation_ratio(part, score) or 0.0 for part in parts],
        "weight_for_share": _weights_for_shares(scored, node, weights),
    }
    table = pl.DataFrame(rows, schema_overrides=COLUMNS).with_columns(
        linear=pl.col("correlation") ** 2, share=pl.when(pl.col("importance").sum() > 0).then(share)
    )
    table = table.with_columns(ratio=pl.when(pl.col("weight") > 0).then(pl.col("share") / pl.col("weight")))
    return table.select(*COLUMNS)


def _weights_for_shares(scored: Scored, node: str, weights: dict[str, float]) -> list[float | None]:
    """The weights with which each child explains as much as its present weight; only for the arithmetic mean.

    A child with weight 0, or without variance, keeps weight 0.
    """
    step, settings = scored.document.steps[-1], scored.document.settings[-1]
    counted = [code for code, weight in weights.items() if weight > 0]
    if step.kind != "aggregate" or rules_of(scored.tree, {**settings, "how": step.how})[node].how != "arithmetic":
        return [None] * len(weights)
    try:
        balanced = importance_balanced(scored.stages[-1].panel, counted, {code: weights[code] for code in counted})
    except MethodError:
        return [None] * len(weights)
    return [float(np.round(balanced.get(code, 0.0), 12)) for code in weights]
