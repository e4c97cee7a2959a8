"""What typing does in each kind of pane: it leads to the place under the cursor, or to what the row stands for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.figures import block_commands as cells
from tui.figures.pane import FiguresPane
from tui.frame import edits as edit
from tui.frame.pane import Pane
from tui.method import step_commands as steps
from tui.method.steps_pane import StepsPane
from tui.robustness import commands as trust
from tui.robustness.pane import InputFactorsPane

if TYPE_CHECKING:
    from tui.app import Jingdex


def typing_in(app: "Jingdex", pane: Pane) -> Callable[[str | None], None]:
    """What begins an edit in a pane, from a text or from what stands there."""
    match pane:
        case FiguresPane():
            return partial(cells.typed, app, pane)
        case StepsPane():
            return partial(steps.typed, app, pane)
        case InputFactorsPane():
            return partial(trust.typed, app, pane)
        case _:
            return partial(edit.type_at_cursor, app)
