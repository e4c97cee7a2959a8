"""The board: the three panes, side by side where there is room, one at a time where there is not."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui.panes import ClustersPane, IndexPane, Pane, TrendsPane

ROOM_FOR_ALL = 110
"""Columns from which on all panes are in view."""


class Board(Horizontal):
    """The panes; the active one alone is shown when zoomed or narrow."""

    DEFAULT_CSS = """
    Board {
        height: 1fr;
        & > #left { width: 77; }
        & > #left > ClustersPane { height: auto; min-height: 8; max-height: 45%; }
        & > IndexPane { width: 1fr; }
    }
    Board.wide > #left { width: 65%; }
    Board.single {
        & Pane { display: none; }
        & Pane.active { display: block; width: 1fr; }
        & > #left { display: none; width: 1fr; }
        & > #left.holds { display: block; }
        & > #left > ClustersPane { height: 1fr; max-height: 100%; }
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.panes: list[Pane] = [ClustersPane(id="clusters"), IndexPane(id="index"), TrendsPane(id="trends")]
        self.left = Vertical(self.panes[0], self.panes[2], id="left")

    def compose(self) -> ComposeResult:
        """Clusters above trends, the index beside them."""
        yield self.left
        yield self.panes[1]

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
        self.left.set_class(pane.number != IndexPane.number, "holds")

    def step(self, by: int) -> None:
        """Go to another pane, round and round."""
        panes = self.panes
        self.activate(panes[(panes.index(self.active) + by) % len(panes)])

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
