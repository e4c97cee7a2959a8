"""The Results pane of the workbench: what a method gives, by rank."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from core.derive.derive import Derived
from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.words import marked
from tui.frame.pane import METHOD, UnitPane, empty_sheet
from tui.frame.side_chart import Graph
from tui.grid.sheet import Sheet
from tui.method.workbench_descriptions import failed_lines, moved_line, unit_lines
from tui.results.chart import score_graph
from tui.results.sheet import score_sheet
from tui.workspace.view_state import ViewState

KEYS = (
    "Enter Unit page  H Why  M Methods  E Export  w Compare  A Analysis  e Earlier period  v Next method  O Goal"
    "  u Undo"
)
WITHOUT_UNIT = "a New method  M Methods  I Import  N Definitions"
NO_METHOD = marked("No method yet: press a to make one from your indicators.")
NO_SCORES = marked("This method gives no scores: add an aggregation as its last step.")


class ResultsPane(UnitPane):
    """The units of one period by rank; of a single unit, its periods."""

    number = METHOD
    word = "Results"
    footer = KEYS
    kind = "score"
    lists = "tui.results.commands:next_method"
    drawn = "tui.robustness.runs:look"
    judging = True
    keys: ClassVar[Mapping[str, str]] = {
        "edit": "tui.results.commands:open_unit",
        "add": "tui.method.method_commands:make",
        "why": "tui.attribution.commands:why_unit",
        "reach": "tui.goal_seek.commands:reach_rank",
    }

    def __init__(self) -> None:
        super().__init__()
        self.before: Derived | None = None

    def draw(self, state: ViewState, highlight_since: Derived | None, preview: ViewState | None) -> None:
        """Draw the results; places gained are counted from those before what is being typed, or the last edit."""
        before = state.derived if preview else highlight_since
        if before is not self.before:
            self.before = before
            self.sheets.clear()
        super().draw(state, highlight_since, preview)

    def graph_of(self, state: ViewState) -> Graph | None:
        """The scores of the unit under the cursor."""
        view = state.view()
        return score_graph(view, self.unit[0]) if view else None

    def sheet_of(self, state: ViewState) -> Sheet:
        """The results, or why there are none."""
        view, runs = state.view(), state.runs
        if view is None:
            return empty_sheet(state.failure or (NO_SCORES if state.result else NO_METHOD), state, WITHOUT_UNIT)
        bands = runs.outcome.intervals(view.period) if runs and runs.outcome and runs.node == view.node else {}
        return score_sheet(view, self.result_before(state), bands)

    def result_before(self, state: ViewState) -> "Scored | None":
        """The result of the method before the last edit, or before what is being typed."""
        known = self.before.methods.get(state.method) if self.before else None
        return known if isinstance(known, Scored) and known is not state.result else None

    def detail(self, state: ViewState) -> Sequence[str]:
        """Where the unit under the cursor stands, and what the last edit moved."""
        if isinstance(state.result, Failure):
            return failed_lines(state, state.result)
        (unit, period), view = self.unit, state.view()
        if view is None or not unit:
            return ()
        try:
            return unit_lines(unit, period, view, self.result_before(state), self.app.size.width - 2)
        except MethodError:
            return ()

    def title_of(self, state: ViewState) -> str:
        """The title with the name of the method and the period."""
        return " · ".join(filter(None, [super().title_of(state), *period_and_method(state)]))


def period_and_method(state: ViewState, node: str = "") -> tuple[str, str]:
    """The period in view, where several units stand in it, and the name of the method."""
    view, method = state.view(node), state.workbook.methods.get(state.method)
    several = view is not None and view.scored.frame["unit"].n_unique() > 1
    names = [state.wording.name(each) for each in state.workbook.methods.values()]
    name = state.wording.name(method) if method else ""
    return view.period if view and several else "", f"{name} · {state.method}" if names.count(name) > 1 else name


def rank_moves(trial: ViewState, state: ViewState) -> list[str]:
    """Which ranks of a method are others in one of two, in one line; nothing where none is, or there is no result."""
    view, before = trial.view(), state.result
    line = moved_line(before, view) if view and isinstance(before, Scored) else ""
    return [line] if line else []
