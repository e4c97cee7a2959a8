"""The Textual driver that sends only what differs from what the terminal shows."""

import os
import signal
import sys
from collections.abc import Callable
from contextvars import Context
from functools import partial
from typing import Any, Final

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal.keys import KeyReader
from tui.terminal.means import terminal_means
from tui.terminal.screen_diff import ScreenDiff
from tui.terminal.writer import PictureWriter

_STANDARD_ERROR: Final = 2  # where Textual writes, so that standard output stays free

_ENDS: Final = (signal.SIGTERM, signal.SIGHUP)
_SIGNALLED: Final = 128
"""A process that a signal ended exits with this and the signal's number."""
_HANDOVER: Final = 0.0001
"""Seconds until a thread that waits gets its turn; Python's own 0.005 would be seen at a key beside other work."""


class DiffDriver(LinuxDriver):
    """For `App(driver_class=DiffDriver)`. Without colour or Unicode, none of it gets past here."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._writer: PictureWriter | None = None
        self._reader: KeyReader | None = None
        self._terminal_size = (0, 0)

    def write(self, data: str) -> None:
        """Paint data into the picture that is sent next."""
        if self._writer is not None:
            self._writer.write(data)

    def repaint(self) -> None:
        """Paint and send everything again, as something else may have written to the terminal."""
        if self._writer is not None:
            self._writer.forget()
            self._app.refresh(layout=True)

    def start_application_mode(self) -> None:
        """Take over the terminal, of which nothing is known."""
        self.close()
        means = terminal_means(os.environ)
        size = super()._get_terminal_size()
        picture = ScreenDiff(*size, colour=means.colour, fills=means.fills)
        sys.setswitchinterval(_HANDOVER)
        encoding = "utf-8" if means.unicode else "ascii"
        self._writer = PictureWriter(self._loop, _STANDARD_ERROR, picture, encoding)
        for end in _ENDS:
            if signal.getsignal(end) is not signal.SIG_IGN:  # as nohup has it
                signal.signal(end, self._end)
        super().start_application_mode()  # type: ignore[no-untyped-call] # untyped in Textual
        self._terminal_size = size
        self._reader = Context().run(KeyReader, self._loop, self.fileno, self.process_message)

    def resume_application_mode(self) -> None:
        """Take over the terminal again; Textual by itself paints only what changes from then on."""
        super().resume_application_mode()
        self._soon(self.repaint)

    def close(self) -> None:
        """Read no more keys, and give the terminal back once all is sent."""
        if self._reader is not None:
            self._reader.stop()
        if self._writer is not None:
            self._writer.stop()
            self._writer = None
        super().close()

    def run_input_thread(self) -> None:
        """Nothing: the keys are read in the loop of the app."""

    def send_message(self, message: Message) -> None:
        """Hand a key or an event to the app at once, without a task of its own."""
        self._app.post_message(message)

    def process_message(self, message: Message) -> None:
        """Take note of a new size that the terminal tells."""
        if isinstance(message, events.Resize):
            self._soon(partial(self._resize, *message.size))
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        size = super()._get_terminal_size()
        if self._terminal_size != (0, 0):
            self._soon(partial(self._resize, *size))
        return size

    def _resize(self, width: int, height: int) -> None:
        """Forget the picture, which the terminal has moved or cut; at the same size the app would not paint again."""
        if self._writer is None:
            return
        if (width, height) == self._terminal_size:
            self.repaint()
        self._terminal_size = (width, height)
        self._writer.resize(width, height)

    # Signals may come while a picture is being painted: they are obeyed when that is done.
    def _sigtstp_application(self, *_: object) -> None:
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        self._soon(super()._sigcont_application)

    def _end(self, number: int, _: object) -> None:
        """Leave as by the quit key, so that the terminal is as it was; a second signal ends the process at once."""
        signal.signal(number, signal.SIG_DFL)
        self._soon(partial(self._app.exit, _SIGNALLED + number))

    def _soon(self, run_command: Callable[[], object]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(run_command)
