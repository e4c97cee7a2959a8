"""The shape of each indicator before and after the treatment of outliers."""

from core.audit.outliers import outliers
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts, truths, wholes

TABLE = audit_table(
    "Outliers",
    (
        *texts("code:indicator", "within:of period"),
        *numbers("skewness", "kurtosis", form=".2f"),
        *truths("outlying"),
        *texts("outcome"),
        *wholes("winsorised:points winsorised"),
        *numbers("skewness_after", "kurtosis_after", form=".2f"),
        *truths("outlying_after"),
    ),
    lambda scored, *_: outliers(scored).rename({"period": "within"}),
)
