"""Known answers of infomax, MEREC, Gini and importance weights, Mean-Min, the adjusted MPI, regression and EM."""

import numpy as np
import polars as pl
import pytest

from core.method.aggregate import aggregated
from core.method.correlation_ratio import correlation_ratio
from core.method.errors import MethodError
from core.method.impute import imputed
from core.method.normalise import normalised
from core.method.tree import Branch, Tree
from core.method.weigh import gini, importance_balanced, infomax, merec

TREE = Tree((Branch("top"), Branch("a", "top"), Branch("b", "top")))


def panel(**columns: list[float | None]) -> pl.DataFrame:
    """Units of one year."""
    size = len(next(iter(columns.values())))
    return pl.DataFrame({"unit": [f"u{at}" for at in range(size)], "period": "2020", **columns}, strict=False)


def test_infomax_weighs_by_the_inverse_of_the_spread() -> None:
    """Standard deviations of 1 and 2 weigh 2/3 and 1/3, however they are correlated; no other weights do better."""
    random = np.random.default_rng(1)
    first = random.normal(size=40)
    second = first / 2 + random.normal(size=40)
    columns = [(one - one.mean()) / one.std(ddof=1) for one in (first, second)]
    frame = panel(a=columns[0].tolist(), b=(2 * columns[1]).tolist())
    assert infomax(frame, ["a", "b"]) == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    values = frame.select("a", "b").to_numpy()

    def captured(share: float) -> float:
        whole = values @ [share, 1 - share]
        return sum(float(np.corrcoef(column, whole)[0, 1]) for column in values.T)

    assert captured(2 / 3) >= max(captured(share) for share in np.linspace(0, 1, 101)) - 1e-12


def test_infomax_within_bounds_stops_at_the_nearest_of_them() -> None:
    """Weights of at most 0.6 where free ones would be 2/3 and 1/3; bounds that no weights fit are refused."""
    frame = panel(a=[-1.0, 0, 1, 0], b=[0.0, 2, 0, -2])
    assert infomax(frame, ["a", "b"], most=0.6) == pytest.approx({"a": 0.6, "b": 0.4}, abs=1e-6)
    with pytest.raises(MethodError, match="widen the bounds"):
        infomax(frame, ["a", "b"], least=0.6)


def test_merec_gives_the_weights_of_its_paper() -> None:
    """The example of Keshavarz-Ghorabaee et al. 2021; a cost enters by its reciprocal."""
    table = [(450, 8000, 54, 145), (10, 9100, 2, 160), (100, 8200, 31, 153), (220, 9300, 1, 162), (5, 8400, 23, 158)]
    frame = panel(
        a=[row[0] for row in table],
        b=[row[1] for row in table],
        c=[1 / row[2] for row in table],
        d=[1 / row[3] for row in table],
    )
    assert list(merec(frame, list("abcd")).values()) == pytest.approx([0.5752, 0.0141, 0.4016, 0.0091], abs=5e-5)
    with pytest.raises(MethodError, match="a has a score that is not above 0"):
        merec(panel(a=[0.0, 1], b=[1.0, 2]), ["a", "b"])


def test_gini_weights_are_shares_of_gini_coefficients() -> None:
    """1, 2, 3, 4 have 0.25 and 1, 1, 1, 5 have 0.375, whatever their unit; a gap is left out."""
    frame = panel(a=[1.0, 2, 3, 4, None], b=[10.0, 10, 10, 50, None])
    assert gini(frame, ["a", "b"]) == pytest.approx({"a": 0.4, "b": 0.6})
    with pytest.raises(MethodError, match="mean of a is not above 0"):
        gini(panel(a=[-1.0, 1]), ["a"])


def test_importance_that_is_wanted_is_reached() -> None:
    """Uncorrelated parts of one spread explain in proportion to their squared weights: 2 to 1 for 80 and 20 %."""
    frame = panel(a=[-1.0, 0, 1, 0], b=[0.0, 1, 0, -1])
    for relation in ("curve", "line"):
        made = importance_balanced(frame, ["a", "b"], {"a": 4, "b": 1}, relation)
        assert made == pytest.approx({"a": 2 / 3, "b": 1 / 3}, abs=1e-5)


