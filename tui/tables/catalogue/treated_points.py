"""Each figure that a treat step moved, with what it was and became."""

from core.analysis.step_views import treated_points
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Treated points",
    (
        *texts("method"),
        *wholes("step"),
        *texts("unit", "period", "code:indicator"),
        *numbers("before", "after", scale_of="code"),
        *texts("change"),
    ),
    lambda query: rows_of(query, lambda scored: treated_points(scored, query.options.step, query.options.node)),
    options=("method", "node", "step"),
    filters=("unit", "period"),
    page=Page(
        "Indicators",
        "the figures that the treat steps moved",
        none="The method treats no outliers, or none had to be treated: add a treat step (g 4, Tab, Tab, a).",
    ),
)
