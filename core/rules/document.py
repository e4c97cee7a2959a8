"""The rules of a workbook as TOML: written with every field that is filled in, and read back."""

from dataclasses import fields
from typing import Any

import tomli_w

from core.errors import BadEntry
from core.method.document_limits import bounded_toml
from core.workbook.edit import CompositeEdit, SetEntry
from core.workbook.entry import Entry
from core.workbook.object_fields import object_of
from core.workbook.references import check_references
from core.workbook.rule_entries import Rule, Waiver
from core.workbook.workbook import Workbook

KINDS: dict[str, type[Rule] | type[Waiver]] = {"rules": Rule, "waivers": Waiver}


def toml_text(workbook: Workbook) -> str:
    """All rules and waivers as TOML."""
    tables = {name: [_filled(entry) for entry in workbook.tables[name].values()] for name in KINDS}
    return tomli_w.dumps({name: rows for name, rows in tables.items() if rows})


def loaded(text: str, name: str, workbook: Workbook) -> CompositeEdit:
    """The edit that adds the rules and waivers of a TOML text; others stay. Raises BadEntry naming the part."""
    read = bounded_toml(text, name)
    for part, rows in read.items():
        if part not in KINDS or not isinstance(rows, list):
            raise BadEntry("{name} has a part “{part}”: it may have [[rules]] and [[waivers]].", name=name, part=part)
    edits, after = [], workbook
    for table, kind in KINDS.items():
        for at, row in enumerate(read.get(table, []), 1):
            entry = object_of(kind, row, f"{name}, [[{table}]] {at}")
            before = workbook.tables[table].get(entry.key)
            if before != entry:
                edits.append(SetEntry(table, before, entry))
            after = after.with_entry(table, entry.key, entry)
            check_references(after, table, entry)
    return CompositeEdit(f"rules from {name}", tuple(edits))


def _filled(entry: Entry) -> dict[str, Any]:
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {name: value for name, value in values.items() if value != ""}
