"""Every source, with the number of figures that name it."""

from collections.abc import Iterator
from types import SimpleNamespace

from core.workbook.figure_counts import counts_of
from tui.tables.query import QueryContext
from tui.tables.spec import TableSpec, texts, wholes


def _rows(query: QueryContext) -> Iterator[SimpleNamespace]:
    named = counts_of(query.workbook.figures, "source")
    return (
        SimpleNamespace(entry=source, figures=named.get(source.code, 0)) for source in query.workbook.sources.values()
    )


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
