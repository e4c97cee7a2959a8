"""Weights below 0, which a principal component may be asked to keep, count the same wherever scores are explained."""

import json
from math import fsum

import numpy as np
import polars as pl
import pytest

from core.analysis.obstacles import lacking, nearness
from core.analysis.of_result import obstacle_table
from core.analysis.weight_range import weight_range
from core.attribution.change import change
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.robustness.choices import WeightNoise
from core.robustness.model import UncertaintyModel
from core.workbook.entries import Method, Step, TreeNode

FOUND = "weigh", "principal_component", {"negative": "keep"}


def kept(how: str = "arithmetic", *, gaps: bool = False) -> Scored:
    """Three indicators that rise together and one that falls, its loading kept below 0; nine units in two years."""
    random = np.random.default_rng(4)
    common = random.normal(size=18)
    columns = {code: common + 0.6 * random.normal(size=18) for code in "abc"}
    columns["d"] = random.normal(size=18) - 0.5 * common
    frame = pl.DataFrame({"unit": [f"u{at // 2}" for at in range(18)], "period": ["1", "2"] * 9, **columns})
    if gaps:
        frame = frame.with_columns(b=pl.when(pl.int_range(18) % 7 != 3).then("b"))
    placed = (TreeNode("m", "top"), *(TreeNode("m", code, "top") for code in "abcd"))
    steps = [("normalise", "min_max", {"low": 10.0, "high": 90.0}), FOUND, ("aggregate", how, {})]
    made = tuple(Step("m", at, kind, way, json.dumps(own)) for at, (kind, way, own) in enumerate(steps, 1))
    return run(Document(Method("m", "M"), placed, made), frame)


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("how", ["arithmetic", "geometric", "topsis", "copeland", "limiting_factor"])
def test_runs_of_an_uncertainty_study_count_them(how: str, gaps: bool) -> None:
    """The nominal scores are those of the run."""
    scored = kept(how, gaps=gaps)
    assert scored.effective["d"] < 0
    made = UncertaintyModel(scored, "top", (WeightNoise(),)).nominal()
    assert made.tolist() == pytest.approx(scored.scores["top"].to_list(), rel=1e-12)


@pytest.mark.parametrize("how", ["arithmetic", "topsis"])
def test_the_parts_of_a_change_count_them(how: str) -> None:
    """What the falling indicator did is told, and the parts sum to the change, with nothing put down to the method."""
    scored = kept(how)
    made = change(scored, scored, ("u1", "1"), ("u1", "2"), "top")
    parts = {one.code: one.data for one in made.effects}
    assert fsum(parts.values()) == pytest.approx(made.total, abs=1e-12)
    if how == "arithmetic":
        frame = scored.frame.filter(unit="u1")
        for code in "abcd":
            moved = frame[code][1] - frame[code][0]
            assert parts[code] == pytest.approx(scored.effective[code] * moved, rel=1e-9)


def test_ranges_count_them_and_are_not_told_of_one_itself() -> None:
    """Within its range a weight keeps the rank, beside a sibling below 0; a weight below 0 has no range from 0 on."""
    scored = kept()
    made = weight_range(scored, "a", "2")
    assert made.is_exact
    scores = dict(scored.scores.filter(period="2").select("unit", "top").iter_rows())
    assert {row.unit: row.score for row in made.rows} == pytest.approx(scores)
    with pytest.raises(MethodError, match="weights of 0 or more"):
        weight_range(scored, "d", "2")


def test_an_indicator_that_counts_below_0_holds_back_by_what_there_is_of_it() -> None:
    """Its obstacle is the size of its weight times its score, on the screen as in the table."""
    scored = kept()
    table = obstacle_table(scored).filter(unit="u1", period="2", indicator="d")
    scores = scored.frame.filter(unit="u1", period="2").select("a", "b", "c", "d")
    every = scored.frame.select("a", "b", "c", "d").to_numpy()
    low, high = every.min(), every.max()
    shares = {code: (scores[code].item() - low) / (high - low) for code in "abcd"}
    gaps = {code: abs(scored.effective[code]) * (shares[code] if code == "d" else 1 - shares[code]) for code in "abcd"}
    assert table["share"].item() == pytest.approx(gaps["d"] / sum(gaps.values()), rel=1e-12)
    near = nearness(scored)
    assert near is not None
    assert lacking(scored, near).equals(obstacle_table(scored))
