"""The Figures pane: a million rows are opened, moved through and edited like a few."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import polars as pl
import pytest
from looking import screen_text
from textual.pilot import Pilot

from core.edit import Together, block_edit, filled
from core.entries import Indicator, Source, Unit
from core.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex

UNITS, YEARS = 40, range(1974, 2024)


def many() -> Together:
    """2,000 figures and more: 40 units with two indicators over 50 years, in one block."""
    entries = [
        *(Unit(f"u{at:02}", f"Unit {at}", f"单位{at}") for at in range(UNITS)),
        Indicator("gdp", "Output", "产出", measure="CNY", mult=8),
        Indicator("rd", "R&D share", measure="PERCENT"),
        Source("yearbook", "Yearbook"),
    ]
    rows = [
        (
            f"u{at:02}",
            code,
            str(year),
            1e8 * (at + 1) * (year - 1970) if code == "gdp" else at + year / 1000,
            "yearbook",
        )
        for at in range(UNITS)
        for code in ("gdp", "rd")
        for year in YEARS
    ]
    frame = pl.DataFrame(rows, schema=["unit", "indicator", "period", "value", "source"], orient="row")
    scaled = frame.with_columns(mult=pl.when(pl.col("indicator") == "gdp").then(8).otherwise(0))
    workbook = Workbook.of((), entries)
    return Together("made", (*filled(workbook, "").edits, block_edit(workbook, "figures", scaled)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of many figures, made once."""
    path = tmp_path_factory.mktemp("many") / "many.jingdex"
    WorkbookFile.create(path, many(), "Ada").close()
    return path


@pytest.fixture
async def pilot(made: Path, tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The workbench on a copy of it, at the figures."""
    del capable
    path = tmp_path / "many.jingdex"
    shutil.copy(made, path)
    with Session.open(path) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            await pilot.press("5")
            yield pilot


def app_of(pilot: Pilot[int]) -> Jingdex:
    """The app."""
    assert isinstance(pilot.app, Jingdex)
    return pilot.app


async def test_every_figure_is_a_row_and_only_those_in_view_are_made(pilot: Pilot[int]) -> None:
    """All 4,000 are counted, and some dozens are looked at."""
    app = app_of(pilot)
    assert app.grid.table.row_count == 4000
    assert "5 Figures · 4,000" in screen_text(app)
    assert len(app.pane.table.rows._made) <= 128


async def test_the_last_row_is_one_key_away(pilot: Pilot[int]) -> None:
    """G leads to the last figure and shows it."""
    app = app_of(pilot)
    await pilot.press("G")
    await pilot.pause()
    assert app.grid.cursor[0] == 3999
    assert app.place.period == "2023"
    assert "Unit 39" in screen_text(app)


async def test_a_value_that_is_typed_is_shown_beside_the_old_one_kept_lit_and_undone(pilot: Pilot[int]) -> None:
    """The ordinary way of an edit, in a table that is made of a frame."""
    app = app_of(pilot)
    await pilot.press("j", *"777")
    await pilot.pause()
    assert app.grid.table.cell(1, 4).text == "777亿"
    assert app.grid.table.cell(1, 4).old == "5亿"
    await pilot.press("enter")
    assert app.workbook.series("u00", "gdp").at("1975").value == 777e8
    assert app.grid.table.cell(1, 4).lit
    assert not app.grid.table.cell(0, 4).lit
    await pilot.press("u")
    assert app.grid.table.cell(1, 4).text == "5亿"
