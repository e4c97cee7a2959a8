"""Scenarios: named branches of changes over a workbook, which can be inspected, merged or dropped."""

import json
from dataclasses import fields, replace
from typing import cast

from core.errors import BadEntry, BadFigure
from core.words import gettext, in_words
from core.workbook.edit import CompositeEdit, Edit, SetEntry, SetFigure, SetFigures, cell_edits, single_edits
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.kept_entries import Scenario, ScenarioChange
from core.workbook.read_entry import entry_from_text, fields_text
from core.workbook.workbook import Workbook

FIGURES = "figures"
MOST = 20_000
"""The number of cells that one edit may put into a scenario, which stores each by itself."""
NAMED = 5
"""The number of named cells in which a merge overrides a later change of the base."""
OWN = ("scenarios", "branched")
TYPED = tuple(column.name for column in fields(Figure) if column.name != "time")


def begin_scenario(workbook: Workbook, code: str, name: str = "", note: str = "") -> SetEntry | CompositeEdit:
    """The edit that begins a scenario, without changes left by an earlier one of this code.

    Raises BadEntry where a scenario has this code.
    """
    if not code.strip() or code in workbook.scenarios:
        raise BadEntry(
            gettext("There is a scenario “{code}” already: choose another name.", code=code)
            if code
            else gettext("Name the scenario.")
        )
    edit = SetEntry("scenarios", None, Scenario(code, name or code, note=note))
    leftovers = tuple(SetEntry("branched", change, None) for change in workbook.branched(code))
    return CompositeEdit(str(edit), (*leftovers, edit)) if leftovers else edit


def branch(workbook: Workbook, code: str) -> Workbook:
    """The workbook with all changes of a scenario. Raises BadEntry where there is none."""
    return _changes(workbook, code).apply(workbook)


def recorded(workbook: Workbook, code: str, edit: Edit) -> CompositeEdit:
    """The edit of the base that records an edit of the branch in the scenario.

    A cell that becomes the same as in the base leaves the scenario. Raises BadEntry where the edit is about scenarios.
    """
    known_scenario(workbook, code)
    cells = sum(part.after.height if isinstance(part, SetFigures) else 1 for part in single_edits(edit))
    if cells > MOST:
        raise BadEntry(
            "A scenario cannot hold a block of {cells} figures: go back to the base and enter them there.", cells=cells
        )
    present = {change.key: change for change in workbook.branched(code)}
    edits: dict[str, SetEntry] = {}
    for part in cell_edits(edit):
        if isinstance(part, SetEntry) and part.table in OWN:
            raise BadEntry("A scenario holds no scenarios: change the workbook itself.")
        base = _base(workbook, part)
        entry, same = _branched(code, part, base), base == part.after
        edits.pop(entry.key, None)
        before = present.get(entry.key)
        if before is not None:
            entry = replace(entry, was=before.was)
        if before is not None or not same:
            edits[entry.key] = SetEntry("branched", before, None if same else entry)
    return CompositeEdit(f"scenario {code}: {edit}", tuple(edits.values()))


def offer_scenario(workbook: Workbook, code: str, edit: Edit, note: str = "", *, over: str = "") -> CompositeEdit:
    """The one edit that begins a scenario with an edit; `over` is the scenario on which the edit was made."""
    beginning = begin_scenario(workbook, code, note=note or str(edit))
    carried = [SetEntry("branched", None, replace(change, scenario=code)) for change in workbook.branched(over)]
    first = CompositeEdit(str(beginning), (*single_edits(beginning), *carried))
    return CompositeEdit(f"scenario {code}: {edit}", (*first.edits, *recorded(first.apply(workbook), code, edit).edits))


def scenario_of(edit: Edit) -> str:
    """The scenario in which an edit of the workbook was made; empty for the base, a merge or a drop."""
    codes = {_scenario_of(part) for part in single_edits(edit)}
    return codes.pop() if len(codes) == 1 else ""


def unrecorded(workbook: Workbook, edit: Edit) -> Edit:
    """The change in a scenario that an edit of the base records; any other edit unchanged.

    Raises BadEntry where a cell of the scenario cannot be understood.
    """
    if not scenario_of(edit):
        return edit
    changes = [part for part in single_edits(edit) if isinstance(part, SetEntry)]
    return CompositeEdit(str(edit), tuple(_unrecorded(workbook, change) for change in changes))


def merge_scenario(workbook: Workbook, code: str) -> CompositeEdit:
    """The edit that puts all changes of a scenario into the base, and ends it.

    The scenario's value wins, also where the base changed a cell since: the title names such cells.
    """
    changes, removal = _changes(workbook, code), drop_scenario(workbook, code)
    lost = overtaken(workbook, code)
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    over = f", over what the base changed since: {'; '.join(lost[:NAMED])}{more}" if lost else ""
    return CompositeEdit(f"scenario {code} merged{over}", (*changes.edits, *removal.edits))


