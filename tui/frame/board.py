"""The board: views of panes in columns, side by side where there is room, else one pane at a time."""

from itertools import chain
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical

from core.frozen import frozen
from tui.frame.actions import action
from tui.frame.jobs import Jobs
from tui.frame.pane import Pane

if TYPE_CHECKING:
    from textual.widget import Widget

ROOM_FOR_ALL = 110
"""Columns from which on all panes of a view stand side by side."""

ROOM_FOR_MORE = 140
"""Columns from which on the first column of a view is wider than it needs."""


@frozen
class View:
    """Panes, by the names of their classes, that stand together: columns from left to right, panes from the top down.

    `numbers` are those of its panes. Widths are as CSS has them. Those `above` the columns have the whole width.
    """

    numbers: tuple[int, ...]
    columns: tuple[tuple[str, ...], ...]
    first: str = "1fr"
    first_of_many: str = "1fr"
    above: tuple[str, ...] = ()


VIEWS: tuple[View, ...] = (
    View(
        (1, 2, 3),
        (("tui.trends.pane:TrendsPane",), ("tui.index.pane:IndexPane",)),
        first="77",
        first_of_many="65%",
        above=("tui.clusters.pane:ClustersPane",),
    ),
    View(
        (4,),
        (("tui.results.pane:ResultsPane",), ("tui.method.tree_pane:TreePane", "tui.method.steps_pane:StepsPane")),
        first="50%",
        first_of_many="55%",
    ),
    View((5,), (("tui.figures.pane:FiguresPane",),)),
    View(
        (6,),
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


class ViewBox(Vertical):
    """The panes of one view, each in its place."""

    def __init__(self, view: View, jobs: Jobs) -> None:
        above = [_new_pane(name, jobs) for name in view.above]
        panes = [[_new_pane(name, jobs) for name in column] for column in view.columns]
        self.columns = [(Vertical(*column, classes="stack" if column[1:] else None), column) for column in panes]
        self.row = Horizontal(*(box for box, _ in self.columns))
        super().__init__(*above, self.row)
        self.view = view
        self.panes: list[Pane] = sorted([*above, *chain(*panes)], key=lambda pane: pane.number)

    def on_mount(self) -> None:
        """Give the active pane the focus where that waits for it."""
        active = next((pane for pane in self.panes if pane.has_class("active")), None)
        if active and self.screen.focused is None:
            self.screen.set_focus(active.grid, scroll_visible=False)

    def mark(self, active: Pane) -> None:
        """Mark the active pane, and what holds it, and look their styles up once."""
        marks: list[tuple[Widget, str, bool]] = [(pane, "active", pane is active) for pane in self.panes]
        marks += [(box, "holds", active in panes) for box, panes in self.columns]
        marks += [(self.row, "holds", any(is_marked for _, name, is_marked in marks if name == "holds"))]
        marks += [(self, "shown", active in self.panes)]
        changed = [mark for mark in marks if mark[0].has_class(mark[1]) != mark[2]]
        for widget, name, is_marked in changed:
            widget.set_class(is_marked, name, update=False)
        if changed:
            self.update_node_styles()

    def share_width(self, width: int, single: bool) -> None:
        """Give the first column the room that it has in so many columns of the terminal."""
        wanted = self.view.first_of_many if width >= ROOM_FOR_MORE else self.view.first
        self.columns[0][0].styles.width = "1fr" if single else wanted


def _new_pane(name: str, jobs: Jobs) -> Pane:
    """A pane of this class."""
    pane: Pane = action(name)()
    pane.jobs = jobs
    return pane


class Board(Container):
    """The panes of all views, each view made when it is first shown; of it only the active pane is seen when zoomed.

    `active` is the pane that has the focus, or had it last.
    """

    DEFAULT_CSS = """
    Board {
        height: 1fr;
        & > ViewBox { display: none; height: 1fr; }
        & > ViewBox.shown { display: block; }
        & Horizontal { height: 1fr; }
        & ClustersPane { height: auto; min-height: 8; max-height: 45%; }
        & ClustersPane Grid { height: auto; max-height: 100%; }
        & .stack > Pane.active { height: auto; min-height: 50%; max-height: 75%; }
        & .stack > Pane.active Grid { height: auto; max-height: 100%; }
    }
    Board.single {
        & Pane, & Horizontal, & Horizontal > Vertical { display: none; }
        & Pane.active, & Horizontal.holds, & Horizontal > Vertical.holds { display: block; width: 1fr; }
        & ClustersPane, & ClustersPane Grid { height: 1fr; max-height: 100%; }
        & .stack > Pane.active, & .stack > Pane.active Grid { height: 1fr; max-height: 100%; }
    }
    """

    def __init__(self, jobs: Jobs, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.jobs = jobs
        first = ViewBox(VIEWS[0], jobs)
        self.views = {VIEWS[0]: first}
        self.active = first.panes[0]
        first.mark(self.active)

    def compose(self) -> ComposeResult:
        """The first view, as it will stand."""
        self._arrange(self.app.size.width)
        yield from self.views.values()

    @property
    def group(self) -> list[Pane]:
        """The panes that stand together with the active one."""
        return self.view(self.active.number)

    @property
    def panes(self) -> list[Pane]:
        """The panes of every view that was shown."""
        return [pane for box in self.views.values() for pane in box.panes]

    def view(self, number: int) -> list[Pane]:
        """The panes that stand together with the first of a number."""
        view = next(view for view in VIEWS if number in view.numbers)
        if view not in self.views:
            self.views[view] = box = ViewBox(view, self.jobs)
            box.share_width(self.size.width, self.has_class("single"))
            self.mount(box)
        return self.views[view].panes

    def numbered(self, number: int) -> Pane:
        """The first pane of a number."""
        return next(pane for pane in self.view(number) if pane.number == number)

    def activate(self, pane: Pane) -> None:
        """Give a pane the focus, which one that is not mounted yet takes when it is; show it when only one is."""
        before, self.active = self.active, pane
        for box in self.views.values():
            box.mark(pane)
        for shown in (before, pane):
            shown.grid.draw_cursor()
        self.screen.set_focus(pane.grid if pane.grid.is_attached else None, scroll_visible=False)

    def step(self, by: int) -> None:
        """Go to another pane of the view, round and round."""
        group = self.group
        self.activate(group[(group.index(self.active) + by) % len(group)])

    def on_resize(self, event: events.Resize) -> None:
        """Show all panes or one, as there is room."""
        self._arrange(event.size.width)

    def toggle_zoom(self) -> bool:
        """Let the active pane fill the board, or not; false where it does anyway."""
        has_others = len(self.group) > 1 and self.size.width >= ROOM_FOR_ALL
        if has_others or self.has_class("zoomed"):
            self.toggle_class("zoomed")
            self._arrange(self.size.width)
        return has_others

    def _arrange(self, width: int) -> None:
        single = width < ROOM_FOR_ALL or self.has_class("zoomed")
        self.set_class(single, "single")
        for box in self.views.values():
            box.share_width(width, single)
