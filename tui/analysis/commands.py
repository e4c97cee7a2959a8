"""The analysis of the chosen method: a menu of tables, each of which follows every edit."""

from functools import partial
from typing import TYPE_CHECKING

from core.words import gettext
from tui.analysis.table_page import TablePage
from tui.audit import commands as audit
from tui.frame.menu import Choice, open_menu
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
from tui.grid.wrapping import wrapped
from tui.tables.column import Record
from tui.tables.pages import NO_RESULTS, ComputedPage
from tui.tables.reading import screen_sheet
from tui.tables.registry import table, table_ids
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.method.run import Scored
    from tui.frame.jobs import Job
    from tui.tables.query import QueryContext
    from tui.tables.spec import Page


GROUPS = ("Indicators", "Correlations")
"""The headings that come first; others follow as their tables do."""

SAME = ("method", "node", "period")
"""The columns of a page of one method, node and period that are the same in every row."""


def analysis(screen: Screen) -> None:
    """The menu of all tables that have a page, under their headings."""
    if screen.workspace.state.scored is None:
        screen.notify(NO_RESULTS)
        return

    groups: dict[str, list[Choice | str]] = {group: [] for group in GROUPS}
    for name in table_ids():
        page = table(name).page
        if page is None:
            continue
        some = groups.setdefault(page.group, [])
        if page.runs:
            title = page.title or table(name).title
            some.append(Choice(title, page.note, computed_table(screen, name, title, page).open))
            continue
        some += [
            Choice(table_page.title, page.note, partial(table_page.open, screen))
            for table_page in TablePage.all_of(screen, name)
        ]
    rows = [row for group, some in groups.items() if some for row in (group, *some)]
    open_menu(screen, "Analysis", [audit.choice(screen), *rows])


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
