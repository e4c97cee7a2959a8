"""The thread that sends pictures to the terminal: while a slow line is busy, only the newest picture waits."""

import os
import select
from threading import Condition, Thread
from time import sleep
from typing import Final

from tui.terminal.screen_diff import ScreenDiff

_PATIENCE: Final = 5.0


class PictureWriter(Thread):
    """Sends what changed since the picture sent before. Writing to it never waits for the line.

    What changed is computed by the thread that writes where the line is free, so that it is sent without a detour.
    """

    def __init__(self, fileno: int, picture: ScreenDiff, encoding: str) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._fileno, self._picture, self._encoding = fileno, picture, encoding
        self._wake = Condition()
        self._changes = ""
        self._free = self._stopped = self._lost = False

    def write(self, data: str) -> None:
        """Paint data into the picture that is sent next."""
        with self._wake:
            self._picture.take(data)
            if not self._free or self._changes or not self._picture.waiting:
                return
            self._changes = self._picture.changes()
            self._wake.notify()
        sleep(0)  # the thread that sends gets its turn

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

    def run(self) -> None:
        """Send pictures until stopped."""
        stopped = False
        while not stopped:
            with self._wake:
                if not self._picture.waiting:
                    self._free = True
                    self._wake.wait_for(lambda: self._stopped or self._changes)
                    self._free = False
                data = self._changes or self._picture.changes()
                self._changes, stopped = "", self._stopped
            self._send(data.encode(self._encoding, "replace"))

    def _send(self, data: bytes) -> None:
        while data and not self._lost:
            try:
                data = data[os.write(self._fileno, data) :]
            except BlockingIOError:
                select.select([], [self._fileno], [])
            except OSError:  # the line is gone: the app hears of it by SIGHUP
                self._lost = True
