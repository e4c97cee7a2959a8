"""Whether a setting holds what its step can use: numbers within their bounds, lists and tables of the right things."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, NamedTuple, TypeAlias

from core.method.errors import MethodError

MOST = 10**9
STEEPEST = 100
Fits: TypeAlias = Callable[[Any], bool]
BELOW: tuple[tuple[str, str, bool], ...] = (
    ("low", "high", False),
    ("bottom", "scale", False),
    ("least", "most", True),
    ("worst", "best", False),
)
"""Pairs of settings of which the first must be below the second; whether they may be equal."""


class Rule(NamedTuple):
    """What a value must be, and the words for it."""

    fits: Fits
    wanted: str


def is_number(value: object) -> bool:
    """Whether it is a finite number, and neither true nor false."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_whole(value: object) -> bool:
    return is_number(value) and value == round(value) and abs(value) <= MOST  # type: ignore[call-overload, arg-type]


def _is_share(value: object) -> bool:
    return is_number(value) and 0 <= value <= 1  # type: ignore[operator]


def _from(least: float, *, above: bool = False) -> Fits:
    return lambda value: is_number(value) and (value > least if above else value >= least)


def _or_unset(fits: Fits) -> Fits:
    return lambda value: value is None or fits(value)


def _list_of(fits: Fits) -> Fits:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _table_of(fits: Fits) -> Fits:
    return lambda value: isinstance(value, Mapping) and all(map(fits, value.values()))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_range(value: object) -> bool:
    return isinstance(value, list) and (not value or (_list_of(is_number)(value) and _rises(*value)))


def _rises(*numbers: float) -> bool:
    return len(numbers) == len(("low", "high")) and numbers[0] < numbers[-1]


TEXTS = Rule(_list_of(_is_text), "a list of codes")
SHARE = Rule(_is_share, "a share from 0 to 1")
ABOVE = Rule(_from(0, above=True), "a number above 0")
PERIOD = Rule(_or_unset(lambda value: _is_text(value) or type(value) is int), "a period such as 2016, or unset")
RULES: dict[str, Rule] = {
    **dict.fromkeys(("codes", "nodes", "drop"), TEXTS),
    **dict.fromkeys(("available", "nonzero", "least", "most", "share"), SHARE),
    **dict.fromkeys(("sd", "sds", "scale", "factor", "skewed", "whole"), ABOVE),
    **dict.fromkeys(("base", "period"), PERIOD),
    **dict.fromkeys(("best", "worst"), Rule(_or_unset(is_number), "a number, or unset")),
    **dict.fromkeys(("reach", "amount"), Rule(_or_unset(_from(0)), "a number of 0 or more, or unset")),
    **dict.fromkeys(("limit", "ddof"), Rule(_from(0), "a whole number of 0 or more")),
    "keep": Rule(lambda value: _is_text(value) or TEXTS.fits(value), TEXTS.wanted),
    **dict.fromkeys(
        ("p", "power"), Rule(lambda value: is_number(value) and abs(value) <= STEEPEST, "from -100 to 100")
    ),
    "count": Rule(_from(1), "a whole number of 1 or more"),
    "to": Rule(_is_range, "two numbers, the lower first, or an empty list"),
    "by": Rule(_table_of(_is_text), "a table of codes"),
    "scales": Rule(_table_of(_from(0, above=True)), "a table of numbers above 0"),
    "each": Rule(_table_of(lambda one: isinstance(one, Mapping)), "a table of settings by code"),
    "targets": Rule(_or_unset(_table_of(_from(0))), "a table of numbers by code, or unset"),
    "pairwise": Rule(_list_of(_list_of(is_number)), "a list of rows of numbers"),
    "points": Rule(_list_of(_table_of(_from(0))), "a list with a table of points by code for each expert"),
}
"""What is asked of settings beyond being of the kind of their default."""


def check(name: str, value: object, default: object, where: str) -> None:
    """Raise MethodError where a value is not of the kind of the default, or breaks its rule."""
    wanted = _wanted(value, default) or _broken(name, value)
    if wanted:
        raise MethodError(f"{where}: {name} must be {wanted}, not {value!r}.")


def as_default(value: Any, default: object) -> Any:  # noqa: ANN401 - whatever a setting holds
    """The value as the number that the default is: TOML tells 1 and 1.0 apart, and no step does."""
    if type(default) in (int, float) and value is not None:
        return type(default)(value)  # type: ignore[call-arg]
    return value


def check_pairs(settings: Mapping[str, object], where: str) -> None:
    """Raise MethodError where a low bound is not below the high one."""
    for low, high, may_be_equal in BELOW:
        first, last = settings.get(low), settings.get(high)
        if not (is_number(first) and is_number(last)):
            continue
        if first > last or (first == last and not may_be_equal):  # type: ignore[operator]
            raise MethodError(f"{where}: {low} must be below {high}, and {first:g} is not below {last:g}: change one.")


def _broken(name: str, value: object) -> str:
    rule = RULES.get(name)
    return "" if rule is None or rule.fits(value) else rule.wanted


def _wanted(value: object, default: object) -> str:
    """What the value should be of, or nothing where it fits."""
    fits, wanted = {
        bool: (isinstance(value, bool), "true or false"),
        int: (_is_whole(value), "a whole number"),
        float: (is_number(value), "a number"),
        str: (isinstance(value, str), "a text"),
        list: (isinstance(value, list), "a list"),
        dict: (isinstance(value, dict), "a table"),
    }.get(type(default), (True, ""))
    return "" if fits else wanted
