"""The whole line through the product: a figure is typed, what depends on it moves, and it is there tomorrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.workbook.typed_edit import FigurePlace, typed
from data.places import own_copy
from data.session import Session
from tui.app import Jingdex

HEALTHCARE = ("healthcare", "overall_scale")


@pytest.fixture
def workbook_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh copy of the Beijing workbook, edited by Li."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    monkeypatch.setenv("JINGDEX_AUTHOR", "li")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return own_copy("beijing")


async def test_a_typed_figure_moves_its_tier_before_and_after_enter_and_is_there_tomorrow(workbook_path: Path) -> None:
    """While 1.05万亿 is typed healthcare already stands in the trillion tier; Enter keeps that, a restart shows it."""
    with Session.open(workbook_path) as session:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            held = app.workspace.derived.holding
            await pilot.press("j", "j", *"1.05万亿 E")
            typed = app.live.body.pane.sheet.by_key["cluster/c2023/healthcare"]
            assert (typed.cells[1].text, typed.cells[1].old) == ("1.05万亿E", "9,761亿")
            assert session.workbook.series(*HEALTHCARE).at("2023").value == 9761e8
            await pilot.press("enter")
            kept = app.live.body.pane.sheet.by_key["cluster/c2023/healthcare"]
            assert kept.cells[1].lit
            assert kept.cells[4].text == "万亿"
            assert app.workspace.derived.holding < held
    with Session.open(workbook_path) as tomorrow:
        figure = tomorrow.workbook.series(*HEALTHCARE).at("2023")
        assert (figure.value, figure.status, figure.author) == (1.05e12, "E", "li")


async def test_escape_leaves_no_trace(workbook_path: Path) -> None:
    """After Escape the tables, the workbook and the trail are what they were."""
    with Session.open(workbook_path) as session:
        app = Jingdex(session)
        async with app.run_test(size=(80, 24)) as pilot:
            before = [row.cells for row in app.live.body.pane.sheet.by_key.values()]
            await pilot.press("j", "j", *"99亿", "escape")
            assert [row.cells for row in app.live.body.pane.sheet.by_key.values()] == before
            assert len(session.file.trail()) == 1


async def test_undo_and_redo_reach_over_a_restart(workbook_path: Path) -> None:
    """An edit of one session is taken back in the next and done again in a third."""
    for keys, value in (("x", None), ("u", 9761e8), ("U", None)):
        with Session.open(workbook_path) as session:
            async with Jingdex(session).run_test(size=(120, 40)) as pilot:
                await pilot.press("j", "j", keys)
                assert session.workbook.series(*HEALTHCARE).at("2023").value == value


async def test_a_value_typed_into_a_gap_of_the_index_is_theirs_for_ever(workbook_path: Path) -> None:
    """2017 filled by hand is E with the author's name, and is not counted among the published values."""
    with Session.open(workbook_path) as session:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("alt+2", "j", *"0.91", "enter")
            figure = app.workspace.workbook.series("beijing", "ecosystem_index").at("2017")
            assert (figure.value, figure.status, figure.author) == (0.91, "E", "li")
            assert not figure.is_published
            history = app.workspace.derived.indices[0]
            assert round(history.change_percent, 1) == 12.4
            assert [point.is_published for point in history.points] == [True, False, False, False, True]


async def test_keys_typed_ahead_all_arrive_in_order(workbook_path: Path) -> None:
    """Two figures typed in one burst, with Enter and a move between, are two edits of two years."""
    with Session.open(workbook_path) as session:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("alt+2", "j", *"0.91", "enter", "j", *"0.93", "enter")
            series = app.workspace.workbook.series("beijing", "ecosystem_index")
            assert [series.at(year).value for year in ("2017", "2018")] == [0.91, 0.93]


async def test_two_sessions_see_each_other(workbook_path: Path) -> None:
    """What another session saves is on this screen after one look, lit."""
    with Session.open(workbook_path) as session, Session.open(workbook_path, author="wang") as other:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            del pilot
            place = FigurePlace(*HEALTHCARE, "2023", "2024")
            other.do(typed(other.workbook, place, "9800亿"))
            app.live.look()
            assert app.live.body.pane.sheet.by_key["cluster/c2023/healthcare"].cells[1].lit
            assert "wang" in app.live.message
