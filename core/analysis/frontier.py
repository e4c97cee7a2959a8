"""The efficiency frontier of units below a node: plain, directional and robust benefit of the doubt."""

import polars as pl

from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores, directional_scores, robust_scores
from core.method.errors import MethodError
from core.method.panel import KEYS
from core.method.run import Scored
from core.words import in_words

MOST = 200
"""The largest number of units that are compared: each needs some hundred linear programmes."""


def frontier_scores(scored: Scored, node: str | None = None) -> pl.DataFrame:
    """Columns of, unit, period; score, directional (equal steps in each child) and robust, within each year.

    Of the children of a node (the top), as scored by the last step. Rows with a gap, or a score not above 0, are left
    out. Raises MethodError on a code that is not a node, and for more than 200 units in a year.
    """
    tree = scored.tree
    node = node or next(iter(scored.nodes), "")
    if node not in tree.children:
        raise MethodError(
            "{node} is not a node of the tree: use one of {nodes}.", node=node, nodes=in_words(tree.nodes)
        )
    codes = list(tree.children[node])
    frame = scored.frame.filter(pl.all_horizontal(pl.col(codes) > 0))
    units = frame.group_by("period").len()["len"].max()
    if isinstance(units, int) and units > MOST:
        raise MethodError("{units:,} units are too many for a frontier: narrow the method's units.", units=units)
    plain = benefit_of_the_doubt_scores(frame, codes, years="within")["score"]
    directional = directional_scores(frame, codes, dict.fromkeys(codes, 1.0), years="within")["score"]
    robust = robust_scores(frame, codes, years="within")["score"]
    keys = frame.select(pl.lit(node).alias("of"), pl.col(KEYS).cast(pl.String))
    return keys.with_columns(score=plain, directional=directional, robust=robust)
