"""The bottom line: keys and messages, or the question that is open and the text that is typed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from core.frozen import frozen
from tui.grid.plain import plain

if TYPE_CHECKING:
    from rich.style import Style

MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
"""Keys that move in what is offered, and by how many rows."""

COPY = "ctrl+c"
CHANGES = {
    key: binding.action for binding in Input.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")
}
"""What keys that are not letters do to the text: they act at once, or letters behind them in a packet overtake them."""

ENDS = "Enter Keep · Esc Cancel"
GOES_ON = "Enter Go on · Esc Cancel"
COMPLETES = "Tab Complete"


@frozen
class Question:
    """What is requested: its label, and what to do with each change of the text, with the final one, and with none.

    `completed` gives the text that Tab makes of what is typed; `moved` is what the arrows up and down do; `ends` says
    what the keys that end it do.
    """

    label: str
    changed: Callable[[str], None]
    accepted: Callable[[str], None]
    on_leave: Callable[[], object]
    completed: Callable[[str], str] = str
    moved: Callable[[int], None] | None = None
    ends: str = ENDS


class Prompt(Input):
    """One line that never moves, so that asking and answering redraw nothing else. Its cursor does not blink."""

    class Accepted(Message, bubble=False):
        """Enter was pressed on this text; it goes to the app at once."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prompt--key"}
    DEFAULT_CSS = """
    Prompt, Prompt:focus {
        height: 1;
        border: none;
        padding: 0 1;
        background: $surface;
        background-tint: $surface 0%;
        color: $foreground;
        & > .input--placeholder { color: $secondary; }
        & > .prompt--key { color: $foreground; text-style: bold; }
    }
    """

    value = reactive("", init=False)
    virtual_size = reactive(Size(0, 0))
    """Both as in Input, but a line of fixed size needs no new layout for each letter."""

    def __init__(self, closed: Callable[[], None], word: Callable[[str], str] = str) -> None:
        """`closed` is called as soon as the question has gone, so that the next key already finds its table.

        `word` puts a word into the language of the moment.
        """
        super().__init__(id="prompt", select_on_focus=False)
        self.cursor_blink = False
        self.closed, self.word = closed, word
        self.question: Question | None = None
        self.hint = ""
        self._keys: tuple[str, ...] = ()
        self._looks: dict[str, tuple[Style, Style]] = {}

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on the focus."""

    def _on_blur(self, event: events.Blur) -> None:
        """Draw the line without its caret; nobody else needs to hear of it."""
        event.prevent_default()
        self.has_focus = False
        if self.asking:
            self.refresh()

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self.question is not None

    def allow_focus(self) -> bool:
        """Only while a question is open."""
        return self.asking

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the caret is drawn; Input's own is one cell further at the end of the text."""
        before = cell_len(self.value[: self.cursor_position])
        return self.content_region.offset + Offset(before - self.scroll_offset.x, 0)

    def say(self, text: str, keys: Sequence[str] = ()) -> None:
        """What the line shows without a question; `keys` are the parts of it of which the first word is a key."""
        self._keys = tuple(keys)
        self.placeholder = "" if self.asking else plain(text)

    def render_line(self, y: int) -> Strip:
        """The keys, or what is typed, and behind that, where there is room, what ends it."""
        if not self.asking:
            return self._line_of_keys()
        strip = super().render_line(y).adjust_cell_length(self.scrollable_content_region.width + 1, self.rich_style)
        hint = f"  {self.hint}"
        room = strip.cell_length - 1 - cell_len(hint)
        if cell_len(self.value) + 1 > room:
            return strip
        style = self.rich_style + self.get_component_rich_style("input--placeholder", partial=True)
        return Strip.join((strip.crop(0, room), Strip([Segment(hint, style)])))

    def _line_of_keys(self) -> Strip:
        if self.app.theme not in self._looks:
            style = self.rich_style + self.get_component_rich_style("input--placeholder", partial=True)
            self._looks[self.app.theme] = style, style + self.get_component_rich_style("prompt--key", partial=True)
        style, bold = self._looks[self.app.theme]
        segments = [Segment(self.placeholder, style)]
        if self._keys:
            pairs = [key.partition(" ") for key in self._keys]
            segments = [
                segment for key, _, title in pairs for segment in (Segment(key, bold), Segment(f" {title}  ", style))
            ]
        return Strip(segments).adjust_cell_length(self.scrollable_content_region.width + 1, style)

    def ask(self, question: Question, text: str) -> None:
        """Ask, with a text to start from."""
        self.question = question
        pairs = [pair.partition(" ") for pair in question.ends.split(" · ")]
        self.hint = " · ".join(f"{key} {self.word(title)}" for key, _, title in pairs)
        self.say("")
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        self.screen.set_focus(self, scroll_visible=False)
        question.changed(text)

    def close(self) -> None:
        """Ask no more."""
        self.question = None
        self.set_reactive(Input.value, "")
        self.closed()

    def leave(self) -> None:
        """Give up what was typed."""
        question = self.question
        self.close()
        if question is not None:
            question.on_leave()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let every letter be seen in what depends on it."""
        event.stop()
        if self.question is not None:
            self.question.changed(event.value)

    def accepted(self, text: str) -> None:
        """Hand the text over; the one who receives it closes the prompt if it is good."""
        if self.question is not None:
            self.question.accepted(text)

    async def on_key(self, event: events.Key) -> None:
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
        elif event.key in CHANGES:
            await self.run_action(CHANGES[event.key])
        if event.key in {"enter", "escape", "tab", "shift+tab", COPY, *MOVES, *CHANGES}:
            event.stop()
            event.prevent_default()
