"""The way of one number: every step of the method from the raw figure of an indicator to the top."""

from tui.attribution.score_tables import path_sections, way_of
from tui.tables.spec import TableColumn, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "How a number is computed",
    (
        *wholes("step=number"),
        TableColumn("kind", names="step"),
        TableColumn("how", names="step"),
        *numbers("before", "after"),
        *texts("status", "does", "source"),
    ),
    lambda query: way_of(query).hops,
    options=("method", "unit", "indicator", "period"),
    needs=("unit", "indicator"),
    sections=path_sections,
)
