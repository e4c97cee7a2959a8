"""The figures of a PC-Axis file: all of them in order, or rows that begin with the keys of their categories."""

import re
from collections.abc import Mapping, Sequence
from math import prod
from typing import TypeAlias

import numpy as np

from data.errors import FileError
from data.reading.px_file import PxFile

Cells: TypeAlias = tuple[list[int], list[str], list[int]]
"""The places of cells in the cube, their texts, and the lines on which they stand."""
PART = re.compile(r'"[^"]*"|[^\s,"]+')


def dense_cells(file: PxFile, count: int, name: str) -> Cells:
    """All cells in their order. Raises FileError where their number is wrong."""
    rows = [row.replace('"', " ").split() for row in _rows(file)]
    cells = [cell for row in rows for cell in row]
    if len(cells) != count:
        raise FileError(
            "{name} has {count:,} figures where its variables make {cells:,}: it is cut off or broken, fetch it again.",
            name=name,
            count=len(cells),
            cells=count,
        )
    lines = np.repeat(np.arange(len(rows)) + file.line, [len(row) for row in rows]).tolist()
    return list(range(count)), cells, lines


def keyed_cells(file: PxFile, keys: Sequence[Mapping[str, int]], count: int, name: str) -> Cells:
    """The cells of the existing rows, `keys` of each the places of categories; missing rows have no figures.

    Raises FileError naming the line that does not fit.
    """
    width = count // prod(map(len, keys))
    places: list[int] = []
    cells: list[str] = []
    lines: list[int] = []
    for line, row in enumerate(_rows(file), file.line):
        parts = [part.strip('"') for part in PART.findall(row)]
        if not parts:
            continue
        begin, figures = parts[: len(keys)], parts[len(keys) :]
        if len(figures) != width or not all(key in place_of for key, place_of in zip(begin, keys, strict=True)):
            raise FileError(
                "{name}, line {line}: its keys or its {count:,} figures do not fit: correct the line.",
                name=name,
                line=line,
                count=len(figures),
            )
        at = 0
        for key, place_of in zip(begin, keys, strict=True):
            at = at * len(place_of) + place_of[key]
        places += range(at * width, (at + 1) * width)
        cells += figures
        lines += [line] * width
    return places, cells, lines


def _rows(file: PxFile) -> list[str]:
    """The lines of the data without the end sign; older files have it between figures too."""
    return file.data.rstrip().removesuffix(";").replace(";", " ").split("\n")
