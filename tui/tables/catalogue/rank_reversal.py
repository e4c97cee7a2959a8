"""What becomes of the order of the other units when one leaves, enters, or is doubled."""

from tui.tables.rank_reversal import presence_rows
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Rank reversal",
    (
        *texts("method", "node", "period", "change", "unit"),
        *wholes("pairs", "reversed"),
        *numbers("share_reversed", form=".2%"),
        *wholes("moved", "largest"),
        *texts("most_moved", "trouble"),
    ),
    presence_rows,
    options=("method", "node", "period"),
    page=Page(
        "Ranks",
        "how the order of the others changes when a unit leaves, enters or is doubled: reversed pairs",
        runs=presence_rows,
    ),
)
