"""The figures.csv of a text folder: whole columns become figures at once, an invalid row a failed entry."""

import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable

import polars as pl

from core.errors import BadFigure
from core.importing.numbers import decimals_of, scaled_values
from core.importing.reasons import all_digits_kept
from core.importing.table import LINE
from core.words import gettext
from core.workbook.broken_figure import NUMBER, WHOLE
from core.workbook.entry import FailedEntry
from core.workbook.figure_frame import DEFAULTS, KEY, SCHEMA
from core.workbook.period import real_period
from core.workbook.read_entry import entry_from
from core.workbook.refusals import LARGEST
from core.workbook.scale import STEPS
from core.workbook.status import QUALIFIERS, STATUSES, WITHOUT_VALUE
from data.csv_safety import SIGN, unguarded
from data.frame_csv import replaced
from data.reading.cut import CutText
from data.reading.header import Row
from data.reading.limits import Limits
from data.strict_csv import check_header, text_of, wrong_count

FIGURE_FIELDS = ("unit", "indicator", "period", "vintage", "value", "mult", "status", "qualifier", "source", "note")
BROKEN = "broken_figures"
GUARDED = f"^'|{SIGN}"
LISTS = {"status": tuple(STATUSES), "qualifier": tuple(QUALIFIERS)}
"""The possible texts of two columns."""


def read_figures(folder: Traversable) -> tuple[pl.DataFrame, list[FailedEntry]]:
    """The figures of a folder in the columns of a figure, and the invalid rows, each with its sentence.

    Raises FileError where the file cannot be read, or a row has too few or too many cells.
    """
    cells = _cells(folder)
    powers = {text: int(text) for text in cells["mult"].unique() if WHOLE.fullmatch(text) and int(text) in STEPS}
    mult = pl.col("mult").replace_strict({"": 0, **powers}, default=None, return_dtype=pl.Int64)
    known, releases = ([text for text in cells[name].unique() if _is_period(text)] for name in ("period", "vintage"))
    number = pl.when(pl.col("value").str.contains(f"^(?:{NUMBER.pattern})$")).then("value")
    table = cells.with_columns(
        *(pl.when(pl.col(name) == "").then(pl.lit(DEFAULTS[name])).otherwise(name).alias(name) for name in LISTS),
        value=scaled_values(number, mult.fill_null(0)),
        decimals=decimals_of(number).fill_null(0),
        mult=mult,
        empty=pl.col("value") == "",
        number=number,
    )
    is_missing, is_printed = pl.col("status").is_in(list(WITHOUT_VALUE)), pl.col("value").abs() <= LARGEST
    is_figure = (
        pl.all_horizontal(pl.col("unit", "indicator") != "")
        & pl.col("period").is_in(known)
        & pl.col("vintage").is_in(["", *releases])
        & pl.all_horizontal(pl.col(name).is_in(texts) for name, texts in LISTS.items())
        & pl.col("mult").is_not_null()
        & pl.when("empty")
        .then(is_missing & (pl.col("qualifier") == "exact"))
        .otherwise(~is_missing & is_printed.fill_null(value=False) & all_digits_kept(table))
    )
    sound = table.filter(is_figure).unique(KEY, keep="first", maintain_order=True)
    others = cells.join(sound, on=LINE, how="anti", maintain_order="left")
    failed = [_failed(*row) for row in others.select(LINE, *FIGURE_FIELDS).iter_rows()]
    parts = [pl.col(name) if name in sound.columns else pl.lit(DEFAULTS[name]).alias(name) for name in SCHEMA]
    return sound.select(parts).cast(pl.Schema(SCHEMA)), failed


def _failed(line: int, *cells: str) -> FailedEntry:
    """The failed entry of a row that is not valid, or that repeats another one."""
    values = {name: text for name, text in zip(FIGURE_FIELDS, cells, strict=True) if text}
    entry = entry_from(BROKEN, values)
    sentence = (
        entry.sentence
        if isinstance(entry, FailedEntry)
        else gettext("{key} appears twice: leave one, or give them their vintages.", key=" ".join(cells[:4]))
    )
    key = gettext("{key} (line {number})", key="/".join(cells[:3]), number=line)
    return FailedEntry(BROKEN, key, json.dumps(values, ensure_ascii=False), sentence)


def _is_period(text: str) -> bool:
    try:
        real_period(text)
    except BadFigure:
        return False
    return True


def _cells(folder: Traversable) -> pl.DataFrame:
    """The unescaped cells of figures.csv, and the line on which each row begins. Raises FileError."""
    name = f"{folder.name}/figures.csv"
    source = CutText(text_of(folder / "figures.csv", name), name, ",", Limits())
    _, header = next(iter(source), (0, []))
    check_header(name, header, FIGURE_FIELDS)
    schema = {**dict.fromkeys(FIGURE_FIELDS, pl.String), LINE: pl.Int64}
    frames = [pl.DataFrame(schema=schema)]
    for piece in source.pieces(len(FIGURE_FIELDS)):
        rows = pl.DataFrame(list(_complete(piece, name)), schema, orient="row") if isinstance(piece, list) else piece
        frames.append(rows.rename(dict(zip(rows.columns, schema, strict=True))))
    frame = pl.concat(frames)
    return frame.with_columns([replaced(frame[column], GUARDED, unguarded) for column in FIGURE_FIELDS])


def _complete(rows: list[Row], name: str) -> Iterator[tuple[str | int, ...]]:
    """The cells of each complete row and its line. Raises FileError."""
    for line, cells in rows:
        if len(cells) == len(FIGURE_FIELDS):
            yield *cells, line
        elif cells:
            raise wrong_count(name, line, len(cells), len(FIGURE_FIELDS))
