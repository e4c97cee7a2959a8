"""The errors that jingdex raises on purpose: one sentence that says what is wrong and what to do."""

import re

QUOTED = re.compile(r"“([^”]{80})[^”]+”")
LONGEST = 1_000
"""Characters of a whole sentence, which may list what there is."""


class JingdexError(Exception):
    """Something is wrong with what was given; the message names it and says what to do.

    However long a value is, 80 characters of it are quoted.
    """

    def __str__(self) -> str:
        sentence = QUOTED.sub(r"“\1…”", super().__str__())
        return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"


class BadFigure(JingdexError):
    """A typed or read figure cannot be understood."""


class BadEntry(JingdexError):
    """An entry of the workbook contradicts itself or names something that is not there."""


class Conflict(JingdexError):
    """The workbook has moved on since the edit was made."""
