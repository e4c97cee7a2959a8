"""Keys as the terminal sends them, read in the loop of the app: Escape with a key is Alt, a sentence is a paste."""

import os
import re
from asyncio import AbstractEventLoop
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
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
_PACKET: Final = 4096
_LOOK: Final = 0.1
"""Seconds between two looks whether what has come is a whole key."""


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


class KeyReader:
    """Reads from a terminal until it is stopped, or the terminal is gone, of which the app hears by SIGHUP."""

    def __init__(self, loop: AbstractEventLoop, fileno: int, take: Callable[[Message], None]) -> None:
        self._loop, self._fileno, self._take = loop, fileno, take
        self._parser = KeyParser()
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        loop.add_reader(fileno, self._read)
        self._next_look = loop.call_later(_LOOK, self._look)

    def stop(self) -> None:
        """Read no more."""
        self._loop.remove_reader(self._fileno)
        self._next_look.cancel()

    def _read(self) -> None:
        try:
            data = os.read(self._fileno, _PACKET)
        except BlockingIOError:  # another reader was faster
            return
        except OSError:
            data = b""
        if not data:
            self.stop()
        elif text := self._decode(data):  # of half a character nothing: the parser would take it for the end
            self._hand_over(self._parser.feed(text))

    def _look(self) -> None:
        self._hand_over(self._parser.tick())
        self._next_look = self._loop.call_later(_LOOK, self._look)

    def _hand_over(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._take(message)
