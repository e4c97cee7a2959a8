"""Scores that differ only by the last bits of their sums share a rank, in a result as in thousands of runs."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.method.outrank import copeland
from core.method.rank import TIE, rank_of, ranked
from core.robustness.tally import Tally

THIRTEEN = 13 / 28
NEXT = float(np.nextafter(THIRTEEN, 1))


def ranks_of(scores: list[float | None]) -> list[int | None]:
    """The ranks by the expression."""
    return pl.DataFrame({"s": pl.Series(scores, dtype=pl.Float64)}).select(rank_of(pl.col("s"))).to_series().to_list()


def test_scores_that_differ_in_the_last_bit_share_a_rank() -> None:
    """H and C both have 13/28, in sums of another order."""
    assert ranks_of([0.9, THIRTEEN, NEXT, 0.1, None]) == [1, 2, 2, 4, None]
    assert ranked(np.array([[0.9, THIRTEEN, NEXT, 0.1, np.nan]])).tolist() == [[1, 2, 2, 4, 0]]
    assert ranks_of([-THIRTEEN, -NEXT, -1.0]) == [1, 1, 3]


def test_scores_that_differ_by_more_have_ranks_of_their_own() -> None:
    """A difference of ten times the tie decides, and so does one about nought."""
    assert ranks_of([1.0, 1.0 + 10 * TIE]) == [2, 1]
    assert ranks_of([0.0, 1e-300]) == [2, 1]


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1, max_size=12), st.integers(1, 3))
def test_ranks_are_one_more_than_the_number_of_better_ones(scores: list[int | None], periods: int) -> None:
    """By expression over groups, and by matrix, as counted one by one."""
    expected = [None if one is None else 1 + sum(x is not None and x > one for x in scores) for one in scores]
    frame = pl.DataFrame(
        {"period": [at for at in range(periods) for _ in scores], "s": pl.Series(scores * periods, dtype=pl.Float64)}
    )
    assert frame.select(rank_of(pl.col("s")).over("period")).to_series().to_list() == expected * periods
    rows = np.array([[np.nan if one is None else one for one in scores]] * periods)
    assert ranked(rows).tolist() == [[one or 0 for one in expected]] * periods


def test_copeland_makes_no_win_of_a_last_bit() -> None:
    """Two units alike but for the last bit of one score beat each other nowhere."""
    values = np.array([[THIRTEEN, 1.0], [NEXT, 1.0], [0.0, 0.0]])
    assert copeland(values.T, np.array([0.5, 0.5])).tolist() == [1, 1, -2]


def test_in_many_runs_neither_of_two_tied_units_stands_above_the_other() -> None:
    """Ranks, and who stands above whom, are counted by the same rule."""
    scores = np.array([[THIRTEEN, NEXT, 0.2], [NEXT, THIRTEEN, 0.2]])
    tally = Tally.of(["h", "c", "x"], scores[0])
    tally.take(scores, ranked(scores))
    shares = tally.above_shares
    assert shares is not None
    assert shares[0].tolist() == pytest.approx([0, 0, 1])
    assert tally.frame(2)["first"].to_list() == [1.0, 1.0, 0.0]
