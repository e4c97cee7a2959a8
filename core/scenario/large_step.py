"""Steps of the trail with more than one edit, whose undo needs a confirmation."""

import json
from collections.abc import Iterable, Iterator

from core.numerals import counted
from core.scenario.scenario import FIGURES, OWN, scenario_of
from core.words import gettext
from core.workbook.edit import Edit, SetEntry, SetFigure, SetFigures, single_edits
from core.workbook.kept_entries import ScenarioChange
from core.workbook.workbook import Workbook

FEW_FIGURES = 10
"""A block of up to this many figures, which fits on the screen, is undone without a confirmation."""

IMPORTED = "import of "
"""The beginning of the title of an import."""


def large_step(edit: Edit, workbook: Workbook) -> str:
    """The content of a step of the trail with more than one edit: “an import of 10,742 figures”; else empty.

    `workbook` is the one in which the step is undone or redone: a scenario counts with the edits it has there.
    """
    entries = [part for part in single_edits(edit) if isinstance(part, SetEntry)]
    code = next((entry.key for entry in entries if entry.table == "scenarios"), "")
    if code:
        return _of_scenario(edit, code, workbook)
    figures = len(set(_cells(single_edits(edit))))
    inside = scenario_of(edit)
    title = str(edit).removeprefix(f"scenario {inside}: ") if inside else str(edit)
    if title.startswith(IMPORTED):
        return (
            gettext("an import of {count}", count=counted(figures, "figure"))
            if figures
            else gettext("an import of {count}", count=counted(len(entries), "entry"))
        )
    return gettext("a block of {count}", count=counted(figures, "figure")) if figures > FEW_FIGURES else ""


def _of_scenario(edit: Edit, code: str, workbook: Workbook) -> str:
    """A scenario with edits in it, or a merge."""
    entries = sum(isinstance(part, SetEntry) and part.table not in OWN for part in single_edits(edit))
    of_base = [part for part in single_edits(edit) if not isinstance(part, SetEntry)]
    if in_base := entries + len(set(_cells(of_base))):
        return gettext("a merge of scenario {code} with {count}", code=code, count=counted(in_base, "edit"))
    changes = workbook.branched(code) if code in workbook.scenarios else []
    count = len({_changed_cell(change) for change in changes})
    return gettext("scenario {code} with {count} in it", code=code, count=counted(count, "edit")) if count else ""


def _changed_cell(change: ScenarioChange) -> tuple[object, ...]:
    """The table and the key of a cell; of figures without the release, as one edit may change several releases."""
    return (change.table, *(json.loads(change.cell)[:3] if change.table == FIGURES else [change.cell]))


def _cells(edits: Iterable[SetFigure | SetFigures | SetEntry]) -> Iterator[tuple[object, ...]]:
    """The unit, indicator and period of every figure that the edits add or remove."""
    for edit in edits:
        if isinstance(edit, SetFigure):
            yield edit.key[:3]
        elif isinstance(edit, SetEntry) and isinstance(change := edit.after or edit.before, ScenarioChange):
            if change.table == FIGURES:
                yield _changed_cell(change)[1:]
        elif isinstance(edit, SetFigures):
            for frame in (edit.before, edit.after):
                yield from frame.select("unit", "indicator", "period").iter_rows()
