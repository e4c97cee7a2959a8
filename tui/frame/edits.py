"""The commands that change a figure, a threshold or a target under the cursor."""

from collections.abc import Callable
from itertools import islice

from core.errors import JingdexError
from core.method import edits
from core.words import gettext, marked
from core.workbook import typed_edit
from core.workbook.edit import Edit, changes_nothing
from core.workbook.figure import Figure
from core.workbook.new_place import following_period, new_place
from core.workbook.typed_edit import FigurePlace, Place, TierPlace, WeightPlace, figure_at
from core.workbook.workbook import Workbook
from data.clock import today
from tui.frame.actions import action
from tui.frame.asking import NOTHING_CHANGED
from tui.frame.choices import whole
from tui.frame.detail import place_name
from tui.frame.offers import other_periods, sources, words
from tui.frame.pane import Pane
from tui.frame.screen import Screen
from tui.grid.sheet import SheetRow
from tui.grid.titles import entry_name

ASK_NOTE = marked("note on the figure (empty removes it)")
ASK_SOURCE = marked("source of the figure, by code or title (empty removes it)")
ASK_PERIOD = marked("period to add, such as 2024 or 2025-H1; 2023@2025-03 is a later release of 2023")
NO_FIGURE = marked("Only a figure has a note and a source: move to one, or type one first.")
OPEN_FAILED = "tui.definitions.commands:open_failed"
NO_PLACE = marked("There is no figure under the cursor: move to a row that has one.")
NOT_HERE = marked("No figure is typed here: the line below has the keys of this list.")
SEARCHED = 500
"""Of so many rows one has a figure, where any has."""


def change(screen: Screen) -> None:
    """Edit what stands under the cursor, or, on a page of findings, go where it leads."""
    if not screen.body.page.follow() and not action(OPEN_FAILED)(screen):
        begin(screen, None)


def formula(screen: Screen) -> None:
    """Begin a formula."""
    begin(screen, "=")


def begin(screen: Screen, text: str | None) -> None:
    """Begin typing in the pane that is worked in, from a text, or from what stands there."""
    action(screen.body.pane.typing)(screen, screen.body.pane, text)


def type_at_cursor(screen: Screen, pane: Pane, text: str | None) -> None:
    """Begin typing at the place under the cursor, from a text or from what stands there."""
    place = _place(screen)
    if place is not None:
        row, column = pane.grid.cursor
        if pane.row and column not in pane.row.places:
            pane.grid.move_to(row, pane.grid.view.typed_column)
        ask_figure(screen, place, text)


def status(screen: Screen) -> None:
    """Give the figure the next status letter."""
    _at_once(screen, typed_edit.cycle_status)


def step(screen: Screen, by: int) -> None:
    """Add so much to the last digit."""
    _at_once(screen, lambda workbook, place: typed_edit.step_number(workbook, place, by))


def missing(screen: Screen) -> None:
    """Mark the figure as missing."""
    place = screen.place
    _at_once(screen, typed_edit.missing)
    if place is not None:
        screen.body.pane.cursor.keep(
            typed_edit.counting_at(screen.workspace.workbook, place) if isinstance(place, FigurePlace) else place
        )
        screen.draw_detail()


def note(screen: Screen) -> None:
    """Write a note on the figure."""
    here = _figure_here(screen)
    if here:
        place, figure = here
        shown = screen.workspace.wording.entry_text(figure.note)

        def edit_of(text: str) -> Edit:
            return typed_edit.set_note(screen.workspace.workbook, place, figure.note if text == shown else text)

        screen.ask(ASK_NOTE, shown, edit_of)


def source(screen: Screen) -> None:
    """Name the figure's source."""
    here = _figure_here(screen)
    if here:
        place, figure = here
        workspace = screen.workspace
        offered = whole("source", sources(workspace.workbook), "open")
        screen.ask(
            ASK_SOURCE,
            figure.source,
            lambda text: typed_edit.set_source(workspace.workbook, place, text, today()),
            selects=True,
            choices=offered,
        )


