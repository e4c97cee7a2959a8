"""The forms that settings of steps have: what each may hold, and how people write it (`2/3`, `0 to 100`, `yes`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any, TypeAlias, TypeGuard

from core.method.errors import MethodError
from core.words import marked
from core.workbook.references import SEPARATORS

Value: TypeAlias = Any  # the value of a setting is whatever TOML can hold
Fits: TypeAlias = Callable[[Value], bool]
Reader: TypeAlias = Callable[[str, str], Value]

MOST = 10**9
STEEPEST = 100
UNSAID = ("", "unset", "not set")
TRUTHS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
ROWS = ";"


@dataclass(frozen=True, eq=False)
class Part:
    """The value of one code in a table of settings: its reader, from setting name and text, and an example."""

    read: Reader
    example: str


@dataclass(frozen=True, eq=False)
class Form:
    """The values that a setting may have.

    `fits` says whether a value is valid, `wanted` describes valid values in words, `read` makes a value from the name
    of the setting and a text, `write` makes the text. `nothing` makes the empty value, where the form has one. `words`
    are the texts to choose from, where there are few. A table with a value for each of some codes has a `part`.
    """

    fits: Fits
    wanted: str
    read: Reader
    write: Callable[[Value], str] = str
    nothing: Callable[[], Value] | None = None
    words: tuple[str, ...] = ()
    part: Part | None = None


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is a finite number, and not true or false."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def part_text(value: Value) -> str:
    """One value in words: of a setting, or of one code in a setting."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        own = [f"{name}={part_text(part)}" for name, part in value.items() if name != "how"]
        return " ".join([*([str(value["how"])] if "how" in value else []), *own])
    if value is None:
        return "unset"
    return _number_text(value) if isinstance(value, int | float) else str(value)


def value_from(text: str) -> Value:
    """The value of a text where the form of the setting is unknown: yes or no, a number, null (unset), a text."""
    text = text.strip()
    if text.casefold() in TRUTHS:
        return TRUTHS[text.casefold()]
    try:
        return _number("", text)
    except MethodError:
        return None if text in UNSAID else text


