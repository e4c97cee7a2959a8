"""Every source, with the number of figures that name it."""

from tui.tables.column import texts, wholes
from tui.tables.records import source_records
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Sources",
    (*texts("source", "title", "publisher", "date", "url"), *wholes("figures")),
    lambda query: source_records(query.workbook),
)
