"""The normalisations: each turns an indicator in its own unit into scores in which more is better.

Every function takes numbers whose last axis are the rows (of one indicator, or of several and in many runs at once)
and the direction: 1 where more is better, -1 where less is. It looks at all rows that it is given: give it those of
one year to stay within years. Gaps (NaN) stay gaps, and an indicator that tells nothing apart becomes one.
"""

from collections.abc import Callable
from typing import Annotated, Literal, TypeAlias

import numpy as np

from core.method import along
from core.method.errors import MethodError
from core.method.forms import ABOVE_0, NUMBER, PERIOD, TEXT, WHOLE_FROM_0, YES_NO
from core.method.matrix import Matrix
from core.method.panel import SettingValue
from core.method.rank import ranked
from core.method.row_keys import RowKeys, each_alone
from core.method.setting import Setting
from core.method.way import BOTTOM, CAP, SCALE, STRETCHED, STRETCHED_WHOLE, ends, part_of_way, stretched, way
from core.words import marked

Normalisation: TypeAlias = Literal[
    "min_max",
    "z_score",
    "scaled",
    "rank",
    "borda",
    "percentile",
    "distance_to_maximum",
    "distance_to_target",
    "distance_to_reference",
    "goalposts",
    "fraction_of_maximum",
    "base_year",
    "vector",
    "reference_100",
]


def min_max(
    values: Matrix,
    direction: int = 1,
    low: Annotated[
        float, Setting("the score of the worst unit", NUMBER, word="lowest score", below="high"), STRETCHED
    ] = 0,
    high: Annotated[float, Setting("the score of the best unit", NUMBER, word="highest score"), STRETCHED] = 1,
) -> Matrix:
    """Y = low + (high - low) (x - worst) / (best - worst); a constant indicator is null. (Handbook, ch. 5)

    Worst and best are minimum and maximum, the other way round where less is better.
    The entropy practice's intervals are 0.002 to 0.998 (mathmodels) and 0.01 to 0.99 (SPSSAU).
    """
    worst, best = ends(values, direction)
    score = way(values, worst, direction) / along.or_nan(way(best, worst, direction), best != worst)
    return stretched(score, high - low, low)


def z_score(
    values: Matrix,
    direction: int = 1,
    mean: Annotated[float, Setting("the mean of the scores", NUMBER), STRETCHED] = 0,
    sd: Annotated[
        float, Setting("the standard deviation of the scores", ABOVE_0, word="standard deviation"), STRETCHED
    ] = 1,
    ddof: Annotated[
        int,
        Setting("1: divided by n - 1, as in R and SPSS; 0: by n", WHOLE_FROM_0, word="degrees of freedom"),
        STRETCHED,
    ] = 1,
) -> Matrix:
    """Y = mean + sd (x - mean x) / s; where less is better mean - sd (x - mean x) / s. (Handbook, ch. 5)

    S is the standard deviation by n - `ddof`: 1 as R and SPSS do, 0 as some papers.
    """
    spread = along.or_nan(along.sd(values, ddof), along.most(values) > along.least(values))
    return stretched(way(values, along.mean(values), direction) / spread, sd, mean)


def scaled(
    values: Matrix,
    direction: int = 1,
    low: Annotated[
        float,
        Setting("the bound that scores 0, in raw units", NUMBER, word="lower bound", below="high"),
        STRETCHED,
    ] = 0,
    high: Annotated[
        float, Setting("the bound that scores 100, in raw units", NUMBER, word="upper bound"), STRETCHED
    ] = 100,
) -> Matrix:
    """Y = 100 (x - low) / (high - low) of two known bounds, not truncated. (GII 2020; COINr, n_scaled)

    Where less is better 100 less that. Bounds are in raw units also then; COINr would have them negated and swapped by
    hand.
    """
    return part_of_way(values, direction, low, high) * 100


def rank(values: Matrix, direction: int = 1) -> Matrix:
    """Y = 1 + the number that are strictly worse: the worst 1, ties the lowest. (Handbook; COINr, n_rank)"""
    better = ranked((-values * direction).reshape(-1, values.shape[-1]), tie=0).reshape(values.shape)
    return np.where(np.isnan(values), np.nan, better)


def borda(values: Matrix, direction: int = 1) -> Matrix:
    """How many units are strictly worse: rank - 1. (COINr, n_borda)"""
    return rank(values, direction) - 1


