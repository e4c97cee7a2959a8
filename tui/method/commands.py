"""What keys do in the workbench instead of what they do elsewhere."""

from typing import TYPE_CHECKING

from tui.method import step_commands as steps
from tui.method import tree_commands as tree
from tui.method.steps_pane import StepsPane
from tui.method.tree_pane import TreePane
from tui.results import commands as units
from tui.results.pane import ResultsPane

if TYPE_CHECKING:
    from tui.app import Jingdex


def chosen(app: "Jingdex") -> bool:
    """What Enter does in a pane of the workbench: a unit's page, a menu, a setting; false where it edits as ever."""
    pane = app.pane
    if isinstance(pane, ResultsPane) and pane.row:
        units.chosen(app, pane)
    elif isinstance(pane, StepsPane) and pane.row:
        steps.chosen(app, pane)
    else:
        return False
    return True


def added(app: "Jingdex") -> bool:
    """What `a` does in the workbench: a method, a code under that of the cursor, or a step; false elsewhere."""
    pane = app.pane
    if isinstance(pane, TreePane) and pane.code:
        tree.added(app, pane)
    elif isinstance(pane, StepsPane) and pane.row:
        steps.added(app, pane)
    elif isinstance(pane, ResultsPane | StepsPane | TreePane):
        from tui.method.method_commands import make  # noqa: PLC0415 - it loads Polars, which the first screen does without

        make(app)
    else:
        return False
    return True


def removed(app: "Jingdex") -> bool:
    """What `x` does in the workbench: the code with all below it, or the step, goes; false elsewhere."""
    pane = app.pane
    if isinstance(pane, TreePane) and pane.code:
        tree.removed(app, pane)
    elif isinstance(pane, StepsPane) and pane.row:
        steps.removed(app, pane)
    else:
        return False
    return True


def nudged(app: "Jingdex", by: int) -> bool:
    """What the stepping keys do on a step: they move it later or earlier, or step a number; false elsewhere."""
    pane = app.pane
    if isinstance(pane, StepsPane) and pane.row:
        steps.nudged(app, pane, by)
        return True
    return False


def left(app: "Jingdex") -> bool:
    """What Escape does in the workbench: close a menu, else go to the results; false elsewhere."""
    pane = app.pane
    if isinstance(pane, StepsPane) and steps.left(app, pane):
        return True
    if isinstance(pane, TreePane | StepsPane) and not app.board.has_class("zoomed"):
        app.board.activate(app.board.numbered(ResultsPane.number))
        app.draw_detail()
        return True
    return False
