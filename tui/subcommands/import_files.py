"""`jingdex import`: files read, what would change shown, and all of it put into the workbook in one step."""

import gc
import re
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from core.edit import Edit, Together
from core.importing.coin import is_coin_metadata, metadata_edit
from core.importing.layout import Across, BadLayout, Layout, layout_from
from core.importing.measures import measured
from core.importing.plan import Choices, OnUnknown, Plan, planned
from core.importing.recognise import recognised
from core.importing.table import ForeignTable
from core.period import period
from core.typed_edit import source_of
from core.workbook import Workbook
from data.reading.foreign import Reading, read_foreign, written_on
from data.session import Session
from tui.drawing.import_text import preview_lines
from tui.drawing.plain import plain
from tui.subcommands.arguments import BadUse
from tui.subcommands.output import flush, has_unicode, write
from tui.terminal.ascii import ascii_text

YES = ("y", "yes", "是")


def run(arguments: Namespace) -> int:
    """Show what the files would change, ask, and do it; exit code 1 where nothing was imported."""
    gc.disable()  # a million figures are made and all are kept: looking for rubbish among them would take half the time
    try:
        return _imported(arguments)
    finally:
        gc.enable()


def _imported(arguments: Namespace) -> int:
    with Session.open(arguments.workbook, read_only=arguments.dry_run) as session:
        plans, edit = _planned(arguments, session.workbook)
        for plan in plans:
            text = "".join(f"{plain(line)}\n" for line in preview_lines(plan))
            write(text if has_unicode() else ascii_text(text))
        if not edit.edits or arguments.dry_run:
            write("nothing is written\n")
            return 0 if arguments.dry_run or not any(plan.refused for plan in plans) else 1
        if not arguments.yes and not _accepted():
            write("nothing is written: add --yes to accept\n")
            return 1
        outcome = session.do(edit, arguments.reason.strip())
    write(f"{plain(str(outcome.edit))}\nsaved as {outcome.number} at {outcome.time}\n")
    return 0


def _planned(arguments: Namespace, workbook: Workbook) -> tuple[list[Plan], Together]:
    """The plan of each file, made on the workbook that those before it leave, and the one edit of all."""
    reading = Reading(arguments.delimiter, arguments.encoding, arguments.sheet, arguments.header_line)
    plans: list[Plan] = []
    edits: list[Edit] = []
    tables = {path: read_foreign(path, reading) for path in arguments.files}
    metadata = [path for path, table in tables.items() if is_coin_metadata(table)]
    for path in [path for path in tables if path not in metadata]:
        table = tables[path]
        plan = planned(table, _layout(table, arguments, workbook), _choices(path, arguments, workbook), workbook)
        edit = plan.edit(workbook, in_block=len(tables) > 1)
        if len(tables) > 1:
            workbook = edit.apply(workbook)
        plans.append(plan)
        edits.append(edit)
    for path in metadata:
        named = metadata_edit(tables[path], workbook, mapping_name(path.name))
        write(f"{plain(str(named))}\n")
        workbook = named.apply(workbook)
        edits.append(named)
    names = ", ".join(path.name for path in tables)
    title = str(edits[0]) if len(edits) == 1 else f"import of {names}: {_sum(plans)}"
    return plans, Together(title, tuple(one for edit in edits for one in cast("Together", edit).edits))


def _sum(plans: list[Plan]) -> str:
    new, changed = sum(plan.new.height for plan in plans), sum(plan.changed.height for plan in plans)
    return f"{new:,} new, {changed:,} changed"


def _layout(table: ForeignTable, arguments: Namespace, workbook: Workbook) -> Layout:
    """The layout that options say, else the one that the workbook keeps for such files, else the guess."""
    given = {
        "unit": arguments.unit, "period": arguments.period, "status": arguments.status, "note": arguments.note,
        "measure": arguments.measure_column, "vintage": arguments.vintage_column, "source": arguments.source_column,
    }  # fmt: skip
    roles = {role: column for role, column in given.items() if column is not None}
    indicator = tuple(arguments.indicator.split(",")) if arguments.indicator else ()
    layout = _kept(table, workbook)
    if layout is None or roles or indicator or arguments.value:
        guessed = {**roles, "indicator": indicator[0]} if indicator else roles
        layout = recognised(table, guessed.items()).with_roles(roles)
    if indicator:
        layout = replace(layout, indicator=indicator)
    if arguments.value:
        values = tuple(arguments.value.split(","))
        layout = replace(layout, values=values, across="none" if len(values) == 1 else layout.across)
    if arguments.across:
        if arguments.across not in get_args(Across):
            raise BadUse(f"“{arguments.across}” is nothing that headers say: use one of {', '.join(get_args(Across))}.")
        layout = replace(layout, across=arguments.across)
    return replace(layout, decimal=arguments.decimal or layout.decimal)


def _kept(table: ForeignTable, workbook: Workbook) -> Layout | None:
    """The layout kept for files of this name, where the file has all of its columns."""
    mapping = workbook.mappings.get(mapping_name(table.name))
    if mapping is None:
        return None
    layout = layout_from(mapping.layout)
    if not layout.values:
        try:
            layout = replace(layout, values=recognised(table, layout.roles).values)
        except BadLayout:
            return None
    return layout if set(layout.columns) <= set(table.columns) else None


def mapping_name(file: str) -> str:
    """The name under which the layout of a file is kept: its own without digits, so that next year's has the same."""
    return re.sub(r"[\d_\-.\s]+", "_", Path(file).stem.casefold()).strip("_") or "file"


def _choices(path: Path, arguments: Namespace, workbook: Workbook) -> Choices:
    source, _ = source_of(workbook, arguments.source or path.name)
    vintage = period(arguments.vintage).text if arguments.vintage else ""
    measures = {code: _measure(text) for code, text in _pairs(arguments.measure, "--measure")}
    return Choices(
        source=source,
        vintage=vintage,
        released=vintage or written_on(path),
        overwrite=arguments.overwrite,
        unknown=cast("OnUnknown", arguments.unknown),
        aliases=dict(_pairs(arguments.alias, "--alias")),
        measures=measures,
        mapping=mapping_name(path.name),
    )


def _measure(text: str) -> str:
    found = measured(text)
    return found.measure if found else text


def _pairs(texts: list[str], option: str) -> list[tuple[str, str]]:
    pairs = [text.strip().rpartition("=") for text in texts]
    for name, _, value in pairs:
        if not name or not value:
            raise BadUse(
                f"{option} takes NAME=VALUE: write {option} 两藏=西藏."
                if option == "--alias"
                else f"{option} takes NAME=VALUE."
            )
    return [(name, value) for name, _, value in pairs]


def _accepted() -> bool:
    """Whether a person at a terminal says yes."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    write("import this? y/N ")
    flush()
    return sys.stdin.readline().strip().casefold() in YES
