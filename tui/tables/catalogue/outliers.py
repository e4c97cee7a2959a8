"""The shape of each indicator before and after the treatment of outliers."""

from core.audit.outliers import outliers
from tui.tables.column import TableColumn, numbers, truths
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Outliers",
    (
        TableColumn("code", title="indicator", names="code"),
        TableColumn("within", title="of period"),
        *numbers("skewness", "kurtosis", form=".2f"),
        *truths("outlying"),
        TableColumn("outcome", names="word"),
        TableColumn("winsorised", "whole", "points winsorised"),
        *numbers("skewness_after", "kurtosis_after", form=".2f"),
        *truths("outlying_after"),
    ),
    lambda scored, *_: outliers(scored).rename({"period": "within"}),
)
