"""ASEM, 51 × 49: with the weights drawn fixed, every run is the whole method done again with these weights."""

import numpy as np
import polars as pl
import pytest
from asem_reference import Asem

from core.method.document import Document
from core.method.run import Scored, run
from core.robustness.choices import Alternatives, WeightNoise
from core.robustness.importance import left_out
from core.robustness.model import UncertaintyModel
from core.robustness.points import sobol_points
from core.robustness.study import Study
from core.workbook.entries import Method, Step, TreeNode


@pytest.fixture(scope="module")
def scored(asem: Asem) -> Scored:
    """COINr's default chain: denominated, filled by the mean of the continent, treated, min-max, weighted means."""
    return run(made(asem, {}), asem.raw)


def made(asem: Asem, factors: dict[str, float], fill: str = "group_mean") -> Document:
    """The method with some weights multiplied."""
    rows = asem.meta.filter(pl.col("Type").is_in(["Indicator", "Aggregate"]))
    placed = tuple(
        TreeNode("m", code, parent or "", weight * factors.get(code, 1), direction or 1)
        for code, parent, weight, direction in rows.select("iCode", "Parent", "Weight", "Direction").iter_rows()
    )
    by = '{"group": "EurAsia_group"}' if fill == "group_mean" else "{}"
    steps = [("denominate", "panel", f'{{"by": {str(asem.denominators).replace(chr(39), chr(34))}}}')]
    steps += [("impute", fill, by), ("treat", "skew_kurtosis", '{"keep": "always"}')]
    steps += [("normalise", "min_max", '{"high": 100}'), ("aggregate", "arithmetic", "{}")]
    return Document(Method("m", "M"), placed, tuple(Step("m", at + 1, *step) for at, step in enumerate(steps)))


def test_the_nominal_scores_are_coinrs(asem: Asem, scored: Scored) -> None:
    """The study begins where COINr's results stand."""
    chain = UncertaintyModel(scored, "Index", (WeightNoise(),))
    expected = asem.expected("aggregated_amean").sort("unit")["Index"]
    assert chain.nominal().tolist() == pytest.approx(expected.to_list(), rel=1e-9)


def test_drawn_weights_and_steps_give_what_the_method_gives_with_them(asem: Asem, scored: Scored) -> None:
    """Eight drawn sets of weights, with either filling: scores and ranks of the whole chain, run by run."""
    chain = UncertaintyModel(scored, "Index", (WeightNoise(0.5), Alternatives(2, (("median", {}),))))
    points = sobol_points(chain.dimensions, 8, 7)
    scores = chain.scores(points)
    for row, drawn in zip(scores, points, strict=True):
        factors = {
            code: 1 + 0.5 * (2 * at - 1) for code, at in zip(chain.variation.noised(WeightNoise()), drawn, strict=False)
        }
        other = run(made(asem, factors, "median" if drawn[-1] >= 0.5 else "group_mean"), asem.raw)
        assert row.tolist() == pytest.approx(other.scores["Index"].to_list(), rel=1e-12)
        ranks = (-row).argsort().argsort() + 1
        assert ranks.tolist() == other.ranks["Index"].to_list()


def test_counts_are_those_of_numpy(scored: Scored) -> None:
    """Quantiles, chances and pairs counted in passing are those of all ranks kept."""
    chain = UncertaintyModel(scored, "Index", (WeightNoise(),))
    study = Study(chain, 3)
    list(study.advance(512))
    scores = chain.scores(sobol_points(chain.dimensions, 512, 3))
    ranks = (-scores).argsort(axis=1).argsort(axis=1) + 1
    tally = study.tallies["2018"]
    table = tally.frame(512).sort("unit")
    for column, share in (("low", 0.05), ("median", 0.5), ("high", 0.95)):
        expected = np.quantile(ranks, share, axis=0, method="inverted_cdf")
        assert table[column].to_list() == expected.tolist()
        assert table[f"{column}_7"].to_list() == pytest.approx(np.quantile(ranks, share, axis=0).tolist())
    assert table["mean_rank"].to_list() == pytest.approx(ranks.mean(axis=0).tolist())
    for column, share in (("score_low", 0.05), ("score_high", 0.95)):
        assert table[column].to_list() == pytest.approx(np.quantile(scores, share, axis=0).tolist())
    assert table["mean"].to_list() == pytest.approx(scores.mean(axis=0).tolist())
    assert table["sd"].to_list() == pytest.approx(scores.std(axis=0).tolist())
    assert study.mean_shift == pytest.approx(np.abs(ranks - np.array(scored.ranks["Index"])).mean())
    assert tally.above is not None
    assert (tally.above == (scores[:, :, None] > scores[:, None, :]).sum(axis=0)).all()


def test_leaving_one_out_is_the_method_without_it(asem: Asem, scored: Scored) -> None:
    """The mean shift of ranks with Flights, and with all of Physical, at weight 0."""
    table = left_out(UncertaintyModel(scored, "Index", (WeightNoise(),)))
    for code in ("Flights", "Physical"):
        other = run(made(asem, {code: 0.0}), asem.raw)
        moved = scored.ranks["Index"].cast(pl.Int64) - other.ranks["Index"].cast(pl.Int64)
        assert table.filter(pl.col("code") == code)["mean_shift"].item() == pytest.approx(moved.abs().mean())
