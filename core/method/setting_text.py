"""Settings as people write them: `yes`, `2/3`, `0 to 100`, `all`, `LPI, Flights`, `goalposts low=0 high=5`."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from core.method.errors import MethodError
from core.method.settings import Settings
from core.workbook.references import SEPARATORS

Value: TypeAlias = Any  # the value of a setting is whatever TOML can hold

WHEN_EMPTY: dict[str, str] = {
    "codes": "all", "nodes": "all", "keep": "none", "drop": "none", "to": "as they come", "by": "none",
    "scales": "none", "each": "none", "targets": "equal", "points": "none yet", "pairwise": "none yet",
    "reach": "any", "amount": "as usual", "best": "as seen", "worst": "as seen", "period": "its first",
    "base": "none yet", "unit": "none yet", "of_first": "none", "of_second": "none",
}  # fmt: skip
"""What stands where a setting holds nothing."""
UNSAID = ("", "unset", "not set")
TABLES = ("by", "scales", "each", "targets")
"""Settings with a part for each of some codes."""
OWN = ("of_first", "of_second")
"""Settings that hold those of one of the two sets of weights that are mixed."""
TRUTHS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
ROWS = ";"


def setting_text(name: str, value: Value) -> str:
    """A setting in words, as it can be typed again."""
    if value is None or value in ("", [], {}):
        return WHEN_EMPTY.get(name, "not set")
    if name in WRITERS:
        return WRITERS[name](value)
    return ", ".join(map(str, value)) if isinstance(value, list) else part_text(value)


def part_text(value: Value) -> str:
    """One value in words: of a setting, or what one code has of its own."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        own = [f"{name}={part_text(part)}" for name, part in value.items() if name != "how"]
        return " ".join([*([str(value["how"])] if "how" in value else []), *own])
    if value is None:
        return "unset"
    return _number_text(value) if isinstance(value, int | float) else str(value)


def setting_value(name: str, text: str, default: Value) -> Value:
    """The value that a text means for a setting; `default` is what is in force, and says the kind.

    Raises MethodError, saying how it is written.
    """
    text = text.strip()
    empty = text.casefold() in (*UNSAID, WHEN_EMPTY.get(name, ""))
    if name in READERS:
        return NO_VALUE.get(name, []) if empty else READERS[name](text)
    if isinstance(default, list):
        return [] if empty else [code for code in SEPARATORS.split(text) if code]
    if name in ("period", "base"):
        return None if empty else text
    if isinstance(default, bool):
        return _truth(name, text)
    if isinstance(default, str):
        return "" if empty else text
    return None if empty and default is None else number(text, name)


def part_value(name: str, text: str) -> Value:
    """What a text means for one code in a table: a code, a factor, a share, or a choice with its settings."""
    if name == "by":
        return text.strip()
    return _own(text) if name == "each" else number(text, name)


def value_from(text: str) -> Value:
    """What a text means where the kind of the setting is not known: yes or no, a number, nothing (unset), a text."""
    text = text.strip()
    if text.casefold() in TRUTHS:
        return TRUTHS[text.casefold()]
    try:
        return number(text, "")
    except MethodError:
        return None if text in UNSAID else text


