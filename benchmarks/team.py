"""Prints what a team on one PostgreSQL server costs: many editors at once, a million figures opened.

`python -m benchmarks.team` starts a server that a package brings; where JINGDEX_TEST_POSTGRES names a database, it uses
that one. The bare INSERT beside an edit is one row and its commit by as many processes at once.
"""

import argparse
import multiprocessing
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from statistics import fmean, quantiles
from time import perf_counter, sleep
from typing import TYPE_CHECKING
from uuid import uuid4

import polars as pl
import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks.postgres_server import running
from core.errors import JingdexError
from core.workbook.edit import SetFigure, block_edit, filled
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.postgres.address import Address
from data.postgres.schema import CHANNEL
from data.session import Session
from data.sets import read_set
from data.stores import create_store
from data.verification import Verification

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier

NOTIFYING = """
    CREATE OR REPLACE FUNCTION notify_screens() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN PERFORM pg_notify('{channel}', '{schema}'); RETURN NULL; END$$;
    CREATE TRIGGER notifying AFTER INSERT ON bare FOR EACH STATEMENT EXECUTE FUNCTION notify_screens()"""


def at(base: str, name: str) -> Address:
    """The address of a workbook in the database."""
    head, mark, query = base.partition("?")
    return Address.of(f"{head}/{name}{mark}{query}")


def edits(place: Address, editor: int, count: int, ready: "Barrier", times: "Queue[tuple[list[float], int]]") -> None:
    """Edits of one editor, each of a cell of its own, in series of twenty years; one that fails is done again.

    Between them the editor looks for news as often as a screen does.
    """
    milliseconds, again = [], 0
    with opened(place, f"editor {editor}") as session:
        ready.wait()
        looked = perf_counter()
        for number in range(count):
            month = f"{2000 + number % 240 // 12}-{number % 12 + 1:02}"
            figure = Figure("beijing", f"gdp_{editor}_{number // 240}", month, value=float(number))
            edit = SetFigure(None, figure)
            start = perf_counter()
            while True:
                try:
                    session.do(edit)
                    break
                except JingdexError:
                    again += 1
                    sleep(0.01)
            milliseconds.append(1000 * (perf_counter() - start))
            if perf_counter() - looked > session.file.look_every:
                session.look()
                looked = perf_counter()
    times.put((milliseconds, again))


def opened(place: Address, author: str) -> Session:
    """A session; one that is cut while it opens is opened again."""
    while True:
        with suppress(JingdexError):
            return Session.open(place, author=author)


def inserts(base: str, _: int, count: int, ready: "Barrier", times: "Queue[tuple[list[float], int]]") -> None:
    """Rows of a bare table, each with a commit of its own."""
    milliseconds = []
    with psycopg.connect(base, autocommit=True) as connection:
        ready.wait()
        for number in range(count):
            start = perf_counter()
            connection.execute("INSERT INTO bare (text) VALUES (%s)", (f"beijing gdp {number}",))
            milliseconds.append(1000 * (perf_counter() - start))
    times.put((milliseconds, 0))


def looks(
    place: Address,
    screens: int,
    open_now: "multiprocessing.synchronize.Event",
    done: "multiprocessing.synchronize.Event",
) -> None:
    """Sessions that look for news as screens do."""
    sessions = [Session.open(place, read_only=True) for _ in range(screens)]
    open_now.set()
    while not done.is_set():
        for session in sessions:
            with suppress(JingdexError):
                session.look()
        sleep(sessions[0].file.look_every)


@contextmanager
def watched(place: Address, screens: int) -> Iterator[None]:
    """So many screens look on, from before the first of what is done inside until after the last."""
    context = multiprocessing.get_context("spawn")
    open_now, done = context.Event(), context.Event()
    watching = context.Process(target=looks, args=(place, screens, open_now, done))
    watching.start()
    open_now.wait()
    yield
    done.set()
    watching.join()


def together(work: object, place: object, editors: int, count: int) -> tuple[list[float], int]:
    """The milliseconds of everything that so many processes do at once, and how often something was done again."""
    context = multiprocessing.get_context("spawn")
    ready, times = context.Barrier(editors), context.Queue()
    processes = [context.Process(target=work, args=(place, one, count, ready, times)) for one in range(editors)]
    for process in processes:
        process.start()
    found = [times.get() for _ in processes]
    for process in processes:
        process.join()
    return [one for milliseconds, _ in found for one in milliseconds], sum(again for _, again in found)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 are not above."""
    return quantiles(values, n=20)[-1]


def many_editors(base: str, editors: int, count: int, screens: int) -> Iterator[tuple[str, str]]:
    """The edits of many, beside bare inserts."""
    place = at(base, f"bench_{uuid4().hex}")
    create_store(place, filled(read_set("beijing"), "Copied"), "Ada").close()
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bare")
        connection.execute("CREATE TABLE bare (row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text)")
        bare, _ = together(inserts, base, editors, count)
        connection.execute(NOTIFYING.format(channel=CHANNEL, schema=place.name))
    with watched(place, screens):
        notifying, _ = together(inserts, base, editors, count)
    with watched(place, screens):
        milliseconds, _ = together(edits, place, editors, count)
    proof = Verification(place)
    yield (
        f"{editors} editors × {count} edits, {screens} screens",
        f"{proof.edits - 1:,} in the trail, {len(proof.faults)} faults",
    )
    yield "an edit, 95 of 100 within", f"{p95(milliseconds):.1f} ms"
    yield "a bare INSERT, 95 of 100 within", f"{p95(bare):.1f} ms"
    yield "a bare INSERT that notifies the screens, 95 of 100 within", f"{p95(notifying):.1f} ms"
    yield "edits a second", f"{1000 * editors / fmean(milliseconds):,.0f}"


def large_workbook(base: str, figures: int) -> Iterator[tuple[str, str]]:
    """How long it takes to open many figures."""
    units = figures // 100
    frame = pl.DataFrame(
        {
            "unit": [f"u{number:06}" for number in range(units) for _ in range(100)],
            "indicator": [f"i{number}" for _ in range(units) for number in range(5) for _ in range(20)],
            "period": [str(year) for _ in range(units * 5) for year in range(2000, 2020)],
            "value": [float(number) for number in range(units * 100)],
        }
    )
    place = at(base, f"bench_{uuid4().hex}")
    create_store(place, block_edit(Workbook(), "many", frame), "Ada").close()
    start = perf_counter()
    with Session.open(place) as session:
        height = session.workbook.figures.whole().height
    yield f"opening {height:,} figures", f"{perf_counter() - start:.2f} s"
    yield "memory then", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--screens", type=int, default=20)
    parser.add_argument("--figures", type=int, default=1_000_000)
    arguments = parser.parse_args()
    table = Table("what", "measured", title="A team on one server")
    with running() as server:
        base = server.url
        for rows in (
            many_editors(base, arguments.editors, arguments.edits, arguments.screens),
            large_workbook(base, arguments.figures),
        ):
            for row in rows:
                table.add_row(*row)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
