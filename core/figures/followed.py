"""A frame behind the figures of a workbook, carried from one edit to the next at the cost of what the edit touched."""

from core.figure_frame import stored
from core.figure_store import StoredFigures
from core.workbook import Workbook


def figures_behind(
    workbook: Workbook, before: Workbook | None = None, known: StoredFigures | None = None
) -> StoredFigures:
    """The figures of a workbook over a frame; `known` are those of the workbook `before`, where there was one."""
    if isinstance(workbook.figures, StoredFigures):
        return workbook.figures
    if before is not None and known is not None:
        changed = workbook.changed_since(before.figures)
        if changed is not None:
            return known.with_series({key: workbook.series(*key) for key in changed}) if changed else known
    return stored(workbook.figures)
