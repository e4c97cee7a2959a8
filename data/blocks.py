"""Blocks of figures in a workbook file: each side of a bulk edit as compressed Parquet, a chunk of units a row."""

import hashlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, Literal, TypeAlias

import polars as pl
from polars.exceptions import PanicException, PolarsError

from core.errors import BadFigure
from core.workbook.edit import SetFigures
from core.workbook.figure import Figure, FigureKey
from core.workbook.figure_exchange import exchanged
from core.workbook.figure_frame import COLUMNS, KEY, SCHEMA, checked, figure_in, keys
from core.workbook.figure_store import Figures
from data.parallel import in_threads
from data.seal import SealedRow
from data.sql import Connection, Cursor

Side: TypeAlias = Literal["before", "after"]

CHUNK = 32768
"""Rows of one chunk: a look-up of one figure reads only the chunks of its unit, and each takes some calls of Polars."""
AT_ONCE = 50_000
"""The number of rows of single figures that are read at once."""
TYPED = [pl.col(name).cast(kind) for name, kind in SCHEMA.items()]
"""The columns of a figure in their types: one text in all rows is packed as a category."""
ADD = "INSERT INTO block (edit, part, side, first, last, figures, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
READ = "SELECT edit, part, side, figures, hash FROM block"
"""In the order of their rows blocks stand by edit, part and side, and a database need not hold all of them to sort."""


def add_blocks(connection: Connection, number: int, edits: Sequence[SetFigures]) -> list[SealedRow]:
    """Write both sides of each block of an edit. Returns the sealed values of each chunk."""
    sealed: list[SealedRow] = []
    for part, edit in enumerate(edits):
        for side, frame in (("before", edit.before), ("after", edit.after)):
            chunks = frame.sort(KEY).iter_slices(CHUNK)
            for chunk, content in in_threads(lambda chunk: (chunk, _packed(chunk)), chunks):
                units = chunk.item(0, "unit"), chunk.item(-1, "unit")
                seal = hashlib.sha256(content).hexdigest()
                connection.execute(ADD, (number, part, side, *units, content, seal))
                sealed.append((part, side, *units, seal, seal))
    return sealed


def block_edits(connection: Connection, number: int, title: str) -> Iterator[SetFigures]:
    """The blocks of an edit, in order."""
    rows = connection.execute(f"{READ} WHERE edit = ? ORDER BY row", (number,))
    for _, part in groupby(rows, lambda row: row[1]):
        sides: dict[str, list[pl.DataFrame]] = {"before": [], "after": []}
        for _, _, side, content, seal in part:
            sides[side].append(unpacked(content, seal))
        yield SetFigures(title, *(_joined(sides[side]) for side in ("before", "after")))


def block_frame(connection: Connection, singles: pl.DataFrame, until: int) -> pl.DataFrame:
    """All figures up to an edit, by unit and indicator, from the blocks and the single figures between them.

    `singles` are the rows of single figures, with the columns `edit` and `removed`. The first block, usually by far the
    largest, is not changed; later ones are applied at a cost that depends only on them.
    """
    first: tuple[int, int] | None = None
    base: list[pl.DataFrame] = []
    later = [singles.select(*COLUMNS, "edit", "removed")]
    for edit, part, side, content, seal in connection.execute(f"{READ} WHERE edit <= ? ORDER BY row", (until,)):
        first = first or (edit, part)
        rows = unpacked(content, seal)
        if (edit, part, side) == (*first, "after"):
            base.append(_sharing(rows, base[-1] if base else rows.clear()))
        else:
            behind = edit - ((edit, part) == first)
            later.append(rows.with_columns(edit=pl.lit(behind, pl.Int64), removed=pl.lit(side == "before")))
    figures = pl.concat(base) if base else singles.clear().select(COLUMNS)
    changes = pl.concat(later)
    if changes.is_empty():
        return figures
    earlier = (pl.col("edit") < first[0]) if first else pl.lit(value=False)
    under = changes.filter(earlier).join(figures, on=KEY, how="anti", maintain_order="left")
    over = pl.concat([under, changes.filter(~earlier)]).sort("edit", maintain_order=True)
    newest = over.unique(KEY, keep="last", maintain_order=True)
    added = newest.filter(~pl.col("removed")).select(COLUMNS).sort(KEY)
    return exchanged(Figures(figures), newest.select(KEY), added).whole()


