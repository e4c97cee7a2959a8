"""The correlation ratio sees curves, is the squared correlation of straight lines, and rests on rows left out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from core.method.correlation_ratio import PENALTIES, Smoother, correlation_ratio


def test_the_ratios_of_ishigami_s_function_are_the_known_ones() -> None:
    """Sin x + 7 sin² y + 0.1 z⁴ sin x on (-pi, pi)³ has first-order indices 0.314, 0.442, 0. (Ishigami, Homma 1990)"""
    x, y, z = (2 * np.pi * qmc.Sobol(3, seed=1).random(1024) - np.pi).T
    whole = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
    assert correlation_ratio(x, whole) == pytest.approx(0.3139, abs=0.02)
    assert correlation_ratio(y, whole) == pytest.approx(0.4424, abs=0.02)
    assert correlation_ratio(z, whole) == pytest.approx(0.0, abs=0.01)


def test_a_parabola_has_no_correlation_and_a_ratio_near_1() -> None:
    """Gaps drop out; a constant, and nothing at all, have no ratio."""
    x = np.append(np.linspace(-1, 1, 101), np.nan)
    assert np.corrcoef(x[:-1], x[:-1] ** 2)[0, 1] == pytest.approx(0, abs=1e-12)
    assert correlation_ratio(x, x**2) == pytest.approx(1, abs=0.001)
    assert correlation_ratio(1e300 * x, 1e-300 * x**2) == pytest.approx(correlation_ratio(x, x**2))
    assert correlation_ratio(x, np.ones(102)) is None
    assert correlation_ratio(np.ones(102), x) is None
    assert correlation_ratio(x, np.full(102, np.nan)) is None


def test_the_ratio_of_two_groups_is_the_variance_between_them() -> None:
    """Means of 2 and 4, variances within of 2/3: 1 of 5/3, as Pearson defined it."""
    groups = np.array([0.0, 0, 0, 1, 1, 1])
    assert correlation_ratio(groups, np.array([1.0, 2, 3, 3, 4, 5])) == pytest.approx(1 / (1 + 2 / 3))


@given(st.integers(0, 10**6), st.integers(3, 60), st.floats(-5, 5))
@settings(max_examples=30)
def test_a_ratio_lies_between_the_squared_correlation_and_1_in_any_unit(seed: int, size: int, bend: float) -> None:
    """Of any points; other units, and the other direction, change nothing."""
    random = np.random.default_rng(seed)
    x = random.normal(size=size)
    y = bend * x**2 + x + random.normal(size=size)
    ratio = correlation_ratio(x, y)
    assert ratio is not None
    assert np.corrcoef(x, y)[0, 1] ** 2 <= ratio + 1e-9
    assert ratio <= 1
    assert correlation_ratio(-3 * x + 7, 10 - 2 * y) == pytest.approx(ratio, rel=1e-6, abs=1e-9)


def test_the_penalty_is_that_of_least_error_of_rows_left_out() -> None:
    """Each row left out in turn, and the curve found without it: the leverages give the same errors, at once."""
    random = np.random.default_rng(3)
    x = np.sort(random.uniform(size=24))
    y = np.sin(6 * x) + 0.3 * random.normal(size=24)
    y -= y.mean()
    smoother = Smoother.of(x)
    base = np.hstack([smoother.line, smoother.curves])

    def error(penalty: float) -> float:
        ridge = np.append(np.zeros(2), penalty * smoother.strengths.max() / smoother.strengths)
        missed = []
        for row in range(24):
            rest = np.arange(24) != row
            found = np.linalg.solve(base[rest].T @ base[rest] + np.diag(ridge), base[rest].T @ y[rest])
            missed.append(y[row] - base[row] @ found)
        return float(np.mean(np.square(missed)))

    tried = PENALTIES[6:-1]
    best = tried[int(np.argmin([error(penalty) for penalty in tried]))]
    shares = smoother.strengths / (smoother.strengths + smoother.strengths.max() * best)
    assert smoother.remaining_shares(y) == pytest.approx(shares)
