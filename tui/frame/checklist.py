"""A list of which some are marked: Space marks a row or takes its mark away, Enter accepts what is marked."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from core.frozen import frozen
from core.numerals import counted
from core.words import gettext, in_words, labelled, with_note
from core.workbook.figure_counts import periods_of
from tui.frame.page import PageContent
from tui.frame.prompt import Question
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column
from tui.workspace.view_state import ViewState

KEEP, ALL, NONE = key_of("keep"), key_of("all"), key_of("none")
KEYS = "Space Mark, or not  Enter Accept  s Sort  / Narrow the list  Esc Leave as it was"


@frozen
class Item:
    """One thing that can be marked: its code, and its description."""

    code: str
    name: str
    note: str = ""


class Checklist:
    """A page of items in one app; `keep` gets the codes that are marked, in the order of the items.

    The page closes when it says that it took them.
    """

    def __init__(
        self,
        screen: Screen,
        title: str,
        items: Sequence[Item],
        marked: Iterable[str],
        keep: Callable[[list[str]], bool],
    ) -> None:
        self.screen, self.title, self.items, self.keep = screen, title, items, keep
        self.marked = set(marked)
        self.filter = ""

    def open(self) -> None:
        """Show the list."""
        targets: dict[str, Callable[[], None]] = {KEEP: self._keep, ALL: self._mark_all, NONE: partial(self._mark, ())}
        targets |= {key_of("item", item.code): self._keep for item in self.items}
        keys = {"find": self._narrow, "alter": self._turn_here}
        content = PageContent(self.title, self._sheet, targets, keys, strip=self._strip, footer=KEYS)
        self.screen.body.turn_to(content)

    @property
    def fitting(self) -> list[Item]:
        """The items that hold every word of the filter."""
        words = self.filter.casefold().split()
        return [i for i in self.items if all(word in f"{i.code} {i.name} {i.note}".casefold() for word in words)]

    def _sheet(self, state: ViewState) -> Sheet:
        word = state.wording.word
        columns = (
            Column("", 3, frozen=True, name="marked"),
            Column(word("name"), 40, frozen=True, grows=True),
            Column(word("code"), 20),
            Column("", 24, grows=True, name=gettext("what it is")),
        )
        items_in_view = self.fitting
        every = word("all") if len(items_in_view) == len(self.items) else f"{word('all')} “{self.filter}”"
        rows = [
            SheetRow(KEEP, (Cell("✓", "head"), Cell(labelled(word("keep these"), len(self.marked)), "head"))),
            SheetRow(ALL, (Cell("+"), Cell(labelled(word("mark"), with_note(every, len(items_in_view)))))),
            SheetRow(NONE, (Cell("-"), Cell(word("mark none")))),
        ]
        for item in items_in_view:
            on = item.code in self.marked
            cells = (
                Cell("[x]" if on else "[ ]", "head" if on else "dim"),
                Cell(plain(item.name)),
                Cell(plain(item.code), "dim"),
                Cell(plain(item.note), "dim"),
            )
            key, sort_by = key_of("item", item.code), ("0" if on else "1", item.name, item.code, item.note)
            rows.append(SheetRow(key, cells, sort_by=sort_by))
        return Sheet(columns, rows)

    def _strip(self, _: ViewState) -> list[str]:
        return [gettext("{count} of {rows} marked", count=len(self.marked), rows=len(self.items))]

    def _turn_here(self) -> None:
        row = self.screen.body.page.row
        parts = self.screen.body.page.cursor.parts
        if parts[:1] == ["item"]:
            self._mark(self.marked ^ {parts[1]})
        elif row is not None and row.key == KEEP:
            self.screen.notify(gettext("Space marks a line below, Enter accepts what is marked."))
        elif row is not None:
            self.screen.body.page.content.targets[row.key]()

    def _mark(self, codes: Iterable[str]) -> None:
        self.marked = set(codes)
        self.screen.draw_page()

    def _mark_all(self) -> None:
        self._mark(self.marked.union(item.code for item in self.fitting))
        self.screen.body.page.go_to(KEEP)

    def _narrow(self) -> None:
        """Ask for words; the list shows only what holds them, with every letter."""

        def accepted(_: str) -> None:
            self.screen.prompt.close()

        self.screen.prompt.ask(
            Question(gettext("narrow to"), self._filter, accepted, partial(self._filter, "")), self.filter
        )

    def _filter(self, text: str) -> None:
        self.filter = text.strip()
        self.screen.draw_page()

    def _keep(self) -> None:
        self.keep([item.code for item in self.items if item.code in self.marked])


def indicator_items(screen: Screen) -> list[Item]:
    """Every indicator that has figures, with how many units and periods it has; those of the most units first."""
    workspace = screen.workspace
    units = Counter(code for _, code in workspace.workbook.figures)
    periods = periods_of(workspace.workbook.figures)
    return [
        Item(code, workspace.wording.name(unit), _span(units[code], sorted(periods[code])))
        for code, unit in sorted(workspace.workbook.indicators.items(), key=lambda item: -units[item[0]])
        if code in units
    ]


def _span(units: int, periods: list[str]) -> str:
    when = periods[0] if len(periods) == 1 else gettext("{first} to {last}", first=periods[0], last=periods[-1])
    return in_words((counted(units, "unit"), when))
