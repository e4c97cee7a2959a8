"""The tables that a person defines, as sheets: all of them with their counts, and one with its entries and fields."""

from collections.abc import Sequence
from dataclasses import fields

from rich.cells import cell_len

from core.words import gettext, labelled, marked
from core.workbook.definition import DEFINED, MEANINGS
from core.workbook.entries import TABLES
from core.workbook.entry import Entry, FailedEntry
from core.workbook.typed_field import field_text
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from tui.grid.columns import AIR
from tui.grid.plain import plain
from tui.grid.sheet import Raw, Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import Wording

WIDEST = 34
"""Cells of a column at the most; the strip tells the whole text."""
TITLES = marked(
    {
        "base": "base period", "cluster_list": "cluster list", "first": "first period", "last": "last period",
        "part_of": "part of", "period_form": "form of periods", "text_zh": "text in Chinese",
    }
)  # fmt: skip
"""What fields are called whose name says too little, or has no translation."""


def definitions_sheet(workbook: Workbook, wording: Wording) -> Sheet:
    """Each table with the number of its entries and what they are."""
    columns = [
        Column(wording.word("table"), 15, frozen=True),
        Column(wording.word("entries"), 8, "right"),
        Column(wording.word("what they are"), 40, grows=True),
    ]
    others = {row.table: "" for row in workbook.failed() if row.table not in DEFINED}
    return Sheet(columns, [_table_row(workbook, table, note, wording) for table, note in (DEFINED | others).items()])


def table_sheet(workbook: Workbook, table: str, wording: Wording) -> Sheet:
    """The entries of a table, a column for each field; those that identify them come first."""
    names = fields_of(table)
    failed = workbook.failed(table)
    sound = workbook.tables[table].values() if table in DEFINED else ()
    texts = [(entry.key, [wording.entry_text(text) for text in _texts(entry, names)]) for entry in (*sound, *failed)]
    numeric = {field.name for field in fields(TABLES[table]) if field.type in {int, float}}
    air = 0 if texts else AIR
    columns = [
        Column(
            _title(name, wording),
            max([cell_len(_title(name, wording)) + air, *(min(WIDEST, cell_len(row[at])) for _, row in texts)]),
            "right" if name in numeric else "left",
            frozen=at < len(TABLES[table].identity),
            grows=at == len(names) - 1,
        )
        for at, name in enumerate(names)
    ]
    values = [
        tuple(entry.field(name) if name in numeric else text for name, text in zip(names, row, strict=True))
        for entry, (_, row) in zip(sound, texts, strict=False)
    ]
    rows: list[SheetRow | Heading] = [_row(*text, raw) for text, raw in zip(texts, values, strict=False)]
    if failed:
        rows.append(Heading(wording.word("Cannot be understood: Enter corrects a field, x deletes the entry"), "bad"))
    for entry, (key, row) in zip(failed, texts[len(sound) :], strict=True):
        rows += [_row(key, row), Heading(plain(f"  {entry.sentence}"), "dim")]
    nothing = Heading(wording.word("There are none yet: a adds one."), "dim", stops=True)
    return Sheet(columns, rows or [nothing])


def form_sheet(workbook: Workbook, table: str, key: str, wording: Wording) -> Sheet:
    """One entry, a line for each field: its name, its value, and what it means."""
    columns = form_columns(wording)
    entry = workbook.entries(table).get(key)
    if entry is None:
        return Sheet(columns, [Heading(wording.word("This entry no longer exists: Esc goes back."), "dim")])
    look: Look = "bad" if isinstance(entry, FailedEntry) else "plain"
    rows: list[SheetRow | Heading] = [Heading(plain(entry.sentence), "bad")] if isinstance(entry, FailedEntry) else []
    rows += [field_row(name, field_text(entry, name), wording, look) for name in fields_of(table)]
    return Sheet(columns, rows)


def form_columns(wording: Wording, value: int = WIDEST) -> tuple[Column, ...]:
    """The columns of a form, of which that of the values has so many cells at least."""
    return (
        Column(wording.word("field"), 15, frozen=True),
        Column(wording.word("value"), value, typed=True, grows=True),
        Column(wording.word("what it means"), 40, grows=True),
    )


def field_row(name: str, text: str, wording: Wording, look: Look = "plain", due: str = "") -> SheetRow:
    """A field of a form; `due` says that there is no entry without it."""
    meaning = " · ".join(filter(None, (due, wording.word(MEANINGS.get(name, "")))))
    return SheetRow(key_of("field", name), (Cell(_title(name, wording)), Cell(plain(text), look), Cell(meaning, "dim")))


def _title(name: str, wording: Wording) -> str:
    """A field's name in the language spoken; in English, as where there is none, that by which it is given."""
    words = TITLES.get(name, name.replace("_", " "))
    return name if wording.word(words) == words else wording.word(words)


def fields_of(table: str) -> tuple[str, ...]:
    """The fields of a table in the order in which they are shown."""
    names = TABLES[table].identity
    return (*names, *(name for name in ENTRY_FIELDS[table] if name not in names))


def field_note(name: str, wording: Wording | None = None) -> str:
    """What a field says, where its name alone does not; the name in a language, or that by which it is given."""
    title = _title(name, wording) if wording else name
    meaning = gettext(MEANINGS[name]) if name in MEANINGS else title
    return title if meaning == title else labelled(title, meaning)


def _table_row(workbook: Workbook, table: str, note: str, wording: Wording) -> SheetRow:
    failed = len(workbook.failed(table))
    words = f"{failed} {wording.word('cannot be understood')}" if failed else ""
    meaning = Cell(" · ".join(filter(None, (words, wording.word(note)))), "bad" if failed else "dim")
    count = len(workbook.entries(table))
    return SheetRow(
        key_of("table", table), (Cell(wording.word(table)), Cell(f"{count:,}"), meaning), sort_by=(table, count, note)
    )


def _texts(entry: Entry, names: Sequence[str]) -> list[str]:
    """The fields of an entry, its numbers with signs for thousands."""
    values = ((entry.field(name), name) for name in names)
    return [f"{value:,.15g}" if isinstance(value, float) else plain(field_text(entry, name)) for value, name in values]


def _row(key: str, texts: Sequence[str], sort_by: tuple[Raw, ...] = ()) -> SheetRow:
    """A row of an entry; one that cannot be understood has nothing to sort by."""
    look: Look = "plain" if sort_by else "bad"
    return SheetRow(key_of("entry", key), tuple(Cell(text, look) for text in texts), sort_by=sort_by)
