"""A workbook on a PostgreSQL server: the same trail as in a file, for several people at once."""

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import polars as pl
import psycopg
import pytest
from psycopg import sql

from benchmarks.postgres_server import Given, Server, programs, running
from benchmarks.wire import Wire
from core.errors import Conflict
from core.workbook.edit import FEW, CompositeEdit, SetEntry, SetFigure, block_edit, filled
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from data.errors import FileError
from data.postgres.address import Address
from data.postgres.connection import Lost, ServerConnection, as_server_error, quoted
from data.postgres.schema import CHANNEL, STEPS, grants, migrate
from data.postgres.store import ServerWorkbook, append
from data.session import Session
from data.sets import read_set
from data.store import ADD_STEP, add_edit
from data.stores import copy_store, create_from_text, open_store, place_of, set_role
from data.text_folder import write_folder
from data.trail import TrailEntry
from data.verification import Verification
from tui.command_line import main

GDP = Figure("beijing", "gdp", "1990", value=1.0)


@pytest.fixture(scope="session")
def machine() -> Iterator[Server | Given]:
    """The server that the tests share; what it keeps survives a crash of the server, not of the machine."""
    with running("fsync=off") as server:
        yield server


@pytest.fixture
def database(machine: Server | Given) -> str:
    """The address of a database."""
    return machine.url


def workbook_at(database: str, name: str) -> Address:
    """The address of a workbook in a database."""
    head, mark, query = database.partition("?")
    return Address.of(f"{head}/{name}{mark}{query}")


@pytest.fixture
def address(database: str) -> Iterator[Address]:
    """An address at which there is no workbook yet."""
    made = workbook_at(database, f"book {uuid4().hex}")
    yield made
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{made.name}" CASCADE')


@pytest.fixture
def server(address: Address) -> Iterator[ServerWorkbook]:
    """The Beijing workbook on a server."""
    with ServerWorkbook.create(address, filled(read_set("beijing"), "Copied"), "Ada") as made:
        yield made


def figure(number: int) -> SetFigure:
    """An edit of its own."""
    return SetFigure(None, replace(GDP, period=str(1900 + number), value=float(number)))


def test_a_copy_has_the_trail_and_the_seals_of_its_origin(server: ServerWorkbook, tmp_path: Path) -> None:
    """From a server to a file, a text folder and back: edits, undo, blocks and negative nought included."""
    rows = [("beijing", "gdp", str(year), -0.0) for year in range(1000, 1000 + FEW + 2)]
    block = pl.DataFrame(rows, schema=["unit", "indicator", "period", "value"], orient="row")
    with Session(server, "Ada") as session:
        session.do(figure(1), "a reason, with “signs” and ünïcode 京")
        session.do(block_edit(session.workbook, "many", block))
        session.undo()
        session.redo()
        seal, workbook = server.seal(), server.workbook()
        assert session.workbook == workbook
        path = tmp_path / "copy.jingdex"
        with copy_store(path, server.address) as copied:
            assert (copied.seal(), copied.workbook()) == (seal, workbook)
            write_folder(copied, tmp_path / "words")
        again = Address(server.address.url, server.address.name[:-1])
        with create_from_text(again, tmp_path / "words", "Bo") as read:
            assert (read.seal(), read.workbook(), read.trail()) == (seal, workbook, server.trail())
        assert Verification(again).faults == []
        assert Verification(again).counts == Verification(path).counts


def test_others_edits_are_news_and_each_undoes_their_own(server: ServerWorkbook) -> None:
    """Who was first at a cell is said after the edit, both are in the trail, an undo over another's is refused."""
    with Session(server, "Ada") as ada, Session.open(server.address, author="Bo") as bo:
        ada.do(figure(1))
        assert [str(step.author) for step in awaited(bo)] == ["Ada"]
        ada.do(figure(2))
        second = bo.do(SetFigure(None, replace(GDP, period="1902", value=9.0)))
        assert [step.author for step in second.overtaken] == ["Ada"]
        assert bo.workbook == server.workbook()
        awaited(ada)
        assert ada.workbook == bo.workbook
        with pytest.raises(Conflict, match=r"Bo at .* has changed"):
            ada.undo()
        undone = bo.undo()
        assert undone
        assert str(undone.edit).startswith("beijing gdp 1902: 9")
        assert [step.author for step in server.trail()][1:] == ["Ada", "Ada", "Bo", "Bo"]


