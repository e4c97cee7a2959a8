"""Treatment of outliers before normalisation: by skewness and kurtosis, by 3 standard deviations, or by a logarithm."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Annotated, Literal, TypeAlias

import numpy as np
import polars as pl

from core.method import along
from core.method.choice_names import step_word
from core.method.errors import MethodError
from core.method.forms import ABOVE_0
from core.method.matrix import Matrix, Rows, slices
from core.method.panel import AT_ONCE, KEYS, Impossible, Panel, SettingValue, Years, choice_of, has_gap, one_of
from core.method.row_keys import each_group
from core.method.setting import Beside, Setting
from core.method.transform import TAKE_EVERY_VALUE, TRANSFORMATIONS, Transformation
from core.method.winsorise import NONE, OUTCOMES, TRANSFORMED, UNTOUCHED, WINSORISED, Fates, by_skew_kurtosis

Treatment: TypeAlias = Literal["skew_kurtosis", "three_sd"] | Transformation

SHAPES = {"passes": pl.Boolean(), "skewness": pl.Float64(), "kurtosis": pl.Float64()}
DETAILS = {
    "indicator": pl.String(),
    "period": pl.String(),
    "outcome": pl.String(),
    "winsorised": pl.Int64(),
    **{f"{what}_{at}": kind for at in range(3) for what, kind in SHAPES.items()},
}


@dataclass(frozen=True)
class Treated:
    """The result of a treatment: the panel, and the outcome for each column.

    `details` has a row for each indicator (and period, within years): outcome, number of winsorised points, and passes,
    skewness, kurtosis at first (0), winsorised (1), transformed (2), null for stages that it did not reach.
    """

    frame: pl.DataFrame
    details: pl.DataFrame


@dataclass(frozen=True)
class TreatmentReport:
    """The outcomes of columns, for each period by itself or for all (null): a table is made when it is first read."""

    codes: tuple[str, ...]
    fates: tuple[tuple[str | None, Fates], ...]

    @cached_property
    def details(self) -> pl.DataFrame:
        """The table of `Treated`."""
        return pl.concat([pl.DataFrame(schema=DETAILS), *(self._of(when, fates) for when, fates in self.fates)])

    def with_columns(self, codes: Sequence[str], other: "TreatmentReport") -> "TreatmentReport":
        """The report with the outcomes of some columns from another treatment of the same periods."""
        places = np.array([self.codes.index(code) for code in codes])
        fates = []
        for (when, mine), (_, theirs) in zip(self.fates, other.fates, strict=True):
            combined = deepcopy(mine)
            combined.put(places, theirs)
            fates.append((when, combined))
        return TreatmentReport(self.codes, tuple(fates))

    def _of(self, when: str | None, fates: Fates) -> pl.DataFrame:
        shapes: dict[str, pl.Series] = {}
        for at in range(3):
            passes = pl.Series([None if flag == NONE else bool(flag) for flag in fates.passes[at]], dtype=pl.Boolean)
            numbers = (pl.Series(of[at], nan_to_null=True) for of in (fates.skew, fates.kurt))
            shapes |= dict(zip((f"{what}_{at}" for what in SHAPES), (passes, *numbers), strict=True))
        columns = {
            "indicator": self.codes,
            "period": [when] * len(self.codes),
            "outcome": [OUTCOMES[outcome] for outcome in fates.outcome],
            "winsorised": [None if count == NONE else int(count) for count in fates.winsorised],
        }
        return pl.DataFrame({**columns, **shapes}, schema=DETAILS)


def three_sd(
    values: Matrix,
    sds: Annotated[
        float,
        Setting("how many standard deviations from the mean are still accepted", ABOVE_0, word="standard deviations"),
    ] = 3,
) -> Matrix:
    """Whatever lies beyond mean ± 3 sd (n-1) takes the most extreme value within: as if left out of min and max.

    A min-max that follows then caps outliers at 0 and 1, which is the EIS's rule. (EIS 2008, technical annex)
    """
    inside = np.where(np.abs(values - along.mean(values)) <= along.sd(values) * sds, values, np.nan)
    low, high = along.least(inside), along.most(inside)
    return np.where(np.isnan(low), values, np.clip(values, low, high))


CHANGES: dict[Treatment, Callable[..., Matrix]] = dict([("three_sd", three_sd), *TRANSFORMATIONS.items()])
PULLS: dict[Treatment, Callable[..., Fates]] = {"skew_kurtosis": by_skew_kurtosis}
TREATMENTS: dict[Treatment, Callable[..., Fates] | Callable[..., Matrix]] = dict([*PULLS.items(), *CHANGES.items()])


def treated(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    how: Treatment = "skew_kurtosis",
    *,
    years: Years = "across",
    each: Mapping[str, Mapping[str, SettingValue]] | None = None,
    impossible: Impossible = "stop",
    **settings: SettingValue,
) -> Treated:
    """The panel with its outliers treated, decided once across years (default) or again within each.

    COINr decides year by year while it normalises over all years, so that one indicator can be logged in some years
    only: two scales in one min-max. Here both steps go across years by default. `each` gives an indicator
    settings of its own (`{"GDP": {"forced": True}}`, or another `how`) over the general ones; in COINr this does
    nothing. Missing figures stay missing. A value outside a transformation's domain raises MethodError naming it,
    or with `impossible="missing"` becomes null.
    """
    panel = Panel.of(frame, indicators)
    result, report = treated_panel(panel, indicators, how, years, each, impossible, **settings)
    return Treated(frame.with_columns(result.frame.select(indicators)), report.details)


def treated_panel(
    panel: Panel,
    indicators: Sequence[str],
    how: Treatment,
    years: Years,
    each: Mapping[str, Mapping[str, SettingValue]] | None,
    impossible: Impossible,
    **settings: SettingValue,
) -> tuple[Panel, TreatmentReport]:
    """As `treated`, on a panel of one run or of many."""
    ways = {code: choice_of(how, settings, (each or {}).get(code, {})) for code in indicators}
    report = []

    def treated_rows(values: Matrix, rows: Rows) -> Matrix:
        fates = _fates(values, list(ways.values()))
        report.append((None if years == "across" else _period(panel, rows), replace(fates, values=np.empty((0, 0)))))
        return fates.values.reshape(values.shape)

    result = each_group(panel.part(indicators), panel.keys.together(years), treated_rows)
    if impossible == "stop":
        _check(panel, panel.with_part(indicators, result), ways)
    return panel.with_part(indicators, result), TreatmentReport(tuple(indicators), tuple(report))


def takes_every_value(beside: Beside) -> bool:
    """Whether all choices of the step accept every value."""
    never = {"three_sd", *TAKE_EVERY_VALUE}
    return beside.hows <= (never | {"skew_kurtosis"} if beside.settings.get("transform") == "none" else never)


def points(before: pl.DataFrame, done: Treated) -> pl.DataFrame:
    """Each cell that the treatment changed: unit, period, indicator, change.

    The change is "winsorised high", "winsorised low" or "transformed"; COINr also calls the points winsorised that
    the logarithm replaced.
    """
    tables = [pl.DataFrame(schema=dict.fromkeys((*KEYS, "indicator", "change"), pl.String))]
    for code, period, outcome in done.details.select("indicator", "period", "outcome").iter_rows():
        was, now = before[code].cast(pl.Float64), done.frame[code]
        down, up = ("winsorised high", "winsorised low") if outcome == "winsorised" else (outcome, outcome)
        change = pl.when(now < was).then(pl.lit(down)).when(now > was).then(pl.lit(up))
        cells = before.select(pl.col(KEYS).cast(pl.String), indicator=pl.lit(code), change=change).drop_nulls("change")
        tables.append(cells if period is None else cells.filter(pl.col("period") == period))
    return pl.concat(tables)


def _period(panel: Panel, rows: Rows) -> str:
    return str(np.array(panel.keys.periods, dtype=object)[rows][0])


def _fates(values: Matrix, ways: Sequence[Mapping[str, SettingValue]]) -> Fates:
    """The outcome for the columns of all runs (runs × columns, one after another), each by its own choice."""
    flat = values.reshape(-1, values.shape[-1])
    result = Fates.of(flat)
    groups: dict[tuple[tuple[str, SettingValue], ...], list[int]] = {}
    for at, own in enumerate(ways):
        groups.setdefault(tuple(own.items()), []).append(at)
    for way, places in groups.items():
        change = _change(dict(way))
        columns = (np.arange(len(flat)).reshape(-1, len(ways))[:, places]).ravel()
        for part in slices(len(columns) if values.shape[-1] else 0, values.shape[-1], AT_ONCE):
            some = columns[part]
            with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
                fates = change(flat[some])
            result.put(some, fates)
            result.values[some] = fates.values
    return result


def _change(settings: dict[str, SettingValue]) -> Callable[[Matrix], Fates]:
    """The function of a choice with its settings. Raises MethodError where there is none."""
    how = one_of(TREATMENTS, str(settings.pop("how")), "treatment")
    if how in PULLS:
        return partial(PULLS[how], **settings)
    change = CHANGES[how]
    return lambda values: _changed(values, change(values, **settings), always=how in TRANSFORMATIONS)


def _changed(values: Matrix, changed: Matrix, *, always: bool) -> Fates:
    """The outcome for columns that were changed completely; with `always` they count as transformed."""
    result = Fates.of(changed)
    everywhere = np.arange(len(values))
    result.judge(0, everywhere, values)
    result.judge(1, everywhere, changed)
    moved = (changed != values).sum(axis=-1) - np.isnan(changed).sum(axis=-1)
    result.winsorised[:] = 0 if always else moved
    result.outcome[:] = TRANSFORMED if always else np.where(moved > 0, WINSORISED, UNTOUCHED)
    return result


def _check(before: Panel, after: Panel, ways: Mapping[str, Mapping[str, SettingValue]]) -> None:
    """Raise the error of the first value that a treatment cannot take, in the first run that has one."""
    codes = tuple(ways)
    if not has_gap(after.part(codes)):
        return
    lost = ~np.isnan(before.part(codes)) & np.isnan(after.part(codes))
    if not lost.any():
        return
    *run, column, _ = np.argwhere(lost)[0]
    if run:
        _check(before.of_run(run[0]), after.of_run(run[0]), ways)
    code, values = codes[column], before.part([codes[column]])[0]
    row = int(np.nanargmin(np.where(lost[column], values, np.nan)))
    value, known = values[row], values[~np.isnan(values)]
    how = step_word(str(ways[code]["how"]))
    if len(set(known.tolist())) == 1:
        raise MethodError(
            "{code} is {value:g} for all, which “{how}” cannot take: leave it out of the step.",
            code=code,
            value=value,
            how=how,
            indicator=code,
        )
    trouble = "is {value:g}, which “{how}” cannot take: choose another treatment for {code}."
    raise before.cell_error(row, code, trouble, value=value, how=how, code=code)
