"""Counts and flags of an indicator: of all rows or of the values there, and at their thresholds."""

import polars as pl
import pytest

from core.analysis.statistics import statistics


def row(*values: float | None, **thresholds: float) -> dict[str, object]:
    """The statistics of one indicator."""
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(len(values))], "period": "2020", "a": values})
    return statistics(frame.with_columns(pl.col("a").cast(pl.Float64)), ["a"], **thresholds).row(0, named=True)


def test_shares_are_of_all_rows_where_gaps_count_and_of_values_else() -> None:
    """Five rows, of them one gap, one zero, and a value that is there twice."""
    found = row(3, 3, 0, 7, None)
    counts = {"available": 4, "nonzero": 3, "unique": 3, "same": 2}
    shares = {"share_available": 0.8, "share_nonzero": 0.75, "share_unique": 0.75, "share_same": 0.5}
    assert {name: found[name] for name in (*counts, *shares)} == {**counts, **shares}


@pytest.mark.parametrize(
    ("threshold", "flags"),
    [
        ({"available": 0.8}, set()),
        ({"available": 0.81}, {"few_available"}),
        ({"nonzero": 0.6}, set()),
        ({"nonzero": 0.61}, {"few_nonzero"}),
        ({"unique": 0.6}, set()),
        ({"unique": 0.61}, {"few_unique"}),
    ],
)
def test_a_flag_stands_below_its_threshold_of_all_rows(threshold: dict[str, float], flags: set[str]) -> None:
    """At the threshold there is none."""
    found = row(3, 3, 0, 7, None, **threshold)
    assert {name for name in ("few_available", "few_nonzero", "few_unique", "outliers") if found[name]} == flags


def test_an_outlier_needs_skewness_and_kurtosis() -> None:
    """One far value among ten; without any spread there is no flag, and without values no number."""
    assert row(*range(1, 10), 1000)["outliers"]
    assert not row(*range(1, 10), 1000, skewed=4.0)["outliers"]
    assert not row(*range(1, 10), 1000, peaked=11.0)["outliers"]
    assert not row(5, 5, 5)["outliers"]
    empty = row(None, None)
    assert (empty["mean"], empty["share_unique"], empty["few_available"]) == (None, None, True)
