"""Models, points and periods of a forecast on a few figures, computed by hand."""

from math import sqrt

import pytest
import scipy

from core.forecast import forecast
from core.forecast.forecast import Outlook, backtests, forecast_edit, misses, outlook, outlook_ahead
from core.forecast.models import MODELS, Ahead, Model, _after_gap, smoothed
from core.forecast.span import NoForecast, ahead, kind_of, points, up_to, usual_kind
from core.workbook.figure import Figure, Series
from core.workbook.workbook import Workbook


def series(*figures: tuple[str, float] | tuple[str, float, str]) -> Series:
    """Figures of u by period, value and status."""
    return Series.of(Figure("u", "i", when, value=value, status=(*rest, "A")[0]) for when, value, *rest in figures)


def yearly(*values: float, start: int = 2010) -> Series:
    """A figure a year."""
    return series(*((str(start + at), value) for at, value in enumerate(values)))


@pytest.mark.parametrize(
    ("model", "values", "widths"),
    [
        ("last_growth", (24 * 1.5**0.5, 24 * 1.5**2), (sqrt(0.5), sqrt(2))),
        ("drift", (24 + 0.5 * 4, 24 + 2 * 4), (sqrt(0.5 * (1 + 0.5 / 4)), sqrt(2 * (1 + 2 / 4)))),
        ("theil_sen", (19 + 0.5 * 3.5, 19 + 2 * 3.5), None),
    ],
)
def test_the_models_ahead_of_four_points(model: Model, values: tuple[float, ...], widths: tuple[float, ...]) -> None:
    """8 12 16 24 at 0 1 3 4: the last growth is by a half a year, the mean change 16 in 4 years."""
    times, known = [0.0, 1, 3, 4], [8.0, 12, 16, 24]
    made = MODELS[model](times, known, [4.5, 6])
    assert isinstance(made, Ahead)
    if widths is None:
        slopes = sorted([4, 8 / 3, 4, 2, 4, 8])
        slope = (slopes[2] + slopes[3]) / 2
        start = sorted(x - slope * t for t, x in zip(times, known, strict=True))
        values = tuple((start[1] + start[2]) / 2 + slope * t for t in (4.5, 6))
        widths = tuple(sqrt(1 + 1 / 4 + (t - 2) ** 2 / 10) for t in (4.5, 6))
    assert made.values == pytest.approx(values)
    assert made.widths == pytest.approx(widths)


def test_growth_goes_on_by_its_change_where_a_value_is_not_above_0() -> None:
    """Either of the last two; the step is the shortest between any points."""
    for known, expected in (([3.0, 0.0, 5.0], 10.0), ([3.0, 5.0, 0.0], -5.0), ([3.0, -5.0, 5.0], 15.0)):
        assert MODELS["last_growth"]([0, 1, 2], known, [3]) == Ahead((expected,), (1.0,))
    assert MODELS["last_growth"]([0, 1, 3], [1.0, 2.0, 4.0], [5]) == Ahead((8.0,), (sqrt(2),))
    assert MODELS["last_growth"]([0, 1], [0.25, 0.5], [3]) == Ahead((2.0,), (sqrt(2),))
    assert MODELS["last_growth"]([0, 1], [-1.0, 2.0], [3]) == Ahead((8.0,), (sqrt(2),))
    assert MODELS["last_growth"]([0, 2, 4], [1.0, 2.0, 4.0], [6]) == Ahead((8.0,), (1.0,))
    twos = MODELS["drift"]([0, 2, 4], [1.0, 2.0, 5.0], [6])
    assert isinstance(twos, Ahead)
    assert twos.widths == pytest.approx((sqrt(1 * (1 + 1 / 2)),))
    assert MODELS["theil_sen"]([0.0], [1.0], [1.0]) is None


