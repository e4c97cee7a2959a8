"""Why a rank differs from before or elsewhere: the places that figures, weights, method and other units made."""

from collections.abc import Iterator

from core.words import marked
from tui.attribution.score_tables import sides_of
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableSpec, numbers, texts

PARTS = marked(("data", "weight", "method", "own score", "others' scores", "passed", "fell behind"))
"""What makes a rank change."""


def _rows(query: QueryContext) -> Iterator[Record]:
    change = sides_of(query).place_change
    if change is None:
        return
    for part, places in {**change.kinds, "own score": change.own, "others' scores": change.others}.items():
        yield {"part": part, "places": places}
    for other in change.passed:
        part = "passed" if other.places > 0 else "fell behind"
        yield {"part": part, "unit": other.unit, "places": other.places, "before": other.before, "after": other.after}


TABLE = TableSpec(
    "Why a rank changed",
    (*texts("part", "unit"), *numbers("places", "before", "after")),
    _rows,
    options=("method", "unit", "node", "period", "before", "against", "release"),
    needs=("unit",),
)
