"""Tables of one node of each method in one period, as those of an audit: those that are named, else the usual ones."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import polars as pl

from core.audit.assumptions import assumptions, setup
from core.audit.audit import AuditSettings
from core.method.errors import MethodError
from core.method.run import Scored, default_period
from core.method.source import source
from core.words import gettext, in_words
from tui.tables.analyses import rows_of
from tui.tables.query import QueryContext
from tui.tables.spec import Record, TableColumn, TableSpec, texts

OfNode: TypeAlias = Callable[[Scored, str, str, pl.DataFrame], pl.DataFrame]
"""From a result, a node, a period and the newest figures of each unit to a table."""


def audit_table(title: str, columns: tuple[TableColumn, ...], table_of: OfNode, of: tuple[str, ...] = ()) -> TableSpec:
    """A table of a method, or of one node, or in one period, as `of` says."""
    columns = (*texts("method", *of), *columns)
    return TableSpec(title, columns, lambda query: rows_of_node(query, table_of), options=("method", *of))


def assumption_table(scored: Scored, node: str, period: str, newest: pl.DataFrame) -> pl.DataFrame:
    """Each assumption alone, with the runs and the seed of an audit."""
    alternatives, runs = setup(scored, node, newest), AuditSettings().usual(scored.frame.height)
    return assumptions(alternatives, period, runs.runs, runs.seed)


def rows_of_node(query: QueryContext, table_of: OfNode) -> Iterator[Record]:
    """The rows of each method, with its code, the node and the period before them."""

    def of_method(scored: Scored) -> pl.DataFrame:
        node, period = node_and_period(scored, query.options.node, query.options.period)
        table = table_of(scored, node, period, source(query.workbook, scored.document).newest)
        return table.select(pl.lit(node).alias("node"), pl.lit(period).alias("period"), pl.all())

    return rows_of(query, of_method)


def node_and_period(scored: Scored, node: str | None, period: str | None) -> tuple[str, str]:
    """The node and the period that are named, else the top and the last with enough units. Raises MethodError."""
    code = node or next(iter(scored.nodes), "")
    if code not in scored.nodes:
        known = in_words(scored.nodes) or gettext("none: add an aggregate step")
        raise MethodError("{found} has no scores: use one of {known}.", found=code or gettext("The index"), known=known)
    return code, period or default_period(scored, code)
