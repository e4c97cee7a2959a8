"""The valid values of the fields of an entry: each field is checked by its type and by the rule of its name."""

import math
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

from core.errors import BadEntry, BadFigure
from core.words import gettext, in_words, marked
from core.workbook.condition import condition_of
from core.workbook.formula import parsed
from core.workbook.period import real_period
from core.workbook.period_forms import forms_from_examples
from core.workbook.status import QUALIFIERS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class HasIdentity(Protocol):
    """An entry, of which some fields make the key."""

    identity: ClassVar[tuple[str, ...]]


Rule: TypeAlias = Callable[[str, Any], None]

RELATIONS = ("=", ">=", "<=", ">", "<")
"""The relations of a claim's value to the printed number."""
SEVERITIES = ("error", "warning", "information")
"""The severities of a rule: a figure that breaks it is wrong, unlikely, or worth a look."""
CHOICES: dict[str, tuple[str, ...]] = {
    "relation": RELATIONS,
    "qualifier": tuple(QUALIFIERS),
    "severity": SEVERITIES,
}
BOUNDS: dict[str, tuple[int, int]] = {"mult": (-18, 18), "decimals": (0, 18), "direction": (-1, 1), "grace": (0, 100)}
"""The smallest and the largest whole number of a field."""
PERIODS = frozenset({"period", "until", "base", "first", "last"})
IN_PATHS = frozenset({"/", "\\", "\0"})
WORDS: dict[type, str] = marked({str: "a text", int: "a whole number", float: "a number"})


def check_fields(entry: HasIdentity) -> None:
    """Raise BadEntry at the first field of an entry with another type, or a value that breaks the rule of its name."""
    for name, kind in _kinds(type(entry)):
        value = getattr(entry, name)
        if not isinstance(value, (int, float) if kind is float else kind) or isinstance(value, bool):
            raise BadEntry(
                "“{value}” is not a valid {name}: write {words}.", value=value, name=name, words=gettext(WORDS[kind])
            )
        check_field(type(entry), name, value)


def check_field(kind: type[HasIdentity], name: str, value: Any) -> None:  # noqa: ANN401 - of the type of the field
    """Raise BadEntry where a value of the right type is not valid for the field of this kind of entry."""
    if isinstance(value, str):
        _check_text(name, value)
        if not value and name in kind.identity:
            raise BadEntry("The {name} is empty: fill it in.", name=name)
    elif not math.isfinite(value):
        raise BadEntry("“{value}” is not a valid {name}: write a number that is finite.", value=value, name=name)
    elif name in BOUNDS:
        _check_bounds(name, value)
    rule = RULES.get(f"{kind.__name__}.{name}") or RULES.get(name)
    if rule:
        rule(name, value)


@lru_cache
def _kinds(kind: "type[DataclassInstance]") -> tuple[tuple[str, type], ...]:
    """The fields of a kind of entry with their types."""
    return tuple((field.name, field.type) for field in fields(kind) if isinstance(field.type, type))


def _check_text(name: str, value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadEntry(
            "The {name} holds bytes that are not text ({value!a}): leave them out.", name=name, value=value
        ) from error


def _check_choice(name: str, value: str) -> None:
    if value not in CHOICES[name]:
        raise BadEntry(
            "“{value}” is not a valid {name}: write {choices}.",
            value=value,
            name=name,
            choices=in_words(CHOICES[name]),
        )


def _check_bounds(name: str, value: int) -> None:
    least, most = BOUNDS[name]
    if not least <= value <= most:
        raise BadEntry(
            "“{value}” is not a valid {name}: write a whole number from {least} to {most}.",
            value=value,
            name=name,
            least=least,
            most=most,
        )


def _check_condition(name: str, value: str) -> None:
    if not value.strip():
        raise BadEntry("The {name} is empty: write one such as 0 <= value <= 100.", name=name)
    _check_reading(condition_of, name, value)


def _check_reading(read: Callable[[str], object], name: str, value: str) -> None:
    """Raise BadEntry naming the field where a text cannot be read; an empty text is valid."""
    try:
        if value:
            read(value)
    except BadFigure as error:
        raise BadEntry(f"{name}: {error}") from error


def _check_file_name(name: str, value: str) -> None:
    """Raise BadEntry where a code cannot be the name of a file, in which a method is saved."""
    if IN_PATHS & set(value) or value.startswith("."):
        raise BadEntry(
            "“{value}” is not a valid {name} of a method: leave out slashes, and a full stop at its beginning.",
            value=value,
            name=name,
        )


RULES: dict[str, Rule] = {
    **dict.fromkeys(CHOICES, _check_choice),
    **dict.fromkeys(PERIODS, partial(_check_reading, real_period)),
    "expression": partial(_check_reading, parsed),
    "condition": _check_condition,
    "Method.code": _check_file_name,
    "period_form": partial(_check_reading, forms_from_examples),
}
"""The rule of a field beside bounds, by its name, or by its kind of entry and its name."""
