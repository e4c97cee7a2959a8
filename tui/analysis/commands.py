"""The analysis of the chosen method: a menu of tables, and a page for each, which follows every edit."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from core.errors import JingdexError
from core.frozen import frozen
from core.method.choice_names import step_word
from core.method.run import Scored
from core.words import gettext, in_words, labelled, marked
from tui.audit import commands as audit
from tui.frame.jobs import Job
from tui.frame.menu import Choice, open_menu
from tui.frame.page import SAVING, FileOf, PageContent
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, failed_sheet
from tui.grid.wrapping import wrapped
from tui.tables.pages import NO_RESULTS, ComputedPage
from tui.tables.query import OPTIONS, QueryContext
from tui.tables.reading import page_sheet, screen_sheet
from tui.tables.registry import table, table_ids
from tui.tables.spec import Page, Record
from tui.workspace.result_view import code_name
from tui.workspace.view_state import ViewState

GROUPS = ("Indicators", "Correlations")
"""The headings that come first; others follow as their tables do."""

SAME = ("method", "node", "period")
"""The columns of a page of one method, node and period that are the same in every row."""

NEXT = marked(
    {"coefficient": "v Next coefficient", "node": "v Next node", "period": "v Next period", "unit": "v Next unit"}
)
"""What the key does that turns a page, by the option that it turns."""


@frozen
class TablePage:
    """One page of a table: its id there, its title, and the options that it is made with."""

    name: str
    title: str
    options: Mapping[str, object]
    page: Page

    @classmethod
    def all_of(cls, screen: Screen, name: str) -> Iterator["TablePage"]:
        """The pages of a table: one, or its variants."""
        spec = table(name)
        if spec.page is None:
            return
        page = cls(name, spec.page.title or spec.title, {}, spec.page)
        variants = spec.page.variants(page.query(screen.workspace.state)) if spec.page.variants else [(page.title, {})]
        yield from (cls(name, title, options, spec.page) for title, options in variants)

    def query(self, state: ViewState) -> QueryContext:
        """What the table is made from: the workbook, the method and, where the page is of one, the period."""
        view, options = state.view(), dict(self.options)
        if self.page.dated and view:
            options["period"] = view.period
        return QueryContext.of_state(state, **options)

    def open(self, screen: Screen) -> None:
        """Show it; a page that turns does so by the key of the next list."""
        screen.body.turn_to(self.content(screen))

    def sheet(self, state: ViewState) -> Sheet:
        """What it shows of a workbook, or why it cannot."""
        if state.scored is None:
            return failed_sheet(state.failure, NO_RESULTS)
        try:
            return page_sheet(table(self.name), self.query(state))
        except JingdexError as error:
            return failed_sheet(state.sentence(error))

    def content(self, screen: Screen) -> PageContent:
        """The page with what keys do there and what a file of it holds."""
        title, footer, keys, result = self.title, SAVING, {}, screen.workspace.state.scored
        word = screen.workspace.wording.word
        if result and self.page.turns:
            title, footer = (
                labelled(word(self._turned(screen, result)[1]), word(title)),
                f"{word(NEXT[self.page.turns])}  {footer}",
            )
            keys["list"] = partial(self._turn, screen)
        if result and self.page.stepped:
            title, footer = f"{word(title)} · {self._step(screen, result)}", f"{word('[ ] Step')}  {footer}"
            keys |= {"decrease": partial(self._move, screen, -1), "increase": partial(self._move, screen, 1)}
        written = FileOf(self.name, self.query) if self.page.by_rows else None
        strip = partial(self._strip, screen) if self.page.strip else None
        return PageContent(title, self.sheet, keys=keys, footer=footer, strip=strip, written=written)

    def _strip(self, screen: Screen, state: ViewState) -> list[str]:
        row, strip = screen.body.page.row, self.page.strip
        return strip(self.query(state), row.key, screen.body.pane.grid.cursor[1]) if row and strip else []

    def _turned(self, screen: Screen, result: Scored) -> tuple[object, str]:
        """What is chosen of what turns, and how it is called."""
        known = _choices(self.page.turns, screen, result)
        wanted = self.options.get(self.page.turns)
        return next((pair for pair in known.items() if pair[0] == wanted), next(iter(known.items())))

    def _turn(self, screen: Screen) -> None:
        """The same page by the next choice."""
        if result := screen.workspace.state.scored:
            known = list(_choices(self.page.turns, screen, result))
            following = known[(known.index(self._turned(screen, result)[0]) + 1) % len(known)]
            self._put(screen, self.page.turns, following)

    def _step(self, screen: Screen, result: Scored) -> str:
        """The step after which the page is made, in words."""
        number, word = self._number(result), screen.workspace.wording.word
        if not number:
            return word("figures")
        step = result.document.steps[number - 1]
        return in_words((f"{word('step')} {step.number}", f"{step_word(step.kind)} {plain(step_word(step.how))}"))

    def _number(self, result: Scored) -> int:
        """The number of that step: the one that was gone to, else the first or the last."""
        last, number = len(result.document.steps), self.options.get("step")
        if isinstance(number, int):
            return min(number, last)
        return 0 if self.page.stepped == "figures" else last

    def _move(self, screen: Screen, by: int) -> None:
        """The same page after the step before, or the one behind."""
        if result := screen.workspace.state.scored:
            number = self._number(result) + by
            if 0 <= number <= len(result.document.steps):
                self._put(screen, "step", number)
            else:
                ends = (gettext("These are the figures before the first step."), gettext("This is the last step."))
                screen.notify(ends[by > 0])

    def _put(self, screen: Screen, option: str, value: object) -> None:
        """The page with another option in the place of this one."""
        place = screen.body.pane.grid.cursor
        screen.body.put(replace(self, options={**self.options, option: value}).content(screen))
        screen.body.pane.grid.move_to(*place)


def _choices(option: str, screen: Screen, result: Scored) -> dict[object, str]:
    """What may be chosen for an option of tables, with how it is called."""
    wording = screen.workspace.wording
    if option == "node":
        return {code: code_name(result.document, code, screen.workspace.workbook, wording) for code in result.nodes}
    if option == "unit":
        workbook = screen.workspace.workbook
        return {unit: wording.unit(workbook, unit) for unit in dict.fromkeys(map(str, result.raw["unit"]))}
    if option == "period":
        return {None: wording.word("all periods"), **{when: when for when in map(str, result.frame["period"])}}
    return {name: name.capitalize() for name in OPTIONS[option]["choices"]}


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
        choices = groups.setdefault(page.group, [])
        if page.runs:
            title = page.title or table(name).title
            choices.append(Choice(title, page.note, computed_table(screen, name, title, page).open))
            continue
        choices += [
            Choice(table_page.title, page.note, partial(table_page.open, screen))
            for table_page in TablePage.all_of(screen, name)
        ]
    rows = [row for group, choices in groups.items() if choices for row in (group, *choices)]
    open_menu(screen, "Analysis", [audit.choice(screen), *rows])


def computed_table(screen: Screen, name: str, title: str, page: Page) -> ComputedPage[list[Record]]:
    """The page of a table whose `Page` has `runs`."""

    def strip(state: ViewState) -> list[str]:
        lines = wrapped(gettext(page.note), max(20, screen.terminal.size.width - 2), most=2)
        summary = page.summary(computed.made, state.wording) if page.summary and computed.made else ""
        return [*lines, *[""] * (2 - len(lines)), summary, gettext("jingdex show WORKBOOK {name} prints it", name=name)]

    def compute(_: Scored, query: QueryContext, progress: Job) -> list[Record]:
        return list(page.runs(query, progress)) if page.runs else []

    def sheet(rows: list[Record], query: QueryContext) -> Sheet:
        return screen_sheet(table(name).columns, rows, query, SAME)

    computed = ComputedPage(screen, title, compute, sheet, strip, name)
    return computed
