"""Every cell after each step of a method."""

from core.analysis.of_result import cells
from tui.tables.analyses import rows_of
from tui.tables.spec import TableColumn, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Steps",
    (
        *texts("method"),
        *wholes("step"),
        TableColumn("kind", names="step"),
        TableColumn("choice", names="step"),
        *texts("unit", "period", "code"),
        *numbers("value", scale_of="code"),
        *texts("status"),
    ),
    lambda query: rows_of(query, lambda scored: cells(scored, query.options.step)),
    options=("method", "step"),
    filters=("unit", "period"),
)
