"""The bottom line: keys and messages while nothing is asked, and the text that is typed while something is."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from tui.grid.plain import plain

MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
"""Keys that move in what is offered, and by how many rows."""

COPY = "ctrl+c"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: its label, and what to do with each change of the text, with the final one, and with none.

    `completed` gives the text that Tab makes of what is typed; `moved` is what the arrows up and down do.
    """

    label: str
    changed: Callable[[str], None]
    accepted: Callable[[str], None]
    left: Callable[[], None]
    completed: Callable[[str], str] = str
    moved: Callable[[int], None] | None = None


class Prompt(Input):
    """One line that never moves, so that asking and answering redraw nothing else. Its cursor does not blink."""

    class Accepted(Message, bubble=False):
        """Enter was pressed on this text; it goes to the app at once."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    DEFAULT_CSS = """
    Prompt, Prompt:focus {
        height: 1;
        border: none;
        padding: 0 1;
        background: $surface;
        background-tint: $surface 0%;
        color: $foreground;
        & > .input--placeholder { color: $secondary; }
    }
    """

    value = reactive("", init=False)
    virtual_size = reactive(Size(0, 0))
    """Both as in Input, but a line of fixed size needs no new layout for each letter."""

    def __init__(self, closed: Callable[[], None]) -> None:
        """`closed` is called as soon as nothing is asked any more, so that the next key already finds its table."""
        super().__init__(id="prompt", select_on_focus=False)
        self.cursor_blink = False
        self.closed = closed
        self.question: Question | None = None

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on the focus."""

    def _on_blur(self, event: events.Blur) -> None:
        """Draw the line without its caret; nobody else needs to hear of it."""
        event.prevent_default()
        self.has_focus = False
        self.refresh()

    @property
    def asking(self) -> bool:
        """Whether something is asked."""
        return self.question is not None

    def allow_focus(self) -> bool:
        """Only while something is asked."""
        return self.asking

    def say(self, text: str) -> None:
        """What the line shows while nothing is asked."""
        self.placeholder = plain(text)

    def ask(self, question: Question, text: str) -> None:
        """Ask, with a text to start from."""
        self.question = question
        self.say("")
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        self.screen.set_focus(self, scroll_visible=False)
        question.changed(text)

    def close(self) -> None:
        """Ask no more."""
        self.question = None
        with self.prevent(Input.Changed):
            self.value = ""
        self.closed()

    def leave(self) -> None:
        """Give up what was typed."""
        question = self.question
        self.close()
        if question is not None:
            question.left()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let every letter be seen in what depends on it."""
        event.stop()
        if self.question is not None:
            self.question.changed(event.value)

    def accepted(self, text: str) -> None:
        """Hand the text over; whoever asked closes the prompt if it is good."""
        if self.question is not None:
            self.question.accepted(text)

    def on_key(self, event: events.Key) -> None:
        """Enter hands the text over, Escape gives up; Tab completes, and does not leave the line; ^c copies it."""
        if event.key == "enter":
            self.app.post_message(self.Accepted(self.value))
        elif event.key == "escape":
            self.leave()
        elif event.key == "tab" and self.question is not None:
            self.value = self.question.completed(self.value)
            self.cursor_position = len(self.value)
        elif event.key == COPY:
            self.app.copy_to_clipboard(self.selected_text or self.value)
        elif event.key in MOVES and self.question is not None and self.question.moved:
            self.question.moved(MOVES[event.key])
        if event.key in {"enter", "escape", "tab", "shift+tab", COPY, *MOVES}:
            event.stop()
            event.prevent_default()