def percentile(values: Matrix, direction: int = 1) -> Matrix:
    """The share of the other units that are strictly worse: (rank - 1) / (n - 1); null for one. (COINr, n_prank)"""
    return borda(values, direction) / along.or_nan(along.count(values) - 1, along.count(values) > 1)


def distance_to_maximum(values: Matrix, direction: int = 1) -> Matrix:
    """Y = 1 - (best - x) / (best - worst): the same as `min_max` from 0 to 1. (COINr, n_dist2max)"""
    return min_max(values, direction)


def distance_to_target(
    values: Matrix,
    direction: int = 1,
    target: Annotated[float, Setting("the target, in raw units", NUMBER)] = 1,
    cap: Annotated[bool, CAP] = False,
    bottom: Annotated[float, BOTTOM, STRETCHED] = 0,
    scale: Annotated[float, SCALE, STRETCHED] = 1,
) -> Matrix:
    """Y = bottom + (scale - bottom) (x - worst) / (target - worst), the target in raw units.

    Beyond the target at most `scale` where capped. From 1 to 100 the scores can enter a geometric mean. Null where the
    worst unit is the target. (COINr, n_dist2targ, from 0 to 1)
    """
    worst, _ = ends(values, direction)
    score = way(values, worst, direction) / along.or_nan(way(np.array(target), worst, direction), worst != target)
    return stretched(np.minimum(score, 1) if cap else score, scale - bottom, bottom)


def distance_to_reference(
    values: Matrix,
    keys: RowKeys,
    direction: int = 1,
    unit: Annotated[str, Setting("the code of the reference unit", TEXT, word="reference unit", empty="none yet")] = "",
    period: Annotated[
        SettingValue, Setting("the period of the reference", PERIOD, word="reference period", empty="its first")
    ] = None,
    cap: Annotated[bool, CAP] = False,
    bottom: Annotated[float, BOTTOM, STRETCHED] = 0,
    scale: Annotated[float, SCALE, STRETCHED] = 1,
) -> Matrix:
    """Y = bottom + (scale - bottom) (x - worst) / (reference - worst), at most `scale` where capped.

    The reference is named by its code, where COINr counts rows. Across years name its period too, else its first row
    is meant. Null where the reference is itself the worst. (COINr, n_dist2ref and its cap_max, from 0 to 1)
    """
    if not unit:
        raise MethodError("The distance to a reference has no reference unit: name it.")
    worst, _ = ends(values, direction)
    row = keys.row_of(unit, None if period is None else str(period))
    reference = np.full(worst.shape, np.nan) if row is None else values[..., [row]]
    score = way(values, worst, direction) / along.or_nan(way(reference, worst, direction), reference != worst)
    return stretched(np.minimum(score, 1) if cap else score, scale - bottom, bottom)


def goalposts(
    values: Matrix,
    direction: int = 1,
    low: Annotated[
        float,
        Setting("the low goalpost, in raw units", NUMBER, word="low goalpost", below="high"),
        STRETCHED_WHOLE,
    ] = 0,
    high: Annotated[
        float, Setting("the high goalpost, in raw units", NUMBER, word="high goalpost"), STRETCHED_WHOLE
    ] = 1,
    scale: Annotated[float, SCALE, STRETCHED] = 1,
    truncate: Annotated[
        bool, Setting("yes: a value beyond a goalpost scores as one on it", YES_NO, word="cap at goalposts")
    ] = True,
    bottom: Annotated[float, BOTTOM, STRETCHED] = 0,
) -> Matrix:
    """Y = bottom + (scale - bottom) (x - low) / (high - low) of two goalposts in raw units, within bottom and scale.

    Not held within without `truncate`. Where less is better the part is (high - x) / (high - low): the low goalpost is
    the best. From 1 to 100 the scores can enter a geometric mean. (SDG Index; UNDP; COINr, n_goalposts, from 0)
    """
    part = part_of_way(values, direction, low, high)
    return stretched(np.clip(part, 0, 1) if truncate else part, scale - bottom, bottom)


def fraction_of_maximum(values: Matrix, direction: int = 1) -> Matrix:
    """Y = x / maximum; where less is better minimum / x: the best has 1. Null where the best is not above 0.

    COINr's n_fracmax divides the negated values of a cost by their maximum, and so scores the worst unit highest.
    """
    _, best = ends(values, direction)
    divisor = along.or_nan(best, best > 0)
    return values / divisor if direction > 0 else divisor / values


