"""What reads the keys of a terminal in the loop of the app, so that a key need not change threads."""

import os
from asyncio import AbstractEventLoop
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from typing import Final

from textual.message import Message

from tui.terminal.key_parser import KeyParser

_PACKET: Final = 4096
_LOOK: Final = 0.1
"""Seconds between two looks whether what has come is a whole key."""


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
