"""A save that fails says so at once, what was typed stays in the line, and saving again works later."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from looking import worked

from tui.app import Jingdex
from tui.frame.editing import STAYS


def value(app: Jingdex) -> float | None:
    """The size of healthcare in 2023."""
    figure = app.workspace.workbook.series("healthcare", "overall_scale").at("2023")
    return figure.value if figure else None


def strip(app: Jingdex) -> str:
    """What the strip says."""
    return " ".join(map(str, app.live.detail.texts))


@pytest.mark.parametrize("trouble", ["moved", "deleted", "replaced"])
async def test_a_file_that_is_gone_is_said_while_the_text_stays(bench: Jingdex, trouble: str) -> None:
    """The sentence stands in the strip, beside the line with what was typed; with the file back Enter saves it."""
    path = bench.workspace.session.file.path
    away = path.with_suffix(".away")
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", *"9800")
        os.link(path, away)
        path.unlink()
        if trouble == "replaced":
            shutil.copy(away, path)
        await pilot.press("enter")
        assert "was moved or replaced while it was open" in strip(bench)
        assert (bench.live.prompt.asking, bench.live.prompt.value, value(bench)) == (True, "9800", 9761e8)
        await pilot.press("ctrl+c")
        assert STAYS in strip(bench)
        assert (bench.clipboard, bench.live.prompt.value) == ("9800", "9800")
        away.replace(path)
        await pilot.press("enter")
        assert (bench.live.prompt.asking, value(bench)) == (False, 9800e8)


async def test_a_full_disk_is_said_while_the_text_stays(bench: Jingdex) -> None:
    """A note too long for the pages that the file has: with more room Enter saves it."""
    connection = bench.workspace.session.file._connection
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", *"9800")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        bench.live.prompt.value = f"9800 #{'x' * 2000}"
        for _ in range(40):
            await pilot.press("enter")
            if bench.live.prompt.asking:
                break
            await pilot.press("7")
            bench.live.prompt.value = f"97{len(bench.workspace.session.file.trail())} #{'x' * 2000}"
        assert "The disk is full" in strip(bench)
        connection.execute("PRAGMA max_page_count = 1000000")
        steps = len(bench.workspace.session.file.trail())
        await pilot.press("enter")
        assert (bench.live.prompt.asking, len(bench.workspace.session.file.trail())) == (False, steps + 1)


async def test_a_locked_file_is_waited_for_in_view_and_then_saved(bench: Jingdex) -> None:
    """Another program holds the file: the strip says so, and the figure is saved as soon as it lets go."""
    async with bench.run_test(size=(120, 40)) as pilot:
        with closing(sqlite3.connect(bench.workspace.session.file.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("j", "j", *"9800", "enter", "j")
            assert "is held by another program" in strip(bench)
            assert (bench.live.prompt.asking, bench.live.prompt.value, value(bench)) == (True, "9800", 9761e8)
            other.execute("ROLLBACK")
        await worked(bench)
        await pilot.pause()
        await pilot.pause()
        assert (bench.live.prompt.asking, value(bench)) == (False, 9800e8)
        assert bench.live.body.pane.grid.cursor[0] == 3


async def test_an_undo_of_a_locked_file_is_refused_at_once(bench: Jingdex) -> None:
    """It can be pressed again."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", *"9800", "enter")
        with closing(sqlite3.connect(bench.workspace.session.file.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("u")
            assert "is held by another program" in bench.live.message
        await pilot.press("u")
        assert value(bench) == 9761e8


@pytest.mark.parametrize("trouble", ["moved", "deleted", "replaced", "written over"])
async def test_a_file_that_is_gone_is_noticed_at_the_next_look(bench: Jingdex, trouble: str) -> None:
    """Before anything is typed; it is said once, until the next look that finds the file back as it was."""
    path = bench.workspace.session.file.path
    first, away = path.with_suffix(".first"), path.with_suffix(".away")
    shutil.copy(path, first)
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", *"9800", "enter")
        if trouble == "written over":
            path.write_bytes(first.read_bytes())
        else:
            path.rename(away)
        if trouble == "replaced":
            shutil.copy(away, path)
        bench.live.look()
        assert "was moved or replaced while it was open: open it again" in bench.live.message
        bench.live.clear_message()
        bench.live.look()
        assert bench.live.message == ""
        if trouble != "written over":
            away.replace(path)
            bench.live.look()
            path.rename(away)
            bench.live.look()
            assert "was moved or replaced" in bench.live.message
            away.replace(path)
            bench.live.look()
            assert bench.live.message == ""
            await pilot.press(*"9900", "enter")
            assert value(bench) == 9900e8
