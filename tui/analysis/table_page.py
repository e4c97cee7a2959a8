"""A page that shows a table of the catalogue, of the method and the period that are looked at, and writes its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from core.errors import JingdexError
from tui.frame.page import SAVING, FileOf, PageContent
from tui.grid.sheet import Sheet, sentence_sheet
from tui.results.commands import NO_RESULTS
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from tui.app import Jingdex
    from tui.tables.query import QueryContext
    from tui.tables.spec import Page


@dataclass(frozen=True, slots=True)
class TablePage:
    """One page of a table: its id there, its title, and the options that it is made with."""

    name: str
    title: str
    options: Mapping[str, object]
    page: "Page"

    @classmethod
    def all_of(cls, app: "Jingdex", name: str) -> Iterator["TablePage"]:
        """The pages of a table: one, or its variants."""
        from tui.tables.registry import table  # noqa: PLC0415 - it loads Polars, of no use to the first screen

        spec = table(name)
        if spec.page is None:
            return
        whole = cls(name, spec.page.title or spec.title, {}, spec.page)
        variants = spec.page.variants(whole.query(app.workspace.shown)) if spec.page.variants else [(whole.title, {})]
        yield from (cls(name, title, options, spec.page) for title, options in variants)

    def query(self, shown: ViewState) -> "QueryContext":
        """What the table is made from: the workbook, the method and, where the page is of one, the period."""
        from core.method.run import Scored  # noqa: PLC0415 - it loads Polars
        from tui.results.sheet import looked_at  # noqa: PLC0415
        from tui.tables.options import no_options  # noqa: PLC0415
        from tui.tables.query import QueryContext  # noqa: PLC0415

        result, options = shown.derived.methods.get(shown.method), dict(self.options)
        if self.page.dated and isinstance(result, Scored):
            options["period"] = looked_at(result, shown.workbook, shown.wording, shown.period).period
        return QueryContext(shown.workbook, shown.derived, [], [], shown.wording, shown.method, no_options(**options))

    def open(self, app: "Jingdex") -> None:
        """Show it; a page that turns does so by the key of the next list."""
        app.page.turn_to(self.content(app))
        app.show_page()

    def sheet(self, shown: ViewState) -> Sheet:
        """What it shows of a workbook, or why it cannot."""
        from core.method.run import Scored  # noqa: PLC0415 - it loads Polars
        from tui.tables.reading import page_sheet  # noqa: PLC0415
        from tui.tables.registry import table  # noqa: PLC0415

        result = shown.derived.methods.get(shown.method)
        if not isinstance(result, Scored) or not result.nodes:
            return sentence_sheet(getattr(result, "sentence", NO_RESULTS))
        try:
            return page_sheet(table(self.name), self.query(shown))
        except JingdexError as error:
            return sentence_sheet(str(error))

    def content(self, app: "Jingdex") -> PageContent:
        """The page with what keys do there and what a file of it holds."""
        turns = self.page.turns
        title = f"{self._turned()}: {self.title}" if turns else self.title
        footer = f"v Next coefficient  {SAVING}" if turns else SAVING
        keys = {"list": partial(self._turn, app)} if turns else {}
        written = FileOf(self.name, self.query) if self.page.by_rows else None
        strip = partial(self._strip, app) if self.page.strip else None
        return PageContent(title, self.sheet, keys=keys, footer=footer, strip=strip, written=written)

    def _strip(self, app: "Jingdex", shown: ViewState) -> list[str]:
        row, strip = app.page.row, self.page.strip
        return strip(self.query(shown), row.key, app.grid.cursor[1]) if row and strip else []

    def _turned(self) -> str:
        return str(self.options.get(self.page.turns) or _choices(self.page.turns)[0])

    def _turn(self, app: "Jingdex") -> None:
        """The same page by the next choice, in the place of this one."""
        known, place = _choices(self.page.turns), app.grid.cursor
        following = known[(known.index(self._turned()) + 1) % len(known)]
        app.page.put(replace(self, options={**self.options, self.page.turns: following}).content(app))
        app.show_page()
        app.grid.move_to(*place)


def _choices(option: str) -> tuple[str, ...]:
    """What may be chosen for an option of tables."""
    from tui.tables.options import OPTIONS  # noqa: PLC0415 - of no use to the first screen

    found: tuple[str, ...] = OPTIONS[option]["choices"]
    return found
