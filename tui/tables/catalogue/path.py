"""The way of one number: every step of the method from the raw figure of an indicator to the top."""

from tui.attribution.score_tables import path_sections, way_of
from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.spec import TableSpec


def _rows(query: QueryContext) -> list[Record]:
    return [
        {
            "step": hop.number, "kind": hop.kind, "how": hop.how, "before": hop.before, "after": hop.after,
            "status": hop.status, "does": hop.does, "source": hop.source,
        }
        for hop in way_of(query).hops
    ]  # fmt: skip


TABLE = TableSpec(
    "How a number is computed",
    (
        *wholes("step"),
        TableColumn("kind", names="step"),
        TableColumn("how", names="step"),
        *numbers("before", "after"),
        *texts("status", "does", "source"),
    ),
    _rows,
    options=("method", "unit", "indicator", "period"),
    needs=("unit", "indicator"),
    sections=path_sections,
    in_all=False,
)
