"""The analyses of a few rows, with every answer computed by hand or by another formula."""

import math
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
import scipy

from core.analysis.breaks import chow, pettitt
from core.analysis.comparison import compared
from core.analysis.consistency import cronbach_alpha
from core.analysis.correlation import collinear, contrary, correlations, family, size_links
from core.analysis.coverage_of_nodes import coverage_below
from core.analysis.line import least_squares, log_linear_growth
from core.analysis.niche import niche
from core.analysis.obstacles import obstacles
from core.analysis.principal import components
from core.analysis.productivity import implied_output_growth, solow_residual
from core.analysis.profile import differences, extremes, profile
from core.analysis.significance import EDGEWORTH, _by_t, _distances, _tail, kendall_p, pearson_p, spearman_p
from core.analysis.smooth import moving_mean
from core.analysis.statistics import statistics
from core.method.errors import MethodError
from core.method.tree import Branch, Tree

EPS = float(np.finfo(float).eps)


def panel(units: str, **columns: Sequence[float | None]) -> pl.DataFrame:
    """Units named by a letter each, in 2020."""
    keys = pl.DataFrame({"unit": list(units), "period": ["2020"] * len(units)})
    return keys.with_columns(pl.Series(code, values, pl.Float64) for code, values in columns.items())


def test_a_line_through_four_points_by_hand() -> None:
    """X = 1 3 2 6 at 1 2 4 5: b = 9 / 10, what remains is 14 - 0.9 times 9; fewer than 3 points have none."""
    line = least_squares([1, 2, 4, 5], [1.0, 3.0, 2.0, 6.0])
    assert line is not None
    error = math.sqrt(5.9 / 2 / 10)
    assert (line.slope, line.intercept, line.residual) == pytest.approx((0.9, 0.3, 5.9))
    p = 2 * float(scipy.stats.t.sf(0.9 / error, 2))
    assert (line.r2, line.standard_error, line.p) == pytest.approx((1 - 5.9 / 14, error, p))
    flat = least_squares([1, 2, 3], [4.0, 4.0, 4.0])
    assert flat is not None
    assert (flat.slope, flat.intercept, flat.r2, flat.standard_error, flat.p, flat.residual) == (0, 4, 0, 0, 1, 0)
    assert least_squares([1, 2], [1.0, 3.0]) is None
    assert least_squares([2, 2, 2], [1.0, 3.0, 4.0]) is None
    assert log_linear_growth([0, 1], [1.0, 3.0]) is None


def test_chows_break_is_that_of_three_fitted_lines() -> None:
    """The second part begins at its own time; a part needs three points, and without any error there is no F."""
    times, values = [0, 1, 2, 3, 4, 5, 6], [1.0, 2.0, 2.5, 7.0, 6.0, 9.0, 8.0]

    def left(part: slice) -> float:
        return float(np.polyfit(times[part], values[part], 1, full=True)[1][0])

    both = left(slice(3)) + left(slice(3, None))
    found = chow([*times[3:], *times[:3]], [*values[3:], *values[:3]], 3)
    assert found is not None
    f = (left(slice(None)) - both) / 2 / (both / 3)
    assert (found.f, found.p) == pytest.approx((f, float(scipy.stats.f.sf(f, 2, 3))))
    slight = chow(times, [1.0, 2.0, 2.5, 4.0, 3.0, 5.5, 6.0], 3)
    assert slight is not None
    assert 0 < slight.f < 1
    assert slight.p == pytest.approx(float(scipy.stats.f.sf(slight.f, 2, 3)))
    assert chow(times, values, 2) is None
    assert chow(times, values, 5) is None
    assert chow(times, [1.0, 2.0, 3.0, 1.0, 3.0, 5.0, 7.0], 3) is None


