"""Keys as the terminal sends them: Escape with a key in one packet is that key with Alt, a sentence is a paste."""

import re
from collections.abc import Iterable
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import key_to_character
from textual.message import Message

from core.workbook.figure_text import BEFORE_A_NUMBER

ESCAPE: Final = "\x1b"
MORE_FOLLOWS: Final = frozenset("[OP]X^_\t\x1b")
"""What may follow Escape as a part of something else: a longer sequence, Shift+Tab of the Linux console, Escape."""


RUN: Final = re.compile(r"([^\x00-\x1f\x7f]+)")
"""Printable signs in a row; a packet is split into these and what is between."""
MOVES: Final = re.compile(r"(?:[hjkl]|g[g1-6]|G(?=[hjklgG\d/.:=-]|$))*")
BEGINNING: Final = BEFORE_A_NUMBER.union("0123456789.-=/:?nSarmEIDOFW")
"""Keys behind which text is typed: figures, and the commands that ask for one."""
SHORTEST, DIFFERENT = 6, 5


def is_sentence(text: str) -> bool:
    """Whether signs that came in one packet are a text and no keys, each with a meaning of its own.

    A text is long and has a blank within, or many different signs; keys that move, and then a key behind which
    something is typed, are keys, however long what is typed is.
    """
    rest = MOVES.sub("", text, count=1)
    if rest[:1] in BEGINNING or not rest or len(text) < SHORTEST:
        return False
    return " " in text.strip() or len({*rest}) >= DIFFERENT


class KeyParser(XTermParser):
    """Reads every pair of Escape and a key as Alt and that key.

    Textual by itself reads some pairs as letters of macOS (Alt+1 as ¡) and loses the Escape before Enter and signs.
    What begins like a longer sequence and is none is Escape and its keys as well, where Textual makes a `^` of Escape.
    A line feed is Enter: so a terminal sends one that is pressed before the program has begun to read keys.
    """

    _is_behind_escape = False

    def feed(self, data: str) -> Iterable[Message]:
        """The events of a packet. A sentence in it is a paste, which a terminal may send without saying so."""
        is_plain = data and ESCAPE not in data and not self._is_behind_escape
        for part in RUN.split(data) if is_plain else [data]:
            if part and is_plain and is_sentence(part):
                yield events.Paste(part)
            elif part or not data:
                yield from super().feed(part)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if sequence == ESCAPE:
            self._is_behind_escape = True
            return
        alt, self._is_behind_escape = alt or self._is_behind_escape, False
        sequence = "\r" if sequence == "\n" else sequence
        pair = len(sequence) == 2 and sequence[0] == ESCAPE and sequence[1] not in MORE_FOLLOWS  # noqa: PLR2004 - Escape and one more key
        if not (alt or pair):
            yield from super()._sequence_to_key_events(sequence)
            return
        for key in super()._sequence_to_key_events(sequence[-1]):
            yield events.Key(f"alt+{key.key}", key.character)


def without_alt(key: events.Key) -> events.Key:
    """The key that was pressed together with Alt, or right after Escape."""
    name = key.key.removeprefix("alt+")
    name = name[-1].upper() if name[:-1] == "shift+" else name
    return events.Key(name, key.character or key_to_character(name))
