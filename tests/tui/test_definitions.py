"""On the screen and on the command line, a workbook for any region is defined from nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from looking import app_of, rested, screen_text
from rich.cells import cell_len
from textual.pilot import Pilot

from core.workbook.edit import SetFigure, filled
from core.workbook.entries import Indicator, Tier, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex
from tui.command_line import main
from tui.definitions.sheet import table_sheet
from tui.grid.columns import places
from tui.grid.wording import Wording


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """A workbook with a unit and an indicator, and nothing else."""
    del capable
    path = tmp_path / "new.jingdex"
    made = Workbook.of([], [Unit("sh", "Shanghai", "上海"), Indicator("size", "Size", "规模", measure="CNY", mult=8)])
    WorkbookFile.create(path, filled(made, "made"), "Ada", "2026-01-01T00:00:00.000Z").close()
    with Session.open(path) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            yield pilot


async def typed(pilot: Pilot[int], *lines: str) -> None:
    """Add entries to the table that is open, each by a line."""
    for line in lines:
        await pilot.press("a")
        app_of(pilot).live.prompt.value = line
        await pilot.press("enter")
        await rested(pilot)
        assert app_of(pilot).live.body.page.row.key.startswith("entry")


async def table(pilot: Pilot[int], number: int) -> None:
    """Open a table of the page of definitions."""
    await pilot.press("escape", "escape", "N", *("j" for _ in range(number)), "enter")
    await rested(pilot)


NEXT = (
    (1, "No clusters are defined: N adds a list", "I Import  N Definitions"),
    (2, "No published index is followed: N adds", "I Import  N Definitions"),
    (3, "No trend is defined: N adds a trend,", "I Import  N Definitions"),
    (4, "No method yet: press a to make one", "a New method  Tab Tree  M Methods"),
    (5, "", "/ Filter  u Undo  Enter Edit"),
    (6, "No method yet: M, then a, makes one", "M Methods  Tab Assumptions  I Import"),
)
"""What an empty view says where there are figures, and how its key line begins."""


async def test_empty_views_say_what_to_do_next(pilot: Pilot[int]) -> None:
    """How figures come in, alike in all; once there are some, what defines the view. No claims are counted."""
    app = await rested(pilot)
    nothing = "There are no figures yet: I imports a"
    for number, _, _ in NEXT:
        await pilot.press(f"alt+{number}")
        lines = screen_text(app).splitlines()
        assert nothing in screen_text(app)
        assert "I Import" in lines[-1]
    assert "claims" not in lines[0]
    app.live.editing.do(lambda: SetFigure(None, Figure("sh", "size", "2024", "", 1.0)))
    for number, sentence, keys in NEXT:
        await pilot.press(f"alt+{number}")
        assert sentence in screen_text(app)
        assert nothing not in screen_text(app)
        assert screen_text(app).splitlines()[-1].strip().startswith(keys)
    await pilot.press("K")
    assert "No rule is defined: N adds one" in screen_text(app)


async def test_clusters_are_defined_with_keys_alone(pilot: Pilot[int]) -> None:
    """A tier, a list and a member are added, and the pane shows them at once."""
    app = await rested(pilot)
    await table(pilot, 4)
    await typed(pilot, "big threshold=1万亿")
    await table(pilot, 5)
    await typed(pilot, "c2024 period=2024")
    await table(pilot, 6)
    await typed(pilot, "c2024 sh indicator=size")
    await pilot.press("escape", "escape", "alt+1")
    await rested(pilot)
    assert [member.unit for member in app.workspace.workbook.members("c2024")] == ["sh"]
    assert "Shanghai" in screen_text(app)
    await pilot.press("u", "u", "u")
    assert app.workspace.workbook.cluster_lists == []


async def test_an_entry_is_a_form_with_a_line_for_each_field(pilot: Pilot[int]) -> None:
    """Enter opens it at the column's field; each line says what it means; a bad value is refused at its field."""
    app = await rested(pilot)
    await table(pilot, 1)
    await pilot.press("l", "enter")
    page = app.live.body.page
    assert [row.cells[0].text for row in page.sheet.rows] == ["code", "name_en", "name_zh", "kind", "part_of", "note"]
    assert "the unit that this one belongs to" in screen_text(await rested(pilot))
    await pilot.press("enter", "ctrl+u", *"Pudong", "enter")
    assert app.workspace.workbook.units["sh"].name_en == "Pudong"
    await pilot.press("j", "j", "j", "enter", *"cn", "enter")
    assert app.live.asking.refusal.startswith("There is no unit “cn”")
    assert app.live.prompt.question is not None
    await pilot.press("escape")
    assert app.workspace.workbook.units["sh"].part_of == ""