@pytest.mark.parametrize(
    ("values", "k", "position", "p"),
    [
        ([1, 2, 3, 10, 11, 12], 9, 3, 2 * math.exp(-6 * 81 / 252)),
        ([5, 5, 1, 1, 1], 6, 2, 2 * math.exp(-6 * 36 / 150)),
        ([1, 2, 3], 2, 1, 1.0),
    ],
)
def test_pettitts_change_by_hand(values: list[float], k: float, position: int, p: float) -> None:
    """Ties have the mean rank, of two places with the same |U| the first counts, p is at most 1."""
    found = pettitt(values)
    assert found is not None
    assert (found.k, found.position, found.p) == (k, position, pytest.approx(p))
    assert pettitt(values[:2]) is None


def test_two_results_are_compared_within_each_period_or_by_unit() -> None:
    """A move of 4 places tells, one of 3 does not; a unit of one result only counts nowhere."""
    years = ["2020"] * 5 + ["2021"] * 4
    first = pl.DataFrame({"unit": list("abcdeabcd"), "period": years, "s": [5.0, 4, 3, 2, 1, 4, 3, 2, 1]})
    second = first.with_columns(s=pl.Series([1.0, 4.5, 3.5, 2.5, 2, 1, 4, 3, 2]))
    more = pl.concat([first, pl.DataFrame({"unit": ["f"], "period": ["2020"], "s": [9.0]})])
    made = compared(more, second, "s")
    assert made.units["first_rank"].to_list() == [1, 2, 3, 4, 5, 1, 2, 3, 4]
    assert made.units["second_rank"].to_list() == [5, 1, 2, 3, 4, 4, 1, 2, 3]
    assert made.units["change"].to_list() == [-4, 1, 1, 1, 1, -3, 1, 1, 1]
    assert made.units["telling"].to_list() == [True] + [False] * 8
    assert made.units["difference"].to_list() == [-4, 0.5, 0.5, 0.5, 1, -3, 1, 1, 1]
    assert (made.mean_shift, made.largest_shift) == (pytest.approx(14 / 9), 4)
    pair = first["s"], second["s"]
    assert made.spearman == pytest.approx(scipy.stats.spearmanr(*pair).statistic)
    assert made.kendall == pytest.approx(scipy.stats.kendalltau(*pair).statistic)
    by_unit = compared(first.head(5), second.tail(4), "s", ["unit"])
    assert by_unit.units.columns[0] == "unit"
    assert by_unit.units["change"].to_list() == [-3, 1, 1, 1]
    level = compared(first.head(3), first.head(3).with_columns(s=pl.lit(2.0)), "s")
    assert (level.spearman, level.kendall, level.units["change"].to_list()) == (None, None, [0, 1, 2])
    for one, other in ((first, second.head(5)), (second.head(5), first)):
        with pytest.raises(MethodError, match="comes twice"):
            compared(one, other, "s", ["unit"])
    with pytest.raises(MethodError, match="share no score of s"):
        compared(first.head(5), second.tail(4), "s")


GAPS = panel(
    "abcdefg",
    x=[1.0, 2, 3, 4, None, 7, 7],
    y=[2.0, 1, 4, 3, 9, None, 4],
    z=[5.0, 5, 5, 1, 0, 8, None],
    one=[3.0] * 7,
)


@pytest.mark.parametrize(
    ("how", "peer"), [("pearson", scipy.stats.pearsonr), ("spearman", scipy.stats.spearmanr),
                      ("kendall", scipy.stats.kendalltau)],
)  # fmt: skip
def test_correlations_are_of_the_rows_that_a_pair_shares(how: str, peer: object) -> None:
    """SciPy's on those rows; none where one of the two is constant; one that is less better turns the sign."""
    table = correlations(GAPS, ["x", "y", "z", "one"], ["z", "x"], how, directions={"x": -1, "y": 0})
    assert table.columns == ["first", "second", "correlation"]
    assert table["first"].to_list() == ["x", "x", "y", "y", "z", "z", "one", "one"]
    assert table["second"].to_list() == ["z", "x"] * 4
    for first, second, found in table.iter_rows():
        both = GAPS.select(pl.col(first).alias("a"), pl.col(second).alias("b")).drop_nulls()
        sign = (-1 if first == "x" else 1) * (-1 if second == "x" else 1)
        expected = None if first == "one" else pytest.approx(sign * peer(both["a"], both["b"]).statistic)  # type: ignore[operator]
        assert found == expected
    assert correlations(GAPS, ["x", "y"], how=how)["second"].to_list() == ["x", "y", "x", "y"]


