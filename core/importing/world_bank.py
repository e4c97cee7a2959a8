"""The World Bank's metadata of countries and of series: groups of units, and definitions of indicators."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.importing.headers import header_of
from core.importing.table import ForeignTable
from core.workbook.edit import CompositeEdit, SetEntry
from core.workbook.entries import TOTAL, Group
from core.workbook.workbook import Workbook

COUNTRY_CODES, SERIES_CODES = ("country_code", "code"), ("indicator_code", "series_code", "code")
GROUPINGS: Mapping[str, str] = {
    "region": "region", "incomegroup": "income group", "income_group": "income group",
    "lending_category": "lending category",
}  # fmt: skip
"""The columns of groups, with the name of each grouping."""
DEFINITIONS = ("long_definition", "source_note", "short_definition")
Row = Mapping[str, str | None]


def is_world_bank(table: ForeignTable) -> bool:
    """Whether a table is the metadata of countries or of series, of DataBank, of the WDI or of one indicator."""
    return bool(_column(table, COUNTRY_CODES) and _is_of_countries(table)) or bool(
        _column(table, SERIES_CODES) and _column(table, DEFINITIONS)
    )


def world_bank_edit(table: ForeignTable, workbook: Workbook) -> CompositeEdit:
    """The edit that gives the workbook's units their groups, or its indicators their definitions.

    A country without region and income group is a total of others.
    """
    edits = tuple(_groups(table, workbook) if _is_of_countries(table) else _definitions(table, workbook))
    content = "groups of units" if _is_of_countries(table) else "definitions of indicators"
    place = f", {table.detail('sheet')}" if table.detail("sheet") else ""
    return CompositeEdit(f"{content} of {table.name}{place}: {len(edits):,} changed", edits)


def _is_of_countries(table: ForeignTable) -> bool:
    headers = {header_of(name) for name in table.columns}
    return "region" in headers and bool(headers & {"incomegroup", "income_group"})


def _column(table: ForeignTable, headers: tuple[str, ...]) -> str:
    """The first existing column among the headers, in order of preference; empty where there is none."""
    columns_by_header = {header_of(name): name for name in reversed(table.columns)}
    return next((columns_by_header[header] for header in headers if header in columns_by_header), "")


def _groups(table: ForeignTable, workbook: Workbook) -> Iterator[SetEntry]:
    column = _column(table, COUNTRY_CODES)
    groupings = {name: GROUPINGS[header_of(name)] for name in table.columns if header_of(name) in GROUPINGS}
    known = {alias.text: alias.code for alias in workbook.aliases if alias.kind == "unit"}
    for row in table.frame.iter_rows(named=True):
        code = known.get(row[column] or "", row[column] or "")
        unit = workbook.units.get(code)
        if unit is None:
            continue
        if not any(row[name] for name in groupings) and not unit.kind:
            yield SetEntry("units", unit, replace(unit, kind=TOTAL))
        for group in (Group(code, grouping, row[name] or "") for name, grouping in groupings.items() if row[name]):
            before = workbook.entries("groups").get(group.key)
            if before != group:
                yield SetEntry("groups", before, group)


def _definitions(table: ForeignTable, workbook: Workbook) -> Iterator[SetEntry]:
    column, text = _column(table, SERIES_CODES), _column(table, DEFINITIONS)
    for row in table.frame.iter_rows(named=True):
        before = workbook.indicators.get(row[column] or "")
        if before is not None and row[text] and before.definition != row[text]:
            yield SetEntry("indicators", before, replace(before, definition=row[text] or ""))