def test_importance_that_is_wanted_is_reached_along_curves() -> None:
    """Of x, its square and two others the shares of correlation ratios are those that were wished for."""
    random = np.random.default_rng(1)
    x = random.normal(size=200)
    parts = {"a": x, "b": x**2 + random.normal(size=200), "c": random.normal(size=200), "d": random.lognormal(size=200)}
    frame = panel(**{code: part.tolist() for code, part in parts.items()})
    wanted = np.array([0.4, 0.3, 0.2, 0.1])
    made = importance_balanced(frame, list("abcd"), dict(zip("abcd", wanted.tolist(), strict=True)))
    whole = np.array(sum(weight * parts[code] for code, weight in made.items()))
    ratios = np.array([correlation_ratio(part, whole) for part in parts.values()])
    assert ratios / ratios.sum() == pytest.approx(wanted, abs=0.01)
    straight = np.array([np.corrcoef(part, whole)[0, 1] ** 2 for part in parts.values()])
    assert np.abs(straight / straight.sum() - wanted).max() > 0.03


@pytest.mark.parametrize(
    ("alpha", "beta", "score"), [(0, 1, 4.0), (1, 0, 2.0), (1, 1, 4 - (5**0.5 - 1)), (0.5, 0, 3.0)]
)
def test_mean_min_lies_between_the_mean_and_the_minimum(alpha: float, beta: float, score: float) -> None:
    """Scores of 2 and 6: the mean for alpha 0, the minimum for 1 and beta 0."""
    made = aggregated(panel(a=[2.0, 2], b=[6.0, None]), TREE, "mean_min", alpha=alpha, beta=beta)["top"]
    assert made.to_list() == pytest.approx([score, 2.0])


def test_the_adjusted_index_scores_the_reference_100_and_compares_over_the_years() -> None:
    """Goalposts 0 and 10 about 5: 70, 100, 130; a later year beyond them goes beyond, and moves no earlier score."""
    frame = pl.DataFrame({"unit": ["x", "y"] * 2, "period": ["2020"] * 2 + ["2021"] * 2, "a": [0.0, 10.0, 5.0, 12.0]})
    fixed = normalised(frame, ["a"], "reference_100", reference=5.0, low=0.0, high=10.0)
    assert fixed["a"].to_list() == pytest.approx([70, 130, 100, 142])
    by_period = normalised(frame, ["a"], "reference_100", period="2020", low=0.0, high=10.0)
    assert by_period["a"].to_list() == pytest.approx([70, 130, 100, 142])
    turned = normalised(frame, ["a"], "reference_100", directions={"a": -1}, reference=5.0, low=0.0, high=10.0)
    assert turned["a"].to_list() == pytest.approx([130, 70, 100, 58])


def test_a_regression_fills_what_a_straight_line_gives() -> None:
    """B is 2 a + 1; too few complete rows are refused with what to do."""
    frame = panel(a=[1.0, 2, 3, 5, None], b=[3.0, 5, 7, None, 9.0])
    made = imputed(frame, ["a", "b"], "regression")
    assert made["b"][3] == pytest.approx(11)
    assert made["a"][4] == pytest.approx(4)
    with pytest.raises(MethodError, match="needs more complete rows than its 1"):
        imputed(panel(a=[1.0, 2, None], b=[1.0, None, 2.0]), ["a", "b"], "regression")


def test_em_of_one_indicator_with_gaps_is_the_regression_on_the_other() -> None:
    """Where only b has gaps the likelihood is greatest at the line of the complete rows. (Anderson 1957)"""
    frame = panel(a=[1.0, 2, 3, 4, 6, 9], b=[2.0, 1, 4, 3, None, None])
    slope, start = np.polyfit([1.0, 2, 3, 4], [2.0, 1, 4, 3], 1)
    made = imputed(frame, ["a", "b"], "em")["b"].to_list()
    assert made[4:] == pytest.approx([start + slope * 6, start + slope * 9], rel=1e-6)
    assert made[:4] == [2.0, 1, 4, 3]
