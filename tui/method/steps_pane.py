"""The Steps pane of the workbench: what a method covers, its steps, their settings, and a menu of choices."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from core.errors import JingdexError
from core.method.document import document_of
from core.words import gettext
from tui.frame.pane import METHOD, METHODS, NO_METHOD, Pane, empty_sheet
from tui.grid.sheet import Sheet, failed_sheet
from tui.method import step_sheet
from tui.method.step_descriptions import step_lines
from tui.results.pane import rank_moves
from tui.workspace.view_state import ViewState

ON_STEP = "Enter Other choices  a Add step  x Remove  ] Later  [ Earlier  u Undo"
ON_CHOICE = "Enter Take it  Esc Close the list  u Undo"
ON_COVERED = "Enter Mark which  a Add step  u Undo"
ON_SETTING = "Enter Change  a Add step  u Undo"
ON_FOLDED = "Enter Show them  a Add step  u Undo"
ON_PART = "Enter Change  x Remove  a Add step  u Undo"


class StepsPane(Pane):
    """The steps of the method, under each its settings; `opened` is the step or setting whose choices are listed."""

    number = METHOD
    word = "Steps"
    lists = "tui.results.commands:next_method"
    drawn = "tui.robustness.runs:look"
    typing = "tui.method.step_commands:typed"
    keys: ClassVar[Mapping[str, str]] = {
        "edit": "tui.method.step_commands:choose",
        "add": "tui.method.step_commands:add",
        "missing": "tui.method.step_commands:remove",
        "increase": "tui.method.step_commands:nudge 1",
        "decrease": "tui.method.step_commands:nudge -1",
        "back": "tui.method.step_commands:back",
    }

    def __init__(self) -> None:
        super().__init__()
        self.opened: tuple[int, str] = (0, "")

    @property
    def footer(self) -> str:
        """What can be done with a step, a setting or a choice of either."""
        match self.cursor.parts:
            case []:
                return gettext("a Add step")
            case [_, _, step_sheet.FOLDED]:
                return ON_FOLDED
            case ["step", _, _, *code]:
                return ON_PART if any(code) else ON_SETTING
            case parts:
                return {"covers": ON_COVERED, "step": ON_STEP, "choice": ON_CHOICE}.get(parts[0], ON_SETTING)

    def sheet_of(self, state: ViewState) -> Sheet:
        """The steps, with the reason under the one that cannot be taken."""
        result = state.result
        if result is None:
            return empty_sheet(NO_METHOD, state, METHODS)
        try:
            tree_document = document_of(state.workbook, state.method)
            return step_sheet.step_sheet(tree_document, result, state.workbook, state.wording, self.opened)
        except JingdexError as error:
            return failed_sheet(state.sentence(error))

    def moves(self, trial: ViewState, state: ViewState) -> list[str]:
        """Which ranks typing moves."""
        return rank_moves(trial, state) or super().moves(trial, state)

    def detail(self, state: ViewState) -> Sequence[str]:
        """What the row means, and which keys change it."""
        result, parts = state.result, self.cursor.parts
        if result is None or not parts:
            return ()
        try:
            return step_lines(document_of(state.workbook, state.method), result, parts, self.app.size.width - 2)
        except JingdexError:
            return ()

    def open_menu(self, step: int, name: str) -> None:
        """List the choices of a step or a setting; a step of 0 closes the list."""
        self.opened = (step, name)
        self.sheets.clear()

    @property
    def step(self) -> int:
        """The number of the step under the cursor; 0 above the first."""
        parts = self.cursor.parts
        return int(parts[1]) if parts and parts[0] != "covers" else 0
