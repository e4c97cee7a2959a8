"""How far each impute step is off where figures that are known are left out, filled, and compared."""

from core.analysis.holdout import holdout_errors
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableColumn, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Errors of imputation",
    (
        *texts("method"),
        *wholes("step"),
        TableColumn("choice", names="step"),
        *texts("code:indicator"),
        *wholes("gaps", "held_out", "filled"),
        *numbers("mean_error", "rmse", scale_of="code"),
        *numbers("rmse_sd"),
    ),
    lambda query: rows_of(query, holdout_errors),
    options=("method",),
    page=Page(
        "Indicators",
        "the error of imputed figures where the true ones are known",
        none="The method fills no gap: add an impute step (g 4, Tab, Tab, a).",
    ),
)
