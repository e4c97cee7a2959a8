"""`jingdex serve`: a workbook to look at in a browser."""

import os
import shlex
import sys
from argparse import Namespace
from secrets import token_urlsafe

from core.words import gettext
from data.confinement import SERVED
from data.errors import FileError
from data.stores import Place, open_store
from tui.cli.arguments import BadUse
from tui.cli.output import write
from tui.terminal.means import terminal_means

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
    address = arguments.address or f"http://{arguments.host}:{arguments.port}"
    os.environ.update(environment())
    server = LookingServer(command(arguments.workbook), arguments.host, arguments.port, address, token_urlsafe())
    write(gettext("open {way_in} in a browser, Ctrl+C ends\n", way_in=server.way_in))
    server.serve()
    return 0


def command(place: Place) -> str:
    """What is run for each browser."""
    return shlex.join((sys.executable, "-c", PROGRAM, str(place), "--read-only"))


def environment() -> dict[str, str]:
    """What tells these processes that they are served, and what a browser can show."""
    unicode = {} if terminal_means(os.environ).unicode else {"LC_ALL": "C.UTF-8"}
    return {SERVED: "1", "COLORTERM": "truecolor", "TERM": "xterm-256color", "NO_COLOR": "", **unicode}
