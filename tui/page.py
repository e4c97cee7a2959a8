"""A page that takes the board's place for a while: a series, the claims, the trail, what was found, or help."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from core.derive import Derived
from tui.drawing.sheet import Sheet
from tui.panes.pane import Pane, Shown


class Page(Pane):
    """A pane whose sheet is made by whoever opens it."""

    word = "Page"

    DEFAULT_CSS = """
    Page { display: none; }
    Page.open { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.make: Callable[[Shown], Sheet] = lambda _: Sheet((), ())
        self.targets: dict[str, Callable[[], None]] = {}
        self.keys: dict[str, Callable[[], None]] = {}
        self.told = ""
        self.footer = ""
        self.judging = False

    def open(
        self,
        title: str,
        make: Callable[[Shown], Sheet],
        targets: dict[str, Callable[[], None]] | None = None,
        *,
        keys: dict[str, Callable[[], None]] | None = None,
        told: str = "",
        footer: str = "",
        judging: bool = False,
    ) -> None:
        """Show what `make` draws; `targets` say where Enter leads from a row of this key.

        `keys` are commands, by their ids, that do something else while the page is open; `told` says so in the title,
        `footer` in the bottom line. With `judging` it is drawn anew whenever more runs are done.
        """
        self.judging = judging
        self.title, self.make, self.targets = title, make, targets or {}
        self.keys, self.told, self.footer = keys or {}, told, footer
        self.order = None
        self.sheet = Sheet((), ())
        self.forget()
        self.add_class("open")

    def reads(self, shown: Shown) -> tuple[object, ...]:
        """What runs came to, too, where the page is about them."""
        return (*shown.choices, shown.judged) if self.judging else shown.choices

    def sheet_of(self, shown: Shown) -> Sheet:
        """Whatever was opened."""
        return self.make(shown)

    def title_of(self, shown: Shown) -> str:
        """The title it was opened with, in the language of the moment."""
        return " · ".join(filter(None, (shown.wording.word(self.title), self.told, "Esc")))

    def draw(self, shown: Shown, lit_from: Derived | None, preview: Shown | None) -> None:
        """Draw only while open."""
        if self.has_class("open"):
            super().draw(shown, lit_from, preview)


class HelpPage(VerticalScroll, can_focus=True):
    """Text to read, scrolled with the keys of the tables."""

    DEFAULT_CSS = """
    HelpPage {
        display: none;
        border: round $border;
        border-title-color: $primary;
        padding: 0 1;
        scrollbar-size-vertical: 1;
    }
    HelpPage.open { display: block; }
    """

    def compose_lines(self, title: str, lines: Sequence[Text]) -> None:
        """Show these lines."""
        self.border_title = Text(f"{title} · Esc")
        self.query_one(Static).update(Text("\n").join(lines))

    def compose(self) -> ComposeResult:
        """One static text."""
        yield Static(markup=False)

    def move(self, rows: int, columns: int = 0) -> None:  # noqa: ARG002 - as a grid moves
        """Scroll by lines."""
        self.scroll_relative(y=rows, animate=False)

    def top(self) -> None:
        """Scroll to the first line."""
        self.scroll_home(animate=False)

    def bottom(self) -> None:
        """Scroll to the last line."""
        self.scroll_end(animate=False)

    def page(self, pages: int) -> None:
        """Scroll by screens."""
        self.move(pages * max(1, self.size.height - 1))
