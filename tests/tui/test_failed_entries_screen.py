"""Entries that cannot be understood are seen in their views with their sentences, and are corrected there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from broken_entries import ENTRIES, sound_workbook, workbook_file
from looking import rested, screen_text
from textual.pilot import Pilot

from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex
from tui.command_line import main
from tui.frame.failed_rows import failed_at
from tui.grid.sheet import key_of
from tui.tables.registry import table, table_ids

BROKEN = {
    "claims": {"relation": "=="},
    "cluster_lists": {"until": "2023年底"},
    "members": {"tier": 7},
    "tiers": {"threshold": "lots"},
    "units": {"no_such_field": "x"},
    "indicators": {"mult": 400},
    "indices": {"base": "soon"},
    "events": {"period": "soon"},
    "trends": {"name_en": None},
    "watched": {"trend": ""},
    "targets": {"qualifier": "perhaps"},
    "methods": {"code": "../../evil"},
    "placed": {"direction": 2},
    "steps": {"number": "one"},
    "groups": {"group": 1},
    "scenarios": {"note": 1},
    "branched": {"table": "figures"},
    "aliases": {"kind": ""},
    "mappings": {"layout": []},
}
SEEN_IN = {
    "clusters": ("cluster_lists", "members", "tiers"),
    "trends": ("trends", "targets"),
    "index": ("indices", "events"),
}


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """A workbook in which an entry of nearly every kind is broken."""
    del capable
    path = tmp_path / "w.jingdex"
    workbook_file(path, BROKEN).close()
    with Session.open(path) as session:
        async with Jingdex(session).run_test(size=(120, 60)) as pilot:
            yield pilot


async def test_a_failed_row_stands_in_its_view_with_its_sentence(pilot: Pilot[int]) -> None:
    """The first screen counts them, and each pane has the rows of its tables."""
    app = await rested(pilot)
    assert f"cannot be understood, and {len(BROKEN) - 1} more" in app.live.message
    for pane in app.live.body.board.panes:
        for one in SEEN_IN.get(pane.id or "", ()):
            key = key_of("failed", one, ENTRIES[one].key)
            row = pane.sheet.find(key)
            assert row is not None, one
            (failed,) = app.workspace.workbook.failed(one)
            assert pane.sheet.heading(row + 1).text.strip() == failed.sentence


async def test_every_view_and_page_opens_beside_failed_entries(pilot: Pilot[int]) -> None:
    """Nothing is drawn that is made of them, and nothing stops."""
    app = await rested(pilot)
    for number in range(1, 7):
        await pilot.press(f"alt+{number}")
        await rested(pilot)
    for key in ("c", "t", "N", "question_mark"):
        await pilot.press(key)
        await rested(pilot)
        await pilot.press("escape", "escape")
    assert app.is_running


async def test_a_failed_row_is_corrected_where_enter_leads(pilot: Pilot[int]) -> None:
    """From the pane to the field, the sentence in the strip, a bad value refused, and the right one saved."""
    app = await rested(pilot)
    await pilot.press("alt+1")
    assert app.live.body.pane.go_to(key_of("failed", "cluster_lists", "l"))
    await pilot.press("enter")
    await rested(pilot)
    assert "until: “2023年底” is not a period" in screen_text(app)
    await pilot.press("enter")
    assert app.live.body.page.go_to(key_of("field", "until"))
    await pilot.press("enter")
    app.live.prompt.value = "2024年底"
    await pilot.press("enter")
    assert app.live.asking.refusal.startswith("until: “2024年底” is not a period")
    app.live.prompt.value = "2023"
    await pilot.press("enter")
    await rested(pilot)
    assert not app.workspace.workbook.failed("cluster_lists")
    assert app.workspace.workbook.cluster_lists == sound_workbook().cluster_lists


async def test_a_failed_claim_stands_among_the_claims_and_enter_leads_to_it(pilot: Pilot[int]) -> None:
    """On the page of claims, with its sentence, in 80×24 too."""
    app = await rested(pilot)
    await pilot.resize_terminal(80, 24)
    await pilot.press("c")
    assert app.live.body.page.go_to(key_of("failed", "claims", "c"))
    assert "“==” is not a valid relation" in screen_text(await rested(pilot))
    await pilot.press("enter")
    await rested(pilot)
    assert app.live.body.page.row is not None
    assert app.live.body.page.row.key == key_of("entry", "c")


async def test_the_code_of_a_failed_entry_is_corrected_and_what_names_it_follows(pilot: Pilot[int]) -> None:
    """A method with a path for a code gets another, and is then among the methods."""
    app = await rested(pilot)
    await pilot.press("N")
    assert app.live.body.page.go_to(key_of("table", "methods"))
    await pilot.press("enter")
    assert app.live.body.page.go_to(key_of("entry", "m"))
    await pilot.press("enter", "enter")
    app.live.prompt.value = "m"
    await pilot.press("enter")
    await rested(pilot)
    assert list(app.workspace.workbook.methods) == ["m"]


async def test_a_failed_entry_is_taken_away_and_comes_back(pilot: Pilot[int]) -> None:
    """X removes it, u brings it back as it was."""
    app = await rested(pilot)
    await pilot.press("N")
    assert app.live.body.page.go_to(key_of("table", "mappings"))
    await pilot.press("enter")
    (failed,) = app.workspace.workbook.failed("mappings")
    assert app.live.body.page.go_to(key_of("entry", failed.key))
    await pilot.press("x")
    assert not app.workspace.workbook.failed("mappings")
    await pilot.press("u")
    await rested(pilot)
    assert app.workspace.workbook.failed("mappings") == [failed]


def test_the_command_line_names_them_and_corrects_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every table is shown or refused in a sentence, verify finds the trail whole, define mends field by field."""
    path = tmp_path / "w.jingdex"
    workbook_file(path, BROKEN).close()
    for name in table_ids():
        assert main(["show", str(path), name]) in (0, 2), name
        assert ("cannot be understood" in capsys.readouterr().err) != bool(table(name).needs), name
    assert main(["verify", str(path)]) == 0
    assert main(["define", str(path), "targets", "u", "i", "2030", "qualifier=over"]) == 0
    assert main(["define", str(path), "methods", "m", "code=better"]) == 0
    with WorkbookFile.open(path) as file:
        made = file.workbook()
    assert [one.qualifier for one in made.targets("u", "i")] == ["over"]
    assert (list(made.methods), len(made.failed())) == (["better"], len(BROKEN) - 2)
    assert {one.method for one in made.tables["placed"].values()} == {"better"}


def test_a_row_that_stands_for_nothing_failed_leads_nowhere() -> None:
    """Neither an empty place nor another row."""
    assert failed_at(None) is None
