"""One column's outliers: pulled in while they are few, else the whole column transformed, where that helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.forms import ABOVE_0, NUMBER, TEXT, WHOLE_FROM_0, YES_NO
from core.method.panel import SettingValue
from core.method.setting import Idle, Setting
from core.method.shape import PEAKED, SKEWED, Shape, Vector, is_well_shaped, shape
from core.method.transform import TRANSFORMATIONS, Transformation

Outcome: TypeAlias = Literal["untouched", "winsorised", "transformed", "refused", "no judgement"]

LIMIT = "how many figures at most are pulled in before the whole indicator is transformed"
KEEP = "if it helps: a transformation that makes the shape no better is dropped; always: it stays"
UNTRANSFORMED = Idle(
    lambda beside: bool(beside.settings["transform"] == "none"),
    "transform is none, so choose a transformation first",
)


@dataclass(frozen=True)
class Fate:
    """How one column fared: shapes and passes as it came, when winsorised, when transformed, as far as it went."""

    values: pl.Series
    outcome: Outcome
    winsorised: int | None
    shapes: Sequence[Shape]
    passes: Sequence[bool | None]


def winsorised(
    values: pl.Series, limit: int = 5, skewed: float = SKEWED, peaked: float = PEAKED, forced: bool = False
) -> tuple[pl.Series, int]:
    """The column with its extremes set to the next value, and the count of points so moved. (COINr, winsorise)

    Again and again the highest points (the lowest, where skewness is below 0) take the next value, until the column
    passes `is_well_shaped` or the count, of points at the last top and the last bottom, reaches the limit; points
    that are tied move together and can pass it. `forced` goes to the limit without asking. Raises MethodError where
    the column has fewer than 3 values, is constant, or is made constant before the limit is reached.
    """
    found = _pulled(values.cast(pl.Float64).to_numpy(), limit, skewed, peaked, forced)
    if found is None:
        raise MethodError(f"{values.name} has too few different values to be winsorised: leave it untreated.")
    pulled, count = found
    return pl.Series(values.name, pulled, nan_to_null=True), count


def by_skew_kurtosis(
    values: pl.Series,
    limit: Annotated[int, Setting(LIMIT, WHOLE_FROM_0)] = 5,
    skewed: Annotated[
        float, Setting("|skewness| above this, together with the kurtosis, is too much", ABOVE_0)
    ] = SKEWED,
    peaked: Annotated[float, Setting("kurtosis above this, together with the skewness, is too much", NUMBER)] = PEAKED,
    forced: Annotated[bool, Setting("yes: treat although the indicator would pass", YES_NO)] = False,
    transform: Annotated[
        Transformation | Literal["none"],
        Setting("what follows where pulling in is not enough", TEXT, brings=TRANSFORMATIONS),
    ] = "log_range",
    combine: Annotated[
        bool, Setting("yes: transform what was pulled in; no: the figures as they came", YES_NO), UNTRANSFORMED
    ] = False,
    keep: Annotated[Literal["if it helps", "always"], Setting(KEEP, TEXT), UNTRANSFORMED] = "if it helps",
    **settings: SettingValue,
) -> Fate:
    """The JRC's two steps on one column of floats: winsorise up to `limit` points; where that fails, transform.

    The transformation is of the original column, or of the winsorised one with `combine`. COINr keeps it whatever
    comes out (a logarithm turns a heavy lower tail from skewness -7.0 to -12.8); here it is kept only where it passes
    the test or brings both |skewness| and kurtosis down, else the column stays as it came and its outcome is
    "refused", unless `keep` is "always". A column without a shape (constant, fewer than 3 values) passes through; one
    that winsorising would make constant goes on to the transformation as it came.
    """
    column = values.to_numpy()
    shapes = [shape(column)]
    passes = [is_well_shaped(*shapes[0], skewed, peaked)]
    if passes[0] is None:
        return Fate(values, "no judgement", None, shapes, passes)
    if passes[0] and not forced:
        return Fate(values, "untouched", None, shapes, passes)
    found = _pulled(column, limit, skewed, peaked, forced)
    pulled, count = found or (column, 0)
    shapes.append(shape(pulled))
    passes.append(is_well_shaped(*shapes[1], skewed, peaked))
    kept = pl.Series(values.name, pulled, nan_to_null=True)
    if passes[1] or (transform == "none" and found and passes[1] is not None):
        return Fate(kept, "winsorised" if count else "untouched", count, shapes, passes)
    if transform == "none":
        return Fate(values, "refused", 0, shapes, passes)
    start = kept if combine else values
    changed = start.to_frame().select(TRANSFORMATIONS[transform](pl.col(values.name), **settings)).to_series()
    shapes.append(shape(changed.to_numpy()))
    passes.append(is_well_shaped(*shapes[2], skewed, peaked))
    if passes[2] or _is_calmer(shapes[2], shapes[0]) or keep == "always":
        return Fate(changed, "transformed", count, shapes, passes)
    return Fate(values, "refused", count, shapes, passes)


def _pulled(column: Vector, limit: int, skewed: float, peaked: float, forced: bool) -> tuple[Vector, int] | None:
    """The column pulled in and the count of points; nothing where it is made constant, or has no shape."""
    top = bottom = 0
    while top + bottom < limit:
        skew, kurt = shape(column)
        if skew is None:
            return None
        if is_well_shaped(skew, kurt, skewed, peaked) and not forced:
            break
        extreme = np.fmax.reduce(column) if skew >= 0 else np.fmin.reduce(column)
        tail = column == extreme
        inner = np.where(tail, np.nan, column)
        column = np.where(tail, np.fmax.reduce(inner) if skew >= 0 else np.fmin.reduce(inner), column)
        if skew >= 0:
            top = int(tail.sum())
        else:
            bottom = int(tail.sum())
    return column, top + bottom


def _is_calmer(now: Shape, before: Shape) -> bool:
    skew, kurt, old_skew, old_kurt = *now, *before
    if skew is None or kurt is None or old_skew is None or old_kurt is None:
        return False
    return abs(skew) < abs(old_skew) and kurt < old_kurt
