"""Finding: a text typed in the bottom line, and a page of all that holds it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.claims.commands import claims_page
from tui.definitions.commands import open_table
from tui.figures.series_commands import series_page
from tui.find.sheet import Found, everything, find_sheet
from tui.frame.page import PageContent
from tui.frame.prompt import Question
from tui.grid.sheet import key_of, parts_of
from tui.results.pane import ResultsPane

if TYPE_CHECKING:
    from tui.app import Jingdex


ENDS = "↑ ↓ Move · Enter Go there · Esc Back"
ENDS = "↑ ↓ Move · Enter Go there · Esc Back"
TABLES = {"source": "sources", "event": "events", "element": "indicators"}
"""The tables of the definitions in which some findings are shown."""


class Finding:
    """One search after the other in one app."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.things: list[Found] = []
        self.text = ""
        self._behind: tuple[str, str] | None = None

    def begin(self) -> None:
        """Open the page of findings and ask for a text."""
        workspace = self.app.workspace
        method = workspace.method if self.app.board.active.number == ResultsPane.number else ""
        self.things, self.text = everything(workspace.workbook, workspace.wording, method), ""
        self._open()
        asked = Question("find", self._typed, self._accepted, self.app.back, moved=self._move, ends=ENDS)
        self.app.prompt.ask(asked, "")

    def turn_back(self) -> bool:
        """Show the list again that led to the row under the cursor; false where none did."""
        behind, row = self._behind, self.app.pane.row
        self._behind = None
        if behind is None or row is None or row.key != behind[1]:
            return False
        self._open()
        self.app.page.go_to(behind[0])
        return True

    def _open(self) -> None:
        """Show the page of findings."""
        self._behind = None
        self.app.close_page()
        targets = {thing.key: self._way_to(thing) for thing in self.things}
        self.app.page.open("Find", lambda shown: find_sheet(self.things, self.text, shown.wording), targets)
        self.app.show_page()

    def _typed(self, text: str) -> None:
        self.text = text
        self.app.page.forget()
        self.app.draw()
        self.app.page.grid.move_to(0, 0)

    def _move(self, by: int) -> None:
        self.app.page.grid.move(by)

    def _accepted(self, _: str) -> None:
        """Go where the finding under the cursor leads."""
        self.app.prompt.close()
        if not self.app.follow():
            self.app.tell(f"Nothing is called “{self.text}”: / searches for something else.")
        self.app.keyboard.release()

    def _way_to(self, thing: Found) -> Callable[[], None]:
        kind, _, rest = thing.key.partition("/")
        if kind == "series":
            unit, indicator = rest.split("/", 1)
            return partial(self._to_series, unit, indicator)
        if kind == "claim":
            return partial(self._to_page, claims_page(), thing.key)
        if kind in TABLES:
            return partial(self._to_entry, TABLES[kind], rest)
        return partial(self._to_bench, kind, rest, thing.key)

    def _to_series(self, unit: str, indicator: str) -> None:
        """Move to the newest figure of a series."""
        newest = self.app.workspace.workbook.series(unit, indicator).newest()
        page = series_page(unit, indicator, self.app.workspace.shown)
        self._to_page(page, f"series/{'/'.join(newest[-1].key)}" if newest else "")

    def _to_page(self, content: PageContent, key: str) -> None:
        """Show a page, with the list behind it, at a row."""
        self.app.page.turn_to(content)
        self.app.show_page()
        self.app.page.go_to(key)

    def _to_entry(self, table: str, code: str) -> None:
        """Show a table of the definitions, with the list behind it, at an entry."""
        open_table(self.app, table)
        self.app.page.go_to(key_of("entry", code))

    def _to_bench(self, kind: str, code: str, found: str) -> None:
        """Move to a unit of the results, or to a code of the tree."""
        self.app.go_to_pane(ResultsPane.number)
        word = "Results" if kind == "unit" else "Tree"
        pane = next(one for one in self.app.board.group if one.word == word)
        self.app.board.activate(pane)
        key = next((key for key in pane.sheet.by_key if parts_of(key)[1:2] == [code]), "")
        self._behind = (found, key)
        if not pane.go_to(key):
            self.app.tell(f"{code} has no row in the results of this period.")
        self.app.draw_detail()
