"""What it means that a table of ours agrees with a published one."""

import polars as pl
from polars.testing import assert_frame_equal


def agrees(made: pl.DataFrame, expected: pl.DataFrame, key: str = "unit") -> None:
    """Assert that the columns of the expected table are in ours, row for row by key, to 1e-9 relative."""
    made = made.select(expected.columns).sort(key)
    assert_frame_equal(made, expected.sort(key), check_dtypes=False, rel_tol=1e-9, abs_tol=1e-12)
