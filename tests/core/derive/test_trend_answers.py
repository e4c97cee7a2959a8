"""Rows of trends, ratios beside their parts, tests of a trend, and what is computed again, by hand."""

import math
from collections.abc import Iterable

import pytest

from core.derive.derive import derive
from core.derive.memo import Memo
from core.derive.ratio import RatioCheck, implied_whole, mixed_releases, ratio_check, ratio_of
from core.derive.slope import mann_kendall, theil_sen
from core.derive.stage import Computed, Stage, run_stages
from core.derive.trend_table import TrendRow, comparable, trend_row
from core.workbook.entries import Indicator, Target, Trend, Unit, Watched
from core.workbook.entry import FailedEntry
from core.workbook.figure import Figure, Series, SeriesKey
from core.workbook.workbook import Workbook


def series(*figures: tuple[object, ...]) -> Series:
    """A series of periods and values, each with its letter where it is not A."""
    marks = [(str(when), value, *mark) for when, value, *mark in figures]
    return Series.of(Figure("u", "i", when, value=value, status=(*mark, "A")[0]) for when, value, *mark in marks)


@pytest.mark.parametrize(
    ("kind", "periods"),
    [("flow", "2021-H1 2021-H2"), ("stock", "2020 2021-H1 2021-H2"), ("index", "2020 2021-H1 2021-H2")],
)
def test_figures_of_a_stock_compare_at_any_date_and_those_of_a_flow_over_one_length(kind: str, periods: str) -> None:
    """The more frequent length, forecasts apart."""
    figures = series((2020, 1.0), ("2021-H1", 2.0), ("2021-H2", 3.0), (2021, 4.0, "F"), (2022, 5.0, "F"))
    assert " ".join(figure.period for figure in comparable(figures, kind)) == periods


def test_of_equally_frequent_lengths_the_longer_compares_and_weeks_are_of_one_length() -> None:
    """A week over the end of a month is longer, as months count 31 days, most of all over that of February."""
    assert [f.period for f in comparable(series((2020, 1.0), ("2021-H1", 2.0)), "flow")] == ["2020"]
    for weeks in ((16, 17), (8, 9, 10)):
        figures = series(*((f"2022-W{number:02}", 1.0) for number in weeks))
        assert len(comparable(figures, "flow")) == len(weeks)
    assert comparable(Series(), "flow") == []


def row(figures: Series, *targets: tuple[str, float], direction: int = 1, measure: str = "CNY") -> TrendRow:
    """The row of a watched series with these targets."""
    indicator = Indicator("i", "I", direction=direction, measure=measure)
    entries = [Target("u", "i", when, value) for when, value in targets]
    return trend_row(Watched("t", "u", "i"), Unit("u", "U"), indicator, figures, entries)


@pytest.mark.parametrize(
    ("values", "measure", "expected"),
    [
        ((50.0, 70.0, 98.0), "CNY", (40, 40, None, None, 1)),
        ((50.0, 70.0, 98.0), "PERCENT", (28, None, 24, None, 1)),
        ((100.0, 52.0), "CNY", (-48, -48, None, None, -1)), ((5.0, 5.0), "CNY", (0, 0, None, None, 0)),
        ((50.0,), "CNY", (None, None, None, None, 0)), ((50.0,), "PERCENT", (None, None, None, None, 0)),
        ((), "CNY", (None, None, None, None, 0)), ((5.0, 5.5), "PERCENT", (0.5, None, 0.5, None, 1)),
        ((5.0, 4.5), "PERCENT", (-0.5, None, -0.5, None, -1)),
        ((0.0, 2.0, 4.0, 6.0, 8.0), "CNY", (100 / 3, None, None, 2, 1)),
        ((1.0, 2.0, 4.0, 8.0), "CNY", (100, 100, None, None, 1)),
    ],
)  # fmt: skip
def test_the_row_of_a_trend_is(values: tuple[float, ...], measure: str, expected: tuple[float | None, ...]) -> None:
    """The change, the growth a year or the points a year, the slope from five points on, and where it turns."""
    made = row(series(*((2020 + at, value) for at, value in enumerate(values))), measure=measure)
    changes = (made.change, made.cagr, made.points_a_year, made.slope)
    assert changes == tuple(part if part is None else pytest.approx(part) for part in expected[:-1])
    assert (made.turn, made.used, made.test is None) == (expected[-1], len(values), len(values) < 5)
    assert (made.since, made.ratio, made.path) == (str(2018 + len(values)) if len(values) > 1 else "", None, None)


