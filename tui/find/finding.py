"""Finding: the text is typed in the bottom line, and a page lists all that holds it."""

from collections.abc import Callable
from functools import partial

from core.words import gettext
from tui.claims.commands import claims_page
from tui.definitions.commands import open_entry
from tui.figures.series_commands import series_page
from tui.find.sheet import Target, everything, find_sheet, held_in
from tui.frame.page import PageContent
from tui.frame.pane import METHOD
from tui.frame.prompt import Question
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, parts_of
from tui.grid.wrapping import wrapped
from tui.method import method_commands, step_commands
from tui.workspace.view_state import ViewState

ENDS = "↑ ↓ Move · Enter Go there · Esc Back"
KEYS = "Enter Go there  / Find  Esc Back  ? Help"
TABLES = {"source": "sources", "event": "events", "element": "indicators"}
"""The tables of the definitions in which some findings are shown."""


class Finding:
    """One search after the other in one screen."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.targets: list[Target] = []
        self.text = ""
        self._behind: tuple[str, str] | None = None

    def begin(self) -> None:
        """Open the page of findings and ask for a text."""
        workspace = self.screen.workspace
        method = workspace.method if self.screen.body.board.active.number == METHOD else ""
        self.targets, self.text = everything(workspace.workbook, workspace.wording, method), ""
        self._open()
        body = self.screen.body
        question = Question(
            gettext("find"), self._typed, self._accepted, body.back, moved=body.page.grid.move, ends=ENDS
        )
        self.screen.prompt.ask(question, "")

    def turn_back(self) -> bool:
        """Show the list again that led to the row under the cursor; false where none did."""
        behind, row = self._behind, self.screen.body.pane.row
        self._behind = None
        if behind is None or row is None or row.key != behind[1]:
            return False
        self._open()
        self.screen.body.page.go_to(behind[0])
        return True

    def _open(self) -> None:
        """Show the page of findings."""
        self._behind = None
        targets = {target.key: self._opener(target) for target in self.targets}
        self.screen.body.open_page(PageContent("Find", self._sheet, targets, footer=KEYS, strip=self._strip))

    def _sheet(self, shown: ViewState) -> Sheet:
        return find_sheet(self.targets, self.text, shown.wording, shown.workbook)

    def _strip(self, _: ViewState) -> list[str]:
        """The whole text under the cursor."""
        row = self.screen.body.page.row
        return wrapped(row.cells[1].text, self.screen.terminal.size.width - 2) if row else []

    def _typed(self, text: str) -> None:
        self.text = text
        self.screen.draw_page()
        self.screen.body.page.grid.move_to(0, 0)

    def _accepted(self, _: str) -> None:
        """Go where the finding under the cursor leads."""
        self.screen.prompt.close()
        if not self.screen.body.page.follow():
            self.screen.notify(gettext("Nothing is called “{text}”: / searches for something else.", text=self.text))

    def _opener(self, target: Target) -> Callable[[], None]:
        kind, _, rest = target.key.partition("/")
        if kind == "series":
            unit, indicator = rest.split("/", 1)
            return partial(self._to_series, unit, indicator)
        if kind == "claim":
            return partial(self._to_page, claims_page(), target.key)
        if kind in TABLES:
            return partial(open_entry, self.screen, TABLES[kind], rest)
        if kind == "method":
            return partial(method_commands.look_at, self.screen, rest)
        if kind in {"choice", "setting"}:
            return partial(step_commands.show_choice, self.screen, *rest.split("/"))
        return partial(self._to_bench, kind, rest, target.key)

    def _to_series(self, unit: str, indicator: str) -> None:
        """Move to the newest figure of a series, or to the number, note or source in which the words stand."""
        workspace = self.screen.workspace
        series, page = workspace.workbook.series(unit, indicator), series_page(unit, indicator, workspace.state)
        newest = series.newest()
        figure, title = newest[-1] if newest else None, ""
        held = held_in(workspace.workbook, series, self.text, workspace.wording) if newest else None
        if held:
            figure, title = held
        self._to_page(page, f"series/{'/'.join(figure.key)}" if figure else "", title)

    def _to_page(self, content: PageContent, key: str, title: str = "") -> None:
        """Show a page, with the list behind it, at a row, and there in the column of a title where one is named."""
        self.screen.body.turn_to(content)
        page = self.screen.body.page
        page.go_to(key)
        titles = [column.title for column in page.sheet.columns]
        if (wanted := self.screen.workspace.wording.word(title)) in titles:
            page.grid.move_to(page.grid.cursor[0], titles.index(wanted))

    def _to_bench(self, kind: str, code: str, hit: str) -> None:
        """Move to a unit of the results, or to a code of the tree."""
        self.screen.body.go_to_pane(METHOD)
        word = "Results" if kind == "unit" else "Tree"
        pane = next(view for view in self.screen.body.board.group if view.word == word)
        self.screen.body.board.activate(pane)
        key = next((key for key in pane.sheet.by_key if parts_of(key)[1:2] == [code]), "")
        self._behind = (hit, key)
        self.screen.body.way_back = self.turn_back
        if not pane.go_to(key):
            self.screen.notify(gettext("{code} has no row in the results of this period.", code=code))
        self.screen.draw_detail()


def find(screen: Screen) -> None:
    """Find something by its text, everywhere."""
    screen.shared(Finding).begin()
