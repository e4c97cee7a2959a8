"""Ranks under other choices: the vectorised chain against the method itself, and models whose ranks are known."""

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from core.method.aggregate import aggregated
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.robustness.choices import (
    WITHOUT,
    Alternatives,
    Choice,
    FigureNoise,
    LeaveOut,
    WeightNoise,
    WeightSets,
    Within,
    within,
)
from core.robustness.importance import left_out, tornado
from core.robustness.model import UncertaintyModel
from core.robustness.points import sobol_points
from core.robustness.sensitivity import mean_rank_shift, rank_of, settling, sobol_indices
from core.robustness.study import Study
from core.workbook.entries import Method, Step, TreeNode
from core.workbook.status import WORST_LAST

STEPS = [("normalise", "min_max", {"low": 70.0, "high": 130.0}), ("aggregate", "arithmetic", {})]


def document(
    steps: list[tuple[str, str, dict[str, object]]] = STEPS, weights: tuple[float, ...] = (1, 2, 3, 1)
) -> Document:
    """A method with two elements, of two indicators each."""
    parents = {"top": "", "left": "top", "right": "top", "a": "left", "b": "left", "c": "right", "d": "right"}
    given_weights = dict(zip("abcd", weights, strict=True))
    placed = tuple(TreeNode("m", code, parent, given_weights.get(code, 1.0)) for code, parent in parents.items())
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    return Document(Method("m", "M"), placed, made)


def panel(rows: int = 6, years: int = 2, seed: int = 0, gaps: bool = False) -> pl.DataFrame:
    """Units × years of numbers from 1 to 100."""
    random = np.random.default_rng(seed)
    size = rows * years
    frame = pl.DataFrame(
        {"unit": [f"u{at // years}" for at in range(size)], "period": [str(2020 + at % years) for at in range(size)]}
    )
    values = random.uniform(1, 100, (size, 4))
    if gaps:
        values[random.uniform(size=values.shape) < 0.15] = np.nan
    return frame.with_columns(pl.Series(code, values[:, at], nan_to_null=True) for at, code in enumerate("abcd"))


def result(how: str = "arithmetic", *, gaps: bool = False, **own: object) -> Scored:
    """The method run on the panel."""
    return run(document([STEPS[0], ("aggregate", how, own)]), panel(gaps=gaps))


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize(
    "how",
    ["arithmetic", "geometric", "harmonic", "power", "mazziotta_pareto", "topsis", "copeland", "limiting_factor"],
)
def test_batches_score_as_the_method_does(how: str, gaps: bool) -> None:
    """Nominal scores are those of the run, and scores under other weights those of `aggregated` with these weights."""
    scored = result(how, gaps=gaps)
    chain = UncertaintyModel(scored, "top", (WeightNoise(0.5),))
    assert chain.nominal().tolist() == pytest.approx(scored.scores["top"].to_list(), rel=1e-12)
    factors = np.random.default_rng(1).uniform(0.5, 1.5, (3, len(chain.codes)))
    for row, made in zip(factors, chain.weighed(factors), strict=True):
        weights = {code: scored.tree.weights[code] * by for code, by in zip(chain.codes, row, strict=True)}
        frame = scored.stages[1].frame
        expected = aggregated(frame, scored.tree.with_weights(weights), how)["top"]
        assert made.tolist() == pytest.approx(expected.to_list(), rel=1e-9)


def test_nodes_may_be_drawn_together_otherwise_and_want_enough() -> None:
    """A geometric top over arithmetic elements, each missing where less than all of it is there."""
    scored = result(gaps=True, available=0.9, each={"top": {"how": "geometric"}})
    made = UncertaintyModel(scored, "top", (WeightNoise(),)).nominal()
    expected = scored.scores["top"].to_list()
    assert None in expected
    assert [None if np.isnan(x) else x for x in made] == pytest.approx(expected)


