"""The choices of cluster statistics: industries, regions and years, and the views of them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from core.clusters.of_workbook import sizes
from core.method.errors import MethodError
from core.words import gettext
from core.workbook.workbook import Workbook
from tui.clusters import statistics_sheet as views
from tui.grid.sheet import Sheet, SheetRow, failed_sheet, sentence_sheet
from tui.tables.query import QueryContext, no_options
from tui.tables.reading import page_sheet
from tui.tables.registry import table
from tui.workspace.view_state import ViewState

OF_GROWTH: dict[str, Callable[[pl.DataFrame, QueryContext], Sheet]] = {
    "clusters-shift-share": views.shift_share_sheet,
    "clusters-quadrants": views.quadrant_sheet,
}
OF_A_PERIOD: dict[str, Callable[[pl.DataFrame, str, QueryContext], Sheet]] = {
    "clusters-quotients": views.quotient_sheet,
    "clusters-specialisation": views.specialisation_sheet,
    "clusters-concentration": views.concentration_sheet,
}
"""What draws the tables that are not drawn by their shown columns."""


def has_periods(view: str) -> bool:
    """Whether the rows of a table are each of one period, of which one is in view."""
    return "period" in table(view).filters


@dataclass
class Selection:
    """Industries (none: those of the commonest measure), whole (none: all regions), the years of growth, a period."""

    industries: tuple[str, ...] = ()
    whole: str | None = None
    years: tuple[str, str] | None = None
    period: str = ""

    def query(self, state: ViewState) -> QueryContext:
        """What the tables are made from."""
        years = list(self.years) if self.years else None
        options = no_options(industries=list(self.industries), whole=self.whole, periods=years)
        return QueryContext(state.workbook, state.derived, [], [], state.wording, options=options)

    def table(self, view: str, state: ViewState) -> pl.DataFrame:
        """The rows of a view. Raises MethodError."""
        return table(view).frame(self.query(state))

    def periods(self, workbook: Workbook) -> list[str]:
        """The periods in which the industries have sizes. Raises MethodError."""
        return list(dict.fromkeys(sizes(workbook, self.industries)["period"]))

    def period_of(self, rows: pl.DataFrame) -> str:
        """The period chosen, else the last that is not nearly empty; the empty text where there are no rows."""
        counts = Counter(rows["period"])
        full = [str(period) for period, count in counts.items() if 2 * count >= max(counts.values())]
        return self.period if self.period in counts or not full else full[-1]

    def earlier(self, view: str, state: ViewState) -> None:
        """Choose the period before, round and round."""
        periods, present = self.periods(state.workbook), self.period_of(self.table(view, state))
        self.period = periods[periods.index(present) - 1] if present in periods else periods[-1]

    def sheet(self, view: str, state: ViewState) -> Sheet:
        """The view, or why there is none."""
        spec, query = table(view), self.query(state)
        try:
            rows = spec.frame(query)
        except MethodError as error:
            return failed_sheet(str(error))
        if rows.is_empty():
            return sentence_sheet(gettext("There is nothing to show."))
        if view in OF_GROWTH:
            return OF_GROWTH[view](rows, query)
        if view in OF_A_PERIOD:
            return OF_A_PERIOD[view](rows, self.period_of(rows), query)
        if spec.sections:
            return spec.sections(query)[0].sheet
        if has_periods(view):
            query.options.period = self.period_of(rows)
        return page_sheet(spec, query)

    def lines(self, view: str, state: ViewState, row: SheetRow | None, column: int) -> Sequence[str]:
        """What is said below the view, of the cell under the cursor and of the whole; nothing where it has no rows."""
        try:
            rows = self.table(view, state)
        except MethodError:
            return []
        if rows.is_empty():
            return []
        if "periods" in table(view).takes:
            first, last = self.years or (self.periods(state.workbook)[0], self.periods(state.workbook)[-1])
            sums = (
                gettext("national + mix + competitive + allocation = change") if view == "clusters-shift-share" else ""
            )
            return [gettext("from {first} to {last}", first=first, last=last), sums]
        if not has_periods(view):
            return []
        when = self.period_of(rows)
        if view != "clusters-quotients":
            return ["", when, ""]
        lines = views.quotient_lines(rows, when, row.key, column, self.query(state)) if row else [""]
        return [*lines, when, gettext("★ one each: size and focus in the top tenth, quotient 2 or more")]