def test_holts_damped_trend_by_hand() -> None:
    """Level and trend go on by phi and phi + phi²; the width of two steps has one more weight."""
    values = [3.0, 5.0, 4.0, 8.0, 9.0]
    grid = [(a / 10, b / 10, phi) for a in range(1, 10) for b in range(1, 10) for phi in (0.8, 0.9, 0.98)]
    alpha, beta, phi = min(grid, key=lambda choice: sum(e * e for e in smoothed(values, *choice)[2]))
    level, trend, errors = smoothed(values, alpha, beta, phi)
    assert len(errors) == 4
    made = MODELS["holt_damped"]([0, 1, 2, 3, 4], values, [5, 6])
    assert isinstance(made, Ahead)
    assert made.values == pytest.approx((level + phi * trend, level + (phi + phi**2) * trend))
    assert made.widths == pytest.approx((1, sqrt(1 + (alpha + alpha * beta * phi) ** 2)))
    shifted = MODELS["holt_damped"]([-9, -5, 0, 1, 2, 3, 4], [9.0, 9.0, *values], [5, 6])
    assert shifted == made
    assert MODELS["holt_damped"]([0, 1, 2, 3, 4], values, [5, 6.5]) is None
    assert MODELS["holt_damped"]([0, 1, 2, 3, 4], values, [5 + 1e-7]) is not None
    assert MODELS["holt_damped"]([0, 1, 2, 3], values[:4], [4]) is not None
    assert MODELS["holt_damped"]([-9, 0, 1, 2], values[:4], [3]) is None
    assert MODELS["holt_damped"]([0.0], values[:1], [3]) is None


def test_errors_begin_after_four_points_and_carry_their_width() -> None:
    """The drift expects 4 + 3 / 3 at 4, and 9 + 8 / 4 at 5."""
    found = misses([0, 1, 2, 3, 4, 5], [1.0, 3, 2, 4, 9, 10], "drift")
    assert {at: tuple(miss) for at, miss in found.items()} == {
        4: pytest.approx((4, 9, sqrt(4 / 3))),
        5: pytest.approx((-1, 10, sqrt(5 / 4))),
    }


def test_a_backtest_by_hand() -> None:
    """Errors 4 of 9 and -1 of 10 with their widths; no per cent where a value is 0; the best model first."""
    tests = backtests([0, 1, 2, 3, 4, 5], [1.0, 3, 2, 4, 9, 10])
    assert [test.error for test in tests] == sorted(test.error for test in tests)
    drift = next(test for test in tests if test.model == "drift")
    assert (drift.held_back, drift.error, drift.rms) == (2, pytest.approx(2.5), pytest.approx(sqrt(17 / 2)))
    assert drift.spread == pytest.approx(sqrt((16 * 3 / 4 + 4 / 5) / 2))
    assert drift.percent == pytest.approx((400 / 9 + 10) / 2)
    zero = next(test for test in backtests([0, 1, 2, 3, 4, 5], [1.0, 3, 2, 4, 0, 10]) if test.model == "drift")
    assert zero.percent is None
    assert backtests([0, 1, 2, 3, 4], [1.0, 3, 2, 4, 9]) == []


@pytest.mark.parametrize(("held", "tried"), [(4, True), (3, False)])
def test_a_model_is_tried_from_half_of_the_points_on(
    monkeypatch: pytest.MonkeyPatch, held: int, *, tried: bool
) -> None:
    """Of eight that are held back; the others are compared on what all of them forecast."""

    def some(times: list[float], values: list[float], _: list[float]) -> Ahead | None:
        return Ahead((values[-1],), (1.0,)) if len(times) >= 12 - held else None

    monkeypatch.setitem(MODELS, "theil_sen", some)
    tests = backtests(list(range(12)), [1.0, 3, 2, 4, 9, 10, 12, 11, 15, 14, 17, 20])
    assert ("theil_sen" in {test.model for test in tests}) is tried
    assert {test.held_back for test in tests} == {4 if tried else 8}


