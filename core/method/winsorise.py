"""Winsorising of outliers in columns; a column with too many of them is transformed instead, where that helps."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.method.errors import MethodError
from core.method.forms import ABOVE_0, NUMBER, TEXT, WHOLE_FROM_0, YES_NO
from core.method.matrix import Counts, Matrix, Truth
from core.method.panel import SettingValue
from core.method.setting import Idle, Setting
from core.method.shape import PEAKED, SKEWED, are_well_shaped, shapes
from core.method.transform import TRANSFORMATIONS, Transformation
from core.words import marked

Outcome: TypeAlias = Literal["untouched", "winsorised", "transformed", "refused", "no judgement"]
OUTCOMES: tuple[Outcome, ...] = ("untouched", "winsorised", "transformed", "refused", "no judgement")
UNTOUCHED, WINSORISED, TRANSFORMED, REFUSED, NO_JUDGEMENT = range(len(OUTCOMES))
NONE = -1

SKEW = marked("|skewness| above this, together with the kurtosis, is too much")
KURTOSIS = marked("kurtosis above this, together with the skewness, is too much")
FORCED = marked("yes: treat the indicator even if it passes the test")
FOLLOWS = marked("the transformation used where winsorising is not enough")
COMBINE = marked("yes: transform the winsorised figures; no: the original ones")
LIMIT = marked("how many figures at most are winsorised before the whole indicator is transformed")
KEEP = marked("only if it helps: a transformation that does not improve the shape is dropped; always: it is kept")
UNTRANSFORMED = Idle(
    lambda beside: bool(beside.settings["transform"] == "none"),
    "no transformation follows, so choose one first",
)


@dataclass(frozen=True)
class Fates:
    """The outcome for columns: their values (columns × rows), the place of each outcome in OUTCOMES, the points moved.

    `skew` and `kurt` (3 × columns) are those at first, winsorised, transformed; `passes` says whether the column was
    well shaped then: 1, 0, or -1 where unknown. A stage that a column did not reach is NaN and -1.
    """

    values: Matrix
    outcome: NDArray[np.int8]
    winsorised: Counts
    skew: Matrix
    kurt: Matrix
    passes: NDArray[np.int8]

    @classmethod
    def of(cls, values: Matrix) -> "Fates":
        """Unchanged columns."""
        count = len(values)
        outcome, passes = np.zeros(count, np.int8), np.full((3, count), NONE, np.int8)
        skew, kurt = np.full((2, 3, count), np.nan)
        return cls(values.copy(), outcome, np.full(count, NONE, np.int64), skew, kurt, passes)

    def put(self, columns: Counts, other: "Fates") -> None:
        """Set the outcome of some columns, but not their values."""
        for mine, theirs in zip(self.parts, other.parts, strict=True):
            mine[..., columns] = theirs

    @property
    def parts(self) -> tuple[NDArray[Any], ...]:
        """All but the values: the last axis of each is the columns."""
        return self.outcome, self.winsorised, self.skew, self.kurt, self.passes

    def judge(
        self, stage: int, columns: Counts, values: Matrix, skewed: float = SKEWED, peaked: float = PEAKED
    ) -> Truth:
        """Set the shapes of some columns at a stage, and return which of them are well shaped."""
        skew, kurt = shapes(values)
        fine = are_well_shaped(skew, kurt, skewed, peaked)
        self.skew[stage, columns], self.kurt[stage, columns] = skew, kurt
        self.passes[stage, columns] = np.where(np.isnan(skew), NONE, fine)
        return fine


def winsorised(
    values: pl.Series, limit: int = 5, skewed: float = SKEWED, peaked: float = PEAKED, forced: bool = False
) -> tuple[pl.Series, int]:
    """The column with its extremes set to the next value, and the count of points so moved. (COINr, winsorise)

    Again and again the highest points (the lowest, where skewness is below 0) take the next value, until the column
    is well shaped or the count, of points at the last top and the last bottom, reaches the limit; points
    that are tied move together and can pass it. `forced` goes to the limit without asking. Raises MethodError where
    the column has fewer than 3 values, is constant, or is made constant before the limit is reached.
    """
    pulled, count, broken = _pulled(values.cast(pl.Float64).to_numpy()[None, :], limit, skewed, peaked, forced=forced)
    if broken[0]:
        raise MethodError("{name} has too few different values to be winsorised: leave it untreated.", name=values.name)
    return pl.Series(values.name, pulled[0], nan_to_null=True), int(count[0])


Keep: TypeAlias = Annotated[
    Literal["if it helps", "always"], Setting(KEEP, TEXT, word="keep the transformation"), UNTRANSFORMED
]


def by_skew_kurtosis(
    values: Matrix,
    limit: Annotated[int, Setting(LIMIT, WHOLE_FROM_0, word="max. points winsorised")] = 5,
    skewed: Annotated[float, Setting(SKEW, ABOVE_0, word="skewness limit")] = SKEWED,
    peaked: Annotated[float, Setting(KURTOSIS, NUMBER, word="kurtosis limit")] = PEAKED,
    forced: Annotated[bool, Setting(FORCED, YES_NO, word="treat in any case")] = False,
    transform: Annotated[
        Transformation | Literal["none"], Setting(FOLLOWS, TEXT, word="then transform by", brings=TRANSFORMATIONS)
    ] = "log_range",
    combine: Annotated[bool, Setting(COMBINE, YES_NO, word="transform winsorised values"), UNTRANSFORMED] = False,
    keep: Keep = "if it helps",
    **settings: SettingValue,
) -> Fates:
    """The JRC's two steps on each column: winsorise up to `limit` points; where that fails, transform.

    The transformation is of the original column, or of the winsorised one with `combine`. COINr keeps it whatever
    comes out (a logarithm turns a heavy lower tail from skewness -7.0 to -12.8); here it is kept only where it passes
    the test or brings both |skewness| and kurtosis down, else the column stays as it came and its outcome is
    "refused", unless `keep` is "always". A column without a shape (constant, fewer than 3 values) passes through; one
    that winsorising would make constant goes on to the transformation as it came.
    """
    result = Fates.of(values)
    fine = result.judge(0, np.arange(len(values)), values, skewed, peaked)
    has_shape = result.passes[0] != NONE
    result.outcome[~has_shape] = NO_JUDGEMENT
    bad = np.flatnonzero(has_shape & (~fine | forced))
    if not bad.size:
        return result
    pulled, count, broken = _pulled(values[bad], limit, skewed, peaked, forced=forced)
    result.winsorised[bad] = count
    fine = result.judge(1, bad, pulled, skewed, peaked)
    ends = fine | ((transform == "none") & ~broken & (result.passes[1, bad] != NONE))
    result.values[bad[ends]], result.outcome[bad[ends]] = pulled[ends], np.where(count[ends] > 0, WINSORISED, UNTOUCHED)
    remaining = bad[~ends]
    if transform == "none":
        result.outcome[remaining], result.winsorised[remaining] = REFUSED, 0
    elif remaining.size:
        changed = TRANSFORMATIONS[transform](pulled[~ends] if combine else values[remaining], **settings)
        _transform(result, remaining, changed, skewed, peaked, always=keep == "always")
    return result


def _transform(fates: Fates, columns: Counts, changed: Matrix, skewed: float, peaked: float, *, always: bool) -> None:
    """Put in the transformed columns that are accepted."""
    fine = fates.judge(2, columns, changed, skewed, peaked)
    skew, kurt = (shape[:, columns] for shape in (fates.skew, fates.kurt))
    calmer = (np.abs(skew[2]) < np.abs(skew[0])) & (kurt[2] < kurt[0])
    accepted = fine | calmer | always
    fates.values[columns[accepted]] = changed[accepted]
    fates.outcome[columns] = np.where(accepted, TRANSFORMED, REFUSED)


def _pulled(columns: Matrix, limit: int, skewed: float, peaked: float, *, forced: bool) -> tuple[Matrix, Counts, Truth]:
    """The winsorised columns, the number of points moved in each, and a mask of broken ones.

    Broken columns became constant, or have no shape: they are unchanged, with no point moved.
    """
    pulled, at_ends = columns.copy(), np.zeros((2, len(columns)), np.int64)
    broken = np.zeros(len(columns), dtype=bool)
    going = np.arange(len(columns))
    while going.size:
        going = going[at_ends[:, going].sum(axis=0) < limit]
        skew, kurt = shapes(pulled[going])
        broken[going[np.isnan(skew)]] = True
        goes_on = ~np.isnan(skew) & (forced | ~are_well_shaped(skew, kurt, skewed, peaked))
        going, is_high = going[goes_on], skew[goes_on] >= 0
        way = np.where(is_high, 1.0, -1.0)[:, None]
        turned = pulled[going] * way
        tail = turned == np.fmax.reduce(turned, axis=-1, keepdims=True)
        inner = np.fmax.reduce(np.where(tail, np.nan, turned), axis=-1, keepdims=True)
        pulled[going] = np.where(tail, inner, turned) * way
        at_ends[np.where(is_high, 0, 1), going] = tail.sum(axis=-1)
    pulled[broken] = columns[broken]
    count = np.where(broken, 0, at_ends.sum(axis=0))
    return pulled, count, broken
