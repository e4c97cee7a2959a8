"""The Tree pane of the workbench: what counts towards what, and with which weight."""

from core.typed_edit import WeightPlace
from tui.drawing.sheet import Sheet
from tui.panes.pane import Pane, Shown
from tui.panes.results import result_of


class TreePane(Pane):
    """The tree from its roots down, with weights and effective weights."""

    number = 4
    word = "Tree"

    def sheet_of(self, shown: Shown) -> Sheet:
        """The tree; nothing where the method has no result."""
        from core.method.run import Failure  # noqa: PLC0415 - it loads Polars, which the first screen does not need
        from tui.drawing.method_sheets import placed_sheet, weight_sheet  # noqa: PLC0415 - as above
        from tui.drawing.score_sheet import looked_at  # noqa: PLC0415

        result = result_of(shown)
        if result is None:
            return Sheet((), ())
        if isinstance(result, Failure):
            return placed_sheet(shown.workbook.placed(shown.method))
        return weight_sheet(result, looked_at(result, shown.workbook, shown.wording))

    @property
    def code(self) -> str:
        """The code of the tree under the cursor."""
        return self.place.code if isinstance(self.place, WeightPlace) else ""
