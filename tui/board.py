"""The board: the panes of the overview or the workbench, side by side where there is room, else one at a time."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical

from tui.method_panes import ResultsPane, StepsPane, TreePane
from tui.panes import ClustersPane, IndexPane, Pane, TrendsPane

ROOM_FOR_ALL = 110
"""Columns from which on all panes are in view."""


class Board(Container):
    """The panes of the overview and those of the workbench; the active one alone is shown when zoomed or narrow."""

    DEFAULT_CSS = """
    Board {
        height: 1fr;
        & > Horizontal { display: none; height: 1fr; }
        & > Horizontal.shown { display: block; }
        & #left { width: 77; }
        & #left > ClustersPane { height: auto; min-height: 8; max-height: 45%; }
        & IndexPane { width: 1fr; }
        & ResultsPane { width: 62%; }
        & #document { width: 1fr; }
    }
    Board.wide #left { width: 65%; }
    Board.single {
        & Pane { display: none; }
        & Pane.active { display: block; width: 1fr; }
        & #left, & #document { display: none; width: 1fr; }
        & #left.holds, & #document.holds { display: block; }
        & #left > ClustersPane { height: 1fr; max-height: 100%; }
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.overview: list[Pane] = [ClustersPane(id="clusters"), IndexPane(id="index"), TrendsPane(id="trends")]
        self.bench: list[Pane] = [ResultsPane(id="results"), TreePane(id="tree"), StepsPane(id="steps")]
        self.left = Vertical(self.overview[0], self.overview[2], id="left")
        self.document = Vertical(*self.bench[1:], id="document")

    def compose(self) -> ComposeResult:
        """Clusters above trends and the index beside them; the results, and beside them tree and steps."""
        yield Horizontal(self.left, self.overview[1], id="overview", classes="shown")
        yield Horizontal(self.bench[0], self.document, id="bench")

    @property
    def panes(self) -> list[Pane]:
        """Every pane."""
        return [*self.overview, *self.bench]

    @property
    def group(self) -> list[Pane]:
        """The panes that stand together with the active one."""
        return self.bench if self.active in self.bench else self.overview

    @property
    def active(self) -> Pane:
        """The pane that has the focus, or had it last."""
        return next((pane for pane in self.panes if pane.has_class("active")), self.panes[0])

    def activate(self, pane: Pane) -> None:
        """Give a pane the focus."""
        self.note_active(pane)
        self.screen.set_focus(pane.grid, scroll_visible=False)

    def note_active(self, pane: Pane) -> None:
        """Remember which pane is active, and show it when only one is."""
        for other in self.panes:
            other.set_class(other is pane, "active")
        self.left.set_class(pane in self.overview and pane is not self.overview[1], "holds")
        self.document.set_class(pane in self.bench[1:], "holds")
        for name, group in (("#overview", self.overview), ("#bench", self.bench)):
            self.query_one(name).set_class(pane in group, "shown")

    def step(self, by: int) -> None:
        """Go to another pane, round and round."""
        group = self.group
        self.activate(group[(group.index(self.active) + by) % len(group)])

    def on_resize(self, event: events.Resize) -> None:
        """Show all panes or one, as there is room."""
        self._arrange(event.size.width)

    def toggle_zoom(self) -> None:
        """Let the active pane fill the board, or not."""
        self.toggle_class("zoomed")
        self._arrange(self.size.width)

    def _arrange(self, width: int) -> None:
        self.set_class(width < ROOM_FOR_ALL or self.has_class("zoomed"), "single")
        self.set_class(width >= 140, "wide")  # noqa: PLR2004 - from here on the index may be wider
