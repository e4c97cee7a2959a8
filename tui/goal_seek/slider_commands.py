"""The page on which a weight is moved step by step while ranks follow, with the ranges in which they hold."""

from dataclasses import replace
from math import floor, log10

from core.analysis.weight_range import weight_range
from core.derive.derive import derive
from core.errors import JingdexError
from core.method.run import Failure, Scored
from core.words import gettext, marked
from core.workbook.edit import Edit, SetEntry
from core.workbook.entries import TreeNode
from core.workbook.typed_edit import WeightPlace
from tui.frame.page import FileOf, PageContent
from tui.frame.screen import Screen
from tui.goal_seek.slider_sheet import slider_sheet
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, failed_sheet
from tui.grid.titles import entry_name
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView
from tui.workspace.view_state import ViewState
from tui.workspace.workspace import Trial

KEYS = "[ Less  ] More  Enter Keep this weight"
ON_TREE = marked("Move to a code of the tree first (g 4, then Tab): W moves its weight.")
FOUND = marked("The method finds this weight itself: remove its weigh step to set it by hand.")


def slide(screen: Screen) -> None:
    """Move the weight under the cursor."""
    place = screen.place
    if isinstance(place, WeightPlace):
        Slider(screen, place).open()
    else:
        screen.notify(ON_TREE)


class Slider:
    """One weight as it is tried out: `trial` is none while it stands where the workbook has it."""

    def __init__(self, screen: Screen, place: WeightPlace) -> None:
        self.screen, self.place = screen, place
        self.trial: float | None = None
        self._result: Trial | None = None

    def open(self) -> None:
        """Put the page in the board's place."""
        screen = self.screen
        keys = {"increase": lambda: self._step(1), "decrease": lambda: self._step(-1), "edit": self._keep}
        screen.body.close()
        placed, workspace = self._placed, screen.workspace
        name = entry_name(placed, workspace.workbook, workspace.wording) if placed else self.place.code
        title, written = gettext("Weight of {name}", name=plain(name)), FileOf("weight-ranges", self._query)
        screen.body.open_page(PageContent(title, self._sheet, keys=keys, footer=KEYS, written=written))

    @property
    def _placed(self) -> TreeNode | None:
        entry = self.screen.workspace.workbook.tables["placed"].get(f"{self.place.method}/{self.place.code}")
        return entry if isinstance(entry, TreeNode) else None

    def _sheet(self, state: ViewState) -> Sheet:
        present = state.derived.methods.get(self.place.method)
        tried = self._tried(state)
        if present is None or isinstance(present, Failure):
            return failed_sheet(present.sentence if present else gettext("The method is gone."))
        view = ResultView.of(present, state.workbook, state.wording, state.period)
        try:
            ranges = weight_range(tried or present, self.place.code, view.period)
            before = weight_range(present, self.place.code, view.period) if tried else ranges
        except JingdexError as error:
            return failed_sheet(str(error))
        return slider_sheet(ranges, {row.unit: row.rank for row in before.rows}, self.place.method, view)

    def _query(self, state: ViewState) -> "QueryContext":
        """The ranges under the weight that is tried, in the period in view."""
        if self._tried(state) and self._result and self._result.derived:
            state = replace(state, workbook=self._result.workbook, derived=self._result.derived)
        view = replace(state, method=self.place.method).view()
        options = {"method": self.place.method, "node": self.place.code, "period": view and view.period}
        return QueryContext.of_state(state, **options)

    def _tried(self, state: ViewState) -> "Scored | None":
        """The result under the weight that is tried; nothing while none is."""
        if self.trial is None:
            return None
        if self._result is None or self._result.before is not state.workbook:
            edit = self._edit()
            workbook = edit.apply(state.workbook)
            self._result = Trial(edit, state.workbook, workbook, derive(workbook, state.derived))
        result = self._result.derived.methods[self.place.method] if self._result.derived else None
        return result if isinstance(result, Scored) else None

    def _edit(self) -> Edit:
        placed = self._placed
        assert placed is not None  # noqa: S101 - a weight is tried only where the code is there
        return SetEntry("placed", placed, replace(placed, weight=placed.weight if self.trial is None else self.trial))

    def _step(self, by: int) -> None:
        placed = self._placed
        if placed is None:
            return
        if self._is_found():
            self.screen.notify(FOUND)
            return
        present = placed.weight if self.trial is None else self.trial
        step = 10.0 ** (floor(log10(placed.weight)) - 1) if placed.weight > 0 else 0.1
        self.trial, self._result = max(0.0, round(present + by * step, 12)), None
        self.screen.draw_page()

    def _is_found(self) -> bool:
        """Whether a weigh step gives this code another weight than the one that is typed."""
        result = self.screen.workspace.derived.methods.get(self.place.method)
        tree = getattr(result, "tree", None)
        typed = getattr(getattr(result, "document", None), "tree", None)
        code = self.place.code
        return bool(tree and typed and tree.weights[code] != typed.weights[code])

    def _keep(self) -> None:
        if self.trial is None:
            self.screen.notify(gettext("The weight is as the workbook has it: move it with [ and ] first."))
            return
        edit, trial, weight = self._edit(), self._result, self.trial
        self.trial = None
        self.screen.body.page.sheets.clear()
        if not self.screen.editing.do(lambda: trial.edit if trial else edit, tried=trial):
            self.trial = weight
            self.screen.draw_page()
