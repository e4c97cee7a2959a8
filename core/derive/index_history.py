"""The history of a published index: every year of its span, gaps as gaps, with changes and average growth."""

from collections.abc import Sequence

from core.derive.growth import base_index, cagr, growth, points
from core.frozen import frozen
from core.workbook.entries import Event, Index, Indicator, Unit
from core.workbook.figure import Figure, Series, SeriesKey
from core.workbook.period import period, years_between


@frozen
class IndexPoint:
    """One year of an index; changes are from the known value before (`since`): in points, per cent, per cent a year."""

    period: str
    figure: Figure | None
    value: float | None
    is_published: bool
    since: str
    points: float | None
    percent: float | None
    per_year: float | None
    base_100: float | None


@frozen
class IndexHistory:
    """The points of one index, and its change between the first and the last published one."""

    index: Index
    unit: Unit
    indicator: Indicator
    series: Series
    points: tuple[IndexPoint, ...]
    elements: tuple[Indicator, ...]
    events: tuple[Event, ...]
    first: Figure | None
    last: Figure | None
    change_points: float | None
    change_percent: float | None
    per_year: float | None

    @property
    def gaps(self) -> int:
        """How many years have no value."""
        return sum(point.value is None for point in self.points)

    @property
    def reads(self) -> frozenset[SeriesKey]:
        """The series that the history is made of."""
        return frozenset({(self.index.unit, self.index.indicator)})


def index_history(
    index: Index,
    unit: Unit,
    indicator: Indicator,
    series: Series,
    elements: Sequence[Indicator],
    events: Sequence[Event],
) -> IndexHistory:
    """The history of one index from its first to its last year, both extended to the figures that there are."""
    by_period = {figure.period: figure for figure in series.newest()}
    base = by_period.get(index.base)
    points_: list[IndexPoint] = []
    before: Figure | None = None
    for text in _span(index, list(by_period)):
        figure = by_period.get(text)
        points_.append(_point(text, figure, before, base.value if base else None))
        before = figure if figure and figure.value is not None else before
    published = [figure for figure in by_period.values() if figure.is_published]
    first, last = (published[0], published[-1]) if len(published) > 1 else (None, None)
    whole = _point(last.period, last, first, None) if last else None
    return IndexHistory(
        index=index,
        unit=unit,
        indicator=indicator,
        series=series,
        points=tuple(points_),
        elements=tuple(elements),
        events=tuple(events),
        first=first,
        last=last,
        change_points=whole.points if whole else None,
        change_percent=whole.percent if whole else None,
        per_year=whole.per_year if whole else None,
    )


def _span(index: Index, known: Sequence[str]) -> list[str]:
    """Every year from the first to the last, and all other periods between them."""
    years = [period(text).year for text in (index.first, index.last, *known) if text]
    every = {f"{year:04}" for year in range(min(years), max(years) + 1)} if years else set()
    return sorted(every | set(known), key=period)


def _point(text: str, figure: Figure | None, before: Figure | None, base: float | None) -> IndexPoint:
    value = figure.value if figure else None
    old = before.value if before else None
    return IndexPoint(
        period=text,
        figure=figure,
        value=value,
        is_published=bool(figure and figure.is_published),
        since=before.period if before and value is not None else "",
        points=points(old, value),
        percent=growth(old, value),
        per_year=cagr(old, value, years_between(before.period, text)) if before else None,
        base_100=base_index(value, base),
    )
