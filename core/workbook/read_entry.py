"""An entry from its fields; an invalid one becomes a failed entry with a sentence."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, replace
from functools import cache
from typing import Any

from core.errors import BadEntry
from core.words import gettext
from core.workbook.entries import TABLES
from core.workbook.entry import Entry, FailedEntry


def entry_from_text(table: str, key: str, text: str) -> Entry:
    """The entry of a table with this key, from JSON of its fields.

    Raises BadEntry where there is no such table, or the text is not a JSON object.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadEntry("{text} is not an entry of {table}.", text=text, table=table) from error
    if table not in TABLES or not isinstance(values, dict):
        raise BadEntry("{text} is not an entry of {table}.", text=text, table=table)
    entry = entry_from(table, values)
    if isinstance(entry, FailedEntry):
        return replace(entry, found_by=key, text=text)
    if entry.key == key:
        return entry
    sentence = gettext("It is stored as “{stored}”, but its own key is “{key}”: correct it.", stored=key, key=entry.key)
    return FailedEntry(table, key, text, sentence)


def entry_or_none(table: str, key: str, text: str | None) -> Entry | None:
    """As `entry_from_text`; null where the text is null: the entry was removed."""
    return None if text is None else entry_from_text(table, key, text)


def entry_from(table: str, values: Mapping[str, Any]) -> Entry:
    """The entry of these fields; missing ones have their defaults."""
    try:
        _check_names(table, values)
        return TABLES[table](**values)
    except BadEntry as error:
        key = "/".join(str(values.get(name, "")) for name in TABLES[table].identity)
        return FailedEntry(table, key, json.dumps(dict(values), ensure_ascii=False), str(error))


def fields_text(entry: Entry) -> str:
    """The fields of an entry as JSON."""
    if isinstance(entry, FailedEntry):
        return entry.text
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return json.dumps(values, ensure_ascii=False)


@cache
def _fields(table: str) -> Mapping[str, Field[Any]]:
    """The fields of the entries of a table by their names."""
    return {field.name: field for field in fields(TABLES[table])}


def _check_names(table: str, values: Mapping[str, Any]) -> None:
    known = _fields(table)
    unknown = next((name for name in values if name not in known), None)
    if unknown is not None:
        raise BadEntry(
            "Entries of {table} have no field “{unknown}”: type any other field again to remove it.",
            table=table,
            unknown=unknown,
        )
    missing = next((name for name, field in known.items() if field.default is MISSING and name not in values), None)
    if missing:
        raise BadEntry("The {missing} is empty: fill it in.", missing=missing)
