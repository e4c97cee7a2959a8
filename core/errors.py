"""The errors that jingdex raises on purpose: one sentence that says what is wrong and what to do."""

import re

from core.words import gettext

QUOTED = re.compile(r"“([^”]{80})[^”]+”")
LONGEST = 1_000
"""Characters of a whole sentence, which may list what there is."""


class JingdexError(Exception):
    """Something is wrong with what was given; the sentence names it and says what to do.

    The sentence is written in English with places for its values, and translated here into the language spoken.
    Of a long value 80 characters are quoted.
    """

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(gettext(sentence, **values))

    def __str__(self) -> str:
        sentence = QUOTED.sub(r"“\1…”", super().__str__())
        return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"


class BadFigure(JingdexError):
    """A typed or read figure cannot be understood."""


class BadEntry(JingdexError):
    """An entry of the workbook contradicts itself or names something that is not there."""


class Conflict(JingdexError):
    """The workbook has moved on since the edit was made."""
