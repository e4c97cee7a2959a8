"""Tables of the methods of a workbook: the rows and sections of each method that is requested, one after another."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from core.words import in_words
from tui.tables.options import BadOption
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.sections import Section

if TYPE_CHECKING:
    from core.method.run import Scored
    from core.workbook.entry import Language
    from core.workbook.workbook import Workbook

RowsOf: TypeAlias = "Callable[[Scored, Workbook, Language], Iterator[Record]]"
SectionsOf: TypeAlias = "Callable[[Scored, QueryContext], list[Section]]"


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