def base_year(
    values: Matrix,
    keys: RowKeys,
    direction: int = 1,
    base: Annotated[
        SettingValue, Setting("the period that becomes 100", PERIOD, word="base period", empty="none yet")
    ] = None,
) -> Matrix:
    """Y = 100 x / x of the base period, each unit by its own; where less is better 100 base / x. (Handbook, ch. 5)

    Works within each unit, so neither across nor within years. Null where the base is missing or zero.
    """
    if base is None:
        raise MethodError("The normalisation to a base period has no base: name its period, such as 2016.")
    in_base = np.array([when == str(base) for when in keys.periods], dtype=bool)
    start = each_alone(
        np.where(in_base, values, np.nan), keys.by_unit, lambda own: np.broadcast_to(along.most(own), own.shape)
    )
    above, below = (values, start) if direction > 0 else (start, values)
    return above / along.or_nan(below) * 100


def vector(values: Matrix, direction: int = 1) -> Matrix:
    """Y = x / sqrt(sum x²); where less is better 1 - x / sqrt(sum x²), by which TOPSIS distances stay.

    (Hwang and Yoon 1981)
    """
    norm = np.sqrt(along.total(values * values))
    score = values / along.or_nan(norm * direction, norm > 0)
    return score if direction > 0 else score + 1


def reference_100(
    values: Matrix,
    keys: RowKeys,
    direction: int = 1,
    reference: Annotated[
        float | None,
        Setting("the value that scores 100, in raw units", NUMBER, word="reference value", empty="the mean"),
    ] = None,
    period: Annotated[
        SettingValue, Setting("the period of that mean", PERIOD, word="reference period", empty="all")
    ] = None,
    low: Annotated[
        float | None,
        Setting("the low goalpost, in raw units", NUMBER, word="low goalpost", empty="minimum", below="high"),
    ] = None,
    high: Annotated[
        float | None,
        Setting("the high goalpost, in raw units", NUMBER, word="high goalpost", empty="maximum"),
    ] = None,
) -> Matrix:
    """Y = 100 + 60 (x - reference) / (high - low), or minus that where less is better: 70 to 130 about a reference.

    The scores of the adjusted Mazziotta-Pareto index, drawn together by `mazziotta_pareto`: with goalposts that are
    fixed they compare over the years. The reference is a value, or the mean of a period; the goalposts are minimum and
    maximum of all rows where they are not given. (Mazziotta and Pareto 2016; Compind, ci_ampi)
    """
    bottom = along.least(values) if low is None else np.array(float(low))
    span = (along.most(values) if high is None else np.array(float(high))) - bottom
    of_period = [period is None or when == str(period) for when in keys.periods]
    middle = along.mean(np.where(of_period, values, np.nan)) if reference is None else np.array(float(reference))
    return 100 + 60 * way(values, middle, direction) / along.or_nan(span, span > 0)


NORMALISATIONS: dict[Normalisation, Callable[..., Matrix]] = {
    "min_max": min_max,
    "z_score": z_score,
    "scaled": scaled,
    "rank": rank,
    "borda": borda,
    "percentile": percentile,
    "distance_to_maximum": distance_to_maximum,
    "distance_to_target": distance_to_target,
    "distance_to_reference": distance_to_reference,
    "goalposts": goalposts,
    "fraction_of_maximum": fraction_of_maximum,
    "base_year": base_year,
    "vector": vector,
    "reference_100": reference_100,
}

WITHIN_UNITS: tuple[Normalisation, ...] = ("base_year",)
COMPARE_NO_UNITS: tuple[Normalisation, ...] = (*WITHIN_UNITS, "goalposts", "scaled")
OF_ROWS: tuple[Normalisation, ...] = ("base_year", "distance_to_reference", "reference_100")
"""Those that look for a row by its unit or period."""
NEEDS: dict[Normalisation, str] = marked(
    {
        "percentile": "more than one value",
        "distance_to_target": "a worst value other than the target",
        "distance_to_reference": "a reference unit that has a value and is not the worst",
        "fraction_of_maximum": "values above zero",
        "base_year": "a base period with a value other than zero",
        "scaled": "two bounds that differ",
        "goalposts": "two goalposts that differ",
        "vector": "a value other than zero",
        "reference_100": "values that differ, a reference period that has some, or two goalposts that differ",
    }
)