def test_a_pair_constant_but_for_rounding_has_no_correlation() -> None:
    """About another mean than that of the shared rows the sums of squares leave some rounding."""
    frame = panel("abcd", x=[0.1, 0.1, 0.1, 0.7], y=[1.0, 2, 4, None])
    assert correlations(frame, ["x"], ["y"])["correlation"].to_list() == [None]
    assert cronbach_alpha(panel("abc", x=[1.0, 2, 3], y=[3.0, 2, 1]), ["x", "y"]) is None
    assert cronbach_alpha(panel("abc", x=[1.0, None, None], y=[None, 2.0, 1]), ["x", "y"]) is None
    with pytest.raises(MethodError, match="name two or more"):
        cronbach_alpha(GAPS, ["x"])
    assert cronbach_alpha(panel("abc", x=[1.0, 2, 4], y=[1.0, 3, 2]), ["x", "y"]) == pytest.approx(
        4 * 0.5 / (7 / 3 + 1 + 2 * 0.5)
    )


def test_a_correlation_is_at_most_1_and_keeps_its_digits_far_from_0() -> None:
    """Without a bound these two have one unit in the last place more; sums are of distances from the mean."""
    x = [-0.12853466294403426, 1.3664634705496859, -0.6651946734866135, 0.3515100700930197, 0.9034701816518086]
    for way in (3, -3):
        found = correlations(panel("abcde", x=x, y=[way * one + 1 for one in x]), ["x"], ["y"])["correlation"][0]
        assert 1 - 1e-15 < abs(found) <= 1
    far = panel("abcd", x=[1e9 + at for at in (1, 2, 3, 5)], y=[1e9 + at for at in (2, 1, 4, 3)])
    near = panel("abcd", x=[1.0, 2, 3, 5], y=[2.0, 1, 4, 3])
    assert correlations(far, ["x"], ["y"])["correlation"][0] == pytest.approx(
        correlations(near, ["x"], ["y"])["correlation"][0], rel=1e-12
    )


def test_a_correlation_is_kept_up_to_its_p() -> None:
    """A p at the level counts, one above it does not."""
    p = correlations(GAPS, ["x"], ["y"], significant=1)["p"][0]
    complete = GAPS.select("x", "y").drop_nulls().to_numpy().T
    assert p == pytest.approx(scipy.stats.pearsonr(*complete).pvalue)
    assert correlations(GAPS, ["x"], ["y"], significant=p)["correlation"][0] is not None
    assert correlations(GAPS, ["x"], ["y"], significant=math.nextafter(p, 0))["correlation"][0] is None


TREE = Tree((Branch("top"), Branch("p", "top"), Branch("a", "p"), Branch("b", "p"), Branch("q", "top"),
             Branch("c", "q"), Branch("d", "q")))  # fmt: skip
ALIKE = panel("xyz", a=[-1.0, 0, 1], b=[-2.0, 0, 2], c=[1.0, 0, -1], d=[1.0, -2, 1])


def test_pairs_are_named_once_from_their_level_on_below_one_parent_or_anywhere() -> None:
    """A and b are one, c is their opposite, d goes with none."""
    assert collinear(ALIKE, TREE, 1.0).rows() == [("a", "b", 1.0)]
    assert contrary(ALIKE, TREE, -1.0).is_empty()
    assert contrary(ALIKE, TREE, -1.0, "all").rows() == [("a", "c", -1.0), ("b", "c", -1.0)]
    assert collinear(ALIKE, TREE, 0.0).rows() == [("a", "b", 1.0), ("c", "d", 0.0)]
    assert size_links(ALIKE, ["a", "b"], ["c", "d"], 1.0).is_empty()
    assert size_links(ALIKE, ["a", "b"], ["c", "d"], 0.99).rows() == [("a", "c", -1.0), ("b", "c", -1.0)]


