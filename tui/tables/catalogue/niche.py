"""Niche suitability: how near each unit's conditions are to the best ones seen, and its room to evolve."""

from typing import TYPE_CHECKING

from core.analysis import niche
from tui.tables.analyses import rows_of
from tui.tables.column import numbers, texts
from tui.tables.spec import Page, TableSpec

if TYPE_CHECKING:
    import polars as pl

    from core.method.run import Scored


def _suitability(scored: "Scored") -> "pl.DataFrame":
    """Of the scores that are aggregated, with the weights of the indicators in the index."""
    weights = {code: scored.effective[code] for code in scored.tree.indicators}
    return niche.niche(scored.frame, weights).units


TABLE = TableSpec(
    "Niche suitability",
    (*texts("method", "unit", "period"), *numbers("suitability", "momentum", form=".4f")),
    lambda query: rows_of(query, _suitability),
    options=("method",),
    filters=("unit", "period"),
    page=Page("Units", "how suitable a niche each unit offers, and which way it moves", dated=True),
)
