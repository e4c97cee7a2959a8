"""What typing does in each kind of pane: it leads to the place under the cursor, or to what the row stands for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.actions import cells, edit, steps, trust
from tui.panes.figures import FiguresPane
from tui.panes.pane import Pane
from tui.panes.steps import StepsPane
from tui.panes.trust import UncertainPane

if TYPE_CHECKING:
    from tui.app import Jingdex


def typing_in(app: "Jingdex", pane: Pane) -> Callable[[str | None], None]:
    """What begins an edit in a pane, from a text or from what stands there."""
    match pane:
        case FiguresPane():
            return partial(cells.typed, app, pane)
        case StepsPane():
            return partial(steps.typed, app, pane)
        case UncertainPane():
            return partial(trust.typed, app, pane)
        case _:
            return partial(edit.type_at_cursor, app)
