"""The pages on rank reversal: each is computed in a thread from the method that is looked at, and drawn as it comes."""

from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from tui.frame.menu import Choice
from tui.grid.sheet import Sheet
from tui.results.computed_page import ComputedPage
from tui.tables.rank_reversal import combination_rows, pair_rows, pairs_in_words, presence_rows
from tui.tables.reading import screen_sheet
from tui.tables.registry import table as spec_of
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.method.run import Scored
    from tui.frame.jobs import Job
    from tui.frame.screen import Screen
    from tui.tables.query import QueryContext
    from tui.tables.records import Record


@dataclass(frozen=True, slots=True)
class Study:
    """One page: its title, what it is about, and the table of `jingdex show` that it is."""

    title: str
    description: str
    table: str


STUDIES = (
    Study(
        "Rank reversal",
        "what becomes of the order of the others when a unit leaves, enters or is doubled: pairs that turn round",
        "rank-reversal",
    ),
    Study(
        "Pairs of units alone",
        "every two units alone: whether their order agrees with the whole ranking, and whether pairs go in circles",
        "rank-pairs",
    ),
    Study(
        "Combinations of steps",
        "all combinations of the usual other choices of steps: how far units move, the share that moves 5, 10, 20",
        "rank-combinations",
    ),
)


def choices(screen: "Screen") -> list[Choice | str]:
    """The rows of a menu that lead to the pages."""
    return ["Ranks", *(Choice(one.title, one.description, _page(screen, one).open) for one in STUDIES)]


def _page(screen: "Screen", study: Study) -> "ComputedPage[list[Record]]":
    def strip(shown: ViewState) -> list[str]:
        lines = wrap(study.description, max(20, screen.size.width - 2), max_lines=2, placeholder=" …")
        whole = _summary(page.made, shown) if page.made and study.table == "rank-pairs" else ""
        return [*lines, *[""] * (2 - len(lines)), whole, f"jingdex show WORKBOOK {study.table} prints it"]

    page = ComputedPage(
        screen, study.title, partial(_rows, study.table), partial(_sheet, study.table), strip, study.table
    )
    return page


def _summary(rows: "list[Record]", shown: ViewState) -> str:

    return pairs_in_words(rows, shown.wording)


def _rows(table: str, _: "Scored", query: "QueryContext", progress: "Job") -> "list[Record]":

    rows: dict[str, Callable[[QueryContext, Job], Iterable[Record]]] = {
        "rank-reversal": presence_rows,
        "rank-pairs": pair_rows,
        "rank-combinations": combination_rows,
    }
    return list(rows[table](query, progress))


def _sheet(table: str, rows: "list[Record]", query: "QueryContext") -> Sheet:
    """The table as a sheet without what is the same in every row."""
    return screen_sheet(spec_of(table).columns[3:], rows, query)
