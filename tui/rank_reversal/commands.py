"""The pages on rank reversal: each is computed in a thread from the method that is looked at, and drawn as it comes."""

from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from tui.cli.arguments import BadUse
from tui.frame.menu import Choice
from tui.frame.page import FileOf, PageContent
from tui.grid.sheet import Sheet, sentence_sheet
from tui.results.commands import NO_RESULTS
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.method.run import Scored
    from tui.app import Jingdex
    from tui.frame.long_work import Progress
    from tui.tables.query import QueryContext
    from tui.tables.records import Record

COMING = "The method is run on other units …"


@dataclass(frozen=True, slots=True)
class Study:
    """One page: its title, what it tells, and the table of `jingdex show` that it is."""

    title: str
    told: str
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


def choices(app: "Jingdex") -> list[Choice | str]:
    """The rows of a menu that lead to the pages."""
    return ["Ranks", *(Choice(one.title, one.told, StudyPage(app, one).open) for one in STUDIES)]


class StudyPage:
    """One page, and what has come of it for one result of a method."""

    def __init__(self, app: "Jingdex", study: Study) -> None:
        self.app, self.study = app, study
        self._of: tuple[object, ...] = ()
        self._sheet: Sheet | None = None

    def open(self) -> None:
        """Put the page in the board's place; what was ended before it had come begins anew."""
        if self._sheet is None:
            self._of = ()
        written = FileOf(self.study.table, _asked)
        self.app.page.turn_to(PageContent(self.study.title, self._drawn, strip=self._strip, written=written))
        self.app.show_page()

    def _drawn(self, shown: ViewState) -> Sheet:
        from core.method.run import Scored  # noqa: PLC0415 - it loads Polars, of no use to the first screen

        result = shown.derived.methods.get(shown.method)
        if not isinstance(result, Scored) or not result.nodes:
            return sentence_sheet(getattr(result, "sentence", NO_RESULTS))
        of = (result.document, *result.stages, shown.period, shown.wording)
        if of != self._of:
            self._of, self._sheet = of, None
            self._begin(of, result, shown)
        return self._sheet or sentence_sheet(COMING)

    def _begin(self, of: tuple[object, ...], result: "Scored", shown: ViewState) -> None:
        query = _query(result, shown)

        def come(made: "Sheet | str") -> None:
            if of == self._of:
                self._sheet = sentence_sheet(made) if isinstance(made, str) else made
                self.app.page.forget()
                self.app.draw()

        work = partial(_sheet_of, self.study.table, query)

        def later(made: "Sheet | str") -> None:
            self.app.call_later(come, made)

        self.app.work.start(self.study.title, work, later, later, at_once=0.0)

    def _strip(self, _: ViewState) -> list[str]:
        lines = wrap(self.study.told, max(20, self.app.size.width - 2), max_lines=3, placeholder=" …")
        command = f"jingdex show WORKBOOK {self.study.table} prints it · s sorts, Y copies, E writes a file · Esc"
        return [*lines, *[""] * (3 - len(lines)), command]


def _asked(shown: ViewState) -> "QueryContext":
    """What a file of a page is made from. Raises BadUse where the method has no result."""
    from core.method.run import Scored  # noqa: PLC0415 - it loads Polars, of no use to the first screen

    result = shown.derived.methods.get(shown.method)
    if not isinstance(result, Scored):
        raise BadUse(getattr(result, "sentence", NO_RESULTS))
    return _query(result, shown)


def _query(result: "Scored", shown: ViewState) -> "QueryContext":
    from tui.results.sheet import looked_at  # noqa: PLC0415 - it loads Polars, of no use to the first screen
    from tui.tables.options import no_options  # noqa: PLC0415
    from tui.tables.query import QueryContext  # noqa: PLC0415

    period = looked_at(result, shown.workbook, shown.wording, shown.period).period
    options = no_options(period=period)
    return QueryContext(shown.workbook, shown.derived, [], [], shown.wording, shown.method, options)


def _sheet_of(table: str, query: "QueryContext", progress: "Progress") -> Sheet:
    """The table as a sheet without what is the same in every row."""
    from tui.tables.rank_reversal import combination_rows, pair_rows, presence_rows  # noqa: PLC0415 - as above
    from tui.tables.reading import screen_sheet  # noqa: PLC0415
    from tui.tables.registry import table as spec_of  # noqa: PLC0415

    rows: dict[str, Callable[[QueryContext, Progress], Iterable[Record]]] = {
        "rank-reversal": presence_rows,
        "rank-pairs": pair_rows,
        "rank-combinations": combination_rows,
    }
    return screen_sheet(spec_of(table).columns[3:], list(rows[table](query, progress)), query)
