"""What is on the screen: a workbook, all that follows from it, and the choices of the person looking."""

from functools import partial
from typing import TYPE_CHECKING

from core.derive.cluster_table import ClusterTable
from core.derive.derive import Derived
from core.derive.index_history import IndexHistory
from core.errors import JingdexError
from core.frozen import frozen
from core.method import run
from core.workbook.workbook import Workbook
from tui.grid.wording import Wording
from tui.workspace import result_view

if TYPE_CHECKING:
    from core.method.run import Failure, Scored
    from core.robustness.results import RobustnessResult, RobustnessResults
    from tui.workspace.result_view import ResultView


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
    def result(self) -> "Scored | Failure | None":
        """The result of the method in view; null where there is no such method."""
        return self.derived.methods.get(self.method)

    @property
    def scored(self) -> "Scored | None":
        """The result of the method in view; null where there is none, or it has no scores."""
        result = self.result
        return result if isinstance(result, run.Scored) and result.nodes else None

    @property
    def failure(self) -> str:
        """Why the method in view has no result, in one sentence; empty where it has one."""
        result = self.result
        return self.sentence(result.error) if isinstance(result, run.Failure) else ""

    def sentence(self, error: JingdexError) -> str:
        """What is wrong, with the names of what has one."""
        return error.named(partial(self.wording.code, self.workbook))

    def view(self, node: str = "") -> "ResultView | None":
        """The result of the method in view, at a period and a node (the top); null where it has no scores."""
        scored = self.scored
        return result_view.ResultView.of(scored, self.workbook, self.wording, self.period, node) if scored else None

    @property
    def runs(self) -> "RobustnessResult | None":
        """What runs came to of the result in view; null where nothing is known of it."""
        result = self.result
        return self.robustness.of(result) if self.robustness and isinstance(result, run.Scored) else None

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
        chosen = (history for history in histories if history.index.key == self.index)
        return next(chosen, None) or next(iter(histories), None)