async def test_a_new_entry_is_filled_in_field_by_field_in_one_form(pilot: Pilot[int]) -> None:
    """Its fields are all there before it is; what it needs is a question, and a bad value refused, at its field."""
    app = await rested(pilot)
    live, units = app.live, app.workspace.workbook.units
    await pilot.press("N", "j", "a")
    page = live.body.page
    assert [row.cells[0].text for row in page.sheet.rows][:3] == ["code", "name_en", "name_zh"]
    assert page.sheet.rows[0].cells[2].text == "needed · what formulas, files and other entries call it"
    await pilot.press("enter")
    assert live.asking.refusal == "There is no entry without code: type it, or leave with Escape."
    live.prompt.value = "a b"
    await pilot.press("enter")
    assert live.asking.refusal.startswith("“a b” has a blank: a code is one word")
    live.prompt.value = "sh"
    await pilot.press("enter")
    assert live.asking.refusal == "There is “sh” among the units already: change it there."
    live.prompt.value = "pd"
    await pilot.press("enter")
    assert (page.row.cells[1].text, live.prompt.asking) == ("add this entry", False)
    page.go_to("field\x1fpart_of")
    await pilot.press("enter")
    live.prompt.value = "cn"
    await pilot.press("enter")
    assert live.asking.refusal.startswith("There is no unit “cn”")
    live.prompt.value = "sh"
    await pilot.press("enter")
    assert app.workspace.workbook.units is units
    await pilot.press("enter")
    assert (app.workspace.workbook.units["pd"].part_of, page.row.key) == ("sh", "entry\x1fpd")
    await pilot.press("a", "escape", "escape")
    assert page.row.key == "entry\x1fpd"


async def test_what_is_named_is_not_taken_away(pilot: Pilot[int]) -> None:
    """X refuses in words while something names the entry, and else takes it."""
    app = await rested(pilot)
    await table(pilot, 1)
    await typed(pilot, 'pd "name_en=New area" part_of=sh')
    await pilot.press("g", "g", "x")
    assert "“sh” cannot be deleted, because units pd" in app.live.message
    await pilot.press("G", "x")
    assert list(app.workspace.workbook.units) == ["sh"]


async def test_several_indices_are_looked_at_in_turn(pilot: Pilot[int]) -> None:
    """V in the Index pane goes to the next index, and the title says which it is."""
    app = await rested(pilot)
    await table(pilot, 2)
    await typed(pilot, "other name_en=Other")
    await table(pilot, 7)
    await typed(pilot, "sh size first=2020 last=2021", "sh other first=2020 last=2021")
    await pilot.press("escape", "escape", "alt+2")
    assert "2 Index · Shanghai · Size" in screen_text(await rested(pilot))
    await pilot.press("v")
    assert "2 Index · Shanghai · Other" in screen_text(await rested(pilot))
    assert app.workspace.state.history is not None
    assert app.workspace.state.history.index.indicator == "other"


def test_the_command_line_defines_lists_and_removes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is listed can be given again word for word; bad use ends with 2 and one sentence."""
    path = str(tmp_path / "w.jingdex")
    assert main(["new", path]) == 0
    given = ["define", path, "units", "sh", "name_en=Greater Shanghai", "name_zh=上海"]
    assert main(given) == 0
    capsys.readouterr()
    assert main(["define", path, "units"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "sh name_en='Greater Shanghai' name_zh='上海'"
    assert main(given) == 0
    assert "nothing to save" in capsys.readouterr().out
    assert main(["define", path, "units", "sh", "colour"]) == 2
    assert "“colour” is not a field" in capsys.readouterr().err
    assert main(["define", path, "units", "sh", "--remove"]) == 0
    assert main(["define", path]) == 0
    assert "units               0" in capsys.readouterr().out
    assert main(["undo", path]) == 0


def test_amounts_of_entries_have_signs_for_thousands() -> None:
    """A threshold of 1000000000000 cannot be read."""
    tier = Tier("trillion", "Trillion", "万亿级", 1e12)
    rows = table_sheet(Workbook.of([], [tier]), "tiers", Wording()).by_key.values()
    assert "1,000,000,000,000" in [cell.text for row in rows for cell in row.cells]


def test_titles_of_an_empty_table_stand_apart() -> None:
    """Where no entry makes a column wider than its title, two more cells do: the titles are not one sentence."""
    sheet = table_sheet(Workbook.of([], []), "waivers", Wording("en"))
    shown = places(tuple(sheet.columns), 0, 80).shown
    ends = [place.x + 1 + cell_len(sheet.columns[place.column].title) for place in shown]
    assert len(shown) > 3
    assert all(place.x + 1 - end >= 3 for end, place in zip(ends, shown[1:], strict=False))
