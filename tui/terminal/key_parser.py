"""Keys as the terminal sends them: Escape with another key in one packet is that key with Alt."""

from collections.abc import Iterable
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import key_to_character

ESCAPE: Final = "\x1b"
MORE_FOLLOWS: Final = frozenset("[OP]X^_\t\x1b")
"""What may follow Escape as a part of something else: a longer sequence, Shift+Tab of the Linux console, Escape."""


class KeyParser(XTermParser):
    """Reads every pair of Escape and a key as Alt and that key.

    Textual by itself reads some pairs as letters of macOS (Alt+1 as ¡) and loses the Escape before Enter and signs.
    What begins like a longer sequence and is none is Escape and its keys as well, where Textual makes a `^` of Escape.
    """

    _is_behind_escape = False

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if sequence == ESCAPE:
            self._is_behind_escape = True
            return
        alt, self._is_behind_escape = alt or self._is_behind_escape, False
        pair = len(sequence) == 2 and sequence[0] == ESCAPE and sequence[1] not in MORE_FOLLOWS  # noqa: PLR2004
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