def test_other_steps_are_the_method_with_these_steps() -> None:
    """A point that falls on an alternative gives what a document with that step gives."""
    scored = run(document(), panel())
    choices = (Alternatives(1, (("rank", {}),)), Alternatives(2, (("geometric", {}),)))
    chain = UncertaintyModel(scored, "top", choices)
    made = chain.scores(np.array([[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]))
    for scores, first, last in zip(
        made, ("min_max", "rank", "rank"), ("arithmetic", "arithmetic", "geometric"), strict=True
    ):
        own = STEPS[0][2] if first == "min_max" else {}
        other = run(document([("normalise", first, own), ("aggregate", last, {})]), panel())
        assert scores.tolist() == pytest.approx(other.scores["top"].to_list())


def test_a_run_that_cannot_be_is_missing_and_counted() -> None:
    """A geometric mean of z-scores is refused: in its runs nobody has a rank, and the shares say so."""
    scored = run(document(), panel())
    chain = UncertaintyModel(
        scored, "top", (Alternatives(1, (("z_score", {}),)), Alternatives(2, (("geometric", {}),)))
    )
    study = Study(chain)
    assert list(study.advance(64))[-1] == 64
    assert study.frame()["scored"].to_list() == [0.75] * 12


def test_a_step_may_not_be_taken_at_all() -> None:
    """The alternative “none” gives what the method without that step gives, and the last step cannot go."""
    steps: list[tuple[str, str, dict[str, object]]] = [("treat", "three_sd", {"sds": 1.0}), *STEPS]
    scored = run(document(steps), panel())
    made = UncertaintyModel(scored, "top", (Alternatives(1, ((WITHOUT, {}),)),)).scores(np.array([[0.9]]))[0]
    assert made.tolist() == pytest.approx(run(document(), panel()).scores["top"].to_list())
    with pytest.raises(MethodError, match="aggregates the scores"):
        UncertaintyModel(scored, "top", (Alternatives(3, ((WITHOUT, {}),)),))


def test_a_number_of_a_step_may_be_anywhere_within_bounds() -> None:
    """Each run has the scores of the method with that number; whole numbers are each as likely."""
    steps: list[tuple[str, str, dict[str, object]]] = [("treat", "three_sd", {"sds": 3.0}), *STEPS]
    scored = run(document(steps), panel())
    chain = UncertaintyModel(scored, "top", (Within(1, "sds", 0.5, 1.5),))
    for scores, sds in zip(chain.scores(np.array([[0.0], [0.5], [1.0]])), (0.5, 1.0, 1.5), strict=True):
        other = run(document([("treat", "three_sd", {"sds": sds}), *STEPS]), panel())
        assert scores.tolist() == pytest.approx(other.scores["top"].to_list())
    assert within(np.array([0.0, 0.34, 0.99]), Within(1, "limit", 2, 4, whole=True)) == [2, 3, 4]
    with pytest.raises(MethodError, match="no setting nonsense"):
        UncertaintyModel(scored, "top", (Within(1, "nonsense", 0, 1),))


def test_weights_come_from_other_sets_or_lie_between() -> None:
    """A run has one set's scores, or, half way between two, those under the mean of the shares."""
    scored = run(document(), panel())
    other = {"a": 4.0, "b": 0.0, "left": 3.0}
    sets = (("other", other), ("equal", dict.fromkeys("abcd", 1.0)))
    made = UncertaintyModel(scored, "top", (WeightSets(sets),)).scores(np.array([[0.1], [0.5], [0.9]]))
    tree = scored.tree
    for scores, weights in zip(made, ({}, other, sets[1][1]), strict=True):
        expected = aggregated(scored.stages[1].frame, tree.with_weights(weights))["top"]
        assert scores.tolist() == pytest.approx(expected.to_list())
    half = UncertaintyModel(scored, "top", (WeightSets(sets[:1], between=True),)).scores(np.array([[0.3, 0.5]]))[0]
    mean = {"a": (1 / 3 + 1) / 2, "b": 1 / 3, "c": 3.0, "d": 1.0, "left": 0.625, "right": 0.375}
    expected = aggregated(scored.stages[1].frame, tree.with_weights(mean))["top"]
    assert half.tolist() == pytest.approx(expected.to_list())


def test_what_a_rule_cannot_take_does_not_matter_where_it_does_not_count() -> None:
    """A score of 0 stops a geometric mean, but not in the runs in which its indicator is left out."""
    frame = panel().with_columns(a=pl.when(pl.int_range(pl.len()) == 0).then(0.0).otherwise("a"))
    scored = run(document([STEPS[1]]), frame)
    choices = (Alternatives(1, (("geometric", {}),)), LeaveOut(("a",)))
    made = UncertaintyModel(scored, "top", choices).scores(np.array([[0.9, 0.1], [0.9, 0.9]]))
    assert np.isnan(made[0]).all()
    expected = run(document([("aggregate", "geometric", {})], (0, 2, 3, 1)), frame).scores["top"]
    assert made[1].tolist() == pytest.approx(expected.to_list())


def test_an_indicator_left_out_is_one_without_weight() -> None:
    """Every choice of the indicator left out gives the scores with its weight at zero."""
    scored = run(document(), panel())
    chain = UncertaintyModel(scored, "top", (LeaveOut(("a", "c")),))
    nominal, without_a, without_c = chain.scores(np.array([[0.1], [0.5], [0.9]]))
    assert nominal.tolist() == pytest.approx(scored.scores["top"].to_list())
    for made, weights in ((without_a, (0, 2, 3, 1)), (without_c, (1, 2, 0, 1))):
        expected = run(document(weights=weights), panel()).scores["top"].to_list()
        assert made.tolist() == pytest.approx(expected)


def test_figures_known_as_over_only_grow() -> None:
    """Estimated figures spread both ways, bounds upwards, and other figures stay."""
    scored = run(
        document([("normalise", "goalposts", {"low": 0.0, "high": 100.0, "truncate": False}), STEPS[1]]), panel()
    )
    start = scored.stages[0]
    letters = start.letters.copy()
    letters[start.lettered.index("a")] = WORST_LAST.index("E")
    spread = replace(scored, stages=(replace(start, letters=letters), *scored.stages[1:]))
    bound = frozenset({("u0", "b", "2020")})
    chain = UncertaintyModel(spread, "top", (FigureNoise({"E": 10.0}, bound),))
    assert chain.dimensions == 13
    made = chain.scores(sobol_points(13, 32, 1))
    nominal = chain.nominal()
    assert (made.std(axis=0) > 0).all()
    assert made.mean(axis=0).tolist() == pytest.approx(nominal.tolist(), rel=0.05)
    grown = UncertaintyModel(spread, "top", (FigureNoise({"P": 10.0}, bound),))
    assert grown.dimensions == 1
    made = grown.scores(sobol_points(1, 32, 1))
    assert (made[:, 0] >= nominal[0]).all()
    assert (made[:, 1:] == nominal[1:]).all()


def test_ranks_of_a_linear_model_are_known() -> None:
    """Two units, scores w and 1 - w: with w spread evenly about a half each leads in half of the runs."""
    frame = pl.DataFrame({"unit": ["x", "y"], "period": ["2020"] * 2, "a": [1.0, 0.0], "b": [0.0, 1.0]})
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top", 1.0), TreeNode("m", "b", "top", 1.0))
    made = run(Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", "arithmetic"),)), frame)
    study = Study(UncertaintyModel(made, "top", (WeightNoise(0.5),)))
    list(study.advance(1024))
    table = study.frame()
    assert table["first"].to_list() == pytest.approx([0.5, 0.5], abs=0.01)
    assert table["above_next"].to_list() == [pytest.approx(0.5, abs=0.01), None]
    assert (table["low"].to_list(), table["high"].to_list()) == ([1, 1], [2, 2])
    assert study.mean_shift == pytest.approx(0.5, abs=0.01)
    assert table["score"].to_list() == [0.5, 0.5]
    assert table["mean"].to_list() == pytest.approx([0.5, 0.5], abs=0.01)
    pairs = study.tallies["2020"].pairs()
    assert pairs["share"].sum() == pytest.approx(1)


@settings(max_examples=10)
@given(st.lists(st.integers(1, 70), min_size=1, max_size=4))
def test_a_study_resumed_is_the_study_done_at_once(cuts: list[int]) -> None:
    """However the runs are cut, the counts are the same, of ranks, of pairs and of moves between years."""
    chain = UncertaintyModel(run(document(), panel()), "top", (WeightNoise(0.9), LeaveOut(tuple("abcd"))))
    fresh, resumed = Study(chain), Study(chain)
    list(fresh.advance(sum(cuts)))
    for runs in cuts:
        list(resumed.advance(runs))
    apart = ["mean", "sd"]
    assert fresh.frame().drop(apart).equals(resumed.frame().drop(apart))
    assert_frame_equal(fresh.frame().select(apart), resumed.frame().select(apart))
    assert fresh.mean_shift == pytest.approx(resumed.mean_shift)
    assert (fresh.moves[0].counts == resumed.moves[0].counts).all()
    counted = fresh.tallies["2020"]
    assert all((counts.sum(axis=1) == sum(cuts)).all() for _, counts in counted.ranks.parts())
    assert counted.above is not None
    assert (counted.above + counted.above.T + np.diag([sum(cuts)] * 6) == sum(cuts)).all()


def test_moves_between_years_lie_about_the_nominal_ones() -> None:
    """With hardly any noise every interval is the nominal move alone."""
    scored = run(document(), panel())
    study = Study(UncertaintyModel(scored, "top", (WeightNoise(1e-9),)))
    list(study.advance(32))
    nominal = scored.changes.filter(pl.col("top").is_not_null())["top"].to_list()
    moves = study.moves[0].frame()
    assert moves["median"].to_list() == nominal
    assert moves["low"].to_list() == moves["high"].to_list() == nominal
    scores = scored.scores["top"].to_list()
    changes = [after - before for before, after in zip(scores[::2], scores[1::2], strict=True)]
    assert moves["change"].to_list() == pytest.approx(changes, rel=1e-6)
    assert moves["change_sd"].to_list() == pytest.approx([0] * 6, abs=1e-5)
    for end in ("change_low", "change_high"):
        assert moves[end].to_list() == pytest.approx(changes, rel=1e-6)


def test_chances_and_pairs_count_the_runs_that_gave_a_score() -> None:
    """Where a choice leaves all units without a score in some runs, shares are of the others: they still sum to 1."""
    chain = UncertaintyModel(run(document(), panel(years=1)), "top", (WeightNoise(0.9),))
    study = Study(chain)
    list(study.advance(64))
    whole = study.tallies["2020"]
    chances, pairs, table = whole.chances(), whole.pairs(), whole.frame(64)
    whole.take(np.full((32, 6), np.nan), np.zeros((32, 6), np.int64))
    assert whole.chances().equals(chances)
    assert whole.pairs().equals(pairs)
    assert whole.frame(96)["above_next"].equals(table["above_next"])
    assert whole.frame(96)["scored"].to_list() == pytest.approx([2 / 3] * 6)


def test_every_chance_of_a_rank_is_reported() -> None:
    """Per unit they sum to 1, and that of the nominal rank is the one in the table."""
    study = Study(UncertaintyModel(run(document(), panel(years=1)), "top", (WeightNoise(0.9),)))
    list(study.advance(64))
    chances = study.tallies["2020"].chances()
    assert chances.group_by("unit").agg(pl.col("share").sum())["share"].to_list() == pytest.approx([1] * 6)
    nominal = study.frame().join(chances, left_on=["unit", "nominal"], right_on=["unit", "rank"])
    assert nominal["share"].to_list() == nominal["same"].to_list()


def test_a_choice_that_does_nothing_explains_nothing() -> None:
    """Beside weights that matter, leaving out a code without weight has a total of 0."""
    scored = run(document(weights=(1, 2, 3, 0)), panel(10))
    chain = UncertaintyModel(scored, "top", (WeightNoise(0.9), LeaveOut(("d",))))
    groups = {name: list(columns) for name, columns in chain.variation.groups.items()}
    weights, nothing = sobol_indices(mean_rank_shift(chain), groups, 128)
    assert (weights.total, nothing.total) == (pytest.approx(1, abs=0.15), 0)
    assert len(sobol_indices(rank_of(chain, 3), groups, 32)) == 2


def test_leaving_out_and_the_tornado_agree_with_the_method() -> None:
    """A code left out moves ranks as the method without it does; the tornado's ends are the method's scores."""
    scored = run(document(), panel())
    chain = UncertaintyModel(scored, "top", (WeightNoise(),))
    table = left_out(chain)
    other = run(document(weights=(0, 2, 3, 1)), panel())
    moved = (scored.ranks["top"].cast(pl.Int64) - other.ranks["top"].cast(pl.Int64)).abs().mean()
    assert table.filter(pl.col("code") == "a")["mean_shift"].to_list() == pytest.approx([moved])
    swings = tornado(chain, 0, 0.5)
    assert swings["swing"].is_sorted(descending=True)
    high = run(document(weights=(1.5, 2, 3, 1)), panel()).scores["top"][0]
    assert swings.filter(pl.col("code") == "a")["high"].to_list() == pytest.approx([high])


@pytest.mark.parametrize(
    ("choices", "node", "sentence"),
    [
        ((), "top", "Nothing varies"),
        ((Alternatives(9, ()),), "top", "no step 9"),
        ((WeightNoise(),), "a", "a is not a node"),
        ((FigureNoise(),), "top", "no figure has one of these statuses"),
        ((Within(1, "sds", 1, 2), Within(1, "sds", 3, 4)), "top", "step 1 sds is named twice"),
    ],
)
def test_what_cannot_be_studied_is_refused_in_words(choices: tuple[Choice, ...], node: str, sentence: str) -> None:
    """No choice, a step or a node that is not there, figures of which none is spread."""
    with pytest.raises(MethodError, match=sentence):
        UncertaintyModel(run(document(), panel()), node, choices)


def test_indices_settle_from_ever_more_runs_and_end_when_somebody_cancels() -> None:
    """Base numbers double up to the one asked for, the same as all at once; cancelled, nothing comes."""
    chain = UncertaintyModel(run(document(), panel(10)), "top", (WeightNoise(0.9), LeaveOut(tuple("abcd"))))
    found = list(settling(chain, 100, 3))
    assert [base for base, _ in found] == [32, 64, 100][: len(found)]
    groups = {name: list(columns) for name, columns in chain.variation.groups.items()}
    base, last = found[-1]
    assert last == sobol_indices(mean_rank_shift(chain), groups, base, 3)
    assert list(settling(chain, 64, 3, lambda: True)) == []
