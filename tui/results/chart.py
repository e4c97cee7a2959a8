"""The charts of a unit's scores over its periods, also with the intervals that the runs gave."""

import polars as pl

from core.robustness.outcome import Outcome
from core.words import with_note
from core.workbook.status import NOT_OBSERVED
from tui.frame.side_chart import Graph
from tui.grid.point import Point
from tui.workspace.result_view import ResultView


def score_graph(view: ResultView, unit: str = "", node: str = "") -> Graph | None:
    """The score of every period of a unit, or of the only one; null where there are several, or a single period."""
    node = node or view.node
    own = view.scored.frame["unit"].cast(str) == unit if unit else view.scored.frame["unit"].is_not_null()
    frame, flags = view.scored.frame.filter(own), view.scored.flags.filter(own)[node]
    if frame["unit"].n_unique() != 1 or frame["period"].n_unique() == 1:
        return None
    rows = zip(frame["period"], frame[node], flags, strict=True)
    points = tuple(Point(str(when), value, flag not in NOT_OBSERVED) for when, value, flag in rows)
    name = view.unit_name(str(frame["unit"][0]))
    return Graph(with_note(f"{name} · {view.code_name(node)}", view.wording.word("score")), points, "{:.4f}".format)


def interval_graph(outcome: Outcome, unit: str, view: ResultView) -> Graph | None:
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
