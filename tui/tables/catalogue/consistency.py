"""Cronbach's alpha of what counts directly towards each node, and of all indicators below it."""

from core.analysis.of_result import consistency
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Consistency",
    (
        *texts("method", "code"),
        *wholes("children"),
        *numbers("alpha", form=".3f"),
        *wholes("indicators"),
        *numbers("alpha_below", form=".3f"),
    ),
    lambda query: rows_of(query, consistency),
    options=("method",),
    page=Page("Indicators", "whether what counts towards a node measures one thing", "Cronbach's alpha"),
)
