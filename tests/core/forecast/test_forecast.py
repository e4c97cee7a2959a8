"""Forecasts: published recursions, exact continuations, and what is refused."""

from itertools import pairwise, product
from math import sqrt
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from core.derive.derive import derive
from core.derive.trend_table import TargetPath, _ahead
from core.forecast.forecast import backtests, forecast_edit, misses, outlook
from core.forecast.models import DAMPINGS, MODELS, WEIGHTS, Model, smoothed
from core.forecast.span import NoForecast, usual_kind
from core.workbook.entries import ClusterList, Indicator, Member, Target, Tier, Trend, Unit, Watched
from core.workbook.figure import Figure, Series
from core.workbook.workbook import Workbook


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


def test_errors_are_those_of_points_held_back() -> None:
    """The drift model, by hand, on 1 2 3 4 6 5: it expects 5 and 7.25 where 6 and 5 came."""
    test = next(test for test in backtests([0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 6, 5]) if test.model == "drift")
    assert (test.held_back, test.error) == (2, pytest.approx((1 + 9 / 4) / 2))
    assert test.rms == pytest.approx(sqrt((1 + (9 / 4) ** 2) / 2))


@given(st.lists(st.floats(0, 1000).map(lambda x: round(x, 2)), min_size=6, max_size=12))
def test_no_mean_error_is_above_the_rms_error_of_the_same_errors(values: list[float]) -> None:
    """The mean of absolute values is at most the root of the mean square, whatever the model."""
    for test in backtests(list(range(len(values))), values):
        assert test.error <= test.rms * (1 + 1e-9)


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
    assert made.notes == ("only from the break in 2004 on",)


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


def test_the_drift_is_the_mean_of_the_differences_and_the_interval_is_students() -> None:
    """By hand: the mean change goes on; the bounds are t(held back) times the spread times the width."""
    values = [10.0, 13.0, 11.0, 15.0, 18.0, 17.0, 21.0]
    made = outlook(series(values), "2008", "drift")
    mean = fmean(b - a for a, b in pairwise(values))
    assert [one.value for one in made.forecasts] == pytest.approx([21 + mean, 21 + 2 * mean])
    test = made.backtests[0]
    for steps, one in enumerate(made.forecasts, start=1):
        width = test.spread * sqrt(steps * (1 + steps / 6))
        assert one.high_80 - one.value == pytest.approx(float(t.ppf(0.9, test.held_back)) * width)
        assert one.value - one.low_95 == pytest.approx(float(t.ppf(0.975, test.held_back)) * width)


def test_the_spread_of_a_damped_trend_is_the_closed_form() -> None:
    """ETS(A, Ad, N), Hyndman et al. 2008, table 6.1: the same variance as the sum over its weights gives."""
    values = [3.0, 5.0, 4.0, 8.0, 9.0, 13.0, 12.0]
    made = MODELS["holt_damped"](list(range(7)), values, [7, 8, 11])
    choices = product(WEIGHTS, WEIGHTS, DAMPINGS)
    a, b, phi = min(choices, key=lambda one: sum(e * e for e in smoothed(values, *one)[2]))
    beta = a * b

    def variance(h: int) -> float:
        first = beta * phi * h / (1 - phi) ** 2 * (2 * a * (1 - phi) + beta * phi)
        second = beta * phi * (1 - phi**h) / ((1 - phi) ** 2 * (1 - phi**2))
        return 1 + a**2 * (h - 1) + first - second * (2 * a * (1 - phi**2) + beta * phi * (1 + 2 * phi - phi**h))

    assert made is not None
    assert made.widths == pytest.approx([sqrt(variance(h)) for h in (1, 2, 5)])


def test_a_gap_is_a_gap() -> None:
    """The drift goes by time and spans the gap, the damped trend begins after it, all are held to the same periods."""
    known = {1996: 1.0, **{2010 + n: 20.0 + 2 * n for n in range(9)}}
    made = outlook(Series.of(Figure("u", "i", str(year), value=x) for year, x in known.items()), "2019")
    assert {test.model for test in made.backtests} == set(MODELS)
    assert len({test.held_back for test in made.backtests}) == 1
    drift = MODELS["drift"]([1996, *range(2010, 2019)], list(known.values()), [2019, 2020])
    assert drift is not None
    assert drift.values == pytest.approx((36 + 35 / 22, 36 + 70 / 22))
    assert drift.widths == pytest.approx((sqrt(1 + 1 / 22), sqrt(2 * (1 + 2 / 22))))


def test_parts_of_the_year_go_on_as_they_were_observed() -> None:
    """First halves alone are followed by first halves; months by every month, with a word on seasons."""
    halves = Series.of(Figure("u", "i", f"{2016 + n}-H1", value=10.0 + n) for n in range(7))
    made = outlook(halves, "2024-H1")
    assert [one.period for one in made.forecasts] == ["2023-H1", "2024-H1"]
    assert [one.value for one in made.forecasts] == pytest.approx([17, 18])
    with pytest.raises(NoForecast, match="No such part of the year as 2023-H2"):
        outlook(halves, "2023-H2")
    months = Series.of(Figure("u", "i", f"2023-{n:02}", value=float(n * n)) for n in range(1, 9))
    made = outlook(months, "2023-10")
    assert ([one.period for one in made.forecasts], made.notes) == (
        ["2023-09", "2023-10"],
        ("no model includes seasonality",),
    )
    assert [one.period for one in usual_kind(Series.of([*months, *halves]))] == [f"2023-{n:02}" for n in range(1, 9)]


