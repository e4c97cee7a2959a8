"""Small answers of rank reversal: what is compared before and after, and what a run on other units reads."""

import json

import numpy as np
import polars as pl
import pytest

from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.rank_reversal import combinations as combined
from core.rank_reversal import presence as changed
from core.rank_reversal.combinations import picks, shifts, usual_alternatives
from core.rank_reversal.pairs import _circles_of_pairs, pairwise
from core.rank_reversal.presence import presence
from core.rank_reversal.rerun import Reordering, in_order, reordering, rerun, scores_in
from core.robustness.choices import Alternatives, LeaveOut, WeightSets
from core.robustness.model import UncertaintyModel
from core.workbook.entries import Method, Step, TreeNode

MEAN = ("aggregate", "arithmetic", {})
SCALE = ("normalise", "min_max", {"low": 1.0, "high": 20.0})
FRAME = pl.DataFrame(
    {
        "unit": ["u", "v", "w", "x", "u"],
        "period": ["2021", "2021", "2021", "2021", "2020"],
        "a": [3.0, 12.0, 20.0, 1.0, 5.0],
        "b": [9.0, 4.0, None, 2.0, 6.0],
    }
)


def scored(*steps: tuple[str, str, dict[str, object]], units: str = "") -> Scored:
    """An index of a and b by these steps."""
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top", 3.0), TreeNode("m", "b", "top", 1.0))
    made = tuple(Step("m", at, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps, 1))
    return run(Document(Method("m", "M", units=units), placed, made), FRAME)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"u": 9, "v": 7, "w": 3}, {"u": 9, "v": 7, "w": 3}, (3, 0, 0, 0, "")),
        ({"u": 9, "v": 7, "w": 3}, {"w": 9, "v": 7, "u": 3}, (3, 3, 2, 2, "u")),
        ({"u": 9, "v": 7, "w": 3}, {"u": 9, "v": 3, "w": 7, "z": 20}, (3, 1, 2, 1, "v")),
        ({"u": 9, "v": 7, "w": 3}, {"v": 9, "u": 7}, (1, 1, 2, 1, "u")),
        ({"u": 9, "v": 7, "w": 3}, {"u": 9, "v": 9, "w": 3}, (3, 0, 1, 1, "v")),
        ({"u": 9, "v": 7}, {"u": 9}, (0, 0, 0, 0, "")),
        ({"u": 9}, {}, (0, 0, 0, 0, "")),
        ({"t": 9, "u": 8, "v": 7, "w": 3}, {"t": 3, "u": 9, "v": 8, "w": 7}, (6, 3, 4, 3, "t")),
    ],
)
def test_an_order_is_compared_among_the_units_of_both(
    before: dict[str, float], after: dict[str, float], expected: tuple[object, ...]
) -> None:
    """Pairs, those that are reversed, units that move, the most places, and the unit that moves so; ties are kept."""
    assert reordering(before, after) == Reordering(*expected)


def test_units_are_ordered_by_their_scores_in_one_period() -> None:
    """Those without a score are left out; a node or a period that is not there is refused."""
    made = scored(SCALE, ("aggregate", "arithmetic", {"available": 1.0}))
    assert in_order(scores_in(made, "top", "2021")) == ["v", "u", "x"]
    assert in_order({"u": 1, "v": 2, "w": 1}) == ["v", "u", "w"]
    with pytest.raises(MethodError, match="no row for 2019"):
        scores_in(made, "top", "2019")
    with pytest.raises(MethodError, match="a has no scores: use one of top"):
        scores_in(made, "a", "2021")
    with pytest.raises(MethodError, match="add an aggregate step"):
        scores_in(scored(SCALE), "top", "2021")


def test_a_run_on_other_units_names_none_that_may_be_missing() -> None:
    """Neither those that the method covers nor those that a screening keeps or drops."""
    made = scored(("screen", "missing", {"keep": ["w", "u"], "drop": ["x"], "available": 1.0}), MEAN, units="u v w x")
    assert made.scores["unit"].to_list() == ["u", "v", "w", "u"]
    fewer = rerun(made, FRAME.filter(pl.col("unit").is_in(["v", "w"])).with_columns(period=pl.lit("2019")))
    assert fewer.scores["unit"].to_list() == ["v", "w"]
    assert fewer.document.settings[0]["keep"] == ["w"]
    assert fewer.document.settings[0]["drop"] == []
    assert fewer.document.steps[1] == made.document.steps[1]


