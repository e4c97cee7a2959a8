"""Steps of the trail as people read them."""

from collections.abc import Iterable
from dataclasses import replace

from core.workbook.workbook import Workbook
from data.trail import TrailEntry
from tui.grid.titles import shown_title
from tui.grid.wording import Wording


def named_steps(steps: Iterable[TrailEntry], workbook: Workbook, wording: Wording) -> list[TrailEntry]:
    """The steps with names for the codes in their titles."""
    return [replace(step, title=shown_title(step.title, workbook, wording)) for step in steps]
