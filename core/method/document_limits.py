"""Limits of the size of a method document, which are checked before the document is interpreted."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from core.method.errors import MethodError
from core.words import gettext, in_words, marked

LONGEST = 2_000_000
"""Characters of a document."""
DEEPEST = 20
"""Levels of tables and lists within one another."""
LARGEST = 2**53
"""Whole numbers up to here are kept exactly as floating-point numbers."""
MOST_ROWS: dict[str, int] = {"tree": 20_000, "steps": 1_000}
MOST_LEVELS = 50
"""Levels of a tree from an indicator to the top."""


OF_TOML = marked(
    (
        "Invalid statement",
        "Invalid value",
        "Invalid date or datetime",
        "Invalid initial character for a key part",
        "Expected '=' after a key in a key/value pair",
        "Expected newline or end of document after a statement",
        "Expected ']' at the end of a table declaration",
        "Expected ']]' at the end of an array declaration",
        "Cannot overwrite a value",
        "Unclosed array",
        "Unclosed inline table",
        "Unterminated string",
        "Unescaped '\\' in a string",
    )
)
"""What the reader of TOML says, which knows no other language."""
PLACE_IN_TOML = re.compile(r"(?P<what>.*) \((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)")


def _of_toml(sentence: str) -> str:
    """A sentence of the reader of TOML with its place, in the language spoken."""
    match = PLACE_IN_TOML.fullmatch(sentence)
    if not match:
        return sentence
    place = gettext("line {line}, column {column}", line=match["line"], column=match["column"]) if match["line"] else ""
    return in_words((gettext(match["what"]), place or gettext("at the end")))


def bounded_toml(text: str, name: str) -> dict[str, Any]:
    """The content of a TOML text. Raises MethodError where it is not TOML, or larger or deeper than a method can be."""
    if len(text) > LONGEST:
        raise MethodError(
            "{name} has {count:,} characters, the limit is {longest:,}: leave out what is not a method.",
            name=name,
            count=len(text),
            longest=LONGEST,
        )
    try:
        read = tomllib.loads(text)
    except RecursionError as error:
        raise _too_deep(name) from error
    except ValueError as error:
        raise MethodError("{name} is not TOML ({error}): correct it.", name=name, error=_of_toml(str(error))) from error
    _check_values(read, name)
    for part, most in MOST_ROWS.items():
        rows = read.get(part)
        if isinstance(rows, list) and len(rows) > most:
            raise MethodError(
                "{name} has {count:,} [[{part}]], the limit is {most:,}: leave some out.",
                name=name,
                count=len(rows),
                part=part,
                most=most,
            )
    return read


def check_levels(parents: Mapping[str, str], name: str) -> None:
    """Raise MethodError where a tree, each code with its parent, has too many levels.

    A tree with a cycle is not refused here.
    """
    for code in parents:
        above, levels, path = parents[code], 1, {code}
        while above and above not in path:
            path.add(above)
            levels += 1
            if levels > MOST_LEVELS:
                raise MethodError(
                    "{name} has a tree of more than {most_levels} levels: remove some.",
                    name=name,
                    most_levels=MOST_LEVELS,
                )
            above = parents.get(above, "")


def _check_values(read: dict[str, Any], name: str) -> None:
    level: list[Any] = [read]
    for _ in range(DEEPEST):
        parts = [part for branch in level for part in (branch.values() if isinstance(branch, dict) else branch)]
        if any(isinstance(part, int) and abs(part) > LARGEST for part in parts):
            raise MethodError("{name} has a whole number of more than 15 digits: write it as it is meant.", name=name)
        level = [part for part in parts if isinstance(part, dict | list)]
        if not level:
            return
    raise _too_deep(name)


def _too_deep(name: str) -> MethodError:
    return MethodError(
        "{name} is nested more than {deepest} deep: a method needs three levels.", name=name, deepest=DEEPEST
    )
