"""The tables of a workbook as they are printed: each a title and a sheet."""

from dataclasses import replace
from typing import NamedTuple

from core.derive.claim_table import ClaimRow
from core.derive.cluster_table import ClusterTable
from core.derive.derive import Derived
from core.derive.index_history import IndexHistory
from tui.claims.sheet import claim_sheet
from tui.clusters.sheet import MEASURED, cluster_sheet
from tui.grid.sheet import Sheet
from tui.grid.wording import Wording
from tui.index.sheet import index_name, index_sheet, index_summary
from tui.tables.sheet_values import letters_in
from tui.trends.sheet import trend_sheet


class Section(NamedTuple):
    """One table; below its title stand a note, the command that prints its figures, and a drawing of equal letters."""

    title: str
    sheet: Sheet
    note: str = ""
    command: str = ""
    drawing: tuple[str, ...] = ()

    @property
    def explained(self) -> "Section":
        """The same with what its status letters mean, for readers who have no help beside it."""
        return self._replace(note=" · ".join(filter(None, (self.note, letters_in(self.sheet)))))


def cluster_section(table: ClusterTable, wording: Wording, unit: str | None = None) -> Section:
    """The clusters of one list; only other formats say what each size measures, as that makes a table too wide."""
    shown = table if unit is None else replace(table, rows=tuple(row for row in table.rows if row.unit.code == unit))
    sheet = cluster_sheet(shown, wording).without(MEASURED)
    return Section(f"{wording.word('Clusters')} · {wording.name(table.cluster_list)}", sheet)


def index_section(history: IndexHistory, wording: Wording) -> Section:
    """The history of one index."""
    title = f"{wording.word('Index')} · {index_name(history, wording)}"
    return Section(title, index_sheet(history, wording), " ".join(index_summary(history, wording)))


def claim_section(rows: tuple[ClaimRow, ...], wording: Wording) -> Section:
    """The claims."""
    return Section(wording.word("Claims"), claim_sheet(rows, wording))


def trend_section(derived: Derived, wording: Wording) -> Section:
    """The trends."""
    return Section(wording.word("Trends"), trend_sheet(derived.trends, wording))


def sections(derived: Derived, wording: Wording) -> list[Section]:
    """Every table that follows from a workbook."""
    return [
        *(cluster_section(table, wording) for table in derived.clusters.values()),
        *(index_section(history, wording) for history in derived.indices),
        trend_section(derived, wording),
        claim_section(derived.claims, wording),
    ]
