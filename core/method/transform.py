"""Transformations that pull in a long tail and keep the order of the units; each takes an expression."""

from collections.abc import Callable
from typing import Annotated, Literal, TypeAlias

import polars as pl

from core.method.forms import ABOVE_0, POWER
from core.method.setting import Setting
from core.method.shape import skewness

Transformation: TypeAlias = Literal[
    "log_range", "log_signed", "log_shift", "log_gii", "box_cox", "square_root", "logarithm", "logit"
]

MARGIN = 0.01


def log_range(values: pl.Expr) -> pl.Expr:
    """ln(x - min + 0.01 (max - min)): the JRC COIN Tool's logarithm; null for a constant. (COINr, log_CT)"""
    span = values.max() - values.min()
    return pl.when(span > 0).then((values - values.min() + MARGIN * span).log())


def log_signed(values: pl.Expr) -> pl.Expr:
    """As `log_range` where the tail is high, -ln(max - x + 0.01 (max - min)) where it is low.

    Null where fewer than 3 values or a constant give no tail. (COINr, log_CT_plus)
    """
    span = values.max() - values.min()
    low_tail = (values * -1 + values.max() + MARGIN * span).log() * -1
    skew = skewness(values)
    return pl.when(skew > 0).then(log_range(values)).when(skew <= 0).then(low_tail)


def log_shift(values: pl.Expr) -> pl.Expr:
    """ln(x - min + 1). (COINr, log_CT_orig)"""
    return (values - values.min() + 1).log()


def log_gii(
    values: pl.Expr,
    factor: Annotated[float, Setting("the factor of the Global Innovation Index's logarithm", ABOVE_0)] = 1,
) -> pl.Expr:
    """ln((f max - 1)(x - min) / (max - min) + 1); for a low tail -ln((f max - 1)(max - x) / (max - min) + 1).

    The Global Innovation Index's logarithm (2023, appendix I); null for a constant or where f max is not above 1.
    COINr's log_GII returns its input untouched.
    """
    span, stretch = values.max() - values.min(), values.max() * factor - 1
    high = (((values - values.min()) / span) * stretch + 1).log()
    low = (((values * -1 + values.max()) / span) * stretch + 1).log() * -1
    fits = (span > 0) & (stretch > 0)
    return pl.when(fits).then(pl.when(skewness(values) < 0).then(low).otherwise(high))


def box_cox(
    values: pl.Expr,
    power: Annotated[float, Setting("the power of Box and Cox; 0 is the logarithm", POWER)] = 0.5,
) -> pl.Expr:
    """((x - min + 1)^power - 1) / power, the logarithm for power 0. (Box and Cox 1964; COINr, boxcox)"""
    positive = values - values.min() + 1
    return (positive**power - 1) / power if power else positive.log()


def square_root(values: pl.Expr) -> pl.Expr:
    """The square root, as the EIS takes of skewed unbounded indicators; null below 0. (EIS 2008, technical annex)"""
    return pl.when(values.min() >= 0).then(values.sqrt())


def logarithm(values: pl.Expr) -> pl.Expr:
    """The natural logarithm ln x; null where x is not above 0. (Handbook, ch. 5)"""
    return pl.when(values > 0).then(values.log())


def logit(
    values: pl.Expr,
    whole: Annotated[float, Setting("what the share is of: 100 for per cent, 1 for a part of one", ABOVE_0)] = 100,
) -> pl.Expr:
    """The log odds ln(p / (whole - p)) of a share of a whole, 100 for per cent; null where p is not between the two.

    (Berkson 1944; for bounded shares before a linear model)
    """
    return pl.when((values > 0) & (values < whole)).then((values / (values * -1 + whole)).log())


TRANSFORMATIONS: dict[Transformation, Callable[..., pl.Expr]] = {
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
"""Those that change each value by itself."""
TAKE_EVERY_VALUE: tuple[Transformation, ...] = ("log_shift", "box_cox")
"""Those for which no value is impossible."""
