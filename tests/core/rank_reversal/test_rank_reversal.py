"""Rank reversal against examples that are worked by hand, laws, and the method run by itself."""

import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.method.document import Document
from core.method.errors import MethodError
from core.method.rank import ranked
from core.method.run import Scored, run
from core.rank_reversal.combinations import AS_IT_IS, combinations, usual_alternatives
from core.rank_reversal.pairs import pairwise
from core.rank_reversal.presence import entrant, presence
from core.robustness.choices import Alternatives, LeaveOut, WeightNoise
from core.robustness.model import UncertaintyModel
from core.workbook.entries import Method, Step, TreeNode

MEAN = ("aggregate", "arithmetic", {})


def method(codes: str, *steps: tuple[str, str, dict[str, object]]) -> Document:
    """An index of some indicators, all alike."""
    placed = (TreeNode("m", "top"), *(TreeNode("m", code, "top") for code in codes))
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    return Document(Method("m", "M"), placed, made)


def panel(rows: dict[str, tuple[float, ...]], codes: str = "abc") -> pl.DataFrame:
    """Units × indicators in one period."""
    columns = {code: [float(values[at]) for values in rows.values()] for at, code in enumerate(codes)}
    return pl.DataFrame({"unit": list(rows), "period": ["2020"] * len(rows), **columns})


def belton_and_gear() -> Scored:
    """Three alternatives under three criteria of the same weight, B just above A."""
    rows = {"A": (1.0, 9.0, 8.0), "B": (9.0, 1.0, 9.0), "C": (1.0, 1.0, 1.0)}
    return run(method("abc", ("normalise", "vector", {}), MEAN), panel(rows))


def test_doubling_b_turns_a_and_b_round_in_the_example_of_belton_and_gear() -> None:
    """A copy of B makes its best criterion common, so that A comes first; of three pairs one turns round."""
    scored = belton_and_gear()
    assert scored.ranks["top"].to_list() == [2, 1, 3]
    table = presence(scored, "top", "2020")
    found = table.filter((pl.col("change") == "is doubled") & (pl.col("unit") == "B")).row(0, named=True)
    assert (found["pairs"], found["reversed"], found["moved"], found["largest"]) == (3, 1, 2, 1)
    assert found["share_reversed"] == pytest.approx(1 / 3)
    assert found["most_moved"] in ("A", "B")
    assert table["change"].value_counts().sort("change")["count"].to_list() == [4, 3, 3]


@settings(max_examples=15)
@given(st.lists(st.tuples(*[st.floats(1, 99)] * 3), min_size=3, max_size=5))
def test_between_known_goalposts_no_change_of_units_moves_another(rows: list[tuple[float, ...]]) -> None:
    """Scores that look at no other unit keep every order, with whoever is there."""
    steps = (("normalise", "goalposts", {"low": 0.0, "high": 100.0}), MEAN)
    scored = run(method("abc", *steps), panel({f"u{at}": row for at, row in enumerate(rows)}))
    assert presence(scored, "top", "2020")["reversed"].sum() == 0
    found = pairwise(scored, "top", "2020")
    assert found.is_transitive
    assert found.agreeing in (1.0, None)


def test_pairs_by_majority_go_in_a_circle() -> None:
    """Condorcet's three voters: A above B, B above C, C above A, each by two of three."""
    rows = {"A": (3.0, 1.0, 2.0), "B": (2.0, 3.0, 1.0), "C": (1.0, 2.0, 3.0)}
    found = pairwise(run(method("abc", ("normalise", "borda", {}), MEAN), panel(rows)), "top", "2020")
    assert (found.circles, found.triples, found.is_transitive) == (1, 1, False)
    assert found.pairs["circles"].to_list() == [1, 1, 1]
    assert found.agreeing is None


