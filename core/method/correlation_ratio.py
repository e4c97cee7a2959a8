"""How much of the variance of one variable another explains, along a curve that cross-validation has made smooth."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.method.matrix import Matrix

MOST_KNOTS, POINTS_A_KNOT = 35, 4
"""A knot for every four different values, 35 at most. (Ruppert, Wand & Carroll 2003, ch. 5.5)"""
PENALTIES = np.append(np.geomspace(1e-8, 1e4, 25), np.inf)
"""The penalties that are tried, relative to the curve that the points determine best; infinity is a straight line."""
SURE = 1e-9


@dataclass(frozen=True, eq=False)
class Smoother:
    """A penalised spline of degree 1 on x, which smooths any y at the same rows.

    `line` (rows × 2) spans the straight lines in x, `curves` (rows × k) are the additions of knots at quantiles of x,
    both orthonormal; `strengths` (k) are the squared singular values of the curves, to which a penalty is compared.
    """

    line: Matrix
    curves: Matrix
    strengths: Matrix

    @classmethod
    def of(cls, x: Matrix) -> "Smoother":
        """The smoother on x, without gaps and with two different values at least."""
        x = (x - x.min()) / (x.max() - x.min())
        values = np.unique(x)
        count = min(len(values) // POINTS_A_KNOT, MOST_KNOTS)
        line = np.linalg.qr(np.column_stack([np.ones(len(x)), x]))[0]
        bent = np.maximum(x[:, None] - np.quantile(values, np.arange(1, count + 1) / (count + 1)), 0)
        bent -= line @ (line.T @ bent)
        strengths, directions = np.linalg.eigh(bent.T @ bent)
        is_sure = strengths > SURE * strengths.max(initial=0)
        return cls(line, bent @ (directions[:, is_sure] / np.sqrt(strengths[is_sure])), strengths[is_sure])

    @cached_property
    def shares(self) -> Matrix:
        """The share of each curve that remains under each penalty: penalties × k."""
        return np.asarray(self.strengths / (self.strengths + self.strengths.max(initial=0) * PENALTIES[:, None]))

    @cached_property
    def leverage_rest(self) -> Matrix:
        """1 less the leverage of each row under each penalty: penalties × rows."""
        return np.asarray(1 - (self.line**2).sum(axis=1) - self.shares @ (self.curves**2).T)

    def remaining_shares(self, y: Matrix) -> Matrix:
        """The share of each curve (k) that remains under the penalty of least squared error of rows left out.

        The error of a row when the curve is fitted without it is (y - fit) / (1 - leverage).
        """
        if not len(self.strengths):
            return self.strengths
        errors = y - self.line @ (self.line.T @ y) - (self.shares * (self.curves.T @ y)) @ self.curves.T
        errors /= np.maximum(self.leverage_rest, SURE)
        mean = np.where(self.leverage_rest.min(axis=1) > SURE, np.einsum("ij,ij->i", errors, errors), np.inf)
        return np.asarray(self.shares[len(mean) - 1 - int(np.argmin(mean[::-1]))])

    def explained(self, parts: Matrix, shares: Matrix) -> Matrix:
        """The quadratic form (parts × parts) of the explained part of a weighted sum of parts (rows × parts, mean 0).

        With weights w it is w' form w = y' fit, y the weighted sum: a sum of products is shrunk once, a sum of squares
        of the fit twice.
        """
        straight, bent = self.line.T @ parts, self.curves.T @ parts
        return np.asarray(straight.T @ straight + bent.T @ (shares[:, None] * bent))


def correlation_ratio(x: Matrix, y: Matrix) -> float | None:
    """S = Var(E(y | x)) / Var(y), 0 to 1: the share of the variance of y that x alone explains, along any curve.

    E(y | x) is a penalised spline, and its variance is taken as its covariance with y; on the rows that have both,
    null where one of them is constant. It is at least the squared correlation, and the same where cross-validation
    finds no curve better than a straight line. (Pearson 1905; Paruolo, Saisana & Saltelli 2013; Becker et al. 2017)
    """
    complete = ~(np.isnan(x) | np.isnan(y))
    x, y = x[complete], y[complete]
    if not len(x) or x.min() == x.max() or y.min() == y.max():
        return None
    part = y / np.abs(y).max()
    part = (part - part.mean())[:, None]
    smoother = Smoother.of(x / np.abs(x).max())
    return min(
        float(smoother.explained(part, smoother.remaining_shares(part[:, 0]))[0, 0] / (part.T @ part)[0, 0]), 1.0
    )
