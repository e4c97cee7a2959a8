"""The Figures pane: a million rows are opened, moved through and edited like a few."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, cast

import polars as pl
import pytest
from looking import app_of, rested, screen_text, workbench
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from core.figures.view import FigureQuery
from core.workbook.edit import CompositeEdit, SetEntry, block_edit, filled
from core.workbook.entries import Indicator, Source, Unit
from core.workbook.figure import Figure
from core.workbook.typed_edit import FigurePlace, typed
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex
from tui.figures.queries import FIGURE_WORK
from tui.find import sheet as find_sheet
from tui.frame.jobs import Job

if TYPE_CHECKING:
    from tui.figures.pane import FiguresPane

UNITS, YEARS = 40, range(1974, 2024)


def many() -> CompositeEdit:
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
    return CompositeEdit("made", (*filled(workbook, "").edits, block_edit(workbook, "figures", scaled)))


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
            await pilot.press("alt+5")
            yield pilot


async def test_every_figure_is_a_row_and_only_those_in_view_are_made(pilot: Pilot[int]) -> None:
    """All 4,000 are counted, and some dozens are looked at."""
    app = app_of(pilot)
    assert app.live.body.pane.grid.table.row_count == 4000
    assert "5 Figures · 4,000" in screen_text(app)
    assert len(app.live.body.pane.table.rows._cached) <= 128


async def test_the_last_row_is_one_key_away(pilot: Pilot[int]) -> None:
    """G leads to the last figure and shows it."""
    app = app_of(pilot)
    await pilot.press("G")
    await pilot.pause()
    assert app.live.body.pane.grid.cursor[0] == 3999
    assert app.live.place.period == "2023"
    assert "Unit 39" in screen_text(app)


async def test_a_value_that_is_typed_is_shown_beside_the_old_one_kept_lit_and_undone(pilot: Pilot[int]) -> None:
    """The ordinary way of an edit, in a table that is made of a frame."""
    app = app_of(pilot)
    await pilot.press("j", *"777")
    await pilot.pause()
    assert app.live.body.pane.grid.table.cell(1, 4).text == "777亿"
    assert app.live.body.pane.grid.table.cell(1, 4).old == "5亿"
    await pilot.press("enter")
    assert app.workspace.workbook.series("u00", "gdp").at("1975").value == 777e8
    assert app.live.body.pane.grid.table.cell(1, 4).lit
    assert not app.live.body.pane.grid.table.cell(0, 4).lit
    await pilot.press("u")
    assert app.live.body.pane.grid.table.cell(1, 4).text == "5亿"


async def settle(pilot: Pilot[int]) -> None:
    """Wait until what was asked is seen."""
    while app_of(pilot).live.jobs.is_going_on():
        await pilot.pause(0.01)
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> Jingdex:
    """Press keys one by one, each when what the one before asked for is seen."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
    return app_of(pilot)


def column(app: Jingdex, at: int, rows: int = 3) -> list[str]:
    """The first cells of a column."""
    return [app.live.body.pane.grid.table.cell(row, at).text for row in range(rows)]


async def paste(pilot: Pilot[int], text: str) -> None:
    """What the terminal sends for a bracketed paste."""
    app_of(pilot).post_message(events.Paste(text))
    await pilot.pause()
    await settle(pilot)


async def test_a_filter_follows_every_letter_and_escape_brings_back_what_was_seen(pilot: Pilot[int]) -> None:
    """Words and conditions hold together; the number of rows follows; a condition that is not a number is named."""
    app = await press(pilot, "slash", *'"unit 1')
    assert app.live.body.pane.grid.table.row_count == 1100
    await press(pilot, *'0" year>2019')
    assert app.live.body.pane.grid.table.row_count == 8
    await press(pilot, *" value>x")
    assert "“x” is not a number" in screen_text(app)
    await press(pilot, "backspace", *"1万亿", "enter")
    assert {
        app.live.body.pane.grid.table.cell(row, 1).text for row in range(app.live.body.pane.grid.table.row_count)
    } == set()
    await press(pilot, "escape")
    assert app.live.body.pane.grid.table.row_count == 4000
    await press(pilot, "slash", *"rd", "escape")
    assert app.live.body.pane.grid.table.row_count == 4000


