"""`jingdex [WORKBOOK]`: the screen."""

import sys
from argparse import Namespace
from pathlib import Path

from core.words import gettext
from core.workbook.entry import LANGUAGES
from data import places, session, sets, stores
from data.confinement import confine, is_served
from tui import app
from tui.cli import spec
from tui.cli.arguments import BadUse
from tui.cli.output import has_unicode, write, write_data
from tui.locale.choice import choose


def run(arguments: Namespace) -> int:
    """Open a workbook on the screen; without a name, or by that of a shipped set, the person's own copy of the set."""
    if arguments.version:
        from importlib.metadata import version  # noqa: PLC0415 - only wanted here

        write(gettext("jingdex {version}\n", version=version("jingdex")))
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
    else:
        _speak_as_before(arguments)
    path = arguments.workbook or places.own_copy("beijing")
    if isinstance(path, Path) and path.name == str(path) in sets.set_names() and not path.exists():
        path = places.own_copy(str(path))
    return run_app(path, read_only=arguments.read_only, as_of=arguments.as_of)


def run_app(path: "stores.Place", *, read_only: bool = False, as_of: str | None = None) -> int:
    """Show a workbook until the person quits. Raises FileError, and whatever stopped the app."""
    with session.Session.open(path, read_only=read_only or as_of is not None) as opened:
        screen = app.Jingdex(opened, read_only=not opened.file.is_writable, as_of=as_of)
        code = screen.run() or 0
    if screen.fault is not None:
        raise screen.fault
    return code


def _speak_as_before(arguments: Namespace) -> None:
    """Speak the language in which the screen was left, where none is requested and the terminal can show it."""
    chosen = next((language for language in LANGUAGES if language == places.kept(places.LANGUAGE)), None)
    if chosen and arguments.language is None and has_unicode():
        choose(chosen)
