"""The indicators of a panel normalised, each by a normalisation of its choice, across years or within each."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from core.method.errors import MethodError
from core.method.normalisations import NEEDS, NORMALISATIONS, WITHIN_UNITS, Normalisation, min_max
from core.method.panel import Impossible, SettingValue, Years, cell_error, check_panel, choice_of, one_of, over


def normalised(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    how: Normalisation = "min_max",
    *,
    directions: Mapping[str, int] | None = None,
    years: Years = "across",
    to: tuple[float, float] | None = None,
    each: Mapping[str, Mapping[str, SettingValue]] | None = None,
    impossible: Impossible = "stop",
    **settings: SettingValue,
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
    settings: tuple[tuple[str, SettingValue], ...]

    @classmethod
    def of(cls, direction: int, settings: dict[str, SettingValue]) -> "_Scoring":
        how = one_of(NORMALISATIONS, str(settings.pop("how")), "normalisation")
        return cls(how, direction, tuple(sorted(settings.items())))

    def score(self, codes: Sequence[str], years: Years, to: tuple[float, float] | None) -> pl.Expr:
        score = NORMALISATIONS[self.how](pl.col(codes), self.direction, **dict(self.settings))
        score = score if self.how in WITHIN_UNITS else over(score, years)
        return over(min_max(score, 1, *to), years) if to else score


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
