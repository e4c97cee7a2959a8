"""Small answers of robustness: what a point stands for, what is counted of ranks and scores, and what is kept."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from core.method.document import Document
from core.method.errors import MethodError
from core.method.panel import Panel
from core.method.run import Scored, run
from core.method.tree import Branch, Tree
from core.robustness import tally
from core.robustness.band import quick
from core.robustness.choices import (
    Alternatives,
    LeaveOut,
    WeightNoise,
    WeightSets,
    Within,
    chosen,
    figure_factors,
    weight_factors,
    within,
)
from core.robustness.importance import left_out, scores_left_out, tornado
from core.robustness.model import UncertaintyModel
from core.robustness.moves import Moves, moves_of
from core.robustness.points import MOST_QUASI, sobol_points
from core.robustness.prepared_runs import is_whole
from core.robustness.rank_counts import RankCounts
from core.robustness.results import RobustnessResult, RobustnessState, is_same
from core.robustness.scores import Block, Mixture, own_shares
from core.robustness.sensitivity import (
    Cancelled,
    SobolIndex,
    _are_possible,
    _estimates,
    _two_samples,
    in_one_sentence,
    mean_rank_shift,
    output_of,
    rank_of,
    score_of,
    scores_by,
)
from core.robustness.settings import UncertaintySettings
from core.robustness.study import rank_shifts
from core.robustness.tally import Tally, quantiles
from core.robustness.variation import Variation
from core.workbook.entries import Method, Step, TreeNode

NAN = np.nan
UNITS = ["u", "v", "w"]


def points(*numbers: float) -> np.ndarray:
    """Numbers within 0 and 1."""
    return np.array(numbers)


def test_a_point_stands_for_a_factor_an_option_or_a_number() -> None:
    """0 and 1 are the ends; each option and each whole number has an equal part of the way between."""
    assert weight_factors(points(0, 0.5, 0.75, 1), 0.25).tolist() == [0.75, 1, 1.125, 1.25]
    assert chosen(points(0, 0.3, 0.34, 0.67, 1), 3) == [0, 0, 1, 2, 2]
    assert within(points(0, 0.25, 1), Within(1, "p", 3, 7)) == [3, 4, 7]
    assert within(points(0, 0.19, 0.2, 1), Within(1, "p", 3, 7, whole=True)) == [3, 3, 4, 7]
    factors = figure_factors(np.array([[0.5, 0.5], [0.8413447, 0.1586553], [0, 1]]), (10, 20), (False, True))
    assert factors[:2].tolist() == pytest.approx(np.array([[1, 1], [1.1, 1.2]]), abs=1e-7)
    assert factors[2].tolist() == pytest.approx([1 - 0.1 * 5.9978070, 1 + 0.2 * 5.9978070], abs=1e-6)
    assert (Within(3, "p", 0, 1).name, Alternatives(4, ()).name) == ("step 3 p", "step 4")


@pytest.mark.parametrize(
    ("choices", "whole"),
    [
        ((WeightNoise(), Within(1, "p", 0, 1)), True),
        ((WeightNoise(), Within(1, "p", 0, 3, whole=True)), False),
        ((Within(1, "p", 0, 3, whole=True), Within(2, "q", 0, 1)), True),
        ((), False),
    ],
)
def test_each_run_is_computed_by_itself_where_one_number_has_any_value(
    choices: tuple[object, ...], whole: bool
) -> None:
    """Whole numbers give few combinations, which are kept."""
    assert is_whole(choices) is whole


def test_points_beyond_the_sequence_are_random_numbers_of_each_run() -> None:
    """The same whatever the batch; the first dimensions are those of the sequence."""
    whole = sobol_points(MOST_QUASI + 2, 3, 7)
    assert whole.shape == (3, MOST_QUASI + 2)
    assert (sobol_points(MOST_QUASI + 2, 1, 7, 2) == whole[2:]).all()
    assert whole[1, MOST_QUASI:].tolist() == np.random.default_rng((7, 1)).random(2).tolist()
    assert (sobol_points(3, 2, 7, 1) == sobol_points(3, 3, 7)[1:]).all()
    assert (sobol_points(3, 2, 8) != sobol_points(3, 2, 7)).any()


def counted(*batches: tuple[list[list[float]], list[list[int]]]) -> Tally:
    """What is counted of batches of scores and ranks; nominal scores 7, none and 20."""
    counts = Tally.of(UNITS, np.array([7.0, NAN, 20.0]))
    for scores, placed in batches:
        counts.take(np.array(scores), np.array(placed))
    return counts


ONE = ([[8.0, NAN, 17.0]], [[2, 0, 1]])
TWO = ([[9.0, 3.0, NAN], [30.0, 2.0, 20.0]], [[1, 2, 0], [1, 3, 2]])


def test_one_run_is_its_own_table() -> None:
    """A unit without a score has nothing; one that follows another stands above it in this share of their runs."""
    table = counted(ONE).frame(1).to_dict(as_series=False)
    assert (table["unit"], table["nominal"], table["scored"]) == (["w", "u", "v"], [1, 2, None], [1, 1, 0])
    columns = "unit nominal median low high mean_rank median_7 low_7 high_7 same first above_next scored"
    assert list(table) == [*columns.split(), "score", "score_low", "score_high", "mean", "sd"]
    for name, expected in {
        "median": [1, 2, None], "low": [1, 2, None], "high": [1, 2, None], "mean_rank": [1, 2, None],
        "median_7": [1, 2, None], "same": [1, 1, None], "first": [1, 0, None], "above_next": [1, 0, None],
        "score": [20, 7, None], "score_low": [17, 8, None], "score_high": [17, 8, None], "mean": [17, 8, None],
        "sd": [0, 0, None],
    }.items():  # fmt: skip
        assert table[name] == expected, name


def test_several_runs_are_counted_of_those_with_a_score() -> None:
    """Means and deviations are about the nominal score; a unit has none where the method gives it none."""
    counts = counted(ONE, TWO)
    table = counts.frame(4).to_dict(as_series=False)
    assert table["scored"] == [0.5, 0.75, 0.5]
    assert table["mean_rank"] == pytest.approx([1.5, 4 / 3, 2.5])
    assert (table["median"], table["low"], table["high"]) == ([1, 1, 2], [1, 1, 2], [2, 2, 3])
    assert table["median_7"] == pytest.approx([1.5, 1, 2.5])
    assert table["high_7"] == pytest.approx([1.95, 1.9, 2.95])
    assert (table["same"], table["first"]) == ([0.5, pytest.approx(1 / 3), 0], [0.5, pytest.approx(2 / 3), 0])
    assert table["above_next"] == [0.5, 1, None]
    assert table["mean"] == [18.5, pytest.approx(47 / 3), None]
    assert table["sd"][:2] == pytest.approx([1.5, ((1 + 4 + 529) / 3 - (26 / 3) ** 2) ** 0.5])
    shares = counts.above_shares
    assert shares is not None
    assert shares.tolist() == [[0, 1, 0.5], [0, 0, 0], [0.5, 1, 0]]
    assert counts.pairs().rows()[:3] == [("u", "v", 1), ("u", "w", 0.5), ("v", "u", 0)]
    assert counts.chances().rows() == [
        ("w", 1, 0.5), ("w", 2, 0.5), ("u", 1, pytest.approx(2 / 3)), ("u", 2, pytest.approx(1 / 3)),
        ("v", 2, 0.5), ("v", 3, 0.5),
    ]  # fmt: skip


def test_pairs_are_counted_in_parts_and_only_of_so_many_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts give the same; above the limit there are no pairs."""
    whole = counted(TWO).above_shares
    monkeypatch.setattr(tally, "BATCH_CELLS", 9)
    assert np.array_equal(counted(TWO).above_shares, whole)
    monkeypatch.setattr(tally, "MOST_PAIRED", 3)
    assert counted(TWO).above_shares is not None
    monkeypatch.setattr(tally, "MOST_PAIRED", 2)
    few = counted(TWO)
    assert (few.above_shares, few.pairs().rows()) == (None, [])
    assert few.pairs().columns == ["unit", "other", "share"]
    assert few.frame(2)["above_next"].to_list() == counted(TWO).frame(2)["above_next"].to_list()