def number(text: str, name: str) -> float:
    """A number: 0.5, 2/3 or 66%. Raises MethodError."""
    written = text.strip()
    try:
        found = Fraction(written.rstrip("%").replace(" ", "")) / (100 if written.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise MethodError(f"“{text}” is no number: write {name} as 0.5, 2/3 or 66%.") from error
    return int(found) if found.denominator == 1 and "." not in written else float(found)


def _truth(name: str, text: str) -> bool:
    found = TRUTHS.get(text.casefold())
    if found is None:
        raise MethodError(f"“{text}” is neither yes nor no: write one of them for {name}.")
    return found


def _bounds(text: str) -> list[float]:
    parts = [part for part in SEPARATORS.split(text.replace(" to ", " ")) if part]
    if len(parts) != 2:  # noqa: PLR2004 - a range has two ends
        raise MethodError(f"“{text}” is no range: write 0 to 100, or: as they come.")
    return [number(part, "to") for part in parts]


def _table(name: str) -> Callable[[str], dict[str, Value]]:
    def table(text: str) -> dict[str, Value]:
        made: dict[str, Value] = {}
        for row in filter(None, map(str.strip, text.split(ROWS))):
            code, _, rest = row.partition(" ")
            if not rest.strip():
                raise MethodError(f"“{row}” says nothing of {code}: write {code} and {EXAMPLES[name]}.")
            made[code] = part_value(name, rest)
        return made

    return table


def _own(text: str) -> Settings:
    """The choice and settings of one code: `goalposts low=0 high=5`, `geometric`, or `low=0`."""
    made: Settings = {}
    for word in text.split():
        setting, sign, written = word.partition("=")
        if sign:
            made[setting] = value_from(written)
        elif "how" in made or made:
            raise MethodError(f"“{word}” has no =: write the choice first, then settings such as low=0.")
        else:
            made["how"] = word
    return made


def _rows(text: str) -> Sequence[str]:
    return list(filter(None, map(str.strip, text.split(ROWS))))


def _pairwise(text: str) -> list[list[float]]:
    rows = [[number(part, "a judgement") for part in SEPARATORS.split(row) if part] for row in _rows(text)]
    for at, row in enumerate(rows, 1):
        if len(row) != len(rows):
            raise MethodError(f"Row {at} of the judgements has {len(row)} numbers where there are {len(rows)} rows.")
    return rows


def _points(text: str) -> list[dict[str, float]]:
    made = []
    for row in _rows(text):
        words = [word for word in SEPARATORS.split(row.replace("=", " ")) if word]
        if len(words) % 2:
            raise MethodError(f"“{row}” is not codes with points: write a 50, b 30, c 20; one expert behind each ;.")
        made.append({code: float(number(given, code)) for code, given in zip(words[::2], words[1::2], strict=True)})
    return made


EXAMPLES = {
    "by": "the code of what it is divided by",
    "scales": "a factor, such as 1000",
    "each": "a choice, such as goalposts low=0 high=5",
    "targets": "a share, such as 2",
}
NO_VALUE: dict[str, Value] = {**{name: {} for name in (*TABLES, *OWN)}, "targets": None}
READERS: dict[str, Callable[[str], Value]] = {
    **{name: _table(name) for name in TABLES},
    "to": _bounds,
    **dict.fromkeys(OWN, _own),
    "pairwise": _pairwise,
    "points": _points,
}


def _number_text(value: float) -> str:
    return f"{value:.12g}"


def _ratio_text(value: float) -> str:
    """A judgement as a whole number or as one over a whole number, where it is one."""
    if 0 < value < 1 and abs(1 / value - round(1 / value)) < 1e-9:  # noqa: PLR2004 - rounding of 1/3 and the like
        return f"1/{round(1 / value)}"
    return _number_text(value)


def _table_text(value: Mapping[str, Value]) -> str:
    return f"{ROWS} ".join(f"{code} {part_text(part)}" for code, part in value.items())


def _pairwise_text(value: Sequence[Sequence[float]]) -> str:
    return f"{ROWS} ".join(" ".join(_ratio_text(one) for one in row) for row in value)


def _points_text(value: Sequence[Mapping[str, float]]) -> str:
    return f"{ROWS} ".join(", ".join(f"{code} {_number_text(p)}" for code, p in one.items()) for one in value)


WRITERS: dict[str, Callable[[Value], str]] = {
    **dict.fromkeys(TABLES, _table_text),
    "to": lambda value: " to ".join(_number_text(bound) for bound in value),
    "pairwise": _pairwise_text,
    "points": _points_text,
}
