"""An audit finds what was planted in a panel, and nothing where nothing was."""

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from core.audit.assumptions import WEIGHTS, above_zero, assumptions, setup, study
from core.audit.audit import Audit, AuditSettings, audit
from core.audit.findings import Finding, findings
from core.audit.frontier import frontier
from core.method.document import Document
from core.method.effect import check_direction
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.rank import ranked
from core.method.run import Scored, run
from core.rank_reversal.combinations import combinations
from core.robustness.choices import Alternatives, WeightNoise
from core.robustness.model import UncertaintyModel
from core.robustness.points import sobol_points
from core.workbook.entries import Method, Step, TreeNode

PARENTS = {"top": "", "p": "top", "q": "top", **dict.fromkeys("abc", "p"), **dict.fromkeys("def", "q")}
UNITS = 20
SCALE = ("normalise", "min_max", {"low": 1.0, "high": 100.0})
MEAN = ("aggregate", "arithmetic", {})
QUICK = AuditSettings(runs=64, base=32)


def method(*steps: tuple[str, str, dict[str, object]]) -> Document:
    """Two pillars of three indicators each."""
    placed = tuple(TreeNode("m", code, parent) for code, parent in PARENTS.items())
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    return Document(Method("m", "M"), placed, made)


def sound_values() -> Matrix:
    """Units × indicators: two stories, each told by three indicators with some noise, and not the same."""
    random = np.random.default_rng(5)
    story = random.normal(size=(UNITS, 1))
    stories = np.hstack([story + 0.7 * random.normal(size=(UNITS, 1)) for _ in range(2)])
    return np.asarray(50 + 10 * (np.repeat(stories, 3, axis=1) + 0.5 * random.normal(size=(UNITS, 6))))


def panel(values: Matrix) -> pl.DataFrame:
    """The values in one period, with the size of each unit, which is not a story of theirs."""
    random = np.random.default_rng(6)
    names = {"unit": [f"u{at:02}" for at in range(UNITS)], "period": ["2020"] * UNITS}
    columns = {code: pl.Series(code, values[:, at], nan_to_null=True) for at, code in enumerate("abcdef")}
    return pl.DataFrame({**names, **columns, "size": random.uniform(1, 100, UNITS)})


def audited(values: Matrix, *steps: tuple[str, str, dict[str, object]]) -> Audit:
    """The audit of a method on these values; how much of it is done rises to the end."""
    done: list[float] = []
    made = run(method(*(steps or (SCALE, MEAN))), panel(values))
    found = audit(made, "top", "2020", settings=QUICK, progress=done.append)
    assert done == sorted(done)
    assert 0 <= done[0] < done[-1] <= 1
    return found


def found(audit: Audit, kind: str) -> Finding:
    """The one finding of a kind."""
    [one] = [one for one in findings(audit) if one.kind == kind]
    return one


def test_where_nothing_is_planted_figures_tree_and_order_are_sound() -> None:
    """Full figures, no outliers, indicators under the right pillar, consistent pillars."""
    made = audited(sound_values())
    kinds = {one.kind for one in findings(made) if one.severity == "sound"}
    assert kinds >= {"units_covered", "indicators_covered", "outliers_treated", "fitting", "consistent", "frontier"}
    order, changes = next(one for one in findings(made) if one.table == "rank-reversal"), made.parts["rank-reversal"]
    assert (order.values["quiet"], order.values["of"]) == (changes.filter(reversed=0).height, changes.height)


def test_an_indicator_and_a_unit_with_many_gaps_are_found() -> None:
    """Half of `b` is missing, and all but two figures of the first unit."""
    values = sound_values()
    values[::2, 1] = np.nan
    values[0, 1:5] = np.nan
    made = audited(values)
    assert found(made, "indicators_uncovered").codes == ("b",)
    assert found(made, "indicators_uncovered").values["lowest"] == pytest.approx(0.5)
    assert found(made, "units_uncovered").codes == ("u00",)
    assert found(made, "units_uncovered").values["lowest"] == pytest.approx(2 / 6)


def test_an_outlier_is_found_and_is_gone_after_a_treatment() -> None:
    """One value is far from all others."""
    values = sound_values()
    values[3, 2] = 1000
    assert found(audited(values), "outliers_left").codes == ("c",)
    treated = audited(values, ("treat", "skew_kurtosis", {}), SCALE, MEAN)
    assert found(treated, "outliers_treated").values["before"] == 1


