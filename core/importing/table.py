"""A table from elsewhere, as texts, with the line on which each row stands."""

from collections.abc import Mapping
from dataclasses import field

import polars as pl

from core.frozen import frozen
from core.importing.layout import Layout

LINE = "\0line"
"""The column that holds the line number of each row."""


@frozen
class Refused:
    """A row, or a cell of it, that is refused."""

    line: int
    text: str
    why: str


NOTE = "it is a note beside the table"
"""The reason why a row with a single text is refused."""


def refusals(frame: pl.DataFrame) -> list[Refused]:
    """The refusals of rows with `line`, `written` (the cell) and `why`."""
    columns = frame.select("line", pl.col("written").fill_null("").str.slice(0, 60), "why")
    return [Refused(*row) for row in columns.iter_rows()]


def split(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Refused]]:
    """The accepted rows, and the refusals of the others."""
    return frame.filter(pl.col("why").is_null()), refusals(frame.filter(pl.col("why").is_not_null()))


@frozen
class ForeignTable:
    """The rows of a file: every column is text, an empty cell is null, `LINE` is the line of the row.

    `details` says how the file was read (delimiter, encoding); `refused` are rows that could not be read. `layout` is
    the layout that the file states, null where it has to be recognised; `labels` are the names of those columns whose
    headers are codes; `above` are the containing units that the file names; `pillars` are the names that a row above
    the header gives to groups of its columns.
    """

    name: str
    frame: pl.DataFrame
    details: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = field(default=(), compare=False)
    layout: Layout | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, str] = field(default_factory=dict)
    pillars: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The names of its columns, in order."""
        return [name for name in self.frame.columns if name != LINE]

    def detail(self, kind: str) -> str:
        """The detail of this kind (delimiter, sheet, unit), or an empty text."""
        return next((detail.removeprefix(f"{kind} ") for detail in self.details if detail.startswith(f"{kind} ")), "")


def foreign_table(name: str, frame: pl.DataFrame, *details: str, first_line: int = 2) -> ForeignTable:
    """A table of a frame of any types, whose rows stand on lines that follow one another."""
    texts = frame.select(pl.all().cast(pl.String, strict=False).str.strip_chars().replace("", None))
    lines = pl.int_range(first_line, first_line + frame.height, dtype=pl.Int64, eager=True).alias(LINE)
    return ForeignTable(name, texts.with_columns(lines), details)