def test_only_the_scores_of_the_first_runs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many runs at most, and so many numbers in all."""
    monkeypatch.setattr(tally, "KEPT_CELLS", 8)
    assert counted(TWO, ONE).first_scores[:, 0].tolist() == [9, 30]
    monkeypatch.setattr(tally, "KEPT_CELLS", 100)
    assert counted(ONE, TWO).first_scores[:, 0].tolist() == [8, 9, 30]
    monkeypatch.setattr(tally, "MOST_KEPT", 2)
    assert counted(ONE, TWO, ONE).first_scores[:, 0].tolist() == [8, 9]
    assert counted().first_scores.shape == (0, 3)


def test_intervals_leave_gaps_out() -> None:
    """5 and 95 % on the line between two values; nothing for a column of gaps."""
    low, high = quantiles(np.array([[1.0, NAN, 3.0], [21.0, NAN, NAN]]))
    assert low.tolist() == pytest.approx([2, NAN, 3], nan_ok=True)
    assert high.tolist() == pytest.approx([20, NAN, 3], nan_ok=True)
    assert np.isnan(quantiles(np.full((0, 2), NAN))).all()


@pytest.mark.parametrize("again", [1, 4])
def test_ranks_are_counted_as_ranks_and_as_numbers_of_runs(again: int) -> None:
    """Three runs of three units are kept as they are, more are counted; a rank of 0 is none."""
    counts = RankCounts(3)
    for _ in range(again):
        counts.take(np.array([[1, 2, 0], [2, 1, 0], [1, 3, 0]]))
    table = counts.table(np.array([1, 3, 0]))
    assert table["total"].tolist() == [3 * again, 3 * again, 0]
    assert table["median"][:2].tolist() == [1, 2]
    assert (table["low"][:2].tolist(), table["high"][:2].tolist()) == ([1, 1], [2, 3])
    assert table["mean_rank"].tolist() == pytest.approx([4 / 3, 2, 0])
    assert table["same"].tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    assert table["first"].tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    parts = list(counts.parts())
    assert len(parts) == 1
    assert parts[0][1].tolist() == [[0, 2 * again, again, 0], [0, again, again, again], [3 * again, 0, 0, 0]]


def test_counts_are_made_of_some_units_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as of all at once."""
    counts = RankCounts(3)
    counts.take(np.array([[1, 2, 3], [2, 1, 3]]))
    monkeypatch.setattr("core.robustness.rank_counts.AT_ONCE", 8)
    parts = list(counts.parts())
    assert [len(part) for _, part in parts] == [2, 1]
    assert np.concatenate([part for _, part in parts]).tolist() == [[0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 2]]
    counts.take(np.array([[3, 2, 1]] * 4))
    assert [len(part) for _, part in counts.parts()] == [2, 1]
    assert counts.table(np.array([1, 2, 3]))["first"].tolist() == pytest.approx([1 / 6, 1 / 6, 4 / 6])


