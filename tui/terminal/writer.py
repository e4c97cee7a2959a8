"""What sends pictures to the terminal: while a slow line is busy, only the newest picture waits."""

import os
import select
from asyncio import AbstractEventLoop
from time import monotonic
from typing import Final

from tui.terminal.screen_diff import ScreenDiff

_PATIENCE: Final = 5.0


class PictureWriter:
    """Sends what changed since the picture sent before. Writing to it never waits for the line.

    What the line does not take at once is sent in the loop of the app, as soon as there is room.
    """

    def __init__(self, loop: AbstractEventLoop, fileno: int, picture: ScreenDiff, encoding: str) -> None:
        self._loop, self._picture, self._encoding = loop, picture, encoding
        self._fileno = _unblocked(fileno)
        self._rest = b""

    def write(self, data: str) -> None:
        """Paint data into the picture that is sent next."""
        self._picture.take(data)
        if not self._rest:
            self._send()

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size, and what it shows is not known."""
        self._picture.resize(width, height)

    def forget(self) -> None:
        """What the terminal shows is not known."""
        self._picture.forget()

    def stop(self) -> None:
        """Send what waits and end; a line that takes nothing any more is given up after some seconds."""
        end = monotonic() + _PATIENCE
        self._send()
        while self._rest and select.select([], [self._fileno], [], max(0.0, end - monotonic()))[1]:
            self._send()
        self._loop.remove_writer(self._fileno)
        os.set_blocking(self._fileno, True)
        os.close(self._fileno)

    def _send(self) -> None:
        """Send what is left of the picture before, and what has changed since, as far as the line takes it."""
        waited = bool(self._rest)
        while data := self._rest or self._changes():
            self._rest = data[self._taken(data) :]
            if self._rest:
                break
        if waited and not self._rest:
            self._loop.remove_writer(self._fileno)
        elif self._rest and not waited:
            self._loop.add_writer(self._fileno, self._send)

    def _changes(self) -> bytes:
        return self._picture.changes().encode(self._encoding, "replace") if self._picture.waiting else b""

    def _taken(self, data: bytes) -> int:
        """How many of these bytes the line takes; when it is gone, of which the app hears by SIGHUP, all are lost."""
        try:
            return os.write(self._fileno, data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)


def _unblocked(fileno: int) -> int:
    """The same file, on which nobody waits to write: where it can be, opened anew, which no other program notices."""
    try:
        return os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        again = os.dup(fileno)
        os.set_blocking(again, False)
        return again
