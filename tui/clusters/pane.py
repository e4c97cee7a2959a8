"""The Clusters pane: one list of clusters, with its tiers."""

from collections.abc import Mapping
from typing import ClassVar

from core.words import marked
from core.workbook.typed_edit import TierPlace
from tui.clusters.sheet import cluster_sheet
from tui.frame.pane import DEFINES, Pane, empty_sheet
from tui.frame.side_chart import SideChart
from tui.grid.sheet import Sheet
from tui.workspace.view_state import ViewState

KEYS = (
    "Enter Edit  a Add period  i Series  H Why  E Export  F Forecast  O Goal  v Next list  C Statistics  c Claims"
    "  u Undo"
)
ON_TIER = "Enter Edit threshold  v Next list  C Statistics  c Claims  u Undo"
NO_CLUSTERS = marked(
    "No clusters are defined: N adds a list of clusters, then its members. "
    "g5 shows all figures, g4 ranks units by an index."
)


class ClustersPane(Pane):
    """The clusters of one list."""

    DEFAULT_CSS = "ClustersPane { layout: horizontal; & SideChart { height: 11; } }"

    number = 1
    word = "Clusters"
    rests_on = "clusters"
    keys: ClassVar[Mapping[str, str]] = {"reach": "tui.goal_seek.commands:reach_tier"}
    lists = "tui.clusters.commands:next_list"
    tables = ("about", "cluster_lists", "members", "tiers", "units", "indicators")

    def __init__(self) -> None:
        super().__init__()
        self.beside: SideChart = SideChart()

    @property
    def footer(self) -> str:
        """The keys of the row under the cursor."""
        return ON_TIER if isinstance(self.place, TierPlace) else KEYS

    def sheet_of(self, state: ViewState) -> Sheet:
        """The sheet of the list in view."""
        table = state.clusters
        return cluster_sheet(table, state.wording) if table else empty_sheet(NO_CLUSTERS, state, DEFINES)

    def title_of(self, state: ViewState) -> str:
        """The title with the name of the list."""
        table = state.clusters
        name = f" · {state.wording.name(table.cluster_list)}" if table else ""
        return super().title_of(state) + name
