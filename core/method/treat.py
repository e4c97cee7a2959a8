"""Outliers are pulled in before they stretch a scale: by the skewness and kurtosis rule, by 3 sd, or by a logarithm."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import polars as pl

from core.method.errors import MethodError
from core.method.panel import KEYS, Impossible, Setting, Years, cell_error, check_panel
from core.method.shape import Shape, is_well_shaped, kurtosis, shape, skewness
from core.method.transform import TRANSFORMATIONS, Transformation
from core.method.winsorise import Fate, by_skew_kurtosis, known_values

Treatment: TypeAlias = Literal["skew_kurtosis", "three_sd"] | Transformation

ROW = "row of the panel"
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


def three_sd(values: pl.Expr, sds: float = 3) -> pl.Expr:
    """Whatever lies beyond mean ± 3 sd (n-1) takes the most extreme value within: as if left out of min and max.

    A min-max that follows then caps outliers at 0 and 1, which is the EIS's rule. (EIS 2008, technical annex)
    """
    reach = values.std() * sds
    inside = (values - values.mean()).abs() <= reach
    return values.clip(values.filter(inside).min(), values.filter(inside).max())


CHANGES: dict[Treatment, Callable[..., pl.Expr]] = {"three_sd": three_sd, **TRANSFORMATIONS}  # type: ignore[dict-item]
TREATMENTS: dict[Treatment, Callable[..., Fate] | Callable[..., pl.Expr]] = {
    "skew_kurtosis": by_skew_kurtosis,
    **CHANGES,
}


def treated(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    how: Treatment = "skew_kurtosis",
    *,
    years: Years = "across",
    each: Mapping[str, Mapping[str, Setting]] | None = None,
    impossible: Impossible = "stop",
    **settings: Setting,
) -> Treated:
    """The panel with its outliers treated, decided once across years (default) or anew within each.

    COINr decides year by year while it normalises over all years, so that one indicator can be logged in some years
    only: two scales in one min-max. Here both steps go across years unless told otherwise. `each` gives an indicator
    settings of its own (`{"GDP": {"forced": True}}`, or another `how`) over the general ones; in COINr this does
    nothing. Missing figures stay missing. A value outside a transformation's domain raises MethodError naming it,
    or with `impossible="missing"` becomes null.
    """
    check_panel(frame, indicators)
    numbered = frame.with_row_index(ROW)
    panels = numbered.partition_by("period", maintain_order=True) if years == "within" else [numbered]
    ways: dict[str, dict[str, Setting]] = {
        code: {"how": how, **settings, **(each or {}).get(code, {})} for code in indicators
    }
    done = [_treated(panel, ways) for panel in panels if ways]
    if not done:
        return Treated(frame, pl.DataFrame(schema=DETAILS))
    result = pl.concat([panel for panel, _ in done]).sort(ROW).drop(ROW)
    names = [str(panel["period"][0]) if years == "within" else None for panel in panels]
    details = [
        _detail(code, name, fate)
        for name, (_, fates) in zip(names, done, strict=True)
        for code, fate in zip(ways, fates, strict=True)
    ]
    if impossible == "stop":
        _check(frame, result, ways)
    return Treated(result, pl.DataFrame(details, schema=DETAILS))


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
        if outcome in ("winsorised", "transformed"):
            way = pl.when(now < was).then(pl.lit("winsorised high")).otherwise(pl.lit("winsorised low"))
            change = way if outcome == "winsorised" else pl.lit(outcome)
            cells = before.select(pl.col(KEYS).cast(pl.String), indicator=pl.lit(code), change=change)
            found.append(cells.filter(here))
    return pl.concat(found)


def _treated(panel: pl.DataFrame, ways: Mapping[str, dict[str, Setting]]) -> tuple[pl.DataFrame, list[Fate]]:
    panel = panel.with_columns(pl.col(list(ways)).cast(pl.Float64))
    skews, kurts = (panel.select(of(pl.col(list(ways)))).row(0) for of in (skewness, kurtosis))
    fates = [
        _fate(panel, code, dict(ways[code]), known)
        for code, known in zip(ways, zip(skews, kurts, strict=True), strict=True)
    ]
    return panel.with_columns(fate.values for fate in fates if fate.outcome != "untouched"), fates


def _fate(panel: pl.DataFrame, code: str, settings: dict[str, Setting], known: Shape) -> Fate:
    how = settings.pop("how")
    if how == "skew_kurtosis":
        return by_skew_kurtosis(panel[code], known=known, **settings)  # type: ignore[arg-type]
    change = next((function for name, function in CHANGES.items() if name == how), None)
    if change is None:
        raise MethodError(f"There is no treatment {how}: choose one of {', '.join(TREATMENTS)}.")
    changed = panel.select(change(pl.col(code), **settings)).to_series()
    shapes = (known, shape(known_values(changed)))
    passes = tuple(is_well_shaped(*each) for each in shapes)
    if how in TRANSFORMATIONS:
        return Fate(changed, "transformed", 0, shapes, passes)
    moved = int((changed != panel[code]).sum())
    return Fate(changed, "winsorised" if moved else "untouched", moved, shapes, passes)


def _detail(code: str, period: str | None, fate: Fate) -> dict[str, object]:
    detail: dict[str, object] = {"indicator": code, "period": period, "outcome": fate.outcome}
    detail["winsorised"] = fate.winsorised
    for at, ((skew, kurt), passes) in enumerate(zip(fate.shapes, fate.passes, strict=True)):
        detail |= {f"passes_{at}": passes, f"skewness_{at}": skew, f"kurtosis_{at}": kurt}
    return detail


def _check(before: pl.DataFrame, after: pl.DataFrame, ways: Mapping[str, Mapping[str, Setting]]) -> None:
    for code, way in ways.items():
        lost = before[code].is_not_null() & after[code].is_null()
        if lost.any():
            row = lost.arg_max() or 0
            trouble = f"is {before[code][row]:g}, which {way['how']} cannot take: choose another treatment for {code}."
            raise cell_error(before, row, code, trouble)
