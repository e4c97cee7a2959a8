"""The workbook as of a date: in the screen by a key, looked at only, and on the command line."""

import json
from pathlib import Path

import pytest
from looking import screen_text

from core.workbook.typed_edit import FigurePlace, typed
from data.clock import local_time, moment_of
from data.session import Session
from tui.app import Jingdex
from tui.command_line import main


async def test_as_of_a_moment_of_the_trail_an_edit_is_not_made_yet(bench: Jingdex) -> None:
    """Typed, looked back to before it: the old value, and no way to change it; D again, and it is there."""
    async with bench.run_test(size=(120, 40)) as pilot:
        place = FigurePlace("healthcare", "overall_scale", "2023", "2025-06")
        was = bench.workspace.workbook.series("healthcare", "overall_scale").at("2023")
        bench.live.editing.do(lambda: typed(bench.workspace.workbook, place, "9999亿"))
        first, second = bench.workspace.session.file.trail()
        await pilot.press("D", *first.time, "enter")
        assert bench.workspace.workbook.series("healthcare", "overall_scale").at("2023") == was
        assert f"as of {first.time}" in screen_text(bench)
        await pilot.press("j", "j", "x")
        assert "read-only" in bench.live.message
        await pilot.press("D")
        now = bench.workspace.workbook.series("healthcare", "overall_scale").at("2023", "2025-06")
        assert now is not None
        assert (now.value, now.time) == (9999e8, second.time)


async def test_the_trail_offers_the_time_of_the_step_under_the_cursor(bench: Jingdex) -> None:
    """From the page of the trail D asks with that time already written, as the trail and the header have it."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("t", "D")
        made = bench.workspace.session.file.trail()[0].time
        assert bench.live.prompt.value == local_time(made)
        assert bench.live.body.page.sheet.cell(0, 1).text == local_time(made)[:19]
        await pilot.press("enter")
        assert moment_of(bench.workspace.version.as_of) == (made, "")


@pytest.mark.parametrize("text", ["soon", "1999-01-01", "@soon"])
async def test_what_is_no_moment_of_the_workbook_is_told_and_changes_nothing(bench: Jingdex, text: str) -> None:
    """One sentence, and the present stays."""
    async with bench.run_test(size=(120, 40)) as pilot:
        before = bench.workspace.derived.holding
        await pilot.press("D", *text, "enter")
        assert bench.workspace.version.as_of is None
        assert bench.live.asking.refusal
        assert bench.live.prompt.value == text
        assert bench.workspace.derived.holding == before


def test_the_command_line_takes_the_date_of_a_release(workbook_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GDP of 2023 as of March 2024 is the first release; as of now the census counts."""
    newest = {}
    for name, argv in (("then", ("--as-of", "@2024-03")), ("now", ())):
        assert main(["show", str(workbook_file), "figures", "--format", "json", *argv]) == 0
        rows = json.loads(capsys.readouterr().out)
        newest[name] = [row["value"] for row in rows if (row["indicator"], row["period"]) == ("gdp", "2023")][-1]
    assert newest == {"then": 43760.7e8, "now": 47353.7e8}


def test_revised_tells_the_triangle_and_what_it_moved(workbook_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The census raised GDP by 8.21 per cent; the claim on R&D intensity failed from then on."""
    assert main(["revised", str(workbook_file), "beijing", "gdp"]) == 0
    out = capsys.readouterr().out
    assert "(+8.2%), release 2024-03-21 → 2025-03" in out
    assert "R&D intensity was 6.73 per cent in 2023: verdict ✓ holds → ✗ fails, actual 6.735P → 6.224" in out
    assert main(["revised", str(workbook_file), "beijing", "gdp", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["change_percent"] == pytest.approx(100 * (47353.7 / 43760.7 - 1))


def test_revised_tells_what_each_release_moved(workbook_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One row for each release and method; the census has 2 figures that revise others."""
    assert main(["revised", str(workbook_file), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    (census,) = {(row["figures"], row["revised"]) for row in rows if row["release"] == "2025-03"}
    assert census[1] == 2


def test_a_mark_stands_behind_every_ratio_of_mixed_releases(
    workbook_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the table of figures, the trends and the claims."""
    assert main(["show", str(workbook_file), "figures", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    mixed = {(row["indicator"], row["period"]) for row in rows if row["ratio_agrees"] is False}
    assert ("rd_intensity", "2023") in mixed
    assert main(["show", str(workbook_file), "trends"]) == 0
    assert "6.73%P≠" in capsys.readouterr().out
    assert main(["show", str(workbook_file), "claims"]) == 0
    assert "≠ mixes releases" in capsys.readouterr().out


def test_an_unknown_figure_of_revised_is_reported(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence and exit code 2."""
    path = str(session.file.path)
    assert main(["revised", path, "beijing"]) == 2
    assert "name both" in capsys.readouterr().err
    assert main(["revised", path, "beijing", "nothing"]) == 2
    assert "There is no indicator" in capsys.readouterr().err
