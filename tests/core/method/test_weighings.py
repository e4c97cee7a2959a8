"""Weights as a method finds them: mixes with all their parts, signs that were asked for, judgements that agree."""

import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores
from core.method.document import Document
from core.method.document_text import document_from, toml_text
from core.method.entropies import entropies
from core.method.errors import MethodError
from core.method.judgements import judgements
from core.method.run import Scored, run
from core.method.settings import in_force
from core.method.weigh import WEIGHINGS, benefit_of_the_doubt
from core.workbook.entries import Method, Step, TreeNode

CODES = "abc"
PAIRWISE = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]
POINTS = [{"a": 50, "b": 30, "c": 20}, {"a": 30, "b": 50, "c": 20}]


def document(*steps: tuple[str, str, dict[str, Any]]) -> Document:
    """An index straight of three indicators."""
    placed = (TreeNode("m", "top"), *(TreeNode("m", code, "top", 1.0 + at) for at, code in enumerate(CODES)))
    made = (Step("m", at, kind, how, json.dumps(given)) for at, (kind, how, given) in enumerate(steps, 1))
    return Document(Method("m", "M"), placed, tuple(made))


def panel(turned: bool = False) -> pl.DataFrame:
    """Twenty units in one year; `turned` lets the third indicator fall where the others rise."""
    random = np.random.default_rng(4)
    common = random.uniform(0.2, 0.8, (20, 1))
    values = common * [1, 1, -1 if turned else 1] + (1 if turned else 0) * np.array([0, 0, 1])
    values = values + random.uniform(0, 0.1, (20, 3))
    return pl.DataFrame({"unit": [f"u{at}" for at in range(20)], "period": "2020"}).with_columns(
        pl.Series(code, values[:, at]) for at, code in enumerate(CODES)
    )


def weights(how: str, **settings: object) -> list[float]:
    """What a weighing finds, in a method that goes on to draw scores together."""
    found = run(document(("weigh", how, settings), ("aggregate", "arithmetic", {})), panel()).tree.weights
    return [found[code] for code in CODES]


SETTINGS: dict[str, dict[str, Any]] = {"ahp": {"pairwise": PAIRWISE}, "budget_allocation": {"points": POINTS}}


@pytest.mark.parametrize("how", [how for how in WEIGHINGS if how != "mixed"])
def test_every_weighing_can_be_a_part_of_a_mix(how: str) -> None:
    """A third of the one and two thirds of equal weights, with the settings of the one."""
    own = SETTINGS.get(how, {})
    made = weights("mixed", first=how, of_first=own, second="equal", share=1 / 3)
    assert made == pytest.approx([one / 3 + 2 / 9 for one in weights(how, **own)])


def test_the_product_of_judgement_and_entropy_is_made_to_sum_to_1() -> None:
    """The combined weights of the field: w = a b / sum a b."""
    made = weights("mixed", first="ahp", of_first={"pairwise": PAIRWISE}, form="product")
    judged, found = np.array(weights("ahp", pairwise=PAIRWISE)), np.array(weights("mixed", first="entropy", share=1))
    by_hand = np.array([1, 2, 3]) / 6
    assert found == pytest.approx(weights("entropy"))
    assert made == pytest.approx(judged * by_hand / (judged * by_hand).sum())


def test_the_parts_of_a_mix_are_written_out_with_all_that_is_in_force() -> None:
    """The zero convention of an entropy inside a mix stands in the document, as does another choice of one node."""
    settings = in_force("weigh", "mixed", {"second": "principal_component"})
    assert (settings["of_first"], settings["of_second"]) == ({"zero": "skip", "amount": None}, {"negative": "zero"})
    each = in_force("aggregate", "arithmetic", {"each": {"top": {"how": "power"}}})["each"]
    assert each == {"top": {"how": "power", "p": 0.5}}
    made = document(("weigh", "mixed", {"second": "principal_component"}), ("aggregate", "power", {}))
    assert 'zero = "skip"' in toml_text(made)
    assert document_from(toml_text(made)).settings == made.settings


def test_a_setting_that_a_part_of_a_mix_does_not_have_is_refused() -> None:
    """The sentence names the part and what it has."""
    with pytest.raises(MethodError, match="of_first: entropy has no setting negative: use zero, amount"):
        in_force("weigh", "mixed", {"of_first": {"negative": "keep"}})
    with pytest.raises(MethodError, match="first cannot be “mixed”"):
        in_force("weigh", "mixed", {"first": "mixed"})


