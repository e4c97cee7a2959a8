"""Transformations that shorten a long tail and keep the order of the units; each takes numbers along their rows."""

from collections.abc import Callable
from typing import Annotated, Literal, TypeAlias

import numpy as np

from core.method import along
from core.method.forms import ABOVE_0, POWER
from core.method.matrix import Matrix
from core.method.setting import Setting
from core.method.shape import shapes

Transformation: TypeAlias = Literal[
    "log_range", "log_signed", "log_shift", "log_gii", "box_cox", "square_root", "logarithm", "logit"
]

MARGIN = 0.01


def log_range(values: Matrix) -> Matrix:
    """ln(x - min + 0.01 (max - min)): the JRC COIN Tool's logarithm; null for a constant. (COINr, log_CT)"""
    low, span = _span(values)
    return np.log(values - low + MARGIN * along.or_nan(span, span > 0))


def log_signed(values: Matrix) -> Matrix:
    """As `log_range` where the tail is high, -ln(max - x + 0.01 (max - min)) where it is low.

    Null where fewer than 3 values or a constant give no tail. (COINr, log_CT_plus)
    """
    _, span = _span(values)
    low_tail = np.log(values * -1 + along.most(values) + MARGIN * span) * -1
    skew = _skewness(values)
    return np.where(skew > 0, log_range(values), np.where(skew <= 0, low_tail, np.nan))


def log_shift(values: Matrix) -> Matrix:
    """ln(x - min + 1). (COINr, log_CT_orig)"""
    return np.log(values - along.least(values) + 1)


def log_gii(
    values: Matrix,
    factor: Annotated[
        float, Setting("the factor f of the logarithm that the Global Innovation Index uses", ABOVE_0)
    ] = 1,
) -> Matrix:
    """ln((f max - 1)(x - min) / (max - min) + 1); for a low tail -ln((f max - 1)(max - x) / (max - min) + 1).

    The Global Innovation Index's logarithm (2023, appendix I); null for a constant or where f max is not above 1.
    COINr's log_GII returns its input untouched.
    """
    most = along.most(values)
    least, span = _span(values)
    stretch = most * factor - 1
    high = np.log(((values - least) / span) * stretch + 1)
    low = np.log(((values * -1 + most) / span) * stretch + 1) * -1
    fits = (span > 0) & (stretch > 0)
    return np.where(fits, np.where(_skewness(values) < 0, low, high), np.nan)


def box_cox(
    values: Matrix, power: Annotated[float, Setting("the power of Box and Cox; 0 is the logarithm", POWER)] = 0.5
) -> Matrix:
    """((x - min + 1)^power - 1) / power, the logarithm for power 0. (Box and Cox 1964; COINr, boxcox)"""
    positive = values - along.least(values) + 1
    return (positive**power - 1) / power if power else np.log(positive)


def square_root(values: Matrix) -> Matrix:
    """The square root, as the EIS takes of skewed unbounded indicators; null below 0. (EIS 2008, technical annex)"""
    return np.where(along.least(values) >= 0, np.sqrt(values), np.nan)


def logarithm(values: Matrix) -> Matrix:
    """The natural logarithm ln x; null where x is not above 0. (Handbook, ch. 5)"""
    return np.where(values > 0, np.log(values), np.nan)


def logit(
    values: Matrix,
    whole: Annotated[
        float, Setting("the whole of which the value is a share: 100 for per cent, 1 for a fraction", ABOVE_0)
    ] = 100,
) -> Matrix:
    """The log odds ln(p / (whole - p)) of a share of a whole, 100 for per cent; null where p is not between the two.

    (Berkson 1944; for bounded shares before a linear model)
    """
    return np.where((values > 0) & (values < whole), np.log(values / (values * -1 + whole)), np.nan)


TRANSFORMATIONS: dict[Transformation, Callable[..., Matrix]] = {
    "log_range": log_range,
    "log_signed": log_signed,
    "log_shift": log_shift,
    "log_gii": log_gii,
    "box_cox": box_cox,
    "square_root": square_root,
    "logarithm": logarithm,
    "logit": logit,
}

ONE_VALUE: tuple[Transformation, ...] = ("logarithm", "logit")
"""The transformations that change each value by itself."""
TAKE_EVERY_VALUE: tuple[Transformation, ...] = ("log_shift", "box_cox")
"""The transformations that accept every value."""


def _span(values: Matrix) -> tuple[Matrix, Matrix]:
    """The minimum, and how far the maximum is from it."""
    least = along.least(values)
    return least, along.most(values) - least


def _skewness(values: Matrix) -> Matrix:
    return shapes(values)[0][..., None]
