"""Checks of a workbook file besides its trail: whether SQLite finds it undamaged, with all triggers."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from core.frozen import frozen
from core.words import gettext
from data.damaged_rows import all_damaged, listed
from data.schema import READABLE, guards, version


@frozen
class Checks:
    """The checks of a store, each giving a sentence for every fault: whole, guards, and damaged rows."""

    whole: Callable[[Any], Iterable[str]]
    guards: Callable[[Any], Iterable[str]]
    rows: Callable[[Any], Iterable[str]]


def _rows(connection: sqlite3.Connection) -> Iterator[str]:
    """The number of rows that no edit writes, and the first few."""
    damaged = all_damaged(connection)
    if damaged:
        yield gettext("{count:,} rows hold what no edit writes: {rows}.", count=len(damaged), rows=listed(damaged))


def _integrity_faults(connection: sqlite3.Connection) -> Iterator[str]:
    for (fault,) in connection.execute("PRAGMA integrity_check(3)"):
        if fault != "ok":
            yield gettext("SQLite finds the file damaged: {fault}.", fault=fault)


def _guards(connection: sqlite3.Connection) -> Iterator[str]:
    """The triggers that keep tables append-only: a change of rows needs their removal first."""
    if version(connection) < READABLE:
        return
    triggers = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    yield from changed_rules(triggers, guards())


def changed_rules(present: Mapping[str, object], expected: Mapping[str, object]) -> Iterator[str]:
    """A sentence for each rule that is not as expected, and for each additional one; a name begins with its table."""
    for name, rule in expected.items():
        if present.get(name) != rule:
            yield gettext(
                "The rule {name}, by which the table {table} only grows, was changed or taken away.",
                name=name,
                table=name.rpartition("_")[0],
            )
    for name in sorted(present.keys() - expected.keys()):
        yield gettext("There is a rule {name} that jingdex did not make.", name=name)


FILE_CHECKS = Checks(_integrity_faults, _guards, _rows)