def test_places_gained_are_those_of_the_units_of_both_periods() -> None:
    """A run without one of the ranks does not count; the change of the score has its mean and deviation."""
    before, after = Tally.of(["u", "v"], np.array([3.0, 7.0])), Tally.of(["w", "v", "u"], np.array([1.0, 2.0, 9.0]))
    (move,) = moves_of({"2020": before, "2021": after})
    assert (move.units, move.here.tolist(), move.there.tolist(), move.counts.shape) == (
        ["u", "v"],
        [0, 1],
        [2, 1],
        (2, 7),
    )
    was, now = np.array([[3.0, 7.0], [4.0, 5.0]]), np.array([[1.0, 2.0, 9.0], [1.0, 2.0, NAN]])
    ranks, later = np.array([[2, 1], [2, 1]]), np.array([[3, 2, 1], [2, 1, 0]])
    before.take(was, ranks)
    after.take(now, later)
    move.take(ranks, later, was, now)
    table = move.frame().to_dict(as_series=False)
    assert (table["unit"], table["from"], table["to"]) == (["u", "v"], ["2020"] * 2, ["2021"] * 2)
    assert (table["median"], table["low"], table["high"], table["rose"]) == ([1, -1], [1, -1], [1, 0], [1, 0])
    assert (table["change"], table["change_sd"]) == ([6, -4], [0, 1])
    assert table["change_low"] == pytest.approx([6, -4.9])
    assert table["change_high"] == pytest.approx([6, -3.1])
    empty = moves_of({"2020": before, "2021": after})[0]
    assert isinstance(empty, Moves)
    assert empty.frame().height == 0


