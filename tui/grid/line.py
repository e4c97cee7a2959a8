"""Lines of a grid as fragments: a position, a text and the names of its looks."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from tui.grid.columns import GUTTER, Place, Places
from tui.grid.plain import plain
from tui.grid.point import LINE, OTHER, PUBLISHED
from tui.grid.stacked_bar import PARTS
from tui.grid.table import Cell, Column, Justify, Table

LIT_MARK: Final = "▸"
PREVIEW_MARK: Final = "»"
FEW: Final = 14
"""Cells in which a text cut in the middle has mostly its end."""
MORE_LEFT: Final = "‹"
MORE_RIGHT: Final = "›"
DRAWN: Final[dict[str, str]] = {
    PUBLISHED: "points", OTHER: "estimated", "F": "estimated", **dict.fromkeys(f"─│┌┐└┘├┤┬┴┼{LINE}", "dim"),
}  # fmt: skip
"""The look of each sign in a line of a chart, where it is another than that of its labels."""
ELEMENTS: Final = {sign: f"element-{at}" for at, sign in enumerate(PARTS)}
"""The look of each sign in a bar of elements, and of the same sign before the name of its element."""
NUMBER: Final = re.compile(
    r"(?P<sign>[^\w.,]?)(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)(?P<end>[^\d.,→…\s]{0,3}(?: ?[A-Z])?)"
)
"""A number alone in a cell, with its qualifier before it, its scale and its status letter behind it."""
HALF_NUMBER: Final = re.compile(r"[^\w\s.,]?\d[\d.,]*$")
"""The digits at the end of a text that was cut, which read as another number where more of it follows."""
ENDS_NUMBER: Final = " ·;:)]→…：；）】、，。"
"""What may follow a number that is whole."""


class Fragment(NamedTuple):
    """Text from cell `x` on; `look` is one or more names, the later over the earlier."""

    x: int
    text: str
    look: str


Line = tuple[Fragment, ...]


def fit(text: str, width: int, justify: Justify = "left") -> str:
    """`text` in exactly `width` cells; what is cut off leaves an ellipsis, and no wide character or number is half."""
    length = cell_len(text)
    if length > width:
        return _cut(text, width) if width > 0 else ""
    padding = " " * (width - length)
    return padding + text if justify == "right" else text + padding


def _cut(text: str, width: int) -> str:
    """The beginning of a text that is too long, and an ellipsis behind the last word, or part of one, that fits."""
    start = set_cell_size(text, width - 1)
    half = HALF_NUMBER.search(start)
    if half and half.start() and text[len(start)] not in ENDS_NUMBER:
        start = start[: half.start()]
    return fit(f"{start}…", width)


def cut_in_the_middle(text: str, width: int) -> str:
    """`text` in exactly `width` cells; where it is too long, its two ends with an ellipsis between them.

    In few cells more of the end is seen, which tells such texts apart.
    """
    if cell_len(text) <= width:
        return fit(text, width)
    behind = (width - 1) // 2 if width > FEW else width - 1 - width // 4
    end = text
    while cell_len(end) > behind:
        end = end[1:]
    return f"{set_cell_size(text, width - 1 - cell_len(end))}…{end}"


def shortened(text: str, width: int) -> str:
    """A number too wide for its cell with fewer decimals, then without signs for thousands, else `###`.

    A cut number reads as another one. Any other text is as it was.
    """
    match = NUMBER.fullmatch(text)
    if match is None or cell_len(text) <= width:
        return text
    value, decimals = Decimal(match["number"].replace(",", "")), len(match["number"].partition(".")[2])
    signs = (",", "") if "," in match["number"] else ("",)
    for form in (f"{sign}.{digits}f" for sign in signs for digits in range(decimals, -1, -1)):
        number = format(value, form)
        if value and not re.search("[1-9]", number):
            continue
        if cell_len(shorter := f"{match['sign']}{number}{match['end']}") <= width:
            return shorter
    return "#" * width


def header_line(table: Table, places: Places, width: int) -> Line:
    """The titles of the columns in view, cut where that tells them apart, and marks where columns are hidden."""
    titles = [plain(table.columns[place.column].title) for place in places.shown]
    starts = Counter(title[: place.width - 1] for title, place in zip(titles, places.shown, strict=True))
    fragments: list[Fragment] = []
    scrolled = next((place for place in places.shown if not table.columns[place.column].frozen), None)
    for title, place in zip(titles, places.shown, strict=True):
        gutter = MORE_LEFT if places.more_left and place is scrolled else " "
        alike = starts[title[: place.width - 1]] > 1 and cell_len(title) > place.width
        justify = table.columns[place.column].justify
        fitted = cut_in_the_middle(title, place.width) if alike else fit(title, place.width, justify)
        fragments += in_looks(gutter + fitted, legend(title), "head", x=place.x)
    if places.more_right and width > 0:
        fragments.append(Fragment(width - 1, MORE_RIGHT, "head"))
    return tuple(fragments)


def row_line(table: Table, row: int, places: Places, width: int, cursor: int | None) -> Line:
    """One row; `cursor` is the column under the cursor if the cursor is in this row."""
    heading = table.heading(row)
    if heading is not None:
        behind = "" if cursor is None else " cursor"
        text = fit(" " + plain(heading.text), width)
        return in_looks(text, DRAWN if heading.drawn else {}, heading.look, behind)
    cells = [table.cell(row, place.column) for place in places.shown]
    fragments: list[Fragment] = []
    covered = 0
    for at, (place, cell) in enumerate(zip(places.shown, cells, strict=True)):
        if place.x >= covered:
            column, spread = table.columns[place.column], place
            if column.justify == "left" and not column.tail and cell_len(cell.text) > place.width:
                spread = _with_empty(cells, at, places.shown, cursor)
            fragments += _cell(cell, spread, column, place.column == cursor)
            covered = spread.end
    return tuple(fragments)


def _with_empty(cells: Sequence[Cell], at: int, shown: Sequence[Place], cursor: int | None) -> Place:
    """The place of a cell with the empty ones behind it, as in a spreadsheet, up to that under the cursor."""
    end = at
    for behind, cell in enumerate(cells[at + 1 :], at + 1):
        if cell.text.strip() or cell.lit or cell.old is not None or shown[behind].column == cursor:
            break
        end = behind
    return Place(shown[at].column, shown[at].x, shown[end].end - shown[at].x - GUTTER)


def legend(text: str) -> Mapping[str, str]:
    """The looks of a text that begins with the sign of an element; another has none."""
    return ELEMENTS if text[:1] in ELEMENTS else {}


def in_looks(text: str, looks: Mapping[str, str], otherwise: str = "plain", behind: str = "", x: int = 0) -> Line:
    """A text from cell `x` on, cut where its signs have another look."""
    if not looks:
        return (Fragment(x, text, f"{otherwise}{behind}"),)
    fragments: list[Fragment] = []
    for look, run in groupby(text, key=lambda sign: looks.get(sign, otherwise)):
        fragments.append(Fragment(x, "".join(run), f"{look}{behind}"))
        x += cell_len(fragments[-1].text)
    return tuple(fragments)


def changed_spans(before: Iterable[Fragment], after: Iterable[Fragment]) -> list[tuple[int, int]]:
    """Where two drawings of one line differ: (first cell, number of cells)."""
    if before == after:
        return []
    differing = set(before).symmetric_difference(after)
    return sorted({(fragment.x, cell_len(fragment.text)) for fragment in differing})


def _cell(cell: Cell, place: Place, column: Column, under_cursor: bool) -> Line:
    """One cell with the mark before it; in a bar of elements that mark is all that the cursor covers."""
    mark, text = " ", plain(cell.text)
    if column.tail:
        text = text[-place.width :]
    elif column.justify == "right":
        text = cell.drawn if cell.drawn and cell_len(cell.drawn) <= place.width else shortened(text, place.width)
    look: str = _look(cell, column)
    if cell.old is not None:
        mark, look = PREVIEW_MARK, "preview"
        change = f"{plain(cell.old)}→{text.strip()}"
        text = change if under_cursor and cell_len(change) <= place.width else text
    elif cell.lit:
        mark, look = LIT_MARK, f"{look} lit"
    fitted = cut_in_the_middle(text, place.width) if cell.both_ends else fit(text, place.width, column.justify)
    looks = ELEMENTS if cell.look == "elements" else {}
    head, *rest = in_looks(mark + fitted, looks, look.replace("elements", "plain"), x=place.x)
    return (head._replace(look=f"{head.look} cursor") if under_cursor else head, *rest)


def _look(cell: Cell, column: Column) -> str:
    """The look of a cell: a history is quieter than the figures that it is made of, and nothing has no colour."""
    if column.drawn and column.tail and cell.look == "plain":
        return "dim"
    return cell.look if cell.text.strip() else "plain"
