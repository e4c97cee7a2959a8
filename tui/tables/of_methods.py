"""Tables of the methods of a workbook: rows and sections of each that is requested, of one node of it, of its audit."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import polars as pl

from core.audit.assumptions import assumptions, setup
from core.audit.audit import AuditSettings
from core.method.errors import MethodError
from core.method.run import Failure, Scored, default_period
from core.method.source import source
from core.words import gettext, in_words, labelled, marked
from core.workbook.entry import Language
from core.workbook.workbook import Workbook
from tui.cli.arguments import BadUse
from tui.tables.analyses import rows_of
from tui.tables.column import Record, TableColumn
from tui.tables.options import BadOption
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import TableSpec

RowsOf: TypeAlias = Callable[[Scored, Workbook, Language], Iterator[Record]]
SectionsOf: TypeAlias = Callable[[Scored, QueryContext], list[Section]]
OfNode: TypeAlias = Callable[[Scored, str, str, pl.DataFrame], pl.DataFrame]
"""From a result, a node, a period and the newest figures of each unit to a table."""

HEAD = {"node": TableColumn("node", names="code"), "period": TableColumn("period")}
"""What stands before each row of a table that is of one node, or of one period."""
NO_METHOD = marked("This workbook has no method yet: load one with `jingdex method load`.")


def rows_of_methods(query: QueryContext, rows: RowsOf) -> Iterator[Record]:
    """The records of each method."""
    for scored in query.scored():
        yield from rows(scored, query.workbook, query.language)


def node_rows(query: QueryContext, rows: RowsOf) -> Iterator[Record]:
    """The records of each method, of one node where one is named. Raises BadOption where no method has it."""
    node = query.options.node
    if node is not None:
        known = [code for scored in query.scored() for code in scored.nodes]
        if node not in known:
            raise BadOption(
                "{node} has no scores: use one of {known}.", node=node, known=in_words(dict.fromkeys(known))
            )
    return (row for row in rows_of_methods(query, rows) if node is None or row["code"] == node)


def sections_of_methods(query: QueryContext, sections: SectionsOf) -> list[Section]:
    """The sections of each method."""
    return [section for scored in query.scored() for section in sections(scored, query)]


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


def result_named(methods: Mapping[str, Scored | Failure], name: str | None) -> Scored:
    """The result of this method, else of the first that has scores. Raises BadUse, and MethodError without scores."""
    if not methods:
        raise BadUse(NO_METHOD)
    if name not in {None, *methods}:
        raise BadUse("There is no method “{name}”: use one of {methods}.", name=name, methods=in_words(methods))
    code = name or next((name for name in methods if _has_scores(methods[name])), next(iter(methods)))
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(labelled(code, result.sentence))
    if not result.nodes:
        raise MethodError("{code} gives no scores: add an aggregation as its last step.", code=code)
    return result


def _has_scores(result: Scored | Failure) -> bool:
    return isinstance(result, Scored) and bool(result.nodes)
