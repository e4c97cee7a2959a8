"""The tables of a workbook in PostgreSQL, their versions, and who may do what: one schema a workbook.

Every table only grows. A row of figures, entries or blocks must be of an edit of the same transaction, and edits are
numbered without gaps, so that whoever may add cannot touch what is there, by any SQL.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import psycopg

from data.errors import FileError, NoWorkbook
from data.postgres.connection import PATIENCE, ServerConnection, quoted
from data.sql import Connection

Role: TypeAlias = Literal["reader", "editor", "keeper"]
CHANNEL = "jingdex"
HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('jingdex ' || current_schema(), 0))"
"""One writer at a time, without a right to lock tables."""
SETTINGS = "SELECT set_config('lock_timeout', ?, true), set_config('jingdex.token', ?, true)"
"""Of one transaction: the milliseconds to wait for another writer, and the mark of its edit."""
GROWING = ("edit", "figure", "entry", "block", "seal")
ROWS = ("figure", "entry", "block", "seal")
OWNER = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('version')"
TEXT = 'text COLLATE "C" NOT NULL'
"""Compared byte by byte, as in a workbook file."""

TABLES = (
    f"""CREATE TABLE edit (
        number bigint PRIMARY KEY, time {TEXT}, author {TEXT}, reason {TEXT}, title {TEXT},
        kind {TEXT} CHECK (kind IN ('edit', 'undo', 'redo')), of bigint REFERENCES edit (number),
        token text UNIQUE DEFAULT nullif(current_setting('jingdex.token', true), ''),
        login name NOT NULL DEFAULT session_user,
        CHECK ((kind = 'edit') = (of IS NULL)))""",
    f"""CREATE TABLE figure (
        row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, edit bigint NOT NULL REFERENCES edit (number),
        removed integer NOT NULL CHECK (removed IN (0, 1)), unit {TEXT}, indicator {TEXT}, period {TEXT},
        vintage {TEXT}, value double precision, mult integer NOT NULL, decimals integer NOT NULL, status {TEXT},
        qualifier {TEXT}, source {TEXT}, note {TEXT}, formula {TEXT}, author {TEXT}, time {TEXT})""",
    f"""CREATE TABLE entry (
        row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, edit bigint NOT NULL REFERENCES edit (number),
        table_name {TEXT}, key {TEXT}, fields text COLLATE "C")""",
    f"""CREATE TABLE block (
        row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, edit bigint NOT NULL REFERENCES edit (number),
        part integer NOT NULL, side {TEXT} CHECK (side IN ('before', 'after')), first {TEXT}, last {TEXT},
        figures bytea NOT NULL, hash {TEXT})""",
    f"CREATE TABLE seal (edit bigint PRIMARY KEY REFERENCES edit (number), hash {TEXT})",
    "CREATE TABLE version (number integer PRIMARY KEY)",
    "CREATE INDEX edit_time ON edit (time)",
    "CREATE INDEX edit_author ON edit (author, number)",
    "CREATE INDEX figure_edit ON figure (edit)",
    "CREATE INDEX figure_key ON figure (unit, indicator, period, vintage)",
    "CREATE INDEX entry_edit ON entry (edit)",
    "CREATE INDEX entry_key ON entry (table_name, key)",
    "CREATE INDEX block_edit ON block (edit)",
)

BODIES: dict[str, str] = {
    "keep": "BEGIN RAISE EXCEPTION 'the table % only grows: add a row instead', TG_TABLE_NAME; END",
    "number_edit": (
        "BEGIN IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM edit) THEN "
        "RAISE EXCEPTION 'edit % does not follow the last one', NEW.number; END IF; NEW.login := session_user; "
        "RETURN NEW; END"
    ),
    "own_edit": (
        "BEGIN IF NOT EXISTS (SELECT 1 FROM edit WHERE number = NEW.edit AND "
        "xmin::text = (pg_current_xact_id()::text::numeric % 4294967296)::text) THEN "
        "RAISE EXCEPTION 'edit % is done: a row of it cannot be added', NEW.edit; END IF; RETURN NEW; END"
    ),
    "tell": f"BEGIN PERFORM pg_notify('{CHANNEL}', TG_TABLE_SCHEMA); RETURN NULL; END",
}
"""The functions of the guards, by name."""

ARGUMENTS = "after bigint, patience text, mark text, moment text, step text, figures text[], entries text[]"
APPEND = rf"""
#variable_conflict use_variable
DECLARE
    newest edit; past text; number bigint; said json := '[' || step; sent text := ',"' || moment || '"]';