def test_a_code_is_correlated_with_each_node_above_it() -> None:
    """Parent first."""
    frame = ALIKE.with_columns(p=pl.col("a"), q=pl.col("c"), top=pl.col("a"))
    assert family(frame, TREE).rows() == [
        ("p", "top", 1.0), ("a", "p", 1.0), ("a", "top", 1.0), ("b", "p", 1.0), ("b", "top", 1.0),
        ("q", "top", -1.0), ("c", "q", 1.0), ("c", "top", -1.0), ("d", "q", 0.0), ("d", "top", 0.0),
    ]  # fmt: skip


def test_coverage_counts_indicators_not_nodes() -> None:
    """Two of three below the top, although each node has one."""
    tree = Tree((Branch("top"), Branch("p", "top"), Branch("a", "p"), Branch("b", "p"), Branch("c", "top")))
    table = coverage_below(panel("xy", a=[1.0, None], b=[2.0, None], c=[None, 3.0]), tree)
    found = {node: table[node].to_list() for node in ("p", "top")}
    assert found == {"p": [1, 0], "top": pytest.approx([2 / 3, 1 / 3])}


@pytest.mark.parametrize(
    ("values", "width", "expected"),
    [
        ([1, 2, 6, 9], 1, [1, 2, 6, 9]),
        ([1, 2, 6, 10, None, 4, 5, 9], 3, [None, 3, 6, None, None, None, 6, None]),
        ([1, 2, 6, 10, 6, 11], 5, [None, None, 5, 7, None, None]),
        ([1, 2], 3, [None, None]),
        ([], 3, []),
    ],
)
def test_a_moving_mean_needs_all_of_its_window(
    values: list[float | None], width: int, expected: list[float | None]
) -> None:
    """Null at the ends and about a gap; an even width has no middle."""
    assert moving_mean(values, width) == expected
    for wrong in (0, 2, -1):
        with pytest.raises(MethodError, match="odd width"):
            moving_mean(values, wrong)


def test_what_capital_and_labour_do_not_explain() -> None:
    """6 - 0.4 times 5 - 0.6 times 2; without growth of output it has no share of it."""
    made = solow_residual(6, 5, 2, 0.4)
    assert (made.growth, made.contribution) == pytest.approx((2.8, 2.8 / 6))
    assert solow_residual(0, 5, 2, 0.4).contribution is None
    assert implied_output_growth(2, 50) == 4
    assert implied_output_growth(2, 0) is None


def test_the_profile_of_a_unit_by_hand() -> None:
    """Two share the last place of x; turned round another is last alone; a column without values has no rank."""
    frame = panel("abcde", x=[3.0, 5, 1, 1, None], y=[None] * 5)
    names = ["code", "value", "rank", "of", "worst_rank", "at_worst", "best", "median"]
    none = ("y", None, None, 0, None, 0, None, None)
    made = profile(frame, ["x", "y"], "a", "2020", directions={"x": 0})
    assert made.columns == names
    assert made.rows() == [("x", 3, 2, 4, 3, 2, 5, 2), none]
    assert profile(frame, ["x"], "b", "2020", directions={"x": -1}).rows() == [("x", 5, 4, 4, 4, 1, 1, 2)]
    assert profile(frame.with_columns(period=pl.lit(2020)), ["x"], "c", 2020).rows() == [("x", 1, 3, 4, 3, 2, 5, 2)]
    for unit, period in (("z", "2020"), ("a", "2021")):
        with pytest.raises(MethodError, match=f"{unit} has no row in {period}"):
            profile(frame, ["x"], unit, period)
    other = differences(frame, ["x", "y"], "a", "b", "2020")
    assert other.rows() == [("x", 3, 5, 2), ("y", None, None, None)]


