"""A page of a table that needs many runs of the method: a thread computes the rows, and the page then draws them."""

from functools import partial
from typing import TYPE_CHECKING

from core.words import gettext
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
from tui.grid.wrapping import wrapped
from tui.tables.computed_page import ComputedPage
from tui.tables.reading import screen_sheet
from tui.tables.records import Record
from tui.tables.registry import table
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.method.run import Scored
    from tui.frame.jobs import Job
    from tui.tables.query import QueryContext
    from tui.tables.spec import Page

SAME = ("method", "node", "period")
"""The columns of a page of one method, node and period that are the same in every row."""


def computed_table(screen: Screen, name: str, title: str, page: "Page") -> "ComputedPage[list[Record]]":
    """The page of a table whose `Page` has `runs`."""

    def strip(state: ViewState) -> list[str]:
        lines = wrapped(gettext(page.note), max(20, screen.terminal.size.width - 2), most=2)
        whole = page.summary(computed.made, state.wording) if page.summary and computed.made else ""
        return [*lines, *[""] * (2 - len(lines)), whole, gettext("jingdex show WORKBOOK {name} prints it", name=name)]

    computed = ComputedPage(screen, title, partial(_rows, page), partial(_sheet, name), strip, name)
    return computed


def _rows(page: "Page", _: "Scored", query: "QueryContext", progress: "Job") -> list[Record]:
    return list(page.runs(query, progress)) if page.runs else []


def _sheet(name: str, rows: list[Record], query: "QueryContext") -> Sheet:
    return screen_sheet(table(name).columns, rows, query, SAME)
