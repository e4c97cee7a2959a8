"""Pairs of indicators that are highly correlated, or in conflict."""

from tui.analysis.sheets import pairs_sheet
from tui.tables.analyses import coefficient, rows_of, telling_pairs
from tui.tables.spec import Page, TableSpec, numbers, texts, truths

TABLE = TableSpec(
    "Pairs",
    (*texts("method", "kind", "first", "second"), *numbers("correlation", "p"), *truths("siblings")),
    lambda query: rows_of(query, lambda scored: telling_pairs(scored, coefficient(query))),
    options=("method", "coefficient"),
    page=Page(
        "Correlations", "indicators that are highly correlated, or in conflict", draw=pairs_sheet, turns="coefficient"
    ),
)
