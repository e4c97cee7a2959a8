"""The rules that roll micro-data up, with what came of each when it was last run."""

from tui.tables.spec import TableSpec, texts, wholes

TABLE = TableSpec(
    "Rollups",
    (
        *texts("rollup=code"),
        *wholes("rows", "cells", "suppressed=primary", "companions=secondary"),
        *texts("fingerprint"),
    ),
    lambda query: query.workbook.rollups.values(),
)
