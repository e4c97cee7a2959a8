"""Indicators in their own units become scores in which more is better.

Every function takes an expression (of one indicator, or of several at once: `pl.col("a", "b")`) and the direction: 1
where more is better, -1 where less is. It is computed over all rows that the expression sees: put `.over("period")`
behind it to stay within years. Nulls stay null, and an indicator that tells nothing apart becomes null.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

import polars as pl

from core.method.errors import MethodError
from core.method.panel import Impossible, Setting, Years, cell_error, check_panel, choice_of, over

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
]


def min_max(values: pl.Expr, direction: int = 1, low: float = 0, high: float = 1) -> pl.Expr:
    """Y = low + (high - low) (x - worst) / (best - worst); a constant indicator is null. (Handbook, ch. 5)

    Worst and best are minimum and maximum, the other way round where less is better.
    The entropy practice's intervals are 0.002 to 0.998 (mathmodels) and 0.01 to 0.99 (SPSSAU).
    """
    worst, best = (values.min(), values.max()) if direction > 0 else (values.max(), values.min())
    score = _way(values, worst, direction) / _or_null(_way(best, worst, direction), best != worst)
    return _stretched(score, high - low, low)


def z_score(values: pl.Expr, direction: int = 1, mean: float = 0, sd: float = 1, ddof: int = 1) -> pl.Expr:
    """Y = mean + sd (x - mean x) / s; where less is better mean - sd (x - mean x) / s. (Handbook, ch. 5)

    S is the standard deviation by n - `ddof`: 1 as R and SPSS do, 0 as some papers.
    """
    spread = _or_null(values.std(ddof), values.max() > values.min())
    return _stretched(_way(values, values.mean(), direction) / spread, sd, mean)


def scaled(values: pl.Expr, direction: int = 1, low: float = 0, high: float = 100) -> pl.Expr:
    """Y = 100 (x - low) / (high - low) of two known bounds, not truncated. (GII 2020; COINr, n_scaled)

    Where less is better 100 less that. Bounds are in raw units also then; COINr would have them negated and swapped by
    hand.
    """
    return _part_of_way(values, direction, low, high) * 100


def rank(values: pl.Expr, direction: int = 1) -> pl.Expr:
    """Y = 1 + the number that are strictly worse: the worst 1, ties the lowest. (Handbook; COINr, n_rank)"""
    return (values * direction).rank("min").cast(pl.Float64)


def borda(values: pl.Expr, direction: int = 1) -> pl.Expr:
    """How many units are strictly worse: rank - 1. (COINr, n_borda)"""
    return rank(values, direction) - 1


def percentile(values: pl.Expr, direction: int = 1) -> pl.Expr:
    """The share of the other units that are strictly worse: (rank - 1) / (n - 1); null for one. (COINr, n_prank)"""
    return borda(values, direction) / _or_null(values.count() - 1, values.count() > 1)


def distance_to_maximum(values: pl.Expr, direction: int = 1) -> pl.Expr:
    """Y = 1 - (best - x) / (best - worst): the same as `min_max` from 0 to 1. (COINr, n_dist2max)"""
    return min_max(values, direction)


def distance_to_target(values: pl.Expr, direction: int = 1, target: float = 1, cap: bool = False) -> pl.Expr:
    """Y = (x - worst) / (target - worst), the target in raw units; beyond it at most 1 where capped.

    Null where the worst unit is the target. (COINr, n_dist2targ)
    """
    worst = values.min() if direction > 0 else values.max()
    score = _way(values, worst, direction) / _or_null(_way(pl.lit(target), worst, direction), worst != target)
    return score.clip(upper_bound=1) if cap else score


def distance_to_reference(values: pl.Expr, direction: int = 1, unit: str = "", period: Setting = None) -> pl.Expr:
    """Y = (x - worst) / (reference - worst): above 1 for those beyond the reference. (COINr, n_dist2ref)

    The reference is named by its code, where COINr counts rows. Across years name its period too, else its first row
    is meant. Null where the reference is itself the worst.
    """
    if not unit:
        raise MethodError("distance_to_reference has no unit: name the unit that is the reference.")
    worst = values.min() if direction > 0 else values.max()
    reference = values.filter(_row_of(unit, period)).first()
    return _way(values, worst, direction) / _or_null(_way(reference, worst, direction), reference != worst)


def goalposts(
    values: pl.Expr, direction: int = 1, low: float = 0, high: float = 1, scale: float = 1, truncate: bool = True
) -> pl.Expr:
    """Y = scale (x - low) / (high - low) of two posts in raw units, the part held within 0 and 1.

    Not held there without `truncate`. Where less is better scale (high - x) / (high - low): the low post is the best.
    (SDG Index; UNDP; COINr, n_goalposts)
    """
    part = _part_of_way(values, direction, low, high)
    return (part.clip(0, 1) if truncate else part) * scale


def fraction_of_maximum(values: pl.Expr, direction: int = 1) -> pl.Expr:
    """Y = x / maximum; where less is better minimum / x: the best has 1. Null where the best is not above 0.

    COINr's n_fracmax divides the negated values of a cost by their maximum, and so scores the worst unit highest.
    """
    best = values.max() if direction > 0 else values.min()
    return values / _or_null(best, best > 0) if direction > 0 else _or_null(best, best > 0) / values


def base_year(values: pl.Expr, direction: int = 1, base: Setting = None) -> pl.Expr:
    """Y = 100 x / x of the base period, each unit by its own; where less is better 100 base / x. (Handbook, ch. 5)

    Works within each unit, so neither across nor within years. Null where the base is missing or zero.
    """
    if base is None:
        raise MethodError("base_year has no base: name its period, such as 2016.")
    start = values.filter(pl.col("period").cast(pl.String) == str(base)).first().over("unit")
    above, below = (values, start) if direction > 0 else (start, values)
    return above / _or_null(below, below != 0) * 100


def vector(values: pl.Expr, direction: int = 1) -> pl.Expr:
    """Y = x / sqrt(sum x²); where less is better 1 - x / sqrt(sum x²), by which TOPSIS distances stay.

    (Hwang and Yoon 1981)
    """
    norm = (values * values).sum().sqrt()
    score = values / _or_null(norm * direction, norm > 0)
    return score if direction > 0 else score + 1


NORMALISATIONS: dict[Normalisation, Callable[..., pl.Expr]] = {
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
}

WITHIN_UNITS: tuple[Normalisation, ...] = ("base_year",)
NEEDS: dict[Normalisation, str] = {
    "percentile": "more than one value",
    "distance_to_target": "a worst value other than the target",
    "distance_to_reference": "a reference unit that has a value and is not the worst",
    "fraction_of_maximum": "values above zero",
    "base_year": "a base period with a value other than zero",
    "scaled": "two bounds that differ",
    "goalposts": "two posts that differ",
    "vector": "a value other than zero",
}


def normalised(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    how: Normalisation = "min_max",
    *,
    directions: Mapping[str, int] | None = None,
    years: Years = "across",
    to: tuple[float, float] | None = None,
    each: Mapping[str, Mapping[str, Setting]] | None = None,
    impossible: Impossible = "stop",
    **settings: Setting,
) -> pl.DataFrame:
    """The panel with its indicators normalised, across years (default) or within each.

    `each` gives an indicator settings of its own (`{"LPI": {"target": 4.1}}`, or another `how`); `to` rescales
    whatever comes out by min-max to a range, so that a z-score or a rank can enter a geometric mean. Directions that
    are not given are 1. An indicator that the method cannot score (constant, no value, one value, outside the
    method's domain) raises MethodError naming it, or with `impossible="missing"` becomes null.
    """
    check_panel(frame, indicators)
    if not indicators:
        return frame
    scorings = {
        code: _Scoring.of((directions or {}).get(code) or 1, choice_of(how, settings, (each or {}).get(code, {})))
        for code in indicators
    }
    groups: dict[_Scoring, list[str]] = {}
    for code, scoring in scorings.items():
        groups.setdefault(scoring, []).append(code)
    kinds = frame.schema
    whole = [code for code in indicators if not kinds[code].is_float()]
    frame = frame.with_columns(pl.col(whole).cast(pl.Float64)) if whole else frame
    result = frame.with_columns(scoring.score(codes, years, to) for scoring, codes in groups.items())
    if impossible == "stop":
        _check(frame, result, scorings, years, to)
    return result


class _Scoring(NamedTuple):
    """How one indicator is scored; those that agree are computed together."""

    how: Normalisation
    direction: int
    settings: tuple[tuple[str, Setting], ...]

    @classmethod
    def of(cls, direction: int, settings: dict[str, Setting]) -> "_Scoring":
        how = settings.pop("how")
        found = next((name for name in NORMALISATIONS if name == how), None)
        if found is None:
            raise MethodError(f"There is no normalisation {how}: choose one of {', '.join(NORMALISATIONS)}.")
        return cls(found, direction, tuple(sorted(settings.items())))

    def score(self, codes: Sequence[str], years: Years, to: tuple[float, float] | None) -> pl.Expr:
        score = NORMALISATIONS[self.how](pl.col(codes), self.direction, **dict(self.settings))
        score = score if self.how in WITHIN_UNITS else over(score, years)
        return over(min_max(score, 1, *to), years) if to else score


def _part_of_way(values: pl.Expr, direction: int, low: float, high: float) -> pl.Expr:
    score = (values - low) / (high - low if low != high else None)
    return score if direction > 0 else score * -1 + 1


def _way(values: pl.Expr, start: pl.Expr, direction: int) -> pl.Expr:
    return values - start if direction > 0 else start - values


def _stretched(score: pl.Expr, factor: float, offset: float) -> pl.Expr:
    score = score * factor if factor != 1 else score
    return score + offset if offset else score


def _or_null(divisor: pl.Expr, fits: pl.Expr) -> pl.Expr:
    """The divisor where it fits: one number an indicator is judged, which costs far less than judging every score."""
    return pl.when(fits).then(divisor)


def _row_of(unit: str, period: Setting) -> pl.Expr:
    here = pl.col("unit") == unit
    return here if period is None else here & (pl.col("period").cast(pl.String) == str(period))


def _check(
    frame: pl.DataFrame,
    result: pl.DataFrame,
    scorings: Mapping[str, _Scoring],
    years: Years,
    to: tuple[float, float] | None,
) -> None:
    before, after = (dict(zip(panel.columns, panel.null_count().row(0), strict=True)) for panel in (frame, result))
    for code in scorings:
        gaps, now = before[code], after[code]
        if gaps == frame.height > 0:
            raise MethodError(f"{code} has no value at all: leave it out, or fill it first.", indicator=code)
        if now > gaps and to:
            plain = frame.with_columns(scorings[code].score([code], years, None))
            _check(frame, plain, {code: scorings[code]}, years, None)
            told = f"{code} scores the same for all by {scorings[code].how} and has no range to move: leave `to` out."
            raise MethodError(told, indicator=code)
        if now > gaps:
            _check_reference(frame, code, scorings[code])
            raise _refusal(frame, result, code, years, scorings[code].how)


def _check_reference(frame: pl.DataFrame, code: str, scoring: _Scoring) -> None:
    unit = dict(scoring.settings).get("unit", "")
    if unit and unit not in set(frame["unit"].cast(pl.String)):
        raise MethodError(f"There is no unit {unit} that {code} could refer to: name another.", indicator=code)


def _refusal(frame: pl.DataFrame, result: pl.DataFrame, code: str, years: Years, how: Normalisation) -> MethodError:
    lost = (frame[code].is_not_null() & result[code].is_null()).arg_max() or 0
    value, when = frame[code][lost], frame["period"][lost]
    peers = frame.filter(pl.col("period") == when) if years == "within" else frame
    among = f" in {when}" if years == "within" else ""
    if how not in NEEDS and peers[code].count() == 1:
        return cell_error(
            frame, lost, code, f"is the only value{among}: leave {code} out, or add a second unit or year."
        )
    if how not in NEEDS and peers[code].n_unique() - (peers[code].null_count() > 0) == 1:
        period = str(when) if years == "within" else ""
        sentence = (
            f"{code} is {value:g} for all{among} and tells nothing apart: leave it out, or give it other figures."
        )
        return MethodError(sentence, indicator=code, period=period)
    needed = NEEDS.get(how, "values that differ")
    return cell_error(frame, lost, code, f"is {value:g}, but {how} needs {needed}: change one of them.")
