"""The Trust panes: how far each rank moves under other weights, and what changed each score."""

from typing import TYPE_CHECKING

from tui.drawing.sheet import Sheet
from tui.panes.pane import Pane, Shown
from tui.panes.results import result_of, sentence_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.method.run import Scored
    from tui.drawing.score_sheet import Looked


class TrustPane(Pane):
    """The units of one period by rank, each with its interval."""

    number = 6
    word = "Trust"

    def sheet_of(self, shown: Shown) -> Sheet:
        """The intervals, or why there are none."""
        from tui.drawing.trust_sheet import trust_sheet  # noqa: PLC0415 - it loads Polars

        return _drawn(shown, trust_sheet)


class WhyPane(Pane):
    """What each element added to the score of each unit since the period before."""

    number = 6
    word = "Why"

    def sheet_of(self, shown: Shown) -> Sheet:
        """The contributions, or why there are none."""
        from tui.drawing.trust_sheet import why_sheet  # noqa: PLC0415 - it loads Polars

        return _drawn(shown, why_sheet)


def _drawn(shown: Shown, sheet: "Callable[[Scored, Looked], Sheet]") -> Sheet:
    from core.method.errors import MethodError  # noqa: PLC0415 - the first screen does not need it
    from core.method.run import Failure  # noqa: PLC0415 - it loads Polars
    from tui.drawing.score_sheet import looked_at  # noqa: PLC0415 - as above

    result = result_of(shown)
    if result is None:
        return sentence_sheet("This workbook has no method yet: load one with `jingdex method load`.")
    if isinstance(result, Failure):
        return sentence_sheet(result.sentence)
    if not result.nodes:
        return sentence_sheet("This method gives no scores: add an aggregation as its last step.")
    try:
        return sheet(result, looked_at(result, shown.workbook, shown.wording, shown.period))
    except MethodError as error:
        return sentence_sheet(str(error))
