"""Niche suitability: how near each unit's conditions are to the best ones seen, and its room to evolve."""

from core.analysis import niche
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts

TABLE = TableSpec(
    "Niche suitability",
    (*texts("method", "unit", "period"), *numbers("suitability", "momentum", form=".4f")),
    lambda query: rows_of(
        query,
        lambda scored: (
            niche.niche(scored.frame, {code: scored.effective[code] for code in scored.tree.indicators}).units
        ),
    ),
    options=("method",),
    filters=("unit", "period"),
    page=Page("Units", "how suitable a niche each unit offers, and which way it moves", dated=True),
)
