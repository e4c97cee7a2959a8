"""What is on the screen: a workbook, all that follows from it, and the choices of the person looking."""

from typing import TYPE_CHECKING

from core.derive.cluster_table import ClusterTable
from core.derive.derive import Derived
from core.derive.index_history import IndexHistory
from core.frozen import frozen
from core.workbook.workbook import Workbook
from tui.grid.wording import Wording

if TYPE_CHECKING:
    from core.robustness.results import RobustnessResults


@frozen
class ViewState:
    """A workbook, all that follows from it, and what the person chose to look at; empty choices are the defaults."""

    workbook: Workbook
    derived: Derived
    wording: Wording
    cluster_list: str = ""
    method: str = ""
    period: str = ""
    robustness: "RobustnessResults | None" = None
    index: str = ""

    @property
    def choices(self) -> tuple[object, ...]:
        """What the person chose to look at."""
        return self.wording, self.cluster_list, self.method, self.period, self.index

    @property
    def clusters(self) -> ClusterTable | None:
        """The list of clusters in view: the one chosen, else the workbook's newest."""
        lists = self.derived.clusters
        newest = lists.get(self.workbook.about.cluster_list) or next(reversed(list(lists.values())), None)
        return lists.get(self.cluster_list) or newest

    @property
    def history(self) -> IndexHistory | None:
        """The index in view: the one chosen, else the first."""
        histories = self.derived.indices
        chosen = (one for one in histories if one.index.key == self.index)
        return next(chosen, None) or next(iter(histories), None)
