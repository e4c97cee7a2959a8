"""The rank of every unit among those of its group."""

from core.analysis.of_result import ranks_in_groups
from tui.results.group_sheets import group_sheet, groupings
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Ranks in groups",
    (
        *texts("method", "grouping", "group", "unit", "period", "code"),
        *numbers("score"),
        *wholes("rank", "of:number ranked"),
    ),
    lambda query: rows_of(query, lambda scored: ranks_in_groups(scored, query.options.grouping)),
    options=("method", "grouping"),
    filters=("unit", "period"),
    page=Page("Units", "the rank of each unit in its group", draw=group_sheet, variants=groupings, dated=True),
)
