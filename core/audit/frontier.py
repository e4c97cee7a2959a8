"""The efficiency frontier: each unit under the weights that suit it best, beside its score and rank."""

import polars as pl

from core.audit.coverage import of_period
from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores
from core.method.errors import MethodError
from core.method.rank import rank_of
from core.method.run import Scored

AROUND = 0.25
"""The part of each pillar in a unit's best score lies within its weight ± 25 %."""
ROOM = 1e-9
MOST_UNITS = 500
"""Beyond so many units there is no frontier: each needs a linear programme over all."""


def frontier(
    scored: Scored, node: str, period: str, positive: Scored | None = None, around: float = AROUND
) -> pl.DataFrame:
    """A row for each unit of a period with all children of `node`: unit, rank, efficiency, efficiency_rank, gained.

    `efficiency` is the benefit of the doubt (0 to 1; 1 is on the frontier) over the children of the node, the part of
    each within the smallest and the largest weight ± `around`; `gained` the places gained by it. `positive` is the same
    method with scores above 0 (`from_one`), of which the efficiency is then. Raises MethodError where a score is not
    above 0, or no unit has all of them. (Melyn & Moesen 1991; Cherchye et al. 2007; JRC audits)
    """
    children = list(scored.tree.children[node])
    rows = of_period((positive or scored).frame, period).drop_nulls([node, *children])
    own = of_period(scored.frame, period).select("unit", score=node)
    if not rows.height or len(children) <= 1:
        raise MethodError(
            "There is no frontier below {node}: it needs two or more children and a unit with all.", node=node
        )
    if rows.height > MOST_UNITS:
        raise MethodError(
            "{count:,} units are too many for a frontier: audit at most {most_units} of them.",
            count=rows.height,
            most_units=MOST_UNITS,
        )
    total = sum(scored.tree.weights[code] for code in children)
    shares = [scored.tree.weights[code] / total for code in children]
    least, most = min(shares) * (1 - around), min(max(shares) * (1 + around), 1.0)
    scores = benefit_of_the_doubt_scores(rows, children, least=least, most=most)
    table = rows.select("unit", efficiency=scores["score"].clip(upper_bound=1.0)).join(own, on="unit", how="left")
    ranks = {"rank": rank_of(pl.col("score")), "efficiency_rank": rank_of(pl.col("efficiency"))}
    table = table.with_columns(**{name: rank.cast(pl.Int64) for name, rank in ranks.items()})
    table = table.with_columns(
        gained=pl.col("rank") - pl.col("efficiency_rank"), efficient=pl.col("efficiency") > 1 - ROOM
    )
    return table.select("unit", "rank", "score", "efficiency", "efficiency_rank", "gained", "efficient").sort(
        "rank", "unit"
    )