def awaited(session: Session) -> tuple[TrailEntry, ...]:
    """The news of a session, once the server has sent word of them."""
    file = session.file
    assert isinstance(file, ServerWorkbook)
    with closing(ServerConnection(file.address)) as beside:  # what is sent after a commit comes before its answer
        beside.execute("SELECT 1")
    for _ in range(1000):
        news = session.look()
        if news:
            return news
    raise AssertionError("no word came")


@pytest.fixture
def wire(server: ServerWorkbook, database: str) -> Iterator[tuple[Wire, Address]]:
    """What stands between a client and the server, and the address of the workbook through it."""
    with Wire(database) as made:
        yield made, workbook_at(made.url, server.address.name)


def test_an_edit_is_one_round_trip_also_after_another_s(server: ServerWorkbook, wire: tuple[Wire, Address]) -> None:
    """What others did is read at the next look.

    The fewest of some edits: where an answer comes in pieces, what the client sends between them counts as well.
    """
    between, place = wire

    def turns(number: int) -> int:
        before = between.turns
        ada.do(figure(number))
        return between.turns - before

    with Session.open(place, author="Ada") as ada, Session(server, "Bo") as bo:
        assert min(map(turns, range(10))) == 1
        assert min(turns(number) for number in range(10, 20) if bo.do(figure(100 + number))) == 1
        ada.look()
        assert ada.workbook == server.workbook()


ODD_TEXT = '“quoted” \\ "京" \t\n\x01\x1f\x7f\u2028 %s {0} $1 \' $$ 𝒳'
NUMBERS = (-0.0, 0.1, 5e-324, 1.7976931348623157e308, 1e16, 123456789012345.67, -1e22, None)


def test_a_trip_keeps_and_seals_what_a_file_would(server: ServerWorkbook, tmp_path: Path) -> None:
    """Numbers to the last digit, any text, gaps, removals, entries, undo: verified, and the same as in a file."""
    odd = replace(GDP, note=ODD_TEXT, source="", status="P")
    edits = [
        CompositeEdit("many 京", tuple(SetFigure(None, replace(odd, period=str(1900 + place), value=number))
                                       for place, number in enumerate(NUMBERS))),
        SetEntry("units", None, Unit("odd", ODD_TEXT)),
        CompositeEdit("both", (SetEntry("units", Unit("odd", ODD_TEXT), None), SetFigure(odd, None), figure(50))),
    ]  # fmt: skip
    with (
        copy_store(tmp_path / "a", server.address) as file,
        Session(server, "李“a\\b”") as there,
        Session(file, "李") as here,
    ):
        for session in (there, here):
            for edit in edits:
                session.do(edit, ODD_TEXT)
            session.undo()
            session.undo()
            session.redo()
        values = [[repr(one.value) for one in each.workbook.series("beijing", "gdp")] for each in (there, here)]
        assert values[0] == values[1]
        assert there.workbook == here.workbook == server.workbook()
        assert [(step.title, step.reason, step.kind, step.of) for step in server.trail()] == [
            (step.title, step.reason, step.kind, step.of) for step in file.trail()
        ]
        with copy_store(tmp_path / "b", server.address) as copied:
            assert copied.seal() == server.seal()
    assert Verification(server.address).faults == []


def test_an_edit_of_a_slow_clock_comes_after_those_before_it(server: ServerWorkbook) -> None:
    """Its time is a millisecond after the last, in the trail, figure and seal; an undo keeps old times."""
    with Session(server, "Ada") as ada:
        first = ada.do(figure(1)).time
        server._clock.now = lambda _="": "1999-01-01T00:00:00.000Z"
        second = ada.do(figure(2))
        assert first < second.time < "2100"
        assert second.edit.after.time == second.time
        ada.do(SetFigure(figure(1).after, None))
        ada.undo()
        assert [step.time for step in server.trail()] == sorted({step.time for step in server.trail()})
        assert ada.workbook == server.workbook()
        times = {one.period: one.time for one in server.workbook().series("beijing", "gdp")}
        assert (times["1901"], times["1902"]) == (first, second.time)
    assert Verification(server.address).faults == []


