"""What holds each unit back: the weighted distance of each indicator from the best."""

from core.analysis.of_result import obstacle_table
from tui.results.group_sheets import obstacle_sheet
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableColumn, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Obstacles",
    (
        *texts("method", "unit", "period"),
        TableColumn("indicator", names="code"),
        *numbers("obstacle", "share"),
        *wholes("rank"),
    ),
    lambda query: rows_of(query, obstacle_table),
    options=("method",),
    filters=("unit", "period"),
    page=Page("Units", "what holds each unit back most", draw=obstacle_sheet, dated=True),
)