def test_shifts_are_means_over_the_units_with_both_ranks() -> None:
    """Of all periods together; a run in which none has both has 0."""
    placed = {"1": np.array([[3, 1, 0], [0, 0, 1]]), "2": np.array([[2], [0]])}
    assert rank_shifts(placed, {"1": np.array([1, 2, 0]), "2": np.array([2])}).tolist() == [1, 0]


def test_the_shares_of_a_mixture_lie_between_those_of_two_trees() -> None:
    """A code that has a weight in one of them counts in every run."""
    tree = Tree((Branch("top"), Branch("a", "top", 3.0), Branch("b", "top", 1.0), Branch("c", "top", 0.0)))
    other = tree.with_weights({"a": 0.0, "b": 1.0, "c": 1.0})
    codes, shares = own_shares((tree,), "top", Mixture((other,), np.array([0, 0]), np.array([0.0, 0.5])))
    assert (codes, shares.tolist()) == (("a", "b", "c"), [[0.75, 0.25, 0], [0.375, 0.375, 0.25]])
    codes, shares = own_shares((tree, other), "top", None)
    assert (codes, shares.tolist()) == (("a", "b", "c"), [[0.75, 0.25, 0], [0, 0.5, 0.5]])
    assert own_shares((tree,), "top", None)[0] == ("a", "b")


def test_indices_are_estimated_as_their_formulas_say() -> None:
    """First order mean(fB (fAB - fA)) / V, total mean((fA - fAB)²) / 2 V, V by n - 1 over both samples."""
    at_a, at_b, mixed = np.array([1.0, -1.0, 2.0]), np.array([-2.0, 1.0, -1.0]), np.array([[3.0], [-1.0], [NAN]])
    first, total = _estimates(at_a, at_b, mixed, np.array([[1.0, 1.0, 1.0], [2.0, 0.0, 0.0]]))
    assert first[0].tolist() == pytest.approx([(-2 * 2 + 1 * 0) / 2 / 2.4])
    assert total[0].tolist() == pytest.approx([(4 + 0) / 2 / 2 / 2.4])
    assert first[1].tolist() == pytest.approx([-2 * 2 / 3])
    constant, _ = _estimates(np.full(3, 2.0), np.full(3, 2.0), np.full((3, 1), 2.0), np.ones((1, 3)))
    assert np.isnan(constant).all()
    nothing, _ = _estimates(np.full(3, NAN), np.full(3, NAN), np.full((3, 1), NAN), np.ones((1, 3)))
    assert np.isnan(nothing).all()


@pytest.mark.parametrize(
    ("first", "total", "possible"),
    [((0.5, 0.5, 0.3, 0.3), (1.0,) * 4, False), ((0.5, 0.5, 0.1, 0.05), (1.0,) * 4, True),
     ((0.1,) * 4, (0.2, 0.2, 0.2, 0.1), False), ((0.1,) * 4, (0.2, 0.3, 0.2, 0.2), True),
     ((0.9, NAN), (0.95, NAN), True)],
)  # fmt: skip
def test_indices_are_possible_within_their_errors(
    first: tuple[float, ...], total: tuple[float, ...], possible: bool
) -> None:
    """The first orders sum to 1 at most, the totals at least: by a tenth times the root of their number."""
    assert _are_possible(np.array(first), np.array(total)) is possible


