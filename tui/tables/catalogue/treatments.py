"""What each treat step made of each indicator, with its skewness and kurtosis before and after."""

from core.analysis.of_result import treatments
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableColumn, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Treatments",
    (
        *texts("method"),
        *wholes("step"),
        TableColumn("indicator", names="code"),
        *texts("period", "outcome"),
        *wholes("winsorised"),
        *(
            column
            for at in range(3)
            for column in (*wholes(f"passes_{at}"), *numbers(f"skewness_{at}", f"kurtosis_{at}"))
        ),
    ),
    lambda query: rows_of(query, treatments),
    options=("method",),
    page=Page(
        "Indicators",
        "what the treatment changed in each indicator",
        "Treatment",
        none="The method treats no outliers: add a treat step (g 4, Tab, Tab, a).",
    ),
)
