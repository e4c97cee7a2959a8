"""Scenarios: named branches of changes over a workbook, which can be looked at, merged or thrown away."""

import json
from dataclasses import asdict, fields, replace

from core.edit import Edit, SetEntry, SetFigure, SetFigures, Together, cell_edits, single_edits
from core.entries import TABLES, Branched, Scenario
from core.errors import BadEntry
from core.figure import Figure
from core.workbook import Workbook

FIGURES = "figures"
MOST = 20_000
"""So many cells one edit may put into a scenario, which keeps each by itself."""
OWN = ("scenarios", "branched")
TYPED = tuple(column.name for column in fields(Figure) if column.name != "time")


def begun(workbook: Workbook, code: str, name: str = "", note: str = "") -> SetEntry:
    """The edit that begins a scenario. Raises BadEntry where there is one of this code."""
    if not code.strip() or code in workbook.scenarios:
        raise BadEntry(f"There is a scenario “{code}” already: choose another name." if code else "Name the scenario.")
    return SetEntry("scenarios", None, Scenario(code, name or code, note=note))


def branch(workbook: Workbook, code: str) -> Workbook:
    """The workbook as it would be with all changes of a scenario. Raises BadEntry where there is none."""
    return _changes(workbook, code).apply(workbook)


def recorded(workbook: Workbook, code: str, edit: Edit) -> Together:
    """The edit of the base that puts an edit, made against the branch, into the scenario.

    A cell that is thereby again as in the base leaves the scenario. Raises BadEntry where the edit is about scenarios.
    """
    _known(workbook, code)
    cells = sum(one.after.height if isinstance(one, SetFigures) else 1 for one in single_edits(edit))
    if cells > MOST:
        raise BadEntry(f"A scenario holds no block of {cells} figures: go back to the base and put them in there.")
    present = {one.key: one for one in workbook.branched(code)}
    made: dict[str, SetEntry] = {}
    for one in cell_edits(edit):
        if isinstance(one, SetEntry) and one.table in OWN:
            raise BadEntry("A scenario holds no scenarios: change the workbook itself.")
        entry = _branched(code, one)
        same = _base(workbook, one) == one.after
        made.pop(entry.key, None)
        before = present.get(entry.key)
        if before is not None or not same:
            made[entry.key] = SetEntry("branched", before, None if same else entry)
    return Together(f"scenario {code}: {edit}", tuple(made.values()))


def offered(workbook: Workbook, code: str, edit: Edit, note: str = "", *, over: str = "") -> Together:
    """The one edit that begins a scenario in which an edit is made; `over` is the scenario that it was made against."""
    beginning = begun(workbook, code, note=note or str(edit))
    carried = [SetEntry("branched", None, replace(one, scenario=code)) for one in workbook.branched(over)]
    first = Together(str(beginning), (beginning, *carried))
    return Together(f"scenario {code}: {edit}", (*first.edits, *recorded(first.apply(workbook), code, edit).edits))


def scenario_of(edit: Edit) -> str:
    """The scenario in which an edit of the workbook was made; nothing for one of the base, a merge or a drop."""
    codes = {_scenario_of(one) for one in single_edits(edit)}
    return codes.pop() if len(codes) == 1 else ""


def merged(workbook: Workbook, code: str) -> Together:
    """The edit that puts all changes of a scenario into the base, and ends it."""
    changes, gone = _changes(workbook, code), dropped(workbook, code)
    return Together(f"scenario {code} merged", (*changes.edits, *gone.edits))


def dropped(workbook: Workbook, code: str) -> Together:
    """The edit that throws a scenario away."""
    scenario = _known(workbook, code)
    edits = [SetEntry("branched", one, None) for one in workbook.branched(code)]
    return Together(f"scenario {code} dropped", (*edits, SetEntry("scenarios", scenario, None)))


def _changes(workbook: Workbook, code: str) -> Together:
    _known(workbook, code)
    edits = [edit for one in workbook.branched(code) if (edit := _edit(workbook, one)) is not None]
    return Together(f"scenario {code}", tuple(edits))


def _known(workbook: Workbook, code: str) -> Scenario:
    if code not in workbook.scenarios:
        raise BadEntry(f"There is no scenario “{code}”: use one of {', '.join(workbook.scenarios) or 'none yet'}.")
    return workbook.scenarios[code]


def _scenario_of(edit: SetFigure | SetFigures | SetEntry) -> str:
    entry = (edit.after or edit.before) if isinstance(edit, SetEntry) else None
    return entry.scenario if isinstance(entry, Branched) else ""


def _branched(code: str, edit: SetFigure | SetEntry) -> Branched:
    if isinstance(edit, SetFigure):
        cell = json.dumps(edit.key, ensure_ascii=False)
        after = edit.after and {name: getattr(edit.after, name) for name in TYPED}
        return Branched(code, FIGURES, cell, json.dumps(after, ensure_ascii=False, allow_nan=False) if after else "")
    return Branched(
        code, edit.table, edit.key, json.dumps(asdict(edit.after), ensure_ascii=False) if edit.after else ""
    )


def _edit(workbook: Workbook, one: Branched) -> SetFigure | SetEntry | None:
    """The edit that makes a cell what the scenario says; nothing where it is that already."""
    try:
        after = json.loads(one.after) if one.after else None
        if one.table == FIGURES:
            unit, indicator, period, vintage = json.loads(one.cell)
            figure, old = Figure(**after) if after else None, workbook.figure((unit, indicator, period, vintage))
            return SetFigure(old, figure) if old != figure else None
        entry, present = TABLES[one.table](**after) if after else None, workbook.tables[one.table].get(one.cell)
    except (KeyError, TypeError, ValueError) as error:
        raise BadEntry(f"The scenario {one.scenario} holds {one.cell}, which makes no sense: drop it.") from error
    return SetEntry(one.table, present, entry) if present != entry else None


def _base(workbook: Workbook, edit: SetFigure | SetEntry) -> object:
    return workbook.figure(edit.key) if isinstance(edit, SetFigure) else workbook.tables[edit.table].get(edit.key)
