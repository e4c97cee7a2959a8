"""Revisions: the change of each release of a figure against the release before it, and against the first."""

from collections.abc import Iterator

from core.derive.growth import growth
from core.frozen import frozen
from core.workbook.figure import Figure, Series


@frozen
class Revision:
    """One release of a figure beside the release before it and the first one; per cent, null where there is none."""

    figure: Figure
    number: int
    change: float | None
    since_first: float | None


def revisions(series: Series) -> Iterator[Revision]:
    """Every release of every period that has more than one, oldest period and release first: a revision triangle.

    A figure without release revises nothing. The usual form is value by period and release date (UN archive guidance;
    reviser package).
    """
    for newest in series.newest():
        releases = [figure for figure in series.vintages(newest.period) if not figure.is_own]
        if len(releases) < 2:  # noqa: PLR2004 - one release revises nothing
            continue
        first, before = releases[0], None
        for number, figure in enumerate(releases, 1):
            yield Revision(figure, number, _percent(before, figure), _percent(first, figure) if before else None)
            before = figure


def _percent(old: Figure | None, new: Figure) -> float | None:
    return None if old is None else growth(old.value, new.value)
