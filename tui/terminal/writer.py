"""The thread that sends pictures to the terminal: while a slow line is busy, only the newest picture waits."""

import os
import select
from contextlib import suppress
from threading import Condition, Thread
from typing import Final

from tui.terminal.screen_diff import ScreenDiff

_PATIENCE: Final = 5.0


class PictureWriter(Thread):
    """Sends what changed since the picture sent before. Writing to it never waits for the line.

    Where the line is free, the thread that writes computes what changed, and sends as much of it as the terminal takes
    without making it wait; this thread sends the rest.
    """

    def __init__(self, fileno: int, picture: ScreenDiff, encoding: str) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._fileno, self._picture, self._encoding = fileno, picture, encoding
        self._unblocked = _unblocked(fileno)
        self._wake = Condition()
        self._changes = b""
        self._free = self._stopped = self._lost = False

    def write(self, data: str) -> None:
        """Paint data into the picture that is sent next."""
        with self._wake:
            self._picture.take(data)
            if self._free and not self._changes and self._picture.waiting:
                self._changes = self._left_over(self._encoded())
                if self._changes:
                    self._wake.notify()

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size, and what it shows is not known."""
        with self._wake:
            self._picture.resize(width, height)

    def forget(self) -> None:
        """What the terminal shows is not known."""
        with self._wake:
            self._picture.forget()

    def stop(self) -> None:
        """Send what waits and end; a line that takes nothing any more is given up after some seconds."""
        with self._wake:
            self._stopped = True
            self._wake.notify()
        self.join(_PATIENCE)
        if self._unblocked is not None:
            os.close(self._unblocked)
            self._unblocked = None

    def run(self) -> None:
        """Send pictures until stopped."""
        stopped = False
        while not stopped:
            with self._wake:
                if not self._picture.waiting:
                    self._free = True
                    self._wake.wait_for(lambda: self._stopped or self._changes)
                    self._free = False
                data = self._changes or self._encoded()
                self._changes, stopped = b"", self._stopped
            self._send(data)

    def _encoded(self) -> bytes:
        return self._picture.changes().encode(self._encoding, "replace")

    def _left_over(self, data: bytes) -> bytes:
        """Send what the line takes at once, and give the rest; a line that is gone takes nothing."""
        with suppress(OSError):
            return data if self._unblocked is None else data[os.write(self._unblocked, data) :]
        return data

    def _send(self, data: bytes) -> None:
        while data and not self._lost:
            try:
                data = data[os.write(self._fileno, data) :]
            except BlockingIOError:
                select.select([], [self._fileno], [])
            except OSError:  # the line is gone: the app hears of it by SIGHUP
                self._lost = True


def _unblocked(fileno: int) -> int | None:
    """The same terminal, opened so that to write to it never waits; null where it cannot be, or is something else."""
    try:
        return os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return None
