"""Counts and keys of all figures at once, read from the frame without making a figure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from core.workbook.figure import Figure, SeriesKey
from core.workbook.figure_store import Figures


def figures_with(figures: Figures, parts: Mapping[str, str]) -> Iterator[Figure]:
    """The figures with these parts, in the order of the store; all figures without any."""
    if not figures.is_frame:
        every = (figure for series in figures.values() for figure in series)
        return (figure for figure in every if all(getattr(figure, name) == value for name, value in parts.items()))
    frame = figures.whole()
    return (Figure(*row) for row in (frame.filter(**parts) if parts else frame).iter_rows())


def counts_of(figures: Figures, part: str) -> dict[str, int]:
    """The number of figures by value of a part, such as `source`."""
    if not figures.is_frame:
        return Counter(getattr(figure, part) for series in figures.values() for figure in series)
    return dict(figures.whole()[part].value_counts().iter_rows())


def periods_of(figures: Figures, indicators: Iterable[str] | None = None) -> dict[str, dict[str, int]]:
    """For each of these indicators, or all, its periods with the number of units with a figure."""
    codes = None if indicators is None else set(indicators)
    counts: dict[str, dict[str, int]] = {}
    if not figures.is_frame:
        for (_, code), series in figures.items():
            if codes is None or code in codes:
                known = counts.setdefault(code, {})
                for when in dict.fromkeys(figure.period for figure in series):
                    known[when] = known.get(when, 0) + 1
        return counts
    counted = figures.whole().select("unit", "indicator", "period").unique().group_by("indicator", "period").len()
    for code, when, units in counted.iter_rows():
        if codes is None or code in codes:
            counts.setdefault(code, {})[when] = units
    return counts


def revised_series(figures: Figures) -> list[SeriesKey]:
    """The series with several releases of a period, in order."""
    if not figures.is_frame:
        return [key for key, series in figures.items() if len(series.newest()) < len(series)]
    frame = figures.whole()
    several = frame.filter(frame.select("unit", "indicator", "period").is_duplicated())
    return sorted(several.select("unit", "indicator").unique().iter_rows())