async def test_the_screen_is_laid_out_again_only_where_the_scrollbar_comes_or_goes(
    pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where a filter leaves fewer rows: the scrollbar follows their number, and the last row is in view."""
    app = await press(pilot, "G")
    pane = cast("FiguresPane", app.live.body.pane)
    layouts: list[Screen[Any]] = []
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[Any], **given: Any) -> None:  # noqa: ANN401 - whatever Textual gives
        layouts.append(screen)
        lay_out(screen, **given)

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    width = pane.grid.scrollable_size.width
    for text, rows, has_bar in (("rd", 2000, 1), ("rd u07", 50, 1), ("rd u07 2010", 1, 0), ("rd", 2000, 1)):
        had_bar = pane.grid.show_vertical_scrollbar
        layouts.clear()
        pane.queries.ask(FigureQuery(filter=text))
        await settle(pilot)
        assert (pane.grid.table.row_count, pane.grid.show_vertical_scrollbar) == (rows, has_bar)
        assert bool(layouts) == (had_bar != has_bar)
        assert pane.grid.scrollable_size.width == width + 1 - has_bar
        assert pane.grid.scroll_offset.y <= max(0, rows + 1 - pane.grid.size.height)
        assert not has_bar or pane.grid.vertical_scrollbar.window_virtual_size == rows + 1


async def test_what_nothing_fits_has_no_sum_in_its_border(pilot: Pilot[int]) -> None:
    """That of what was seen before goes, and comes again with it."""
    app = await press(pilot, "slash", *"unit", "enter")
    borders = [str(app.live.body.pane.border_subtitle)]
    for keys in (("slash", *" zzz", "enter"), ("escape",)):
        await press(pilot, *keys)
        await rested(pilot)
        borders.append(str(app.live.body.pane.border_subtitle))
    assert ["count" in border for border in borders] == [True, False, True]


async def test_a_filter_that_nothing_fits_says_so(pilot: Pilot[int]) -> None:
    """An empty table has a sentence below it that names the filter and the way back."""
    app = await press(pilot, "slash", *"value>9e99", "enter")
    assert "No figure fits “value>9e99”: press / and change it, or Escape to see all." in screen_text(app)
    await press(pilot, "escape")
    assert app.live.body.pane.grid.table.row_count == 4000


async def test_every_column_sorts_up_down_and_back(pilot: Pilot[int]) -> None:
    """The cursor's figure is followed; no value comes last."""
    app = await press(pilot, "l", "l", "l", "l", "s")
    values = [app.live.body.pane.table.figure(row, 4).value for row in range(4000)]
    assert values == sorted(values)
    await press(pilot, "s")
    assert [app.live.body.pane.table.figure(row, 4).value for row in range(4000)] == sorted(values, reverse=True)
    await press(pilot, "s", "h", "h", "h", "h", "s", "s", "g", "g")
    assert column(app, 0, 1) == ["Unit 9"]


async def test_the_table_turns_to_periods_and_to_indicators_and_back(pilot: Pilot[int]) -> None:
    """Units and indicators by periods, units and periods by indicators; the cursor stays on its figure."""
    app = await press(pilot, "j", "P")
    assert (app.live.body.pane.grid.table.row_count, len(app.live.body.pane.grid.table.columns)) == (80, 52)
    assert app.live.place.period == "1975"
    await press(pilot, "P")
    assert (app.live.body.pane.grid.table.row_count, len(app.live.body.pane.grid.table.columns)) == (2000, 4)
    assert app.live.place.period == "1975"
    assert [one.title for one in app.live.body.pane.grid.table.columns[2:]] == ["Output", "R&D share"]
    await press(pilot, "P")
    assert app.live.body.pane.grid.cursor[0] == 1


async def test_a_jump_leads_to_a_row_and_to_what_fits_next(pilot: Pilot[int]) -> None:
    """A number is a row; words lead on, round and round, and Enter alone leads to the next."""
    app = await press(pilot, "colon", *"1,234", "enter")
    assert app.live.body.pane.grid.cursor[0] == 1233
    await press(pilot, "colon", *"year=2000 rd", "enter")
    first = app.live.place
    assert (first.indicator, first.period) == ("rd", "2000")
    await press(pilot, "colon", "enter")
    assert (app.live.place.indicator, app.live.place.period) == ("rd", "2000")
    assert app.live.place.unit > first.unit


async def test_a_summary_moves_with_the_block(pilot: Pilot[int]) -> None:
    """Count, sum, mean, least and most, whole and by column and row."""
    app = await press(pilot, "P", "l", "shift+right", "shift+right")
    assert "1 × 3 · count 3 · sum 18亿 · mean 6.0亿 · min 5亿 · max 7亿 · missing 0 · empty 0" in screen_text(app)
    await press(pilot, "shift+down")
    assert "2 × 3 · count 6 · missing 0 · 2 measures, so no sum" in screen_text(app)
    assert "by row: Unit 0 Output Σ 18亿" in screen_text(app)
    await press(pilot, "escape")
    assert "1977: count 80" in screen_text(app)


async def test_a_copied_block_pasted_back_changes_nothing(pilot: Pilot[int]) -> None:
    """Numbers go out with their scale as a power of ten; pasted where they came from there is nothing to keep."""
    app = await press(pilot, "l", "l", "l", "l", "v", "j", "j", "l", "l", "y")
    assert app.clipboard == "4e8\tA\tYearbook\n5e8\tA\tYearbook\n6e8\tA\tYearbook"
    await press(pilot, "v", "k", "k", "h", "h")
    await paste(pilot, app.clipboard)
    assert "Nothing changes." in screen_text(app)


async def test_a_pasted_block_is_shown_kept_by_enter_as_one_edit_and_undone_by_one_key(pilot: Pilot[int]) -> None:
    """Old beside new before anything is saved; what cannot be is refused by row and reason."""
    app = await press(pilot, "P")
    before, steps = app.workspace.workbook, len(app.workspace.session.file.trail())
    await paste(pilot, "1,000\t2000亿\r\nabc\t2.5%")
    assert app.live.body.pane.grid.table.cell(0, 2).old == "4亿"
    assert "3 figures. 1 cell refused: row 2, value: “abc” is not a figure" in screen_text(app)
    assert app.workspace.workbook is before
    await press(pilot, "enter")
    assert [
        app.workspace.workbook.series("u00", code).at(year).value
        for code, year in (("gdp", "1974"), ("gdp", "1975"), ("rd", "1975"))
    ] == [1e11, 2e11, 2.5]
    assert len(app.workspace.session.file.trail()) == steps + 1
    await press(pilot, "u")
    assert app.workspace.workbook == before
    await paste(pilot, "1\t2")
    await press(pilot, "escape")
    assert app.workspace.workbook == before
    assert app.live.body.pane.grid.table.cell(0, 2).text == "4亿"


async def test_rows_pasted_at_the_unit_go_where_they_belong_and_new_ones_are_added(pilot: Pilot[int]) -> None:
    """Unit, indicator and period say which figure a row is, by code or name; a name that is none is refused."""
    app = await press(pilot, "slash", *"unit 3", "enter", "g", "g")
    rows = (
        "unit\tindicator\tperiod\trelease\tvalue\tstatus",
        "单位7\tgdp\t2023\t\t1万亿\tP",
        "Unit 7\tOutput\t2024\t\t1.1万亿",
        "Unti\tgdp\t2024\t\t1",
    )
    await paste(pilot, "\n".join(rows))
    assert "There is no unit “Unti”" in screen_text(app)
    await press(pilot, "enter")
    series = app.workspace.workbook.series("u07", "gdp")
    assert (series.at("2023").value, series.at("2023").status, series.at("2024").value) == (1e12, "P", 1.1e12)


async def test_filling_down_writes_the_first_row_into_the_others_at_once(pilot: Pilot[int]) -> None:
    """A value goes with its letter, a source and a note by themselves; one step, one undo."""
    app = await press(pilot, "l", "l", "l", "l", *"9亿 P", "enter")
    before, steps = app.workspace.workbook, len(app.workspace.session.file.trail())
    await press(pilot, "shift+down", "shift+down", "ctrl+d")
    values = [app.workspace.workbook.series("u00", "gdp").at(year) for year in ("1974", "1975", "1976")]
    assert [(one.value, one.status) for one in values] == [(9e8, "P")] * 3
    assert len(app.workspace.session.file.trail()) == steps + 1
    await press(pilot, "u")
    assert app.workspace.workbook == before


async def test_a_formula_filled_down_counts_from_each_cell_before(pilot: Pilot[int]) -> None:
    """=prev*2 doubles from year to year."""
    app = await press(pilot, "j", "l", "l", "l", "l", "equals_sign", *"prev*2", "enter")
    await press(pilot, "shift+down", "shift+down", "ctrl+d")
    assert [app.workspace.workbook.series("u00", "gdp").at(year).value for year in ("1975", "1976", "1977")] == [
        8e8,
        16e8,
        32e8,
    ]


async def test_status_source_and_note_are_columns_that_are_typed_over(pilot: Pilot[int]) -> None:
    """Enter asks for the part under the cursor; a source that is not known is added."""
    app = await press(pilot, "end", "enter", *"why", "enter", "left", "enter", "ctrl+u", *"Bulletin", "enter")
    await press(pilot, "left", "enter", "ctrl+u", *"E", "enter")
    figure = app.workspace.workbook.series("u00", "gdp").at("1974")
    assert (figure.note, app.workspace.workbook.sources[figure.source].title, figure.status) == ("why", "Bulletin", "E")


async def test_what_is_typed_over_a_block_goes_into_every_cell_of_it(pilot: Pilot[int]) -> None:
    """One edit for all; x marks them all as missing; u takes each back at once."""
    app = await press(pilot, "P", "l", "shift+right", "shift+right")
    before = app.workspace.workbook
    await press(pilot, *"7亿", "enter")
    assert [one.value for one in app.workspace.workbook.series("u00", "gdp").figures[1:4]] == [7e8] * 3
    await press(pilot, "x")
    assert [one.status for one in app.workspace.workbook.series("u00", "gdp").figures[1:4]] == ["O"] * 3
    await press(pilot, "u", "u")
    assert app.workspace.workbook == before


async def test_work_that_takes_long_shows_a_bar_and_escape_ends_it(pilot: Pilot[int]) -> None:
    """Nothing has changed then, and an answer that comes late is dropped."""
    app = app_of(pilot)
    go, late = Event(), []

    def slow(progress: Job) -> str:
        progress(0.5)
        go.wait(10)
        return "late"

    app.live.jobs.start(FIGURE_WORK, slow, late.append, label="Sorting")
    while "Sorting ██████████░░░░░░░░░░ 50 % · Esc ends it" not in screen_text(app):
        await pilot.pause(0.05)
    await pilot.press("escape")
    assert "Ended" in app.live.message
    go.set()
    await pilot.pause(0.1)
    assert late == []


async def test_a_figure_added_elsewhere_is_drawn_at_its_place(pilot: Pilot[int]) -> None:
    """The cursor stays on its figure when rows come."""
    app = await press(pilot, "j", "j")
    place = app.live.place
    app.live.editing.do(lambda: typed(app.workspace.workbook, FigurePlace("u00", "gdp", "1950"), "3亿"))
    await settle(pilot)
    assert app.live.body.pane.grid.table.row_count == 4001
    assert app.live.place == place
    assert column(app, 2, 1) == ["1950"]


async def test_the_cursor_goes_to_a_figure_that_a_adds_as_soon_as_it_is_seen(pilot: Pilot[int]) -> None:
    """To its row and value; where a filter hides it, once that is taken away. Escape and other edits move nothing."""
    pane = cast("FiguresPane", app_of(pilot).live.body.pane)
    for place, value, hides in (("u07 rd 2024", "3.5", ""), ("u03 gdp 2025", "9", "u01")):
        pane.queries.ask(FigureQuery(filter=hides))
        app = await press(pilot, "a")
        app.live.prompt.value = place
        app = await press(pilot, "enter")
        app.live.prompt.value = value
        await press(pilot, "enter")
        pane.queries.ask(FigureQuery())
        await settle(pilot)
        assert pane.place is not None
        assert (" ".join(pane.place.cell), pane.grid.cursor[1]) == (place, 4)
    before = pane.grid.cursor
    await press(pilot, "a", "escape", "o")
    for order in ("value", ""):
        pane.queries.ask(FigureQuery(column=order))
        await settle(pilot)
    assert pane.grid.cursor == before


async def test_names_have_the_room_of_a_wide_terminal(pilot: Pilot[int]) -> None:
    """A name of 50 cells is cut at 120 columns, so that notes are seen, and whole at 200."""
    name = "Research and development per person, without firms"
    app = app_of(pilot)
    before = app.workspace.workbook.indicators["rd"]
    app.live.editing.do(lambda: SetEntry("indicators", before, replace(before, name_en=name)))
    await press(pilot, "G")
    assert name not in screen_text(app)
    await pilot.resize_terminal(200, 50)
    await settle(pilot)
    assert name in screen_text(app)


async def test_the_table_that_is_filtered_sorted_and_turned_is_what_e_writes(pilot: Pilot[int], tmp_path: Path) -> None:
    """Long with all columns of a figure in the order that is seen, or the pivot with a value a column."""
    app = await press(pilot, "slash", *"unit=u07 year>2021 gdp", "enter", "l", "l", "l", "l", "s", "s")
    await press(pilot, "E", "ctrl+u", *str(tmp_path / "long.csv"), "enter")
    frame = pl.read_csv(tmp_path / "long.csv")
    assert frame["value"].to_list() == [8e8 * 53, 8e8 * 52]
    assert {"unit_name", "measure", "status", "source"} <= set(frame.columns)
    await press(pilot, "P", "E", "ctrl+u", *str(tmp_path / "wide.csv"), "enter")
    wide = pl.read_csv(tmp_path / "wide.csv")
    assert wide.columns == ["unit", "unit_name", "indicator", "indicator_name", "2022", "2023"]
    assert wide.row(0)[-2:] == (8e8 * 52, 8e8 * 53)
    await press(pilot, "E", "ctrl+u", *str(tmp_path / "wide.md"), "enter")
    assert "| Unit 7 | Output | 416亿 | 424亿 |" in (tmp_path / "wide.md").read_text("utf-8").replace("  ", " ")
    assert "wrote" in app.live.message


async def test_finding_among_many_series_looks_at_no_figure(pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more series than can be read between two keys, they are found by their names."""
    monkeypatch.setattr(find_sheet, "MANY", 10)
    app = await press(pilot, "alt+1", "slash", *"u07 output")
    assert [row.key for row in app.live.body.page.sheet.rows] == ["series/u07/gdp"]
    assert len(app.workspace.workbook.figures._cached) < 10


async def test_a_drag_with_the_mouse_selects_a_block(pilot: Pilot[int]) -> None:
    """From the cell where the button goes down to the one where it goes up; a click moves, a second one edits."""
    app = await press(pilot, "P")
    grid = app.live.body.board.active.blocks
    at = grid.content_region
    await pilot.mouse_down(offset=(at.x + 50, at.y + 1))
    for x, y in ((50, 2), (60, 3)):
        event = events.MouseMove(grid, x, y, 0, 0, 1, False, False, False, at.x + x, at.y + y)
        grid.post_message(event)
        await pilot.pause()
    await pilot.mouse_up(offset=(at.x + 60, at.y + 3))
    await settle(pilot)
    assert str(grid.block) == "3 × 2"
    assert not app.live.prompt.asking
    grid.stretch_to(0, 3)
    await pilot.click(offset=(at.x + 45, at.y + 2))
    await settle(pilot)
    assert (grid.cursor[0], grid.block, app.live.prompt.asking) == (1, None, False)
    await pilot.click(offset=(at.x + 45, at.y + 2))
    assert app.live.prompt.asking


async def test_a_pivot_shows_each_series_with_its_decimals_points_and_letters_under_each_other(
    tmp_path: Path, capable: pytest.MonkeyPatch
) -> None:
    """As most have, more where some have, a gap at the point; by indicators all of a column alike."""
    del capable
    numbers = ((238.66142e8, 5, "A"), (255e8, 0, "E"), (None, 0, "O"), (401.5e8, 1, "A"))
    figures = [
        Figure("u", "gdp", str(2020 + at), value=value, mult=8, decimals=decimals, status=status)
        for at, (value, decimals, status) in enumerate(numbers)
    ]
    small = (("2020", 0.12345, 4), ("2021", 1e-7, 7))
    figures += [Figure("u", "rd", when, value=value, decimals=digits) for when, value, digits in small]
    entries = [Unit("u", "U"), Indicator("gdp", "Output", measure="CNY", mult=8), Indicator("rd", "Share")]
    async with workbench(Workbook.of(figures, entries), tmp_path) as pilot:
        app = await press(pilot, "alt+5", "P")
        table = app.live.body.pane.grid.table
        drawn = [[table.cell(row, column).drawn for column in range(2, 6)] for row in range(2)]
        assert drawn[0] == ["238.66亿 ", "255.00亿E", "–     O", "401.50亿 "]
        assert drawn[1][:2] == ["0.1235 ", "0.0000001 "]
        await press(pilot, "P")
        table = app.live.body.pane.grid.table
        assert [table.cell(row, 2).drawn for row in range(4)] == ["238.66亿 ", "255.00亿E", "–O", "401.50亿 "]