def test_a_pair_that_turns_round_alone_is_listed_first() -> None:
    """Two units alone are each other's best and worst: one more win decides, however small."""
    rows = {"A": (100.0, 50.0, 50.0), "B": (0.0, 51.0, 51.0), "C": (0.0, 0.0, 0.0), "D": (0.0, 100.0, 100.0)}
    found = pairwise(run(method("abc", ("normalise", "min_max", {}), MEAN), panel(rows)), "top", "2020")
    first = found.pairs.row(0, named=True)
    assert (first["unit"], first["other"], first["agrees"]) == ("A", "B", False)
    assert (first["score"], first["other_score"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_a_change_that_cannot_be_computed_says_why() -> None:
    """The reference of a normalisation leaves: the row has the reason, the others their numbers."""
    rows = {"A": (1.0, 9.0, 8.0), "B": (9.0, 2.0, 9.0), "C": (1.5, 1.0, 1.0), "D": (1.0, 1.5, 2.0)}
    steps = ("normalise", "distance_to_reference", {"unit": "B"})
    table = presence(run(method("abc", steps, MEAN), panel(rows)), "top", "2020")
    troubled = table.filter(pl.col("trouble").is_not_null())
    assert troubled.select("change", "unit").rows() == [("leaves", "B")]
    assert "B" in troubled["trouble"][0]


def test_a_pair_that_has_no_scores_alone_says_why_and_agrees_with_nothing() -> None:
    """Two units without the one to which all are compared."""
    rows = {"A": (1.0, 9.0, 8.0), "B": (9.0, 2.0, 9.0), "C": (1.5, 1.0, 1.0)}
    steps = ("normalise", "distance_to_reference", {"unit": "B"})
    pairs = pairwise(run(method("abc", steps, MEAN), panel(rows)), "top", "2020").pairs
    without = pairs.filter(~pl.col("unit").is_in(["B"]) & ~pl.col("other").is_in(["B"])).row(0, named=True)
    assert "B" in without["trouble"]
    assert (without["score"], without["other_score"], without["agrees"]) == (None, None, None)


def test_denominators_of_a_table_are_those_of_the_unit_that_is_doubled() -> None:
    """A copy is divided by what its original is divided by, an entrant by the median."""
    made = method("abc", ("denominate", "table", {"by": {"a": "size"}}), ("normalise", "min_max", {}), MEAN)
    newest = pl.DataFrame({"unit": ["A", "B", "C"], "size": [1.0, 2.0, 4.0]})
    rows = {"A": (1.0, 9.0, 8.0), "B": (9.0, 2.0, 9.0), "C": (1.5, 1.0, 1.0)}
    table = presence(run(made, panel(rows), newest=newest), "top", "2020", newest)
    assert table["trouble"].null_count() == table.height


def twelve() -> Scored:
    """Twelve units by three indicators, the last of which is far from even."""
    random = np.random.default_rng(3)
    values = random.uniform(1, 100, (12, 3))
    values[:, 2] = values[:, 2] ** 4
    rows = {f"u{at}": tuple(row) for at, row in enumerate(values)}
    return run(method("abc", ("normalise", "min_max", {"low": 1.0, "high": 100.0}), MEAN), panel(rows))


def test_every_combination_is_the_method_run_with_these_choices() -> None:
    """Shifts, shares and the unit that moves most are those of the method with its steps replaced."""
    scored = twelve()
    choices = (Alternatives(1, (("rank", {}),)), Alternatives(2, (("geometric", {}), ("harmonic", {}))))
    table = combinations(UncertaintyModel(scored, "top", choices), "2020")
    assert table["combination"][0] == AS_IT_IS
    assert (table["mean_shift"][0], table["kendall"][0]) == (0.0, 1.0)
    shifts = table["mean_shift"].to_list()[1:]
    assert shifts == sorted(shifts, reverse=True) != sorted(shifts)
    assert set(table["combination"]) == {
        AS_IT_IS, "1:rank", "2:geometric", "2:harmonic", "1:rank, 2:geometric", "1:rank, 2:harmonic",
    }  # fmt: skip
    other = run(method("abc", ("normalise", "rank", {}), ("aggregate", "harmonic", {})), scored.raw)
    was, now = (ranked(one.scores["top"].to_numpy()[None, :])[0] for one in (scored, other))
    moved = np.abs(was - now)
    row = table.filter(pl.col("combination") == "1:rank, 2:harmonic").row(0, named=True)
    assert row["mean_shift"] == pytest.approx(moved.mean())
    assert row["largest"] == moved.max()
    assert moved[int(row["most_moved"][1:])] == moved.max()
    assert [row["moved_5"], row["moved_10"], row["moved_20"]] == [
        pytest.approx((moved >= places).mean()) for places in (5, 10, 20)
    ]


def test_a_combination_that_cannot_be_computed_has_no_units() -> None:
    """A geometric mean of z-scores is impossible: that row is empty, the others are not."""
    choices = (Alternatives(1, (("z_score", {}),)), Alternatives(2, (("geometric", {}),)))
    table = combinations(UncertaintyModel(twelve(), "top", choices), "2020")
    assert table.filter(pl.col("units") == 0)["combination"].to_list() == ["1:z_score, 2:geometric"]
    assert table["units"].to_list() == [12, 12, 12, 0]
    [trouble] = table["trouble"].drop_nulls()
    assert "but top (“geometric mean”) needs scores above 0" in trouble


def test_an_indicator_left_out_is_a_choice_and_a_noise_is_none() -> None:
    """Choices can be told apart; what may be any value in a range is refused."""
    table = combinations(UncertaintyModel(twelve(), "top", (LeaveOut(("c",)),)), "2020")
    assert table["combination"].to_list() == [AS_IT_IS, "without c"]
    with pytest.raises(MethodError, match="any value in a range"):
        combinations(UncertaintyModel(twelve(), "top", (WeightNoise(),)), "2020")


def test_the_usual_alternatives_take_a_power_mean_where_a_score_is_zero() -> None:
    """From 1 on a geometric mean can be; from 0 on it cannot."""
    assert usual_alternatives(twelve()) == {1: "z_score", 2: "geometric"}
    rows = {"A": (1.0, 9.0, 8.0), "B": (9.0, 2.0, 9.0), "C": (1.5, 1.0, 1.0)}
    from_zero = run(method("abc", ("normalise", "min_max", {}), MEAN), panel(rows))
    assert usual_alternatives(from_zero) == {1: "z_score", 2: "power p=0.5"}


def test_of_a_large_panel_the_first_units_by_rank_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never fewer than five leave and are doubled."""
    monkeypatch.setattr("core.rank_reversal.presence.MOST_CELLS", 1)
    scored = twelve()
    table = presence(scored, "top", "2020")
    leaving = set(table.filter(change="leaves")["unit"])
    first = scored.ranks.filter(pl.col("top") <= 5)["unit"].to_list()
    assert leaving == set(first)
    assert table.height == 5 + 5 + 4


def test_changes_that_turn_more_pairs_come_first() -> None:
    """And those that could not be run last."""
    found = presence(belton_and_gear(), "top", "2020")["reversed"].to_list()
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


@pytest.mark.parametrize(
    ("name", "a", "b"), [("best", 9.0, 1.0), ("worst", 1.0, 5.0), ("median", 2.0, 3.0), ("beyond", 9.8, 0.6)]
)
def test_a_unit_that_enters_has_the_best_the_worst_or_the_median_of_each_indicator(
    name: str, a: float, b: float
) -> None:
    """Where less is better the lowest is the best; what is only divided by is the median; beyond is a tenth further."""
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top", direction=-1))
    steps = (Step("m", 1, "normalise", "min_max", "{}"), Step("m", 2, "aggregate", "arithmetic", "{}"))
    raw = panel({"x": (1.0, 5.0, 4.0), "y": (9.0, 1.0, 8.0), "z": (2.0, 3.0, 6.0)})
    made = entrant(run(Document(Method("m", "M"), placed, steps), raw.drop("c")), raw, name).row(0, named=True)
    assert (made["a"], made["b"], made["c"]) == (pytest.approx(a), pytest.approx(b), 6.0)
