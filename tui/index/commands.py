"""The commands of the Index pane: the next index, and another base year."""

from dataclasses import replace
from typing import TYPE_CHECKING

from core.workbook.edit import SetEntry
from core.workbook.typed_edit import FigurePlace
from tui.frame.rotation import after

if TYPE_CHECKING:
    from tui.app import Jingdex


def next_list(app: "Jingdex") -> None:
    """Show the next index that is followed."""
    history = app.workspace.shown.history
    followed = [one.index.key for one in app.workspace.derived.indices]
    app.workspace.index = after(history.index.key if history else "", followed)
    app.draw()


def base(app: "Jingdex") -> None:
    """Make the year under the cursor 100 in the index."""
    place = app.place
    history = app.workspace.shown.history
    series = f"{place.unit}/{place.indicator}" if isinstance(place, FigurePlace) else ""
    if not isinstance(place, FigurePlace) or history is None or series != history.index.key:
        app.tell("Move to a year of the index first: b makes it 100.")
        return
    app.editing.do(lambda: SetEntry("indices", history.index, replace(history.index, base=place.period)))
