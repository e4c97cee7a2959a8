"""The input of a grid: columns, and cells that are requested when they come into view."""

from collections.abc import Sequence
from typing import Literal, Protocol

from core.frozen import frozen

Justify = Literal["left", "right"]
Look = Literal["plain", "dim", "estimated", "warn", "bad", "good", "head", "rule", "preview", "points", "elements"]


@frozen
class Column:
    """One column: its title, its width in cells (the mark before it not counted), and whether it stays in view.

    One that `grows` takes the room that all others leave over. Of a text too long for a `tail` its end is seen. One
    that is `drawn` holds pictures made of characters: no file has it. One without title has a `name` in files. What is
    typed in a row stands in the one that is `typed`. One that
    `wants` more cells than its width has texts that would fill them.
    """

    title: str
    width: int
    justify: Justify = "left"
    frozen: bool = False
    grows: bool = False
    tail: bool = False
    drawn: bool = False
    name: str = ""
    typed: bool = False
    wants: int = 0


@frozen
class Cell:
    """One cell as it is shown: `lit` when the last edit moved it, `old` the text that a preview would replace.

    `drawn` is the text laid out in its column, where that is another; one of which `both_ends` tell it from others is
    cut in the middle.
    """

    text: str
    look: Look = "plain"
    lit: bool = False
    old: str | None = None
    drawn: str = ""
    both_ends: bool = False


@frozen
class Heading:
    """A row of one text over the whole width; the cursor passes over it unless it `stops`.

    In files the columns of the rows `below` it have these names, where they are others than those of the sheet, an
    empty one being none; null says that the rows below offer something and are in no file. One that is `drawn` is a
    line of a chart, each sign of which has a look of its own.
    """

    text: str
    look: Look = "head"
    stops: bool = False
    below: tuple[str, ...] | None = ()
    drawn: bool = False


class Table(Protocol):
    """Rows and columns. `cell` and `heading` are called for visible rows only and must be cheap."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns; frozen ones first."""
        ...

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        ...

    def cell(self, row: int, column: int) -> Cell:
        """The cell of a row that is not a heading."""
        ...

    def heading(self, row: int) -> Heading | None:
        """The heading that this row is, if it is one."""
        ...
