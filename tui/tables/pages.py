"""Pages of the board that show a table of the catalogue; a file of one holds its rows."""

from collections.abc import Callable, Mapping
from functools import partial

from core.errors import JingdexError
from core.words import marked
from tui.frame.page import SAVING, FileOf, PageContent
from tui.grid.sheet import Sheet, failed_sheet
from tui.tables.query import QueryContext
from tui.tables.reading import page_sheet
from tui.tables.registry import table
from tui.workspace.view_state import ViewState

NO_RESULTS = marked("There are no results to show: go to Method (g 4), which gives the reason.")


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