def _sharing(rows: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The rows of a chunk. A column that is as in the chunk before is held once."""
    if rows.height > before.height:
        return rows
    earlier = (before[name].head(rows.height) for name in COLUMNS)
    return rows.with_columns(column for column in earlier if column.equals(rows[column.name]))


def figure_in_blocks(
    connection: Connection, key: FigureKey, after: int, before: int | None
) -> tuple[int, Figure | None] | None:
    """The newest edit between two that changed this figure in a block, and the figure after it; null without one."""
    bounds = "edit > ? AND first <= ? AND last >= ?" + ("" if before is None else " AND edit < ?")
    known = (after, key[0], key[0]) if before is None else (after, key[0], key[0], before)
    for edit, _, side, content, seal in connection.execute(f"{READ} WHERE {bounds} ORDER BY row DESC", known):
        figure = figure_in(unpacked(content, seal), key)
        if figure:
            return edit, figure if side == "after" else None
    return None


def blocks_touched(connection: Connection, changed: pl.DataFrame, after: int) -> set[int]:
    """The numbers of the edits after one that changed one of these keys in a block."""
    first, last = changed["unit"].min(), changed["unit"].max()
    if first is None:
        return set()
    rows = connection.execute(f"{READ} WHERE edit > ? AND first <= ? AND last >= ?", (after, last, first))
    return {
        edit
        for edit, _, _, content, seal in rows
        if not unpacked(content, seal).join(changed, on=KEY, how="semi").is_empty()
    }


def changed_keys(edits: Sequence[SetFigures]) -> pl.DataFrame:
    """The keys that some blocks change."""
    return keys(*(side for edit in edits for side in (edit.before, edit.after)))


def figure_keys(names: Sequence[FigureKey]) -> pl.DataFrame:
    """The keys of figures in single edits."""
    return pl.DataFrame(names, schema={name: SCHEMA[name] for name in KEY}, orient="row")


def singles_touched(rows: Sequence[tuple[Any, ...]], changed: pl.DataFrame) -> set[int]:
    """The numbers of the edits whose key is among the changed keys, from rows of edit and key."""
    schema = {"edit": pl.Int64(), **{name: SCHEMA[name] for name in KEY}}
    return set(pl.DataFrame(rows, schema=schema, orient="row").join(changed, on=KEY, how="semi")["edit"])


def single_rows(rows: Cursor) -> pl.DataFrame:
    """Rows of edit, removed and the columns of a figure, as a frame that is made column by column."""
    schema = {"edit": pl.Int64(), "removed": pl.Boolean(), **SCHEMA}
    frames = [pl.DataFrame(schema=schema)]
    while chunk := rows.fetchmany(AT_ONCE):
        columns = zip(schema, zip(*chunk, strict=True), strict=True)
        frames.append(pl.DataFrame(dict(columns), schema=schema, strict=False))
    return pl.concat(frames)


def newest_figures(rows: Cursor) -> Figures:
    """The figures after rows of edit, removed and the columns of a figure. Raises BadFigure."""
    newest = single_rows(rows).unique(KEY, keep="last", maintain_order=True)
    return Figures(checked(newest.filter(~pl.col("removed")).select(COLUMNS)))


def _packed(frame: pl.DataFrame) -> bytes:
    """A chunk as Parquet. One text in all rows is a category too, as Polars needs ten times as long for empty texts."""
    texts = (column for column in frame.iter_columns() if column.dtype == pl.String)
    repeated = frame.cast({column.name: pl.Categorical() for column in texts if (column == column[0]).all()})
    buffer = BytesIO()
    repeated.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def unpacked(content: bytes, seal: str) -> pl.DataFrame:
    """The rows of a chunk. Raises BadFigure where its content is damaged."""
    if hashlib.sha256(content).hexdigest() != seal:
        raise BadFigure("A block of figures is not what was saved: restore the workbook from a backup.")
    try:
        return pl.read_parquet(BytesIO(content), parallel="none").select(TYPED)
    except (PolarsError, PanicException) as error:
        raise BadFigure("A block of figures cannot be read: {reason}.", reason=str(error).splitlines()[0]) from error


def _joined(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(frames) if frames else pl.DataFrame(schema=dict(SCHEMA))
