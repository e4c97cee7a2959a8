"""The keys: which are commands, which begin a figure, and which wait until what was typed is saved."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events

from tui.actions import bench
from tui.actions.edit import begin
from tui.commands import BY_KEY, Command
from tui.panes.pane import Pane

if TYPE_CHECKING:
    from tui.app import Jingdex

TYPED_ON = 1.0
"""Seconds within which a digit after a pane key makes a figure of both."""

AFTER_DIGITS = frozenset("万亿千百十元%")
"""What can only follow the digits of a figure: like a point, it makes a figure of a pane key however long ago."""


@dataclass(frozen=True, slots=True)
class Run:
    """Pane keys pressed one after another and nothing since: they may have been the first digits of a figure."""

    pane: Pane
    digits: str
    time: float


class Keyboard:
    """What becomes of the keys of one app, in the order in which they are pressed."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self._run: Run | None = None
        self._accepting = self._leaving = False
        self._held: list[events.Key] = []

    def takes(self, key: events.Key) -> bool:
        """Do what a key means at once; false where it is meant for the widget that has the focus."""
        return self._holds(key) or self._obeys(key)

    def release(self) -> None:
        """Let the keys go that were typed ahead."""
        self._accepting = self._leaving = False
        held, self._held = self._held, []
        for key in held:
            self.app.post_message(key)

    def left(self) -> None:
        """What was typed is given up, if that was what the keys typed ahead were waiting for."""
        if self._leaving:
            self.release()

    def begin(self, text: str) -> None:
        """Begin a figure with this text."""
        begin(self.app, text)

    def _holds(self, key: events.Key) -> bool:
        """Keep keys back while what was typed is being saved or given up, for they are meant for what comes after."""
        if self._accepting or self._leaving:
            self._held.append(key)
            return True
        if self.app.focused is self.app.prompt and self.app.prompt.asking:
            self._accepting, self._leaving = key.key == "enter", key.key == "escape"
        return False

    def _obeys(self, key: events.Key) -> bool:
        """Whether a key is a command or begins an edit, and not meant for a line that is being typed."""
        app = self.app
        if len(app.screen_stack) > 1 or app.focused is app.prompt or app.screen.has_class("small"):
            return False
        app.hush()
        command = BY_KEY.get(key.key) or BY_KEY.get(key.character or "")
        character = key.character or ""
        run, self._run = self._run, None
        if character.isdigit() and not _is_soon(key, run):
            run = None
        typed = _is_typed(character, run, command) or (character.isdigit() and bench.types(app))
        if typed and not app.help.has_class("open"):
            self._type_on(run, character)
            return True
        if command:
            origin, digits = (run.pane, run.digits) if run else (app.pane, "")
            app.obey(command)
            self._run = Run(origin, digits + character, key.time) if character.isdigit() else None
        return command is not None

    def _type_on(self, run: Run | None, character: str) -> None:
        """Begin a figure; pane keys just before were its first digits, and it belongs where they were pressed."""
        if run:
            self.app.return_to(run.pane)
        self.begin((run.digits if run else "") + character)


def _is_typed(character: str, run: Run | None, command: Command | None) -> bool:
    """Whether a key is part of a figure: a digit, unless it is a pane key by itself, or what only follows digits."""
    if character.isdigit():
        return command is None or run is not None
    return character in (".", ",") or (run is not None and character in AFTER_DIGITS)


def _is_soon(key: events.Key, run: Run | None) -> bool:
    return run is not None and key.time - run.time <= TYPED_ON
