"""Cluster statistics: which industries, which whole and which years are in view, and the views on them."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from core.method.errors import MethodError
from core.words import gettext, in_words
from core.workbook.scale import measure_word
from tui.clusters.selection import Selection, has_periods
from tui.frame.checklist import Checklist, Item, indicator_items
from tui.frame.menu import Choice, open_menu
from tui.frame.page import SAVING, FileOf, PageContent
from tui.frame.rotation import after
from tui.frame.screen import Screen
from tui.workspace.view_state import ViewState


class ClusterView(NamedTuple):
    """A table on the screen: its title there, and what is said of it."""

    table: str
    title: str
    help: str


VIEWS = (
    ClusterView(
        "clusters-quotients",
        "Location quotients",
        "regions × industries: how dense a cluster is, with up to three stars",
    ),
    ClusterView(
        "clusters-specialisation", "Specialisation", "how far each region's mix of industries is from that of the whole"
    ),
    ClusterView(
        "clusters-concentration",
        "Concentration",
        "how much of each industry the largest regions hold, in every measure",
    ),
    ClusterView(
        "clusters-shift-share",
        "Shift-share",
        "why each region grew: national growth, industry mix, own competitiveness",
    ),
    ClusterView(
        "clusters-quadrants",
        "Quadrants",
        "stars, mature, emerging and transforming clusters by quotient and its change",
    ),
    ClusterView(
        "clusters-cohorts", "Entry and exit", "which clusters are new, promoted, demoted or gone from list to list"
    ),
)
NEXT = (
    ClusterView(
        "complexity-regions", "Complexity of regions", "diversity, economic complexity, fitness, and what may follow"
    ),
    ClusterView("complexity-industries", "Complexity of industries", "which industries few and diverse regions have"),
    ClusterView("relatedness-pairs", "Related industries", "which industries are found in the same regions"),
    ClusterView(
        "relatedness-missing",
        "Missing industries",
        "industries that each region lacks, the most related to its own first",
    ),
    ClusterView("relatedness-changes", "Industries that came and went", "how related they were to what the region had"),
    ClusterView(
        "relatedness-rates", "Rates of entry and exit", "whether related industries enter and unrelated ones leave"
    ),
)
"""The views on which industry may come next."""


class Statistics:
    """What one person has chosen to look at, and the menu in which that is chosen."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.chosen = Selection()

    def open(self) -> None:
        """The menu of choices and views."""
        workspace, chosen, count = self.screen.workspace, self.chosen, len(self.chosen.industries)
        wording, word = workspace.wording, workspace.wording.word
        industries = gettext("{count} marked", count=count) if count else gettext("all with the most common measure")
        marks = gettext("{industries}: Enter marks which indicators are industries", industries=industries)
        nation = wording.unit(workspace.workbook, chosen.whole) if chosen.whole else gettext("all regions together")
        compares = gettext("{whole}: Enter chooses a nation, or all regions", whole=nation)
        years = " → ".join(chosen.years) if chosen.years else gettext("first → last")
        spans = gettext("{years}: Enter chooses from when to when", years=years)
        rows: list[Choice | str] = [
            gettext("What is analysed"),
            Choice(word("industries"), marks, self._mark),
            Choice(word("compared with"), compares, self._choose_whole),
            Choice(word("growth"), spans, self._choose_first),
            "Views",
            *self._choices(VIEWS),
            gettext("Which industry next"),
            *self._choices(NEXT),
        ]
        open_menu(self.screen, gettext("Cluster statistics"), rows)

    def _choices(self, views: Sequence[ClusterView]) -> Iterator[Choice]:
        for view in views:
            title = gettext(view.title)
            yield Choice(title, gettext(view.help), partial(self._view, title, view.table))

    def _view(self, title: str, view: str) -> None:
        dated = has_periods(view)
        keys = {"period": partial(self._earlier, view)} if dated else {}
        footer = f"e Earlier period  {SAVING}" if dated else SAVING
        written = FileOf(view, self.chosen.query)
        sheet, body = partial(self.chosen.sheet, view), self.screen.body

        def strip(state: ViewState) -> Sequence[str]:
            return self.chosen.lines(view, state, body.page.row, body.pane.grid.cursor[1])

        body.turn_to(PageContent(title, sheet, keys=keys, footer=footer, strip=strip, written=written))

    def _earlier(self, view: str) -> None:
        self.chosen.earlier(view, self.screen.workspace.state)
        self.screen.draw_page()

    def _mark(self) -> None:
        def keep(marked: list[str]) -> bool:
            self.chosen.industries = tuple(marked)
            self._again()
            return True

        known = self.screen.workspace.workbook.indicators
        items = [
            Item(item.code, item.name, in_words((measure_word(known[item.code].measure), item.note)))
            for item in indicator_items(self.screen)
        ]
        Checklist(self.screen, gettext("Which indicators are industries"), items, self.chosen.industries, keep).open()

    def _choose_whole(self) -> None:
        workbook, wording = self.screen.workspace.workbook, self.screen.workspace.wording
        having = {unit for unit, _ in workbook.figures}
        alone, chosen = partial(self._hold, None), self.chosen.whole
        rows: list[Choice | str] = [Choice(gettext("all regions together"), gettext("their sum"), alone, not chosen)]
        rows += [
            Choice(wording.unit(workbook, code), code, partial(self._hold, code), code == chosen)
            for code in workbook.units
            if code in having
        ]
        open_menu(self.screen, gettext("Compared with"), rows)

    def _hold(self, code: str | None) -> None:
        self.chosen.whole = code
        self._again()

    def _choose_first(self) -> None:
        self._choose_year(
            gettext("Growth from"), lambda first: self._choose_year(gettext("Growth to"), partial(self._grow, first))
        )

    def _choose_year(self, title: str, then: Callable[[str], None]) -> None:
        try:
            periods = self.chosen.periods(self.screen.workspace.workbook)
        except MethodError as error:
            self.screen.notify(str(error))
            return
        open_menu(self.screen, title, [Choice(when, "", partial(then, when)) for when in periods])

    def _grow(self, first: str, last: str) -> None:
        self.chosen.years = (first, last)
        self.screen.body.back()
        self._again()

    def _again(self) -> None:
        """Leave what was chosen in, and show the menu as it is now."""
        self.screen.body.back()
        self.screen.body.back()
        self.open()


def cluster_statistics(screen: Screen) -> None:
    """See which cluster statistics there are; Enter on one shows it."""
    screen.shared(Statistics).open()


def next_list(screen: Screen) -> None:
    """Show the next version of the clusters."""
    table = screen.workspace.state.clusters
    present = table.cluster_list.code if table else ""
    screen.workspace.cluster_list = after(present, list(screen.workspace.derived.clusters))
    screen.draw()
