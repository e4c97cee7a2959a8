"""Pairs of indicators that are highly correlated, or in conflict."""

from tui.analysis.correlation_sheet import pairs_sheet
from tui.tables.analyses import coefficient, rows_of, telling_pairs
from tui.tables.column import TableColumn, numbers, texts, truths
from tui.tables.spec import Page, TableSpec

TABLE = TableSpec(
    "Pairs",
    (
        *texts("method"),
        TableColumn("kind", names="word"),
        *texts("first", "second"),
        *numbers("correlation", "p"),
        *truths("siblings"),
    ),
    lambda query: rows_of(query, lambda scored: telling_pairs(scored, coefficient(query))),
    options=("method", "coefficient"),
    page=Page(
        "Correlations", "indicators that are highly correlated, or in conflict", draw=pairs_sheet, turns="coefficient"
    ),
)