@pytest.mark.parametrize(("direction", "value", "reaches"), [(0, 101.0, True), (0, 99.0, False), (-1, 99.0, True)])
def test_a_forecast_of_the_period_of_a_target_says_whether_it_is_reached(
    direction: int, value: float, reaches: bool
) -> None:
    """More is better unless less is."""
    figures = series((2020, 120.0 if direction < 0 else 50.0), (2022, value, "F"))
    path = row(figures, ("2022", 100.0), direction=direction).path
    assert path is not None
    assert (path.forecast_reaches, path.reached) == (reaches, False)


def test_a_watched_ratio_is_checked_by_its_parts() -> None:
    """And a series that is none is not."""
    figures = [Figure("u", code, "2020", value=value) for code, value in (("r", 50.0), ("n", 2.0), ("d", 4.0))]
    whole = Indicator("r", "R", measure="PERCENT", numerator="n", denominator="d")
    watched = [Trend("t", "T"), Watched("t", "u", "r"), Watched("t", "u", "n")]
    rows = derive(Workbook.of(figures, [whole, *watched])).trends[0].rows
    assert [made.ratio for made in rows] == [RatioCheck(50.0, 50.0, 50.0, agrees=True), None]
    assert rows[0].reads == {("u", "r"), ("u", "n"), ("u", "d")}


def test_a_trend_names_its_breaks_and_turns_by_the_direction() -> None:
    """A break in the series and another definition; where less is better a fall is good."""
    made = row(series((2020, 4.0), (2021, 3.0, "B"), (2022, 2.0, "D"), (2023, 1.0, "E")), direction=-1)
    assert (made.breaks, made.turn, made.status) == (("2021", "2022"), 1, "E")
    assert row(series((2020, 4.0), (2021, 3.0)), direction=0).turn == 0


@pytest.mark.parametrize(
    ("values", "targets", "direction", "expected"),
    [
        ((64.0, 80.0), [("2022", 100.0)], 1, ("2022", 25, 25, False, True)),
        ((64.0, 80.0), [("2022", 101.0)], 1, ("2022", 26.25, 25, False, False)),
        ((64.0, 80.0), [("2021", 50.0), ("2023", 125.0)], 1, ("2023", 25, 25, False, True)),
        ((64.0, 80.0), [("2021", 90.0)], 1, ("2021", None, 25, False, False)),
        ((64.0, 80.0), [("2020", 90.0)], 1, ("2020", None, 25, False, False)),
        ((64.0, 80.0), [("2022", 80.0)], 1, ("2022", None, 25, True, True)),
        ((80.0, 64.0), [("2022", 51.2)], -1, ("2022", -20, -20, False, True)),
        ((80.0, 64.0), [("2022", 51.0)], -1, ("2022", -20.3125, -20, False, False)),
        ((80.0, 64.0), [("2022", 64.0)], -1, ("2022", None, -20, True, True)),
        ((80.0, 64.0), [("2022", 50.0)], 0, ("2022", None, -20, True, True)),
        ((64.0,), [("2022", 80.0)], 1, ("2022", 11.8034, None, False, None)),
    ],
)  # fmt: skip
def test_the_path_to_a_target_is(
    values: tuple[float, ...], targets: list[tuple[str, float]], direction: int, expected: tuple[object, ...]
) -> None:
    """The target, the growth that it needs, the one observed, whether it is reached, and whether it is on track."""
    path = row(series(*((2020 + at, value) for at, value in enumerate(values))), *targets, direction=direction).path
    assert path is not None
    when, required, observed, reached, on_track = expected
    assert (path.target.period, path.reached, path.on_track) == (when, reached, on_track)
    assert [path.required, path.observed] == [part and pytest.approx(part) for part in (required, observed)]


def ratio(
    published: tuple[float, int], tops: Iterable[tuple[float, int]], bottoms: Iterable[tuple[float, int]]
) -> RatioCheck | None:
    """The check of a figure beside the releases of its parts, each a value and its printed decimals."""
    figure = Figure("u", "r", "2020", value=published[0], decimals=published[1])
    parts = [
        Series.of(
            Figure("u", code, "2020", f"202{at}", value, decimals=digits)
            for at, (value, digits) in enumerate(values, 1)
        )
        for code, values in (("n", tops), ("d", bottoms))
    ]
    return ratio_check(Indicator("r", "R", measure="RATIO"), figure, *parts)


