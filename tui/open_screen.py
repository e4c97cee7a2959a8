"""`jingdex [WORKBOOK]`: the screen."""

import sys
from argparse import Namespace

from tui.cli.arguments import BadUse
from tui.cli.output import write, write_data


def run(arguments: Namespace) -> int:
    """Open a workbook on the screen, without a name the person's own copy of the Beijing set."""
    if arguments.version:
        from importlib.metadata import version  # noqa: PLC0415 - only wanted here

        write(f"jingdex {version('jingdex')}\n")
        return 0
    if arguments.spec:
        from tui.cli.spec import spec_text  # noqa: PLC0415 - only wanted here

        write_data(f"{spec_text()}\n")
        return 0
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        if arguments.workbook is not None:
            from data.opening import opened  # noqa: PLC0415 - what is wrong with the file is told first

            opened(arguments.workbook, writable=False).close()
        raise BadUse(
            "The screen needs a terminal: start jingdex in one, or print with `jingdex show WORKBOOK figures`."
        )
    from data.places import own_copy  # noqa: PLC0415 - neither is wanted for the version
    from tui.app import run as run_app  # noqa: PLC0415

    path = arguments.workbook or own_copy("beijing")
    return run_app(path, read_only=arguments.read_only, as_of=arguments.as_of)
