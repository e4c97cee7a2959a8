"""`jingdex scenario`: makes, compares, merges and drops scenarios, which are branches over the workbook."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from core.method.document import load
from core.method.document_text import document_from
from core.scenario.scenario import begin_scenario, branch, cell_text, drop_scenario, merge_scenario, recorded
from core.words import gettext, in_words, ngettext, with_note
from core.workbook.edit import CompositeEdit, Edit, SetEntry, single_edits
from core.workbook.typed_edit import figure_edit
from core.workbook.workbook import Workbook
from data.clock import today
from data.session import Session
from data.stores import open_store
from data.written import read_text
from tui.cli.arguments import BadUse, refuse_unused
from tui.cli.movements import moved_lines, report
from tui.cli.output import has_unicode, write, write_lines
from tui.cli.saving import done_line, saved_text
from tui.figures.cli import figure_named, place_named
from tui.grid.wording import Wording
from tui.locale.choice import spoken
from tui.tables.show_cli import print_table, query_with

WORDS: dict[str, tuple[str, ...]] = {
    "list": (),
    "make": ("NAME",),
    "set": ("NAME", "UNIT", "INDICATOR", "PERIOD", "FIGURE"),
    "load": ("NAME", "FILE"),
    "show": ("NAME",),
    "compare": ("NAME", "…"),
    "merge": ("NAME",),
    "drop": ("NAME",),
}

HEEDED = {
    "source": ("set",),
    "reason": ("make", "set", "load", "merge", "drop"),
    "format": ("compare",),
    "language": ("show", "compare"),
}
"""The actions on which an option works."""


def run(arguments: Namespace) -> int:
    """Do what the action says."""
    wanted = WORDS[arguments.action]
    for name, actions in HEEDED.items():
        if arguments.action not in actions:
            refuse_unused(arguments, {name: gettext("it is for {actions}", actions=in_words(actions))})
    if arguments.action == "compare":
        return _side_by_side(arguments)
    if len(arguments.words) != len(wanted):
        values = map(gettext, ("WORKBOOK", *wanted))
        raise BadUse("Write `jingdex scenario {use}`.", use=" ".join((arguments.action, *values)))
    if arguments.action in {"list", "show"}:
        with open_store(arguments.workbook) as file:
            workbook = file.workbook()
        write_lines(_listed(workbook) if arguments.action == "list" else _compared(workbook, arguments))
        return 0
    with Session.open(arguments.workbook) as session:
        edit = _edit(session.workbook, arguments)
        if not list(single_edits(edit)):
            write(gettext("nothing to save: the scenario is the same already\n"))
            return 0
        outcome = session.do(edit, arguments.reason.strip())
        if arguments.action == "merge":
            write_lines([done_line(outcome, session.workbook)])
            report(outcome, session.workbook)
        else:
            write(saved_text(outcome, session.workbook))
    return 0


def _side_by_side(arguments: Namespace) -> int:
    """What differs between the base and the scenarios named, or all."""
    with open_store(arguments.workbook) as file:
        workbook = file.workbook()
    codes = arguments.words or list(workbook.scenarios)
    if not codes:
        raise BadUse("There is no scenario to compare: make one with `jingdex scenario make`.")
    print_table("scenario-differences", query_with(workbook, codes=codes), arguments.format)
    return 0


def _edit(workbook: Workbook, arguments: Namespace) -> Edit:
    name, *words = arguments.words
    match arguments.action:
        case "make":
            return begin_scenario(workbook, name, note=arguments.reason.strip())
        case "merge":
            return merge_scenario(workbook, name)
        case "drop":
            return drop_scenario(workbook, name)
    there = branch(workbook, name)
    if arguments.action == "load":
        return recorded(workbook, name, load(document_from(read_text(Path(words[0])), words[0]), there))
    given = dict(zip(("unit", "indicator", "period", "figure"), words, strict=True))
    typed = Namespace(**given, vintage=None, note=None, source=arguments.source)
    place = place_named(there, typed)
    figure, source = figure_named(there, place, typed)
    edits = [SetEntry("sources", None, source)] if source else []
    edit = figure_edit(there, place, figure, today())
    return recorded(workbook, name, CompositeEdit(str(edit), (*edits, *single_edits(edit))))


def _listed(workbook: Workbook) -> Iterator[str]:
    for code, scenario in workbook.scenarios.items():
        changes = len(workbook.branched(code))
        counted = ngettext("{count} change", "{count} changes", changes)
        line = gettext("{name}: {changes}", name=code, changes=counted)
        yield with_note(line, scenario.note) if scenario.note else line
    if not workbook.scenarios:
        yield gettext("There are none: make one with `jingdex scenario make`.")


def _compared(workbook: Workbook, arguments: Namespace) -> Iterator[str]:
    """What the scenario changes, and every row, score and rank that reads otherwise than in the base."""
    code: str = arguments.words[0]
    there = branch(workbook, code)
    for change in workbook.branched(code):
        yield cell_text(change) if change.after else gettext("{cell}: removed", cell=cell_text(change))
    lines = moved_lines(workbook, there, Wording(spoken(), has_unicode()))
    yield from (f"  {line}" for line in lines or [gettext("nothing moves")])
