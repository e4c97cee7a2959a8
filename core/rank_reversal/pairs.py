"""Whether two units keep their order when they are alone: agreement with the whole ranking, and circles."""

from itertools import combinations

import numpy as np
import polars as pl

from core.frozen import frozen
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.panel import KEYS
from core.method.rank import largest_first, ranked
from core.method.run import Scored
from core.progress import Progress, no_progress
from core.rank_reversal.rerun import in_order, rerun, scores_in

MOST_PAIRED = 60
"""With more units than this only the pairs of the first by rank are tested: 1,770 runs of two units."""
COLUMNS = {
    "unit": pl.String(),
    "other": pl.String(),
    "rank": pl.Int64(),
    "other_rank": pl.Int64(),
    "score": pl.Float64(),
    "other_score": pl.Float64(),
    "agrees": pl.Boolean(),
    "circles": pl.Int64(),
    "trouble": pl.String(),
}


@frozen
class Pairwise:
    """Every pair of units alone, against the whole ranking.

    `pairs` has a row for each pair, those that disagree first; `unit` ranks above `other` in the whole. It has both
    ranks there, both scores of the two alone, whether the order agrees (null where a side ties), and in how many
    circles (a above b, b above c, c above a) the pair is. `circles` is their number, `triples` that of all triples.
    """

    pairs: pl.DataFrame
    circles: int
    triples: int

    @property
    def agreeing(self) -> float | None:
        """The share of the pairs with an order that agrees; null where there is none."""
        known = self.pairs["agrees"].drop_nulls()
        return float(known.sum()) / len(known) if len(known) else None

    @property
    def is_transitive(self) -> bool:
        """Whether the pairs alone make one order without circles."""
        return self.circles == 0


def pairwise(
    scored: Scored, node: str, period: str, newest: pl.DataFrame | None = None, progress: Progress = no_progress
) -> Pairwise:
    """The whole method run again on every two units, in all their periods, and their order in one.

    Where all pairs agree with the whole ranking, it does not depend on which other units are there; where pairs form
    circles no ranking agrees with them. (Wang & Triantaphyllou 2008, tests 2 and 3; circles: Kendall & Babington Smith
    1940)
    """
    scores = scores_in(scored, node, period)
    units = in_order(scores)[:MOST_PAIRED]
    places = ranked(np.array([[scores[unit] for unit in scores]]))[0]
    rank = dict(zip(scores, (int(place) for place in places), strict=True))
    raw = scored.raw.with_columns(pl.col(KEYS).cast(pl.String))
    rows = []
    above = np.zeros((len(units), len(units)))
    every = list(combinations(range(len(units)), 2))
    for done, (a, b) in enumerate(every):
        progress(done / len(every))
        unit, other = units[a], units[b]
        alone, trouble = _alone(scored, node, period, raw, (unit, other), newest)
        score, other_score = alone.get(unit), alone.get(other)
        side = 0
        if score is not None and other_score is not None:
            place, other_place = ranked(np.array([[score, other_score]]))[0]
            side = int(other_place) - int(place)
            above[(a, b) if side > 0 else (b, a)] = side != 0
        agrees = side > 0 if side and rank[unit] != rank[other] else None
        rows.append((unit, other, rank[unit], rank[other], score, other_score, agrees, 0, trouble or None))
    pairs = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    circles = _circles_of_pairs(above)
    counts = pl.Series("circles", [int(circles[a, b]) for a, b in every], pl.Int64)
    n = len(units)
    pairs = largest_first(pairs.with_columns(counts), ~pl.col("agrees"))
    return Pairwise(pairs, int(circles.sum()) // 6, n * (n - 1) * (n - 2) // 6)


def _alone(
    scored: Scored, node: str, period: str, raw: pl.DataFrame, units: tuple[str, str], newest: pl.DataFrame | None
) -> tuple[dict[str, float], str]:
    """The scores of two units without any other, or the reason why there are none."""
    try:
        return scores_in(rerun(scored, raw.filter(pl.col("unit").is_in(units)), newest), node, period), ""
    except MethodError as error:
        return {}, str(error)


def _circles_of_pairs(above: Matrix) -> Matrix:
    """Units × units, either way round: the circles of three units that a pair is in.

    `above` has 1 where the row stands above the column. A circle through a above b closes over each c that is below b
    and above a.
    """
    through = above * (above @ above).T
    return through + through.T
