"""`jingdex define`: what a workbook is about, entry by entry."""

from argparse import Namespace
from collections.abc import Iterator
from shlex import quote

from core.words import gettext, labelled
from core.workbook.definition import DEFINED, MEANINGS, entry_from_words, identity_of, remove_entry
from core.workbook.edit import Edit, changes_nothing
from core.workbook.entry import FailedEntry
from core.workbook.typed_field import field_text
from core.workbook.workbook import Workbook
from data.session import Session
from data.stores import open_store
from tui.cli.arguments import TO_TRAIL, refuse_unused
from tui.cli.movements import report
from tui.cli.output import write, write_lines
from tui.definitions.sheet import field_note, fields_of


def run(arguments: Namespace) -> int:
    """List tables or the entries of one, or save an entry and print what that moves."""
    if not arguments.words:
        listed = gettext("name the entry that it is about")
        refuse_unused(arguments, {"remove": listed, "reason": labelled(gettext(TO_TRAIL), listed)})
        with open_store(arguments.workbook) as file:
            workbook = file.workbook()
        write_lines(_entries(workbook, arguments.table) if arguments.table else _tables(workbook))
        return 0
    with Session.open(arguments.workbook) as session:
        if arguments.remove:
            edit: Edit = remove_entry(session.workbook, arguments.table, "/".join(arguments.words))
        else:
            edit = entry_from_words(session.workbook, arguments.table, arguments.words)
        if changes_nothing(edit):
            write(gettext("nothing to save: the entry is the same already\n"))
            return 0
        report(session.do(edit, arguments.reason.strip()), session.workbook)
    return 0


def _tables(workbook: Workbook) -> Iterator[str]:
    for table, meaning in DEFINED.items():
        yield f"{table:14}{len(workbook.entries(table)):7,}  {gettext(meaning)}"


def _entries(workbook: Workbook, table: str) -> Iterator[str]:
    """The fields of a table with what they say, then each entry as it would be given."""
    codes = identity_of(table)
    yield f"# {table}: {' '.join(fields_of(table))}"
    yield from (f"# {field_note(name)}" for name in fields_of(table) if name in MEANINGS)
    for entry in workbook.entries(table).values():
        if isinstance(entry, FailedEntry):
            yield f"# {labelled(gettext('cannot be understood'), labelled(quote(entry.key), entry.sentence))}"
        texts = {name: quote(field_text(entry, name)) for name in fields_of(table) if field_text(entry, name)}
        yield " ".join(text if name in codes else f"{name}={text}" for name, text in texts.items())
