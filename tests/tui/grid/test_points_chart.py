"""A chart over periods is drawn alike at every start, and the newest period stands below its axis."""

import pytest

from tui.grid.point import Point
from tui.grid.points_chart import points_chart

YEARS = [str(year) for year in range(2016, 2024)]
QUARTERS = [f"{year}-Q{quarter}" for year in (2021, 2022, 2023) for quarter in (1, 2, 3, 4)]
MONTHS = [f"2020-{month:02}" for month in range(1, 13)]


def drawn(periods: list[str], width: int) -> list[str]:
    """The chart of a series whose last value is far above the others, so that labels beside the axis are long."""
    values = [*range(5, len(periods) + 4), 9800]
    points = [Point(period, value) for period, value in zip(periods, values, strict=True)]
    return points_chart(points, "{:,.2f}".format, width, 9)


@pytest.mark.parametrize("periods", [YEARS, QUARTERS, MONTHS])
def test_a_chart_does_not_depend_on_the_order_in_which_plotext_writes_periods(
    monkeypatch: pytest.MonkeyPatch, periods: list[str]
) -> None:
    """Plotext takes them from a set, whose order is another at each start."""
    charts = []
    for is_reversed in (False, True):
        monkeypatch.setattr(
            "plotext._utility.no_duplicates", lambda pairs, last=is_reversed: sorted(pairs, reverse=last)
        )
        charts.append([drawn(periods, width) for width in range(30, 80)])
    assert charts[0] == charts[1]
    assert all(chart[-1].split()[-1] == periods[-1] for chart in charts[0])
