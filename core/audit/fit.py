"""Tests whether indicators belong to the right pillar, and whether each pillar measures one thing."""

import polars as pl

from core.analysis.correlation import collinear, contrary, correlations
from core.analysis.of_result import consistency, explained
from core.method.choice_names import ALL
from core.method.run import Scored

WEAK = 0.3
"""Below this correlation with its own pillar an indicator adds noise to it. (JRC)"""
CONSISTENT = 0.7
"""From this alpha on a pillar is taken to be consistent. (Nunnally 1978; Handbook, ch. 4)"""
PILLARS = {
    "code": pl.String(),
    "pillar": pl.String(),
    "own": pl.Float64(),
    "other": pl.String(),
    "other_correlation": pl.Float64(),
    "root": pl.Float64(),
    "fits": pl.Boolean(),
}


def pillar_fit(scored: Scored) -> pl.DataFrame:
    """Each indicator with its own pillar and with the other one that it goes with best, in the order of the tree.

    Columns code, pillar, own (Pearson with it, over all rows scored), other and other_correlation, root (with the top),
    fits (own at least 0.3, and no other above it). A tree with a single pillar has no others.
    """
    tree, frame = scored.tree, scored.frame
    above = [tree.parents[code] for code in tree.indicators]
    pillars = list(dict.fromkeys(node for node in above if node in scored.nodes))
    roots = [root for root in tree.roots if root in scored.nodes]
    if not pillars:
        return pl.DataFrame(schema=PILLARS)
    pairs = correlations(frame, tree.indicators, list(dict.fromkeys([*pillars, *roots])))
    known = {(code, node): value for code, node, value in pairs.select("first", "second", "correlation").iter_rows()}
    rows = []
    for code in tree.indicators:
        pillar = tree.parents[code]
        others = [(known[code, node], node) for node in pillars if node != pillar and known[code, node] is not None]
        best, other = max(others, default=(None, None))
        root = (tree.ancestors(code) or (code,))[-1]
        own = known.get((code, pillar))
        fits = own is not None and own >= WEAK and (best is None or own >= best)
        rows.append((code, pillar, own, other, best, known.get((code, root)), fits))
    return pl.DataFrame(rows, schema=PILLARS, orient="row")


def coherence(scored: Scored) -> pl.DataFrame:
    """Each node with what stands directly below it: code, children, alpha, first, above_1.

    `first` is the share of the variance that the first principal component explains, `above_1` counts the components
    with an eigenvalue above 1: one means that the children tell one story. (Handbook, ch. 4)
    """
    alphas = consistency(scored).select("code", "children", "alpha").filter(pl.col("code").is_in(list(scored.nodes)))
    parts = explained(scored).filter(pl.col("of") != ALL)
    summed = parts.group_by("of", maintain_order=True).agg(
        first=pl.col("share").first(), above_1=(pl.col("eigenvalue") > 1).sum().cast(pl.Int64)
    )
    return alphas.join(summed, left_on="code", right_on="of", how="left", maintain_order="left")


def alike_and_contrary(scored: Scored) -> pl.DataFrame:
    """The pairs of siblings that are highly correlated (0.9 or more) or are in conflict (-0.4 or less).

    Columns first, second, correlation, kind (alike or contrary), pillar.
    """
    pairs = [
        table.with_columns(kind=pl.lit(kind))
        for kind, table in (
            ("alike", collinear(scored.frame, scored.tree)),
            ("contrary", contrary(scored.frame, scored.tree)),
        )
    ]
    pillar = pl.col("first").replace_strict(dict(scored.tree.parents), return_dtype=pl.String, default=None)
    return pl.concat(pairs).select("first", "second", "correlation", "kind", pillar=pillar)
