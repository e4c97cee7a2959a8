"""The keys: which are commands, which begin a figure, and which wait until what was typed is saved."""

from collections import deque
from collections.abc import Callable
from unicodedata import normalize

from textual import events
from textual.app import App

from core.words import gettext, marked
from core.workbook.figure_text import BEFORE_A_NUMBER
from tui.commands import BY_KEY, PREFIXES, second_keys
from tui.frame import edits
from tui.frame.actions import action
from tui.frame.command import Command
from tui.frame.editing import SAVING
from tui.frame.screen import Screen
from tui.terminal.keys import without_alt

BEGIN = BEFORE_A_NUMBER.union(".-=")
"""What begins a figure beside the digits."""

ON_HELP = marked("This page is for reading.")
NOTHING_TO_TYPE = marked("Nothing can be typed here.")
VIEWS = marked("Esc or Enter goes on. The views are at Alt+1 … Alt+6, or at g and the digit.")


class Keyboard:
    """What becomes of the keys of one app, in the order in which they are pressed.

    `refusal` says why nothing can be typed where a figure was begun: until Enter or Escape the keys do nothing.
    `first` is the first of two keys that are one command.
    """

    def __init__(self, app: App[int], screen: Screen, run: Callable[[Command], None]) -> None:
        self.app, self.screen, self._run = app, screen, run
        self.refusal = self.first = ""
        self._accepting = self._leaving = False
        self._waiting: list[events.Key] = []
        self._returning: deque[events.Key] = deque()

    def takes(self, key: events.Key) -> bool:
        """Do what a key means at once; false where it is meant for the widget that has the focus."""
        return self._waits(key) or self._is_done(key)

    def accept(self, text: str) -> None:
        """Take what is typed."""
        self.screen.prompt.accepted(text)
        self.release()

    def release(self) -> None:
        """Let the keys go that were typed ahead, unless what was typed is still being saved."""
        if self.screen.jobs.is_going_on(SAVING):
            return
        self._accepting = self._leaving = False
        held, self._waiting = self._waiting, []
        self._returning.extend(held)
        for key in held:
            self.app.post_message(key)

    def leave(self) -> None:
        """What was typed is given up, if that was what the keys typed ahead were waiting for."""
        if self._leaving:
            self.release()

    def begin(self, text: str) -> None:
        """Begin a figure with this text; where none can be typed, say why, and let the rest of it do nothing."""
        self.refusal = ON_HELP if self.screen.body.help.is_open else ""
        if not self.refusal:
            edits.begin(self.screen, text)
            self.refusal = "" if self.screen.prompt.asking else self.screen.clear_message() or NOTHING_TO_TYPE
        if self.refusal:
            self.refusal = f"{gettext(self.refusal)} {gettext(VIEWS)}"
            self._draw()

    def paste(self, text: str) -> bool:
        """Take several cells into the pane, or begin an edit with the first line; false while something is typed."""
        if self.screen.prompt.asking or self.refusal:
            return False
        pane = self.screen.body.pane
        if not (pane.pasting and action(pane.pasting)(self.screen, pane, text)):
            self.begin(text.splitlines()[0].strip())
        return True

    def keys_now(self) -> list[str]:
        """The keys that do something now, where only some do."""
        if self.refusal:
            return [gettext("Esc Enter Go on"), gettext("Alt+1 … Alt+6 Views")]
        return [*second_keys(self.first), "Esc"] if self.first else []

    def _waits(self, key: events.Key) -> bool:
        """Keep keys back while what was typed is being saved or given up, for they are meant for what comes after."""
        if self._returning and key is not self._returning[0]:
            self._returning.append(key)
            self.app.post_message(key)
            return True
        if self._returning:
            self._returning.popleft()
        if self._accepting or self._leaving:
            self._waiting.append(key)
            return True
        return self._ends_typing(key)

    def _ends_typing(self, key: events.Key) -> bool:
        """Whether a key that is pressed while something is typed waits for the end of that, which it may itself be."""
        app, prompt = self.app, self.screen.prompt
        if not prompt.asking or len(app.screen_stack) > 1:
            return False
        if app.focused is not prompt:
            app.screen.set_focus(prompt, scroll_visible=False)
        if not key.key.startswith("alt+"):
            self._accepting, self._leaving = key.key == "enter", key.key == "escape"
            if self._accepting and not prompt.message_queue_size:
                self.accept(prompt.value)
                return True
            return False
        self._leaving = True
        self._waiting.append(without_alt(key))
        prompt.post_message(events.Key("escape", "\x1b"))
        return True

    def _is_done(self, key: events.Key) -> bool:
        """Whether a key is a command or begins an edit, and not meant for a line that is being typed."""
        app = self.app
        if len(app.screen_stack) > 1 or app.focused is self.screen.prompt or app.screen.has_class("small"):
            return False
        if self.refusal:
            return self._ends_refusal(key)
        self.screen.clear_message()
        first, self.first = self.first, ""
        if first:
            self.screen.draw_bars()
            return self._is_second(key, first)
        return self._is_first(key)

    def _is_first(self, key: events.Key) -> bool:
        character = "" if key.key.startswith("alt+") else key.character or ""
        command = BY_KEY.get(key.key) or BY_KEY.get(character)
        if command is None and key.key.startswith("alt+"):
            self._is_done(events.Key("escape", "\x1b"))
            return self._is_done(without_alt(key))
        if character.isdigit() or normalize("NFKC", character) in BEGIN:
            self.begin(character)
        elif key.key in PREFIXES:
            self.first = key.key
            self.screen.draw_bars()
        elif command:
            self._run(command)
        elif character and character.isprintable():
            self.screen.notify(gettext("{key} does nothing here: ? shows the keys that do something.", key=character))
        else:
            return False
        return True

    def _is_second(self, key: events.Key, first: str) -> bool:
        command = BY_KEY.get(f"{first} {key.key}")
        if command:
            self._run(command)
        elif key.key.startswith("alt+"):
            return self._is_first(key)
        elif key.key != "escape":
            self.screen.notify(
                gettext("After {first} comes one of: {keys}.", first=first, keys=" · ".join(second_keys(first)))
            )
        return True

    def _ends_refusal(self, key: events.Key) -> bool:
        """Do nothing, but for Enter and Escape, which end that, and a key with Alt, which does so first."""
        with_alt = key.key.startswith("alt+")
        if with_alt or key.key in ("enter", "escape"):
            self.refusal = ""
            self.screen.clear_message()
            self._draw()
        if with_alt:
            return self._is_done(key if key.key in BY_KEY else without_alt(key))
        return True

    def _draw(self) -> None:
        self.screen.draw_bars()
        self.screen.draw_detail()
