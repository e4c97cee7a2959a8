"""Sobol's indices on functions whose indices are known in closed form."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from core.method.matrix import Matrix
from core.robustness.points import MOST_QUASI, sobol_points
from core.robustness.sensitivity import in_one_sentence, sobol_indices


def ishigami(points: Matrix) -> Matrix:
    """Sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, each x within -pi and pi."""
    x = np.pi * (2 * points - 1)
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def test_ishigamis_indices_come_out() -> None:
    """First order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437. (Ishigami and Homma 1990)"""
    made = sobol_indices(ishigami, {"a": [0], "b": [1], "c": [2]}, 4096)
    assert [one.first for one in made] == pytest.approx([0.3139, 0.4424, 0], abs=0.015)
    assert [one.total for one in made] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    assert all(one.settled for one in made)
    for one in made:
        assert one.first_low is not None
        assert one.total_high is not None
        assert one.first_low <= (one.first or 0) <= (one.first_high or 0)
        assert (one.total_low or 0) <= (one.total or 0) <= one.total_high


def test_the_g_functions_indices_come_out() -> None:
    """Product of (|4 u - 2| + a) / (1 + a); V_i = 1 / (3 (1 + a)²), and totals from the product. (Sobol 1993)"""
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    parts = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + parts) - 1
    made = sobol_indices(
        lambda points: np.asarray(((np.abs(4 * points - 2) + a) / (1 + a)).prod(axis=1)),
        {str(at): [at] for at in range(5)},
        4096,
    )
    assert [one.first for one in made] == pytest.approx(list(parts / whole), abs=0.01)
    totals = [parts[at] * np.prod(1 + np.delete(parts, at)) / whole for at in range(5)]
    assert [one.total for one in made] == pytest.approx(totals, abs=0.01)


def test_columns_count_together_as_a_group() -> None:
    """In x1 + 2 x2 + 3 x3 the first two explain 5 of 14 parts, alone and in all."""
    made = sobol_indices(lambda points: points @ np.array([1.0, 2.0, 3.0]), {"both": [0, 1], "last": [2]}, 1024)
    assert [one.first for one in made] == pytest.approx([5 / 14, 9 / 14], abs=0.01)
    assert [one.total for one in made] == pytest.approx([5 / 14, 9 / 14], abs=0.01)
    assert in_one_sentence(made).startswith("The choice of last matters most: 64 %")


def test_what_has_not_settled_says_so() -> None:
    """Sixteen points do not settle Ishigami's function; an output that never moves has no indices."""
    rough = sobol_indices(ishigami, {"a": [0], "b": [1], "c": [2]}, 16)
    assert not all(one.settled for one in rough)
    still = sobol_indices(lambda points: np.ones(len(points)), {"a": [0]}, 64)
    assert (still[0].first, still[0].total, still[0].settled) == (None, None, False)
    assert in_one_sentence(still) == "The result does not move, whichever choice is taken."


def test_points_are_the_same_in_any_batches() -> None:
    """Cut anywhere, the sequence of a seed is one; another seed is another."""
    whole = sobol_points(7, 64, 5)
    cut = np.vstack([sobol_points(7, 10, 5), sobol_points(7, 54, 5, 10)])
    assert (whole == cut).all()
    assert (whole != sobol_points(7, 64, 6)).any()
    wide = sobol_points(MOST_QUASI + 2, 3, 5)
    assert (wide[2] == sobol_points(MOST_QUASI + 2, 1, 5, 2)[0]).all()


def test_an_index_with_failing_runs_says_so_and_is_not_settled() -> None:
    """Of y = a + b on {0, 1}² a quarter of the runs fails where both are 1: the rest is not an independent sample."""

    def output(points: Matrix) -> Matrix:
        bits = points > 0.5
        return np.where(bits.all(axis=1), np.nan, bits.sum(axis=1).astype(float))

    made = sobol_indices(output, {"a": [0], "b": [1]}, 4096)
    for one in made:
        assert one.failed / one.runs == pytest.approx(0.25, abs=0.02)
        assert not one.settled
    assert "runs failed" in in_one_sentence(made)


def test_few_failing_runs_leave_the_indices_near_those_of_all() -> None:
    """Each pair of runs counts by itself: half a per cent of failed runs moves no index by more than 0.02."""
    weights = np.array([1.0, 2.0])
    groups = {"a": [0], "b": [1]}
    whole = sobol_indices(lambda points: points @ weights, groups, 2048)
    gaps = sobol_indices(lambda points: np.where(points[:, 0] > 0.995, np.nan, points @ weights), groups, 2048)
    for one, other in zip(whole, gaps, strict=True):
        assert one.failed == 0 < other.failed
        assert other.first == pytest.approx(one.first, abs=0.02)
        assert other.total == pytest.approx(one.total, abs=0.02)
        assert other.settled


@pytest.mark.parametrize("size", [32, 64])
def test_a_step_with_two_choices_beside_any_number_of_weights_has_its_share(size: int) -> None:
    """All but a hundredth of the variance depends on it; never do the two samples have the same choice in every run."""
    for count in (1, 9, 14, 21, 34, 49):
        weights = np.full(count, 0.1 / count)
        made = sobol_indices(
            lambda points, weights=weights: (points[:, -1] > 0.5) + points[:, :-1] @ weights,
            {"weights": range(count), "step": [count]},
            size,
        )
        assert made[1].total == pytest.approx(1, abs=0.4), count
        assert made[0].total == pytest.approx(0, abs=0.1), count


def test_indices_that_no_output_can_have_are_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Totals sum to 1 or more: where both samples have the same choice of a step, its total is 0 and the sum is not."""

    def alike(groups: Mapping[str, Sequence[int]], size: int, seed: int) -> tuple[Matrix, Matrix]:
        both = sobol_points(2 * len(groups), size, seed)
        return both[:, :2], np.column_stack([both[:, 2], both[:, 1]])

    monkeypatch.setattr("core.robustness.sensitivity._two_samples", alike)
    made = sobol_indices(lambda points: 0.1 * points[:, 0] + (points[:, 1] > 0.5), {"weight": [0], "step": [1]}, 4096)
    assert made[1].total == 0
    assert not any(one.settled for one in made)
