"""The chart of how sure the scores of a unit are: each period with the interval that the runs gave."""

from typing import TYPE_CHECKING

import polars as pl

from core.words import with_note
from tui.frame.side_chart import Graph
from tui.grid.point import Point

if TYPE_CHECKING:
    from core.robustness.outcome import Outcome
    from tui.workspace.result_view import ResultView


def interval_graph(outcome: "Outcome", unit: str, view: "ResultView") -> Graph | None:
    """The scores of a unit from 5 to 95 % of the runs over the periods; null where a single one has a score."""
    rows = [
        (period, *row)
        for period, table in outcome.tables.items()
        for row in table.filter(pl.col("unit") == unit).select("score", "score_low", "score_high").iter_rows()
    ]
    points = tuple(Point(when, score, True, None if low is None else (low, high)) for when, score, low, high in rows)
    if sum(point.value is not None for point in points) <= 1:
        return None
    title = with_note(f"{view.unit_name(unit)} · {view.code_name(view.node)}", view.wording.word("score, 5–95 %"))
    return Graph(title, points, "{:.4f}".format)
