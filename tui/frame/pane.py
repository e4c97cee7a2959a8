"""What all panes are: a sheet of the workbook in a grid, under a title of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip

from core.derive.derive import Derived
from core.words import gettext, marked
from core.workbook.typed_edit import FigurePlace, Place
from tui.frame.actions import action
from tui.frame.detail import moved_lines
from tui.frame.failed_rows import with_failed
from tui.frame.jobs import Jobs
from tui.frame.order import Order
from tui.frame.pane_cursor import PaneCursor
from tui.frame.sheets import Sheets
from tui.frame.side_chart import Graph, SideChart, place_graph
from tui.grid.grid import Grid
from tui.grid.layout import with_layout
from tui.grid.line import cut_in_the_middle
from tui.grid.sheet import Sheet, SheetRow, sentence_sheet
from tui.grid.wrapping import wrapped
from tui.workspace.view_state import ViewState

METHOD, FIGURES, ROBUSTNESS = 4, 5, 6
"""The numbers of two views."""
DEFINES, METHODS = "I Import  N Definitions", "M Methods  I Import"
"""The keys of an empty view of what is defined in the workbook, and of a method."""
NARROWEST = 38
"""Cells in the narrowest pane at 120 columns."""
NO_FIGURES = marked("There are no figures yet: I imports a file, a in view 5 (g5) adds one.")
NO_METHOD = marked("No method yet: M, then a, makes one from your indicators.")
NO_UNIT = marked("There is no unit under the cursor: move to a row that has one.")


def empty_sheet(sentence: str, state: ViewState, keys: str) -> Sheet:
    """What to do next in place of a table: the sentence, or, where there are no figures, how they come in."""
    text = gettext(sentence if state.workbook.figures.height else NO_FIGURES)
    return sentence_sheet("\n".join(wrapped(text, NARROWEST)), keys, "bad" if sentence == state.failure else "plain")


AROUND_TITLE = 6
"""Cells of the border, corners and blanks beside a title."""


class Titled(Vertical, can_focus=False):
    """A box with a title in its border; a long title is cut in the middle."""

    whole_title = ""
    _shown = ("", 0)

    def entitle(self, title: str) -> None:
        """Show another title, as much of it as has room."""
        wanted = title, self.outer_size.width
        if wanted != self._shown:
            self.whole_title, self._shown = wanted[0], wanted
            room = wanted[1] - AROUND_TITLE
            self.border_title = Text(cut_in_the_middle(title, room).rstrip() if room > 0 else title)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the box, with its title cut for the width that it has now."""
        self.entitle(self.whole_title)
        return super().render_lines(crop)


