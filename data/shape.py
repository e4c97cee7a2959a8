"""The shape of a workbook file: its tables, triggers and types of fields, compared with those of jingdex."""

import sqlite3
from functools import lru_cache

from core.words import gettext
from core.workbook.status import WITHOUT_VALUE
from data.schema import SCHEMAS, migrate, version

TEXT = {
    "edit": ("time", "author", "reason", "title", "kind"),
    "figure": (
        "unit", "indicator", "period", "vintage", "status", "qualifier", "source", "note", "formula", "author", "time",
    ),
    "entry": ("table_name", "key"),
    "block": ("side", "first", "last", "hash"),
}  # fmt: skip
"""The columns of each table that hold text."""
KEYS = {"edit": "number", "figure": "row", "entry": "row", "block": "row"}
"""The column that numbers the rows of each table."""
TIME = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*"
GAPS = "".join(sorted(WITHOUT_VALUE))
RULES = {
    "edit": f"number BETWEEN 1 AND 1000000000000 AND time GLOB '{TIME}' AND typeof(of) IN ('integer', 'null')",
    "figure": f"unit <> '' AND indicator <> '' AND (value IS NULL OR status NOT GLOB '[{GAPS}]')"
    " AND removed IN (0, 1) AND typeof(value) IN ('real', 'null') AND typeof(mult) = 'integer'"
    " AND mult BETWEEN -30 AND 30 AND typeof(decimals) = 'integer' AND decimals BETWEEN 0 AND 400"
    " AND edit IN (SELECT number FROM main.edit)",
    "entry": "typeof(fields) IN ('text', 'null') AND edit IN (SELECT number FROM main.edit)",
    "block": "typeof(part) = 'integer' AND typeof(figures) = 'blob' AND edit IN (SELECT number FROM main.edit)",
}
"""The further conditions on each row that an edit writes."""


@lru_cache
def known(schema: int) -> dict[tuple[str, str], str]:
    """The content of a file of a schema version: the SQL of each object, by its type and name."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, SCHEMAS[:schema])
        return _objects(connection)
    finally:
        connection.close()


LITESTREAM = {("table", "_litestream_seq"), ("table", "_litestream_lock")}


def foreign_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that are missing or differ from those of jingdex, and other objects with their names, in words."""
    present, expected = _objects(connection), known(version(connection))
    names = {name for kind, name in expected if kind == "table"}
    odd = [
        gettext("the table {name} is missing or changed", name=name)
        for name in sorted(names)
        if present.get(("table", name)) != expected["table", name]
    ]
    return odd + [
        gettext("there is a {kind} {name}", kind=kind, name=name)
        for kind, name in sorted(present)
        if kind == "view" and name in names
    ]


def foreign_rules(connection: sqlite3.Connection) -> list[str]:
    """All other missing, changed or additional objects: triggers, indexes, views, tables."""
    present, expected = _objects(connection), known(version(connection))
    different = {key for key in present.keys() | expected.keys() if present.get(key) != expected.get(key)}
    return [
        gettext("the {kind} {name} is {state}", kind=kind, name=name, state=_fault(present, expected, (kind, name)))
        for kind, name in sorted(different)
    ]


def has_damaged_rows(connection: sqlite3.Connection) -> bool:
    """Whether a row of a table breaks the conditions on those that an edit writes."""
    tables = [table for table in TEXT if ("table", table) in known(version(connection))]
    queries = (f"SELECT 1 FROM {table} WHERE NOT ifnull({sound(table)}, 0) LIMIT 1" for table in tables)
    return any(connection.execute(query).fetchone() for query in queries)


def sound(table: str) -> str:
    """The SQL condition of a valid row of a table."""
    return " AND ".join([*(f"typeof({column}) = 'text'" for column in TEXT[table]), RULES[table]])


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    rows = connection.execute(query)
    return {(str(kind), str(name)): str(sql) for kind, name, sql in rows if (kind, name) not in LITESTREAM}


def is_replicated(connection: sqlite3.Connection) -> bool:
    """Whether Litestream replicates the file: its tables are in it, and it must stay in WAL mode."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_litestream_seq'"
    return connection.execute(query).fetchone() is not None


def _fault(present: dict[tuple[str, str], str], expected: dict[tuple[str, str], str], key: tuple[str, str]) -> str:
    return "missing" if key not in present else "changed" if key in expected else gettext("none of jingdex's")
