"""The keys: which are commands, which begin a figure, and which wait until what was typed is saved."""

from typing import TYPE_CHECKING

from textual import events

from tui.actions import bench
from tui.actions.edit import begin
from tui.commands import BY_KEY
from tui.panes.pane import Pane

if TYPE_CHECKING:
    from tui.app import Jingdex

TYPED_ON = 0.5
"""Seconds within which a digit after a pane key makes a figure of both."""


class Keyboard:
    """What becomes of the keys of one app, in the order in which they are pressed."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self._time = 0.0
        self._left: tuple[Pane, str] | None = None
        self._accepting = False
        self._held: list[events.Key] = []

    def takes(self, key: events.Key) -> bool:
        """Do what a key means at once; false where it is meant for the widget that has the focus."""
        return self._holds(key) or self._obeys(key)

    def release(self) -> None:
        """Let the keys go that were typed ahead."""
        self._accepting, held, self._held = False, self._held, []
        for key in held:
            self.app.post_message(key)

    def begin(self, text: str) -> None:
        """Begin a figure with this text."""
        begin(self.app, text)

    def _holds(self, key: events.Key) -> bool:
        """Keep keys back while what was typed is being saved, for they are meant for what comes after."""
        if self._accepting:
            self._held.append(key)
        elif key.key == "enter" and self.app.focused is self.app.prompt:
            self._accepting = True
            return False
        return self._accepting

    def _obeys(self, key: events.Key) -> bool:
        """Whether a key is a command or begins an edit, and not meant for a line that is being typed."""
        app = self.app
        if len(app.screen_stack) > 1 or app.focused is app.prompt or app.screen.has_class("small"):
            return False
        app.hush()
        command = BY_KEY.get(key.key) or BY_KEY.get(key.character or "")
        left = self._left if key.time - self._time <= TYPED_ON else None
        self._left, self._time = None, key.time
        digit = key.character if key.character and (key.character.isdigit() or key.character in ".,") else ""
        if digit and not app.help.has_class("open") and (left or command is None or bench.types(app)):
            self._type_on(left, digit)
        elif command:
            pane = app.pane
            app.obey(command)
            self._left = (pane, digit) if digit else None
        return command is not None or bool(digit)

    def _type_on(self, left: tuple[Pane, str] | None, text: str) -> None:
        """Begin a figure; a pane key just before was its first digit."""
        if left:
            self.app.board.activate(left[0])
            text = left[1] + text
        self.begin(text)
