"""Strengths are in the upper half and weaknesses in the lower, so that no indicator is both."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.profile import extremes, profile


def lists(values: dict[str, list[float | None]], unit: int) -> tuple[list[str], list[str]]:
    """Strengths and weaknesses of one unit."""
    size = len(next(iter(values.values())))
    frame = pl.DataFrame({"unit": [f"u{n}" for n in range(size)], "period": ["2020"] * size}).with_columns(
        pl.Series(code, some, pl.Float64) for code, some in values.items()
    )
    made = profile(frame, list(values), f"u{unit}", "2020")
    strong, weak = (extremes(made, side)["code"].to_list() for side in ("strengths", "weaknesses"))
    return strong, weak


@pytest.mark.parametrize(("unit", "expected"), [(0, ([], ["a"])), (2, ([], [])), (3, (["a"], [])), (4, (["a"], []))])
def test_the_middle_rank_is_neither(unit: int, expected: tuple[list[str], list[str]]) -> None:
    """Of five units the third is not a strength and no weakness."""
    assert lists({"a": [1.0, 2.0, 3.0, 4.0, 5.0]}, unit) == expected


@given(st.lists(st.lists(st.integers(0, 4), min_size=6, max_size=6), min_size=1, max_size=6), st.integers(0, 5))
def test_no_indicator_is_a_strength_and_a_weakness(columns: list[list[int]], unit: int) -> None:
    """Whatever the figures and ties are."""
    strong, weak = lists({f"c{n}": [float(x) for x in some] for n, some in enumerate(columns)}, unit)
    assert set(strong).isdisjoint(weak)
