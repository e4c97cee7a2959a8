"""A table as text: coloured and fitted to the terminal, or plain and as wide as it is where none is there."""

import sys
from io import StringIO
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core.words import gettext, marked
from tui.cli.output import has_unicode, is_terminal
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.tables.sections import Section
from tui.terminal.ascii import ascii_text

STYLES: dict[str, str] = {
    "plain": "", "dim": "dim", "estimated": "italic", "warn": "yellow", "bad": "red", "good": "green", "head": "bold",
    "rule": "bold", "preview": "", "elements": "",
}  # fmt: skip
GAPS = (2, 1)
NARROWEST = 10
WITHOUT_LIMIT = 1_000_000
NONE = marked("There are none.")


def printed(section: Section) -> str:
    """The title, what is said below it, and the table; columns of text are folded where the terminal is narrow."""
    room = Console(file=sys.stdout).width if is_terminal() else WITHOUT_LIMIT
    widths, gap = fitted(section.sheet, room)
    buffer = StringIO()
    console = Console(
        file=buffer,
        width=sum(widths) + gap * len(widths) + 1,
        force_terminal=is_terminal(),
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(Text(plain(section.title), "bold"), soft_wrap=True)
    if section.note:
        console.print(Text(plain(section.note)), soft_wrap=True)
    _print_blocks(console, section.sheet, widths, gap)
    text = "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())
    return text if has_unicode() else ascii_text(text)


def fitted(sheet: Sheet, room: int) -> tuple[list[int], int]:
    """The width of each column and of the gaps between them, which are narrower where nothing else helps."""
    wide, narrow = GAPS
    widths = column_widths(sheet, room, wide)
    if sum(widths) + wide * (len(widths) - 1) <= room:
        return widths, wide
    return column_widths(sheet, room, narrow), narrow


def column_widths(sheet: Sheet, room: int, gap: int) -> list[int]:
    """The width of each column: what it needs; where there is less room, less for text, never for numbers."""
    rows = [row.cells for row in sheet.rows if isinstance(row, SheetRow)]
    widths = [
        max([cell_len(plain(column.title)), *(cell_len(plain(cells[n].text)) for cells in rows if n < len(cells))])
        for n, column in enumerate(sheet.columns)
    ]
    least = {
        n: column.width if column.tail else NARROWEST
        for n, column in enumerate(sheet.columns)
        if column.justify == "left"
    }
    while sum(widths) + gap * (len(widths) - 1) > room:
        wide = [n for n in least if widths[n] > least[n]]
        if not wide:
            break
        widths[max(wide, key=lambda n: (sheet.columns[n].tail, widths[n]))] -= 1
    return widths


def _print_blocks(console: Console, sheet: Sheet, widths: list[int], gap: int) -> None:
    """The rows between headings as tables with the same columns, the titles once."""
    if not any(isinstance(row, SheetRow) for row in sheet.rows):
        console.print(Text(gettext(NONE)))
    titled = False
    for _, rows in groupby(sheet.rows, lambda row: isinstance(row, Heading)):
        block = list(rows)
        for heading in (row for row in block if isinstance(row, Heading)):
            console.print(Text(plain(heading.text), STYLES[heading.look]), soft_wrap=True)
        table = _table(sheet, widths, gap, with_titles=not titled)
        for row in (row for row in block if isinstance(row, SheetRow)):
            table.add_row(*(_text(*parts) for parts in zip(row.cells, sheet.columns, widths, strict=False)))
        if table.rows:
            titled = True
            console.print(table)


def _text(cell: Cell, column: Column, width: int) -> Text:
    text = plain(cell.text)
    return Text(text[-width:] if column.tail else text, STYLES[cell.look])


def _table(sheet: Sheet, widths: list[int], gap: int, *, with_titles: bool) -> Table:
    table = Table(box=None, show_header=with_titles, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")
    for column, width in zip(sheet.columns, widths, strict=True):
        table.add_column(Text(plain(column.title)), justify=column.justify, width=width, overflow="fold")
    return table
