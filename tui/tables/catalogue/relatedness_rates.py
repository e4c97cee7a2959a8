"""How often industries enter and leave regions, by how related they are to what is there."""

from core.complexity.tables import rates
from tui.tables.cluster_statistics import OPTIONS, between
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Relatedness · Entry and exit rates",
    (
        *texts("event"),
        *wholes("band"),
        *numbers("lowest", "highest", form=".4f"),
        *wholes("cells", "events:number of events"),
        *numbers("share", form=".3f"),
    ),
    between(rates),
    options=(*OPTIONS, "periods"),
)
