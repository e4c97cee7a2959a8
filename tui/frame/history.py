"""The sparkline of a series, year by year, so that a missing year is a gap."""

from core.workbook.figure import Series
from core.workbook.period import period
from tui.grid.sparkline import sparkline


def history_line(series: Series, width: int, last_year: int | None = None) -> str:
    """The last `width` years of a series up to a year, or up to its newest; the last figure of each year counts."""
    by_year = {period(figure.period).year: figure for figure in series.newest()}
    known = [year for year, figure in by_year.items() if figure.value is not None and year <= (last_year or year)]
    if not known:
        return ""
    years = range(max(min(known), max(known) - width + 1), max(known) + 1)
    figures = [by_year.get(year) for year in years]
    values = [figure.value if figure else None for figure in figures]
    solid = [bool(figure and figure.is_published) for figure in figures]
    return sparkline(values, solid, width)
