"""Pages of the board that show a table of the catalogue, at once or when a thread has computed it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from core.errors import JingdexError
from core.method.run import Scored
from core.words import marked
from tui.cli.arguments import BadUse
from tui.frame.jobs import Job
from tui.frame.page import SAVING, FileOf, PageContent
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, failed_sheet
from tui.tables.query import QueryContext
from tui.tables.reading import page_sheet
from tui.tables.registry import table
from tui.workspace.view_state import ViewState

NO_RESULTS = marked("There are no results to show: go to Method (g 4), which gives the reason.")
WORK = "computed page"
"""The name of the work of which such a page is made."""
COMING = marked("Running the method repeatedly …")
Content = TypeVar("Content")


def table_content(
    title: str,
    name: str,
    options: Callable[[], Mapping[str, object]],
    draw: Callable[[QueryContext], Sheet] | None = None,
    turned: Callable[[QueryContext], QueryContext] = lambda query: query,
) -> PageContent:
    """A page that shows a table with these options, which may change while it is open, or why there is none.

    It is drawn as the table is, or by `draw`, of the workbook in view, or of one to which it is `turned`.
    """

    def query(state: ViewState) -> QueryContext:
        return turned(QueryContext.of_state(state, **options()))

    def sheet(state: ViewState) -> Sheet:
        try:
            return (draw or partial(page_sheet, table(name)))(query(state))
        except JingdexError as error:
            return failed_sheet(state.sentence(error))

    return PageContent(title, sheet, footer=SAVING, written=FileOf(name, query))


class ComputedPage(Generic[Content]):
    """One page: `compute` works in the thread, `draw` makes the sheet of what came of it, in the language of now.

    What was computed serves until the method or the period in view is another. `table` is the table of
    `jingdex show` that a file of the page holds, where it is one.
    """

    def __init__(
        self,
        screen: Screen,
        title: str,
        compute: Callable[[Scored, QueryContext, Job], Content],
        draw: Callable[[Content, QueryContext], Sheet],
        strip: Callable[[ViewState], Sequence[str]],
        table: str = "",
    ) -> None:
        self.screen, self.title, self.table = screen, title, table
        self.made: Content | None = None
        self._compute, self._draw, self._strip = compute, draw, strip
        self._of: tuple[object, ...] = ()
        self._trouble = ""

    def open(self, keys: Mapping[str, Callable[[], None]] | None = None) -> None:
        """Put the page in the board's place; what was ended before it had come begins again."""
        if self.made is None:
            self._of = ()
        written = FileOf(self.table, query_of) if self.table else None
        page = PageContent(self.title, self._drawn, keys=keys or {}, footer=SAVING, strip=self._strip, written=written)
        self.screen.body.turn_to(page)

    def _drawn(self, state: ViewState) -> Sheet:
        result = state.scored
        if result is None:
            return failed_sheet(state.failure, NO_RESULTS)
        of = (result.document, *result.stages, state.period)
        is_ended = self.made is None and not self._trouble and not self.screen.jobs.is_going_on(WORK)
        if of != self._of or is_ended:
            self._of, self.made, self._trouble = of, None, ""
            self._begin(of, result, state)
        if self.made is None:
            return failed_sheet(self._trouble, COMING)
        return self._draw(self.made, query_of(state))

    def _begin(self, of: tuple[object, ...], result: Scored, state: ViewState) -> None:
        work = partial(self._compute, result, query_of(state))

        def come(content: Content | None, trouble: str = "") -> None:
            if of == self._of:
                self.made, self._trouble = content, trouble
                self.screen.draw_page()

        failed, page = partial(come, None), self.screen.body.page
        self.screen.jobs.start(
            WORK, work, come, label=self.title, failed=failed, wanted=lambda: page.shows(self._drawn)
        )


def query_of(state: ViewState) -> QueryContext:
    """What tables are made from, in the period in view. Raises BadUse where the method has no scores."""
    view = state.view()
    if view is None:
        raise BadUse(state.failure or NO_RESULTS)
    return QueryContext.of_state(state, period=view.period)
