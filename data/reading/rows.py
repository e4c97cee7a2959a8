"""Rows of cells made a table: where its header stands, what its columns are called, which rows do not fit."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeAlias

import polars as pl

from core.importing.dataset_above import dataset_above
from core.importing.table import LINE, NOTE, ForeignTable, Refused
from core.importing.unit_above import unit_above
from core.words import gettext
from data.csv_safety import STARTS
from data.errors import FileError
from data.reading.header import Row, header_of
from data.reading.limits import Limits

Watch: TypeAlias = Callable[[int, int], None]
"""Is told now and then on which line the reader stands and how many there are (0: not known), and may stop it."""
LOOKED_AT = 200
CHUNK = 50_000
NOTED = re.compile(
    r"注|资料来源|数据来源|说明|(?:notes?|sources?|footnotes?|data from|last updated)\b|\*|†|[①-⒛]|\(\d\)|\d\)|.{60}",
    re.IGNORECASE,
)
"""How a note below a table begins."""
END = re.compile(r"special values?:?|available flags:?", re.IGNORECASE)
"""What stands alone above the signs of a table of Eurostat."""
GUARDED = f"^'([{re.escape(''.join(STARTS))}])"
"""An apostrophe that was set before a text so that no spreadsheet takes it for a formula."""


def unwatched(_: int, __: int) -> None:
    """Nobody looks on."""


def table_of_rows(
    name: str,
    rows: Iterable[Row],
    *details: str,
    limits: Limits,
    header_line: int = 0,
    watch: Watch = unwatched,
    lines: int = 0,
) -> ForeignTable:
    """The table that numbered rows of cells make. Raises FileError where there is no header, or nothing below it."""
    stream = iter(rows)
    first = list(islice(stream, LOOKED_AT))
    limits.check(name, columns=max((len(cells) for _, cells in first), default=0))
    columns, top, below, place = header_of(name, first, header_line)
    refused: list[Refused] = []
    body = chain(first[below:], stream)
    fitting = _fitting(body, len(columns), refused)
    frames = [_frame(columns, chunk) for chunk in _chunks(_bounded(fitting, name, len(columns), limits), watch, lines)]
    if not frames and not refused:
        raise FileError(gettext("{name} has a header and no rows below it: name another file.", name=name))
    frame = pl.concat(frames) if frames else _frame(columns, [])
    shown = details if place == "on line 1" else (*details, f"header {place}")
    above = [cells for _, cells in first[:top]]
    unit, (dataset, title) = unit_above(above), dataset_above(above)
    said = {"unit": unit, "dataset": dataset, "titled": title}
    shown = (*shown, *(f"{kind} {text}" for kind, text in said.items() if text))
    return ForeignTable(name, frame, shown, tuple(refused))


def _fitting(rows: Iterable[Row], width: int, refused: list[Refused]) -> Iterator[Row]:
    """The rows that have a cell for each column; the others are refused, and so are those below what ends a table."""
    ended = False
    for line, cells in rows:
        ended = ended or bool(cells and END.fullmatch(cells[0].strip()))
        if ended:
            if any(cell.strip() for cell in cells):
                refused.append(Refused(line, " ".join(filter(None, cells))[:60], NOTE))
        elif width > 2 and cells and _is_note(cells):  # noqa: PLR2004 - a row of two columns may lack its figure
            refused.append(Refused(line, cells[0][:60], NOTE))
        elif len(cells) == width:
            yield line, cells
        elif any(cell.strip() for cell in cells[width:]) or (
            len(cells) < width and any(cell.strip() for cell in cells)
        ):
            text = " ".join(cells)[:60]
            refused.append(
                Refused(
                    line,
                    text,
                    gettext(
                        "it has {count} cells in place of {width}: quote or fill them", count=len(cells), width=width
                    ),
                )
            )
        elif len(cells) > width:
            yield line, cells[:width]


def _bounded(rows: Iterator[Row], name: str, width: int, limits: Limits) -> Iterator[Row]:
    """The rows, as far as there are no more of them than a table may have."""
    most = min(limits.rows, limits.cells // width)
    for count, row in enumerate(rows, 1):
        if count > most:
            limits.check_shape(name, count, width)
        yield row


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a sentence in its first cell, with nothing beside it."""
    first = cells[0].strip()
    alone = bool(first) and not any(cell.strip() for cell in cells[1:])
    return alone and bool(len(cells) == 1 or NOTED.match(first))


def _chunks(rows: Iterator[Row], watch: Watch, lines: int) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        watch(chunk[-1][0], lines)
        yield chunk


def _frame(columns: list[str], rows: list[Row]) -> pl.DataFrame:
    """The cells as texts without the blanks around them, empty ones null, rows without any left out."""
    cells = list(zip(*(cells for _, cells in rows), strict=True)) or [()] * len(columns)
    frame = pl.DataFrame(
        {name: pl.Series(name, column, dtype=pl.String) for name, column in zip(columns, cells, strict=True)}
    )
    texts = frame.select(pl.all().str.strip_chars().str.replace(GUARDED, "$1").replace("", None))
    lines = pl.Series(LINE, [line for line, _ in rows], dtype=pl.Int64)
    return texts.with_columns(lines).filter(~pl.all_horizontal(pl.exclude(LINE).is_null()))