BEGIN
    PERFORM set_config('lock_timeout', patience, true);
    PERFORM {HOLD.removeprefix("SELECT ")};
    SELECT * INTO newest FROM edit e ORDER BY e.number DESC LIMIT 1;
    IF newest.number IS NULL OR newest.number < after OR newest.number > after AND (
        EXISTS (SELECT 1 FROM block b WHERE b.edit > after)
        OR EXISTS (SELECT 1 FROM unnest(figures) one JOIN figure f ON f.unit = one::json ->> 1
            AND f.indicator = one::json ->> 2 AND f.period = one::json ->> 3 AND f.vintage = one::json ->> 4
            WHERE f.edit > after AND f.row >= (
                SELECT l.row FROM figure l WHERE l.edit > after ORDER BY l.edit, l.row LIMIT 1))
        OR EXISTS (SELECT 1 FROM unnest(entries) one JOIN entry e ON e.table_name = one::json ->> 0
            AND e.key = one::json ->> 1
            WHERE e.edit > after AND e.row >= (
                SELECT l.row FROM entry l WHERE l.edit > after ORDER BY l.edit, l.row LIMIT 1)))
    THEN
        RETURN;
    END IF;
    IF newest.time >= moment COLLATE "C" THEN
        BEGIN
            moment := to_char((newest.time::timestamptz + interval '1 millisecond') AT TIME ZONE 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
        EXCEPTION WHEN data_exception THEN
            RETURN;
        END;
        IF said ->> 3 = 'edit' THEN
            figures := ARRAY(SELECT CASE WHEN right(one, length(sent)) = sent
                THEN left(one, -length(sent)) || ',"' || moment || '"]' ELSE one END
                FROM unnest(figures) WITH ORDINALITY AS given (one, place) ORDER BY place);
        END IF;
    END IF;
    number := newest.number + 1;
    SELECT s.hash INTO past FROM seal s ORDER BY s.edit DESC LIMIT 1;
    INSERT INTO edit (number, time, author, reason, title, kind, of, token)
        VALUES (number, moment, said ->> 0, said ->> 1, said ->> 2, said ->> 3, (said ->> 4)::bigint, mark);
    INSERT INTO entry (edit, table_name, key, fields)
        SELECT number, one::json ->> 0, one::json ->> 1, one::json ->> 2
        FROM unnest(entries) WITH ORDINALITY AS given (one, place) ORDER BY place;
    INSERT INTO figure (edit, removed, unit, indicator, period, vintage, value, mult, decimals, status, qualifier,
            source, note, formula, author, time)
        SELECT number, (one ->> 0)::integer, one ->> 1, one ->> 2, one ->> 3, one ->> 4,
            (one ->> 5)::double precision, (one ->> 6)::integer, (one ->> 7)::integer, one ->> 8, one ->> 9,
            one ->> 10, one ->> 11, one ->> 12, one ->> 13, one ->> 14
        FROM (SELECT line::json, place FROM unnest(figures) WITH ORDINALITY AS given (line, place)) AS rows (one, place)
        ORDER BY place;
    INSERT INTO seal (edit, hash) VALUES (number, encode(sha256(convert_to(array_to_string(
        ARRAY[coalesce(past, ''), '[' || number || ',"' || moment || '",' || step] || figures || entries, E'\n'),
        'UTF8')), 'hex'));
    RETURN QUERY SELECT * FROM edit e WHERE e.number > after ORDER BY e.number;
END"""
"""Appends an edit after `after`, the last that the client knows, and answers with all that follow it, this one last.

It appends nothing, and answers with nothing, where one of them changed a cell of this edit, or might have, or has a
time that cannot be read: that is for the client to look into. A `moment` that is not after the last edit's becomes so.
What comes as lines of JSON is what the seal is over: the step without its number and moment, and rows without their
edit. It runs with the rights of who calls it.
"""

TELL = f"""
BEGIN
    IF (SELECT count(DISTINCT floor(extract(epoch FROM clock) * 8)) FROM (
        SELECT clock FROM edit ORDER BY number DESC LIMIT 2) AS newest) > 1
    THEN
        PERFORM pg_notify('{CHANNEL}', TG_TABLE_SCHEMA);
    END IF;
    RETURN NULL;
END"""
"""Notifies once in each eighth of a second: the listeners then look for news for a while."""
FUNCTIONS = {**BODIES, "tell": TELL, "append_edit": APPEND}
"""Every function of the schema, by its name."""


def hold(connection: Connection, patience: float, token: str = "") -> None:
    """Wait this many seconds for another writer, then block others in this transaction; `token` marks an edit."""
    connection.execute(SETTINGS, (milliseconds(patience), token))
    connection.execute(HOLD)


def milliseconds(patience: float) -> str:
    """Seconds as a setting of the server, at least 1: 0 would mean without end."""
    return str(max(1, round(1000 * patience)))


def guards() -> dict[str, str]:
    """The triggers that keep the trail whole, by name."""
    triggers = {f"{table}_kept": f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep()"
            for table in GROWING}  # fmt: skip
    triggers |= {f"{table}_filled": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION keep()"
             for table in GROWING}  # fmt: skip
    triggers |= {f"{table}_own": f"BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION own_edit()" for table in ROWS}
    triggers["edit_number"] = "BEFORE INSERT ON edit FOR EACH ROW EXECUTE FUNCTION number_edit()"
    triggers["edit_news"] = "AFTER INSERT ON edit FOR EACH STATEMENT EXECUTE FUNCTION tell()"
    return triggers


def _first(schema: str) -> Iterator[str]:
    yield from TABLES
    for name, body in BODIES.items():
        yield _function(name, "", "trigger", schema, body)
    for name, rule in guards().items():
        yield f"CREATE TRIGGER {name} {rule}"


def _newest_of_a_key(_: str) -> Iterator[str]:
    """An index finds the newest row of a cell, however often the cell was changed."""
    for name, key in (("figure", "unit, indicator, period, vintage"), ("entry", "table_name, key")):
        yield f"DROP INDEX {name}_key"
        yield f"CREATE INDEX {name}_key ON {name} ({key}, row)"


def _append(schema: str) -> Iterator[str]:
    """An edit of single cells takes one round trip; of a burst of edits only a few are notified."""
    yield "ALTER TABLE edit ADD COLUMN clock timestamptz NOT NULL DEFAULT clock_timestamp()"
    yield _function("tell", "", "trigger", schema, TELL)
    yield _function("append_edit", ARGUMENTS, "SETOF edit", schema, APPEND)
    yield f"GRANT EXECUTE ON FUNCTION append_edit({ARGUMENTS}) TO PUBLIC"


def _function(name: str, arguments: str, result: str, schema: str, body: str) -> str:
    path = f"SET search_path = {schema}, pg_temp"
    return f"CREATE OR REPLACE FUNCTION {name}({arguments}) RETURNS {result} LANGUAGE plpgsql {path} AS $${body}$$"


STEPS: tuple[Callable[[str], Iterable[str]], ...] = (_first, _newest_of_a_key, _append)
"""By the quoted schema, the steps from nothing to version 1, from 1 to 2, and so on; steps are only added."""


def migrate(
    connection: Connection, schema: str, version: int, steps: Sequence[Callable[[str], Iterable[str]]] = STEPS
) -> None:
    """Migrate tables of a version (0: none) to the newest, inside a transaction."""
    for number, step in enumerate(steps[version:], version + 1):
        for statement in step(schema):
            connection.execute(statement)
        connection.execute("INSERT INTO version (number) VALUES (?)", (number,))


def bring_up(connection: ServerConnection) -> None:
    """Migrate the tables to the newest version, in one transaction. Raises FileError where that is impossible.

    Older ones are migrated when their owner opens them.
    """
    version, newest = _version(connection), len(STEPS)
    if version > newest:
        raise FileError(
            "{place} was made by a newer jingdex (version {version}, here {here}): update jingdex here.",
            place=connection.address,
            version=version,
            here=newest,
        )
    if version == newest:
        return
    if not connection.value(OWNER):
        raise FileError(
            "{place} is of an older jingdex (version {version}, here {here}): let its owner open it once.",
            place=connection.address,
            version=version,
            here=newest,
        )
    with connection.transaction("BEGIN"):
        hold(connection, PATIENCE)
        migrate(connection, quoted(connection.address.name), _version(connection))


def _version(connection: ServerConnection) -> int:
    """The version of the tables. Raises FileError without the right to read them."""
    try:
        version = connection.value(f"SELECT max(number) FROM {quoted(connection.address.name)}.version")
    except psycopg.errors.InsufficientPrivilege as error:
        raise FileError(
            "You may not look at {place}: ask its keeper to make you a reader.", place=connection.address
        ) from error
    if version is None:
        raise NoWorkbook("{place} holds no workbook: choose another name.", place=connection.address)
    return int(version)


def expected_rights(role: Role | None) -> set[tuple[str, str, bool]]:
    """The rights at tables that make up a role: the table, the right, and whether its holder may pass it on."""
    rights = {(table, "SELECT") for table in (*GROWING, "version") if role}
    rights |= {(table, "INSERT") for table in GROWING if role in {"editor", "keeper"}}
    return {(*right, role == "keeper") for right in rights}


def grants(schema: str, person: str, role: Role) -> Sequence[str]:
    """The statements that let a login, or a group of them, do what a role does; both names quoted."""
    tables = ", ".join(f"{schema}.{table}" for table in (*GROWING, "version"))
    option = " WITH GRANT OPTION" if role == "keeper" else ""
    lines = [f"GRANT USAGE ON SCHEMA {schema} TO {person}{option}", f"GRANT SELECT ON {tables} TO {person}{option}"]
    if role != "reader":
        growing = ", ".join(f"{schema}.{table}" for table in GROWING)
        lines.append(f"GRANT INSERT ON {growing} TO {person}{option}")
    return lines


def revocations(schema: str, person: str) -> Sequence[str]:
    """The statements that take every role away from a login, or a group of them."""
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {person} CASCADE",
        f"REVOKE ALL ON SCHEMA {schema} FROM {person} CASCADE",
    ]
