"""Cluster statistics: which industries, which whole and which years are looked at, and the views on them."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.clusters.of_workbook import sizes
from core.method.errors import MethodError
from core.words import gettext
from tui.clusters import statistics_sheet as views
from tui.clusters.statistics_sheet import Names, quotient_lines
from tui.frame.checklist import Checklist, Item
from tui.frame.menu import Choice, open_menu
from tui.frame.page import SAVING, FileOf, PageContent
from tui.frame.rotation import after
from tui.grid.sheet import Sheet, sentence_sheet
from tui.method.indicator_items import indicator_items
from tui.tables.options import no_options
from tui.tables.query import QueryContext
from tui.tables.registry import table
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    import polars as pl

    from tui.frame.screen import Screen

VIEWS = {
    "Location quotients": ("quotients", "regions × industries: how dense a cluster is, with up to three stars"),
    "Specialisation": ("specialisation", "how far each region's mix of industries is from that of the whole"),
    "Concentration": ("concentration", "how much of each industry the largest regions hold, in every measure"),
    "Shift-share": ("shift-share", "why each region grew: with the whole, by its mix, by its own doing"),
    "Quadrants": ("quadrants", "stars, mature, emerging and transforming clusters by quotient and its change"),
}
"""Each view with the subject of `jingdex show WORKBOOK clusters-…` that it draws."""
GROWTH = ("shift-share", "quadrants")


class Statistics:
    """What one person looks at: industries (none: those of the commonest measure), whole (none: all regions), years."""

    def __init__(self, screen: "Screen") -> None:
        self.screen = screen
        self.industries: tuple[str, ...] = ()
        self.whole: str | None = None
        self.years: tuple[str, str] | None = None
        self.period = ""

    def open(self) -> None:
        """The menu of choices and views."""
        word = self.screen.workspace.wording.word
        industries = (
            gettext("{count} marked", count=len(self.industries))
            if self.industries
            else gettext("all that share the commonest measure")
        )
        whole = self._unit(self.whole) if self.whole else gettext("all regions together")
        years = " → ".join(self.years) if self.years else gettext("first → last")
        rows: list[Choice | str] = [
            gettext("What is looked at"),
            Choice(
                word("industries"),
                gettext("{industries}: Enter marks which indicators are industries", industries=industries),
                self._mark,
            ),
            Choice(
                word("held against"),
                gettext("{whole}: Enter chooses a nation, or all regions", whole=whole),
                self._choose_whole,
            ),
            Choice(
                word("growth"), gettext("{years}: Enter chooses from when to when", years=years), self._choose_first
            ),
            "Views",
            *(Choice(title, told, partial(self._view, title, subject)) for title, (subject, told) in VIEWS.items()),
        ]
        open_menu(self.screen, gettext("Cluster statistics"), rows)

    def _view(self, title: str, subject: str) -> None:
        keys = {} if subject in GROWTH else {"period": partial(self._earlier, subject)}
        footer = SAVING if subject in GROWTH else f"e Earlier period  {SAVING}"
        strip = partial(self._strip, subject)
        written = FileOf(f"clusters-{subject}", self._query)
        sheet = partial(self._sheet, subject)
        self.screen.body.turn_to(PageContent(title, sheet, keys=keys, footer=footer, strip=strip, written=written))

    def _sheet(self, subject: str, shown: ViewState) -> Sheet:
        """The view, or why there is none."""
        try:
            return self._drawn(subject, shown)
        except MethodError as error:
            return sentence_sheet(str(error))

    def _drawn(self, subject: str, shown: ViewState) -> Sheet:

        table, names = self._table(subject, shown), views.Names(shown.workbook, shown.wording)
        grown = {"shift-share": views.shift_share_sheet, "quadrants": views.quadrant_sheet}
        if subject in grown:
            return grown[subject](table, names)
        dated: dict[str, Callable[[pl.DataFrame, str, Names], Sheet]] = {
            "quotients": views.quotient_sheet,
            "specialisation": views.specialisation_sheet,
            "concentration": views.concentration_sheet,
        }
        return dated[subject](table, self._when(table), names)

    def _strip(self, subject: str, shown: ViewState) -> Sequence[str]:

        row, lines = self.screen.body.page.row, [""]
        if subject in GROWTH:
            sums = gettext("national + mix + competitive + allocation = change") if subject == "shift-share" else ""
            return [self._growth(shown), sums]
        try:
            table = self._table(subject, shown)
        except MethodError:
            return []
        if subject == "quotients" and row:
            lines = quotient_lines(
                table,
                self._when(table),
                row.key,
                self.screen.body.pane.grid.cursor[1],
                Names(shown.workbook, shown.wording),
            )
        stars = (
            gettext("★ one each: size and focus in the top tenth, quotient 2 or more") if subject == "quotients" else ""
        )
        return [*lines, self._when(table), stars]

    def _growth(self, shown: ViewState) -> str:

        if self.years:
            return gettext("from {years} to {years2}", years=self.years[0], years2=self.years[1])
        periods = list(dict.fromkeys(sizes(shown.workbook, self.industries)["period"]))
        return gettext("from {periods} to {periods2}", periods=periods[0], periods2=periods[-1])

    def _table(self, subject: str, shown: ViewState) -> "pl.DataFrame":
        """The rows of a subject. Raises MethodError."""
        return table(f"clusters-{subject}").frame(self._query(shown))

    def _query(self, shown: ViewState) -> "QueryContext":
        """The industries, the whole and the years that are looked at."""
        years = list(self.years) if self.years else None
        options = no_options(industries=list(self.industries), whole=self.whole, periods=years)
        return QueryContext(shown.workbook, shown.derived, [], [], shown.wording, options=options)

    def _when(self, table: "pl.DataFrame") -> str:
        """The period chosen, else the last that is not nearly empty."""
        counts = Counter(table["period"])
        full = [str(period) for period, count in counts.items() if 2 * count >= max(counts.values())]
        return self.period if self.period in counts else full[-1]

    def _earlier(self, subject: str) -> None:
        """The period before, round and round."""
        periods = list(dict.fromkeys(sizes(self.screen.workspace.workbook, self.industries)["period"]))
        present = self._when(self._table(subject, self.screen.workspace.shown))
        self.period = periods[periods.index(present) - 1] if present in periods else periods[-1]
        self.screen.body.page.sheets.clear()
        self.screen.draw()

    def _mark(self) -> None:

        def keep(marked: list[str]) -> bool:
            self.industries = tuple(marked)
            self._again()
            return True

        items = [
            Item(item.code, item.name, f"{self.screen.workspace.workbook.indicators[item.code].measure}, {item.told}")
            for item in indicator_items(self.screen)
        ]
        Checklist(self.screen, gettext("Which indicators are industries"), items, self.industries, keep).open()

    def _choose_whole(self) -> None:
        having = {unit for unit, _ in self.screen.workspace.workbook.figures}
        rows: list[Choice | str] = [
            Choice(gettext("all regions together"), gettext("their sum"), partial(self._hold, None), not self.whole)
        ]
        rows += [
            Choice(self._unit(code), code, partial(self._hold, code), code == self.whole)
            for code in self.screen.workspace.workbook.units
            if code in having
        ]
        open_menu(self.screen, gettext("Held against"), rows)

    def _hold(self, code: str | None) -> None:
        self.whole = code
        self._again()

    def _choose_first(self) -> None:
        self._choose_year(
            gettext("Growth from"), lambda first: self._choose_year(gettext("Growth to"), partial(self._grow, first))
        )

    def _choose_year(self, title: str, then: Callable[[str], None]) -> None:

        try:
            periods = list(dict.fromkeys(sizes(self.screen.workspace.workbook, self.industries)["period"]))
        except MethodError as error:
            self.screen.notify(str(error))
            return
        open_menu(self.screen, title, [Choice(when, "", partial(then, when)) for when in periods])

    def _grow(self, first: str, last: str) -> None:
        self.years = (first, last)
        self.screen.body.back()
        self._again()

    def _again(self) -> None:
        """Leave what was chosen in, and show the menu as it is now."""
        self.screen.body.back()
        self.screen.body.back()
        self.open()

    def _unit(self, code: str) -> str:
        known = self.screen.workspace.workbook.units.get(code)
        return self.screen.workspace.wording.name(known) if known else code


def cluster_statistics(screen: "Screen") -> None:
    """See which cluster statistics there are; Enter on one shows it."""
    screen.shared(Statistics).open()


def next_list(screen: "Screen") -> None:
    """Show the next version of the clusters."""
    table = screen.workspace.shown.clusters
    present = table.cluster_list.code if table else ""
    screen.workspace.cluster_list = after(present, list(screen.workspace.derived.clusters))
    screen.draw()