def test_models_that_share_one_point_alone_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two points are the fewest."""

    def at(*sizes: int) -> object:
        return lambda times, values, _: Ahead((values[-1],), (1.0,)) if len(times) in sizes else None

    monkeypatch.setitem(MODELS, "theil_sen", at(4, 5))
    monkeypatch.setitem(MODELS, "drift", at(5, 6))
    assert backtests(list(range(8)), [1.0, 3, 2, 4, 9, 10, 12, 11]) == []


def test_the_bounds_of_a_forecast_are_students() -> None:
    """80 and 95 per cent about the value: the spread times the width times t of the points held back."""
    known = yearly(1, 3, 2, 4, 9, 10)
    made = outlook(known, "2017", "drift")
    spread, times = sqrt((16 * 3 / 4 + 4 / 5) / 2), [sqrt(1 + 1 / 5), sqrt(2 * (1 + 2 / 5))]
    for at, one in enumerate(made.forecasts):
        assert (one.period, one.value) == (str(2016 + at), pytest.approx(10 + 1.8 * (at + 1)))
        for low, high, level in ((one.low_80, one.high_80, 0.9), (one.low_95, one.high_95, 0.975)):
            room = spread * times[at] * float(scipy.stats.t.ppf(level, 2))
            assert (low, high) == pytest.approx((one.value - room, one.value + room))
    assert made.backtests[0].model == "drift"
    others = [test.error for test in made.backtests[1:]]
    assert others == sorted(others)
    assert (made.used, made.notes) == (tuple(known), ())
    zero = outlook(yearly(5, 3, 2, 4, 9, 0), "2016", "drift")
    assert zero.forecasts[0].value == pytest.approx(-1)
    with pytest.raises(NoForecast, match="Too few points: 5 of the kind of 2016, and a forecast needs 6"):
        outlook(yearly(1, 2, 3, 4, 5), "2016")


def test_what_no_model_can_be_tried_on_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of the model that was to be used; one that cannot reach the period as well."""
    known = yearly(1, 3, 2, 4, 9, 10)
    monkeypatch.setitem(MODELS, "theil_sen", lambda *_: None)
    with pytest.raises(NoForecast, match="Theil-Sen line cannot be tried"):
        outlook(known, "2016", "theil_sen")
    assert outlook(known, "2016").notes == ("not tried, as too few points are evenly apart: Theil-Sen line",)
    near = MODELS["drift"]
    monkeypatch.setitem(MODELS, "drift", lambda t, x, later: near(t, x, later) if len(t) < 6 else None)
    with pytest.raises(NoForecast, match="random walk with drift does not reach 2016"):
        outlook(known, "2016", "drift")
    monkeypatch.setattr(forecast, "backtests", lambda *_: [])
    with pytest.raises(NoForecast, match="random walk with drift cannot be tried"):
        outlook(known, "2016")


def test_three_periods_of_the_commonest_kind_are_forecast_unless_more_are_named() -> None:
    """Too few of them are refused."""
    known = Series.of([*yearly(1, 2, 3, 4, 5, 7), *series(("2015-Q1", 1.0))])
    assert [one.period for one in outlook_ahead(known).forecasts] == ["2016", "2017", "2018"]
    assert [one.period for one in outlook_ahead(known, 1, "drift").forecasts] == ["2016"]
    assert outlook_ahead(known, 1, "drift").model == "drift"
    with pytest.raises(NoForecast, match="Too few points: 5, and a forecast needs 6"):
        outlook_ahead(yearly(1, 2, 3, 4, 5))
    with pytest.raises(NoForecast, match="Too few points: 0"):
        outlook_ahead(Series.of([]))


@pytest.mark.parametrize(
    ("known", "to", "first", "notes"),
    [
        (yearly(1, 2, 3), "2014", "2010", ()),
        (series(("2010", 1, "B"), ("2011", 2)), "2014", "2010", ()),
        (series(("2010", 1), ("2011", 2, "B"), ("2012", 3, "B"), ("2013", 4)), "2014", "2012",
         ("only from the break in 2012 on",)),
        (series(("2019/20", 1), ("2020/21", 2)), "2021/22", "2019/20", ()),
        (series(("2019-H1", 1), ("2020-H1", 2)), "2021-H1", "2019-H1", ()),
        (series(("2019-H1", 1), ("2019-H2", 2)), "2020-H1", "2019-H1", ("no model includes seasonality",)),
        (series(("2010", 1), ("2011", 2, "F"), ("2012-Q1", 3)), "2014", "2010", ()),
    ],
)  # fmt: skip
def test_points_are_of_one_kind_after_the_last_break(
    known: Series, to: str, first: str, notes: tuple[str, ...]
) -> None:
    """Seasons are of parts of a year, of which there are several; a break at the first point leaves nothing out."""
    found, said = points(known, to)
    assert (found[0].period, said) == (first, notes)
    assert all(figure.status != "F" and kind_of(figure.period) == kind_of(to) for figure in found)


def test_figures_that_are_bounds_are_named() -> None:
    """They count as they are."""
    known = Series.of([Figure("u", "i", "2010", value=1.0, qualifier="over"), Figure("u", "i", "2011", value=2.0)])
    assert points(known, "2012")[1] == ("counted as they are, though not exact: 2010",)


def test_the_commonest_kind_leaves_windows_and_forecasts_out() -> None:
    """Of two as common the first; of nothing nothing."""
    known = series(("2010", 1), ("2011-Q1", 2), ("2011-Q2", 2), ("2012", 3, "F"), ("2013", 4, "F"), ("2010-2012", 3),
                   ("2011-2013", 3), ("2012-2014", 3))  # fmt: skip
    assert [figure.period for figure in usual_kind(known)] == ["2011-Q1", "2011-Q2"]
    assert usual_kind(Series.of([])) == []


