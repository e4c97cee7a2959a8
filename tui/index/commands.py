"""The commands of the Index pane: the next index, and another base year."""

from dataclasses import replace

from core.words import gettext
from core.workbook.edit import SetEntry
from core.workbook.typed_edit import FigurePlace
from tui.frame.rotation import after
from tui.frame.screen import Screen


def next_list(screen: Screen) -> None:
    """Show the next index that is followed."""
    history = screen.workspace.state.history
    followed = [history.index.key for history in screen.workspace.derived.indices]
    screen.workspace.index = after(history.index.key if history else "", followed)
    screen.draw()


def base(screen: Screen) -> None:
    """Make the year under the cursor 100 in the index."""
    place = screen.place
    history = screen.workspace.state.history
    series = f"{place.unit}/{place.indicator}" if isinstance(place, FigurePlace) else ""
    if not isinstance(place, FigurePlace) or history is None or series != history.index.key:
        screen.notify(gettext("Move to a year of the index first: b makes it 100."))
        return
    if place.period == history.index.base:
        screen.notify(gettext("{period} is 100 in this index already.", period=place.period))
        return
    screen.editing.do(lambda: SetEntry("indices", history.index, replace(history.index, base=place.period)))
