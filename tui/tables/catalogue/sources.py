"""Every source, with the number of figures that name it."""

from collections.abc import Iterator
from typing import NamedTuple

from core.workbook.entries import Source
from core.workbook.figure_counts import counts_of
from tui.tables.column import texts, wholes
from tui.tables.query import QueryContext
from tui.tables.spec import TableSpec


class Line(NamedTuple):
    """One source, and how many figures name it."""

    entry: Source
    figures: int


def _rows(query: QueryContext) -> Iterator[Line]:
    named = counts_of(query.workbook.figures, "source")
    return (Line(source, named.get(source.code, 0)) for source in query.workbook.sources.values())


TABLE = TableSpec(
    "Sources",
    (
        *texts(
            "source=entry.code", "title=entry.title", "publisher=entry.publisher", "date=entry.date", "url=entry.url"
        ),
        *wholes("figures"),
    ),
    _rows,
    in_all=True,
)
