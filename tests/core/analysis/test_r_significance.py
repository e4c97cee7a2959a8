"""P-values as R prints them in its help and on its bundled cars: exact, by series, and with ties."""

import polars as pl
import pytest

from core.analysis.correlation import correlations, p_values
from core.analysis.significance import _distances, _tail

HUNTER = {
    "x": [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1],
    "y": [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8],
}
"""Hunter's L measure and panel score of nine lots of tuna: `help(cor.test)`, after Hollander and Wolfe 1973."""

MPG = [
    21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4,
    33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4,
]  # fmt: skip
WEIGHT = [
    2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.2,
    1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
]  # fmt: skip


def outcome(values: dict[str, list[float]], how: str) -> tuple[float, float]:
    """The coefficient of the two columns and its p."""
    frame = pl.DataFrame({"unit": range(len(values["x"])), "period": 1, **values})
    found = correlations(frame, ["x"], ["y"], how)["correlation"][0]
    return found, p_values(frame, ["x", "y"], how).filter(first="x", second="y")["p"][0]


@pytest.mark.parametrize(
    ("how", "coefficient", "p"),
    [("pearson", 0.5711816, 0.1082), ("spearman", 0.6, 0.0968), ("kendall", 0.4444444, 0.1194)],
)
def test_nine_pairs_without_ties_are_exact(how: str, coefficient: float, p: float) -> None:
    """Kendall's T = 26, p-value = 0.1194, is the example of R's own help."""
    assert outcome(HUNTER, how) == (pytest.approx(coefficient, abs=5e-8), pytest.approx(p, abs=5e-5))


@pytest.mark.parametrize(
    ("how", "coefficient", "p"),
    [("pearson", -0.8676594, 1.294e-10), ("spearman", -0.886422, 1.488e-11), ("kendall", -0.7278321, 6.706e-09)],
)
def test_pairs_with_ties_are_as_of_the_cars(how: str, coefficient: float, p: float) -> None:
    """Miles per gallon and weight of `mtcars`, 32 cars."""
    assert outcome({"x": MPG, "y": WEIGHT}, how) == (pytest.approx(coefficient, abs=5e-7), pytest.approx(p, rel=5e-4))


@pytest.mark.parametrize(("size", "off"), [(10, 6e-4), (12, 2e-4)])
def test_the_series_of_spearmans_p_is_near_the_exact_chance(size: int, off: float) -> None:
    """For every sum of squared rank differences; the series is what stands above nine pairs."""
    counts = _distances(size)
    every = range(2, size * (size * size - 1) // 3 + 1, 2)
    assert [_tail(at, size) for at in every] == pytest.approx(
        [counts[at:].sum() / counts.sum() for at in every], abs=off
    )


@pytest.mark.parametrize("how", ["pearson", "spearman", "kendall"])
def test_three_pairs_are_enough_and_two_are_not(how: str) -> None:
    """With two there is no degree of freedom left."""
    assert outcome({"x": [1.0, 2.0, 3.0], "y": [1.0, 3.0, 2.0]}, how)[1] is not None
    assert outcome({"x": [1.0, 2.0], "y": [1.0, 3.0]}, how)[1] is None


def test_a_correlation_of_0_has_the_p_value_1() -> None:
    """Both tails together are no more than all."""
    assert outcome({"x": [1.0, 2.0, 3.0, 4.0], "y": [2.0, 4.0, 1.0, 3.0]}, "spearman") == (0.0, 1.0)
