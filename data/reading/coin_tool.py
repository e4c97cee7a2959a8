"""The Excel workbook of the JRC's COIN Tool: its sheets Database and Framework as COINr's two tables.

In Database the codes of indicators (Ind.01, Ind.02 …) head the figures; above each code stand, upwards, its name, the
sub-pillar, pillar, sub-index and index that it counts towards, its two goalposts, its direction and its weight. Units
stand left of the figures, name and code. Framework names the elements and their weights. n/a is a missing figure.
(JRC, COIN Tool User Guide, EUR 29899; the documentation of COINr's import_coin_tool)
"""

import re
import zipfile
from pathlib import Path
from typing import TypeAlias

import polars as pl

from core.importing.table import LINE, ForeignTable
from data.errors import FileError
from data.reading.limits import Limits
from data.reading.unpacked import BROKEN, check_unpacked

SHEETS = frozenset({"Database", "Framework"})
LONGEST_LIST = 1_000_000
"""The number of bytes of the list of sheets that are examined."""
FIRST = re.compile(r"ind\.?0*1", re.IGNORECASE)
ELEMENT = re.compile(r"(?:sp|p|si)\.\d+|index", re.IGNORECASE)
NAME, LOWEST, HIGHEST, DIRECTION, WEIGHT = 1, 2, 5, 8, 9
"""The number of rows of each field above the codes; the elements of the tree are from LOWEST to HIGHEST."""
UNIT_CODE, UNIT_NAME = 2, 3
"""The number of columns of each field left of the first figures."""
ELEMENT_WEIGHT, ELEMENT_NAME = 2, 5
"""The number of columns of each field right of the code of an element in Framework."""
LEVELS = {"sp": 2, "p": 3, "si": 4, "index": 5}
Row: TypeAlias = tuple[str | None, ...]
Cells: TypeAlias = list[Row]


def is_coin_tool(path: Path) -> bool:
    """Whether the list of sheets of an Excel workbook, read up to a limit, names those of the tool."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            listed = part.read(LONGEST_LIST)
    except (KeyError, OSError, *BROKEN):
        return False
    return all(f'name="{sheet}"'.encode() in listed for sheet in SHEETS)


def read_coin_tool(path: Path, limits: Limits) -> tuple[ForeignTable, ...]:
    """`iData` and `iMeta` of such a workbook; empty for any other. Raises FileError where it is not filled in."""
    import fastexcel  # noqa: PLC0415 - a reader is loaded when it is used

    check_unpacked(path, limits)
    try:
        book = fastexcel.read_excel(path)
        if not set(book.sheet_names) >= SHEETS:
            return ()
        database, framework = (
            book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars().rows()
            for name in ("Database", "Framework")
        )
    except fastexcel.FastExcelError:
        return ()
    place = next(
        ((n, at) for n, row in enumerate(database) for at, cell in enumerate(row) if cell and FIRST.fullmatch(cell)),
        None,
    )
    if place is None:
        return ()
    return _tables(path.name, database, _elements(framework), *place)


def _tables(
    name: str, database: Cells, elements: dict[str, tuple[str, str]], row: int, first: int
) -> tuple[ForeignTable, ForeignTable]:
    if row < WEIGHT or first < UNIT_NAME:
        raise FileError(
            "{name}: the sheet Database has no room above and left of {database}: restore it.",
            name=name,
            database=database[row][first],
        )
    units = [(n + 1, cells) for n, cells in enumerate(database) if n > row and (cells[first - UNIT_CODE] or "").strip()]
    columns = [
        at
        for at in range(first, len(database[row]))
        if database[row][at] and database[row - NAME][at] and any(_figure(cells[at]) for _, cells in units)
    ]
    if not columns:
        raise FileError("{name}: the sheet Database has no figures: fill it in.", name=name)
    return _data(name, database[row], units, columns, first), _meta(name, database, elements, row, columns)


def _data(
    name: str,
    codes: tuple[str | None, ...],
    units: list[tuple[int, tuple[str | None, ...]]],
    columns: list[int],
    first: int,
) -> ForeignTable:
    texts = {"uCode": [cells[first - UNIT_CODE] for _, cells in units]}
    texts["uName"] = [cells[first - UNIT_NAME] for _, cells in units]
    texts |= {codes[at] or "": [_figure(cells[at]) for _, cells in units] for at in columns}
    lines = pl.Series(LINE, [line for line, _ in units], dtype=pl.Int64)
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String)).with_columns(lines)
    return ForeignTable(name, frame, ("sheet Database", "COIN Tool"))


def _meta(
    name: str, database: Cells, elements: dict[str, tuple[str, str]], row: int, columns: list[int]
) -> ForeignTable:
    """iMeta: the indicators, and above them the elements; a level with a single element counts as unused."""
    heights = [up for up in range(LOWEST, HIGHEST + 1) if up == HIGHEST or _used(database, row - up, columns)]
    rows: list[dict[str, str | None]] = []
    parents: dict[str, str | None] = {}
    for at in columns:
        way = [database[row][at], *(database[row - up][at] for up in heights)]
        parents.update({code: above for code, above in zip(way[1:], [*way[2:], None], strict=True) if code})
        rows.append({
            "iCode": way[0], "iName": database[row - NAME][at], "Type": "Indicator", "Level": "1",
            "Direction": database[row - DIRECTION][at] or "1", "Weight": database[row - WEIGHT][at] or "1",
            "Parent": way[1],
        })  # fmt: skip
    for code, above in parents.items():
        called, weight = elements.get(code, (code, "1"))
        level = str(LEVELS.get(code.partition(".")[0].lower(), 5))
        rows.append({
            "iCode": code, "iName": called, "Type": "Aggregate", "Level": level, "Direction": "1", "Weight": weight,
            "Parent": above,
        })  # fmt: skip
    lines = pl.Series(LINE, [row + 1] * len(rows), dtype=pl.Int64)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String)).with_columns(lines)
    return ForeignTable(name, frame.with_columns(Denominator=pl.lit(None, pl.String)), ("sheet Framework",))


def _used(database: Cells, row: int, columns: list[int]) -> bool:
    return len({database[row][at] for at in columns}) > 1


def _elements(framework: Cells) -> dict[str, tuple[str, str]]:
    """The name and the weight of each element in Framework, right of its code."""
    elements = {}
    for row in framework:
        at = next((n for n, cell in enumerate(row) if cell and ELEMENT.fullmatch(cell.strip())), None)
        if at is None or len(row) <= at + ELEMENT_NAME:
            continue
        code, name, weight = ((row[place] or "").strip() for place in (at, at + ELEMENT_NAME, at + ELEMENT_WEIGHT))
        if name != "--":
            elements[code] = (name or code, weight or "1")
    return elements


def _figure(cell: str | None) -> str | None:
    return None if cell is None or cell.strip().lower() in {"", "n/a"} else cell.strip()