@pytest.mark.parametrize("is_late", [False, True])
def test_a_connection_cut_at_any_round_trip_loses_and_doubles_nothing(
    server: ServerWorkbook, wire: tuple[Wire, Address], *, is_late: bool
) -> None:
    """Before the server has heard, or before the client hears the answer: the edit is there once, the next goes on."""
    between, place = wire
    between.is_late = is_late
    with Session.open(place, author="Ada") as session:
        for number in range(4):
            between.turns, between.cut_at = 0, 1
            session.do(figure(number))
            assert between.turns > 1, "it was done again"
        between.cut_at = 0
        assert session.workbook == server.workbook()
    assert [step.title for step in server.trail(1)] == [str(figure(number)) for number in range(4)]
    assert Verification(server.address).faults == []


def cut(connection: "psycopg.Connection[tuple[object, ...]]", database: str) -> None:
    """End a connection from the side of the server, and wait until it is gone."""
    with psycopg.connect(database, autocommit=True) as beside:
        beside.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", (connection.info.backend_pid,))


def test_a_server_that_is_gone_is_said_and_the_edit_is_kept_once(
    server: ServerWorkbook, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    """While nobody can connect the edit fails in a sentence; done again it is there once, though it was kept."""
    with Session(server, "Ada") as session:
        session.do(figure(1))
        connect = psycopg.connect

        def refused(*_: object, **__: object) -> None:
            raise psycopg.OperationalError("connection failed: Connection refused")

        def lost_after(connection: ServerConnection, *rest: object) -> list[TrailEntry]:
            append(connection, *rest)
            monkeypatch.setattr(psycopg, "connect", connect)
            cut(connection.raw, database)
            monkeypatch.setattr(psycopg, "connect", refused)
            return append(connection, *rest)  # the answer of the first is lost

        monkeypatch.setattr("data.postgres.store.append", lost_after)
        for attempt in (lambda: session.do(figure(2)), session.look):
            with pytest.raises(Lost, match=r"cannot be reached .connection failed: Connection refused.: check"):
                attempt()
        monkeypatch.undo()
        monkeypatch.setattr("data.postgres.store.AGAIN", 0.0)
        assert session.do(figure(2)).number == 3
        assert session.workbook == server.workbook()
        assert [step.number for step in server.trail()] == [1, 2, 3]


@pytest.fixture
def older(database: str, request: pytest.FixtureRequest) -> Iterator[Address]:
    """A workbook whose tables are of version 1, or of the one that is wanted."""
    address = workbook_at(database, f"book {uuid4().hex}")
    schema = quoted(address.name)
    with closing(ServerConnection(address)) as connection, connection.transaction("BEGIN"):
        connection.execute(f"CREATE SCHEMA {schema}")
        migrate(connection, schema, 0, STEPS[: getattr(request, "param", 1)])
        edit = filled(read_set("beijing"), "Copied")
        add_edit(connection, edit, TrailEntry(1, "2026-01-01T00:00:00.000Z", "Ada", "", str(edit)), stamp=True)
    yield address
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(f"DROP SCHEMA {schema} CASCADE".encode())


def definition(address: Address) -> tuple[int, list[tuple[str]]]:
    """The version of the tables, and every index and function."""
    with closing(ServerConnection(address)) as connection:
        found = connection.execute(
            "SELECT replace(indexdef, ?, '') FROM pg_indexes WHERE schemaname = ? UNION "
            "SELECT prosrc FROM pg_proc WHERE pronamespace = to_regnamespace(?) ORDER BY 1",
            (quoted(address.name), address.name, quoted(address.name)),
        )
        return connection.value("SELECT max(number) FROM version"), found.fetchall()


@contextmanager
def person(server: ServerWorkbook, database: str) -> Iterator[tuple[str, Address]]:
    """A user of the server who may do nothing yet, and the workbook's address for the user."""
    name = f"person_{uuid4().hex}"
    with psycopg.connect(database, autocommit=True) as keeper:
        keeper.execute(f"CREATE ROLE {name} LOGIN")
        try:
            yield name, Address.of(str(server.address).replace("postgres@", f"{name}@"))
        finally:
            keeper.execute(f"DROP OWNED BY {name}")
            keeper.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize("older", [1, 2], indirect=True)
def test_older_tables_are_brought_up_when_their_owner_opens_them(
    older: Address, server: ServerWorkbook, database: str
) -> None:
    """They are then as those that are made now, and hold the same; who does not own them reads what to do."""
    first = definition(older)
    with person(server, database) as (name, _), psycopg.connect(older.url, autocommit=True) as owner:
        for statement in grants(quoted(older.name), name, "editor"):
            owner.execute(statement.encode())
        theirs = Address.of(str(older).replace("postgres@", f"{name}@"))
        for attempt in (open_store, Verification):
            with pytest.raises(FileError, match=r"older jingdex \(version \d, here 3\): let its owner open it once"):
                attempt(theirs)
        assert definition(older) == first
        with open_store(older) as opened:
            assert opened.workbook() == server.workbook()
        assert definition(older) == definition(server.address) != first
        with Session.open(theirs, author="E") as editor:
            editor.do(figure(1))
    assert Verification(older).faults == []


@pytest.mark.parametrize("is_late", [False, True])
def test_tables_are_of_the_one_version_or_the_other_when_an_owner_is_cut_off(
    older: Address, server: ServerWorkbook, database: str, *, is_late: bool
) -> None:
    """At any round trip of opening: never half of a step, and the next attempt goes on."""
    whole = definition(older), definition(server.address)
    with Wire(database) as between:
        place, between.is_late = workbook_at(between.url, older.name), is_late
        for turn in range(1, 30):
            between.turns, between.cut_at = 0, turn
            with suppress(Lost):
                open_store(place).close()
                break
            assert definition(older) in whole
        assert turn > 5
    assert definition(older) == whole[1]


def test_newer_tables_are_refused(server: ServerWorkbook, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is done with them, in one sentence, with exit code 2."""
    with closing(ServerConnection(server.address)) as owner:
        owner.execute("INSERT INTO version VALUES (99)")
    place = str(server.address)
    for command in (["show", place, "clusters"], ["verify", place], ["grant", place, "ada", "reader"]):
        assert main(command) == 2
        assert "a newer jingdex (version 99, here 3): update jingdex here." in capsys.readouterr().err


@pytest.mark.parametrize("what", ["the server", "what serves one client"])
def test_a_server_that_is_killed_keeps_what_it_acknowledged_and_serves_again(
    server: ServerWorkbook, machine: Server | Given, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """An edit meanwhile is kept (what serves a client may outlive its server) or fails, and is then done again."""
    if isinstance(machine, Given):
        pytest.skip("a server that others run is not killed")
    monkeypatch.setattr("data.postgres.store.AGAIN", 0.0)
    with Session(server, "Ada") as session:
        session.do(figure(1))
        if what == "the server":
            machine.kill()
            kept = is_kept(session, figure(2))
            machine.start()
        else:
            os.kill(server._connection.raw.info.backend_pid, signal.SIGKILL)
            kept = is_kept(session, figure(2))
        while not kept:
            kept = is_kept(session, figure(2))
        with open_store(server.address) as opened:
            assert session.workbook == opened.workbook()
            assert [step.title for step in opened.trail(1)] == [str(figure(1)), str(figure(2))]
    assert Verification(server.address).faults == []


def is_kept(session: Session, edit: SetFigure) -> bool:
    """Whether an edit was acknowledged."""
    with suppress(FileError):
        session.do(edit)
        return True
    return False


NOT_FOR_EDITORS = (
    "UPDATE figure SET value = 1", "DELETE FROM edit", "TRUNCATE seal", "DROP TABLE entry CASCADE",
    "ALTER TABLE edit DISABLE TRIGGER ALL", "DROP TRIGGER edit_kept ON edit", "CREATE TABLE mine (a int)",
    "INSERT INTO entry (edit, table_name, key, fields) VALUES (1, 'units', 'x', '{}')",
    "INSERT INTO edit (number, time, author, reason, title, kind) VALUES (1000, '', '', '', '', 'edit')",
    "INSERT INTO version VALUES (2)",
    "CREATE OR REPLACE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'begin end'",
    "ALTER TABLE edit ADD COLUMN more int", "SET session_replication_role = replica", "LOCK TABLE edit",
)  # fmt: skip


TRIP = """SELECT append_edit(1, '1000', 'x', '2030-01-01T00:00:00.000Z', '"a","","t","edit",null]', '{}', '{}')"""


def test_roles_hold_against_any_sql(server: ServerWorkbook, database: str) -> None:
    """A reader looks, an editor adds, neither changes or removes what is there; nobody does nothing."""
    with person(server, database) as (name, mine):
        with pytest.raises(FileError, match="ask its keeper to make you a reader"):
            open_store(mine)
        with pytest.raises(FileError, match=r"You may not make .* ask the owner of the database"):
            copy_store(workbook_at(mine.url, "theirs"), server.address)
        set_role(server.address, name, "reader")
        with Session.open(mine, author="R") as reader:
            assert reader.workbook == server.workbook()
            with pytest.raises(FileError, match="ask its keeper to make you an editor"):
                reader.do(figure(1))
        with psycopg.connect(mine.url, autocommit=True) as plain:
            plain.execute(f'SET search_path TO "{mine.name}"')
            for statement in (*NOT_FOR_EDITORS, "INSERT INTO seal VALUES (2, '')", TRIP):
                with pytest.raises(psycopg.Error):
                    plain.execute(statement)
            set_role(server.address, name, "editor")
            for statement in NOT_FOR_EDITORS:
                with pytest.raises(psycopg.Error):
                    plain.execute(statement)
        with Session.open(mine, author="E") as editor:
            editor.do(figure(1))
            assert editor.workbook == server.workbook()
        set_role(server.address, name, None)
        with pytest.raises(FileError):
            open_store(mine)
        with pytest.raises(FileError, match="no user nobody at all"):
            set_role(server.address, "nobody at all", "reader")
    assert Verification(server.address).faults == []


def test_a_role_is_only_said_to_be_changed_where_it_was(server: ServerWorkbook, database: str) -> None:
    """An editor gives nothing, a keeper gives but takes back nothing that another gave: refused in one sentence."""
    with person(server, database) as (ed, eds), person(server, database) as (kim, kims):
        set_role(server.address, ed, "editor")
        set_role(server.address, kim, "keeper")
        for place, whom, role in ((eds, ed, "keeper"), (eds, kim, None), (kims, ed, None), (kims, ed, "reader")):
            with pytest.raises(FileError, match="was not changed: ask its owner"):
                set_role(place, whom, role)
        with person(server, database) as (guest, guests):
            for role in ("reader", "editor", "keeper", None):
                set_role(kims, guest, role)
            with pytest.raises(FileError, match="ask its keeper"):
                open_store(guests)
        with open_store(eds) as theirs:
            assert theirs.is_writable
        for whom in (ed, kim):
            set_role(server.address, whom, None)


def test_of_a_burst_of_edits_few_are_notified_and_all_are_read(server: ServerWorkbook, database: str) -> None:
    """The first in each eighth of a second by the clock of the server; who is notified goes on looking for a while."""
    with (
        Session.open(server.address, author="Bo") as bo,
        psycopg.connect(database, autocommit=True) as plain,
        psycopg.connect(database, autocommit=True) as listener,
    ):
        listener.execute(f"LISTEN {CHANNEL}")
        plain.execute(f'SET search_path TO "{server.address.name}"')
        steps = [(2, "0.01"), (3, "0.02"), (4, "0.12"), (5, "0.13"), (6, "1")]
        for number, second in steps:
            plain.execute(
                "INSERT INTO edit (number, time, author, reason, title, kind, clock) "
                "VALUES (%s, '2030-01-01T00:00:00.000Z', 'Eve', '', '', 'edit', %s)",
                (number, f"2030-01-01 00:00:0{second}Z"),
            )
            assert [one.number for one in (awaited(bo) if number == 2 else bo.look())] == [number]
        said = [one.payload for one in listener.notifies(timeout=0) if one.payload == server.address.name]
    assert len(said) == 3


def test_a_step_with_an_odd_time_stops_nobody(server: ServerWorkbook, database: str) -> None:
    """An editor may add one by SQL: it reads as it stands, and the next edit has the time of the clock."""
    with Session.open(server.address, author="Bo") as bo:
        with psycopg.connect(database, autocommit=True) as plain:
            plain.execute(f'SET search_path TO "{server.address.name}"')
            plain.execute(ADD_STEP.replace("?", "%s").encode(), (2, "yesterday", "Eve", "", "odd", "edit", None))
        assert [str(step) for step in awaited(bo)] == ["Eve at yesterday: odd"]
        assert bo.do(figure(1)).time < "yesterday"
        assert bo.workbook == server.workbook()


def test_what_the_owner_of_the_tables_tampers_with_is_found(server: ServerWorkbook, database: str) -> None:
    """A row changed behind disabled guards breaks its seal, and a guard taken away is named."""
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(f'SET search_path TO "{server.address.name}"')
        owner.execute("ALTER TABLE figure DISABLE TRIGGER figure_kept")
        owner.execute("UPDATE figure SET value = value + 1 WHERE row = 1")
        owner.execute("DROP TRIGGER edit_news ON edit")
        owner.execute("CREATE OR REPLACE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end'")
        owner.execute("ALTER FUNCTION append_edit SECURITY DEFINER")
        owner.execute("CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'select 1'")
    faults = Verification(server.address).faults
    assert any("Edit 1 " in fault and "is not what was saved" in fault for fault in faults)
    assert any("figure_kept" in fault for fault in faults)
    assert any("edit_news" in fault for fault in faults)
    for name in ("tell", "append_edit"):
        assert f"The function {name} was changed or taken away." in faults
    assert "There is a function more that jingdex did not make." in faults


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("postgresql://ada:secret@h/db/book", "PGPASSWORD"),
        ("postgresql://h/db/book?password=secret", "keep it in PGPASSWORD or ~/.pgpass: see"),
        ("postgresql://h/db/book?sslmode=require&PassWord=secret", "PGPASSWORD"),
        ("postgresql://h/db/book?oauth_client_%73ecret=secret", "PGPASSWORD"),
        ("postgresql://h/book", "names no workbook"),
        ("postgresql://h/db/pg_catalog", "cannot be the name of a workbook"),
        ("postgresql://127.0.0.1:1/db/book", "cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_without_its_secrets(
    text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence, with exit code 2."""
    assert main(["show", text, "clusters"]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "secret" not in said


def test_a_password_that_is_wanted_is_said_with_where_to_put_it() -> None:
    """As libpq says it, which has nothing to do with whether the server can be reached."""
    place = Address.of("postgresql://h/db/book")
    said = psycopg.OperationalError('connection to server at "h" failed: fe_sendauth: no password supplied')
    with pytest.raises(FileError, match="wants a password: put it into PGPASSWORD") as found, as_server_error(place):
        raise said
    assert not isinstance(found.value, Lost)


def test_a_dead_network_is_noticed_soon_unless_the_address_says_otherwise(database: str) -> None:
    """The settings of an address are what it says; the others look after the connection."""
    place = Address(f"{database}{'&' if '?' in database else '?'}keepalives_idle=77&application_name=mine", "x")
    with closing(ServerConnection(place)) as named:
        found = named.raw.info.get_parameters()
    assert (found["keepalives_idle"], found["application_name"]) == ("77", "mine")
    assert (found["tcp_user_timeout"], found["keepalives_count"]) == ("10000", "2")


def test_the_command_line_works_on_a_server(address: Address, capsys: pytest.CaptureFixture[str]) -> None:
    """new, set, show, undo, verify and grant take an address where they take a file."""
    place = str(address)
    assert place_of(place) == address
    assert main(["show", place, "figures"]) == 2
    assert "There is no workbook" in capsys.readouterr().err
    for command in (
        ["new", place, "--from", "beijing"],
        ["new", place, "--if-missing"],
        ["set", place, "beijing", "gdp", "1990", "5亿", "--note", "by hand"],
        ["show", place, "trail"],
        ["undo", place],
        ["verify", place],
    ):
        assert main(command) == 0, command
    said = capsys.readouterr()
    assert "is there and stays as it is" in said.out
    assert "Beijing, GDP, 1990: new: 5亿" in said.out
    assert main(["new", place]) == 2
    assert "already exists" in capsys.readouterr().err
    assert main(["recover", place, "x.jingdex"]) == 2
    assert "restore it from a backup" in capsys.readouterr().err
    assert main(["grant", "some.jingdex", "ada", "reader"]) == 2
    assert "name a workbook on a server" in capsys.readouterr().err


def test_a_scenario_on_a_server_is_changed_copied_and_merged(
    address: Address, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a file, to which it goes with its changes, and from which it comes back with the same seal."""
    place, file = str(address), str(tmp_path / "copy.jingdex")
    again = Address(address.url, address.name[:-1])
    for command in (
        ["new", place, "--from", "beijing"],
        ["scenario", "make", place, "growth", "--reason", "as the plan has it"],
        ["scenario", "set", place, "growth", "healthcare", "overall_scale", "2023", "1.1万亿 E"],
        ["new", file, "--from", place],
        ["new", str(again), "--from", file],
    ):
        assert main(command) == 0, command
    capsys.readouterr()
    shown = []
    for of in (place, file, str(again)):
        assert main(["scenario", "show", of, "growth"]) == 0
        shown.append(capsys.readouterr().out)
    assert "1.1万亿" in shown[0]
    assert shown == shown[:1] * 3
    with open_store(address) as one, open_store(again) as other:
        assert one.seal() == other.seal()
    assert main(["scenario", "merge", place, "growth"]) == 0
    with open_store(address) as merged:
        values = {one.period: one.value for one in merged.workbook().series("healthcare", "overall_scale").newest()}
    assert values["2023"] == 1.1e12


def test_news_that_cannot_be_read_are_read_at_the_next_look(
    server: ServerWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that is kept is not said to have failed, and what others did is not forgotten."""
    with Session(server, "Ada") as ada, Session.open(server.address, author="Bo") as bo:
        for failing, number in ((bo, 1), (ada, 3)):
            ada.do(figure(number))
            monkeypatch.setattr(ServerWorkbook, "caught_up", lambda *_: (_ for _ in ()).throw(Lost("gone")))
            if failing is bo:
                with pytest.raises(Lost):
                    awaited(bo)
            assert bo.do(figure(number + 1)).number == number + 2
            monkeypatch.undo()
            awaited(ada)
            bo.look()
            assert bo.workbook == ada.workbook == server.workbook()


def test_a_table_of_a_server_is_rolled_up(address: Address, database: str, tmp_path: Path) -> None:
    """The columns of the rule are copied once; codes keep their zeros, and a table that is not there is said."""
    with psycopg.connect(database, autocommit=True) as connection:
        schema = sql.Identifier(address.name)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        connection.execute(
            sql.SQL("CREATE TABLE {}.register (region text, industry text, year int, jobs numeric)").format(schema)
        )
        connection.execute(
            sql.SQL("INSERT INTO {}.register VALUES ('bj', '0111', 2020, 3), ('bj', '0111', 2020, 4.5)").format(schema)
        )
    rule = tmp_path / "rule.toml"
    text = (
        f"[rollup]\ncode = 'r'\nsource = '{address}'\ntable = 'register'\n[columns]\nunit = 'region'\n"
        "industry = 'industry'\nperiod = 'year'\n"
        "[[measures]]\nindicator = 'j_{industry}'\nhow = 'sum'\ncolumn = 'jobs'\n"
    )
    rule.write_text(text)
    book = tmp_path / "w.jingdex"
    assert main(["new", str(book)]) == 0
    assert main(["rollup", str(rule), str(book), "--yes"]) == 0
    with open_store(book) as file:
        (found,) = file.workbook().series("bj", "j_0111")
    assert (found.period, found.value) == ("2020", 7.5)
    rule.write_text(text.replace("'register'", "'others'"))
    assert main(["rollup", str(rule), str(book), "--yes"]) == 2


def test_a_backup_by_the_commands_of_the_page_comes_back_whole(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dumped, removed and restored, a workbook has its trail, its seals and its guards."""
    if not (programs() / "pg_dump").exists():
        pytest.skip("these programs of PostgreSQL have no pg_dump")
    page = (Path(__file__).parents[2] / "docs" / "team.md").read_text("utf-8")
    dump, restore = re.findall(r"`(pg_(?:dump|restore) [^`]+)`", page)
    monkeypatch.setenv("PATH", str(programs()), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    name = f"figures_{uuid4().hex}"
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}".encode())
        try:
            place = Address(database.replace("/postgres?", f"/{name}?"), "beijing")
            for variable, value in (("PGHOST", owner.info.host), ("PGUSER", owner.info.user)):
                monkeypatch.setenv(variable, value)
            with Session(ServerWorkbook.create(place, filled(read_set("beijing"), "Copied"), "Ada"), "Ada") as session:
                session.do(figure(1))
                seal = session.file.seal()
            subprocess.run(shlex.split(dump.replace(" figures", f" {name}")), check=True)
            with psycopg.connect(place.url, autocommit=True) as there:
                there.execute("DROP SCHEMA beijing CASCADE")
            subprocess.run(shlex.split(restore.replace("=figures", f"={name}")), check=True)
            proof = Verification(place)
            assert (proof.seal, proof.faults, proof.edits) == (seal, [], 2)
        finally:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
