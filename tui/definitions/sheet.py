"""The tables that a person defines, as sheets: all of them with their counts, and one with its entries and fields."""

from rich.cells import cell_len

from core.workbook.definition import DEFINED, MEANINGS, field_text, identity_of
from core.workbook.entries import TABLES
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import Wording

WIDEST = 34
"""Cells of a column at the most; the strip tells the whole text."""


def definitions_sheet(workbook: Workbook, wording: Wording) -> Sheet:
    """Each table with the number of its entries and what they are."""
    columns = [
        Column(wording.word("table"), 15, frozen=True),
        Column(wording.word("entries"), 8, "right"),
        Column(wording.word("what they are"), 40, grows=True),
    ]
    rows = [
        SheetRow(
            key_of("table", table),
            (Cell(table), Cell(f"{len(workbook.tables[table]):,}"), Cell(told, "dim")),
            sort_by=(table, len(workbook.tables[table]), told),
        )
        for table, told in DEFINED.items()
    ]
    return Sheet(columns, rows)


def table_sheet(workbook: Workbook, table: str, wording: Wording) -> Sheet:
    """The entries of a table, a column for each field; those by which they are told apart come first."""
    names = fields_of(table)
    entries = list(workbook.tables[table].values())
    texts = [(one.key, [plain(field_text(one, name)) for name in names]) for one in entries]
    numeric = {field for field, kind in _kinds(table).items() if kind in {int, float}}
    columns = [
        Column(
            name,
            max([cell_len(name), *(min(WIDEST, cell_len(row[at])) for _, row in texts)]),
            "right" if name in numeric else "left",
            frozen=at < len(identity_of(table)),
            grows=at == len(names) - 1,
        )
        for at, name in enumerate(names)
    ]
    values = [
        tuple(getattr(one, name) if name in numeric else text for name, text in zip(names, row, strict=True))
        for one, (_, row) in zip(entries, texts, strict=True)
    ]
    rows = [
        SheetRow(key_of("entry", key), tuple(map(Cell, row)), sort_by=raw)
        for (key, row), raw in zip(texts, values, strict=True)
    ]
    nothing = Heading(wording.word("There are none yet: a adds one."), "dim", stops=True)
    return Sheet(columns, rows or [nothing])


def fields_of(table: str) -> tuple[str, ...]:
    """The fields of a table in the order in which they are shown."""
    names = identity_of(table)
    return (*names, *(name for name in ENTRY_FIELDS[table] if name not in names))


def told_of_field(name: str) -> str:
    """What a field says, where its name alone does not."""
    return f"{name}: {MEANINGS[name]}" if name in MEANINGS else name


def _kinds(table: str) -> dict[str, object]:
    return {name: field.type for name, field in TABLES[table].__dataclass_fields__.items()}
