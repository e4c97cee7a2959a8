"""What all panes are: a sheet of the workbook in a grid, under a title of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from core.derive.derive import Derived
from core.workbook.typed_edit import Place
from tui.frame.actions import action
from tui.frame.detail import moved_lines
from tui.frame.failed_rows import with_failed
from tui.frame.jobs import Jobs
from tui.grid.grid import Grid
from tui.grid.laid_out import laid_out
from tui.grid.sheet import Sheet, SheetRow
from tui.workspace.view_state import ViewState


class Pane(Vertical, can_focus=False):
    """A bordered grid. `sheet_of` says what it shows; sorting and marking are the same for all."""

    number: ClassVar[int] = 0
    word: ClassVar[str] = ""
    keys: ClassVar[Mapping[str, str]] = {}
    """Actions by the ids of commands, done here in the place of what the commands do elsewhere."""

    typing: ClassVar[str] = "tui.frame.edits:type_at_cursor"
    """The action that begins an edit, from a text or (null) from what stands there."""

    pasting: ClassVar[str] = ""
    """The action that takes several lines or cells at once, and says whether it did; empty where none does."""

    lists: ClassVar[str] = "tui.clusters.commands:next_list"
    """The action that shows the next of what the view shows one of."""

    drawn: ClassVar[str] = ""
    """The action that follows when the panes of the view are drawn; empty where none does."""

    jobs: Jobs
    """Long work, for a pane of the board."""
    tables: ClassVar[tuple[str, ...]] = ()
    """The tables of which entries that cannot be understood are shown here."""

    DEFAULT_CSS = """
    Pane {
        border: round $border-blurred;
        border-title-color: $secondary;
        padding: 0;
        height: 1fr;
        &.active, &.open { border: round $border; border-title-color: $primary; border-title-style: bold; }
    }
    """

    class Clicked(Message):
        """The mouse went down on the pane."""

        def __init__(self, pane: "Pane") -> None:
            super().__init__()
            self.pane = pane

    def __init__(self) -> None:
        super().__init__(id=self.word.lower())
        self.grid = Grid()
        self.sheet = Sheet((), ())
        self.order: tuple[int, bool] | None = None
        self._title = ""
        self._kept: tuple[Place, str, int] | None = None
        self._made: list[tuple[ViewState, Sheet]] = []

    def compose(self) -> ComposeResult:
        """A grid and nothing else."""
        yield self.grid

    def on_mount(self) -> None:
        """Take the focus where it waits for this pane."""
        if self.has_class("active") and self.screen.focused is None:
            self.screen.set_focus(self.grid, scroll_visible=False)

    def on_mouse_down(self) -> None:
        """Whoever is clicked is worked in."""
        self.post_message(self.Clicked(self))

    @property
    def row(self) -> SheetRow | None:
        """The row under the cursor."""
        return self.sheet.row_at(self.grid.cursor[0])

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""
        row = self.row
        if row and self._kept and self._kept[1:] == (row.key, self.grid.moves):
            return self._kept[0]
        return row.place_of(self.grid.cursor[1]) if row else None

    def keep_place(self, place: Place) -> None:
        """Let typing lead to a place until the cursor moves, though the row may show another period by then."""
        self._kept = (place, self.row.key, self.grid.moves) if self.row else None

    def go_to_typed(self) -> None:
        """Move the cursor to the cell that typing in its row changes."""
        row, column = self.grid.cursor
        if self.row and column not in self.row.places:
            self.grid.move_to(row, self.grid.view.typed_column)

    def sheet_of(self, shown: ViewState) -> Sheet:
        """What the pane shows of a workbook."""
        raise NotImplementedError

    def rests_on(self, shown: ViewState) -> object:
        """The part of what is derived that the sheet is made of: while it is the same object, so is the sheet."""
        return shown.derived

    def title_of(self, shown: ViewState) -> str:
        """The title in the border."""
        return f"{self.number} {shown.wording.word(self.word)}"

    def detail(self, shown: ViewState) -> Sequence[str]:  # noqa: ARG002 - what a pane says is of what it shows
        """What the strip below says of the row under the cursor; nothing where it tells of the figure there."""
        return ()

    def moves(self, seen: ViewState, shown: ViewState) -> list[str]:  # noqa: ARG002 - panes of results compare the two
        """What typing moves, in one line; `seen` is what would be shown."""
        return moved_lines(self.sheet, self.row)

    def own_action(self, command: str) -> Callable[..., None] | None:
        """What the command of this id does here, given the app and the pane; null where it does what it always does."""
        return action(self.keys[command]) if command in self.keys else None

    @property
    def footer(self) -> str:
        """What the bottom line says while nothing is asked; nothing where it says what it always does."""
        return ""

    @property
    def whole_rows(self) -> bool:
        """Whether the strip always has the whole row under the cursor."""
        return False

    def draw(self, shown: ViewState, highlight_since: Derived | None, preview: "ViewState | None") -> None:
        """Draw the pane: what an edit moved is lit; what typing would move is shown beside what it was."""
        present = self._ordered(self._sheet(shown))
        if preview is not None:
            drawn = self._ordered(self._sheet(preview)).marked(present, "preview")
        elif highlight_since is not None and highlight_since is not shown.derived:
            was = replace(shown, derived=highlight_since)
            drawn = present.marked(self._sheet(was), "lit")
        else:
            drawn = present
        title = self.title_of(shown) + self._order_told(drawn)
        if title != self._title:
            self._title, self.border_title = title, Text(title)
        if drawn is not self.sheet:
            is_first = not self.sheet.columns
            self._keep_cursor(drawn)
            self.sheet = drawn
            self.grid.show(drawn)
            if is_first:
                self.grid.move_to(self.grid.cursor[0], self.grid.view.typed_column)

    def reads(self, shown: ViewState) -> tuple[object, ...]:
        """What of the screen's state, beside what is derived, the sheet is made of."""
        return shown.choices

    def forget(self) -> None:
        """Make every sheet anew."""
        self._made = []

    def turn_order(self, column: int) -> None:
        """Sort by a column: numbers from the largest and texts from A, then the other way, and no more."""
        largest_first = self.sheet.columns[column].justify == "right" if column < len(self.sheet.columns) else True
        orders = [None, (column, largest_first), (column, not largest_first)]
        self.order = orders[(orders.index(self.order) + 1) % 3] if self.order in orders else orders[1]

    def go_to(self, key: str) -> bool:
        """Move the cursor to a row, and say whether it is there."""
        row = self.sheet.find(key)
        if row is not None:
            self.grid.move_to(row)
        return row is not None

    def _sheet(self, shown: ViewState) -> Sheet:
        """The sheet, made anew only for what has not just been drawn."""
        made = next((one for one in self._made if self._same(one[0], shown)), None)
        made = made or (shown, self._made_sheet(shown))
        self._made = [*[one for one in self._made if one is not made][-2:], made]
        return made[1]

    def _made_sheet(self, shown: ViewState) -> Sheet:
        sheet = self.sheet_of(shown)
        whole = with_failed(sheet, shown.workbook.failed(*self.tables), shown.wording) if self.tables else sheet
        return laid_out(whole)

    def _same(self, one: ViewState, other: ViewState) -> bool:
        if one.workbook.with_failed is not other.workbook.with_failed:
            return False
        return self.rests_on(one) is self.rests_on(other) and self.reads(one) == self.reads(other)

    def _order_told(self, sheet: Sheet) -> str:
        """What the rows are sorted by, for the title."""
        if self.order is None or self.order[0] >= len(sheet.columns):
            return ""
        return f" · {sheet.columns[self.order[0]].title} {'↓' if self.order[1] else '↑'}"

    def _ordered(self, sheet: Sheet) -> Sheet:
        return sheet.sorted_by(self.order[0], descending=self.order[1]) if self.order else sheet

    def _keep_cursor(self, sheet: Sheet) -> None:
        """Let the cursor stay on its row when rows come, go or change places."""
        row = self.row
        place = sheet.find(row.key) if row else None
        if place is not None and place != self.grid.cursor[0]:
            kept = self._kept if self._kept and self._kept[2] == self.grid.moves else None
            self.sheet = sheet
            self.grid.show(sheet)
            self.grid.move_to(place)
            self._kept = (*kept[:2], self.grid.moves) if kept else None
