"""All combinations of the choices of steps: how far units move, and the share that moves 5, 10 and 20 places."""

from tui.tables.rank_reversal import combination_rows
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Combinations of steps",
    (
        *texts("method", "node", "period", "combination"),
        *wholes("units"),
        *numbers("mean_shift", form=".2f"),
        *wholes("largest"),
        *texts("most_moved"),
        *numbers("moved_5", "moved_10", "moved_20", form=".1%"),
        *numbers("kendall"),
        *texts("trouble"),
    ),
    combination_rows,
    options=("method", "node", "period", "alternative"),
    page=Page(
        "Ranks",
        "all combinations of the usual other choices of steps: how far units move, the share that moves 5, 10, 20",
        runs=combination_rows,
    ),
)
