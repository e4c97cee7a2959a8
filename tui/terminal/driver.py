"""The Textual driver that sends only what differs from what the terminal shows."""

import os
from collections.abc import Callable
from typing import Any, Final

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui.terminal.degrade import terminal_means
from tui.terminal.screen_diff import ScreenDiff
from tui.terminal.writer import PictureWriter

_STANDARD_ERROR: Final = 2  # where Textual writes, so that standard output stays free


class DiffDriver(LinuxDriver):
    """For `App(driver_class=DiffDriver)`. Without colour or Unicode, none of it gets past here."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._writer: PictureWriter | None = None
        self._resized: Size | None = None

    def write(self, data: str) -> None:
        """Paint data into the picture that is sent next."""
        if self._writer is None:
            return
        if self._resized is not None:
            size, self._resized = self._resized, None
            self._writer.resize(*size)
        self._writer.write(data)

    def forget(self) -> None:
        """Send all that is painted from now on, as something else has written to the terminal."""
        if self._writer is not None:
            self._writer.forget()

    def start_application_mode(self) -> None:
        """Take over the terminal, of which nothing is known."""
        self._stop_writer()
        means = terminal_means(os.environ)
        self._writer = PictureWriter(
            _STANDARD_ERROR,
            ScreenDiff(*self._get_terminal_size(), colour=means.colour),
            "utf-8" if means.unicode else "ascii",
        )
        self._writer.start()
        super().start_application_mode()  # type: ignore[no-untyped-call] # untyped in Textual

    def close(self) -> None:
        """Give the terminal back once all is sent."""
        self._stop_writer()
        super().close()

    def process_message(self, message: Message) -> None:
        """Take note of a new size: the terminal has moved or cut what it showed."""
        if isinstance(message, events.Resize):
            self._resized = message.size
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        size = super()._get_terminal_size()
        self._resized = Size(*size)
        return size

    # Signals may come while a picture is being painted: they are obeyed when that is done.
    def _sigtstp_application(self, *_: object) -> None:
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        self._soon(super()._sigcont_application)

    def _soon(self, obey: Callable[[], object]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(obey)

    def _stop_writer(self) -> None:
        if self._writer is not None:
            self._writer.stop()
            self._writer = None