RANKS = pl.DataFrame(
    [("A", 1, 5, 5, 1), ("B", 3, 5, 5, 1), ("C", 2, 5, 5, 1), ("D", 5, 5, 5, 1), ("E", 4, 5, 4, 2), ("F", 4, 5, 5, 1),
     ("G", 2, 4, 4, 1), ("H", None, 5, 5, 1), ("I", 3, 4, 4, 1)],
    schema=["code", "rank", "of", "worst_rank", "at_worst"], orient="row",
)  # fmt: skip


@pytest.mark.parametrize(
    ("side", "options", "expected"),
    [
        ("strengths", {}, "ACG"),
        ("strengths", {"count": 1}, "A"),
        ("strengths", {"count": 2}, "ACG"),
        ("strengths", {"any_half": True}, "ACGBI"),
        ("weaknesses", {}, "IFD"),
        ("weaknesses", {"count": 1}, "D"),
        ("weaknesses", {"count": 2}, "FD"),
        ("weaknesses", {"keep_last_place": False}, "IF"),
        ("weaknesses", {"any_half": True, "count": 3}, "BIFD"),
    ],
)
def test_strengths_and_weaknesses_by_hand(side: str, options: dict[str, object], expected: str) -> None:
    """In E two share the last place, H has no rank, B is in the middle of five, G and I beside that of four."""
    assert "".join(extremes(RANKS, side, **options)["code"]) == expected  # type: ignore[arg-type]


def test_obstacles_are_of_what_lacks_by_weight() -> None:
    """Of weights 1 and 3: 0.2 and 0.225; a gap leaves the rest, the best in all has no shares."""
    frame = panel("xyz", a=[0.2, 1, None], b=[0.7, 1, 0.5])
    made = obstacles(frame, {"a": 1, "b": 3}).sort("unit", "indicator")
    assert made.columns == ["unit", "period", "indicator", "obstacle", "share", "rank"]
    assert made["obstacle"].to_list() == pytest.approx([0.2, 0.225, 0, 0, 0.375])
    assert made["share"].to_list() == [pytest.approx(0.2 / 0.425), pytest.approx(0.225 / 0.425), None, None, 1]
    assert made["rank"].to_list() == [2, 1, 1, 1, 1]
    with pytest.raises(MethodError, match="No indicator has a weight"):
        obstacles(frame, {})


def test_a_niche_takes_neither_gaps_nor_equal_rows() -> None:
    """The best row has 1 and no momentum; half of all distances is where the mean one stands."""
    made = niche(panel("xyz", a=[3.0, 1, 2], b=[5.0, 5, 2]), {"a": 1, "b": 3})
    mean = (0 + 2 + 1 + 0 + 0 + 3) / 6
    assert made.epsilon == pytest.approx(mean / 3)
    assert made.units["suitability"].to_list() == pytest.approx(
        [1, mean / (2 + mean) / 4 + 0.75, mean / (1 + mean) / 4 + 0.75 * mean / (3 + mean)]
    )
    assert made.units["momentum"].to_list() == pytest.approx([0, 1, math.sqrt(2)])
    with pytest.raises(MethodError, match="takes no gaps"):
        niche(panel("xy", a=[3.0, None], b=[5.0, 5]), {"a": 1, "b": 1})
    with pytest.raises(MethodError, match="All rows are equal"):
        niche(panel("xy", a=[3.0, 3], b=[5.0, 5]), {"a": 1, "b": 1})


def test_two_components_of_a_correlation_of_0_6() -> None:
    """Eigenvalues 1 + r and 1 - r; a constant, or a single complete row, has none."""
    frame = panel("abcde", x=[1.0, 2, 3, 4, None], y=[2.0, 1, 4, 3, 9], z=[1.0, 1, 1, 1, 2])
    made = components(frame, ["x", "y"])
    assert made.explained.columns == ["component", "eigenvalue", "share", "cumulative"]
    assert made.explained["component"].to_list() == ["1", "2"]
    assert made.explained["eigenvalue"].to_list() == pytest.approx([1.6, 0.4])
    assert made.explained["share"].to_list() == pytest.approx([0.8, 0.2])
    assert made.explained["cumulative"].to_list() == pytest.approx([0.8, 1])
    assert made.loadings.columns == ["indicator", "1", "2"]
    assert made.loadings["indicator"].to_list() == ["x", "y"]
    assert made.loadings["1"].to_list() == pytest.approx([0.5**0.5, 0.5**0.5])
    with pytest.raises(MethodError, match="z is the same"):
        components(frame, ["x", "z"])
    with pytest.raises(MethodError, match="Fewer than 2 rows"):
        components(frame.tail(2), ["x", "y"])
    assert components(frame.slice(2), ["x", "y"]).explained["eigenvalue"].to_list() == pytest.approx([2, 0])


