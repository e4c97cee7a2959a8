"""Periods of a file are shown as it writes them; data files keep the workbook's own form."""

from collections.abc import Callable
from pathlib import Path

from core.derive.derive import derive
from data.file import WorkbookFile
from tui.figures.series_commands import series_sheet
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


def test_overviews_and_the_report_show_periods_so_too(bring_text: Bring, run: Bring) -> None:
    """Trends, and the scores of a method; what is kept and computed stays in the workbook's own form."""
    assert bring_text(TABLE)[0] == 0
    assert run("define", "w.jingdex", "trends", "t", "name_en=T")[0] == 0
    assert run("define", "w.jingdex", "watched", "t", "北京", "产值")[0] == 0
    assert "2021年" in run("show", "w.jingdex", "trends", "--language", "zh")[1]
    assert run("report", "w.jingdex", "r.html")[0] == 0
    assert "2021年" in Path("r.html").read_text("utf-8")


def test_the_form_is_chosen_by_an_example(bring_text: Bring, run: Bring) -> None:
    """For each length one; it stands before that of the files, and a text that is no form is refused."""
    assert bring_text(TABLE)[0] == 0
    code = run("define", "w.jingdex", "about", "workbook", "name_en=W", "period_form=FY2020, 2020 Q3")
    assert code[0] == 0
    shown = run("show", "w.jingdex", "figures")[1]
    assert ("FY2021" in shown, "2020 Q1" in shown, "季度" in shown) == (True, True, False)
    code, _, err = run("define", "w.jingdex", "about", "workbook", "period_form=2021年")
    assert (code, "“2021年” shows no form of periods: write examples such as 2020, 2020年" in err) == (2, True)
    assert run("define", "w.jingdex", "about", "workbook", "period_form=")[0] == 0
    assert "2020年第一季度" in run("show", "w.jingdex", "figures")[1]