def test_a_column_has_neighbouring_dimensions_in_the_two_samples() -> None:
    """Those of small groups come first."""
    a, b = _two_samples({"weights": [0, 1], "step": [2]}, 4, 5)
    whole = sobol_points(6, 4, 5)
    assert (a[:, [2, 0, 1]] == whole[:, [0, 2, 4]]).all()
    assert (b[:, [2, 0, 1]] == whole[:, [1, 3, 5]]).all()


def index(name: str, total: float | None, *, settled: bool = True, failed: int = 0) -> SobolIndex:
    """The index of one choice from 300 runs."""
    return SobolIndex(name, total, total, total, total, total, total, settled, 300, failed)


@pytest.mark.parametrize(
    ("indices", "sentence"),
    [
        ([index("weights", None)], "The result does not move, whichever choice is taken."),
        ([index("weights", 0.5)], "Only the choice of weights varies: everything depends on it."),
        ([index("weights", 0.3), index("figures", 0.704), index("x", None)], "figures matters most: 70 % of the"),
        ([index("weights", 1.2), index("figures", 0.7)], "weights matters most: 100 % of the variance depends on it."),
        ([index("weights", 0.6, settled=False, failed=3), index("x", 0.0)], "it; the estimate has not converged, so"),
        ([index("weights", 0.6, settled=False, failed=4), index("x", 0.0)], "because 4 of its 300 runs failed: leave"),
    ],
)
def test_a_sentence_names_the_choice_that_matters_most(indices: list[SobolIndex], sentence: str) -> None:
    """With its share, 100 % at most, and with a doubt where it has not converged."""
    assert sentence in in_one_sentence(indices)


@pytest.mark.parametrize(
    ("given", "height", "expected"),
    [
        (UncertaintySettings(), 100, ("25", {}, 256)),
        (UncertaintySettings(runs=100), 100, ("25", {}, 100)),
        (UncertaintySettings(runs=8), 0, ("25", {}, 32)),
        (UncertaintySettings(), 1 << 11, ("25", {}, 128)),
        (UncertaintySettings(), 1 << 17, ("25", {}, 32)),
        (UncertaintySettings(weights="", figures="usual"), 9, ("25", {}, 256)),
        (UncertaintySettings(weights=" ", sets="equal"), 9, (" ", {}, 256)),
        (UncertaintySettings(weights="", left_out="all"), 9, ("", {}, 256)),
        (UncertaintySettings(weights="", steps={2: "rank; p=1..5"}), 9, ("", {2: "rank"}, 256)),
        (UncertaintySettings(weights="", steps={2: "p=1..5"}), 9, ("25", {2: ""}, 256)),
    ],
)
def test_an_interval_after_each_edit_comes_from_few_runs(
    given: UncertaintySettings, height: int, expected: tuple[str, dict[int, str], int]
) -> None:
    """Without figures and ranges; where nothing else is left the weights vary by 25 %."""
    scored = SimpleNamespace(frame=SimpleNamespace(height=height))
    made = quick(given, scored)  # type: ignore[arg-type] - only the number of rows is read
    assert (made.weights, made.steps, made.runs) == expected
    assert (made.figures, made.sensitivity) == ("", 0)


def test_the_last_three_results_are_kept_one_for_each_request() -> None:
    """One for the same request goes; that of another node or method is found by its stages."""
    stages = [SimpleNamespace() for _ in range(4)]
    results = [Scored(SimpleNamespace(at=at), (stage,)) for at, stage in enumerate(stages)]  # type: ignore[arg-type]
    state = RobustnessState()
    for scored in results:
        state.keep(RobustnessResult(scored, "top", UncertaintySettings(), 8))
    assert [result.scored for result in state.known] == results[1:]
    again = RobustnessResult(results[2], "top", UncertaintySettings(), 9)
    state.keep(again)
    assert [result.scored for result in state.known] == [results[1], results[3], results[2]]
    assert state.known[-1] is again
    state.keep(RobustnessResult(results[2], "p", UncertaintySettings(), 9))
    assert len(state.known) == 3
    assert state.known[1] is again
    assert is_same(results[0], Scored(results[0].document, results[0].stages))
    assert not is_same(results[0], Scored(results[0].document, (*results[0].stages, stages[1])))  # type: ignore[arg-type]
    assert not is_same(results[0], Scored(results[0].document, (stages[1],)))  # type: ignore[arg-type]
    assert not is_same(results[0], Scored(results[1].document, results[0].stages))


