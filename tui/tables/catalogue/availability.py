"""The share of the figures below each node that a unit has."""

from collections.abc import Iterator

from core.analysis import coverage_of_nodes
from core.method.run import Scored
from tui.results.group_sheets import coverage_sheet
from tui.tables.of_methods import node_rows
from tui.tables.spec import Page, Record, TableSpec, numbers, texts


def _shares(scored: Scored, step: int) -> Iterator[Record]:
    """A record for each unit, period and node, the roots first, after a step."""
    nodes = [code for code in scored.document.tree.downwards if code in scored.tree.children]
    for row in coverage_of_nodes.coverage_below(scored.after(step).frame, scored.tree).iter_rows(named=True):
        named = {"method": scored.document.method.code, "unit": str(row["unit"]), "period": str(row["period"])}
        yield from ({**named, "code": node, "share": row[node]} for node in nodes)


TABLE = TableSpec(
    "Coverage of units",
    (*texts("method", "unit", "period", "code"), *numbers("share")),
    lambda query: node_rows(query, lambda scored, *_: _shares(scored, query.options.step or 0)),
    options=("method", "node", "step"),
    filters=("unit", "period"),
    page=Page(
        "Units",
        "the share of figures that each unit has below each node",
        draw=coverage_sheet,
        dated=True,
        stepped="figures",
    ),
)
