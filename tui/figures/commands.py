"""What keys do in the Figures pane: filter, sort, turn, jump, select, copy."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui.figures import block_commands as cells
from tui.figures.cells import text_of
from tui.figures.pane import FiguresPane
from tui.frame.prompt import Question

if TYPE_CHECKING:
    from tui.app import Jingdex

MOST_COPIED = 100_000
"""Cells that one copy may have: terminals take no more than some megabytes."""

IN_FIGURES = "This is for the Figures pane: press g 5 first."


def pane_of(app: "Jingdex") -> FiguresPane:
    """The Figures pane."""
    return next(pane for pane in app.board.panes if isinstance(pane, FiguresPane))


def keys_of(app: "Jingdex") -> dict[str, Callable[[], None]]:
    """What the commands of these ids do in the Figures pane."""
    actions: dict[str, Callable[[Jingdex, FiguresPane], None]] = {
        "find": ask_filter,
        "sort": sort,
        "list": select,
        "back": back,
        "copy": copy,
        "copy_table": copy_table,
        "edit": cells.change,
        "status": cells.status,
        "note": cells.note,
        "source": cells.source,
        "missing": cells.missing,
    }
    return {name: partial(action, app, pane_of(app)) for name, action in actions.items()}


def ask_filter(app: "Jingdex", pane: FiguresPane) -> None:
    """Filter letter by letter; Escape puts back what was seen."""
    before = pane.wanted

    def typed(text: str) -> None:
        app.asking.refusal = ""
        pane.ask(replace(pane.wanted, filter=text), told)

    def told(sentence: str) -> None:
        app.asking.refusal = sentence
        app.draw_detail()

    def accepted(_: str) -> None:
        app.prompt.close()
        app.keyboard.release()

    label = "filter: words, status=E, year>2019, value>1e9"
    app.prompt.ask(Question(label, typed, accepted, lambda: pane.ask(before)), before.filter)
    app.draw_detail()


def sort(_: "Jingdex", pane: FiguresPane) -> None:
    """Sort by the column under the cursor: up, down, and as it was."""
    if pane.table is None:
        return
    column, asked = pane.table.sorted_by(pane.grid.cursor[1]), pane.wanted
    if asked.column != column:
        pane.ask(replace(asked, column=column, descending=False))
    elif not asked.descending:
        pane.ask(replace(asked, descending=True))
    else:
        pane.ask(replace(asked, column="", descending=False))


def turn(app: "Jingdex") -> None:
    """The next shape: one figure a row, units by periods, units by indicators."""
    pane = app.pane
    if not isinstance(pane, FiguresPane):
        app.tell(IN_FIGURES)
        return
    from core.figures.view import SHAPES  # noqa: PLC0415 - it goes with what loads Polars

    shape = SHAPES[(SHAPES.index(pane.wanted.shape) + 1) % len(SHAPES)]
    pane.ask(replace(pane.wanted, shape=shape, column="", descending=False))


def jump(app: "Jingdex") -> None:
    """Ask for a row by its number, or for the next that fits a filter."""
    pane = app.pane
    if not isinstance(pane, FiguresPane):
        app.tell(IN_FIGURES)
        return

    def accepted(text: str) -> None:
        app.prompt.close()
        app.keyboard.release()
        pane.jump(text, app.tell)

    label = f"a row's number, or what to find next{f' (Enter: {pane.jumped})' if pane.jumped else ''}"
    app.prompt.ask(Question(label, _nothing, accepted, app.draw_detail), "")
    app.draw_detail()


def select(app: "Jingdex", pane: FiguresPane) -> None:
    """Hold a corner of a block at the cursor, or let the block go."""
    pane.blocks.hold()
    app.draw_detail()


def stretch(rows: int, columns: int) -> "Callable[[Jingdex], None]":
    """The action that stretches the block by so many rows and columns."""

    def action(app: "Jingdex") -> None:
        pane = app.pane
        if isinstance(pane, FiguresPane):
            pane.blocks.stretch(rows, columns)
            app.draw_detail()
        else:
            app.tell(IN_FIGURES)

    return action


def back(app: "Jingdex", pane: FiguresPane) -> None:
    """End what is worked on, let the block go, take the filter away; else leave what is open."""
    if app.work.cancel():
        app.tell("Ended: all is as it was.")
        pane.forget_wanted()
    elif pane.blocks.let_go():
        app.draw_detail()
    elif pane.wanted.filter:
        pane.ask(replace(pane.wanted, filter=""))
    else:
        app.back()


def copy(app: "Jingdex", pane: FiguresPane) -> None:
    """Copy the block, or the cell, as other programs read it."""
    block = pane.blocks.chosen_block
    _copy(app, pane, block.rows, block.columns, f"{block} cells" if block.size > 1 else "the cell", titles=False)


def copy_table(app: "Jingdex", pane: FiguresPane) -> None:
    """Copy all that is seen, with titles."""
    if pane.table is not None:
        _copy(app, pane, range(pane.table.row_count), range(len(pane.table.columns)), "the table", titles=True)


def _copy(app: "Jingdex", pane: FiguresPane, rows: range, columns: range, what: str, *, titles: bool) -> None:
    if len(rows) * len(columns) > MOST_COPIED:
        app.tell(
            f"That is {len(rows) * len(columns):,} cells, more than a terminal takes: filter first, or export (E)."
        )
        return
    app.copy_to_clipboard(text_of(pane, rows, columns, titles=titles))
    app.tell(f"Copied {what}.")


def _nothing(_: str) -> None:
    """What is typed is looked at when it is whole."""
