"""What the app sends to its terminal, and what a terminal that pyte emulates shows of it."""

import pytest
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from benchmarks.screen import Screen
from tui.terminal.screen_diff import ScreenDiff


class Wire:
    """The bytes between the app of a test and a terminal of this size; made before the app runs."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, columns: int, lines: int) -> None:
        self.size = columns, lines
        self.terminal = Screen(columns, lines)
        self._picture = ScreenDiff(columns, lines, fills=True)
        monkeypatch.setattr(HeadlessDriver, "is_headless", property(lambda _: False))
        monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: self._picture.take(data))

    async def press(self, pilot: Pilot[int], *keys: str) -> int:
        """How many bytes the keys bring."""
        await pilot.press(*keys)
        await pilot.pause()
        return self.sent()

    def sent(self) -> int:
        """How many bytes wait to be sent; the terminal gets them."""
        data = self._picture.changes().encode()
        self.terminal.feed(data)
        return len(data)

    def resize(self, columns: int, lines: int) -> None:
        """Another size of the terminal, of which nothing is known."""
        self.size = columns, lines
        self.terminal = Screen(columns, lines)
        self._picture.resize(columns, lines)

    def repainted(self, app: App[int]) -> Screen:
        """A terminal that gets all that the app shows, at once."""
        screen, whole = Screen(*self.size), ScreenDiff(*self.size)
        update = app.screen._compositor.render_update(full=True)
        assert update is not None
        screen.feed(whole.feed(update.render_segments(app.console)).encode())
        return screen

    @property
    def under_cursor(self) -> str:
        """The text of the cell on which the terminal's own cursor stands: what is shown in reverse around it."""
        x, y = self.terminal.cursor.x, self.terminal.cursor.y
        line = self.terminal.buffer[y]
        start = end = x
        while start > 0 and line[start - 1].reverse:
            start -= 1
        while end < self.terminal.columns and line[end].reverse:
            end += 1
        return "".join(line[column].data for column in range(start, end))

    @property
    def before_cursor(self) -> str:
        """The text to the left of the terminal's own cursor, in its line."""
        x, y = self.terminal.cursor.x, self.terminal.cursor.y
        return "".join(self.terminal.buffer[y][column].data for column in range(x))
