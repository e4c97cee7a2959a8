"""Rows of cells as a table: the position of its header, the names of its columns, and the rows that do not fit."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeAlias

import polars as pl

from core.importing.dataset_above import dataset_above
from core.importing.table import LINE, NOTE, ForeignTable, Refused
from core.importing.unit_above import unit_above
from core.words import gettext
from data.csv_safety import STARTS
from data.errors import FileError
from data.reading.cut import CutText
from data.reading.header import Row, header_of
from data.reading.limits import Limits

Watch: TypeAlias = Callable[[int, int], None]
"""Called from time to time with the present line and the number of lines (0: unknown); it may stop the reader."""
LOOKED_AT = 200
CHUNK = 50_000
NOTED = re.compile(
    r"注|资料来源|数据来源|说明|(?:notes?|sources?|footnotes?|data from|last updated)\b|\*|†|[①-⒛]|\(\d\)|\d\)|.{60}",
    re.IGNORECASE,
)
"""The beginning of a note below a table."""
NOTE_BEGINS = f"(?i)^(?:{NOTED.pattern})"
END = re.compile(r"(?i:special values?:?|available flags:?)")
"""The text alone in the line above the signs of a Eurostat table."""
GUARDED = f"^'([{re.escape(''.join(STARTS))}])"
"""An apostrophe before a text, so that no spreadsheet reads it as a formula."""


def unwatched(_: int, __: int) -> None:
    """Report nothing."""


def table_of_rows(
    name: str,
    rows: Iterable[Row],
    *details: str,
    limits: Limits,
    header_line: int = 0,
    watch: Watch = unwatched,
    lines: int = 0,
) -> ForeignTable:
    """The table of numbered rows of cells. Raises FileError where there is no header, or nothing below it."""
    stream = iter(rows)
    first = list(islice(stream, LOOKED_AT))
    limits.check(name, columns=max((len(cells) for _, cells in first), default=0))
    columns, top, below, place, pillars = header_of(name, first, header_line)
    body = _Body(name, columns, limits)
    frames = [body.of_rows(first[below:])]
    chunks = iter(lambda: list(islice(stream, CHUNK)), [])
    for piece in rows.pieces(len(columns)) if isinstance(rows, CutText) else chunks:
        frames.append(body.of_rows(piece) if isinstance(piece, list) else body.of_cells(piece))
        watch(body.line, lines)
    frame = pl.concat(frames)
    if frame.is_empty() and not body.refused:
        raise FileError("{name} has a header and no rows below it: name another file.", name=name)
    shown = details if place == "on line 1" else (*details, f"header {place}")
    above = [cells for _, cells in first[:top]]
    unit, (dataset, title) = unit_above(above), dataset_above(above)
    title_details = {"unit": unit, "dataset": dataset, "titled": title}
    shown = (*shown, *(f"{kind} {text}" for kind, text in title_details.items() if text))
    return ForeignTable(name, frame, shown, tuple(body.refused), pillars=pillars)


class _Body:
    """The rows below a header: fitting ones as frames, the others in `refused`; `line` is the last line."""

    def __init__(self, name: str, columns: list[str], limits: Limits) -> None:
        self.refused: list[Refused] = []
        self.line = 0
        self._name, self._columns, self._limits = name, columns, limits
        self._count, self._ended = 0, False

    def of_rows(self, rows: Sequence[Row]) -> pl.DataFrame:
        """The rows with a cell for each column, without notes and rows below the end of a table."""
        fitting = [row for line, cells in rows if (row := self._fitted(line, cells))]
        self._add(len(fitting), rows[-1][0] if rows else 0)
        columns = list(zip(*(cells for _, cells in fitting), strict=True)) or [()] * len(self._columns)
        texts = dict(zip(self._columns, columns, strict=True))
        frame = pl.DataFrame(texts, schema=dict.fromkeys(self._columns, pl.String))
        return _as_texts(frame.with_columns(pl.Series(LINE, [line for line, _ in fitting], dtype=pl.Int64)))

    def of_cells(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The same for rows that all have a cell for each column, in columns of any name."""
        texts = _as_texts(cells.rename(dict(zip(cells.columns, [*self._columns, LINE], strict=True))))
        first, *others = self._columns
        alone = texts.filter(pl.all_horizontal(pl.col(others).is_null()))[first]
        if self._ended or texts[first].str.contains(f"^{END.pattern}$").any() or alone.str.contains(NOTE_BEGINS).any():
            return self.of_rows([(line, row) for *row, line in cells.iter_rows()])
        self._add(cells.height, cells[LINE][-1] if cells.height else 0)
        return texts

    def _add(self, count: int, line: int) -> None:
        """Add rows, up to the limit of a table. Raises FileError."""
        self._count, self.line = self._count + count, max(line, self.line)
        most = min(self._limits.rows, self._limits.cells // len(self._columns))
        if self._count > most:
            self._limits.check_shape(self._name, most + 1, len(self._columns))

    def _fitted(self, line: int, cells: Sequence[str]) -> Row | None:
        """The row with a cell for each column; null where it is refused, or empty."""
        width = len(self._columns)
        self._ended = self._ended or bool(cells and END.fullmatch(cells[0].strip()))
        filled = any(cell.strip() for cell in cells)
        if self._ended:
            self.refused += [Refused(line, " ".join(filter(None, cells))[:60], NOTE)] if filled else []
        elif width > 2 and cells and _is_note(cells):  # noqa: PLR2004 - a row of two columns may lack its figure
            self.refused.append(Refused(line, cells[0][:60], NOTE))
        elif len(cells) == width or (len(cells) > width and not any(cell.strip() for cell in cells[width:])):
            return line, cells[:width]
        elif filled:
            sentence = gettext(
                "it has {count} cells in place of {width}: quote or fill them", count=len(cells), width=width
            )
            self.refused.append(Refused(line, " ".join(cells)[:60], sentence))
        return None


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a sentence in its first cell, with nothing beside it."""
    first = cells[0].strip()
    alone = bool(first) and not any(cell.strip() for cell in cells[1:])
    return alone and bool(len(cells) == 1 or NOTED.match(first))


def _as_texts(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells without the blanks around them, empty ones null, rows without any left out."""
    bare = cells.select(pl.exclude(LINE).str.strip_chars(), LINE)
    guarded = [name for name in bare.columns if name != LINE and bare[name].str.starts_with("'").any()]
    texts = bare.with_columns(pl.col(guarded).str.replace(GUARDED, "$1")) if guarded else bare
    filled = texts.with_columns(pl.when(pl.exclude(LINE) != "").then(pl.exclude(LINE)))
    return filled.filter(~pl.all_horizontal(pl.exclude(LINE).is_null()))
