"""Weights of siblings, found by judgement or from their figures; each choice gives one weight a code, summing to 1.

Those from figures look at all rows they are given, so across years: give them one year to weigh within it. They ask
for scores in which more is better. Rows with a gap drop out, of the one indicator where it is looked at alone and
altogether where indicators are compared.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from core.method import balance, hierarchy
from core.method import benefit_of_the_doubt as doubt
from core.method.components import correlations_of, first_component
from core.method.errors import MethodError
from core.method.matrix import Matrix, complete_rows, matrix
from core.method.panel import cell_error, check_panel

Weighing: TypeAlias = Literal[
    "by_hand",
    "equal",
    "budget_allocation",
    "ahp",
    "entropy",
    "critic",
    "coefficient_of_variation",
    "principal_component",
    "correlation_balanced",
    "benefit_of_the_doubt",
    "mixed",
]
Weights: TypeAlias = dict[str, float]
ZeroConvention: TypeAlias = Literal["skip", "shift", "interval"]

ZERO_CONVENTIONS: dict[ZeroConvention, str] = {
    "skip": "0 ln 0 counts as 0",
    "shift": "0.0001 (or another amount) is added to every score",
    "interval": "scores are moved into 0.002 to 0.998 (or another margin) first",
}
AMOUNTS: dict[ZeroConvention, float] = {"skip": 0.0, "shift": 0.0001, "interval": 0.002}
TINY = 1e-12


def by_hand(indicators: Sequence[str], weights: Mapping[str, float]) -> Weights:
    """The weights given, divided by their sum; MethodError where one is negative, missing, or all are zero."""
    for code in indicators:
        if not 0 <= weights.get(code, -1) < float("inf"):
            raise MethodError(f"{code} has no weight of 0 or more: give it one.", indicator=code)
    return _made_one(indicators, [weights[code] for code in indicators], "raise one of them")


def equal(indicators: Sequence[str]) -> Weights:
    """W = 1 / n for each. (Handbook, ch. 6)"""
    return {code: 1 / len(indicators) for code in indicators}


def budget_allocation(indicators: Sequence[str], points: pl.DataFrame) -> Weights:
    """The mean, over the experts, of the share of an expert's points that an indicator got. (Handbook, ch. 6)

    `points` has a row for each expert and a column for each indicator; who gave nothing to one gave 0.
    """
    rows = points.iter_rows(named=True)
    given = [by_hand(indicators, {code: row.get(code) or 0 for code in indicators}) for row in rows]
    if not given:
        raise MethodError("No expert has given points: add a row for each.")
    return {code: float(np.mean([one[code] for one in given])) for code in indicators}


def ahp(indicators: Sequence[str], pairwise: Sequence[Sequence[float]]) -> Weights:
    """The principal eigenvector of the judgements, made to sum to 1: A w = lambda w. (Saaty 1980)

    Row i, column j says how many times as much i matters as j, in the order of the tree. The consistency ratio
    (lambda - n) / (n - 1) / RI, RI from Saaty's table, is shown with the weights; it should be below 0.1.
    """
    judged = hierarchy.judged(pairwise)
    if len(judged.weights) != len(indicators):
        raise MethodError(f"{len(indicators)} indicators need {len(indicators)} rows of judgements: add or drop some.")
    return dict(zip(indicators, judged.weights, strict=True))


def entropies(
    frame: pl.DataFrame, indicators: Sequence[str], zero: ZeroConvention = "skip", amount: float | None = None
) -> pl.DataFrame:
    """Entropy, divergence and weight of each indicator: columns indicator, entropy, divergence, weight.

    p = y / sum y; e = -sum p ln p / ln n; d = 1 - e; w = d / sum d, n the rows present. `zero` names what becomes of
    ln 0. Raises MethodError on a negative score and where no indicator tells the rows apart. (Shannon; daowen.com)
    """
    check_panel(frame, indicators)
    values = matrix(frame, indicators)
    margin = AMOUNTS[zero] if amount is None else amount
    if zero == "shift":
        values = values + margin
    elif zero == "interval":
        values = margin + (1 - 2 * margin) * values
    _check_sign(frame, indicators, values)
    divergence = np.array([_divergence(column) for column in values.T])
    weights = _made_one(indicators, divergence, "no indicator tells the rows apart, so weigh them by hand")
    return pl.DataFrame(
        {"indicator": indicators, "entropy": 1 - divergence, "divergence": divergence, "weight": weights.values()}
    )


def entropy(
    frame: pl.DataFrame, indicators: Sequence[str], zero: ZeroConvention = "skip", amount: float | None = None
) -> Weights:
    """W = (1 - e) / sum (1 - e), e = -sum p ln p / ln n, p = y / sum y: more to what is spread more unevenly.

    N are the rows that have the indicator; a constant has weight 0. `zero` says what becomes of ln 0: "skip" counts
    0 ln 0 as 0, "shift" adds the amount (0.0001) to every score, "interval" moves scores into amount (0.002) to
    1 - amount. (Shannon 1948; daowen.com)
    """
    table = entropies(frame, indicators, zero, amount)
    return dict(zip(table["indicator"], table["weight"], strict=True))


def critic(frame: pl.DataFrame, indicators: Sequence[str]) -> Weights:
    """W = C / sum C, C = s sum (1 - r): spread (n-1) times conflict with the others. (Diakoulaki et al. 1995)

    R is Pearson's, on complete rows.
    """
    values = _compared(frame, indicators)
    return _made_one(indicators, values.std(axis=0, ddof=1) * (1 - correlations_of(values)).sum(axis=1))


def coefficient_of_variation(frame: pl.DataFrame, indicators: Sequence[str]) -> Weights:
    """W = V / sum V, V = s / mean, s by n-1; MethodError where a mean is not above 0. (mathmodels, cv_weight)"""
    check_panel(frame, indicators)
    means, spreads = (frame.select(of).row(0) for of in (pl.col(indicators).mean(), pl.col(indicators).std()))
    for code, mean in zip(indicators, means, strict=True):
        if mean is None or mean <= 0:
            raise MethodError(f"The mean of {code} is not above 0: rescale it, or weigh otherwise.", indicator=code)
    return _made_one(indicators, [(sd or 0) / mean for sd, mean in zip(spreads, means, strict=True)])


def principal_component(
    frame: pl.DataFrame, indicators: Sequence[str], negative: Literal["zero", "squared", "keep"] = "zero"
) -> Weights:
    """W = l / sum l of the loadings l on the first component of the correlations, signed so that they sum above 0.

    A negative loading counts 0 (default), all count squared as in Nicoletti et al. 2000, or is kept if so asked.
    COINr leaves the sign to the library and puts negative weights straight into the index. (Handbook, ch. 6)
    """
    loadings = first_component(_compared(frame, indicators))
    if negative != "squared" and not loadings.sum() > TINY:
        trouble = "pull apart evenly, so that no sign comes first: turn one of them, or count loadings squared"
        raise MethodError(f"{', '.join(indicators)} {trouble}.", indicator=indicators[0])
    if negative == "keep":
        return dict(zip(indicators, (loadings / loadings.sum()).tolist(), strict=True))
    return _made_one(indicators, loadings**2 if negative == "squared" else np.maximum(loadings, 0))


def correlation_balanced(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    targets: Mapping[str, float] | None = None,
    least: float = 0,
    most: float = 1,
) -> Weights:
    """The weights w of least sum (r / sum r - target)², r the correlation of an indicator with the mean sum w y.

    Targets are shares, the same for each unless given. The weights lie within `least` and `most` and sum to 1; COINr's
    search has no bounds and returns weights such as -0.20. (Becker et al. 2017; COINr, get_opt_weights)
    """
    values = _compared(frame, indicators)
    shares = by_hand(indicators, targets) if targets else equal(indicators)
    weights = balance.balanced(
        np.atleast_2d(np.cov(values, rowvar=False)), np.array(list(shares.values())), least, most
    )
    return _made_one(indicators, weights)


def benefit_of_the_doubt(frame: pl.DataFrame, indicators: Sequence[str], least: float = 0, most: float = 1) -> Weights:
    """The mean over all rows of the parts w y / sum w y that a row would choose for itself.

    A row's own w maximise sum w y while no row has sum w y' above 1; parts lie within `least` and `most`. The score
    that each row so gives itself is in `benefit_of_the_doubt_scores`. (Melyn and Moesen 1991; Cherchye et al. 2007)
    """
    shares = doubt.benefit_of_the_doubt_scores(frame, indicators, least=least, most=most)
    means = shares.select(pl.col([f"share {code}" for code in indicators]).mean()).row(0)
    return _made_one(indicators, means)


def mixed(
    first: Mapping[str, float],
    second: Mapping[str, float],
    share: float = 0.5,
    form: Literal["linear", "product"] = "linear",
) -> Weights:
    """W = share a + (1 - share) b of two sets ("linear"), or a b / sum a b ("product"). (mathmodels, combined weights)

    In a method `first` and `second` name two weighings, `of_first` and `of_second` hold their own settings.
    """
    codes = list(first)
    one, two = by_hand(codes, first), by_hand(codes, second)
    if form == "product":
        return _made_one(codes, [one[code] * two[code] for code in codes])
    return _made_one(codes, [share * one[code] + (1 - share) * two[code] for code in codes])


WEIGHINGS: dict[Weighing, Callable[..., Weights]] = {
    "by_hand": by_hand,
    "equal": equal,
    "budget_allocation": budget_allocation,
    "ahp": ahp,
    "entropy": entropy,
    "critic": critic,
    "coefficient_of_variation": coefficient_of_variation,
    "principal_component": principal_component,
    "correlation_balanced": correlation_balanced,
    "benefit_of_the_doubt": benefit_of_the_doubt,
    "mixed": mixed,
}
FROM_FIGURES: tuple[Weighing, ...] = (
    "entropy",
    "critic",
    "coefficient_of_variation",
    "principal_component",
    "correlation_balanced",
    "benefit_of_the_doubt",
)


def _made_one(indicators: Sequence[str], raw: Sequence[float] | Matrix, remedy: str = "weigh them by hand") -> Weights:
    total = float(sum(raw))
    if not total > TINY:
        raise MethodError(f"The weights of {', '.join(indicators)} sum to zero: {remedy}.")
    return {code: max(float(weight), 0) / total for code, weight in zip(indicators, raw, strict=True)}


def _compared(frame: pl.DataFrame, indicators: Sequence[str]) -> Matrix:
    check_panel(frame, indicators)
    values = complete_rows(matrix(frame, indicators))
    if len(values) <= 1:
        raise MethodError(f"Fewer than 2 rows have all of {', '.join(indicators)}: fill the gaps first.")
    flat = values.max(axis=0) == values.min(axis=0)
    if flat.any():
        code = indicators[int(flat.argmax())]
        raise MethodError(
            f"{code} is the same in all complete rows and has no correlation: leave it out.", indicator=code
        )
    return values


def _divergence(column: Matrix) -> float:
    known = column[~np.isnan(column)]
    if len(known) <= 1 or known.min() == known.max():
        return 0.0
    parts = known[known > 0] / known.sum()
    return max(1 + float(parts @ np.log(parts)) / float(np.log(len(known))), 0.0)


def _check_sign(frame: pl.DataFrame, indicators: Sequence[str], values: Matrix) -> None:
    below = values < 0
    if below.any():
        row, column = np.argwhere(below)[0]
        trouble = "is below 0, which has no entropy: normalise it to 0 or more first."
        raise cell_error(frame, int(row), indicators[column], trouble)
