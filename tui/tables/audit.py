"""The rows of the tables of an audit: each part of it by itself, as `core.audit` computes it."""

from collections.abc import Callable, Iterator

import polars as pl

from core.audit.assumptions import assumptions, setup
from core.audit.audit import AuditSettings
from core.method.run import Scored
from tui.tables.column import TableColumn
from tui.tables.of_node import rows_of_node
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.spec import TableSpec

HEAD = {"node": TableColumn("node", names="code"), "period": TableColumn("period")}
"""What stands before each row of a table that is of one node, or of one period."""


def audit_table(
    title: str,
    columns: tuple[TableColumn, ...],
    table_of: Callable[[Scored, str, str, pl.DataFrame], pl.DataFrame],
    of: tuple[str, ...] = (),
) -> TableSpec:
    """A table of a method, or of one node, or in one period, as `of` says."""

    def rows(query: QueryContext) -> Iterator[Record]:
        return rows_of_node(query, table_of)

    head = (TableColumn("method"), *(HEAD[name] for name in of))
    return TableSpec(title, (*head, *columns), rows, options=("method", *of))


def assumption_table(scored: Scored, node: str, period: str, newest: pl.DataFrame) -> pl.DataFrame:
    """Each assumption alone, with the runs and the seed of an audit."""
    alternatives, runs = setup(scored, node, newest), AuditSettings().usual(scored.frame.height)
    return assumptions(alternatives, period, runs.runs, runs.seed)
