"""A cube of figures, as JSON-stat and PC-Axis hold them, made a table whose columns it describes itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import TypeAlias

import numpy as np
import polars as pl

from core.importing.headers import HEADERS, header_of
from core.importing.label_columns import LINK
from core.importing.layout import CONSTANT, Layout
from core.importing.periods import read_period
from core.importing.table import LINE, ForeignTable
from core.words import gettext
from data.errors import FileError
from data.reading.header import names
from data.reading.limits import Limits

LARGEST = 1 << 62
VALUE, NOTE, NAME = "value", "note", "indicator name"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its name, the codes and names of its categories, and of each what figures there are measured in.

    `units` are measures, `powers` the powers of ten in which figures stand, `digits` those behind the point.
    """

    name: str
    codes: Sequence[str]
    labels: Sequence[str]
    units: Mapping[str, str] = field(default_factory=dict)
    powers: Mapping[str, str] = field(default_factory=dict)
    digits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cube:
    """Dimensions in the order of the cells, the cells that are filled by their places, and what the file says of all.

    `contents` are the code and the name of what is measured where no dimension says it. `unit`, `period` and `metric`
    name dimensions, or nothing where the file does not say which; `measure` is that of all figures.
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
    """Whether a dash is zero."""


Headed: TypeAlias = Sequence[tuple[Dimension, str]]
"""Dimensions with the headers of their columns."""


def check_size(name: str, dimensions: Sequence[Dimension], count: int, limits: Limits) -> None:
    """Raise FileError where a cube has no dimension, too many cells, or other cells than its dimensions make."""
    limits.check(name, columns=2 * len(dimensions), rows=count, cells=2 * len(dimensions) * count)
    cells = prod(len(one.codes) for one in dimensions)
    if not dimensions or not 0 < cells < LARGEST:
        raise FileError(gettext("{name} has a cube without cells, or with too many: fetch it anew.", name=name))


def cube_table(name: str, cube: Cube, limits: Limits, *details: str) -> ForeignTable:
    """One row for each filled cell, with the codes and the names of its categories. Raises FileError."""
    check_size(name, cube.dimensions, len(cube.places), limits)
    if not len(cube.places):
        raise FileError(gettext("{name} has no figure in it: name another file.", name=name))
    known = list(zip(cube.dimensions, names([one.name for one in cube.dimensions]), strict=True))
    places = np.asarray(cube.places, dtype=np.int64)
    columns: dict[str, pl.Series] = {}
    stride = prod(len(one.codes) for one in cube.dimensions)
    for one, header in known:
        stride //= len(one.codes)
        at = pl.Series(places // stride % len(one.codes))
        columns[header] = pl.Series(header, one.codes, dtype=pl.String).gather(at)
        columns[f"{header}_name"] = pl.Series(one.labels, dtype=pl.String).gather(at)
        for what, said in (("unit of measure", one.units), ("power", one.powers), ("digits", one.digits)):
            if said:
                columns[what] = pl.Series([said.get(code) for code in one.codes], dtype=pl.String).gather(at)
    layout = _layout(cube, known, set(columns))
    columns |= {VALUE: pl.Series(cube.cells, dtype=pl.String)}
    if cube.notes:
        columns[NOTE] = pl.Series([cube.notes.get(place) for place in cube.places], dtype=pl.String)
        layout = layout.with_roles({"note": NOTE})
    frame = pl.DataFrame(columns)
    if len(layout.indicator) > 1 and layout.indicator[0].startswith(CONSTANT):
        parts = [pl.lit(cube.contents[1]), *(pl.col(f"{one}_name") for one in layout.indicator[1:])]
        frame = frame.with_columns(pl.concat_str(parts, separator=LINK).alias(NAME))
        layout = layout.with_roles({"indicator_name": NAME})
    lines = pl.Series(LINE, cube.lines or [place + 1 for place in cube.places], dtype=pl.Int64)
    return ForeignTable(name, frame.with_columns(lines), tuple(filter(None, details)), (), layout)


def _layout(cube: Cube, known: Headed, columns: set[str]) -> Layout:
    """Which column says what: as the file says, else as names and contents suggest."""
    period = _named(cube.period, known) or next((h for one, h in known if all(map(read_period, one.codes))), "")
    metric = _named(cube.metric, known)
    others = [(one, header) for one, header in known if header not in {period, metric}]
    unit = _named(cube.unit, known) or _unit(others)
    rest = [header for one, header in others if header != unit and len(one.codes) > 1]
    code, label = cube.contents
    indicator = (metric or f"{CONSTANT}{code or label}", *rest)
    name = f"{metric}_name" if metric else f"{CONSTANT}{label or code}"
    roles = {
        "unit": unit, "unit_name": unit and f"{unit}_name", "period": period, "indicator_name": name,
        "measure": "unit of measure" if "unit of measure" in columns else cube.measure and f"{CONSTANT}{cube.measure}",
        "mult": "power" if "power" in columns else "", "decimals": "digits" if "digits" in columns else "",
        "source": cube.source and f"{CONSTANT}{cube.source}",
    }  # fmt: skip
    return Layout((VALUE,), "none", indicator, dash="zero" if cube.dash else "").with_roles(roles)


def _named(name: str, known: Headed) -> str:
    return next((header for one, header in known if name and one.name == name), "")


def _unit(others: Headed) -> str:
    """The dimension of the units: one that is called so, else the first of several categories, else the first."""
    called = [header for one, header in others if header_of(one.name) in HEADERS["unit"]]
    several = [header for one, header in others if len(one.codes) > 1]
    return next(iter([*called, *several, *(header for _, header in others)]), "")
