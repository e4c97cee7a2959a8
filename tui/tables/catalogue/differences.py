"""Two units at every node and indicator in one period."""

from tui.tables.analyses import rows_of, two_units
from tui.tables.spec import TableSpec, numbers, texts

TABLE = TableSpec(
    "Differences",
    (*texts("method", "code"), *numbers("first", "second", "difference")),
    lambda query: rows_of(query, lambda scored: two_units(scored, query)),
    options=("method", "units", "period"),
)
