"""`jingdex rollup`: rolls micro-data up to figures by a rule, and shows them before they come in as one step."""

import sys
from argparse import Namespace
from pathlib import Path

from core.rollup.document import toml_text
from core.words import gettext
from data.rollup.rules import rule_named
from data.session import Session
from data.stores import open_store
from data.written import write_file
from tui.cli.arguments import refuse_unused
from tui.cli.output import clear_progress, flush, show_progress, write, write_lines
from tui.cli.saving import saved_text
from tui.grid.answer import is_yes
from tui.grid.plain import plain
from tui.rollup.run import rolled_up
from tui.rollup.text import preview_lines


def run(arguments: Namespace) -> int:
    """Run the rule, show its result, ask, and do it; exit code 1 where nothing is written."""
    if arguments.save:
        return _save(arguments)
    if arguments.dry_run:
        refuse_unused(arguments, dict.fromkeys(("yes", "reason"), gettext("--dry-run writes nothing")))
    with Session.open(arguments.workbook, read_only=arguments.dry_run) as session:
        rule, folder = rule_named(arguments.rule, session.workbook, _beside(arguments), arguments.source or "")
        try:
            result, source = rolled_up(rule, folder, arguments.engine or "", session.workbook, _show_progress)
        finally:
            clear_progress()
        write_lines(preview_lines(result, source, session.workbook))
        if not result.changes(session.workbook):
            write(gettext("nothing is written: the workbook has all of it\n"))
            return 0
        if arguments.dry_run:
            write(gettext("nothing is written\n"))
            return 0
        if not arguments.yes and not _accepted():
            write(gettext("nothing is written: add --yes to accept\n"))
            return 1
        outcome = session.file.commit(result.edit(session.workbook), session.author, arguments.reason.strip())
    write(saved_text(outcome, session.workbook))
    return 0


def _show_progress(done: float) -> None:
    """How far it is, on standard error where a person looks at it."""
    show_progress(gettext("rolling up … {percent:.0f} %", percent=100 * done))


def _beside(arguments: Namespace) -> Path:
    """The folder of the workbook, in which the paths of its rules begin; of one on a server where the person is."""
    return arguments.workbook.parent if isinstance(arguments.workbook, Path) else Path.cwd()


def _save(arguments: Namespace) -> int:
    """Write the rule as TOML, with its crosswalk in it."""
    needless = dict.fromkeys(("yes", "dry_run", "engine", "reason", "source"), gettext("--save writes the rule alone"))
    refuse_unused(arguments, needless)
    with open_store(arguments.workbook, read_only=True) as store:
        rule, _ = rule_named(arguments.rule, store.workbook(), _beside(arguments))
    write_file(arguments.save, toml_text(rule).encode())
    write(gettext("wrote {path}\n", path=plain(str(arguments.save))))
    return 0


def _accepted() -> bool:
    """Whether a person at a terminal says yes."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    write(gettext("import these figures? y/N "))
    flush()
    return is_yes(sys.stdin.readline())
