"""The indicators of a panel normalised, each by a normalisation of its choice, across years or within each."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from core.method.choice_names import step_word
from core.method.errors import MethodError
from core.method.matrix import Matrix, Rows
from core.method.normalisations import NEEDS, NORMALISATIONS, OF_ROWS, WITHIN_UNITS, Normalisation, min_max
from core.method.panel import (
    Impossible,
    Panel,
    SettingValue,
    Table,
    Years,
    as_given,
    choice_of,
    has_gap,
    in_parts,
    one_of,
    panel_of,
)
from core.method.row_keys import EVERY_ROW, RowKeys, each_group
from core.words import gettext, marked


def normalised(
    table: Table,
    indicators: Sequence[str],
    how: Normalisation = "min_max",
    *,
    directions: Mapping[str, int] | None = None,
    years: Years = "across",
    to: tuple[float, float] | None = None,
    each: Mapping[str, Mapping[str, SettingValue]] | None = None,
    impossible: Impossible = "stop",
    **settings: SettingValue,
) -> Table:
    """The panel, of one run or of many, with its indicators normalised, across years (default) or within each.

    `each` gives an indicator settings of its own (`{"LPI": {"target": 4.1}}`, or another `how`); `to` rescales
    whatever comes out by min-max to a range, so that a z-score or a rank can enter a geometric mean. Directions that
    are not given are 1. An indicator that the method cannot score (constant, no value, one value, outside the
    method's domain) raises MethodError naming it in the first such run, or with `impossible="missing"` becomes null.
    """
    scorings = {
        code: _Scoring.of((directions or {}).get(code) or 1, choice_of(how, settings, (each or {}).get(code, {})))
        for code in indicators
    }
    panel = panel_of(table, indicators)
    scores = _scores(panel.part(indicators), list(scorings.values()), panel.keys, years, to)
    scored = panel.with_part(indicators, scores)
    if impossible == "stop":
        _check(panel, scored, scorings, years, to)
    return as_given(table, scored, indicators)


def _scores(
    values: Matrix, scorings: Sequence["_Scoring"], keys: RowKeys, years: Years, to: tuple[float, float] | None
) -> Matrix:
    """The scores of columns, each by its scoring."""
    groups: dict[_Scoring, list[int]] = {}
    for at, scoring in enumerate(scorings):
        groups.setdefault(scoring, []).append(at)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        if len(groups) == 1:
            return in_parts(values, partial(scorings[0].score, keys=keys, years=years, to=to))
        scores = np.empty(values.shape)
        for scoring, places in groups.items():
            scores[..., places, :] = in_parts(
                values[..., places, :], partial(scoring.score, keys=keys, years=years, to=to)
            )
    return scores


class _Scoring(NamedTuple):
    """How one indicator is scored; equal scorings are computed together."""

    how: Normalisation
    direction: int
    settings: tuple[tuple[str, SettingValue], ...]

    @classmethod
    def of(cls, direction: int, settings: dict[str, SettingValue]) -> "_Scoring":
        how = one_of(NORMALISATIONS, str(settings.pop("how")), "normalisation")
        return cls(how, direction, tuple(sorted(settings.items())))

    def score(self, values: Matrix, keys: RowKeys, years: Years, to: tuple[float, float] | None) -> Matrix:
        """The scores of some columns, of each group of rows by itself."""

        def score(some: Matrix, rows: Rows) -> Matrix:
            own: dict[str, Any] = {"keys": keys.only(rows)} if self.how in OF_ROWS else {}
            return NORMALISATIONS[self.how](some, direction=self.direction, **dict(self.settings), **own)

        groups = keys.together(years)
        scores = each_group(values, (EVERY_ROW,) if self.how in WITHIN_UNITS else groups, score)
        return each_group(scores, groups, lambda some, _: min_max(some, 1, *to)) if to else scores


def _check(
    before: Panel, after: Panel, scorings: Mapping[str, _Scoring], years: Years, to: tuple[float, float] | None
) -> None:
    """Raise the error of the first column that has fewer values than before, or none, in the first such run."""
    codes = tuple(scorings)
    if not has_gap(after.part(codes)):
        return
    gaps, now = (np.isnan(panel.part(codes)).sum(axis=-1) for panel in (before, after))
    wrong = (now > gaps) | (gaps == before.keys.height)
    if not wrong.any():
        return
    *run, column = np.argwhere(wrong)[0]
    if run:
        _check(before.of_run(run[0]), after.of_run(run[0]), scorings, years, to)
    code = codes[column]
    if gaps[column] == before.keys.height:
        raise MethodError("{code} has no value at all: leave it out, or fill it first.", code=code, indicator=code)
    if to:
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            plain = scorings[code].score(before.part([code]), before.keys, years, None)
        _check(before, before.with_part([code], plain), {code: scorings[code]}, years, None)
        raise MethodError(
            "{code} has the same score for all by “{how}”, so that it cannot be rescaled: empty the range (`to`).",
            code=code,
            how=step_word(scorings[code].how),
            indicator=code,
        )
    _check_reference(before.keys, code, scorings[code])
    raise _refusal(before, after, code, years, scorings[code].how)


def _check_reference(keys: RowKeys, code: str, scoring: _Scoring) -> None:
    unit = dict(scoring.settings).get("unit", "")
    if unit and unit not in keys.units:
        raise MethodError(
            "There is no unit {reference} that {code} could refer to: name another.",
            reference=unit,
            code=code,
            indicator=code,
        )


def _refusal(before: Panel, after: Panel, code: str, years: Years, how: Normalisation) -> MethodError:
    """The sentence on the first cell of a column that has no score."""
    values = before.part([code])[0]
    lost = int((~np.isnan(values) & np.isnan(after.part([code])[0])).argmax())
    when, value = before.keys.periods[lost], values[lost]
    peers = values[[period == when for period in before.keys.periods]] if years == "within" else values
    peers = peers[~np.isnan(peers)]
    among = gettext(" in {when}", when=when) if years == "within" else ""
    if how not in NEEDS and len(peers) == 1:
        trouble = "is the only value{among}: leave {code} out, or add a second unit or year."
        return before.cell_error(lost, code, trouble, among=among, code=code)
    if how not in NEEDS and len(set(peers.tolist())) == 1:
        return MethodError(
            "{code} is {value:g} for all{among} and distinguishes nothing: leave it out, or give it other figures.",
            code=code,
            value=value,
            among=among,
            indicator=code,
            period=when if years == "within" else "",
        )
    needed = gettext(NEEDS.get(how, marked("values that differ")))
    trouble = "is {value:g}, but “{how}” needs {needed}: change one of them."
    return before.cell_error(lost, code, trouble, value=value, how=step_word(how), needed=needed)
