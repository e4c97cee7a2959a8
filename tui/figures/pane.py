"""The Figures pane: every figure of the workbook, however many there are."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text

from core.derive.derive import Derived
from core.figures.index import FigureIndex, looking_after
from core.figures.pivot import NAMING
from core.figures.rows import FigureRows
from core.figures.view import FigureQuery
from core.words import gettext
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook
from tui.figures.pivot_table import PivotTable
from tui.figures.sum import Sum
from tui.figures.summary import block_lines
from tui.figures.table import LongTable, Marks, Named
from tui.figures.title import figure_title
from tui.frame.jobs import AT_ONCE, Job
from tui.frame.pane import Pane
from tui.grid.block_grid import BlockGrid
from tui.grid.plain import plain
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.figures.draft import Part
    from core.figures.view import View
    from core.workbook.figure import Figure, SeriesKey
    from tui.figures.table import FigureTable
VALUE = 4
"""The column of values in the long form."""


FIGURE_WORK = "figures"
"""The name of the long work on figures, of which one goes on at a time."""

Made = TypeVar("Made")
BREATH = 0.3
"""Seconds after the first rows are shown before the others are read for filters."""

FOOTER = "/ Filter  Enter Edit  a Add  s Sort  P Pivot  v Select  y Copy  : Jump  ^d Fill  x Missing  u Undo"


COMMANDS = (
    "add",
    "sort",
    "back",
    "jump",
    "select_up",
    "select_down",
    "select_left",
    "select_right",
)
BLOCK_COMMANDS = ("status", "note", "source", "missing")
KEYS = {
    **{name: f"tui.figures.commands:{name}" for name in COMMANDS},
    **{name: f"tui.figures.block_commands:{name}" for name in BLOCK_COMMANDS},
    "find": "tui.figures.commands:ask_filter",
    "list": "tui.figures.commands:select",
    "pivot": "tui.figures.commands:turn",
    "edit": "tui.figures.block_commands:change",
    "fill": "tui.figures.block_commands:fill_down",
    "export": "tui.exports.commands:export_figures",
    "copy": "tui.exports.copying:copy_block",
    "copy_table": "tui.exports.copying:copy_figures",
}
"""What commands do in the pane in the place of what they do elsewhere."""


class FiguresPane(Pane):
    """All figures, fed from a frame; nothing of it is loaded before the pane is first seen.

    What is drawn is `seen`: a version of the figures, and a view of it. Where the newest version, `looking`, has other
    rows, its changes are drawn over the old ones until its own view is made; `over` are the series that changed since.
    """

    number = 5
    word = "Figures"
    keys = KEYS
    typing = "tui.figures.block_commands:typed"
    pasting = "tui.figures.block_commands:paste"

    def __init__(self) -> None:
        self.blocks = BlockGrid()
        super().__init__(self.blocks)
        self.table: FigureTable | None = None
        self.looking: FigureIndex | None = None
        self.seen: tuple[FigureIndex, View] | None = None
        self.jumped = ""
        self._wanted: FigureQuery | None = None
        self._sum = Sum(self, self.blocks)
        self._over: frozenset[SeriesKey] | None = frozenset()
        self._workbook: Workbook | None = None
        self._drawn: tuple[ViewState, Derived | None, ViewState | None] | None = None

    @property
    def footer(self) -> str:
        """The keys of the pane."""
        return FOOTER

    @property
    def place(self) -> FigurePlace | None:
        """Where typing would lead."""
        return self.table.place(*self.grid.cursor) if self.table else None

    @property
    def figure(self) -> "Figure | None":
        """The figure under the cursor."""
        return self.table.figure(*self.grid.cursor) if self.table else None

    @property
    def shown(self) -> ViewState | None:
        """What was drawn last."""
        return self._drawn[0] if self._drawn else None

    @property
    def part(self) -> "Part":
        """What of the figure the column under the cursor shows."""
        return self.table.part(self.grid.cursor[1]) if self.table else "value"

    @property
    def asked(self) -> "FigureQuery":
        """What is seen."""
        return self.seen[1].query if self.seen else FigureQuery()

    @property
    def is_chosen(self) -> bool:
        """Whether what is seen is not just all figures as they stand."""
        return self.asked.shape != "long" or bool(self.asked.filter or self.asked.column)

    @property
    def wanted(self) -> "FigureQuery":
        """What was asked last, which is seen soon."""
        return self._wanted or self.asked

    def draw(self, shown: ViewState, highlight_since: Derived | None, preview: ViewState | None) -> None:
        """Draw the figures; what the last edit moved is lit, what typing would move stands beside what it was."""
        self._drawn = shown, highlight_since, preview
        self._follow(shown.workbook)
        self._show()

    def ask(self, asked: "FigureQuery", failed: "Callable[[str], None] | None" = None) -> None:
        """See something else as soon as it is worked out."""
        looking = self.looking
        if looking is None or self._drawn is None:
            return
        self._wanted = asked = replace(asked, language=self._drawn[0].wording.language)

        def wrong(sentence: str) -> None:
            self._wanted = None
            (failed or self.jobs.notify)(sentence)

        see = partial(self._see, looking)
        self._work("Looking", lambda job: looking.view(asked, job), see, wrong)

    def jump(self, text: str, tell: "Callable[[str], None]") -> None:
        """Move to a row by its number, or to the next that fits a filter."""
        self.jumped = text.strip() or self.jumped
        if self.seen is None or not self.jumped:
            return
        if self.jumped.replace(",", "").isdigit():
            self.grid.move_to(int(self.jumped.replace(",", "")) - 1)
            return
        (looking, view), cursor, wanted = self.seen, self.grid.cursor, self.jumped

        def found(place: tuple[int, int | None] | None) -> None:
            if place is None:
                tell(gettext("Nothing that is seen fits “{wanted}”.", wanted=plain(wanted)))
            else:
                self.grid.move_to(*place)

        self._work("Looking", lambda job: looking.next(view, wanted, cursor, job), found, tell)

    def forget_wanted(self) -> None:
        """What was asked last is not worked out any more."""
        self._wanted = None

    def detail(self, shown: ViewState) -> "Sequence[str]":  # noqa: ARG002 - it is of what was drawn last
        """What the block comes to; and, in the border, what the column under the cursor does."""
        if self.seen is None or self.table is None:
            return ()
        looking, view = self.seen
        named = self.table.names
        block = self.blocks.block
        self._sum.follow(looking, view, named)
        return () if block is None else block_lines(looking, view, named, block)

    def title_of(self, shown: ViewState) -> str:
        """The title with what is seen: the shape, how many figures of how many, the filter and the order."""
        head = super().title_of(shown)
        return figure_title(head, self.seen[1], shown.wording) if self.seen else head

    def _follow(self, workbook: Workbook) -> None:
        """Take a workbook in."""
        before, self._workbook = self._workbook, workbook
        if workbook is before:
            return
        changed = workbook.changed_since(before.figures) if before else None
        known = self.looking
        if known is None or changed is None:
            self._renew(FigureIndex(workbook), None)
            return
        after = looking_after(known, workbook, changed)
        if after.keeps_places and self.seen and self.seen[0] is known:
            self.looking, self.seen = after, (after, self.seen[1])
        else:
            self._renew(after, changed)

    def _renew(self, looking: "FigureIndex", changed: "frozenset[SeriesKey] | None") -> None:
        """Look at other rows than before; until what was asked is worked out for them, they are drawn over the old."""
        self.looking = looking
        self._over = None if changed is None or self._over is None else self._over | changed
        if self.seen is not None:
            self.ask(self.wanted)
            return
        self._see(looking, looking.view(self.asked, lambda _=0.0: None))
        self.set_timer(BREATH, partial(self._prepare, looking))

    def _prepare(self, looking: "FigureIndex") -> None:
        """Make ready what filters need, unless something is asked already."""
        if not self.jobs.is_going_on(FIGURE_WORK):
            self.jobs.start(FIGURE_WORK, looking.prepare, lambda _: None, label="Reading")

    def _work(
        self, label: str, work: "Callable[[Job], Made]", then: "Callable[[Made], None]", failed: "Callable[[str], None]"
    ) -> None:
        self.jobs.start(FIGURE_WORK, work, then, label=label, failed=failed, at_once=AT_ONCE)

    def _see(self, looking: "FigureIndex", view: "View") -> None:
        """Show what was worked out, the cursor on the figure where it was."""
        at, shape = self._anchor(), self.asked.shape
        self.seen, self._over, self._wanted = (looking, view), frozenset(), None
        if self._drawn is None:
            return
        self.blocks.let_go()
        self._show()
        row, column = self._found(at) if at else (None, None)
        self.grid.move_to(row or 0, column if shape != view.query.shape else None)

    def _anchor(self) -> FigurePlace | None:
        """What the cursor stands on, or what stands first in its row."""
        if self.table is None:
            return None
        row, column = self.grid.cursor
        columns = (column, *range(len(self.table.columns)))
        return next((place for at in columns if (place := self.table.place(row, at))), None)

    def _found(self, place: FigurePlace) -> tuple[int | None, int | None]:
        """The row and column of a place in what is seen."""
        assert self.seen  # noqa: S101 - it was just set
        looking, view = self.seen
        if view.pivot is None:
            number = looking.number((place.unit, place.indicator, place.period, place.vintage))
            return (None if number is None else view.row_of(number)), VALUE
        by_period = view.pivot.pivot.across == "periods"
        second, across = (place.indicator, place.period) if by_period else (place.period, place.indicator)
        found = view.pivot.find(place.unit, second, across)
        return (None, NAMING) if found is None else (found[0], NAMING + (found[1] or 0))

    def _show(self) -> None:
        """Draw what is seen."""
        if self._drawn is None or self.seen is None:
            return
        shown = self._drawn[0]
        self.table = self._table()
        title = self.title_of(shown)
        if title != self._title:
            self._title, self.border_title = title, Text(title)
        self.grid.show(self.table)

    def own_table(self) -> "FigureTable":
        """What is seen, in a table of its own that another thread may read."""
        assert self.seen  # noqa: S101 - whoever sees the pane has seen its figures
        return self._table(FigureRows(self.seen[0].frame))

    def _table(self, rows: "FigureRows | None" = None) -> "FigureTable":
        assert self.seen  # noqa: S101 - as `_show` has made sure
        assert self._drawn  # noqa: S101 - as above
        looking, view = self.seen
        shown, _, preview = self._drawn
        seen = preview or shown
        named = Named(seen.workbook, seen.wording)
        if view.pivot is None:
            return LongTable(looking.rows if rows is None else rows, view, named, self._marks())
        return PivotTable(looking.rows if rows is None else rows, view, view.pivot, named, self._marks())

    def _marks(self) -> "Marks | None":
        """What is drawn over the rows: what they do not hold yet, a preview, what the last edit moved."""
        assert self._drawn  # noqa: S101 - as `_show` has made sure
        shown, highlight_since, preview = self._drawn
        now = shown.workbook
        if preview is not None:
            differing = preview.workbook.changed_since(now.figures)
            over = None if differing is None or self._over is None else self._over | differing
            return Marks(preview.workbook, over, now, differing, previews=True)
        if highlight_since is None or highlight_since is shown.derived or now.moved is None:
            return Marks(now, self._over) if self._over != frozenset() else None
        was, differing = now.moved
        return Marks(now, self._over, replace(now, figures=was), differing)
