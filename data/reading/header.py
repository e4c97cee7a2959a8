"""The position of the header of a table, and the names of its columns; a header of two rows is joined."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import polars as pl

from core.importing.numbers import DecimalSign, numbers
from core.importing.unit_above import unit_above
from core.workbook.read_period import read_period
from data.errors import FileError

Row: TypeAlias = tuple[int, Sequence[str]]
POINT: DecimalSign = "."
LEVEL = "[一二三四]级(?:指标|要素)?|(?:指标|要素)层|准则层|目标层"
"""The level of the names that stand in a row of a header, in its corner."""
FEW = 2
"""The number of cells that state the unit of a whole table: a word, and the unit after it."""


class Header(NamedTuple):
    """The names of the columns, the positions of the header's first row and of the row below it, and its lines.

    `pillars` are the names that a row above the header gives to groups of its columns.
    """

    names: list[str]
    top: int
    below: int
    place: str
    pillars: dict[str, str] = {}  # noqa: RUF012 - nothing is put into it


def header_of(name: str, first: list[Row], header_line: int) -> Header:
    """The header among the first rows.

    It is on the named line, else the first filled row without figures that is as wide as most rows. Raises FileError.
    """
    at = _header_at(name, first, header_line)
    line, cells = first[at]
    above = first[at - 1][1] if at else ()
    below = first[at + 1][1] if at + 1 < len(first) else ()
    if _goes_on_in(cells, below):
        joined = names(_joined(cells, below))
        place = f"on lines {line} and {first[at + 1][0]}"
        return Header(joined, at, at + 2, place, _pillars_of_joined(joined, cells, below))
    if _begins_in(above, cells):
        return Header(names(_joined(above, cells)), at - 1, at + 1, f"on lines {first[at - 1][0]} and {line}")
    for band, own, top in ((at, at + 1, at), (at - 1, at, at)):
        if band >= 0 and own < len(first):
            columns = _columns(first[band][1], first[own][1])
            if pillars := _pillars(first[band][1], columns):
                return Header(names(columns), min(band, top), own + 1, f"on line {first[own][0]}", pillars)
    return Header(names(cells), at, at + 1, f"on line {line}")


def names(cells: Sequence[str]) -> list[str]:
    """A unique name for each column: an empty one is numbered, and so is a repeated one."""
    counts: Counter[str] = Counter()
    result = []
    for n, cell in enumerate(cells):
        name = " ".join(cell.replace("\0", "").split()) or f"column {n + 1}"
        counts[name] += 1
        result.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return result if len(set(result)) == len(result) else [f"{name} [{n + 1}]" for n, name in enumerate(result)]


def _header_at(name: str, first: list[Row], header_line: int) -> int:
    if header_line:
        places = [n for n, (line, _) in enumerate(first) if line == header_line]
        if not places:
            raise FileError(
                "{name} has no line {header_line} near its start: name the line of the header.",
                name=name,
                header_line=header_line,
            )
        return places[0]
    widths = Counter(len(cells) for _, cells in first if any(cells))
    if not widths:
        raise FileError("{name} holds nothing: name another file.", name=name)
    width = max(widths, key=lambda count: (widths[count] * (count > 1), count))
    for n, (_, cells) in enumerate(first):
        filled = sum(bool(cell.strip()) for cell in cells)
        is_unit = filled <= FEW < width and bool(unit_above([cells]))
        if len(cells) == width and filled > width / 2 and not is_unit:
            _check_header(name, cells)
            return n
    raise FileError("{name} has no line that could be its header: name it with --header-line.", name=name)


def _check_header(name: str, cells: Sequence[str]) -> None:
    filled = [cell.strip() for cell in cells if cell.strip()]
    periods = [cell for cell in filled if read_period(cell)]
    bad = _words(filled).sum()
    if len(filled) - bad > len(filled) / 2 and len(periods) < len(filled) / 2:
        raise FileError(
            "{name} begins with figures in place of a header: add a line that names its columns.", name=name
        )


def _goes_on_in(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below completes merged cells: it fills every gap, and leaves some cell empty."""
    pairs = [(top.strip(), under.strip()) for top, under in zip(cells, below, strict=False)]
    if len(cells) != len(below) or not any(not top for top, _ in pairs):
        return False
    words = [under for _, under in pairs if under]
    return all(top or under for top, under in pairs) and any(not under for _, under in pairs) and _are_words(words)


def _begins_in(above: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the row above groups the columns: it has gaps and is not a title, and without it names are repeated."""
    groups = [cell.strip() for cell in above if cell.strip()]
    own = [cell.strip() for cell in cells]
    return 1 < len(groups) < len(cells) == len(above) and len(set(own)) < len(own) and _are_words(groups)


def _columns(above: Sequence[str], cells: Sequence[str]) -> Sequence[str]:
    """The names of columns; one whose corner says what the rows of the header are has none of its own, as 二级指标."""
    is_level = above and cells and re.fullmatch(LEVEL, above[0].strip()) and re.fullmatch(LEVEL, cells[0].strip())
    return names(["", *cells[1:]]) if is_level else cells


def _pillars(above: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The group of each column by the row above its name, where that row groups columns whose names all differ.

    A group extends to the right until the next one; the columns before the first group, of units and years, have none,
    nor has the first column. Years are not groups.
    """
    own, tops = [cell.strip() for cell in cells], [cell.strip() for cell in above]
    if len(tops) != len(own) or len(set(own)) < len(own) or not all(own):
        return {}
    groups, group = {}, ""
    for top, name in zip(tops[1:], own[1:], strict=True):
        group = top or group
        if group:
            groups[name] = group
    titles = set(groups.values())
    is_group = 1 < len(titles) < len(groups) and not any(map(read_period, (*titles, *own[1:])))
    return groups if is_group and all(_words([*titles, *own])) else {}


def _pillars_of_joined(joined: Sequence[str], above: Sequence[str], below: Sequence[str]) -> dict[str, str]:
    """The group of each name that is joined of two rows; a column without a name below stands in no group."""
    rows = list(zip(above, below, strict=True))
    own = [under.strip() or top.strip() for top, under in rows]
    groups = _pillars([top if under.strip() else "" for top, under in rows], own)
    return {name: groups[part] for name, part in zip(joined, own, strict=True) if part in groups}


def _are_words(cells: Sequence[str]) -> bool:
    """Whether most cells are words or periods, not figures."""
    bad = _words(cells).to_list()
    words = sum(is_word or read_period(cell) is not None for is_word, cell in zip(bad, cells, strict=True))
    return bool(words > len(cells) / 2)


def _words(cells: Sequence[str]) -> pl.Series:
    """Whether each cell is a word, not a figure or gap; a single letter counts as a word here."""
    texts = pl.Series(cells, dtype=pl.String)
    return numbers(texts, POINT)["bad"] | texts.str.contains(r"^\s*\p{L}\s*$")


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Each name below after the group above it, which extends to the right until the next one."""
    joined, group = [], ""
    for top, under in zip(above, below, strict=True):
        group = top.strip() or group
        joined.append(f"{group} {under.strip()}".strip())
    return joined