def test_a_pair_is_in_the_circles_that_close_over_it() -> None:
    """A above B above C above A, and D above all, which is in none."""
    above = np.zeros((4, 4))
    above[[0, 1, 2, 3, 3, 3], [1, 2, 0, 0, 1, 2]] = 1
    circles = _circles_of_pairs(above)
    assert circles[:3, :3].tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    assert circles[3].tolist() == [0] * 4


def test_pairs_have_the_ranks_of_the_whole_and_are_those_of_the_first_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those without an order are last; the work is done pair by pair."""
    done: list[float] = []
    whole = pairwise(scored(SCALE, MEAN), "top", "2021", progress=done.append)
    assert done == [at / 6 for at in range(6)]
    assert (whole.circles, whole.triples, whole.pairs.height) == (0, 4, 6)
    ranks = [("w", "u", 1, 3), ("v", "u", 2, 3), ("v", "x", 2, 4), ("u", "x", 3, 4), ("w", "v", 1, 2), ("w", "x", 1, 4)]
    assert whole.pairs.select("unit", "other", "rank", "other_rank").rows() == ranks
    assert whole.pairs["agrees"].to_list() == [True] * 4 + [None] * 2
    assert whole.pairs["trouble"].null_count() == 4
    monkeypatch.setattr("core.rank_reversal.pairs.MOST_PAIRED", 3)
    few = pairwise(scored(SCALE, MEAN), "top", "2021")
    assert few.pairs.select("unit", "other").rows() == [("w", "u"), ("v", "u"), ("w", "v")]
    assert (few.triples, few.agreeing, few.is_transitive) == (1, 1, True)


def test_shifts_are_of_the_units_that_have_both_ranks() -> None:
    """A rank of 0 is none."""
    assert shifts(np.array([1, 2, 0, 4]), np.array([3, 2, 1, 0])).tolist() == [2, 0]


def test_the_options_of_a_choice_are_the_middles_of_equal_parts() -> None:
    """In words, with the settings in which one differs from its step; the method's own is first."""
    step = Step("m", 2, "normalise", "min_max", '{"low": 1.0, "high": 20.0}')
    options = (("rank", {}), ("min_max", {"low": 3.0, "high": 20.0}), ("z_score", {"mean": 0}))
    assert picks(Alternatives(2, options), {2: step}) == [
        ("", 1 / 8), ("2:rank", 3 / 8), ("2:min_max low=3", 5 / 8), ("2:z_score mean=0", 7 / 8),
    ]  # fmt: skip
    assert picks(WeightSets((("equal", {}),)), {}) == [("", 1 / 4), ("weights: equal", 3 / 4)]
    assert picks(LeaveOut(("a",)), {}) == [("", 1 / 4), ("without a", 3 / 4)]
    with pytest.raises(MethodError, match="weight sets may take any value"):
        picks(WeightSets((), between=True), {})


@pytest.mark.parametrize(
    ("steps", "options"),
    [
        ([("impute", "mean", {}), ("treat", "three_sd", {}), ("normalise", "z_score", {}), MEAN],
         {1: "none", 2: "none", 3: "min_max", 4: "power p=0.5"}),
        ([SCALE, ("weigh", "equal", {}), ("aggregate", "geometric", {})], {1: "z_score", 3: "arithmetic"}),
        ([("weigh", "gini", {}), MEAN], {1: "equal", 2: "geometric"}),
        ([MEAN, ("normalise", "rank", {}), MEAN], {2: "z_score", 3: "geometric"}),
    ],
)  # fmt: skip
def test_the_usual_alternatives_of_each_kind_of_step(
    steps: list[tuple[str, str, dict[str, object]]], options: dict[int, str]
) -> None:
    """Only of the last aggregation, and of a weighing that is not equal."""
    assert usual_alternatives(scored(*steps)) == options


