"""Workbooks damaged by hand: each is made of a whole one by a few statements or bytes."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"


def changed(path: Path, *statements: str) -> None:
    """Do what the rules of the file would refuse, and put them back."""
    connection = sqlite3.connect(path, isolation_level=None)
    rules = connection.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _, _ in rules:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    left = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for _, table, sql in rules:
        if table in left:
            connection.execute(sql)
    connection.close()


def schema_changed(path: Path, *statements: str) -> None:
    """Write to the stored schema itself."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def byte_in_schema(path: Path) -> None:
    """A byte above 127 that is not UTF-8, in the SQL of a table."""
    content = path.read_bytes()
    path.write_bytes(content.replace(b"reason TEXT NOT NULL", b"r\xe9ason TEXT NOT NULL", 1))


def view_for(table: str, query: str) -> Callable[[Path], None]:
    """A view in the place of a table."""
    return lambda path: changed(path, f"ALTER TABLE {table} RENAME TO old_{table}", f"CREATE VIEW {table} AS {query}")


def rows(*statements: str) -> Callable[[Path], None]:
    """Rows changed behind the back of the rules."""
    return lambda path: changed(path, *statements)


REFUSED: dict[str, Callable[[Path], None]] = {
    "a byte above 127 in the schema": byte_in_schema,
    "a view in place of figures": view_for("figure", "SELECT * FROM old_figure"),
    "an endless view": view_for("edit", f"{ENDLESS} SELECT x AS number, '' AS time FROM n"),  # noqa: S608 - damage on purpose
    "an endless view of entries": view_for("entry", f"{ENDLESS} SELECT x AS row, 1 AS edit FROM n"),  # noqa: S608
    "no figures": rows("DROP TABLE figure"),
    "no entries": rows("DROP TABLE entry"),
    "no seals": rows("DROP TABLE seal"),
    "no edits": rows("DROP TABLE edit"),
    "a column more": rows("ALTER TABLE figure ADD COLUMN more TEXT"),
    "a column by another name": rows("ALTER TABLE figure RENAME COLUMN note TO remark"),
    "a trigger in the place of a table": lambda path: schema_changed(
        path, "UPDATE sqlite_master SET type = 'trigger' WHERE name = 'figure'"
    ),
}
"""Damages that are refused in one sentence."""

LOOKED_AT: dict[str, Callable[[Path], None]] = {
    "a trigger more": rows("CREATE TRIGGER sly AFTER INSERT ON edit BEGIN DELETE FROM seal; END"),
    "an endless trigger": rows(
        "CREATE TRIGGER sly AFTER INSERT ON edit BEGIN"  # noqa: S608
        f" INSERT INTO seal SELECT x, '' FROM ({ENDLESS} SELECT x FROM n); END"
    ),
    "a rule less": lambda path: schema_changed(path, "DELETE FROM sqlite_master WHERE name = 'figure_update'"),
    "a view more": rows(f"CREATE VIEW numbers AS {ENDLESS} SELECT x FROM n"),  # noqa: S608
    "an index less": rows("DROP INDEX figure_key"),
}
"""Damages with which a workbook is opened read-only."""


ROWS: dict[str, Callable[[Path], None]] = {
    "a unit that is a blob": rows("UPDATE figure SET unit = x'ff00'"),
    "a value that is a text": rows("UPDATE figure SET value = 'many'"),
    "a value that is a blob": rows("UPDATE figure SET value = x'00'"),
    "a scale of 400": rows("UPDATE figure SET mult = 400"),
    "a scale that is a text": rows("UPDATE figure SET mult = 'x'"),
    "decimals without end": rows("UPDATE figure SET decimals = 9223372036854775807"),
    "a removal of 7": rows("UPDATE figure SET removed = 7"),
    "the last number": rows("UPDATE edit SET number = 9223372036854775807 WHERE number = 2"),
    "a number below 0": rows("UPDATE edit SET number = -1 WHERE number = 2"),
    "a time that is none": rows("UPDATE edit SET time = 'yesterday' WHERE number = 2"),
    "an author who is a blob": rows("UPDATE edit SET author = x'80' WHERE number = 2"),
    "a title that is not a text": rows("UPDATE edit SET title = CAST(x'ff80' AS BLOB) WHERE number = 2"),
    "fields that are a blob": rows("UPDATE entry SET fields = x'7b7d'"),
    "fields that are not JSON": rows("UPDATE entry SET fields = '{'"),
    "nested fields": rows(f"UPDATE entry SET fields = '{'[' * 5000}'"),  # noqa: S608
    "a table that is none": rows("UPDATE entry SET table_name = 'spells'"),
    "a status that is none": rows("UPDATE figure SET status = '?'"),
    "a qualifier that is none": rows("UPDATE figure SET qualifier = 'perhaps'"),
    "a period that is none": rows("UPDATE figure SET period = 'soon'"),
    "a number that cannot exist": rows("UPDATE figure SET status = 'M'"),
    "a number that is missing": rows("UPDATE figure SET status = 'O'"),
    "a figure of no unit": rows("UPDATE figure SET unit = ''"),
    "a figure of no indicator": rows("UPDATE figure SET indicator = ''"),
}
"""Rows that hold what no edit writes: they are left out, and named."""


def scribbled(path: Path, seed: int) -> None:
    """Some bytes, a run of them or the end of the file are others."""
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    content = bytearray(path.read_bytes())
    match chance.randrange(3):
        case 0:
            for _ in range(chance.randint(1, 30)):
                content[chance.randrange(100, len(content))] = chance.randrange(256)
        case 1:
            start = chance.randrange(100, len(content))
            content[start : start + 2000] = chance.randbytes(len(content[start : start + 2000]))
        case _:
            del content[chance.randrange(100, len(content)) :]
    path.write_bytes(content)
