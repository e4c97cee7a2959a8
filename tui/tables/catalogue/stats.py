"""The statistics of every indicator as the workbook has it, over all units and periods."""

from tui.analysis.sheets import statistics_sheet
from tui.tables.method_tables import statistic_records
from tui.tables.of_methods import rows_of_methods
from tui.tables.spec import Page, TableSpec, numbers, texts, truths, wholes

TABLE = TableSpec(
    "Statistics",
    (
        *texts("method", "indicator", "name"),
        *numbers("min", "max", "mean", "median", "sd", "skewness", "kurtosis"),
        *wholes("available", "nonzero", "unique", "same"),
        *numbers("share_available", "share_nonzero", "share_unique", "share_same"),
        *truths("few_available", "few_nonzero", "few_unique", "outliers"),
    ),
    lambda query: rows_of_methods(query, statistic_records),
    options=("method",),
    page=Page("Indicators", "how each indicator is spread, its coverage, and warnings", draw=statistics_sheet),
    in_all=True,
)
