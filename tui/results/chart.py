"""The chart of a single unit's scores over its periods, in the room that the table leaves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget

from core.workbook.status import NOT_OBSERVED
from tui.grid.points_chart import Point, points_chart

if TYPE_CHECKING:
    from core.method.run import Scored
    from tui.results.sheet import ResultView

DECIMALS = 4


class ScoreChart(Widget):
    """The scores as points; nothing where several units stand in the table."""

    DEFAULT_CSS = """
    ScoreChart { display: none; height: 1fr; min-height: 8; padding: 1 1 0 1; }
    ScoreChart.of-one-unit { display: block; }
    """

    points: tuple[Point, ...] = ()

    def show(self, points: Sequence[Point]) -> None:
        """Draw other points."""
        if tuple(points) != self.points:
            self.points = tuple(points)
            self.set_class(bool(points), "of-one-unit")
            self.refresh()

    def render(self) -> Text:
        """The lines of the chart."""
        return Text("\n".join(points_chart(self.points, DECIMALS, self.size.width, self.size.height)))


def score_points(scored: "Scored", view: "ResultView") -> list[Point]:
    """The score of every period of the only unit; none where there are several units, or a single period."""
    frame, flags = scored.frame, scored.flags[view.node]
    if frame["unit"].n_unique() != 1 or frame["period"].n_unique() == 1:
        return []
    rows = zip(frame["period"], frame[view.node], flags, strict=True)
    return [Point(str(when), value, flag not in NOT_OBSERVED) for when, value, flag in rows]