class Pane(Titled, can_focus=False):
    """A bordered grid. `sheet_of` says what it shows; sorting and marking are the same for all."""

    number: ClassVar[int] = 0
    word: ClassVar[str] = ""
    keys: ClassVar[Mapping[str, str]] = {}
    """Actions by the ids of commands, done here in the place of what the commands do elsewhere."""

    typing: ClassVar[str] = "tui.frame.edits:type_at_cursor"
    """The action that begins an edit, from a text or (null) from what stands there."""

    pasting: ClassVar[str] = ""
    """The action that takes several lines or cells at once, and says whether it did; empty where none does."""

    lists: ClassVar[str] = ""
    """The action that shows the next of what the pane shows one of; empty where there is nothing else to show."""

    drawn: ClassVar[str] = ""
    """The action that follows when the panes of the view are drawn; empty where none does."""

    rests_on: ClassVar[str] = "derived"
    """The part of what is shown that the sheet is made of: while it is the same object, so is the sheet."""

    judging: ClassVar[bool] = False
    """Whether the sheet is made of what runs came to, too."""

    whole_rows = False
    """Whether the strip always has the whole row under the cursor."""

    beside: SideChart | None = None
    """What is drawn beside the table, where there is room."""

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

    def __init__(self, grid: Grid | None = None) -> None:
        super().__init__(id=self.word.lower())
        self.grid = grid or Grid()
        self.cursor = PaneCursor(self.grid)
        self.sheets = Sheets(partial(_laid_out, self), self.rests_on)
        self.sheets.judging = self.judging
        self.order = Order()

    def compose(self) -> ComposeResult:
        """A grid, and the chart where the pane has one."""
        yield self.grid
        if self.beside:
            yield self.beside

    @property
    def sheet(self) -> Sheet:
        """The sheet that is drawn."""
        return self.cursor.sheet

    @property
    def row(self) -> SheetRow | None:
        """The row under the cursor."""
        return self.cursor.row

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""
        return self.cursor.place

    def sheet_of(self, state: ViewState) -> Sheet:
        """What the pane shows of a workbook."""
        raise NotImplementedError

    def title_of(self, state: ViewState) -> str:
        """The title in the border."""
        return f"{self.number} {state.wording.word(self.word)}"

    def detail(self, state: ViewState) -> Sequence[str]:  # noqa: ARG002 - what a pane says is of what it shows
        """What the strip below says of the row under the cursor; nothing where it tells of the figure there."""
        return ()

    def draw_chart(self, state: ViewState) -> None:
        """Draw the chart, where the pane has one."""
        if self.beside:
            if self.beside.display:
                self.beside.stand_beside(self.sheet.columns, self.size.width)
            self.beside.show(place_graph(self.place, state))

    def moves(self, trial: ViewState, state: ViewState) -> list[str]:  # noqa: ARG002 - panes of results compare the two
        """What typing moves, in one line; `seen` is what would be shown."""
        return moved_lines(self.sheet, self.row)

    def own_action(self, command: str) -> Callable[..., None] | None:
        """What the command of this id does here, given the app and the pane; null where it does what it always does."""
        return action(self.keys[command]) if command in self.keys else None

    @property
    def footer(self) -> str:
        """What the bottom line says while no prompt is open; empty where it says what it always does."""
        return ""

    def draw(self, state: ViewState, highlight_since: Derived | None, preview: "ViewState | None") -> None:
        """Draw the pane: what an edit moved is lit; what typing would move is shown beside what it was."""
        drawn = present = self.order.of(self.sheets.of(state))
        if preview is not None:
            drawn = self.order.of(self.sheets.of(preview)).marked(present, "preview")
        elif highlight_since is not None and highlight_since is not state.derived:
            drawn = present.marked(self.sheets.of(replace(state, derived=highlight_since)), "lit")
        self.entitle(self.title_of(state) + self.order.text(drawn))
        if drawn is not self.sheet:
            self.cursor.show(drawn)

    def follow_figure(self, place: FigurePlace, *, is_typed: bool) -> None:  # noqa: ARG002 - all figures have a row in theirs
        """Move from a release under the cursor to another that was put there, where each has a row of its own."""
        if isinstance(self.place, FigurePlace) and self.place != place and self.place.cell == place.cell:
            self.go_to(next((row.key for row in self.sheet.by_key.values() if row.place == place), ""))

    def go_to(self, key: str) -> bool:
        """Move the cursor to a row, and say whether it is there."""
        row = self.sheet.find(key)
        if row is not None:
            self.grid.move_to(row)
        return row is not None


def _laid_out(pane: Pane, state: ViewState) -> Sheet:
    """The sheet of a pane as it is drawn, with the entries that cannot be understood below it."""
    sheet = pane.sheet_of(state)
    if pane.tables:
        sheet = with_failed(sheet, state.workbook.failed(*pane.tables), state.wording)
    return with_layout(sheet)


class UnitPane(Pane):
    """A pane of units, or of the periods of one: the keys of their rows begin with a word, `kind`."""

    kind: ClassVar[str]

    DEFAULT_CSS = """
    UnitPane.charted > Grid { height: auto; max-height: 60%; }
    UnitPane.charted > SideChart { display: block; width: 1fr; max-height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.beside: SideChart = SideChart()

    @property
    def unit(self) -> tuple[str, str]:
        """The unit under the cursor, and its period; empty texts where there is none."""
        parts = self.cursor.parts
        return (parts[1], parts[2]) if parts[:1] == [self.kind] else ("", "")

    def graph_of(self, state: ViewState) -> Graph | None:
        """The course of the unit under the cursor; null where there is none."""
        raise NotImplementedError

    def draw(self, state: ViewState, highlight_since: Derived | None, preview: "ViewState | None") -> None:
        """Draw the table and the chart below it."""
        super().draw(state, highlight_since, preview)
        self.draw_chart(preview or state)

    def draw_chart(self, state: ViewState) -> None:
        """Draw the chart below the table: of the only unit always, of one of several where there is much room."""
        graph, view = self.graph_of(state), state.view()
        alone = view is not None and view.scored.frame["unit"].n_unique() == 1
        self.beside.show(graph)
        self.set_class(graph is not None and alone, "charted")
        self.set_class(graph is not None and not alone, "charted-where-wide")
