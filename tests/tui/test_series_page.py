"""The page of one series: the newest figure first, and changes told as the trends tell them."""

from core.workbook.entries import Indicator
from core.workbook.figure import Figure, Series
from core.workbook.workbook import Workbook
from tui.figures.series_commands import series_sheet
from tui.grid.wording import Wording


def shown(measure: str, *figures: Figure) -> tuple[str, list[list[str]]]:
    """The title of the column of changes, and period and change of each row."""
    sheet = series_sheet(Series.of(figures), Indicator("i", "I", measure=measure), Workbook(), Wording())
    return sheet.columns[3].title, [[row.cells[0].text, row.cells[3].text] for row in sheet.by_key.values()]


def test_a_series_in_per_cent_changes_by_points_and_the_newest_comes_first() -> None:
    """40 % after 50 % is 10 points less, not a fifth."""
    figures = [Figure("u", "i", year, value=value) for year, value in (("2020", 50.0), ("2021", 40.0))]
    assert shown("PERCENT", *figures) == ("Δpp", [["2021", "-10.00"], ["2020", "–"]])
    assert shown("CNY", *figures) == ("Δ%", [["2021", "-20.0"], ["2020", "–"]])


def test_no_change_is_told_from_a_bound() -> None:
    """As in the trends: over 40 after 50 may be anything."""
    figures = [Figure("u", "i", "2020", value=50.0), Figure("u", "i", "2021", value=40.0, qualifier="over")]
    assert shown("CNY", *figures)[1][0] == ["2021", "–"]
