"""A page that takes the board's place for a while: a series, the claims, the trail, what was found, or help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from core.derive.derive import Derived
from tui.frame.pane import Pane
from tui.grid.sheet import Sheet
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from tui.tables.query import QueryContext


@dataclass(frozen=True, slots=True)
class FileOf:
    """The table that a file of a page holds, by its id, and what it is made from."""

    table: str
    query: Callable[[ViewState], "QueryContext"]


SAVING = "s Sort  y Copy  Y Copy table  E Export"
"""The keys of a table that is only read."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: its title, what draws its sheet, and what keys do there.

    `targets` say where Enter leads from a row of this key; `keys` are commands, by their ids, that do something else
    while the page is open; `footer` says so in the bottom line; with `judging` it is drawn anew whenever more runs are
    done; `strip` is what the strip below says of the row under the cursor. `written` is the table that a file has the
    rows of, else it has those that are seen.
    """

    title: str
    make: Callable[[ViewState], Sheet]
    targets: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    keys: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    footer: str = ""
    judging: bool = False
    strip: Callable[[ViewState], Sequence[str]] | None = None
    written: FileOf | None = None


class Page(Pane):
    """A pane whose sheet is made by whoever opens it."""

    word = "Page"

    DEFAULT_CSS = """
    Page { display: none; }
    Page.open { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.leaf = PageContent("", lambda _: Sheet((), ()))
        self.behind: list[tuple[PageContent, tuple[int, bool] | None, str]] = []

    @property
    def title(self) -> str:
        """The title of what is open."""
        return self.leaf.title

    @property
    def targets(self) -> Mapping[str, Callable[[], None]]:
        """Where Enter leads."""
        return self.leaf.targets

    def own_action(self, command: str) -> Callable[..., None] | None:
        """What the command of this id does on the page that is open."""
        own = self.leaf.keys.get(command)
        return (lambda *_: own()) if own else None

    @property
    def footer(self) -> str:
        """What the bottom line says while nothing is asked."""
        return self.leaf.footer

    def open(
        self,
        title: str,
        make: Callable[[ViewState], Sheet],
        targets: dict[str, Callable[[], None]] | None = None,
        *,
        keys: dict[str, Callable[[], None]] | None = None,
        footer: str = "",
        judging: bool = False,
    ) -> None:
        """Show a leaf of these parts, with nothing behind it."""
        self.behind.clear()
        self.grid.move_to(0, 0)
        self._show(PageContent(title, make, targets or {}, keys or {}, footer, judging), None)

    def turn_to(self, leaf: PageContent) -> None:
        """Show a leaf; one that is open lies behind it until it is left."""
        if self.has_class("open"):
            self.behind.append((self.leaf, self.order, self.row.key if self.row else ""))
        self.grid.move_to(0, 0)
        self._show(leaf, None)

    def put(self, leaf: PageContent) -> None:
        """Show a leaf in the place of the one that is open; what lies behind stays there."""
        self._show(leaf, None)

    def turn_back(self) -> str | None:
        """Show the leaf behind again, and give the key of the row that was under its cursor; null where none is."""
        if not self.behind:
            return None
        leaf, order, key = self.behind.pop()
        self._show(leaf, order)
        return key

    def detail(self, shown: ViewState) -> Sequence[str]:
        """What the leaf says of the row under the cursor."""
        return self.leaf.strip(shown) if self.leaf.strip else ()

    def _show(self, leaf: PageContent, order: tuple[int, bool] | None) -> None:
        self.leaf, self.order = leaf, order
        self.sheet = Sheet((), ())
        self.forget()
        self.add_class("open")

    def reads(self, shown: ViewState) -> tuple[object, ...]:
        """What runs came to, too, where the page is about them."""
        return (*shown.choices, shown.judged) if self.leaf.judging else shown.choices

    def sheet_of(self, shown: ViewState) -> Sheet:
        """Whatever was opened."""
        return self.leaf.make(shown)

    def title_of(self, shown: ViewState) -> str:
        """The title it was opened with, in the language of the moment."""
        return shown.wording.word(self.title)

    def draw(self, shown: ViewState, highlight_since: Derived | None, preview: ViewState | None) -> None:
        """Draw only while open."""
        if self.has_class("open"):
            super().draw(shown, highlight_since, preview)


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

    whole: tuple[Text, ...] = ()

    def compose_lines(self, title: str, lines: Sequence[Text]) -> None:
        """Show these lines."""
        self.border_title = Text(title)
        self.whole = tuple(lines)
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[Text]) -> None:
        """Show some lines, from the first on."""
        self.query_one(Static).update(Text("\n").join(lines))
        self.scroll_home(animate=False)

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
