"""The trail as a table, the newest step first."""

from collections.abc import Sequence

from data.trail import TrailEntry
from tui.drawing.plain import plain
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column
from tui.drawing.wording import Wording


def trail_sheet(steps: Sequence[TrailEntry], wording: Wording) -> Sheet:
    """The sheet of the trail; times are UTC."""
    columns = [
        Column("#", 5, "right", frozen=True),
        Column(f"{wording.word('time')} UTC", 19),
        Column(wording.word("author"), 12),
        Column(wording.word("edit"), 60),
        Column(wording.word("reason"), 30),
    ]
    return Sheet(columns, [_row(step) for step in reversed(steps)])


def _row(step: TrailEntry) -> SheetRow:
    title = step.title if step.of is None else f"{step.kind} of #{step.of}: {step.title}"
    texts = (str(step.number), step.time[:19].replace("T", " "), plain(step.author), plain(title), plain(step.reason))
    return SheetRow(f"step/{step.number}", tuple(Cell(text) for text in texts), sort_by=(step.number, *texts[1:]))
