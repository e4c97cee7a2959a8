"""What becomes of the order of the other units when one leaves, enters, or is doubled."""

from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.rank_reversal import presence_rows
from tui.tables.spec import Page, TableSpec

TABLE = TableSpec(
    "Rank reversal",
    (
        *texts("method"),
        TableColumn("node", names="code"),
        *texts("period"),
        TableColumn("change", names="word"),
        TableColumn("unit", names="unit"),
        *wholes("pairs", "reversed"),
        *numbers("share_reversed", form=".2%"),
        *wholes("moved", "largest"),
        TableColumn("most_moved", names="unit"),
        *texts("trouble"),
    ),
    presence_rows,
    options=("method", "node", "period"),
    in_all=False,
    page=Page(
        "Ranks",
        "how the order of the others changes when a unit leaves, enters or is doubled: reversed pairs",
        runs=presence_rows,
    ),
)
