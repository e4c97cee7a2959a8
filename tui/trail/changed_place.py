"""The place on the screen that an edit has changed: its view, row and cell, to which undo and redo go."""

from core.workbook.definition import DEFINED
from core.workbook.edit import Edit, SetEntry, SetFigure, single_edits
from core.workbook.entries import Target, TreeNode
from core.workbook.typed_edit import FigurePlace, Place, TargetPlace, TierPlace, WeightPlace
from tui.definitions.commands import open_entry
from tui.figures.series_commands import series_page
from tui.frame.pane import Pane
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, SheetRow, key_of


def go_to_change(screen: Screen, edit: Edit) -> None:
    """Move the cursor to the first figure or entry that an edit of single cells changed.

    It stays in the pane that is worked in where that shows the place; else the first view that does is opened, and
    for a figure that no view shows the page of its series.
    """
    places = places_of(edit)
    if places:
        if not (
            any(_is_same(screen.place, place) for place in places) or _move_in(screen, screen.body.pane, places[0])
        ):
            _go(screen, places[0])
        screen.draw_detail()
        return
    entry = next((part for part in single_edits(edit) if isinstance(part, SetEntry) and part.table in DEFINED), None)
    if entry is not None and not screen.body.page.go_to(key_of("entry", entry.key)) and entry.table != "aliases":
        screen.body.close()
        open_entry(screen, entry.table, entry.key)


def places_of(edit: Edit) -> list[Place]:
    """The places of the figures that an edit puts, then takes away; without any, of thresholds, targets and weights."""
    figures = [part for part in single_edits(edit) if isinstance(part, SetFigure)]
    if figures:
        return [FigurePlace(*part.key) for part in sorted(figures, key=lambda part: part.after is None)]
    places = (_place_of_entry(part) for part in single_edits(edit) if isinstance(part, SetEntry))
    return [place for place in places if place]


def _place_of_entry(edit: SetEntry) -> Place | None:
    entry = edit.after or edit.before
    if isinstance(entry, TreeNode):
        return WeightPlace(entry.method, entry.code)
    if isinstance(entry, Target):
        return TargetPlace(entry.unit, entry.indicator, entry.period)
    return TierPlace(edit.key) if edit.table == "tiers" else None


def _go(screen: Screen, place: Place) -> None:
    """Open the view that shows a place, and move there."""
    workspace = screen.workspace
    if isinstance(place, WeightPlace):
        workspace.method = place.method if place.method in workspace.workbook.methods else workspace.method
    for pane in screen.body.board.view(4 if isinstance(place, WeightPlace) else 1):
        if _cell_of(pane.sheet_of(workspace.state), place, 0) is not None:
            screen.body.close()
            screen.body.go_to(pane)
            screen.draw()
            _move_in(screen, pane, place)
            return
    if isinstance(place, FigurePlace) and workspace.workbook.series(place.unit, place.indicator):
        screen.body.open_page(series_page(place.unit, place.indicator, workspace.state))
        screen.body.page.go_to(f"series/{place.unit}/{place.indicator}/{place.period}/{place.vintage}")


def _move_in(screen: Screen, pane: Pane, place: Place) -> bool:
    """Move to the place in a pane, and say whether it is there."""
    cell = _cell_of(pane.sheet, place, screen.body.pane.grid.cursor[1])
    if cell is not None:
        pane.grid.move_to(*cell)
    return cell is not None


def _cell_of(sheet: Sheet, place: Place, column: int) -> tuple[int, int] | None:
    """The row and column of a place, in this column where it leads there."""
    columns = [column, *range(len(sheet.columns))]
    for number, row in enumerate(sheet.rows):
        if isinstance(row, SheetRow):
            at = next((column for column in columns if _is_same(row.place_of(column), place)), None)
            if at is not None:
                return number, at
    return None


def _is_same(place: Place | None, other: Place) -> bool:
    """Whether two places are one cell, whichever release of a figure stands there."""
    if isinstance(place, FigurePlace) and isinstance(other, FigurePlace):
        return place.cell == other.cell
    return place == other
