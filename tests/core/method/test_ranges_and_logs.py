"""Scores from 1 to 100 for a geometric mean, a capped distance to a reference, the plain logarithm and the logit."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.method.errors import MethodError
from core.method.normalise import normalised
from core.method.settings import in_force
from core.method.treat import treated


def panel(*values: float) -> pl.DataFrame:
    """One indicator of as many units in one year."""
    return pl.DataFrame(
        {"unit": [f"u{at}" for at in range(len(values))], "period": 2020, "x": list(map(float, values))}
    )


def scores(how: str, *values: float, **settings: object) -> list[float]:
    """The scores of the indicator."""
    return normalised(panel(*values), ["x"], how, **settings)["x"].to_list()


def test_goalposts_give_scores_from_1_to_100() -> None:
    """Half way is 50.5; what lies beyond a goalpost is held at the end of the range."""
    assert scores("goalposts", 0, 5, 10, 12, low=0, high=10, bottom=1, scale=100) == [1, 50.5, 100, 100]
    assert scores("goalposts", 0, 5, 10, low=0, high=10, bottom=1, scale=100, truncate=False)[1] == 50.5


def test_a_distance_to_target_gives_scores_from_1_to_100() -> None:
    """The worst has 1 and can enter a geometric mean; a cap holds the rest at 100."""
    assert scores("distance_to_target", 2, 4, 8, target=6, bottom=1, scale=100, cap=True) == [1, 50.5, 100]


def test_a_distance_to_a_reference_can_be_capped() -> None:
    """COINr's n_dist2ref with and without cap_max: u1 is the reference, u2 is beyond it."""
    assert scores("distance_to_reference", 2, 6, 10, unit="u1") == [0, 1, 2]
    assert scores("distance_to_reference", 2, 6, 10, unit="u1", cap=True) == [0, 1, 1]
    assert scores("distance_to_reference", 2, 6, 10, unit="u1", cap=True, bottom=1, scale=100) == [1, 100, 100]


def test_a_range_that_is_upside_down_is_refused() -> None:
    """Its bottom must be below its top."""
    with pytest.raises(MethodError, match="bottom must be below scale"):
        in_force("normalise", "goalposts", {"bottom": 100, "scale": 1})


@given(st.lists(st.floats(0.001, 1e6), min_size=2, max_size=8))
def test_the_logarithm_keeps_order_and_turns_products_into_sums(values: list[float]) -> None:
    """Ln of each value; x and 2 x stand ln 2 apart."""
    made = treated(panel(*values, *(2 * value for value in values)), ["x"], "logarithm").frame["x"].to_list()
    half = len(values)
    assert made[:half] == pytest.approx([math.log(value) for value in values])
    assert [b - a for a, b in zip(made[:half], made[half:], strict=True)] == pytest.approx([math.log(2)] * half)


def test_the_logit_of_a_share_is_symmetric_about_the_middle() -> None:
    """50 % is 0, 90 % is ln 9, 10 % is -ln 9."""
    assert treated(panel(50, 90, 10), ["x"], "logit").frame["x"].to_list() == pytest.approx(
        [0, math.log(9), -math.log(9)]
    )
    assert treated(panel(0.5, 0.9), ["x"], "logit", whole=1).frame["x"].to_list() == pytest.approx([0, math.log(9)])


@pytest.mark.parametrize(("how", "value"), [("logarithm", 0.0), ("logit", 100.0)])
def test_a_value_outside_the_domain_is_named(how: str, value: float) -> None:
    """With its cell, rather than infinite."""
    with pytest.raises(MethodError, match=f"u1 x 2020 is {value:g}, which “{how}” cannot take"):
        treated(panel(5, value), ["x"], how)
