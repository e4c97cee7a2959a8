"""The Figures pane: every figure of the workbook, however many there are."""

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from core.derive import Derived
from core.typed_edit import Place
from core.workbook import Workbook
from tui.panes.pane import Pane, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.figure import Figure, SeriesKey
    from core.figure_store import StoredFigures
    from tui.drawing.figure_table import LongTable


class FiguresPane(Pane):
    """All figures, fed from a frame; nothing of it is loaded before the pane is first seen."""

    number = 5
    word = "Figures"

    def __init__(self) -> None:
        super().__init__()
        self.table: LongTable | None = None
        self._workbook: Workbook | None = None
        self._figures: StoredFigures | None = None

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""
        return self.table.place(*self.grid.cursor) if self.table else None

    def draw(self, shown: Shown, lit_from: Derived | None, preview: Shown | None) -> None:
        """Draw the figures; what the last edit moved is lit, what typing would move stands beside what it was."""
        self._follow(shown.workbook)
        seen = preview or shown
        if preview is None and (lit_from is None or lit_from is shown.derived):
            before = None
        else:
            before = shown.workbook if preview else _before(shown.workbook)
        self.table = self._table(seen, before, previews=preview is not None)
        title = self.title_of(shown)
        if title != self._title:
            self._title, self.border_title = title, Text(title)
        self.grid.show(self.table)

    def title_of(self, shown: Shown) -> str:
        """The title with the number of figures."""
        count = self.table.row_count if self.table else 0
        return f"{super().title_of(shown)} · {count:,}"

    def _follow(self, workbook: Workbook) -> None:
        """Take a workbook in."""
        from core.figures.followed import figures_behind  # noqa: PLC0415 - it loads Polars, of no use before

        if workbook is not self._workbook:
            self._figures = figures_behind(workbook, self._workbook, self._figures)
            self._workbook = workbook

    def _table(self, seen: Shown, before: Workbook | None, *, previews: bool) -> "LongTable":
        from core.figures.followed import figures_behind  # noqa: PLC0415 - as above
        from core.figures.rows import FigureRows  # noqa: PLC0415 - as above
        from core.figures.view import View  # noqa: PLC0415 - as above
        from tui.drawing.figure_table import LongTable, Named  # noqa: PLC0415 - as above

        frame = figures_behind(seen.workbook, self._workbook, self._figures).whole()
        was = _was(before, seen.workbook) if before else None
        named = Named(seen.workbook, seen.wording)
        return LongTable(FigureRows(frame), View(frame.height), named, was, previews=previews)


def _before(workbook: Workbook) -> Workbook | None:
    """The workbook before the last edit of a few figures."""
    return replace(workbook, figures=workbook.moved[0]) if workbook.moved else None


def _was(before: Workbook, now: Workbook) -> "Callable[[Figure], Figure | None]":
    """What stood under a figure's key before; the figure itself where nothing of its series has changed."""
    changed: frozenset[SeriesKey] | None = now.changed_since(before.figures)

    def was(figure: "Figure") -> "Figure | None":
        same = changed is not None and figure.series not in changed
        return figure if same else before.figure(figure.key)

    return was
