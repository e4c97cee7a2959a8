"""How the figures are drawn: a view with what is lit or previewed over it, where a figure stands, and the title."""

from dataclasses import replace

from core.derive.derive import Derived
from core.figures.index import FigureIndex
from core.figures.pivot import NAMING
from core.figures.rows import FigureRows
from core.figures.view import View
from core.frozen import frozen
from core.workbook.typed_edit import FigurePlace
from tui.figures.pivot_table import PivotTable
from tui.figures.queries import Changed
from tui.figures.table import FigureTable, LongTable, Marks, Named
from tui.grid.wording import Wording
from tui.workspace.view_state import ViewState

SHAPES = {"long": "", "periods": "units × periods", "indicators": "units × indicators"}
"""What the shapes of the table are called in its title."""
VALUE = 4
"""The column of values in the long form."""


@frozen
class Drawing:
    """What is drawn: what is shown, since when changes are lit, what typing would make of it; in so many cells."""

    state: ViewState
    highlight_since: Derived | None
    preview: ViewState | None
    room: int

    def table(self, rows: FigureRows, view: View, over: Changed) -> FigureTable:
        """The table of a view of these rows; the series in `over` are drawn from the workbook instead."""
        state = self.preview or self.state
        named, marks = Named(state.workbook, state.wording, self.room), self._marks(over)
        if view.pivot is None:
            return LongTable(rows, view, named, marks)
        return PivotTable(rows, view, view.pivot, named, marks)

    def _marks(self, over: Changed) -> Marks | None:
        """What is drawn over the rows: what they do not hold yet, a preview, what the last edit moved."""
        now = self.state.workbook
        if self.preview is not None:
            differing = self.preview.workbook.changed_since(now.figures)
            changed = None if differing is None or over is None else over | differing
            return Marks(self.preview.workbook, changed, now, differing, previews=True)
        if self.highlight_since is None or self.highlight_since is self.state.derived or now.moved is None:
            return Marks(now, over) if over != frozenset() else None
        was, differing = now.moved
        return Marks(now, over, replace(now, figures=was), differing)


def anchor(table: FigureTable, row: int, column: int) -> FigurePlace | None:
    """The figure in a cell, or the first in its row."""
    columns = (column, *range(len(table.columns)))
    return next((place for at in columns if (place := table.place(row, at))), None)


def cell_of(place: FigurePlace | None, index: FigureIndex, view: View) -> tuple[int | None, int | None]:
    """The row and column of a place in a view."""
    if place is None:
        return None, None
    if view.pivot is None:
        number = index.number((place.unit, place.indicator, place.period, place.vintage))
        return (None if number is None else view.row_of(number)), VALUE
    by_period = view.pivot.pivot.across == "periods"
    second, across = (place.indicator, place.period) if by_period else (place.period, place.indicator)
    cell = view.pivot.find(place.unit, second, across)
    return (None, NAMING) if cell is None else (cell[0], NAMING + (cell[1] or 0))


def figure_title(head: str, view: View, wording: Wording) -> str:
    """The title: the shape, how many figures of how many, the filter and the order."""
    query = view.query
    many = f"{view.figure_count:,}"
    if view.figure_count != view.height:
        many += f" {wording.word('of')} {view.height:,}"
    parts = [head, wording.word(SHAPES[query.shape]), many]
    parts += [f"/{query.filter}"] if query.filter else []
    parts += [f"{'↓' if query.descending else '↑'} {query.column}"] if query.column else []
    return " · ".join(filter(None, parts))