def test_an_indicator_turned_round_pulls_against_its_pillar() -> None:
    """`a` is better where its siblings are worse."""
    values = sound_values()
    values[:, 0] = 100 - values[:, 0]
    made = audited(values)
    assert "a" in found(made, "against").codes
    assert found(made, "against").severity == "serious"
    assert "a" in found(made, "contrary_pairs").codes


def test_an_indicator_that_is_copied_is_counted_twice() -> None:
    """`b` is `a` on another scale."""
    values = sound_values()
    values[:, 1] = 2 * values[:, 0] + 3
    assert found(audited(values), "alike_pairs").codes == ("a", "b")
    assert found(audited(values), "alike_pairs").values["correlation"] == pytest.approx(1)


def test_an_indicator_under_the_wrong_pillar_goes_better_with_the_other() -> None:
    """`a` tells the story of `q`."""
    values = sound_values()
    values[:, 0] = values[:, 3:].mean(axis=1) + values[:, 1:3].mean(axis=1) / 4
    made = audited(values)
    assert "a" in found(made, "better_elsewhere").codes
    assert found(made, "better_elsewhere").values["pillar"] == "q"


def test_an_indicator_that_is_the_size_of_units_is_found() -> None:
    """`f` grows with size; where the method divides it by size it no longer follows it."""
    values = sound_values()
    values[:, 5] = panel(values)["size"].to_numpy() * 3
    by = {"by": {"a": "size"}}
    made = audited(values, ("denominate", "panel", by), SCALE, MEAN)
    assert found(made, "size_followed").codes[0] == "f"
    assert found(made, "size_followed").values["size"] == "size"


def test_a_weight_that_counts_for_little_is_found() -> None:
    """`d` hardly varies beside its siblings' story."""
    values = sound_values()
    values[:, 3] = np.random.default_rng(9).uniform(49, 51, UNITS)
    made = audited(values)
    assert {one.kind for one in findings(made) if one.table == "importance"} == {"counts_less"}
    less = found(made, "counts_less")
    assert "d" in less.codes
    assert float(less.values["share"]) < 0.5 * float(less.values["weight"])


def test_the_moves_under_weights_are_those_of_the_runs() -> None:
    """Mean shift, largest and shares of the row of weights against ranks of the same runs, all kept."""
    scored = run(method(SCALE, MEAN), panel(sound_values()))
    made = audit(scored, "top", "2020", settings=QUICK)
    model = UncertaintyModel(scored, "top", (WeightNoise(0.25),))
    usual = AuditSettings().usual(UNITS)
    scores = model.scores(sobol_points(model.dimensions, usual.runs, usual.seed))
    moved = np.abs(ranked(scores) - ranked(model.nominal()[None, :]))
    row = made.parts["assumptions"].filter(pl.col("combination") == WEIGHTS).row(0, named=True)
    assert row["mean_shift"] == pytest.approx(moved.mean())
    assert row["largest"] == moved.max()
    assert row["moved_5"] == pytest.approx((moved >= 5).mean())


def test_each_assumption_is_one_combination_alone() -> None:
    """A geometric mean alone is the row of that combination."""
    scored = run(method(SCALE, MEAN), panel(sound_values()))
    made = audit(scored, "top", "2020", settings=QUICK).parts["assumptions"]
    model = UncertaintyModel(scored, "top", (Alternatives(2, (("geometric", {}),)),))
    expected = combinations(model, "2020").row(1, named=True)
    assert made.filter(pl.col("combination") == "2:geometric").row(0, named=True) == expected
    assert set(made["combination"]) >= {"without p", "without q", "1:z_score", WEIGHTS}


def from_zero() -> Scored:
    """The method with a min-max from 0, so that the worst unit of an indicator scores 0."""
    return run(method(("normalise", "min_max", {}), MEAN), panel(sound_values()))


def test_scores_from_0_are_taken_from_1_for_the_geometric_mean_alone() -> None:
    """Every rank stays; goalposts of its own for one indicator leave the method as it is."""
    made = setup(from_zero(), "top")
    assert (made.rescaled, made.typed) == (True, ("2:geometric",))
    assert made.scored.ranks.equals(from_zero().ranks)
    own = run(method(("normalise", "min_max", {"each": {"a": {"low": 0.5}}}), MEAN), panel(sound_values()))
    assert (setup(own, "top").rescaled, setup(own, "top").typed) == (False, ())


def test_the_intervals_are_those_of_the_study_of_all_assumptions() -> None:
    """The ranks of the audit are the table of the same study."""
    scored = from_zero()
    made = setup(scored, "top")
    expected = study(made.model, QUICK.runs, QUICK.seed).tables["2020"]
    assert audit(scored, "top", "2020", settings=QUICK).ranks.equals(expected)


