"""The board: views of panes in columns, side by side where there is room, else one pane at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical

from tui.frame.actions import action
from tui.frame.jobs import Jobs
from tui.frame.pane import Pane

ROOM_FOR_ALL = 110
"""Columns from which on all panes of a view stand side by side."""

ROOM_FOR_MORE = 140
"""Columns from which on the first column of a view is wider than it needs."""


@dataclass(frozen=True, slots=True)
class View:
    """Panes, by the names of their classes, that stand together: columns from left to right, panes from the top down.

    Widths are as CSS has them. Those `above` the columns have the whole width.
    """

    columns: tuple[tuple[str, ...], ...]
    first: str = "1fr"
    first_of_many: str = "1fr"
    above: tuple[str, ...] = ()


VIEWS: tuple[View, ...] = (
    View(
        (("tui.trends.pane:TrendsPane",), ("tui.index.pane:IndexPane",)),
        first="77",
        first_of_many="65%",
        above=("tui.clusters.pane:ClustersPane",),
    ),
    View(
        (("tui.results.pane:ResultsPane",), ("tui.method.tree_pane:TreePane", "tui.method.steps_pane:StepsPane")),
        first="50%",
        first_of_many="55%",
    ),
    View((("tui.figures.pane:FiguresPane",),)),
    View(
        (
            ("tui.robustness.pane:TrustPane",),
            ("tui.robustness.pane:InputFactorsPane", "tui.robustness.pane:SensitivityPane"),
        ),
        first="60%",
        first_of_many="62%",
    ),
)
"""Every view. A pane's key is its number; a view of one pane takes the whole body."""

TITLES = ("Clusters", "Index", "Trends", "Method", "Figures", "Robustness")
"""What the first line calls the numbers."""


class Board(Container):
    """The panes of all views; only one view is shown, and of it only the active pane when zoomed or narrow."""

    DEFAULT_CSS = """
    Board {
        height: 1fr;
        & > Vertical { display: none; height: 1fr; }
        & > Vertical.shown { display: block; }
        & Horizontal { height: 1fr; }
        & ClustersPane { height: auto; min-height: 8; max-height: 45%; }
        & ClustersPane Grid { height: auto; max-height: 100%; }
    }
    Board.single {
        & Pane, & Horizontal, & Horizontal > Vertical { display: none; }
        & Pane.active, & Horizontal.holds, & Horizontal > Vertical.holds { display: block; width: 1fr; }
        & ClustersPane, & ClustersPane Grid { height: 1fr; max-height: 100%; }
    }
    """

    def __init__(self, jobs: Jobs, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.jobs = jobs
        made = [[[self._made(pane) for pane in column] for column in view.columns] for view in VIEWS]
        above = [[self._made(pane) for pane in view.above] for view in VIEWS]
        self.columns = [[Vertical(*panes) for panes in columns] for columns in made]
        self.rows = [Horizontal(*columns) for columns in self.columns]
        self.views = [Vertical(*panes, row) for panes, row in zip(above, self.rows, strict=True)]
        self.groups = [_by_number([panes, *columns]) for panes, columns in zip(above, made, strict=True)]
        self.panes: list[Pane] = [pane for group in self.groups for pane in group]

    def _made(self, name: str) -> Pane:
        """A pane of this class."""
        pane: Pane = action(name)()
        pane.jobs = self.jobs
        return pane

    def compose(self) -> ComposeResult:
        """All views; what does not take part is not displayed."""
        yield from self.views

    @property
    def group(self) -> list[Pane]:
        """The panes that stand together with the active one."""
        active = self.active
        return next(group for group in self.groups if active in group)

    @property
    def active(self) -> Pane:
        """The pane that has the focus, or had it last."""
        return next((pane for pane in self.panes if pane.has_class("active")), self.panes[0])

    def view(self, number: int) -> list[Pane]:
        """The panes that stand together with the first of a number."""
        return next(group for group in self.groups if any(pane.number == number for pane in group))

    def numbered(self, number: int) -> Pane:
        """The first pane of a number."""
        return next(pane for pane in self.panes if pane.number == number)

    def activate(self, pane: Pane) -> None:
        """Give a pane the focus."""
        self.note_active(pane)
        self.screen.set_focus(pane.grid, scroll_visible=False)

    def note_active(self, pane: Pane) -> None:
        """Remember which pane is active, and show it when only one is."""
        for other in self.panes:
            if other.has_class("active") is not (other is pane):
                other.set_class(other is pane, "active")
                other.grid.draw_cursor()
        for view, group in zip(self.views, self.groups, strict=True):
            view.set_class(pane in group, "shown")
        for row, columns in zip(self.rows, self.columns, strict=True):
            row.set_class(pane.parent in columns, "holds")
            for column in columns:
                column.set_class(pane.parent is column, "holds")

    def step(self, by: int) -> None:
        """Go to another pane of the view, round and round."""
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
        single = width < ROOM_FOR_ALL or self.has_class("zoomed")
        self.set_class(single, "single")
        for view, columns in zip(VIEWS, self.columns, strict=True):
            wanted = view.first_of_many if width >= ROOM_FOR_MORE else view.first
            columns[0].styles.width = "1fr" if single else wanted


def _by_number(columns: Sequence[Sequence[Pane]]) -> list[Pane]:
    """The panes of a view in the order of their numbers; of one number, as they stand."""
    return sorted((pane for column in columns for pane in column), key=lambda pane: pane.number)
