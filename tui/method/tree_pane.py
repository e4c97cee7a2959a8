"""The Tree pane of the workbench: the tree of codes with their weights."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from core.derive.derive import Derived
from core.errors import JingdexError
from core.method.document import document_of
from core.method.run import Failure
from core.workbook.typed_edit import WeightPlace
from tui.frame.pane import METHOD, METHODS, NO_METHOD, Pane, empty_sheet
from tui.grid.sheet import Sheet
from tui.method.sheets import placed_sheet, tree_sheet, weight_sheet
from tui.method.workbench_descriptions import code_lines
from tui.results.pane import rank_moves
from tui.workspace.result_view import ResultView
from tui.workspace.view_state import ViewState

KEYS = (
    "Enter Weight  a Add  x Remove  m Move  r Rename  d Direction  p Goalposts  f Own method  W Vary weight  H Why"
    "  u Undo"
)


class TreePane(Pane):
    """The tree from its roots down, with weights and effective weights."""

    number = METHOD
    word = "Tree"
    footer = KEYS
    lists = "tui.results.commands:next_method"
    drawn = "tui.robustness.runs:look"
    keys: ClassVar[Mapping[str, str]] = {
        "add": "tui.method.tree_commands:add",
        "missing": "tui.method.tree_commands:remove",
        "back": "tui.method.tree_commands:back",
        "why": "tui.attribution.commands:why_code",
    }
    tables = ("methods", "placed", "steps", "groups")

    def __init__(self) -> None:
        super().__init__()
        self.before: Derived | None = None

    def draw(self, state: ViewState, highlight_since: Derived | None, preview: ViewState | None) -> None:
        """Draw the tree; ranks moved are those since the last edit."""
        self.before = highlight_since
        super().draw(state, highlight_since, preview)

    def sheet_of(self, state: ViewState) -> Sheet:
        """The tree; where the method has no result, as far as there is one."""
        result = state.result
        if result is None:
            return empty_sheet(NO_METHOD, state, METHODS)
        if not isinstance(result, Failure):
            return weight_sheet(ResultView.of(result, state.workbook, state.wording))
        try:
            tree_document = document_of(state.workbook, state.method)
            return tree_sheet(tree_document, tree_document.tree, {}, state.workbook, state.wording)
        except JingdexError:
            return placed_sheet(state.workbook.placed(state.method), state.wording)

    def moves(self, trial: ViewState, state: ViewState) -> list[str]:
        """Which ranks typing moves."""
        return rank_moves(trial, state) or super().moves(trial, state)

    def detail(self, state: ViewState) -> Sequence[str]:
        """What the code under the cursor counts; which ranks the last edit moved, else how its score is made."""
        result = state.result
        if result is None or not self.code:
            return ()
        try:
            tree_document = document_of(state.workbook, state.method)
            counts, how, about = code_lines(
                tree_document, result, self.code, state.workbook, state.wording, state.period
            )
        except JingdexError:
            return ()
        moved = rank_moves(state, replace(state, derived=self.before)) if self.before else []
        return counts, *(moved or [how]), about

    @property
    def code(self) -> str:
        """The code of the tree under the cursor."""
        return self.place.code if isinstance(self.place, WeightPlace) else ""
