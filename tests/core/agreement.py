"""What it means that a table of ours agrees with a published one."""

from collections.abc import Callable
from typing import Any, TypeAlias

import polars as pl
from polars.testing import assert_frame_equal

Example: TypeAlias = dict[str, Any]
Examples: TypeAlias = dict[str, Example]
Agreement: TypeAlias = Callable[[Example, Example], None]


def agrees(made: pl.DataFrame, expected: pl.DataFrame, key: str = "unit", rounded: float = 1e-12) -> None:
    """Assert that the columns of the expected table are in ours, row for row by key, to 1e-9 relative.

    `rounded` is how far a published number may be from the exact one because it is printed with so many digits.
    """
    made = made.select(expected.columns).sort(key)
    assert_frame_equal(made, expected.sort(key), check_dtypes=False, rel_tol=1e-9, abs_tol=rounded)
