"""Why a score differs from before or elsewhere: what each figure, weight and choice added, down the tree."""

from collections.abc import Iterator

from tui.attribution.score_tables import score_sections, sides_of
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableSpec, numbers, texts


def _rows(query: QueryContext) -> Iterator[Record]:
    sides = sides_of(query)
    method = sides.second.document.method.code
    for effect in sides.change.effects:
        yield {
            "code": effect.code, "name": query.code_name(method, effect.code), "parent": effect.parent,
            "before": effect.before, "after": effect.after, "data": effect.data, "weight": effect.weight,
            "method": effect.method, "with_all_below": effect.below,
        }  # fmt: skip


TABLE = TableSpec(
    "Why a score changed",
    (*texts("code", "name", "parent"), *numbers("before", "after", "data", "weight", "method", "with_all_below")),
    _rows,
    options=("method", "unit", "node", "period", "before", "against", "release"),
    needs=("unit",),
    sections=score_sections,
)
