"""Correction of a failed entry field by field; entries that refer to it follow a corrected code."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.errors import BadEntry
from core.words import gettext
from core.workbook.broken_figure import BrokenFigure
from core.workbook.edit import CompositeEdit, SetEntry, SetFigure
from core.workbook.entry import Entry, FailedEntry
from core.workbook.figure import Figure
from core.workbook.read_entry import entry_from
from core.workbook.references import REFERENCES, check_references
from core.workbook.workbook import ENTRY_FIELDS, Workbook


def mended(workbook: Workbook, failed: FailedEntry, values: Mapping[str, Any]) -> SetEntry | CompositeEdit:
    """The edit that gives fields of a failed entry these values; the entry may still fail for the others.

    Fields that its table does not have are left out. Raises BadEntry where another entry has its new key, or where it
    names a missing code.
    """
    table = failed.table
    known = {name: value for name, value in failed.values.items() if name in ENTRY_FIELDS[table]}
    entry = entry_from(table, {**known, **values})
    if isinstance(entry, FailedEntry):
        return SetEntry(table, failed, replace(entry, found_by=failed.key))
    check_references(workbook, table, entry)
    if isinstance(entry, BrokenFigure):
        return _with_figure(workbook, failed, entry.figure())
    if entry.key == failed.key:
        return SetEntry(table, failed, entry)
    if entry.key in workbook.entries(table):
        raise BadEntry(
            "There is another “{key}” among the {table}: give this one another code, or remove it.",
            key=entry.key,
            table=table,
        )
    moved = (SetEntry(table, failed, None), SetEntry(table, None, entry))
    follow = _following(workbook, table, failed.key, entry.key) if entry.identity == ("code",) else ()
    return CompositeEdit(f"{table} {failed.key}: now {entry.key}", (*moved, *follow))


def _with_figure(workbook: Workbook, failed: FailedEntry, figure: Figure) -> CompositeEdit:
    """The edit that replaces a failed row by a figure. Raises BadEntry where the figure exists already."""
    words = " ".join(filter(None, figure.key))
    if workbook.figure(figure.key):
        raise BadEntry("There is a figure {key} already: give this one another vintage, or remove it.", key=words)
    return CompositeEdit(f"{words}: now a figure", (SetEntry(failed.table, failed, None), SetFigure(None, figure)))


def failed_sentence(workbook: Workbook) -> str:
    """A sentence with the number of failed entries, the first of them and the reason; empty without any."""
    failed = workbook.failed()
    if not failed:
        return ""
    entry, *others = failed
    more = gettext(", and {count} more of this kind", count=len(others)) if others else ""
    return gettext(
        "{table} {key} cannot be understood{more}: {sentence} Correct it with N or `jingdex define`.",
        table=entry.table,
        key=entry.key,
        more=more,
        sentence=entry.sentence,
    )


def _following(workbook: Workbook, table: str, old: str, new: str) -> Iterator[SetEntry]:
    """The entries that name an entry by its old code, with the new one."""
    for other, columns in REFERENCES.items():
        names = [name for name, target in columns.items() if target == table]
        for entry in workbook.tables[other].values() if names else ():
            changed = {name: new for name in names if entry.field(name) == old}
            if changed:
                yield from _renamed(other, entry, replace(entry, **changed))


def _renamed(table: str, before: Entry, after: Entry) -> Iterator[SetEntry]:
    if before.key == after.key:
        yield SetEntry(table, before, after)
    else:
        yield from (SetEntry(table, before, None), SetEntry(table, None, after))
