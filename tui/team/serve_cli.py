"""`jingdex serve`: shows a workbook in a browser."""

import os
import platform
import shlex
import sys
from argparse import Namespace
from secrets import token_urlsafe
from urllib.parse import urlsplit

from core.words import gettext
from data import system_error
from data.confinement import SERVED
from data.errors import FileError
from data.stores import Place, open_store
from tui.cli.arguments import BadUse
from tui.terminal.means import terminal_means

PORTS = {"http": 80, "https": 443}
"""The port that an address does not name."""
EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - what is refused
PROGRAM = "from jingdex import main; raise SystemExit(main())"


def run(arguments: Namespace) -> int:
    """Serve until Ctrl+C."""
    if not arguments.read_only:
        raise BadUse("Nobody edits in a browser: write `jingdex serve WORKBOOK --read-only`.")
    try:
        from tui.team.serve import LookingServer  # noqa: PLC0415 - only who serves has textual-serve
    except ImportError as error:
        raise FileError("A server for browsers needs textual-serve: install jingdex[serve].") from error
    open_store(arguments.workbook, read_only=True).close()
    host, port = arguments.host, arguments.port
    address = public_address(host, port, arguments.address)
    os.environ.update(environment())
    try:
        LookingServer(command(arguments.workbook), host, port, address, token_urlsafe()).serve()
    except (OSError, OverflowError) as error:
        raise FileError(
            "No server can listen at {host}, port {port} ({why}): name another --port or --host.",
            host=host, port=port, why=system_error.reason(error),
        ) from error  # fmt: skip
    return 0


def public_address(host: str, port: int, named: str | None) -> str:
    """The address by which browsers reach the server, as they write it in what they send. Raises BadUse."""
    if not named and host in EVERYWHERE:
        raise BadUse(
            "{host} is each address of this machine: add what browsers call it, as in --address http://{name}:{port}.",
            host=host or gettext("An empty host"), name=platform.node(), port=port,
        )  # fmt: skip
    if not port:
        raise BadUse("Name the port at which browsers find it: --port 8080.")
    parts = urlsplit(named or f"http://{f'[{host}]' if ':' in host else host}:{port}")
    if parts.scheme not in PORTS or not parts.netloc or parts.path not in {"", "/"} or parts.query or parts.username:
        raise BadUse(
            "{address} is not the address of a site: write https://figures.example.org.", address=named or host
        )
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(f':{PORTS[parts.scheme]}')}"


def command(place: Place) -> str:
    """What is run for each browser."""
    return shlex.join((sys.executable, "-c", PROGRAM, str(place), "--read-only"))


def environment() -> dict[str, str]:
    """What tells these processes that they are served, and what a browser can show."""
    unicode = {} if terminal_means(os.environ).unicode else {"LC_ALL": "C.UTF-8"}
    return {SERVED: "1", "COLORTERM": "truecolor", "TERM": "xterm-256color", "NO_COLOR": "", **unicode}
