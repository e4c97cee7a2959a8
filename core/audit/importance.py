"""What a weight says beside what it does: the importance of each code in what it counts towards."""

import polars as pl

from core.analysis.correlation import correlations
from core.method.run import Scored
from core.method.tree import group_shares

COLUMNS = {
    "code": pl.String(),
    "parent": pl.String(),
    "weight": pl.Float64(),
    "correlation": pl.Float64(),
    "importance": pl.Float64(),
    "share": pl.Float64(),
    "ratio": pl.Float64(),
}


def importance(scored: Scored) -> pl.DataFrame:
    """A row for each code below a node, in the order of the tree from the top.

    Columns code, parent; weight (its share beside its siblings), correlation (Pearson with the parent, over all rows
    scored), importance (its square: the share of the parent's variance that the code alone explains linearly, the
    linear correlation ratio), share (of the importances of all siblings) and ratio (share over weight: above 1 the code
    counts for more than its weight says). (Paruolo, Saltelli & Saisana 2013)
    """
    tree, rows = scored.tree, []
    for node in reversed(tree.nodes):
        if node not in scored.nodes:
            continue
        weights = group_shares(tree, node)
        children = [code for code in tree.children[node] if code in scored.frame.columns]
        found = correlations(scored.frame, children, [node])["correlation"].to_list()
        squares = [0.0 if value is None else value**2 for value in found]
        total = sum(squares)
        for code, value, square in zip(children, found, squares, strict=True):
            share = square / total if total > 0 else None
            ratio = share / weights[code] if share is not None and weights[code] > 0 else None
            rows.append((code, node, weights[code], value, None if value is None else square, share, ratio))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")