def test_a_frontier_that_cannot_be_is_told_with_its_reason() -> None:
    """A benefit of the doubt needs scores above 0."""
    made = audited(sound_values(), ("normalise", "z_score", {}), MEAN)
    assert "above 0" in made.impossible["frontier"]
    assert "frontier" not in made.parts


def test_one_unit_alone_has_no_ranks_to_audit() -> None:
    """Nor has a node without scores, or a period without rows."""
    scored = from_zero()
    alone = run(method(("normalise", "scaled", {}), MEAN), panel(sound_values()).head(1))
    with pytest.raises(MethodError, match="fewer than two units"):
        audit(alone, "top", "2020", settings=QUICK)
    with pytest.raises(MethodError, match="no row for 1999"):
        audit(scored, "top", "1999", settings=QUICK)
    with pytest.raises(MethodError, match="has no scores"):
        audit(scored, "a", "2020", settings=QUICK)


def test_a_large_panel_has_fewer_runs_unless_they_are_given() -> None:
    """So many scores in all, and never fewer than 32 runs."""
    assert AuditSettings().usual(248).runs == 1024
    assert AuditSettings().usual(2_000).runs == 256
    assert AuditSettings().usual(1_000_000).runs == 32
    assert AuditSettings(runs=9).usual(1_000_000).runs == 9


def test_ranks_are_said_to_be_sure_or_not_with_the_widest_five_of_them() -> None:
    """What is sound is sure; the units that are named have the widest intervals."""
    made = audited(sound_values())
    [one] = [one for one in findings(made) if one.kind in ("ranks_sure", "ranks_unsure")]
    width = {row["unit"]: row["high"] - row["low"] for row in made.ranks.iter_rows(named=True)}
    assert (one.kind == "ranks_sure") == (one.severity == "sound")
    assert [width[unit] for unit in one.codes] == sorted(width.values(), reverse=True)[:5]
    assert one.values["widest"] == max(width.values())


def test_equal_weights_are_an_assumption_where_weights_differ_alone() -> None:
    """A method whose siblings weigh the same has nothing to compare with them."""
    equal = method(SCALE, MEAN)
    heavy = replace(equal, placed=tuple(replace(one, weight=1.0 + 2 * (one.code == "a")) for one in equal.placed))
    named = [
        assumptions(setup(run(document, panel(sound_values())), "top"), "2020", 8, 1)["combination"].to_list()
        for document in (equal, heavy)
    ]
    assert [sum("equal" in name for name in names) for names in named] == [0, 1]


def test_the_assumption_that_moves_most_stands_first_and_what_cannot_be_computed_last() -> None:
    """By the mean shift of ranks."""
    scored = run(method(SCALE, MEAN), panel(sound_values()))
    made = assumptions(setup(scored, "top"), "2020", 8, 1)
    assert (made["most_moved"].is_not_null() == (made["mean_shift"].fill_null(0) > 0)).all()
    shifts = made["mean_shift"].to_list()
    known = [shift for shift in shifts if shift is not None]
    assert shifts[: len(known)] == sorted(known, reverse=True)
    assert known[0] > known[-1]


@pytest.mark.parametrize(
    ("moved_5", "moved_10", "severity"),
    [(0.2, 0.0, "moderate"), (0.19, 0.09, None), (0.2, 0.1, "serious"), (0.0, 0.1, "serious")],
)
def test_an_assumption_is_found_from_its_share_of_moved_units_on(
    moved_5: float, moved_10: float, severity: str | None
) -> None:
    """A fifth of the units by five places, or a tenth by ten; at the bound it counts."""
    made = audited(sound_values())
    part = made.parts["assumptions"]
    still = part.with_columns(
        combination=pl.lit("1:rank"), moved_5=pl.lit(0.0), moved_10=pl.lit(0.0), units=pl.lit(UNITS, pl.Int64)
    )
    one = still.with_row_index("at").with_columns(
        moved_5=pl.when(pl.col("at") == 1).then(moved_5).otherwise(0.0),
        moved_10=pl.when(pl.col("at") == 1).then(moved_10).otherwise(0.0),
    )
    kinds = [
        one.severity
        for one in findings(replace(made, parts={**made.parts, "assumptions": one.drop("at")}))
        if one.table == "assumptions" and one.severity != "sound"
    ]
    assert kinds == ([severity] if severity else [])


