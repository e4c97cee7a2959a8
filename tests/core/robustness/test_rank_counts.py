"""Ranks of few runs are kept and those of many are counted: the table says the same of both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.robustness.rank_counts import RankCounts


@given(st.integers(1, 6), st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_counts_say_of_every_unit_what_its_ranks_say(units: int, seed: int, runs: int) -> None:
    """Few runs are kept; the same runs again and again are counted."""
    random = np.random.default_rng(seed)
    placed, nominal = random.integers(0, units + 1, (runs, units)), random.integers(0, units + 1, units)
    one, many = RankCounts(units), RankCounts(units)
    one.take(placed)
    for _ in range(units + 1):
        many.take(placed)
    kept, counted = RankCounts(10 * units), many.table(nominal)
    kept.take(np.pad(np.tile(placed, (units + 1, 1)), ((0, 0), (0, 9 * units))))
    expected = kept.table(np.pad(nominal, (0, 9 * units)))
    ranked = counted["total"] > 0
    for name, values in counted.items():
        assert values[ranked].tolist() == pytest.approx(expected[name][:units][ranked].tolist()), name
    for _, counts in one.parts():
        assert (counts.sum(axis=1) == runs).all()
