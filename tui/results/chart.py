"""The chart of a unit's scores over its periods."""

from typing import TYPE_CHECKING

from core.words import with_note
from core.workbook.status import NOT_OBSERVED
from tui.frame.side_chart import Graph
from tui.grid.point import Point

if TYPE_CHECKING:
    from tui.workspace.result_view import ResultView


def score_graph(view: "ResultView", unit: str = "", node: str = "") -> Graph | None:
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
