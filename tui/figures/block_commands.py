"""What keys do to the cells of the Figures pane: type over, fill down, paste, mark; each is one edit."""

import csv
from typing import TYPE_CHECKING

from core.errors import BadEntry
from core.figures.cells import fill_cells_down, overwrite_cells, paste_cells, paste_rows
from core.words import gettext, marked, ngettext
from core.workbook.edit import CompositeEdit, Edit
from core.workbook.status import STATUSES
from data.clock import today
from tui.figures.cells import label, present_text, targets, targets_under
from tui.figures.pane import FiguresPane
from tui.figures.queries import FIGURE_WORK
from tui.frame.choices import Choices, Option, whole
from tui.frame.edits import scale_note, type_at_cursor, writing
from tui.frame.edits import status as next_status
from tui.frame.jobs import AT_ONCE, Job
from tui.frame.offers import sources
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.titles import shown_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.figures.cells import Written
    from core.figures.draft import Part
    from tui.workspace.workspace import Trial

MOST_PREVIEWED = 500
"""Up to so many cells show what is being typed, letter by letter."""

MOST_REASONS = 3
"""Refused cells that are named; of the rest it is said how many they are."""

NOTHING_TO_FILL = marked(
    "Select the cells to fill in the Figures pane first, the one to fill from on top (g 5, then v or Shift+↓)."
)
NO_FIGURE = marked("There is no figure under the cursor: move to a cell that has one.")


def change(screen: Screen, pane: FiguresPane) -> None:
    """Type over the part of the figure under the cursor, or over every cell of the block."""
    part = pane.table.part(pane.grid.cursor[1]) if pane.table else "value"
    ask(screen, pane, part if part in ("status", "source", "note") else "value")


def typed(screen: Screen, pane: FiguresPane, text: str | None) -> None:
    """Begin typing over every figure of the block, or over the one under the cursor."""
    if text is None:
        change(screen, pane)
    elif pane.blocks.block is not None:
        ask(screen, pane, "value", text)
    else:
        type_at_cursor(screen, pane, text)


def status(screen: Screen, pane: FiguresPane) -> None:
    """Give the figures of the block a letter that is requested; without a block, the next letter."""
    if pane.blocks.block is not None:
        ask(screen, pane, "status", "")
    else:
        next_status(screen)


def missing(screen: Screen, pane: FiguresPane) -> None:
    """Mark the figures of the block, or the one under the cursor, as missing."""
    aims = targets(pane, "value")
    _write(
        screen,
        lambda _: overwrite_cells(screen.workspace.workbook, aims, "O", "marked as missing"),
        asks=False,
    )


def fill_down(screen: Screen, pane: FiguresPane) -> None:
    """Write the first row of the block into all rows below it."""
    block = pane.blocks.block
    if block is None or len(block.rows) == 1:
        screen.notify(NOTHING_TO_FILL)
        return

    aims = targets(pane)
    _write(
        screen,
        lambda tell: fill_cells_down(screen.workspace.workbook, aims, "filled down", tell),
        asks=False,
    )


def paste(screen: Screen, pane: FiguresPane, text: str) -> bool:
    """Show what a pasted block would change, and ask; false where it is a single text for a single cell."""
    workspace = screen.workspace
    if pane.table is None:
        return False
    texts = cells_of(text)
    if len(texts) == 1 and len(texts[0]) == 1 and pane.blocks.block is None:
        return False

    parts = [pane.table.part(at) for at in range(pane.grid.cursor[1], len(pane.table.columns))]
    chinese = workspace.wording.unicode
    title = f"pasted {len(texts):,} × {max(map(len, texts)):,} cells"
    if parts[:4] == ["unit", "indicator", "period", "vintage"] and max(map(len, texts)) > len(parts[:4]):
        rows = texts[1:] if [text.strip() for text in texts[0][:2]] == ["unit", "indicator"] else texts
        _write(
            screen,
            lambda tell: paste_rows(workspace.workbook, parts, rows, title, tell, chinese=chinese, today=today()),
            asks=True,
        )
        return True
    aims = targets_under(pane, texts)
    _write(
        screen,
        lambda tell: paste_cells(workspace.workbook, aims, texts, title, tell, chinese=chinese, today=today()),
        asks=True,
    )
    return True


