"""A page that shows a table of the catalogue, of the method and the period that are looked at, and writes its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.method.run import Scored
from tui.frame.page import SAVING, FileOf, PageContent
from tui.grid.sheet import Sheet, sentence_sheet
from tui.results.commands import NO_RESULTS
from tui.results.sheet import looked_at
from tui.tables.options import OPTIONS, no_options
from tui.tables.query import QueryContext
from tui.tables.reading import page_sheet
from tui.tables.registry import table
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from tui.frame.screen import Screen
    from tui.tables.spec import Page


@dataclass(frozen=True, slots=True)
class TablePage:
    """One page of a table: its id there, its title, and the options that it is made with."""

    name: str
    title: str
    options: Mapping[str, object]
    page: "Page"

    @classmethod
    def all_of(cls, screen: "Screen", name: str) -> Iterator["TablePage"]:
        """The pages of a table: one, or its variants."""
        spec = table(name)
        if spec.page is None:
            return
        whole = cls(name, spec.page.title or spec.title, {}, spec.page)
        variants = (
            spec.page.variants(whole.query(screen.workspace.shown)) if spec.page.variants else [(whole.title, {})]
        )
        yield from (cls(name, title, options, spec.page) for title, options in variants)

    def query(self, shown: ViewState) -> "QueryContext":
        """What the table is made from: the workbook, the method and, where the page is of one, the period."""
        result, options = shown.derived.methods.get(shown.method), dict(self.options)
        if self.page.dated and isinstance(result, Scored):
            options["period"] = looked_at(result, shown.workbook, shown.wording, shown.period).period
        return QueryContext(shown.workbook, shown.derived, [], [], shown.wording, shown.method, no_options(**options))

    def open(self, screen: "Screen") -> None:
        """Show it; a page that turns does so by the key of the next list."""
        screen.turn_to(self.content(screen))

    def sheet(self, shown: ViewState) -> Sheet:
        """What it shows of a workbook, or why it cannot."""
        result = shown.derived.methods.get(shown.method)
        if not isinstance(result, Scored) or not result.nodes:
            return sentence_sheet(getattr(result, "sentence", NO_RESULTS))
        try:
            return page_sheet(table(self.name), self.query(shown))
        except JingdexError as error:
            return sentence_sheet(str(error))

    def content(self, screen: "Screen") -> PageContent:
        """The page with what keys do there and what a file of it holds."""
        turns = self.page.turns
        title = f"{self._turned()}: {self.title}" if turns else self.title
        footer = f"v Next coefficient  {SAVING}" if turns else SAVING
        keys = {"list": partial(self._turn, screen)} if turns else {}
        written = FileOf(self.name, self.query) if self.page.by_rows else None
        strip = partial(self._strip, screen) if self.page.strip else None
        return PageContent(title, self.sheet, keys=keys, footer=footer, strip=strip, written=written)

    def _strip(self, screen: "Screen", shown: ViewState) -> list[str]:
        row, strip = screen.body.page.row, self.page.strip
        return strip(self.query(shown), row.key, screen.body.pane.grid.cursor[1]) if row and strip else []

    def _turned(self) -> str:
        return str(self.options.get(self.page.turns) or _choices(self.page.turns)[0])

    def _turn(self, screen: "Screen") -> None:
        """The same page by the next choice, in the place of this one."""
        known, place = _choices(self.page.turns), screen.body.pane.grid.cursor
        following = known[(known.index(self._turned()) + 1) % len(known)]
        screen.body.put(replace(self, options={**self.options, self.page.turns: following}).content(screen))
        screen.body.pane.grid.move_to(*place)


def _choices(option: str) -> tuple[str, ...]:
    """What may be chosen for an option of tables."""
    found: tuple[str, ...] = OPTIONS[option]["choices"]
    return found
