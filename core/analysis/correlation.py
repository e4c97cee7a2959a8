"""Correlations of indicators, elements and indices, pair by pair."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from core.analysis.significance import P_VALUES, Coefficient
from core.method.matrix import Matrix, matrix
from core.method.panel import check_panel
from core.method.tree import Tree

Among: TypeAlias = Literal["siblings", "all"]


def pearson(values: Matrix) -> Matrix:
    """Pearson's r of each pair of columns, on the rows that both have; NaN where one of them is constant there."""
    pairs, products, squares, sums = pairwise_sums(values)
    with np.errstate(invalid="ignore"):
        spread = squares - sums**2 / pairs
        spread = np.where(spread > squares * len(values) * np.finfo(float).eps, spread, np.nan)
        return np.asarray(np.clip(products / np.sqrt(spread * spread.T), -1, 1))


def pairwise_sums(values: Matrix) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """For each pair of columns, on the rows that both have: their number, and the sum of products of deviations.

    Then the sums of squares and of values of the first of the two; their columns are centred on their own means.
    """
    known = ~np.isnan(values)
    shared = known.astype(float)
    pairs = shared.T @ shared
    with np.errstate(invalid="ignore"):
        centred = np.nan_to_num(values - np.nansum(values, axis=0) / known.sum(axis=0))
        sums = centred.T @ shared
        return pairs, centred.T @ centred - sums * sums.T / pairs, (centred * centred).T @ shared, sums


def spearman(values: Matrix) -> Matrix:
    """Pearson's r of the ranks, ties the mean rank; each pair is ranked on the rows that both have."""
    known = ~np.isnan(values)
    patterns, which = np.unique(known, axis=1, return_inverse=True)
    ranked = [_ranked(np.where(pattern[:, None], values, np.nan)) for pattern in patterns.T]
    coefficients = np.full((values.shape[1], values.shape[1]), np.nan)
    for first in range(len(patterns.T)):
        for second in range(first, len(patterns.T)):
            rows, columns = np.flatnonzero(which == first), np.flatnonzero(which == second)
            pair = np.hstack([ranked[second][:, rows], ranked[first][:, columns]])
            block = pearson(pair)[: len(rows), len(rows) :]
            coefficients[np.ix_(rows, columns)], coefficients[np.ix_(columns, rows)] = block, block.T
    return coefficients


def kendall(values: Matrix) -> Matrix:
    """Kendall's tau-b of each pair of columns, on the rows that both have."""
    size = values.shape[1]
    products, untied = np.zeros((size, size)), np.zeros((size, size))
    for at in range(len(values) - 1):
        differences = values[at + 1 :] - values[at]
        comparable, signs = (~np.isnan(differences)).astype(float), np.sign(np.nan_to_num(differences))
        products += signs.T @ signs
        untied += np.abs(signs).T @ comparable
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(products / np.sqrt(untied * untied.T))


CORRELATIONS: dict[Coefficient, Callable[[Matrix], Matrix]] = {
    "pearson": pearson,
    "spearman": spearman,
    "kendall": kendall,
}


def correlations(
    frame: pl.DataFrame,
    first: Sequence[str],
    second: Sequence[str] | None = None,
    how: Coefficient = "pearson",
    *,
    directions: Mapping[str, int] | None = None,
    significant: float | None = None,
) -> pl.DataFrame:
    """Every code of the first list with every one of the second (default: the first again), of any level.

    Columns first, second, correlation and p, over all rows given (so across years) and complete in the pair; null
    where there is no coefficient. `directions` turns indicators first. With `significant`, p is computed as R does it
    and a correlation whose p is above it becomes null. (COINr, get_corr)
    """
    others = first if second is None else second
    codes = list(dict.fromkeys([*first, *others]))
    check_panel(frame, codes)
    turned = [code for code, direction in (directions or {}).items() if direction < 0]
    values = matrix(frame, codes)
    values = np.where([code in turned for code in codes], -values, values)
    place = {code: at for at, code in enumerate(codes)}
    rows, columns = ([place[code] for code in some] for some in (first, others))
    coefficients = CORRELATIONS[how](values)[np.ix_(rows, columns)]
    table = pl.DataFrame(
        {
            "first": [code for code in first for _ in others],
            "second": list(others) * len(first),
            "correlation": pl.Series(coefficients.ravel(), nan_to_null=True),
        }
    )
    if significant is None:
        return table
    tested = [_p_value(values[:, row], values[:, column], how) for row in rows for column in columns]
    table = table.with_columns(p=pl.Series(tested, dtype=pl.Float64))
    return table.with_columns(pl.when(pl.col("p") <= significant).then(pl.col("correlation")))