@pytest.mark.parametrize(("to", "what"), [("2014/2026", "cumulative"), ("2022-2026", "window of years")])
def test_what_holds_earlier_years_is_refused(to: str, what: str) -> None:
    """Cumulative periods and windows."""
    with pytest.raises(NoForecast, match=what):
        outlook(Series.of(Figure("u", "i", f"2014/{2015 + n}", value=float(n)) for n in range(9)), to)


def test_what_is_kept_replaces_forecasts_and_nothing_else() -> None:
    """One edit; a figure that is not a forecast stays, and what stands there already is not kept twice."""
    observed = series([1.0, 2.0, 4.0, 5.0, 7.0, 8.0])
    gap = Figure("u", "i", "2007", status="O")
    workbook = Workbook.of([*observed, gap, Figure("u", "i", "2006", value=1.0, status="F")], ())
    edit = forecast_edit(workbook, outlook(workbook.series("u", "i"), "2008"))
    after = edit.apply(workbook)
    statuses = [figure.status for figure in after.series("u", "i")][6:]
    assert statuses == ["F", "O", "F"]
    assert edit.inverse().apply(after) == workbook
    with pytest.raises(NoForecast, match="already"):
        forecast_edit(after, outlook(after.series("u", "i"), "2008"))


@pytest.mark.parametrize(
    ("direction", "target", "reaches"), [(1, 3, True), (0, 3, True), (0, 9, False), (-1, 3, False)]
)
def test_a_forecast_reaches_a_target_from_the_good_side(direction: int, target: float, *, reaches: bool) -> None:
    """Where less is better from above, else from below, also where neither is better."""
    figures = [Figure("u", "i", "2020", value=1.0, source="s"), Figure("u", "i", "2022", value=5.0, status="F")]
    path = TargetPath(Target("u", "i", "2022", float(target)), None, None, reached=False, on_track=None)
    ahead = _ahead(path, Indicator("i", "I", direction=direction), Series.of(figures))
    assert ahead is not None
    assert ahead.forecast_reaches is reaches


def test_forecasts_go_on_into_tiers_and_target_paths() -> None:
    """The first forecast in a tier says when, tiers are counted with it, and a target's own forecast tells its path."""
    known = [Figure("u", "i", str(2018 + n), value=60.0 + 5 * n, source="s") for n in range(6)]
    entries = [
        Unit("u", "U"), Indicator("i", "I"), Tier("top", "Top", threshold=100.0), Tier("low", "Low", threshold=10.0),
        ClusterList("l", "L", period="2023"), Member("l", "u", "i"), Trend("t", "T"), Watched("t", "u", "i"),
        Target("u", "i", "2026", 99.0),
    ]  # fmt: skip
    workbook = Workbook.of(known, entries)
    before = derive(workbook)
    after = derive(forecast_edit(workbook, outlook(workbook.series("u", "i"), "2028", "theil_sen")).apply(workbook))
    row, table = after.clusters["l"].rows[0], after.clusters["l"]
    assert (row.size and row.size.period, row.tier and row.tier.code, row.crosses) == ("2023", "low", 2026)
    assert [(tier.code, count) for tier, count in table.tier_counts_ahead] == [("top", 1), ("low", 0)]
    assert (table.ahead, before.clusters["l"].tier_counts_ahead, row.distance) == ("2028", (), 15.0)
    path = after.trends[0].rows[0].path
    assert path is not None
    assert (path.forecast and path.forecast.value, path.forecast_reaches) == (pytest.approx(100), True)
    assert after.trends[0].rows[0].newest == before.trends[0].rows[0].newest


def test_a_model_that_cannot_tell_half_of_the_points_is_not_tried() -> None:
    """After a gap the models of the last points are lost: the others are compared without them."""
    times, values = [0.0, 1, 2, 3, 4, 7, 9, 12, 14, 15, 16], [1.0, 3, 2, 5, 4, 6, 5, 8, 7, 9, 11]
    told = {name: len(misses(times, values, name)) for name in MODELS}
    most = max(told.values())
    assert min(told.values()) < most / 2
    tests = backtests(times, values)
    assert {test.model for test in tests} == {name for name, count in told.items() if count >= most / 2}


def test_forecasts_are_as_fine_as_the_finest_figure_that_they_depend_on() -> None:
    """A newest figure of 1万亿 among figures in 亿 leaves the forecasts four decimals, in which 0.95 is not 1."""
    figures = [Figure("u", "c", str(year), value=1e8 * (9000 + 100 * year % 700), mult=8) for year in range(2010, 2019)]
    figures.append(Figure("u", "c", "2019", value=1e12, mult=12))

    made = outlook(Series(figures), "2020")

    assert made.decimals == 4
    assert {(one.mult, one.decimals) for one in made.figures()} == {(12, 4)}
