"""Many figures as one Polars frame: construction, checks, look-up by key and comparison."""

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

import polars as pl

from core.errors import BadEntry, BadFigure
from core.words import in_words
from core.workbook.figure import Figure, FigureKey
from core.workbook.period import period
from core.workbook.status import OWN, QUALIFIERS, STATUSES

SERIES = ("unit", "indicator")
KEY = (*SERIES, "period", "vintage")
COLUMNS = tuple(column.name for column in fields(Figure))
NUMBERS = {"value": pl.Float64(), "mult": pl.Int32(), "decimals": pl.Int32()}
FREE_TEXTS = ("note", "formula", "time")
"""The texts that may differ in every row; a text in any other column is repeated, and is held once in the process."""
SCHEMA: dict[str, pl.DataType] = {
    name: NUMBERS.get(name) or (pl.String() if name in FREE_TEXTS else pl.Categorical()) for name in COLUMNS
}
DEFAULTS = {column.name: column.default for column in fields(Figure)[3:]}
COMPARED = tuple(name for name in COLUMNS if name not in {"author", "time"})
_parts = attrgetter(*COLUMNS)
IS_OWN = (pl.col("vintage") == "") & (pl.col("source") == "") & pl.col("status").is_in(sorted(OWN))
"""Whether the figure of a row is the user's own, as in `Figure.is_own`."""


def frame_of(figures: Iterable[Figure]) -> pl.DataFrame:
    """A row for each figure, in the columns of SCHEMA; made column by column, which takes half the time."""
    columns = list(zip(*map(_parts, figures), strict=True)) or [()] * len(SCHEMA)
    return pl.DataFrame([pl.Series(name, column, SCHEMA[name]) for name, column in zip(SCHEMA, columns, strict=True)])


def typed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the columns of a figure in the types of SCHEMA, as a join with other figures needs them."""
    return frame.cast({name: SCHEMA[name] for name in frame.columns if name in SCHEMA})


def figures_of(frame: pl.DataFrame) -> list[Figure]:
    """The figures of the rows. Raises BadFigure."""
    return [Figure(*row) for row in frame.select(COLUMNS).iter_rows()]


def checked(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows by unit and indicator, with all columns in their types; missing columns have a figure's defaults.

    Raises BadFigure where a field is not valid, BadEntry where a column is unknown or a figure occurs twice.
    """
    unknown = [name for name in frame.columns if name not in SCHEMA]
    missing = [name for name in ("unit", "indicator", "period") if name not in frame.columns]
    if unknown or missing:
        raise BadEntry(
            "The columns {unknown} are unknown or missing: name {columns}.",
            unknown=in_words(unknown + missing),
            columns=in_words(COLUMNS),
        )
    names = set(frame.columns)
    columns = [
        (pl.col(name) if name in names else pl.lit(DEFAULTS[name])).cast(kind).alias(name)
        for name, kind in SCHEMA.items()
    ]
    rows = frame.select(columns).sort(*SERIES, "period", IS_OWN, "vintage")
    _check_parts(rows)
    repeated = rows.filter(pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in KEY))
    if repeated.height:
        raise BadEntry(
            "{value} appears twice: leave one, or give them their vintages.", value=" ".join(repeated.row(0)[:4])
        )
    return rows


def _check_parts(frame: pl.DataFrame) -> None:
    for text in frame["period"].unique():
        period(text or "")
    for part, known in (("status", STATUSES), ("qualifier", QUALIFIERS)):
        for text in frame[part].unique():
            if text not in known:
                raise BadFigure(
                    "“{text}” is not a valid {part}: use one of {known}.", text=text, part=part, known=in_words(known)
                )
    if frame["value"].is_finite().not_().any():
        raise BadFigure("A value is not a finite number: leave it empty instead.")
    empty = [name for name in COLUMNS if name != "value" and frame[name].null_count()]
    if empty:
        raise BadFigure("The column {empty} has empty cells: fill them in.", empty=empty[0])


def by_release(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows by release, as in a series (see `release_order`), and otherwise in their order."""
    if frame["vintage"].n_unique() < 2:  # noqa: PLR2004 - one release has no order
        return frame
    return frame.sort(IS_OWN, "vintage", maintain_order=True)


def keys(*frames: pl.DataFrame) -> pl.DataFrame:
    """The keys of all rows of some frames, each once."""
    return pl.concat([frame.select(KEY) for frame in frames]).unique()


def stamped(frame: pl.DataFrame, author: str, time: str) -> pl.DataFrame:
    """The figures of a frame with the name of the person who entered them, and the time."""
    return frame.with_columns(author=pl.lit(author, SCHEMA["author"]), time=pl.lit(time))


def same(first: pl.DataFrame, second: pl.DataFrame) -> bool:
    """Whether two frames hold equal figures; authors and times do not count."""
    return first.height == second.height and first.select(COMPARED).sort(KEY).equals(second.select(COMPARED).sort(KEY))


def figure_in(frame: pl.DataFrame, key: FigureKey) -> Figure | None:
    """The figure of this key, if there is one."""
    rows = frame.filter(*(pl.col(name) == part for name, part in zip(KEY, key, strict=True)))
    return figures_of(rows)[0] if rows.height else None
