"""Outliers are pulled in before they stretch a scale: by the skewness and kurtosis rule, by 3 sd, or by a logarithm."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

import polars as pl

from core.method.errors import MethodError
from core.method.forms import ABOVE_0
from core.method.panel import KEYS, Impossible, SettingValue, Years, cell_error, check_panel, choice_of, one_of
from core.method.setting import Beside, Setting
from core.method.shape import is_well_shaped, shape
from core.method.transform import TAKE_EVERY_VALUE, TRANSFORMATIONS, Transformation
from core.method.winsorise import Fate, by_skew_kurtosis

Treatment: TypeAlias = Literal["skew_kurtosis", "three_sd"] | Transformation

ROW = "row of the panel"
CHANGED = ("winsorised", "transformed")
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
    """What a treatment did: the panel, and how each column fared.

    `details` has a row for each indicator (and period, within years): outcome, count of winsorised points, and
    passes, skewness, kurtosis as it came (0), winsorised (1), transformed (2), null as far as it did not go.
    """

    frame: pl.DataFrame
    details: pl.DataFrame


def three_sd(
    values: pl.Expr,
    sds: Annotated[float, Setting("how many standard deviations from the mean are still within", ABOVE_0)] = 3,
) -> pl.Expr:
    """Whatever lies beyond mean ± 3 sd (n-1) takes the most extreme value within: as if left out of min and max.

    A min-max that follows then caps outliers at 0 and 1, which is the EIS's rule. (EIS 2008, technical annex)
    """
    reach = values.std() * sds
    inside = (values - values.mean()).abs() <= reach
    return values.clip(values.filter(inside).min(), values.filter(inside).max())


CHANGES: dict[Treatment, Callable[..., pl.Expr]] = dict([("three_sd", three_sd), *TRANSFORMATIONS.items()])
PULLS: dict[Treatment, Callable[..., Fate]] = {"skew_kurtosis": by_skew_kurtosis}
TREATMENTS: dict[Treatment, Callable[..., Fate] | Callable[..., pl.Expr]] = dict([*PULLS.items(), *CHANGES.items()])


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
    """The panel with its outliers treated, decided once across years (default) or anew within each.

    COINr decides year by year while it normalises over all years, so that one indicator can be logged in some years
    only: two scales in one min-max. Here both steps go across years unless told otherwise. `each` gives an indicator
    settings of its own (`{"GDP": {"forced": True}}`, or another `how`) over the general ones; in COINr this does
    nothing. Missing figures stay missing. A value outside a transformation's domain raises MethodError naming it,
    or with `impossible="missing"` becomes null.
    """
    check_panel(frame, indicators)
    ways = {code: choice_of(how, settings, (each or {}).get(code, {})) for code in indicators}
    kinds = frame.schema
    frame = frame.with_columns(pl.col([code for code in indicators if kinds[code] != pl.Float64]).cast(pl.Float64))
    if years == "across":
        result, details = _treated(frame, ways, None)
    else:
        panels = frame.with_row_index(ROW).partition_by("period", maintain_order=True)
        done = [_treated(panel, ways, str(panel["period"][0])) for panel in panels]
        result = pl.concat([panel for panel, _ in done]).sort(ROW).drop(ROW) if done else frame
        details = [detail for _, some in done for detail in some]
    if impossible == "stop":
        _check(frame, result, ways)
    return Treated(result, pl.DataFrame(details, schema=DETAILS, orient="row"))


def takes_every_value(beside: Beside) -> bool:
    """Whether no choice in play refuses a value."""
    never = {"three_sd", *TAKE_EVERY_VALUE}
    return beside.hows <= (never | {"skew_kurtosis"} if beside.settings.get("transform") == "none" else never)


def points(before: pl.DataFrame, done: Treated) -> pl.DataFrame:
    """Each cell that the treatment changed: unit, period, indicator, change.

    The change is "winsorised high", "winsorised low" or "transformed"; COINr also calls the points winsorised that
    the logarithm replaced.
    """
    found = [pl.DataFrame(schema=dict.fromkeys((*KEYS, "indicator", "change"), pl.String))]
    for code, period, outcome in done.details.select("indicator", "period", "outcome").iter_rows():
        was, now = before[code].cast(pl.Float64), done.frame[code]
        here = was != now
        if period is not None:
            here &= before["period"].cast(pl.String) == period
        if outcome in CHANGED:
            way = pl.when(now < was).then(pl.lit("winsorised high")).otherwise(pl.lit("winsorised low"))
            change = way if outcome == "winsorised" else pl.lit(outcome)
            cells = before.select(pl.col(KEYS).cast(pl.String), indicator=pl.lit(code), change=change)
            found.append(cells.filter(here))
    return pl.concat(found)


def _treated(
    panel: pl.DataFrame, ways: Mapping[str, dict[str, SettingValue]], period: str | None
) -> tuple[pl.DataFrame, list[tuple[object, ...]]]:
    fates = [_fate(panel.get_column(code), dict(way)) for code, way in ways.items()]
    changed = [fate.values for fate in fates if fate.outcome in CHANGED]
    details = [_detail(code, period, fate) for code, fate in zip(ways, fates, strict=True)]
    return panel.with_columns(changed) if changed else panel, details


def _fate(values: pl.Series, settings: dict[str, SettingValue]) -> Fate:
    how = one_of(TREATMENTS, str(settings.pop("how")), "treatment")
    if how in PULLS:
        return PULLS[how](values, **settings)
    changed = values.to_frame().select(CHANGES[how](pl.col(values.name), **settings)).to_series()
    shapes = (shape(values.to_numpy()), shape(changed.to_numpy()))
    passes = tuple(is_well_shaped(*each) for each in shapes)
    if how in TRANSFORMATIONS:
        return Fate(changed, "transformed", 0, shapes, passes)
    moved = int((changed != values).sum())
    return Fate(changed, "winsorised" if moved else "untouched", moved, shapes, passes)


def _detail(code: str, period: str | None, fate: Fate) -> tuple[object, ...]:
    tried = [
        part for (skew, kurt), passes in zip(fate.shapes, fate.passes, strict=True) for part in (passes, skew, kurt)
    ]
    return (code, period, fate.outcome, fate.winsorised, *tried, *[None] * (len(DETAILS) - 4 - len(tried)))


def _check(before: pl.DataFrame, after: pl.DataFrame, ways: Mapping[str, Mapping[str, SettingValue]]) -> None:
    gaps, now = before.null_count().row(0, named=True), after.null_count().row(0, named=True)
    for code, way in ways.items():
        if now[code] == gaps[code]:
            continue
        lost = before[code].is_not_null() & after[code].is_null()
        row = before.select(pl.when(lost).then(code).arg_min()).item() or 0
        value, known = before[code][row], before[code].drop_nulls()
        if known.n_unique() == 1:
            told = f"{code} is {value:g} for all, which {way['how']} cannot take: leave it out of the step."
            raise MethodError(told, indicator=code)
        trouble = f"is {value:g}, which {way['how']} cannot take: choose another treatment for {code}."
        raise cell_error(before, row, code, trouble)