@pytest.mark.parametrize(
    ("published", "parts", "expected"),
    [
        ((5.0, 1), ((202.0, 15), (40.0, 15)), (5.05, True)), ((5.0, 1), ((203.0, 15), (40.0, 15)), (5.075, False)),
        ((5.0, 1), ((1012.0, 0), (200.0, 0)), (5.06, True)), ((5.0, 1), ((1014.0, 0), (200.0, 0)), (5.07, False)),
        ((-5.0, 1), ((-1012.0, 0), (200.0, 0)), (-5.06, True)),
    ],
)  # fmt: skip
def test_a_ratio_agrees_within_the_rounding_of_itself_and_its_parts(
    published: tuple[float, int], parts: tuple[tuple[float, int], tuple[float, int]], expected: tuple[float, bool]
) -> None:
    """Half of its last digit, and what half of theirs adds."""
    check = ratio(published, [parts[0]], [parts[1]])
    assert check is not None
    assert (check.newest, check.agrees) == (pytest.approx(expected[0]), expected[1])


def test_a_ratio_is_checked_by_the_newest_and_the_first_release_of_its_parts() -> None:
    """Null without one of the parts, or with nothing below the line."""
    assert ratio((2.0, 0), [(6.0, 0), (8.0, 0)], [(3.0, 0), (5.0, 0)]) == RatioCheck(2.0, 1.6, 2.0, agrees=True)
    assert ratio((2.0, 0), [], [(3.0, 0)]) is ratio((2.0, 0), [(6.0, 0)], [(0.0, 0)]) is None


@pytest.mark.parametrize(("numerator", "denominator"), [("n", ""), ("", "d"), ("", ""), ("n", "z")])
def test_a_figure_without_both_parts_is_not_a_ratio(numerator: str, denominator: str) -> None:
    """Nor is one of an indicator that the workbook does not list."""
    figures = [
        Figure("u", code, "2020", value=value) for code, value in (("r", 50.0), ("n", 2.0), ("d", 4.0), ("o", 1.0))
    ]
    whole = Indicator("r", "R", measure="PERCENT", numerator="n", denominator="d")
    assert ratio_of(Workbook.of(figures, [whole]), figures[0]) == RatioCheck(50.0, 50.0, 50.0, agrees=True)
    part = Indicator("r", "R", numerator=numerator, denominator=denominator)
    workbook = Workbook.of(figures, [part])
    assert ratio_of(workbook, figures[0]) is ratio_of(workbook, figures[3]) is None


def test_the_whole_of_a_share_has_bounds_by_its_rounding() -> None:
    """12 per cent of 30 to 1 digit, from 11.95 to 12.05; of a share that may be 0, or is missing, there is none."""
    share = Figure("u", "s", "2020", value=12.0, decimals=1)
    assert implied_whole(30.0, share) == (250, pytest.approx(3000 / 12.05), pytest.approx(3000 / 11.95))
    for value in (0.5, None):
        assert implied_whole(30.0, Figure("u", "s", "2020", value=value, status="A" if value else "O")) is None


def test_releases_are_mixed_where_they_differ_and_one_figure_was_revised() -> None:
    """A revised figure alone mixes nothing, and neither do two that were never revised."""
    first, second, other = (
        Figure("u", "i", "2020", "2021", 1.0),
        Figure("u", "i", "2020", "2022", 2.0),
        Figure("u", "j", "2020", "2021", 3.0),
    )
    workbook = Workbook.of([first, second, other], [])
    assert mixed_releases([second], workbook) == mixed_releases([first, other], workbook) == ()
    assert mixed_releases([other, second], workbook) == ("2021", "2022")


def test_the_slope_is_the_median_of_all_slopes() -> None:
    """Of 3, 1 and 2 the second, of two the mean; none at one time."""
    assert theil_sen([0.0, 1.0, 2.0], [0.0, 3.0, 4.0]) == 2
    assert theil_sen([0.0, 1.0, 1.0], [0.0, 3.0, 4.0]) == 3.5
    assert theil_sen([1.0, 1.0], [3.0, 4.0]) is None


