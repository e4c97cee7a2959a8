"""`jingdex method`: the method of an index as TOML, shown, saved to a file and loaded from one."""

from argparse import Namespace
from pathlib import Path

from core.method.document import document_of, load
from core.method.document_text import document_from, toml_text
from core.method.effect import without_effect
from core.method.run import Failure, scored
from core.words import gettext, labelled
from core.workbook.workbook import Workbook
from data.session import Session
from data.stores import open_store
from data.written import read_text, write_file
from tui.cli.arguments import TO_TRAIL, BadUse, refuse_unused
from tui.cli.output import complain, write
from tui.cli.saving import saved_text
from tui.grid.plain import plain


def run(arguments: Namespace) -> int:
    """Do what the action says."""
    needed = {"show": 1, "load": 1, "save": 2}[arguments.action]
    names = [name for name in (arguments.name, arguments.file) if name is not None]
    if len(names) > needed or (len(names) < needed and arguments.action != "show"):
        known = {"show": f"[{gettext('METHOD')}]", "load": gettext("FILE"), "save": gettext("METHOD FILE")}
        raise BadUse(
            "Write `jingdex method {action} WORKBOOK {uses}`: see `jingdex method --help`.",
            action=arguments.action,
            uses=known[arguments.action],
        )
    if arguments.action != "save":
        refuse_unused(arguments, {"force": gettext("it is for save, which writes a file")})
    if arguments.action != "load":
        refuse_unused(arguments, {"reason": gettext("{purpose}; it is for load", purpose=gettext(TO_TRAIL))})
    return {"show": _show, "load": _load, "save": _save}[arguments.action](arguments)


def _show(arguments: Namespace) -> int:
    workbook = _workbook(arguments)
    codes = [arguments.name] if arguments.name else list(workbook.methods)
    if not codes:
        write(gettext("There are none: this workbook has no method yet.\n"))
    for code in codes:
        write("".join(f"{plain(line)}\n" for line in toml_text(document_of(workbook, code)).splitlines()))
    return 0


def _save(arguments: Namespace) -> int:
    text = toml_text(document_of(_workbook(arguments), arguments.name))
    write_file(Path(arguments.file), text.encode(), force=arguments.force)
    write(gettext("method {name} is saved as {file}\n", name=plain(arguments.name), file=plain(arguments.file)))
    return 0


def _load(arguments: Namespace) -> int:
    read_document = document_from(read_text(Path(arguments.name)), arguments.name)
    with Session.open(arguments.workbook) as session:
        edit = load(read_document, session.workbook)
        if not edit.edits:
            write(gettext("nothing to save: the method is the same already\n"))
            return 0
        outcome = session.do(edit, arguments.reason.strip())
        workbook = session.workbook
    write(saved_text(outcome, workbook))
    for sentence in without_effect(document_of(workbook, read_document.method.code)):
        complain(labelled(read_document.method.code, sentence))
    result = scored(workbook, read_document.method.code)
    if isinstance(result, Failure):
        complain(
            gettext(
                "{code} is saved and cannot be computed now: {sentence}",
                code=read_document.method.code,
                sentence=result.sentence,
            )
        )
    return 0


def _workbook(arguments: Namespace) -> Workbook:
    with open_store(arguments.workbook, read_only=True) as file:
        return file.workbook()