def overtaken(workbook: Workbook, code: str) -> list[str]:
    """The cells that the base changed after the scenario did, and that a merge sets to the scenario's value."""
    known_scenario(workbook, code)
    return [cell_text(change) for change in workbook.branched(code) if change.was and _is_overtaken(workbook, change)]


def drop_scenario(workbook: Workbook, code: str) -> CompositeEdit:
    """The edit that drops a scenario."""
    scenario = known_scenario(workbook, code)
    edits = [SetEntry("branched", change, None) for change in workbook.branched(code)]
    return CompositeEdit(f"scenario {code} dropped", (*edits, SetEntry("scenarios", scenario, None)))


def _changes(workbook: Workbook, code: str) -> CompositeEdit:
    known_scenario(workbook, code)
    edits = [edit for change in workbook.branched(code) if (edit := _edit(workbook, change)) is not None]
    return CompositeEdit(f"scenario {code}", tuple(edits))


def known_scenario(workbook: Workbook, code: str) -> Scenario:
    """The scenario of this code. Raises BadEntry."""
    if code not in workbook.scenarios:
        raise BadEntry(
            "There is no scenario “{code}”: use one of {scenarios}.",
            code=code,
            scenarios=in_words(workbook.scenarios) or gettext("none yet"),
        )
    return workbook.scenarios[code]


def _scenario_of(edit: SetFigure | SetFigures | SetEntry) -> str:
    entry = (edit.after or edit.before) if isinstance(edit, SetEntry) else None
    return entry.scenario if isinstance(entry, ScenarioChange) else ""


def _unrecorded(workbook: Workbook, edit: SetEntry) -> SetFigure | SetEntry:
    """The edit of the cell of a scenario's change, from its old value there to the new one."""
    before, after = (entry if isinstance(entry, ScenarioChange) else None for entry in (edit.before, edit.after))
    was, now = (_edit(workbook, change) if change else None for change in (before, after))
    if isinstance(was or now, SetFigure):
        old, new = cast("SetFigure | None", was), cast("SetFigure | None", now)
        base = old.before if old else new.before if new else None
        return SetFigure(old.after if old else base, new.after if new else base)
    if isinstance(was or now, SetEntry):
        first, last = cast("SetEntry | None", was), cast("SetEntry | None", now)
        present = first.before if first else last.before if last else None
        table = (first or last or edit).table
        return SetEntry(table, first.after if first else present, last.after if last else present)
    return edit


def _branched(code: str, edit: SetFigure | SetEntry, base: Figure | Entry | None) -> ScenarioChange:
    was = _text(base) or "null"
    if isinstance(edit, SetFigure):
        return ScenarioChange(code, FIGURES, json.dumps(edit.key, ensure_ascii=False), _text(edit.after), was)
    return ScenarioChange(code, edit.table, edit.key, _text(edit.after), was)


def _text(content: Figure | Entry | None) -> str:
    """The fields of a cell's content as JSON, without the time; empty where there is nothing."""
    if content is None:
        return ""
    if isinstance(content, Figure):
        return json.dumps({name: getattr(content, name) for name in TYPED}, ensure_ascii=False, allow_nan=False)
    return fields_text(content)


def cell_text(change: ScenarioChange) -> str:
    """The cell in words: unit, indicator, period and release of a figure, the table and the key of an entry."""
    parts = json.loads(change.cell) if change.table == FIGURES else (change.table, change.cell)
    return " ".join(filter(None, parts))


def _is_overtaken(workbook: Workbook, change: ScenarioChange) -> bool:
    before = replace(change, after="" if change.was == "null" else change.was)
    edit, since = _edit(workbook, change), _edit(workbook, before)
    return edit is not None and since is not None


def _edit(workbook: Workbook, change: ScenarioChange) -> SetFigure | SetEntry | None:
    """The edit that sets a cell to the scenario's value; null where it has this value already."""
    try:
        after = json.loads(change.after) if change.after else None
        if change.table == FIGURES:
            unit, indicator, period, vintage = json.loads(change.cell)
            figure, old = Figure(**after) if after else None, workbook.figure((unit, indicator, period, vintage))
            return SetFigure(old, figure) if old != figure else None
        entry = entry_from_text(change.table, change.cell, change.after) if after else None
        present = workbook.entries(change.table).get(change.cell)
    except (KeyError, TypeError, ValueError, BadEntry, BadFigure) as error:
        raise BadEntry(
            "The scenario {scenario} holds {cell}, which makes no sense: drop it.",
            scenario=change.scenario,
            cell=change.cell,
        ) from error
    return SetEntry(change.table, present, entry) if present != entry else None


def _base(workbook: Workbook, edit: SetFigure | SetEntry) -> Figure | Entry | None:
    return workbook.figure(edit.key) if isinstance(edit, SetFigure) else workbook.entries(edit.table).get(edit.key)
