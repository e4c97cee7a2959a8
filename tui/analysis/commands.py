"""The analysis of the chosen method: a menu of tables, each of which follows every edit."""

from functools import partial

from tui.analysis.computed_table import computed_table
from tui.analysis.table_page import TablePage
from tui.audit import commands as audit
from tui.frame.menu import Choice, open_menu
from tui.frame.screen import Screen
from tui.tables.pages import NO_RESULTS
from tui.tables.registry import table, table_ids

GROUPS = ("Indicators", "Correlations")
"""The headings that come first; others follow as their tables do."""


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
