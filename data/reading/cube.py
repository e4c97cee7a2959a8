"""A cube of figures, as in JSON-stat and PC-Axis, as a table with a layout."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import field
from math import prod
from typing import TypeAlias

import numpy as np
import polars as pl

from core.frozen import frozen
from core.importing.headers import HEADERS, header_of
from core.importing.label_columns import LINK
from core.importing.layout import CONSTANT, Layout
from core.importing.table import LINE, ForeignTable
from core.workbook.read_period import read_period
from data.errors import FileError
from data.reading.header import names
from data.reading.limits import Limits

LARGEST = 1 << 62
VALUE, NOTE, NAME = "value", "note", "indicator name"
MEASURE, POWER, DIGITS = "unit of measure", "power of ten", "digits"


@frozen
class Dimension:
    """One dimension: its name, the codes and names of its categories, and the measures of their figures.

    `chinese` are names in Chinese beside others, where there are any. `above` are the categories that contain others.
    `units` are measures, `powers` the powers of ten of the figures, `digits` their decimals.
    """

    name: str
    codes: Sequence[str]
    labels: Sequence[str]
    chinese: Sequence[str | None] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    powers: Mapping[str, str] = field(default_factory=dict)
    digits: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, str] = field(default_factory=dict)


@frozen
class Cube:
    """Dimensions in the order of the cells, the filled cells by their places, and the details of the file.

    `contents` are the code and the name of the indicator where no dimension has it. `unit`, `period` and `metric` name
    dimensions, empty where the file does not state them; `measure` is that of all figures.
    """

    dimensions: Sequence[Dimension]
    places: Sequence[int]
    cells: Sequence[str]
    notes: Mapping[int, str] = field(default_factory=dict)
    lines: Sequence[int] = ()
    contents: tuple[str, str] = ("", "")
    unit: str = ""
    period: str = ""
    metric: str = ""
    source: str = ""
    measure: str = ""
    dash: bool = False
    """Whether a dash means zero."""


Headers: TypeAlias = Sequence[tuple[Dimension, str]]
"""Dimensions with the headers of their columns."""


def check_size(name: str, dimensions: Sequence[Dimension], count: int, limits: Limits) -> None:
    """Raise FileError where a cube has no dimension, too many cells, or a wrong number of cells."""
    limits.check(name, columns=2 * len(dimensions), rows=count, cells=2 * len(dimensions) * count)
    cells = prod(len(dimension.codes) for dimension in dimensions)
    if not dimensions or not 0 < cells < LARGEST:
        raise FileError("{name} has a cube without cells, or with too many: fetch it again.", name=name)


def cube_table(name: str, cube: Cube, limits: Limits, *details: str) -> ForeignTable:
    """One row for each filled cell, with the codes and the names of its categories. Raises FileError."""
    filled = [n for n, cell in enumerate(cube.cells) if cell]
    check_size(name, cube.dimensions, len(filled), limits)
    if not filled:
        raise FileError("{name} has no figure in it: name another file.", name=name)
    known = list(zip(cube.dimensions, names([dimension.name for dimension in cube.dimensions]), strict=True))
    places = np.asarray(cube.places, dtype=np.int64)[filled]
    columns: dict[str, pl.Series] = {}
    stride = prod(len(dimension.codes) for dimension in cube.dimensions)
    for dimension, header in known:
        stride //= len(dimension.codes)
        at = pl.Series(places // stride % len(dimension.codes))
        columns |= {column: pl.Series(texts, dtype=pl.String).gather(at) for column, texts in _texts(dimension, header)}
    columns[VALUE] = pl.Series([cube.cells[n] for n in filled], dtype=pl.String)
    if cube.notes:
        columns[NOTE] = pl.Series([cube.notes.get(place) for place in places.tolist()], dtype=pl.String)
    layout = _layout(cube, known, set(columns))
    frame = pl.DataFrame(columns).drop(f"{layout.of('period')}_name", strict=False)
    if layout.of("indicator_name") == NAME:
        parts = [f"{part}_name" if f"{part}_name" in columns else part for part in layout.indicator[1:]]
        label = pl.concat_str([pl.lit(cube.contents[1]), *map(pl.col, parts)], separator=LINK)
        frame = frame.with_columns(label.alias(NAME))
    lines = [cube.lines[n] for n in filled] if cube.lines else [n + 1 for n in places.tolist()]
    numbered = frame.with_columns(pl.Series(LINE, lines, dtype=pl.Int64))
    above = next((dimension.above for dimension, header in known if header == layout.of("unit")), {})
    return ForeignTable(name, numbered, tuple(filter(None, details)), (), layout, above=above)


def _texts(dimension: Dimension, header: str) -> Iterator[tuple[str, Sequence[str | None]]]:
    """The texts of each category of a dimension, by column."""
    yield header, dimension.codes
    if list(dimension.labels) != list(dimension.codes):
        yield f"{header}_name", dimension.labels
    if dimension.chinese:
        yield f"{header}_name_zh", dimension.chinese
    for column, texts_of in ((MEASURE, dimension.units), (POWER, dimension.powers), (DIGITS, dimension.digits)):
        if texts_of:
            yield column, [texts_of.get(code) for code in dimension.codes]


def _layout(cube: Cube, known: Headers, columns: Container[str]) -> Layout:
    """The roles of the columns: those of the file, else those that names and contents suggest."""
    of_periods = (header for dimension, header in known if all(map(read_period, dimension.codes)))
    period = _unique_name(cube.period, known) or next(of_periods, "")
    metric = _unique_name(cube.metric, known)
    others = [(dimension, header) for dimension, header in known if header not in {period, metric}]
    unit = _unique_name(cube.unit, known) or _unit(others)
    rest = [header for dimension, header in others if header != unit and len(dimension.codes) > 1]
    code, label = cube.contents
    name = f"{metric}_name" if metric else NAME if rest else f"{CONSTANT}{label or code}"
    roles = {
        "unit": unit, "unit_name": f"{unit}_name", "period": period, "indicator_name": name, "measure": MEASURE,
        "mult": POWER, "decimals": DIGITS, "note": NOTE,
    }  # fmt: skip
    own = {role: text for role, text in roles.items() if text in columns or text == NAME or text.startswith(CONSTANT)}
    if measured := next((header for header in _called("measure", others) if header != unit), ""):
        own.setdefault("measure", f"{measured}_name" if f"{measured}_name" in columns else measured)
    if cube.measure and MEASURE not in columns:
        own["measure"] = f"{CONSTANT}{cube.measure}"
    if cube.source:
        own["source"] = f"{CONSTANT}{cube.source}"
    indicator = (metric or f"{CONSTANT}{code or label}", *rest)
    return Layout((VALUE,), "none", indicator, dash="zero" if cube.dash else "").with_roles(own)


def _unique_name(name: str, known: Headers) -> str:
    return next((header for dimension, header in known if name and dimension.name == name), "")


def _called(role: str, known: Headers) -> list[str]:
    """The headers of the dimensions that are called as a column of this role."""
    return [header for dimension, header in known if header_of(dimension.name) in HEADERS[role]]


def _unit(others: Headers) -> str:
    """The dimension of the units: by its name, else the first of several categories, else the first."""
    several = [header for dimension, header in others if len(dimension.codes) > 1]
    return next(iter([*_called("unit", others), *several, *(header for _, header in others)]), "")
