"""Prints what is lost or doubled while editors work and everything about them is killed at random moments.

`python -m benchmarks.crashes --crashes 500` starts a server of its own. Each editor counts what was acknowledged, in
memory that survives it; at the end the trail must have all of that, each edit once, and at most one more of each
editor: the one whose answer was still on its way.
"""

import argparse
import multiprocessing
import os
import random
import signal
from collections import Counter
from contextlib import suppress
from ctypes import c_bool, c_uint64
from multiprocessing.sharedctypes import RawArray, RawValue
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks.postgres_server import Server, programs
from benchmarks.team import at
from core.errors import JingdexError
from core.workbook.edit import SetFigure, filled
from core.workbook.figure import Figure
from data.postgres.address import Address
from data.session import Session
from data.sets import read_set
from data.stores import create_store
from data.verification import Verification

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = 0.05
"""Seconds at most from the moment when editors work again to the next crash."""
LONGEST = 120
"""Seconds after which editors that do not work again are given up."""
OTHERS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'jingdex' AND state <> 'idle' ORDER BY random()"


def cell(editor: int, number: int) -> Figure:
    """The one cell of an edit."""
    return Figure("beijing", f"gdp_{editor}_{number // 240}", f"{2000 + number % 240 // 12}-{number % 12 + 1:02}",
                  value=float(number))  # fmt: skip


def edit(place: Address, editor: int, kept: "RawArray[c_uint64]", stop: "RawValue[c_bool]") -> None:
    """Edit until it is time to stop; an edit that is said to have failed is done again, as a person does."""
    while not stop.value:
        with suppress(JingdexError), Session.open(place, author=f"editor {editor}") as session:
            while session.workbook.figure(cell(editor, kept[editor]).key):  # kept, and killed before it was counted
                kept[editor] += 1
            while not stop.value:
                try:
                    session.do(SetFigure(None, cell(editor, kept[editor])))
                    kept[editor] += 1
                except JingdexError:
                    sleep(0.01)


class Crashes:
    """A server, editors at it, and what may happen to them."""

    def __init__(self, server: Server, editors: int) -> None:
        self.server = server
        self.place = at(server.url, "book")
        create_store(self.place, filled(read_set("beijing"), "Copied"), "Ada").close()
        self.kept, self.stop = RawArray(c_uint64, editors), RawValue(c_bool, False)
        self._context = multiprocessing.get_context("spawn")
        self._editors = [self._editor(number) for number in range(editors)]
        self._chance = random.Random(7)  # noqa: S311 - no secret
        self.done: Counter[str] = Counter()
        self._kinds: dict[str, tuple[int, Callable[[], object]]] = {
            "a connection cut by the server": (60, lambda: self._signal_backend(signal.SIGTERM)),
            "a process of the server killed (all others restart)": (15, lambda: self._signal_backend(signal.SIGKILL)),
            "the server killed and started": (5, self._kill_server),
            "the server stopped at once and started": (5, self._stop_server),
            "an editor killed and started": (15, self._kill_editor),
        }

    def _editor(self, number: int) -> multiprocessing.Process:
        process = self._context.Process(target=edit, args=(self.place, number, self.kept, self.stop))
        process.start()
        return process

    def work_again(self) -> None:
        """Wait until any editor has made an edit since now."""
        before, until = sum(self.kept), monotonic() + LONGEST
        while sum(self.kept) == before:
            if monotonic() > until:
                raise TimeoutError
            sleep(0.005)

    def crash(self) -> None:
        """Let something happen at some moment of the editors' work."""
        self.work_again()
        sleep(PAUSE * self._chance.random())
        names = list(self._kinds)
        (name,) = self._chance.choices(names, [weight for weight, _ in self._kinds.values()])
        self._kinds[name][1]()
        self.done[name] += 1

    def _signal_backend(self, what: int) -> None:
        while True:
            with suppress(psycopg.OperationalError, ProcessLookupError), self._connected() as connection:
                found = connection.execute(OTHERS).fetchone()
                if found:
                    os.kill(found[0], what)
                    return

    def _connected(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection, once the server lets one in."""
        until = monotonic() + LONGEST
        while True:
            try:
                return psycopg.connect(self.server.url)
            except psycopg.OperationalError:
                if monotonic() > until:
                    raise
                sleep(0.05)

    def _kill_server(self) -> None:
        self.server.kill()
        self.server.start()

    def _stop_server(self) -> None:
        os.kill(self.server.pid, signal.SIGQUIT)
        self.server.start()

    def _kill_editor(self) -> None:
        number = self._chance.randrange(len(self._editors))
        self._editors[number].kill()
        self._editors[number].join()
        self._editors[number] = self._editor(number)

    def finish(self) -> None:
        """Let every editor finish what it is doing."""
        self.work_again()
        self.stop.value = True
        for process in self._editors:
            process.join()

    def lost_and_doubled(self) -> tuple[int, int]:
        """How many acknowledged edits the trail lacks, and how many it has more than once."""
        with self._connected() as connection:
            found = connection.execute(
                "SELECT indicator, period, count(*) FROM book.figure WHERE edit > 1 GROUP BY 1,2"
            )
            counts = {(indicator, period): count for indicator, period, count in found}
        wanted = {cell(one, number).key[1:3] for one, kept in enumerate(self.kept) for number in range(kept)}
        most = {cell(one, kept).key[1:3] for one, kept in enumerate(self.kept)}
        doubled = sum(count - 1 for count in counts.values()) + len(counts.keys() - wanted - most)
        return len(wanted - counts.keys()), doubled


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crashes", type=int, default=500)
    parser.add_argument("--editors", type=int, default=4)
    arguments = parser.parse_args()
    server = Server(programs())
    try:
        crashes = Crashes(server, arguments.editors)
        for _ in range(arguments.crashes):
            crashes.crash()
        crashes.finish()
        lost, doubled = crashes.lost_and_doubled()
        proof = Verification(crashes.place)
    finally:
        server.close()
    table = Table("what", "how often", title=f"Crashes under {arguments.editors} editors")
    for name, count in crashes.done.most_common():
        table.add_row(name, f"{count:,}")
    table.add_row("edits acknowledged, in the trail", f"{sum(crashes.kept):,}, {proof.edits - 1:,}")
    table.add_row("lost, doubled, faults", f"{lost}, {doubled}, {len(proof.faults)}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