def test_an_empty_table_has_its_columns() -> None:
    """Of chances without a run."""
    assert counted().chances().schema == {"unit": pl.String, "rank": pl.Int64, "share": pl.Float64}


def two_years() -> Scored:
    """Three units in two years, the index is the mean of a and b by 3 and 1."""
    columns = {"unit": list("uvuvw"), "period": list("11222"), "a": [3.0, 7, 5, 1, None], "b": [9.0, 4, 2, 20, 6]}
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top", 3.0), TreeNode("m", "b", "top", 1.0))
    document = Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", "arithmetic"),))
    return run(document, pl.DataFrame(columns))


def test_outputs_are_ranks_within_a_period_scores_and_shifts() -> None:
    """At the method itself, and with all weight on b; one unit a year has no ranks that move."""
    model = UncertaintyModel(two_years(), "top", (LeaveOut(("a",)),))
    at = np.array([[0.1], [0.9]])
    assert [rank_of(model, row)(at).tolist() for row in range(5)] == [[2, 1], [1, 2], [3, 3], [2, 1], [1, 2]]
    assert score_of(model, 3)(at).tolist() == [5.75, 20]
    assert mean_rank_shift(model)(at).tolist() == [0, 4 / 5]
    assert output_of(model)(at).tolist() == [0, 4 / 5]
    single = two_years().raw.filter(unit="u")
    alone = UncertaintyModel(run(two_years().document, single), "top", (LeaveOut(("a",)),))
    assert output_of(alone)(at).tolist() == [4.25, 2]
    parts = scores_by(model)(np.tile(at, (200, 1)))
    assert parts[-1].tolist() == [9, 4, 2, 20, 6]
    with pytest.raises(Cancelled):
        scores_by(model, is_cancelled=lambda: True)(at)


def test_leaving_a_code_out_and_each_weight_up_and_down() -> None:
    """Scores, ranks and places gained by hand; the widest swing is first."""
    model = UncertaintyModel(two_years(), "top", (WeightNoise(),))
    table = left_out(model)
    assert table["code"].to_list() == ["a", "b"]
    assert table.row(0) == ("a", 4 / 5, "u", 1)
    assert table.row(1) == ("b", 0.5, "u", 2)
    scores = scores_left_out(model)
    assert scores.filter(left_out="a")["score"].to_list() == [9, 4, 2, 20, 6]
    assert scores.filter(left_out="a")["rank"].to_list() == [1, 2, 3, 1, 2]
    assert scores.filter(left_out="a")["gained"].to_list() == [1, -1, 0, 1, -1]
    assert scores.filter(left_out="b")["rank"].to_list() == [2, 1, 1, 2, None]
    swings = tornado(model, 3, 0.5)
    assert swings["code"].to_list() == ["a", "b"]
    assert swings["low"].to_list() == pytest.approx([(1.5 + 20) / 2.5, (3 + 10) / 3.5])
    assert swings["high"].to_list() == pytest.approx([(4.5 + 20) / 5.5, (3 + 30) / 4.5])
    assert (swings["rank_low"].to_list(), swings["rank_high"].to_list()) == ([1, 3], [2, 1])
    assert tornado(model, 4)["swing"].to_list() == [0, 0]


