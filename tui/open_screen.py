"""`jingdex [WORKBOOK]`: the screen."""

import sys
from argparse import Namespace
from pathlib import Path

from core.words import gettext
from data import places, stores
from data.confinement import confine, is_served
from tui import app
from tui.cli import spec
from tui.cli.arguments import BadUse
from tui.cli.output import write, write_data


def run(arguments: Namespace) -> int:
    """Open a workbook on the screen, without a name the person's own copy of the Beijing set."""
    if arguments.version:
        from importlib.metadata import version  # noqa: PLC0415 - only wanted here

        write(gettext("jingdex {value}\n", value=version("jingdex")))
        return 0
    if arguments.spec:
        write_data(f"{spec.spec_text()}\n")
        return 0
    if is_served():
        confine(*([arguments.workbook] if isinstance(arguments.workbook, Path) else []))
    elif not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        if arguments.workbook is not None:
            stores.open_store(arguments.workbook, read_only=True).close()
        raise BadUse(
            "The screen needs a terminal: start jingdex in one, or print with `jingdex show WORKBOOK figures`."
        )
    path = arguments.workbook or places.own_copy("beijing")
    return app.run(path, read_only=arguments.read_only, as_of=arguments.as_of)
