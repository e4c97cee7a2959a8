"""Why a score differs from before or elsewhere: what each figure, weight and choice added, down the tree."""

from collections.abc import Iterator

from tui.attribution.score_tables import score_sections, sides_of
from tui.tables.column import numbers, texts
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.spec import TableSpec


def _rows(query: QueryContext) -> Iterator[Record]:
    sides = sides_of(query)
    method = sides.second.document.method.code
    for one in sides.change.effects:
        yield {
            "code": one.code, "name": query.code_name(method, one.code), "parent": one.parent, "before": one.before,
            "after": one.after, "data": one.data, "weight": one.weight, "method": one.method,
            "with_all_below": one.below,
        }  # fmt: skip


TABLE = TableSpec(
    "Why a score changed",
    (*texts("code", "name", "parent"), *numbers("before", "after", "data", "weight", "method", "with_all_below")),
    _rows,
    options=("method", "unit", "node", "period", "before", "against", "release"),
    needs=("unit",),
    sections=score_sections,
    in_all=False,
)