def test_a_shape_at_its_threshold_is_not_an_outlier() -> None:
    """Both have to be above it, and both count by themselves."""
    frame = panel("abcdefghij", x=[*range(1, 10), -1000.0])
    shape = statistics(frame, ["x"]).row(0, named=True)
    assert (shape["skewness"] < -3, shape["outliers"]) == (True, True)
    assert not statistics(frame, ["x"], skewed=abs(shape["skewness"]))["outliers"][0]
    assert not statistics(frame, ["x"], peaked=shape["kurtosis"])["outliers"][0]
    assert [shape[name] for name in ("indicator", "min", "max", "mean", "median", "sd")] == [
        "x", -1000, 9, -95.5, 4.5, pytest.approx(float(np.std([*range(1, 10), -1000.0], ddof=1))),
    ]  # fmt: skip
    empty = statistics(panel("ab", x=[None, None]), ["x"]).row(0, named=True)
    assert (empty["same"], empty["share_same"], empty["nonzero"], empty["available"]) == (0, None, 0, 0)


def test_a_perfect_correlation_has_p_0_and_one_a_little_below_has_not() -> None:
    """Up to two units in the last place are rounding."""
    assert _by_t(1 - 2 * EPS, 3) == _by_t(-1.0, 3) == 0
    assert 0 < _by_t(1 - 3 * EPS, 3) < 1e-6
    assert _by_t(-0.6, 5) == pytest.approx(2 * float(scipy.stats.t.sf(0.6 * math.sqrt(3 / 0.64), 3)))


@pytest.mark.parametrize("of", [pearson_p, spearman_p, kendall_p])
def test_a_constant_has_no_p(of: object) -> None:
    """On either side, nor have two pairs."""
    rising, level = np.array([1.0, 2, 4]), np.array([3.0, 3, 3])
    assert of(rising, level) is None is of(level, rising)  # type: ignore[operator]
    assert of(rising[:2], rising[1:]) is None  # type: ignore[operator]
    assert of(rising, rising) is not None  # type: ignore[operator]


@pytest.mark.parametrize(("last", "method"), [(49, "exact"), (50, "asymptotic")])
def test_kendalls_p_is_exact_below_fifty_pairs_without_ties(last: int, method: str) -> None:
    """A tie on either side has the approximation at once."""
    first = np.arange(last, dtype=float)
    second = np.random.default_rng(3).normal(size=last) + first / 40
    assert kendall_p(first, second) == scipy.stats.kendalltau(first, second, method=method).pvalue
    tied = np.where(first == 1, 0, first)
    for pair in ((tied, second), (second, tied)):
        assert kendall_p(*pair) == scipy.stats.kendalltau(*pair, method="asymptotic").pvalue


def test_spearmans_p_by_enumeration_by_series_and_by_t() -> None:
    """Students t from 1,290 pairs on, and with a tie on either side; before that the series, in both directions."""
    size = 1290
    first = np.arange(size, dtype=float)
    second = np.random.default_rng(5).permutation(first)
    rho = scipy.stats.spearmanr(first, second).statistic
    assert spearman_p(first, second) == pytest.approx(_by_t(rho, size), rel=1e-12)
    fewer = first[:-1], second[:-1]
    assert spearman_p(*fewer) != pytest.approx(_by_t(scipy.stats.spearmanr(*fewer).statistic, size - 1), rel=1e-9)
    tied = np.array([1.0, 2, 2, 5, 4, 7]), np.array([3.0, 1, 5, 4, 8, 9])
    for pair in (tied, tied[::-1]):
        assert spearman_p(*pair) == pytest.approx(_by_t(scipy.stats.spearmanr(*pair).statistic, 6), rel=1e-12)
    up, order = np.arange(5.0), np.array([1.0, 0, 3, 4, 2])
    chance = _distances(5)[: int(((up - order) ** 2).sum()) + 1].sum() / math.factorial(5)
    assert spearman_p(up, order) == spearman_p(up, -order) == pytest.approx(2 * chance)


