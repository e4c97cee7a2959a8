"""While a figure is typed, all that depends on it shows old and new; Escape leaves no trace."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from looking import rested
from textual.pilot import Pilot

from data.places import own_copy
from data.session import Session
from tui.app import Jingdex
from tui.frame.lines import Lines


@pytest.fixture
async def pilot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The screen on a fresh copy of the Beijing set, with the cursor on healthcare."""
    for name, value in {"JINGDEX_HOME": str(tmp_path), "JINGDEX_AUTHOR": "Ada", "LANG": "C.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    with Session.open(own_copy("beijing")) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            await pilot.press("j", "j")
            yield pilot


def lines(pilot: Pilot[int], name: str) -> str:
    """The text of a part of the screen."""
    part = pilot.app.query_one(f"#{name}")
    if not isinstance(part, Lines):
        return str(part.render())
    return "\n".join(text if isinstance(text, str) else text.text for text in part.texts)


async def test_the_header_counts_the_claims_that_would_fail(pilot: Pilot[int]) -> None:
    """The count goes from old to new with each key, and back on Escape."""
    before = lines(pilot, "header")
    assert "9 of 38 claims fail" in before
    await pilot.press(*"1.05万亿 E")
    assert "9→12 of 38 claims fail" in lines(pilot, "header")
    await pilot.press("escape")
    assert lines(pilot, "header") == before


@pytest.mark.parametrize("typed", ["约6000亿", "超过6000亿"])
async def test_a_chinese_qualifier_begins_a_figure(pilot: Pilot[int], typed: str) -> None:
    """None of its characters is lost."""
    await pilot.press(*typed)
    assert pilot.app.live.prompt.value == typed


async def test_the_strip_tells_every_change_of_the_row_old_beside_new(pilot: Pilot[int]) -> None:
    """Size, growth and tier are told with what they were, by name, and what reads the figure stays told."""
    await pilot.press(*"1.05万亿 E")
    detail = lines(pilot, "detail")
    assert "Healthcare · Overall scale 2023 in 亿: 9,761亿 → 1.05万亿E" in detail
    assert "size 9,761亿 → 1.05万亿E, Δ% +9.5 → +17.8E, tier 千亿 → 万亿" in detail
    assert "used by: " in detail


async def test_what_a_threshold_moves_is_said_in_its_own_words_and_numbers(pilot: Pilot[int]) -> None:
    """A tier has a threshold and clusters, though it stands below the columns of sizes and years."""
    await pilot.press("G", *"2万亿")
    detail = lines(pilot, "detail")
    assert "threshold of Hundred-billion-yuan level in 亿: 1,000亿 → 2.00万亿" in detail
    assert "threshold ≥1,000亿 → ≥2.00万亿, clusters × 5 → × 1, forecast 5F → 1F" in detail


async def test_a_shipped_figure_names_its_set_as_author(pilot: Pilot[int]) -> None:
    """Nobody but the set has typed it."""
    await rested(pilot)
    assert "entered by set beijing" in lines(pilot, "detail")


async def test_the_chart_labels_the_published_values(pilot: Pilot[int]) -> None:
    """0.8868 and 0.9970 stand at the axis."""
    chart = lines(pilot, "chart")
    assert "0.8868" in chart
    assert "0.9970" in chart


async def test_enter_on_what_stands_there_changes_nothing(pilot: Pilot[int]) -> None:
    """F2 and Enter leave no step in the trail, and say so."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    steps = len(app.workspace.session.file.trail())

    await pilot.press("f2", "enter")

    assert len(app.workspace.session.file.trail()) == steps
    assert not app.live.prompt.asking
    assert "nothing was changed" in app.live.message
