"""How often industries enter and leave regions, by how related they are to what is there."""

from core.complexity.tables import rates
from tui.tables.cluster_statistics import OPTIONS, between
from tui.tables.column import TableColumn, numbers, wholes
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Relatedness · Entry and exit rates",
    (
        TableColumn("event", names="word"),
        *wholes("band"),
        *numbers("lowest", "highest", form=".4f"),
        *wholes("cells", "events:number of events"),
        *numbers("share", form=".3f"),
    ),
    between(rates),
    options=(*OPTIONS, "periods"),
    filters=(),
    in_all=False,
)
