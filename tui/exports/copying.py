"""The commands that send a cell or a table to the clipboard, and say what they sent: no terminal says what arrived."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.figures.cells import Copying
from core.words import gettext, ngettext
from core.workbook.typed_edit import WeightPlace, figure_at
from tui.exports.commands import export
from tui.figures.cells import text_of
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.tables.data_files import Table, as_tsv
from tui.tables.sheet_values import value_at, values_of
from tui.terminal.means import clipboard_of

if TYPE_CHECKING:
    from tui.figures.pane import FiguresPane

LONGEST_SHOWN = 40
MOST_CELLS = 100_000
"""Of more cells no text is made to be counted: they never fit."""


def copy_cell(screen: Screen) -> None:
    """Send the cell under the cursor: a figure with all its digits, any other number in full, a text as it is."""
    _send(screen, _cell_text(screen), gettext("the cell"), lambda: export(screen))


def copy_table(screen: Screen) -> None:
    """Send the whole table as tab-separated text: numbers in full in base units, letters in columns of their own."""
    names, records = values_of(screen.body.pane.sheet)
    content = as_tsv(Table(names, records))
    assert isinstance(content, bytes)  # noqa: S101 - only a frame is written piece by piece
    _send(screen, content.decode(), ngettext("{count:,} row", "{count:,} rows", len(records)), lambda: export(screen))


def copy_block(screen: Screen, pane: "FiguresPane") -> None:
    """Send the block, or the cell, so that pasted back it changes nothing."""
    block = pane.blocks.chosen_block
    description = gettext("{block} cells", block=block) if block.size > 1 else gettext("the cell")
    _send_figures(screen, pane, block.rows, block.columns, description, titles=False)


def copy_figures(screen: Screen, pane: "FiguresPane") -> None:
    """Send all that is seen, with titles."""
    if pane.table is not None:
        rows, columns = range(pane.table.row_count), range(len(pane.table.columns))
        _send_figures(screen, pane, rows, columns, ngettext("{count:,} row", "{count:,} rows", len(rows)), titles=True)


def _send_figures(
    screen: Screen, pane: "FiguresPane", rows: range, columns: range, description: str, *, titles: bool
) -> None:
    def write() -> None:
        export(screen, pane)

    if len(rows) * len(columns) > MOST_CELLS:
        _refuse(screen, ngettext("{count:,} cell", "{count:,} cells", len(rows) * len(columns)), write)
    else:
        _send(screen, text_of(pane, rows, columns, titles=titles), description, write)


def _cell_text(screen: Screen) -> str:
    """What the cell under the cursor holds: what typing would change there with all its digits, else its value."""
    pane, workbook = screen.body.pane, screen.workspace.workbook
    row, at = pane.row, pane.grid.cursor[1]
    if row is None:
        return ""
    place = row.place_of(at) if at in row.places or pane.sheet.columns[at].typed else None
    figure = None if place is None or isinstance(place, WeightPlace) else figure_at(workbook, place)
    value = Copying(workbook).text(figure, "value") if figure else value_at(pane.sheet, row, at)
    text = "" if value is None else str(value)
    return text.removesuffix(".0") if isinstance(value, float) else text


def _send(screen: Screen, text: str, description: str, write: Callable[[], None]) -> None:
    """Send a text where the clipboard takes it whole; else `write` asks for a file, and it is said why."""
    clipboard, size = clipboard_of(os.environ), len(text.encode())
    if not text:
        screen.notify(gettext("There is nothing to copy: the cell is empty, or a drawing."))
    elif size > clipboard.most:
        _refuse(screen, f"{description}, {size:,} bytes", write)
    else:
        screen.terminal.copy_to_clipboard(text)
        short = len(text) <= LONGEST_SHOWN and not {"\n", "\t"} & set(text)
        remark = f" ({gettext(clipboard.remark)})" if clipboard.remark else ""
        screen.notify(
            gettext(
                "Sent to the terminal's clipboard: {more}{remark}",
                more=plain(text) if short else gettext("{what}, {size:,} bytes", what=description, size=size),
                remark=remark,
            )
        )


def _refuse(screen: Screen, amount: str, write: Callable[[], None]) -> None:
    clipboard = clipboard_of(os.environ)
    write()
    if clipboard.most:
        screen.notify(
            gettext(
                "Not copied: {amount}, and terminals take about {most:,} bytes. A file takes it: name it, or Esc.",
                amount=amount,
                most=clipboard.most,
            )
        )
    else:
        reason = gettext(clipboard.remark)
        screen.notify(gettext("Not copied: {reason}. A file takes it: name it, or Esc.", reason=reason))