def test_the_tail_of_spearman_is_counted_or_summed_as_best_and_roberts_print_it() -> None:
    """Exact for nine; for ten the polynomial written out; nothing below 0 or above 1."""
    counts = _distances(9)
    assert counts.sum() == math.factorial(9)
    assert _tail(60, 9) == pytest.approx(counts[60:].sum() / math.factorial(9), rel=1e-12)
    assert list(_distances(3)) == [1, 0, 2, 0, 0, 0, 2, 0, 1]
    c, n, d = EDGEWORTH, 10, 100
    b, x = 1 / n, (6 * (d - 1) / (n * (n * n - 1)) - 1) * math.sqrt(n - 1)
    y = x * x
    terms = (
        c[0] + c[1] * b + c[2] * b**2 - c[3] * y + c[4] * b * y + c[5] * b**2 * y - c[6] * b * y**2
        - c[7] * b**2 * y**2 + c[8] * b * y**3 - c[9] * b**2 * y**3 + c[10] * b**2 * y**4 - c[11] * b**2 * y**5
    )  # fmt: skip
    expected = x * b * terms * math.exp(-y / 2) + float(scipy.stats.norm.sf(x))
    assert _tail(d, n) == pytest.approx(expected, rel=1e-12)
    assert (_tail(2, 10), _tail(330, 10)) == (1, 0)
    just_below = np.array([1.0, 9, 4, 6, 2, 8, 3, 0, 7, 5])
    assert ((just_below - np.arange(10.0)) ** 2).sum() == 166
    assert spearman_p(np.arange(10.0), just_below) == 1


def test_pairs_at_a_bound_are_collinear_or_contrary() -> None:
    """A correlation of 0.8 or -0.8 exactly, of siblings; a p at the level still stands, and takes three pairs."""
    columns = {"a": [1.0, 2.0, 3.0, 4.0], "b": [1.0, 3.0, 2.0, 4.0], "c": [4.0, 2.0, 3.0, 1.0]}
    table = pl.DataFrame({"unit": list("uvwx"), "period": ["2020"] * 4, **columns})
    tree = Tree((Branch("top"), Branch("a", "top"), Branch("b", "top"), Branch("c", "top")))
    found = {row[:2]: row[2] for row in correlations(table, "abc").iter_rows()}
    assert (found["a", "b"], found["a", "c"], found["b", "c"]) == pytest.approx((0.8, -0.8, -1))
    names = ["first", "second"]
    assert collinear(table, tree, found["a", "b"])[names].rows() == [("a", "b")]
    assert collinear(table, tree).is_empty()
    assert contrary(table, tree, found["a", "c"])[names].rows() == [("a", "c"), ("b", "c")]
    assert contrary(table, tree, -0.9)[names].rows() == [("b", "c")]
    p = correlations(table, ["a"], ["b"], significant=1.0)["p"].item()
    assert p == pytest.approx(0.2)
    assert correlations(table, ["a"], ["b"], significant=p)["correlation"].item() == pytest.approx(0.8)
    assert correlations(table, ["a"], ["b"], significant=p * 0.999)["correlation"].item() is None
    assert correlations(table[:3], ["a"], ["b"], significant=1.0)["p"].item() == pytest.approx(2 / 3)
    assert correlations(table[:2], ["a"], ["b"], significant=1.0)["p"].item() is None
    assert correlations(table, ["a"], ["b"], directions={"a": -1, "b": 1})["correlation"].item() == pytest.approx(-0.8)