@pytest.mark.parametrize("steps", [(), (Step("m", 1, "normalise", "min_max"),)])
def test_a_study_needs_an_aggregation_at_the_end(steps: tuple[Step, ...]) -> None:
    """A method without steps, and one with others alone."""
    scored = two_years()
    other = run(Document(scored.document.method, scored.document.placed, steps), scored.raw)
    with pytest.raises(MethodError, match="does not end with an aggregation"):
        UncertaintyModel(other, "top", (WeightNoise(),))


def test_what_a_point_says_of_each_choice() -> None:
    """Columns one after the other: weights below a node, sets, a step, a number, an indicator left out."""
    scored = two_years()
    choices = (
        WeightNoise(0.5), WeightSets((("x", {"a": 1.0, "z": 3.0}), ("y", {"b": 3.0})), between=True),
        Alternatives(1, (("geometric", {}),)), LeaveOut(("a", "b")),
    )  # fmt: skip
    variation = Variation(scored, choices)
    assert variation.dimensions == 6
    assert [list(columns) for columns in variation.groups.values()] == [[0, 1], [2, 3], [4], [5]]
    drawn = variation.drawn(np.array([[0, 1, 0.1, 0.3, 0.1, 0.1], [0.5, 0.75, 0.9, 0.7, 0.9, 0.9], [0.5] * 5 + [0.5]]))
    assert drawn.factors.tolist() == [[1, 0.5, 1.5], [1, 1, 0], [1, 0, 1]]
    assert drawn.combinations == [(0,), (1,), (1,)]
    assert drawn.mixture is not None
    assert (drawn.mixture.which.tolist(), drawn.mixture.share.tolist()) == ([0, 1, 1], [0.3, 0.7, 0.5])
    assert drawn.mixture.trees[0].weights == {"top": 1, "a": 1, "b": 1}
    single = Variation(scored, (WeightSets((("x", {"a": 1.0}), ("y", {"b": 3.0}))),)).drawn(
        np.array([[0.1], [0.5], [0.9]])
    )
    assert single.mixture is not None
    assert (single.mixture.which.tolist(), single.mixture.share.tolist()) == ([0, 0, 1], [0, 1, 1])
    assert single.combinations == [(), (), ()]
    some = drawn.only([2, 0])
    assert some.factors[:, 1].tolist() == [0, 0.5]
    assert some.mixture is not None
    assert some.mixture.share.tolist() == [0.5, 0.3]


@pytest.mark.parametrize("cells", [1 << 22, 30])
def test_runs_are_scored_in_parts(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    """The same scores and reasons however many at once; a score of 0 stops the runs that take a geometric mean."""
    monkeypatch.setattr("core.robustness.scores.AT_ONCE", cells)
    scored = two_years()
    zero = run(scored.document, scored.raw.with_columns(a=pl.col("a").replace({7.0: 0.0})))
    model = UncertaintyModel(zero, "top", (Alternatives(1, (("geometric", {}),)), LeaveOut(("a",))))
    made = model.evaluated(np.array([[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.9, 0.1]]))
    assert sorted(made.reasons) == [1, 3]
    assert made.scores[0].tolist() == [4.5, 1, 4.25, 5.75, 6]
    assert made.scores[2].tolist() == pytest.approx([9, 4, 2, 20, 6])
    assert np.isnan(made.scores[[1, 3]]).all()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_some_of_the_runs_of_a_block_have_their_own_trees(count: int) -> None:
    """One tree is that of every run; values without runs stay."""
    trees = tuple(Tree((Branch("top"), Branch("a", "top", weight))) for weight in (1.0, 2.0, 3.0)[:count])
    panel = Panel.of(pl.DataFrame({"unit": ["u"], "period": ["1"], "a": [7.0]}), ["a"])
    block = Block(np.arange(1), panel, trees, {})
    last = block.only(slice(count - 1, count))
    assert last.trees == trees[-1:]
    assert last.panel is panel
    runs = Panel(panel.keys, panel.codes, np.arange(float(count)).reshape(count, 1, 1), panel.names)
    assert Block(np.arange(1), runs, trees, {}).only(slice(count - 1, count)).panel.values.tolist() == [[[count - 1]]]
