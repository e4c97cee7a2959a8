"""`jingdex rules`: the rules of a workbook as TOML, shown, saved to a file and loaded from one."""

from argparse import Namespace
from pathlib import Path

from core.rules.document import loaded, toml_text
from core.words import gettext
from data.session import Session
from data.stores import open_store
from data.written import read_text, write_file
from tui.cli.arguments import TO_TRAIL, BadUse, refuse_unused
from tui.cli.output import write
from tui.cli.saving import saved_text
from tui.grid.plain import plain


def run(arguments: Namespace) -> int:
    """Do what the action says."""
    if (arguments.file is None) != (arguments.action == "show"):
        use = "" if arguments.action == "show" else f" {gettext('FILE')}"
        raise BadUse(
            "Write `jingdex rules {action} WORKBOOK{use}`: see `jingdex rules --help`.",
            action=arguments.action,
            use=use,
        )
    if arguments.action != "save":
        refuse_unused(arguments, {"force": gettext("it is for save, which writes a file")})
    if arguments.action != "load":
        refuse_unused(arguments, {"reason": gettext("{purpose}; it is for load", purpose=gettext(TO_TRAIL))})
    if arguments.action == "load":
        return _load(arguments)
    with open_store(arguments.workbook) as file:
        text = toml_text(file.workbook())
    if arguments.action == "show":
        write(
            "".join(f"{plain(line)}\n" for line in text.splitlines())
            or gettext("There are none: this workbook has no rules.\n")
        )
        return 0
    write_file(Path(arguments.file), text.encode(), force=arguments.force)
    write(gettext("the rules are saved as {file}\n", file=plain(arguments.file)))
    return 0


def _load(arguments: Namespace) -> int:
    text = read_text(Path(arguments.file))
    with Session.open(arguments.workbook) as session:
        edit = loaded(text, arguments.file, session.workbook)
        if not edit.edits:
            write(gettext("nothing to save: the rules are the same already\n"))
            return 0
        outcome = session.do(edit, arguments.reason.strip())
    write(saved_text(outcome, session.workbook))
    return 0
