"""The cursor of a pane: the row that it is on, and where typing leads."""

from core.workbook.typed_edit import Place
from tui.grid.grid import Grid
from tui.grid.sheet import Sheet, SheetRow, parts_of


class PaneCursor:
    """The cursor of a grid on a sheet. Typing leads to the place of its cell, or to one kept until the cursor moves."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.sheet = Sheet((), ())
        self._last: tuple[Place, str, int] | None = None

    @property
    def row(self) -> SheetRow | None:
        """The row under the cursor."""
        return self.sheet.row_at(self.grid.cursor[0])

    @property
    def parts(self) -> list[str]:
        """The parts of the key of that row; none where there is no row."""
        return parts_of(self.row.key) if self.row else []

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""
        row = self.row
        if row and self._last and self._last[1:] == (row.key, self.grid.moves):
            return self._last[0]
        return row.place_of(self.grid.cursor[1]) if row else None

    def keep(self, place: Place) -> None:
        """Let typing lead to a place until the cursor moves, though the row may show another period by then."""
        self._last = (place, self.row.key, self.grid.moves) if self.row else None

    def show(self, sheet: Sheet) -> None:
        """Show a sheet; the cursor stays on its row when rows come, go or change places."""
        is_first, row = not self.sheet.columns, self.row
        at = sheet.find(row.key) if row else None
        last = self._last if self._last and self._last[2] == self.grid.moves else None
        self.sheet = sheet
        self.grid.show(sheet)
        if is_first:
            self.grid.move_to(self.grid.cursor[0], self.grid.view.typed_column)
        elif at is not None and at != self.grid.cursor[0]:
            self.grid.move_to(at)
            self._last = (*last[:2], self.grid.moves) if last else None
