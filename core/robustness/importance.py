"""The effect of single weights: a code left out, and each weight up and down."""

import numpy as np
import polars as pl

from core.method.matrix import Matrix, rows_by_period
from core.method.panel import KEYS
from core.method.rank import largest_first, ranked
from core.robustness.model import UncertaintyModel


def left_out(chain: UncertaintyModel) -> pl.DataFrame:
    """The effect of leaving out each code below the node: columns code, mean_shift, most_moved, places.

    `mean_shift` is the mean of |rank - nominal rank| over units and periods, `most_moved` the unit that gains or loses
    most and `places` how many (gained above 0), null where none moves. The weights of its siblings grow to make up for
    it; steps before the weights are not computed again. (COINr, remove_elements)
    """
    codes = _codes_below(chain)
    gained = _places_gained(chain, _weighed_without(chain, codes))
    units = chain.frame["unit"].to_list()
    most = [int(np.nanargmax(np.abs(row))) if np.nan_to_num(row).any() else None for row in gained]
    return pl.DataFrame(
        {
            "code": codes,
            "mean_shift": [None if np.isnan(row).all() else float(np.nanmean(np.abs(row))) for row in gained],
            "most_moved": [None if at is None else str(units[at]) for at in most],
            "places": [None if at is None else int(row[at]) for at, row in zip(most, gained, strict=True)],
        },
        schema={"code": pl.String, "mean_shift": pl.Float64, "most_moved": pl.String, "places": pl.Int64},
    )


def scores_left_out(chain: UncertaintyModel) -> pl.DataFrame:
    """The scores of the node with each code below it left out, as `left_out` does it.

    Columns left_out, unit, period, score, rank (within the period), gained (places, from the rank with all codes).
    (COINr, remove_elements)
    """
    codes, keys = _codes_below(chain), chain.frame.select(pl.col(KEYS).cast(pl.String))
    scores = _weighed_without(chain, codes)
    placed = np.zeros(scores.shape, np.int64)
    for rows in rows_by_period(chain.frame):
        placed[:, rows] = ranked(scores[:, rows])
    table = pl.concat([keys.select(pl.lit(code).alias("left_out"), pl.all()) for code in codes])
    return table.with_columns(
        score=pl.Series(scores.ravel(), nan_to_null=True),
        rank=pl.Series(np.where(placed > 0, placed, np.nan).ravel(), nan_to_null=True).cast(pl.Int64),
        gained=pl.Series(_places_gained(chain, scores).ravel(), nan_to_null=True).cast(pl.Int64),
    )


def tornado(chain: UncertaintyModel, row: int, spread: float = 0.25) -> pl.DataFrame:
    """The effect of each weight on the score of one row: columns code, low, high, swing, rank_low, rank_high.

    `low` and `high` are the scores with the weight times 1 - spread and 1 + spread, all else unchanged; rows are
    ordered by the swing between them.
    """
    codes = _codes_below(chain)
    factors = np.ones((2 * len(codes), len(chain.codes)))
    for at, code in enumerate(codes):
        factors[2 * at : 2 * at + 2, chain.codes.index(code)] = (1 - spread, 1 + spread)
    scores = chain.weighed(factors)
    peers = (chain.frame["period"] == chain.frame["period"][row]).to_numpy()
    ranks = ranked(scores[:, peers])[:, peers[:row].sum()]
    table = pl.DataFrame(
        {
            "code": codes,
            "low": scores[::2, row],
            "high": scores[1::2, row],
            "rank_low": ranks[::2],
            "rank_high": ranks[1::2],
        }
    )
    table = table.with_columns(pl.col("low", "high").fill_nan(None))
    return largest_first(table.with_columns(swing=(pl.col("high") - pl.col("low")).abs()), "swing")


def _weighed_without(chain: UncertaintyModel, codes: list[str]) -> Matrix:
    """Codes × rows: the scores with the weight of each code 0."""
    factors = np.ones((len(codes), len(chain.codes)))
    for at, code in enumerate(codes):
        factors[at, chain.codes.index(code)] = 0
    return chain.weighed(factors)


def _codes_below(chain: UncertaintyModel) -> list[str]:
    tree = chain.scored.tree
    return [code for code in chain.codes if chain.node in tree.ancestors(code)]


def _places_gained(chain: UncertaintyModel, scores: Matrix) -> Matrix:
    """Runs × rows: places gained from the nominal rank, NaN where one of the two is missing."""
    nominal = chain.nominal()[None, :]
    gained = np.full(scores.shape, np.nan)
    for rows in rows_by_period(chain.frame):
        now, was = ranked(scores[:, rows]), ranked(nominal[:, rows])
        gained[:, rows] = np.where((now > 0) & (was > 0), (was - now).astype(float), np.nan)
    return gained
