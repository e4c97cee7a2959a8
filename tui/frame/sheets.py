"""The sheets that a pane has drawn last, so that each is made again only for what is not drawn already."""

from collections.abc import Callable
from operator import attrgetter

from tui.grid.sheet import Sheet
from tui.workspace.view_state import ViewState

KEPT = 3
"""What is shown, what was before the last edit, and what is typed."""


class Sheets:
    """Sheets by what is shown. `rests_on` names the part that a sheet is made of: the same object, the same sheet.

    Where there is nothing of it the sheet says what else the workbook has. With `judging` a sheet is made of what runs
    came to, too.
    """

    def __init__(self, make: Callable[[ViewState], Sheet], rests_on: str) -> None:
        self._make, self._part = make, attrgetter(rests_on)
        self._drawn: list[tuple[ViewState, Sheet]] = []
        self.judging = False

    def of(self, state: ViewState) -> Sheet:
        """The sheet of what is shown."""
        entry = next((known for known in self._drawn if self._same(known[0], state)), None) or (
            state,
            self._make(state),
        )
        self._drawn = [*[known for known in self._drawn if known is not entry][1 - KEPT :], entry]
        return entry[1]

    def clear(self) -> None:
        """Make every sheet again."""
        self._drawn = []

    def _same(self, view: ViewState, other: ViewState) -> bool:
        return bool(
            view.workbook.with_failed is other.workbook.with_failed
            and self._part(view) is self._part(other)
            and (self._part(view) or view.workbook is other.workbook)
            and view.choices == other.choices
            and (view.robustness == other.robustness or not self.judging)
        )