def p_values(frame: pl.DataFrame, codes: Sequence[str], how: Coefficient = "pearson") -> pl.DataFrame:
    """Columns first, second, p for every pair: two-sided, as R's cor.test gives it. (COINr, get_pvals)"""
    return correlations(frame, codes, how=how, significant=np.inf).drop("correlation")


def family(frame: pl.DataFrame, tree: Tree, how: Coefficient = "pearson") -> pl.DataFrame:
    """Every code with each of its ancestors, parent first: columns first, second, correlation."""
    codes = list(tree.parents)
    pairwise = correlations(frame, codes, how=how)
    pairs = [(code, ancestor) for code in codes for ancestor in tree.ancestors(code)]
    ancestors = pl.DataFrame(pairs, schema={"first": pl.String, "second": pl.String}, orient="row")
    return ancestors.join(pairwise, on=["first", "second"], how="left", maintain_order="left")


def collinear(
    frame: pl.DataFrame, tree: Tree, least: float = 0.9, among: Among = "siblings", how: Coefficient = "pearson"
) -> pl.DataFrame:
    """Pairs of indicators that are highly correlated, correlated at `least` or more. (COINr, get_corr_flags, high)"""
    return _pairs(frame, tree, among, how).filter(pl.col("correlation") >= least)


def contrary(
    frame: pl.DataFrame, tree: Tree, most: float = -0.4, among: Among = "siblings", how: Coefficient = "pearson"
) -> pl.DataFrame:
    """Pairs of indicators that are in conflict, correlated at `most` or less. (COINr, get_corr_flags, low)"""
    return _pairs(frame, tree, among, how).filter(pl.col("correlation") <= most)


def size_links(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    denominators: Sequence[str],
    least: float = 0.7,
    how: Coefficient = "pearson",
) -> pl.DataFrame:
    """Indicators that follow the size of units, by |correlation| above `least` with a denominator. (get_denom_corr)"""
    return correlations(frame, indicators, denominators, how).filter(pl.col("correlation").abs() > least)


def _pairs(frame: pl.DataFrame, tree: Tree, among: Among, how: Coefficient) -> pl.DataFrame:
    place = {code: at for at, code in enumerate(tree.indicators)}
    pairs = correlations(frame, tree.indicators, how=how)
    first, second = (pl.col(side).replace_strict(place, return_dtype=pl.Int64) for side in ("first", "second"))
    pairs = pairs.filter(first < second)
    if among == "all":
        return pairs
    parents = {code: tree.parents[code] for code in tree.indicators}
    parent = pl.col("first").replace_strict(parents, return_dtype=pl.String)
    return pairs.filter(parent == pl.col("second").replace_strict(parents, return_dtype=pl.String))


def _ranked(values: Matrix) -> Matrix:
    columns = pl.DataFrame({str(at): column for at, column in enumerate(values.T)}).fill_nan(None)
    ranks: Matrix = columns.select(pl.all().rank("average").cast(pl.Float64)).to_numpy()
    return ranks


def _p_value(first: Matrix, second: Matrix, how: Coefficient) -> float | None:
    complete = ~(np.isnan(first) | np.isnan(second))
    return P_VALUES[how](first[complete], second[complete])
