"""The figures with which a goal is reached, beside what they are now, and the edit that would make them so."""

from collections.abc import Mapping
from dataclasses import replace

from core.derive.growth import cagr
from core.errors import BadEntry
from core.frozen import frozen
from core.goal_seek.goal import Goal
from core.words import gettext
from core.workbook.edit import CompositeEdit, single_edits
from core.workbook.figure import Figure, FigureKey
from core.workbook.period import years_between
from core.workbook.typed_edit import FigurePlace, figure_at, figure_edit
from core.workbook.workbook import Workbook

ASSUMED = "E"


@frozen
class Solution:
    """The figures that reach the goal, with their present values; `is_least` where no smaller change does.

    A figure that does not exist yet begins as the newest figure before it.
    """

    before: tuple[Figure, ...]
    after: tuple[Figure, ...]
    is_least: bool

    @property
    def effort(self) -> float:
        """The sum of the changes, each in per cent of the figure."""
        pairs = zip(self.before, self.after, strict=True)
        return sum(100 * abs(((new.value or 0) - (old.value or 0)) / (old.value or 1)) for old, new in pairs)

    def edit(self, workbook: Workbook, goal: Goal, today: str = "") -> CompositeEdit:
        """The edit that puts the figures into a workbook: estimates (E) whose notes name the goal.

        A figure that has its value already stays as it is, with its source and qualifier; `today` is as in
        `figure_edit`.
        """
        note = gettext("assumed: what it takes for {goal}", goal=goal)
        figures = (
            replace(figure, vintage="", status=ASSUMED, qualifier="exact", source="", formula="", note=note)
            for figure in self.after
        )
        places = [FigurePlace(*figure.key) for figure in self.after]
        edits = [
            figure_edit(workbook, place, new, today)
            for place, new in zip(places, figures, strict=True)
            if (old := figure_at(workbook, place)) is None or old.value != new.value
        ]
        return CompositeEdit(f"what it takes for {goal}", tuple(part for edit in edits for part in single_edits(edit)))


@frozen
class Growth:
    """The growth in per cent a year from the newest known figure before to a value, and the past growth."""

    since: str
    needed: float | None
    observed: float | None


def start(workbook: Workbook, key: FigureKey) -> Figure:
    """The figure, or, where it does not exist yet, the newest before it. Raises BadEntry where there is neither."""
    figure = workbook.figure(key)
    if figure is not None and figure.value is not None:
        return figure
    unit, indicator, when, vintage = key
    earlier = workbook.series(unit, indicator).known(before=when)
    if not earlier:
        raise BadEntry("There is no figure of {key} to change: put one there first.", key=" ".join(key[:3]))
    return replace(earlier[-1], period=when, vintage=vintage)


def around(workbook: Workbook, key: FigureKey, percent: float) -> tuple[float, float]:
    """The bounds of a figure: `percent` per cent of it down and up. Raises BadEntry where there is no figure."""
    value = start(workbook, key).value or 0.0
    room = abs(value) * percent / 100
    return value - room, value + room


def growth_to(workbook: Workbook, figure: Figure) -> Growth | None:
    """The growth that a series needs to reach a figure; null where there is no figure before it."""
    known = [past for past in workbook.series(*figure.series).known(before=figure.period) if past.status != "F"]
    if not known:
        return None
    last = known[-1]
    needed = cagr(last.value, figure.value, years_between(last.period, figure.period))
    observed = None
    if len(known) > 1:
        observed = cagr(known[-2].value, last.value, years_between(known[-2].period, last.period))
    return Growth(last.period, needed, observed)


def changed(workbook: Workbook, values: Mapping[FigureKey, float]) -> Workbook:
    """The workbook with these values, each exact and not a forecast."""
    begun = ((key, start(workbook, key), value) for key, value in values.items())
    return workbook.with_figures(
        (key, replace(figure, value=value, qualifier="exact", status=ASSUMED)) for key, figure, value in begun
    )
