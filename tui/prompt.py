"""The one line at the bottom in which figures, notes, sources, periods and searches are typed."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: its label, and what to do with each change of the text and with the final one."""

    label: str
    changed: Callable[[str], None]
    accepted: Callable[[str], None]
    left: Callable[[], None]


class Line(Input):
    """An input without a blinking cursor; up and down belong to what is above it."""

    def on_mount(self) -> None:
        """Keep the terminal still."""
        self.cursor_blink = False


class Prompt(Horizontal):
    """A label, the line that is typed, and what it would mean."""

    DEFAULT_CSS = """
    Prompt {
        height: 1;
        display: none;
        background: $surface;
        & > #asked { width: auto; max-width: 40%; color: $accent; text-style: bold; padding: 0 1; }
        & > Line { width: 1fr; height: 1; border: none; padding: 0; background: $surface; color: $foreground; }
        & > Line:focus { border: none; background-tint: $surface 0%; }
        & > #meant { width: auto; max-width: 55%; padding: 0 1; color: $secondary; }
    }
    Prompt.asking { display: block; }
    """

    def __init__(self, closed: Callable[[], None]) -> None:
        """`closed` is called as soon as nothing is asked any more, so that the next key already finds its table."""
        super().__init__(id="prompt")
        self.closed = closed
        self.question: Question | None = None

    def compose(self) -> ComposeResult:
        """Lay out label, line and meaning."""
        yield Static(id="asked", markup=False)
        yield Line(id="line", select_on_focus=False, compact=True)
        yield Static(id="meant", markup=False)

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.query_one(Line)

    def ask(self, question: Question, text: str) -> None:
        """Ask, with a text to start from."""
        self.question = question
        self.query_one("#asked", Static).update(question.label)
        self.mean("")
        self.add_class("asking")
        with self.line.prevent(Input.Changed):
            self.line.value = text
        self.line.cursor_position = len(text)
        self.screen.set_focus(self.line, scroll_visible=False)
        question.changed(text)

    def mean(self, text: str) -> None:
        """Say what the line would mean."""
        self.query_one("#meant", Static).update(text)

    def close(self) -> None:
        """Ask no more."""
        self.question = None
        self.remove_class("asking")
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

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the text over; whoever asked closes the prompt if it is good."""
        event.stop()
        if self.question is not None:
            self.question.accepted(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape gives up; no other key leaves the line."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.leave()
        elif event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