@pytest.mark.parametrize(("same", "is_found"), [(0.5, False), (0.49, True)])
def test_a_first_that_is_first_in_less_than_half_of_the_runs_is_found(same: float, is_found: bool) -> None:
    """In half of them it is not."""
    made = audited(sound_values())
    ranks = made.ranks.with_columns(same=pl.lit(same))
    outcome = replace(made.outcome, tables={"2020": ranks})
    kinds = {one.kind for one in findings(replace(made, outcome=outcome))}
    assert ("first_unsure" in kinds) is is_found


@pytest.mark.parametrize(("spearman", "kind"), [(0.95, "little_added"), (0.94, "value_added")])
def test_a_pillar_that_ranks_as_the_index_adds_little(spearman: float, kind: str) -> None:
    """From a rank correlation of 0.95 on."""
    made = audited(sound_values())
    added = made.parts["added-value"].with_columns(spearman=pl.lit(spearman))
    kinds = [one.kind for one in findings(replace(made, parts={**made.parts, "added-value": added}))]
    assert kind in kinds
    assert len({"little_added", "value_added"} & set(kinds)) == 1


def test_of_indicators_that_do_not_fit_the_worst_stands_first() -> None:
    """Against the index by how far, weak ones by how weak, and those that go better elsewhere by how much better."""
    made = audited(sound_values())
    fit = pl.DataFrame(
        {
            "code": ["a", "b", "c", "d", "e", "f"], "own": [-0.1, 0.5, 0.1, 0.05, 0.5, 0.5],
            "root": [-0.2, -0.5, 0.1, 0.1, 0.5, 0.5], "other": ["q"] * 5 + ["r"],
            "other_correlation": [-1.0, -1.0, 0.0, 0.0, 0.6, 0.9],
        }
    )  # fmt: skip
    made = replace(made, parts={**made.parts, "pillar-fit": fit})
    against, weak, better = (found(made, kind) for kind in ("against", "weak", "better_elsewhere"))
    assert (against.codes, against.values["own"], against.values["root"]) == (("b", "a"), 0.5, -0.5)
    assert (weak.codes, weak.values["own"]) == (("d", "c"), 0.05)
    assert (better.codes, better.values["other"], better.values["pillar"]) == (("f", "e"), 0.9, "r")


def test_a_method_is_run_from_one_only_where_that_lets_a_geometric_mean_be_computed() -> None:
    """A score of 0 is lifted; scores above 0 stay, and so does a method that is no arithmetic mean."""
    zero = ("normalise", "min_max", {})
    lifted, is_lifted = above_zero(run(method(zero, MEAN), panel(sound_values())), "top")
    assert is_lifted
    assert [own["low"] for own in lifted.document.settings if "low" in own] == [1]
    for steps in ((SCALE, MEAN), (zero, ("aggregate", "power", {}))):
        scored = run(method(*steps), panel(sound_values()))
        assert above_zero(scored, "top") == (scored, False)


@pytest.mark.parametrize("units", [3, 4])
def test_a_frontier_needs_two_children_and_not_too_many_units(monkeypatch: pytest.MonkeyPatch, units: int) -> None:
    """As many as are allowed are; each is said in a sentence."""
    monkeypatch.setattr("core.audit.frontier.MOST_UNITS", 3)
    scored = run(method(SCALE, MEAN), panel(sound_values()).head(units))
    if units > 3:
        with pytest.raises(MethodError, match="4 units are too many for a frontier: audit at most 3 of them"):
            frontier(scored, "top", "2020")
    else:
        table = frontier(scored, "top", "2020")
        assert table["efficient"].to_list() == [score == 1 for score in table["efficiency"]]
        assert (table["gained"] == table["rank"] - table["efficiency_rank"]).all()
    one = run(replace(method(SCALE, MEAN), placed=(TreeNode("m", "top"), TreeNode("m", "a", "top"))), scored.raw)
    with pytest.raises(MethodError, match="it needs two or more children"):
        frontier(one, "top", "2020")


def test_the_direction_of_an_indicator_is_read_where_its_step_normalises_it() -> None:
    """Of a step for other indicators, or of a group, it is not."""
    check_direction(method(SCALE, MEAN), "a")
    check_direction(method(("impute", "row_mean", {}), MEAN), "a")
    check_direction(method(("impute", "row_median", {}), MEAN), "a")
    for steps in ((MEAN,), (("impute", "mean", {}), MEAN)):
        with pytest.raises(MethodError, match="No step reads the direction of a"):
            check_direction(method(*steps), "a")
    with pytest.raises(MethodError, match="only indicators have a direction"):
        check_direction(method(SCALE, MEAN), "p")