def add(screen: Screen) -> None:
    """Ask for a period, then for its figure."""
    place = _place(screen)
    if isinstance(place, TierPlace):
        screen.notify(gettext("A tier has no periods: type its threshold."))
    elif place and not isinstance(place, WeightPlace):
        _ask_period(screen, place.unit, place.indicator, "")


def _ask_period(screen: Screen, unit: str, indicator: str, text: str) -> None:
    """Ask for a period of a series, then for its figure."""
    workspace = screen.workspace

    def then(text: str) -> None:
        ask_figure(screen, new_place(workspace.workbook, unit, indicator, text), "")

    others = whole("period", words(other_periods(workspace.workbook, unit, indicator)), "free")
    screen.ask(
        ASK_PERIOD,
        text or following_period(workspace.workbook, unit, indicator),
        then=then,
        selects=not text,
        choices=others,
    )


def ask_figure(screen: Screen, place: Place, text: str | None) -> None:
    """Ask for what shall stand at a place, beginning with a text or with what stands there, which is then selected."""
    workspace = screen.workspace
    if isinstance(place, FigurePlace) and not place.period:
        _ask_period(screen, place.unit, place.indicator, text or "")
        return
    start = (
        typed_edit.initial_text(workspace.workbook, place, plain=not workspace.wording.unicode)
        if text is None
        else text
    )
    screen.ask(
        place_name(place, workspace.workbook, workspace.wording) + scale_note(screen, place),
        start,
        writing(screen, place),
        previews=True,
        selects=text is None,
    )


def scale_note(screen: Screen, place: Place) -> str:
    """How a bare number is read at a place, for the label of the line that it is typed in."""
    word = typed_edit.cell_at(screen.workspace.workbook, place, chinese=screen.workspace.wording.unicode).scale_word
    return gettext(" in {word}", word=word) if word else ""


def writing(screen: Screen, place: Place) -> Callable[[str], Edit]:
    """What makes an edit of a text typed at a place, which another person may write in meanwhile."""
    workspace = screen.workspace
    stood, chinese = figure_at(workspace.workbook, place) is not None, workspace.wording.unicode
    counted = isinstance(place, FigurePlace) and place == typed_edit.counting_at(workspace.workbook, place)

    def make(written: str) -> Edit:
        there = place
        if stood and isinstance(place, FigurePlace):
            there = (typed_edit.counting_at if counted else typed_edit.standing_at)(workspace.workbook, place)
        return _with_effect(
            screen, there, typed_edit.typed(workspace.workbook, there, written, chinese=chinese, today=today())
        )

    return make


def _at_once(screen: Screen, edit: Callable[[Workbook, Place], Edit]) -> None:
    place = _place(screen)
    if place is None:
        return
    try:
        result = _with_effect(screen, place, edit(screen.workspace.workbook, place))
    except JingdexError as error:
        screen.notify(screen.workspace.state.sentence(error))
        return
    if changes_nothing(result):
        screen.notify(NOTHING_CHANGED)
    else:
        screen.editing.do(lambda: result)


def _with_effect(screen: Screen, place: Place, edit: Edit) -> Edit:
    """The same edit. Raises MethodError where it changes a weight that has no effect in its method."""
    if not isinstance(place, WeightPlace):
        return edit
    workbook, wording = screen.workspace.workbook, screen.workspace.wording
    placed = {node.code: node for node in workbook.placed(place.method)}
    return edits.check_edit(workbook, edit, lambda code: entry_name(placed[code], workbook, wording))


def _figure_here(screen: Screen) -> tuple[Place, Figure] | None:
    """The figure under the cursor and its place; where there is none, that is said at once."""
    place = _place(screen)
    figure = figure_at(screen.workspace.workbook, place) if isinstance(place, FigurePlace) else None
    if place and figure:
        return place, figure
    if place:
        screen.notify(NO_FIGURE)
    return None


def _place(screen: Screen) -> Place | None:
    place = screen.place
    if place is None:
        rows = islice(screen.body.pane.sheet.rows, SEARCHED)
        has_places = any(isinstance(row, SheetRow) and (row.place or row.places) for row in rows)
        screen.notify(NO_PLACE if has_places else NOT_HERE)
    return place
