"""Periods of a file are shown as it writes them; data files keep the workbook's own form."""

from collections.abc import Callable
from pathlib import Path

from core.derive.derive import derive
from data.file import WorkbookFile
from tui.figures.series_sheet import series_sheet
from tui.figures.table import Named
from tui.frame.detail import detail_lines
from tui.grid.wording import Wording

Bring = Callable[..., tuple[int, str, str]]
TABLE = "地区,时期,产值\n北京,2020年第三季度,1.5\n北京,2020年第一季度,1\n北京,2020年,4\n北京,2021年,5\n"


def test_periods_are_shown_as_their_publisher_writes_them(bring_text: Bring, run: Bring) -> None:
    """On the screen and in tables for readers, in their own order; CSV and the store have one form."""
    assert bring_text(TABLE)[0] == 0
    shown = run("show", "w.jingdex", "figures", "--language", "zh")[1]
    assert [shown.index(text) for text in ("2020年第一季度", "2020年第三季度", "2020年 ", "2021年")] == sorted(
        shown.index(text) for text in ("2020年第一季度", "2020年第三季度", "2020年 ", "2021年")
    )
    assert ",2020-Q3," in run("show", "w.jingdex", "figures", "--format", "csv")[1]
    with WorkbookFile.open(Path("w.jingdex")) as file:
        workbook = file.workbook()
    wording = Wording("zh")
    rows = series_sheet(workbook.series("北京", "产值"), workbook.indicators["产值"], workbook, wording).rows
    assert [row.cells[0].text for row in rows] == ["2021年", "2020年", "2020年第三季度", "2020年第一季度"]
    assert Named(workbook, wording).period("2020-Q2") == "2020年第二季度"
    assert "2020年第三季度" in " ".join(detail_lines(rows[2].place, workbook, derive(workbook), wording))


def test_the_form_stays_after_a_file_that_has_other_periods(bring_text: Bring, run: Bring) -> None:
    """Next year's file of the same name has years alone, written plainly: quarters keep theirs."""
    assert bring_text(TABLE)[0] == 0
    assert bring_text("地区,时期,产值\n北京,2022,6\n北京,2023,7\n")[0] == 0
    shown = run("show", "w.jingdex", "figures", "--language", "zh")[1]
    assert "2020年第三季度" in shown
    assert "2022年" not in shown