@pytest.mark.parametrize(
    ("known", "to", "expected"),
    [
        (yearly(1, 2), "2012", ["2012"]),
        (yearly(1, 2), "2014", ["2012", "2013", "2014"]),
        (series(("2019-H1", 1), ("2020-H1", 2)), "2022-H1", ["2021-H1", "2022-H1"]),
        (series(("2019-H1", 1), ("2019-H2", 2)), "2020-H2", ["2020-H1", "2020-H2"]),
        (series(("2019-Q1", 1), ("2019-Q3", 2)), "2020-Q1", ["2019-Q4", "2020-Q1"]),
        (series(("2019-01", 1), ("2020-01", 2)), "2021-01", ["2021-01"]),
    ],
)
def test_periods_go_on_up_to_the_one_that_is_asked_for(known: Series, to: str, expected: list[str]) -> None:
    """Only those parts of the year that were observed, where it is one."""
    assert up_to(list(known), to) == expected
    assert ahead(list(known), len(expected)) == expected


@pytest.mark.parametrize(
    ("known", "to", "sentence"),
    [
        (yearly(1, 2), "2011", "2011 is not ahead of 2011, the newest figure, by 1 to 200 steps"),
        (yearly(1, 2), "2010", "not ahead of 2011"),
        (yearly(1, 2), "2212", "2212 is not ahead of 2011"),
        (series(("2019-H1", 1), ("2020-H1", 2)), "2021-H2", "part of the year as 2021-H2 .* such as 2022-H1"),
        (series(("2019-H1", 1), ("2020-H1", 2)), "2020-H2", "part of the year as 2020-H2 .* such as 2021-H1"),
    ],
)
def test_a_period_that_is_never_reached_is_refused(known: Series, to: str, sentence: str) -> None:
    """The newest itself, one before it, one too far, and a part of the year that was not observed."""
    with pytest.raises(NoForecast, match=sentence):
        up_to(list(known), to)
    assert up_to(list(yearly(1, 2)), "2211")[-1] == "2211"


def test_forecasts_become_figures_with_a_note() -> None:
    """In the scale of the newest figure, with the decimals of the finest; what stands there already is not replaced."""
    used = tuple(Figure("u", "i", str(2010 + at), value=1e4 * at, mult=mult, decimals=decimals)
                 for at, (mult, decimals) in enumerate([(2, 1), (4, 0)]))  # fmt: skip
    known = yearly(1, 3, 2, 4, 9, 10)
    made = outlook(known, "2017", "drift")
    coarse = Outlook("drift", made.forecasts, made.backtests, used)
    assert coarse.decimals == 3
    assert (made.decimals, Outlook("drift", (), (), (used[1],)).decimals) == (0, 0)
    first, second = made.figures()
    one = made.forecasts[0]
    assert (first.period, first.value, first.status, first.indicator) == ("2016", one.value, "F", "i")
    assert first.note == (
        f"forecast: random walk with drift through 2010 to 2015; 80 % {one.low_80:.6g} to {one.high_80:.6g}, "
        f"95 % {one.low_95:.6g} to {one.high_95:.6g}; off by 2.5 on 2 test points"
    )
    workbook = Workbook.of([*known, Figure("u", "i", "2016", value=1.0)], ())
    edit = forecast_edit(workbook, made)
    assert [(part.before, part.after) for part in edit.edits] == [(None, second)]
    assert str(edit.title).startswith("forecast u i to 2017: random walk with drift")
    stale = Workbook.of([*known, Figure("u", "i", "2017", value=1.0, status="F")], ())
    assert [part.after for part in forecast_edit(stale, made).edits] == [first, second]


@pytest.mark.parametrize(
    ("times", "start"),
    [
        ((0, 1, 2), 0), ((0, 1, 2, 4), 2), ((0, 1, 3, 4), 2), ((0, 2, 3, 4), 1), ((0, 2, 3, 5, 6, 7), 3), ((0, 1), 0),
        ((0, 1, 2 + 5e-7), 0), ((0, 1, 2 + 5e-6), 1),
    ],
)  # fmt: skip
def test_the_last_stretch_of_points_begins_after_the_last_other_step(times: tuple[float, ...], start: int) -> None:
    """The last step counts, and steps that differ by less than a millionth are the same."""
    assert _after_gap(times) == start
