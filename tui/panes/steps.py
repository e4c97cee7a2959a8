"""The Steps pane of the workbench: the steps of a method with their settings."""

from tui.drawing.sheet import Sheet
from tui.panes.pane import Pane, Shown
from tui.panes.results import result_of, sentence_sheet


class StepsPane(Pane):
    """The steps of the method, under each its settings."""

    number = 4
    word = "Steps"

    def sheet_of(self, shown: Shown) -> Sheet:
        """The steps, with the reason under the one that cannot be taken."""
        from core.errors import JingdexError  # noqa: PLC0415 - with what loads Polars, as below
        from core.method.document import document  # noqa: PLC0415
        from core.method.run import Failure  # noqa: PLC0415
        from tui.drawing.method_sheets import step_sheet  # noqa: PLC0415

        result = result_of(shown)
        if result is None:
            return Sheet((), ())
        try:
            made = document(shown.workbook, shown.method)
            return step_sheet(made, result if isinstance(result, Failure) else None, shown.wording)
        except JingdexError as error:
            return sentence_sheet(str(error))

    @property
    def step(self) -> tuple[int, str]:
        """The number of the step under the cursor, and the setting (nothing on the step's own row)."""
        if self.row is None:
            return 0, ""
        _, _, number, *name = self.row.key.split("/")
        return int(number), name[0] if name else ""
