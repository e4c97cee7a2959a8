"""Forecasts: published recursions, exact continuations, and what is refused."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figure import Figure, Series
from core.forecast.forecast import NoForecast, backtest, outlook
from core.forecast.models import MODELS, Model, smoothed


def series(values: list[float], start: int = 2000, status: str = "A") -> Series:
    """Yearly figures from a start."""
    return Series.of(Figure("u", "i", str(start + at), value=value, status=status) for at, value in enumerate(values))


def test_holts_recursion_is_the_published_one(examples: dict[str, dict[str, Any]]) -> None:
    """Level, trend and one-step fits of Beijing's R&D expenditure at alpha 0.8, beta 0.2, undamped."""
    example = examples["holt_linear"]
    values, expected = example["inputs"]["x"], example["expected"]
    level, trend, errors = smoothed(values, 0.8, 0.2)
    assert (level, trend) == pytest.approx((expected["level"], expected["trend"]))
    fits = [value - error for value, error in zip(values[1:], errors, strict=True)]
    assert fits == pytest.approx(expected["one_step_fit"])
    assert [level + h * trend for h in example["inputs"]["h"]] == pytest.approx(expected["forecast"])


@pytest.mark.parametrize("model", ["theil_sen", "drift"])
def test_a_straight_line_goes_on(model: Model) -> None:
    """Both models continue it exactly, with no width."""
    made = outlook(series([10.0, 12.0, 14.0, 16.0, 18.0, 20.0]), "2008", model)
    assert [one.value for one in made.forecasts] == pytest.approx([22, 24, 26])
    assert [one.high_95 - one.low_95 for one in made.forecasts] == pytest.approx([0, 0, 0], abs=1e-9)


def test_constant_growth_goes_on_and_is_found_out() -> None:
    """A series that grows by a tenth every year is carried on by its last growth, without being told so."""
    made = outlook(series([100 * 1.1**at for at in range(8)]), "2009")
    assert made.model == "last_growth"
    assert [one.value for one in made.forecasts] == pytest.approx([100 * 1.1**8, 100 * 1.1**9])
    assert made.backtests[0].error == pytest.approx(0, abs=1e-9)


def test_the_spread_of_a_walk_with_drift_is_the_textbooks() -> None:
    """H steps ahead the width is the root of h (1 + h / (n - 1))."""
    made = MODELS["drift"]([0, 1, 2, 3, 4], [1, 3, 2, 5, 4], [5, 7])
    assert made is not None
    assert made.widths == pytest.approx(((1 * (1 + 1 / 4)) ** 0.5, (3 * (1 + 3 / 4)) ** 0.5))
    assert made.values == pytest.approx((4.75, 6.25))


def test_errors_are_those_of_points_not_seen() -> None:
    """The drift model, by hand, on 1 2 3 4 6 5: it expects 5 and 7.25 where 6 and 5 came."""
    test = backtest([0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 6, 5], "drift")
    assert test is not None
    assert (test.held_back, test.error) == (2, pytest.approx((1 + 9 / 4) / 2))


@pytest.mark.parametrize(
    ("values", "to", "sentence"),
    [
        ([1.0, 2.0, 3.0, 4.0, 5.0], "2010", "Too few points: 5"),
        ([1.0] * 6, "2005", "not ahead"),
        ([1.0] * 6, "2900", "200"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_words(values: list[float], to: str, sentence: str) -> None:
    """Too few points, a period that is not ahead, and one too far."""
    with pytest.raises(NoForecast, match=sentence):
        outlook(series(values), to)


def test_forecasts_are_flagged_and_are_never_forecast_from() -> None:
    """Figures that carry F do not count as points, so that a second look gives the same as the first."""
    given_series = series([1.0, 2.0, 4.0, 5.0, 7.0, 8.0])
    made = outlook(given_series, "2008")
    figures = made.figures()
    assert {figure.status for figure in figures} == {"F"}
    with_them = Series.of([*given_series, *figures])
    assert outlook(with_them, "2008").forecasts == made.forecasts


def test_only_what_follows_a_break_counts() -> None:
    """Points before the break are left out, and that is told."""
    before, after = series([900.0] * 4), series([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2004)
    broken = after.figures[0].__class__("u", "i", "2004", value=1.0, status="B")
    made = outlook(Series.of([*before, *after, broken]), "2010")
    assert made.forecasts[0].value == pytest.approx(7)
    assert made.told == ("only from the break in 2004 on",)


@settings(max_examples=25)
@given(st.lists(st.floats(1, 1e6), min_size=6, max_size=10), st.integers(-10, 10), st.sampled_from(sorted(MODELS)))
def test_a_forecast_does_not_depend_on_the_unit_of_figures(values: list[float], power: int, model: Model) -> None:
    """Figures in another unit give the same forecasts in that unit, and intervals hold each other.

    The unit is a power of two, so that no rounding lets another choice of weights come first.
    """
    factor = 2.0**power
    plain, scaled = (outlook(series([x * by for x in values]), "2012", model) for by in (1.0, factor))
    for one, other in zip(plain.forecasts, scaled.forecasts, strict=True):
        assert other.value == pytest.approx(factor * one.value, rel=1e-6, abs=1e-6 * factor)
        assert one.low_95 <= one.low_80 <= one.value <= one.high_80 <= one.high_95
