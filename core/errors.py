"""The errors that jingdex raises on purpose: one sentence that says what is wrong and what to do."""

import re
from collections.abc import Callable

from core.words import gettext

QUOTED = re.compile(r"“([^”]{80})[^”]+”")
LONGEST = 1_000
"""Characters of a whole sentence, which may list what there is."""
CODED = ("code", "indicator", "method", "node", "parent", "unit")
"""The values that are codes of what has a name."""


class JingdexError(Exception):
    """Something is wrong with what was given; the sentence names it and says what to do.

    The sentence is written in English with places for its values, and translated here into the language spoken.
    Of a long value 80 characters are quoted.
    """

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(gettext(sentence, **values))
        plain = {key: value if isinstance(value, int | float) else str(value) for key, value in values.items()}
        self._template, self._values = sentence, plain

    def __str__(self) -> str:
        return _shortened(super().__str__())

    def named(self, name: Callable[[str], str]) -> str:
        """The sentence with names in the place of codes."""
        names = {key: name(str(self._values[key])) for key in CODED if key in self._values}
        return _shortened(gettext(self._template, **{**self._values, **names})) if names else str(self)


def _shortened(sentence: str) -> str:
    sentence = QUOTED.sub(r"“\1…”", sentence)
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"


class BadFigure(JingdexError):
    """A typed or read figure cannot be understood."""


class BadEntry(JingdexError):
    """An entry of the workbook contradicts itself or names something that is not there."""


class Conflict(JingdexError):
    """The workbook has moved on since the edit was made."""