@pytest.mark.parametrize(
    ("values", "s", "variance", "p"),
    [
        ([1, 2, 3, 4, 5], 10, 50 / 3, 2 / 120), ([1, 2, 3, 5, 4], 8, 50 / 3, 10 / 120),
        ([3, 1, 5, 2, 4], 2, 50 / 3, 98 / 120), ([2, 5, 1, 4, 3], 0, 50 / 3, 1), ([5, 5, 5, 5, 5], 0, 0, 1),
        ([1, 2, 2, 2, 3], 7, (300 - 66) / 18, None), ([2, 4, 3, 1, 3], -1, (300 - 18) / 18, 1),
        (list(range(9)), 36, 92, 2 / math.factorial(9)), (list(range(10)), 45, 125, None),
    ],
)  # fmt: skip
def test_mann_and_kendall_count(values: list[float], s: int, variance: float, p: float | None) -> None:
    """Rises less falls; p is exact below ten points without ties, otherwise by the normal distribution."""
    made = mann_kendall(values)
    assert made is not None
    z = (s - math.copysign(1, s)) / math.sqrt(variance) if s else 0.0
    assert (made.s, made.variance, made.z) == (s, pytest.approx(variance), pytest.approx(z))
    n = len(values)
    assert made.tau == s / (n * (n - 1) / 2)
    if p is not None:
        assert made.p == pytest.approx(p)
    if n >= 10 or len(set(values)) < n:
        assert made.p == pytest.approx(math.erfc(abs(z) / math.sqrt(2)))
    assert mann_kendall(values[:4]) is None


def test_a_memo_keeps_a_result_whose_inputs_are_the_same_objects() -> None:
    """Neither equal ones, nor more or fewer of them; what equals the object from before is that object."""
    one, other = [1], [1]
    first = Memo()
    result = first.get_or_compute("sum", lambda *parts: list(parts), one)
    assert Memo(first).get_or_compute("sum", lambda *parts: list(parts), one) is result
    assert Memo(first).get_or_compute("sum", lambda *parts: list(parts), other) is not result
    assert Memo(first).get_or_compute("sum", lambda *parts: list(parts), one, other) == [one, other]
    assert Memo(Memo(first)).before("sum") == ((one,), result)
    pair = first.get_or_compute("pair", lambda *parts: list(parts), one, other)
    assert Memo(first).get_or_compute("pair", lambda *parts: list(parts), one, [1]) is not pair
    assert first.same_if_equal("row", one) is one
    second = Memo(first)
    assert second.same_if_equal("row", other) is one
    assert Memo(second).same_if_equal("row", [2]) == [2]


def test_a_stage_is_computed_again_where_something_that_it_reads_changed() -> None:
    """A table, an earlier stage, or one of its series; a stage that names none reads all figures."""
    own, foreign = FailedEntry("units", "x", "{}", "?"), FailedEntry("tiers", "y", "{}", "?")
    figures = [Figure("u", "i", "2020", value=1.0), Figure("v", "i", "2020", value=2.0)]
    workbook = Workbook.of(figures, [own, foreign])
    computed: list[str] = []

    def stage(name: str, stages: tuple[str, ...] = (), reads: SeriesKey | None = None) -> Stage:
        def compute(view: Workbook, results: object, _: Memo) -> object:
            computed.append(name)
            assert ([*view.with_failed], view.failed()) == (["units"], [own])
            return [results]

        return Stage(
            name,
            ("units",),
            compute,
            stages,
            (lambda _: [frozenset({("z", "z")}), frozenset({reads})]) if reads else None,
        )

    stages = (stage("one", (), ("u", "i")), stage("all"), stage("after", ("one",), ("w", "i")))

    def again(later: Workbook, earlier: Workbook | None, before: dict[str, Computed]) -> str:
        computed.clear()
        run_stages(stages, later, earlier, before)
        return " ".join(computed)

    before = run_stages(stages, workbook, None, {})
    others = workbook.with_figure(figures[1].key, None)
    both = others.with_figure(figures[0].key, None)
    assert again(workbook, None, {}) == again(both, workbook, before) == "one all after"
    assert again(workbook, workbook, before) == ""
    assert again(others, workbook, before) == "all"
    assert again(workbook.with_figure(figures[0].key, None), workbook, before) == "one all after"
    assert again(workbook.with_entry("units", "u", Unit("u", "U")), workbook, before) == "one all after"
    assert again(workbook.with_entry("tiers", "y", None), workbook, before) == ""
