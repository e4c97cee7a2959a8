"""Each root in two methods or two periods, with ranks, places gained, and whether those are enough to tell."""

from core.method.run import Scored
from tui.tables.analyses import comparison, comparison_summary, rows_of
from tui.tables.of_methods import sections_of_methods
from tui.tables.query import QueryContext
from tui.tables.reading import sheet_of
from tui.tables.sections import Section
from tui.tables.spec import TableSpec, numbers, rows_with, texts, truths, wholes

COLUMNS = (
    *texts("method", "against", "code", "unit", "first_period", "second_period"), *numbers("first", "second"),
    *wholes("first_rank", "second_rank", "change"), *numbers("difference"), *truths("telling"),
)  # fmt: skip


def _sections(scored: Scored, query: QueryContext) -> list[Section]:
    code = scored.document.method.code
    rows = [{"method": code, **row} for row in comparison(scored, query).iter_rows(named=True)]
    unit = query.option_code("unit")
    sheet = sheet_of(COLUMNS[1:], rows if unit is None else rows_with(rows, "unit", unit), query)
    title = f"{query.method_name(code)} · {query.wording.word('Comparison')}"
    return [Section(title, sheet, comparison_summary(scored, query))]


TABLE = TableSpec(
    "Comparison",
    COLUMNS,
    lambda query: rows_of(query, lambda scored: comparison(scored, query)),
    options=("method", "against", "periods"),
    filters=("unit",),
    sections=lambda query: sections_of_methods(query, _sections),
)
