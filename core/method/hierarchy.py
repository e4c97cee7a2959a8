"""Pairwise judgements ("this matters three times as much as that") and how far they agree with each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.method.errors import MethodError

RANDOM_INDEX = (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
ACCEPTABLE = 0.1
ROUNDING = 1e-6


@dataclass(frozen=True)
class Judgement:
    """Weights from judgements, and their consistency: the ratio is null where no random index is known (above 15)."""

    weights: tuple[float, ...]
    lambda_max: float
    consistency_index: float
    consistency_ratio: float | None

    @property
    def is_consistent(self) -> bool:
        """Whether the ratio is below 0.1, as Saaty asks."""
        return self.consistency_ratio is None or self.consistency_ratio < ACCEPTABLE


def judgement_of(pairwise: Sequence[Sequence[float]]) -> Judgement:
    """Principal eigenvector, CI = (lambda - n) / (n - 1), CR = CI / RI with Saaty's RI table. (Saaty 1980)

    `pairwise[i][j]` says how many times as much i matters as j. Raises MethodError where the table is not square, not
    positive, or two judgements of a pair contradict each other.
    """
    if any(len(row) != len(pairwise) for row in pairwise) or not pairwise:
        raise MethodError("Pairwise judgements need as many columns as rows: complete the table.")
    table = np.array(pairwise, dtype=float)
    if not (table > 0).all():
        row, column = np.argwhere(~(table > 0))[0] + 1
        raise MethodError(
            "Judgement {row}, {column} is not above 0: give a ratio such as 3 or 1/3.", row=row, column=column
        )
    wrong = np.abs(table * table.T - 1) > ROUNDING
    if wrong.any():
        row, column = np.argwhere(wrong)[0] + 1
        raise MethodError(
            "Judgements {row}, {column} and {column}, {row} contradict: make one 1 over the other.",
            row=row,
            column=column,
        )
    values, vectors = np.linalg.eig(table)
    first = int(values.real.argmax())
    principal, size = np.abs(vectors[:, first].real), len(table)
    index = (float(values[first].real) - size) / (size - 1) if size > 1 else 0.0
    random = RANDOM_INDEX[size - 1] if size <= len(RANDOM_INDEX) else None
    ratio = None if random is None else index / random if random else 0.0
    return Judgement(tuple((principal / principal.sum()).tolist()), float(values[first].real), index, ratio)
