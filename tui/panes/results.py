"""The Results pane of the workbench: what a method gives, by rank."""

from typing import TYPE_CHECKING

from core.derive import Derived
from tui.drawing.sheet import Sheet
from tui.drawing.table import Column, Heading
from tui.panes.pane import Pane, Shown

if TYPE_CHECKING:
    from core.method.run import Failure, Scored


class ResultsPane(Pane):
    """The units of one period by rank; of a single unit, its periods."""

    number = 4
    word = "Results"

    def __init__(self) -> None:
        super().__init__()
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
            return sentence_sheet("This workbook has no method yet: load one with `jingdex method load`.")
        if isinstance(result, Failure):
            return sentence_sheet(result.sentence)
        known = self.before.methods.get(shown.method) if self.before else None
        before = None if isinstance(known, Failure) or known is result else known
        looked = looked_at(result, shown.workbook, shown.wording, shown.period)
        judged = shown.judged.of(result) if shown.judged else None
        bands = judged.outcome.intervals(looked.period) if judged and judged.outcome else {}
        return score_sheet(result, looked, before, bands if looked.node == (judged and judged.node) else {})

    def reads(self, shown: Shown) -> tuple[object, ...]:
        """The bands around ranks, too."""
        return *shown.choices, shown.judged

    def title_of(self, shown: Shown) -> str:
        """The title with the name of the method and the period."""
        method = shown.workbook.methods.get(shown.method)
        result = result_of(shown)
        frame = getattr(result, "frame", None)
        last = "" if frame is None else frame["period"][-1]
        parts = [super().title_of(shown), shown.wording.name(method) if method else "", shown.period or last]
        return " · ".join(filter(None, parts))


def result_of(shown: Shown) -> "Scored | Failure | None":
    """The result of the method that is looked at; nothing where the workbook has none."""
    return shown.derived.methods.get(shown.method)


def sentence_sheet(sentence: str) -> Sheet:
    """One sentence in place of a table."""
    return Sheet((Column("", 40, grows=True),), (Heading(sentence, "bad", stops=True),))
