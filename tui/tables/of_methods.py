"""Tables of the methods of a workbook: rows and sections of each that is requested, or the result of one."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.words import in_words, labelled, marked
from core.workbook.entry import Language
from core.workbook.workbook import Workbook
from tui.cli.arguments import BadUse
from tui.tables.query import BadOption, QueryContext
from tui.tables.sections import Section
from tui.tables.spec import Record

RowsOf: TypeAlias = Callable[[Scored, Workbook, Language], Iterator[Record]]
SectionsOf: TypeAlias = Callable[[Scored, QueryContext], list[Section]]
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


def result_named(methods: Mapping[str, Scored | Failure], name: str | None) -> Scored:
    """The result of this method, else of the first that has scores. Raises BadUse, and MethodError without scores."""
    if not methods:
        raise BadUse(NO_METHOD)
    if name not in {None, *methods}:
        raise BadUse("There is no method “{name}”: use one of {methods}.", name=name, methods=in_words(methods))
    scored = (code for code, result in methods.items() if isinstance(result, Scored) and result.nodes)
    code = name or next(scored, next(iter(methods)))
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(labelled(code, result.sentence))
    if not result.nodes:
        raise MethodError("{code} gives no scores: add an aggregation as its last step.", code=code)
    return result