def cells_of(text: str) -> list[list[str]]:
    """The cells of tab-separated text, quoted as spreadsheets do it; every row as long as the longest."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    quoted = text.count('"') % 2 == 0
    rows = list(csv.reader(lines, delimiter="\t")) if quoted else [line.split("\t") for line in lines]
    longest = max(map(len, rows), default=0) or 1
    return [[*row, *[""] * (longest - len(row))] for row in rows] or [[""]]


def ask(screen: Screen, pane: FiguresPane, part: "Part", text: str | None = None) -> None:
    """Ask for a text to write into a part of the figures of the block, or of the one under the cursor."""
    aims = targets(pane, part)
    many = sum(target is not None for row in aims for target in row)
    if not many:
        screen.notify(NO_FIGURE)
        return
    question = gettext("{part} of {many:,} figures", part=gettext(part), many=many) if many > 1 else label(pane, part)
    chinese = screen.workspace.wording.unicode
    alone = next(target.place for row in aims for target in row if target) if many == 1 and part == "value" else None
    if alone:
        question += scale_note(screen, alone)

    def make(written: str) -> Edit:
        if part == "note" and written == begun and pane.figure:
            written = pane.figure.note
        block = overwrite_cells(screen.workspace.workbook, aims, written, question, chinese=chinese, today=today())
        if block.refused and block.edit is None:
            raise BadEntry(block.refused[0].why)
        edit = block.edit or CompositeEdit("", ())
        return edit.edits[0] if many == 1 and len(edit.edits) == 1 else edit

    begun = present_text(pane, part) if many == 1 and text is None else text or ""
    screen.ask(
        question,
        begun,
        writing(screen, alone) if alone else make,
        previews=many <= MOST_PREVIEWED,
        selects=text is None and part == "value",
        choices=_choices(screen, part),
    )


def _choices(screen: Screen, part: "Part") -> Choices | None:
    """What can stand in a part of a figure, where that is a list."""
    if part == "source":
        return whole("source", sources(screen.workspace.workbook), "open")
    return (
        whole("status", [Option(letter, meaning) for letter, meaning in STATUSES.items()]) if part == "status" else None
    )


def _write(screen: Screen, write: "Callable[[Job], Written]", *, asks: bool) -> None:
    """Write many cells, in a thread if there are very many; then ask whether to keep that, or keep it at once."""
    workspace = screen.workspace
    if screen.editing.refuses():
        return
    workbook = workspace.workbook

    def work(progress: Job) -> "tuple[Written, Trial | None]":
        written = write(progress)
        return written, workspace.computed(written.edit) if asks and written.edit else None

    def done(result: "tuple[Written, Trial | None]") -> None:
        written, trial = result
        edit = written.edit
        if workspace.workbook is not workbook:
            screen.notify(gettext("The workbook has changed meanwhile: do that again."))
        elif edit is None:
            screen.notify(gettext("Nothing changes. {refusals}", refusals=refusals(written)).strip())
        elif trial is not None:
            screen.confirm(trial, _message(screen, written))
        elif screen.editing.do(lambda: edit):
            screen.notify(_message(screen, written))

    screen.jobs.start(FIGURE_WORK, work, done, label="Writing", at_once=AT_ONCE)


def _message(screen: Screen, written: "Written") -> str:
    """What is written, and what was refused."""
    workspace = screen.workspace
    title = shown_title(str(written.edit), workspace.workbook, workspace.wording)
    return gettext("{title}. {refusals}", title=title, refusals=refusals(written)).strip()


def refusals(written: "Written") -> str:
    """One sentence that names the cells that were refused."""
    refused = written.refused
    if not refused:
        return ""
    named = [
        gettext(
            "row {row}, {part}: {value}",
            row=refusal.row + 1,
            part=gettext(refusal.part),
            value=refusal.why.rstrip(".。"),
        )
        for refusal in refused[:MOST_REASONS]
    ]
    rest = gettext("; and {count:,} more", count=len(refused) - MOST_REASONS) if len(refused) > MOST_REASONS else ""
    count = ngettext("{count:,} cell refused", "{count:,} cells refused", len(refused))
    return plain(gettext("{count}: {named}{rest}.", count=count, named=gettext("; ").join(named), rest=rest))
