"""Finding: a text typed in the bottom line, and a page of all that holds it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.drawing.find_sheet import Found, everything, find_sheet
from tui.drawing.sheet import parts_of
from tui.panes.results import ResultsPane
from tui.panes.tree import TreePane
from tui.prompt import Question

if TYPE_CHECKING:
    from tui.app import Jingdex


class Finding:
    """One search after the other in one app."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.things: list[Found] = []
        self.text = ""

    def begin(self) -> None:
        """Open the page of findings and ask for a text."""
        method = self.app.method if self.app.board.active.number == ResultsPane.number else ""
        self.things = everything(self.app.workbook, self.app.wording, method)
        self.app.close_page()
        targets = {thing.key: self._way_to(thing) for thing in self.things}
        self.app.page.open("Find", lambda shown: find_sheet(self.things, self.text, shown.wording), targets)
        self.app.show_page()
        self.app.prompt.ask(Question("/", self._typed, self._accepted, self.app.back), "")

    def _typed(self, text: str) -> None:
        self.text = text
        self.app.page.forget()
        self.app.draw()

    def _accepted(self, _: str) -> None:
        """Leave the line for the list, or go at once where the only finding leads."""
        self.app.prompt.close()
        self.app.keyboard.release()
        if self.app.page.sheet.row_count == 1:
            self.app.follow()

    def _way_to(self, thing: Found) -> Callable[[], None]:
        kind, _, rest = thing.key.partition("/")
        if kind == "series":
            unit, indicator = rest.split("/", 1)
            return partial(self.app.open_page, "series", (unit, indicator))
        if kind == "claim":
            return partial(self._to_claim, thing.key)
        if kind in ("unit", "placed"):
            return partial(self._to_bench, kind, rest)
        return partial(self.app.tell, thing.text)

    def _to_bench(self, kind: str, code: str) -> None:
        """Move to a unit of the results, or to a code of the tree."""
        self.app.go_to_pane(ResultsPane.number)
        pane = next(one for one in self.app.board.group if isinstance(one, ResultsPane if kind == "unit" else TreePane))
        self.app.board.activate(pane)
        key = next((key for key in pane.sheet.by_key if parts_of(key)[1:2] == [code]), "")
        if not pane.go_to(key):
            self.app.tell(f"{code} has no row in the results of this period.")
        self.app.draw_detail()

    def _to_claim(self, key: str) -> None:
        self.app.open_page("claims")
        self.app.page.go_to(key)