def test_negative_weights_are_kept_where_asked_and_nowhere_else() -> None:
    """The first component's loadings count as they are; a weight below 0 that a person gives is refused."""
    made = run(
        document(("weigh", "principal_component", {"negative": "keep"}), ("aggregate", "arithmetic", {})), panel(True)
    )
    heavy = made.tree.weights
    assert heavy["c"] < 0
    expected = made.raw.select(sum(pl.col(code) * heavy[code] for code in CODES)).to_series()
    assert made.scores["top"].to_list() == pytest.approx(expected.to_list())
    assert sum(made.effective[code] for code in CODES) == pytest.approx(1)
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top", -1.0), TreeNode("m", "b", "top", 2.0))
    by_person = Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", "arithmetic"),))
    with pytest.raises(MethodError, match="The weight of a is -1: give it 0 or more"):
        run(by_person, panel())


def test_two_that_pull_apart_evenly_have_no_first_component_to_go_by() -> None:
    """Their loadings are equal and opposite, so that any sign would be a choice in silence."""
    frame = panel().with_columns(b=1 - pl.col("a")).drop("c")
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top"))

    def made(**given: str) -> Scored:
        step = Step("m", 1, "weigh", "principal_component", json.dumps(given))
        return run(Document(Method("m", "M"), placed, (step,)), frame)

    with pytest.raises(MethodError, match="a, b conflict evenly"):
        made()
    assert made(negative="squared").tree.weights["a"] == pytest.approx(0.5)


def test_judgements_tell_how_far_they_agree() -> None:
    """Saaty's ratio of each node, also inside a mix; a later step that weighs otherwise takes its place."""
    steps = [("weigh", "ahp", {"pairwise": PAIRWISE}), ("aggregate", "arithmetic", {})]
    alone = judgements(document(*steps))["top"]
    assert alone.consistency_ratio == pytest.approx((alone.lambda_max - 3) / 2 / 0.58)
    assert alone.is_consistent
    mixed = document(("weigh", "mixed", {"second": "ahp", "of_second": {"pairwise": PAIRWISE}}))
    assert judgements(mixed) == {"top": alone}
    assert judgements(document(steps[0], ("weigh", "equal", {}), steps[1])) == {}


def test_the_benefit_of_the_doubt_does_not_hang_on_the_order_of_children_or_rows() -> None:
    """Units that reach 1 in many ways take the most even one; every score is that of the linear programme."""
    random = np.random.default_rng(6)
    values = random.integers(1, 6, (12, 3)) / 5
    frame = pl.DataFrame({"unit": range(12), "period": 1, "a": values[:, 0], "b": values[:, 1], "c": values[:, 2]})
    one, other = benefit_of_the_doubt(frame, list("abc")), benefit_of_the_doubt(frame.reverse(), list("cab"))
    assert one == pytest.approx(other)
    made = benefit_of_the_doubt_scores(frame, list("abc"))
    best = [-linprog(-row, A_ub=values, b_ub=np.ones(12)).fun for row in values]
    assert made["score"].to_list() == pytest.approx(best)
    inside = (
        benefit_of_the_doubt_scores(frame, list("abc"), least=0.2, most=0.5)
        .select("share a", "share b", "share c")
        .to_numpy()
    )
    assert (inside.min(), inside.max()) == (pytest.approx(0.2, abs=1e-6), pytest.approx(0.5, abs=1e-6))


def test_a_row_of_zeros_has_a_penalised_mean_of_zero() -> None:
    """Mazziotta and Pareto's mean takes a score of 0, as min-max gives it to the worst unit."""
    frame = pl.DataFrame({"unit": ["x", "y"], "period": "2020", "a": [0.0, 0.0], "b": [0.0, 2.0], "c": [0.0, 1.0]})
    made = run(document(("weigh", "equal", {}), ("aggregate", "mazziotta_pareto", {})), frame)
    assert made.scores["top"].to_list() == pytest.approx([0, 1 - (2 / 3) / 1])


def test_what_tells_no_rows_apart_has_an_entropy_of_exactly_1() -> None:
    """A constant, a single figure and an indicator without any: all of the weight goes to the others."""
    columns = {"a": [1.0, 2, 3], "b": [0.1, 0.1, 0.1], "c": [None, 5.0, None], "d": [None, None, None]}
    frame = pl.DataFrame({"unit": list("xyz"), "period": "2020", **columns}, schema_overrides={"d": pl.Float64})
    table = entropies(frame, list(columns))
    assert table["divergence"].to_list()[1:] == [0.0, 0.0, 0.0]
    assert table["weight"].to_list() == [1, 0, 0, 0]
