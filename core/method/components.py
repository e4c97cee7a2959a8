"""Correlations of complete rows and their principal components."""

import numpy as np

from core.method.matrix import Matrix

TINY = 1e-12


def correlations_of(values: Matrix) -> Matrix:
    """Pearson correlations of the columns; no gaps and no constant column."""
    return np.atleast_2d(np.corrcoef(values, rowvar=False))


def principal_components(values: Matrix) -> tuple[Matrix, Matrix]:
    """Eigenvalues of the correlation matrix, largest first, and unit-length loadings, a column for each.

    The sign of a component is arbitrary in theory. Here its loadings have a sum above 0; where the sum is 0, the first
    loading is above 0.
    """
    eigenvalues, loadings = np.linalg.eigh(correlations_of(values))
    eigenvalues, loadings = np.maximum(eigenvalues[::-1], 0), loadings[:, ::-1]
    sums = loadings.sum(axis=0)
    signs = np.where(np.abs(sums) > TINY, np.sign(sums), np.where(loadings[0] < 0, -1, 1))
    return eigenvalues, loadings * signs
