"""The rules that roll micro-data up, with what came of each when it was last run."""

from tui.tables.column import texts, wholes
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.spec import TableSpec


def _rows(query: QueryContext) -> list[Record]:
    return [
        {
            "rollup": one.code,
            "rows": one.rows,
            "cells": one.cells,
            "suppressed": one.primary,
            "companions": one.secondary,
            "fingerprint": one.fingerprint,
        }
        for one in query.workbook.rollups.values()
    ]


TABLE = TableSpec(
    "Rollups",
    (*texts("rollup"), *wholes("rows", "cells", "suppressed", "companions"), *texts("fingerprint")),
    _rows,
    in_all=False,
)
