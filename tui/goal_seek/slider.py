"""The page on which a weight is moved step by step while ranks follow, with the ranges in which they hold."""

from dataclasses import replace
from math import floor, log10

from core.analysis.weight_range import RankRange, WeightRange, weight_range
from core.derive.derive import derive
from core.errors import JingdexError
from core.method.run import Failure, Scored
from core.numerals import common_decimals, fixed
from core.words import gettext, marked
from core.workbook.edit import Edit, SetEntry
from core.workbook.entries import TreeNode
from core.workbook.typed_edit import WeightPlace
from tui.frame.page import FileOf, PageContent
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, failed_sheet, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.titles import entry_name
from tui.grid.wording import Wording
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView
from tui.workspace.view_state import ViewState
from tui.workspace.workspace import Trial

KEYS = "[ Less  ] More  Enter Keep this weight"
ON_TREE = marked("Move to a code of the tree first (g 4, then Tab): W moves its weight.")
FOUND = marked("The method finds this weight itself: remove its weigh step to set it by hand.")
WIDTH = 60
ENDLESS = marked("no end")


def slider_sheet(ranges: WeightRange, before: dict[str, int], method: str, view: ResultView) -> Sheet:
    """The slider, then the units by rank under its weight; `before` are their ranks under the weight that is kept."""
    word = view.wording.word
    columns = [
        Column(word("unit"), 18, frozen=True, grows=True),
        Column(word("rank"), 5, "right"),
        Column(word("moved"), 6, "right"),
        Column(word("score"), 9, "right"),
        Column(word("keeps its rank from"), 15, "right"),
        Column(word("to"), 10, "right"),
    ]
    share = 100 * ranges.share(ranges.weight)
    note = f"{word('weight')} {ranges.weight:.6g} {word('beside')} {ranges.others:.6g} = {share:.1f}%"
    rows: list[SheetRow | Heading] = [
        Heading(f"{note} · {ranges.period}", "head"),
        Heading(_slider(ranges), "plain"),
        Heading(range_text(ranges, view.wording, view), "rule"),
    ]
    decimals = common_decimals((end for row in ranges.rows for end in (row.low, row.high)), least=2)
    place = WeightPlace(method, ranges.code)
    return Sheet(columns, [*rows, *(_row(row, place, before, decimals, view) for row in ranges.rows)])


def range_text(ranges: WeightRange, wording: Wording, view: ResultView) -> str:
    """Between which weights the first rank holds, and how that was found, in one sentence."""
    word = wording.word
    if ranges.units <= 1:
        return word("There is one unit: no weight can take its rank.")
    first = ranges.rows[0]
    name, low, high = view.unit_name(first.unit), weight_text(first.low), weight_text(first.high)
    how = word("exact" if ranges.is_exact else "by search")
    if first.high == float("inf"):
        return word("{unit} stays rank 1 for any weight ≥ {low} ({how})", unit=name, low=low, how=how)
    template = "{unit} stays rank 1 for any weight from {low} to {high} ({how})"
    return word(template, unit=name, low=low, high=high, how=how)


def weight_text(weight: float, decimals: int | None = None) -> str:
    """A weight at the end of a range, in a sentence without decimals of its own."""
    if weight == float("inf"):
        return gettext(ENDLESS)
    return f"{weight:.5g}" if decimals is None else fixed(weight, decimals)


def _row(row: RankRange, place: WeightPlace, before: dict[str, int], decimals: int, view: ResultView) -> SheetRow:
    gained = before.get(row.unit, row.rank) - row.rank
    name = view.unit_name(row.unit)
    return row_of(
        f"slider/{row.unit}",
        (name, name),
        (str(row.rank), row.rank),
        (Cell(f"{gained:+d}" if gained else "", "good" if gained > 0 else "bad"), gained),
        (f"{row.score:.4f}", row.score),
        *((weight_text(end, decimals), end) for end in (row.low, row.high)),
        place=place,
    )


def _slider(ranges: WeightRange) -> str:
    """0 to 100 % of the siblings' weight: `=` where the first rank holds, `o` where the weight stands."""
    first = ranges.rows[0] if ranges.rows else None
    ends = [ranges.share(first.low), ranges.share(first.high)] if first else [0.0, 1.0]
    low, high, here = (round(share * (WIDTH - 1)) for share in (*ends, ranges.share(ranges.weight)))
    signs = ["=" if low <= at <= high else "-" for at in range(WIDTH)]
    signs[here] = "o"
    return f"0% |{''.join(signs)}| 100%"


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
