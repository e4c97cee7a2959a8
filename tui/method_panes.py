"""The panes of the workbench: the results of a method, its tree with the weights, and its steps."""

from typing import TYPE_CHECKING

from core.derive import Derived
from core.typed_edit import WeightPlace
from tui.drawing.sheet import Sheet
from tui.drawing.table import Column, Heading
from tui.panes import Pane, Shown

if TYPE_CHECKING:
    from core.method.run import Failure, Scored


def result_of(shown: Shown) -> "Scored | Failure | None":
    """The result of the method that is looked at; nothing where the workbook has none."""
    return shown.derived.methods.get(shown.method)


class ResultsPane(Pane):
    """The units of one period by rank; of a single unit, its periods."""

    number = 4
    word = "Results"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.before: Derived | None = None

    def draw(self, shown: Shown, lit_from: Derived | None, preview: Shown | None) -> None:
        """Draw the results; places gained are told against those before what is being typed, or the last edit."""
        before = shown.derived if preview else lit_from
        if before is not self.before:
            self.before = before
            self.forget()
        super().draw(shown, lit_from, preview)

    def sheet_of(self, shown: Shown) -> Sheet:
        """The results, or why there are none."""
        from core.method.run import Failure  # noqa: PLC0415 - it loads Polars, which the first screen does not need
        from tui.drawing.score_sheet import looked_at, score_sheet  # noqa: PLC0415 - as above

        result = result_of(shown)
        if result is None:
            return _told("This workbook has no method yet: load one with `jingdex method load`.")
        if isinstance(result, Failure):
            return _told(result.sentence)
        known = self.before.methods.get(shown.method) if self.before else None
        before = None if isinstance(known, Failure) or known is result else known
        return score_sheet(result, looked_at(result, shown.workbook, shown.wording, shown.period), before)

    def title_of(self, shown: Shown) -> str:
        """The title with the name of the method and the period."""
        method = shown.workbook.methods.get(shown.method)
        result = result_of(shown)
        frame = getattr(result, "frame", None)
        last = "" if frame is None else frame["period"][-1]
        parts = [super().title_of(shown), shown.wording.name(method) if method else "", shown.period or last]
        return " · ".join(filter(None, parts))


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
            return _told(str(error))

    @property
    def step(self) -> tuple[int, str]:
        """The number of the step under the cursor, and the setting (nothing on the step's own row)."""
        if self.row is None:
            return 0, ""
        _, _, number, *name = self.row.key.split("/")
        return int(number), name[0] if name else ""


def _told(sentence: str) -> Sheet:
    return Sheet((Column("", 40, grows=True),), (Heading(sentence, "bad", stops=True),))