def _number(name: str, text: str) -> float:
    """A number: 0.5, 2/3 or 66%. Raises MethodError."""
    written = text.strip()
    try:
        number = Fraction(written.rstrip("%").replace(" ", "")) / (100 if written.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise MethodError("“{text}” is not a number: write {name} as 0.5, 2/3 or 66%.", text=text, name=name) from error
    return int(number) if number.denominator == 1 and "." not in written else float(number)


def _truth(name: str, text: str) -> bool:
    truth = TRUTHS.get(text.casefold())
    if truth is None:
        raise MethodError("“{text}” is neither yes nor no: type one of them for {name}.", text=text, name=name)
    return truth


def _text(_name: str, text: str) -> str:
    return text


def _codes(_name: str, text: str) -> list[str]:
    return [code for code in SEPARATORS.split(text) if code]


def _bounds(name: str, text: str) -> list[float]:
    parts = _codes(name, text.replace(" to ", " "))
    if len(parts) != 2:  # noqa: PLR2004 - a range has two ends
        raise MethodError("“{text}” is not a range: write two numbers, such as 0 to 100.", text=text)
    return [_number(name, part) for part in parts]


def _own(_name: str, text: str) -> dict[str, Value]:
    """The choice and settings of one code: `goalposts low=0 high=5`, `geometric`, or `low=0`."""
    settings: dict[str, Value] = {}
    for word in text.split():
        setting, sign, written = word.partition("=")
        if sign:
            settings[setting] = value_from(written)
        elif "how" in settings or settings:
            raise MethodError("“{word}” has no =: write the choice first, then settings such as low=0.", word=word)
        else:
            settings["how"] = word
    return settings


def _rows(text: str) -> Sequence[str]:
    return list(filter(None, map(str.strip, text.split(ROWS))))


def _pairwise(name: str, text: str) -> list[list[float]]:
    rows = [[_number("a judgement", part) for part in _codes(name, row)] for row in _rows(text)]
    for at, row in enumerate(rows, 1):
        if len(row) != len(rows):
            raise MethodError(
                "Row {row} of the judgements has {count} numbers where there are {rows} rows.",
                row=at,
                count=len(row),
                rows=len(rows),
            )
    return rows


def _points(name: str, text: str) -> list[dict[str, float]]:
    experts = []
    for row in _rows(text):
        words = _codes(name, row.replace("=", " "))
        if len(words) % 2:
            raise MethodError(
                "“{text}” is not codes with points: write a 50, b 30, c 20; one expert behind each ;.", text=row
            )
        experts.append(
            {code: float(_number(code, points)) for code, points in zip(words[::2], words[1::2], strict=True)}
        )
    return experts


def _number_text(value: float) -> str:
    return f"{value:.12g}"


def _ratio_text(value: float) -> str:
    """A judgement as a whole number or as one over a whole number, where it is one."""
    if 0 < value < 1 and abs(1 / value - round(1 / value)) < 1e-9:  # noqa: PLR2004 - rounding of 1/3 and the like
        return f"1/{round(1 / value)}"
    return _number_text(value)


def _pairwise_text(value: Sequence[Sequence[float]]) -> str:
    return f"{ROWS} ".join(" ".join(_ratio_text(ratio) for ratio in row) for row in value)


def _points_text(value: Sequence[Mapping[str, float]]) -> str:
    return f"{ROWS} ".join(", ".join(f"{code} {_number_text(p)}" for code, p in row.items()) for row in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _list_of(fits: Fits) -> Fits:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _table_of(fits: Fits) -> Fits:
    return lambda value: isinstance(value, Mapping) and all(map(fits, value.values()))


def _is_range(value: Value) -> bool:
    return _list_of(is_number)(value) and (not value or (len(value) == len(("low", "high")) and value[0] < value[1]))


def _of_numbers(wanted: str, fits: Fits = lambda _: True) -> Form:
    return Form(lambda value: is_number(value) and fits(value), wanted, _number, part_text)


def _of_whole_numbers(wanted: str, fits: Fits = lambda _: True) -> Form:
    return _of_numbers(wanted, lambda value: value == round(value) and abs(value) <= MOST and fits(value))


def _of_parts(wanted: str, fits: Fits, read: Reader, example: str) -> Form:
    """A table with a part for each of some codes, written `LPI GDP; Bord Area`."""

    def table(name: str, text: str) -> dict[str, Value]:
        parts: dict[str, Value] = {}
        for row in _rows(text):
            code, _, rest = row.partition(" ")
            if not rest.strip():
                raise MethodError(
                    "“{text}” says nothing of {code}: write {code} and {example}.", text=row, code=code, example=example
                )
            parts[code] = read(name, rest.strip())
        return parts

    def table_text(value: Mapping[str, Value]) -> str:
        return f"{ROWS} ".join(f"{code} {part_text(part)}" for code, part in value.items())

    return Form(_table_of(fits), wanted, table, table_text, dict, part=Part(read, example))


def _is_above_0(value: Value) -> bool:
    return is_number(value) and value > 0


def _is_from_0(value: Value) -> bool:
    return is_number(value) and value >= 0


NUMBER = _of_numbers("a number")
ABOVE_0 = _of_numbers("a number above 0", _is_above_0)
FROM_0 = _of_numbers("a number of 0 or more", _is_from_0)
SHARE = _of_numbers("a share from 0 to 1", lambda value: 0 <= value <= 1)
POWER = _of_numbers("from -100 to 100", lambda value: abs(value) <= STEEPEST)
WHOLE_FROM_0 = _of_whole_numbers("a whole number of 0 or more", _is_from_0)
WHOLE_FROM_1 = _of_whole_numbers("a whole number of 1 or more", _is_above_0)
YES_NO = Form(lambda value: isinstance(value, bool), marked("true or false"), _truth, part_text, words=("yes", "no"))
TEXT = Form(_is_text, marked("a text"), _text, nothing=str)
PERIOD = Form(lambda value: _is_text(value) or type(value) is int, marked("a period such as 2016"), _text)
CODES = Form(_list_of(_is_text), marked("a list of codes"), _codes, ", ".join, list)
RANGE = Form(
    _is_range,
    marked("two numbers, the lower first, or an empty list"),
    _bounds,
    lambda value: " to ".join(map(_number_text, value)),
    list,
)
PAIRWISE = Form(_list_of(_list_of(is_number)), marked("a list of rows of numbers"), _pairwise, _pairwise_text, list)
POINTS = Form(
    _list_of(_table_of(_is_from_0)),
    marked("a list with a table of points by code for each expert"),
    _points,
    _points_text,
    list,
)
OWN = Form(_is_table, marked("a table"), _own, part_text, dict)
EACH = _of_parts("a table of settings by code", _is_table, _own, "a choice, such as goalposts low=0 high=5")
DENOMINATORS = _of_parts("a table of codes", _is_text, _text, "the code of what it is divided by")
SCALES = _of_parts("a table of numbers above 0", _is_above_0, _number, "a factor, such as 1000")
SHARES = _of_parts("a table of numbers by code", _is_from_0, _number, "a share, such as 2")