def test_combinations_compare_the_units_with_both_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    """In parts of so many; the most at once is a limit."""
    model = UncertaintyModel(scored(SCALE, MEAN), "top", (LeaveOut(("a", "b")),))
    done: list[float] = []
    monkeypatch.setattr(combined, "AT_ONCE", 2)
    table = combined.combinations(model, "2021", done.append)
    assert done == [0, 2 / 3]
    rows = {row["combination"]: row for row in table.iter_rows(named=True)}
    assert (rows["without b"]["units"], rows["without a"]["units"], rows["as it is"]["units"]) == (4, 3, 4)
    assert (rows["without a"]["mean_shift"], rows["without a"]["largest"], rows["without a"]["most_moved"]) == (
        2 / 3, 1, "u"
    )  # fmt: skip
    assert rows["as it is"]["most_moved"] is None
    assert rows["without a"]["moved_5"] == 0
    monkeypatch.setattr(combined, "PLACES", (1, 2, 3))
    row = combined.combinations(model, "2021").filter(combination="without a")
    assert row.select("moved_5", "moved_10", "moved_20").row(0) == (2 / 3, 0, 0)
    monkeypatch.setattr(combined, "MOST_COMBINATIONS", 3)
    assert combined.combinations(model, "2021").height == 3
    with pytest.raises(MethodError, match="no row for 2019"):
        combined.combinations(model, "2019")
    monkeypatch.setattr(combined, "MOST_COMBINATIONS", 2)
    with pytest.raises(MethodError, match="3 combinations are more than 2"):
        combined.combinations(model, "2021")


def test_of_two_units_none_leaves_and_of_many_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is done change by change."""
    made = scored(("impute", "mean", {}), SCALE, MEAN)
    done: list[float] = []
    table = presence(made, "top", "2021", progress=done.append)
    assert done == [at / 12 for at in range(12)]
    assert table["change"].value_counts().sort("change").rows() == [("enters", 4), ("is doubled", 4), ("leaves", 4)]
    two = run(made.document, FRAME.filter(pl.col("unit").is_in(["u", "v"])))
    assert set(presence(two, "top", "2021")["change"]) == {"enters", "is doubled"}
    three = run(made.document, FRAME.filter(pl.col("unit") != "x"))
    assert presence(three, "top", "2021").filter(change="leaves").height == 3
    monkeypatch.setattr(changed, "MOST_UNITS", 3)
    assert presence(made, "top", "2021").filter(change="leaves").height == 3
    monkeypatch.setattr(changed, "MOST_UNITS", 9)
    monkeypatch.setattr(changed, "FEWEST_UNITS", 1)
    monkeypatch.setattr(changed, "MOST_CELLS", 31)
    assert presence(made, "top", "2021").filter(change="leaves").height == 3


def test_a_new_unit_has_the_denominators_of_its_original_or_the_medians() -> None:
    """Only where the panel has it, and where there is a table by unit."""
    newest = pl.DataFrame({"unit": ["u", "v", "w"], "size": [3.0, 7.0, 20.0]})
    panel = FRAME.with_columns(unit=pl.lit(changed.NEW))
    doubled, entered = (changed._with_new(newest, name, panel) for name in ("u", "best"))
    assert doubled is not None
    assert entered is not None
    assert (doubled.row(3), entered.row(3), doubled.height) == ((changed.NEW, 3.0), (changed.NEW, 7.0), 4)
    assert changed._with_new(newest, "u", FRAME) is newest
    assert changed._with_new(None, "u", panel) is None
    assert changed._with_new(pl.DataFrame(), "u", panel).is_empty()


def test_an_entrant_has_a_row_in_each_period_as_these_come() -> None:
    """Thirty periods in no order; a text has none."""
    names = [str(2000 + 7 * at % 31) for at in range(30)]
    raw = pl.DataFrame({"unit": "u", "period": names, "size": "big", "a": [float(at) for at in range(30)]})
    made = changed.entrant(scored(SCALE, MEAN), raw, "best")
    assert made["period"].to_list() == names
    assert made["a"].to_list() == raw["a"].to_list()
    assert made["size"].null_count() == 30
    assert made["unit"].unique().to_list() == [changed.NEW]
    assert made.columns == raw.columns
