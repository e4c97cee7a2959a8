"""The Trust panes and the bands of the workbench: what may be otherwise is typed, runs follow the workbook."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import polars as pl
import pytest
from looking import app_of, screen_text, workbench, worked
from test_workbench import made, scored
from textual.pilot import Pilot

from tui.commands import BY_ID
from tui.frame.pane import Pane
from tui.grid.sheet import key_of, parts_of
from tui.robustness.runs import RobustnessRuns
from tui.tables.registry import table


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The Trust panes on three units in two years."""
    del capable
    async with workbench(made(), tmp_path) as pilot:
        await pilot.press("alt+6")
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[int]) -> None:
    """Wait until no more runs are on their way."""
    await worked(pilot.app)
    await pilot.pause()


def panes(pilot: Pilot[int]) -> list[Pane]:
    """Ranks, what may be otherwise, what matters."""
    return app_of(pilot).live.body.board.group


def ranks(pilot: Pilot[int]) -> dict[str, tuple[str, ...]]:
    """Rank, median, 5 and 95 % by unit."""
    return {key: tuple(cell.text for cell in row.cells[1:5]) for key, row in panes(pilot)[0].sheet.by_key.items()}


async def typed(pilot: Pilot[int], row: str, text: str) -> None:
    """Type a text into a row of what may be otherwise."""
    pane = panes(pilot)[1]
    app_of(pilot).live.body.board.activate(pane)
    assert pane.go_to(f"otherwise/{row}")
    await pilot.press("enter", "ctrl+u", *text, "enter")
    await settled(pilot)


async def test_every_rank_has_a_band_that_holds_it(pilot: Pilot[int]) -> None:
    """From the first moment: 256 runs with the weights by a quarter."""
    rows = ranks(pilot)
    assert len(rows) == 3
    for rank, median, low, high in rows.values():
        assert int(low) <= int(median) <= int(high)
        assert int(low) <= int(rank) <= int(high)
    assert "256 runs: weights" in str(panes(pilot)[0].border_title)


async def test_a_file_of_the_ranks_has_what_the_runs_came_to(pilot: Pilot[int]) -> None:
    """Every period in full, as the table `rank-intervals` declares it."""
    app = app_of(pilot)
    known = app.live.shared(RobustnessRuns).of(scored(pilot))
    assert known is not None
    assert known.outcome is not None
    target = Path(app.workspace.session.file.path).with_name("ranks.parquet")
    app.live.run_command(BY_ID["export"])
    app.live.prompt.accepted(str(target))
    await settled(pilot)
    made = pl.read_parquet(target)
    assert tuple(made.columns) == table("rank-intervals").keys
    whole = pl.concat(known.outcome.tables.values())
    assert made["score_low"].to_list() == whole["score_low"].to_list()
    assert made["low"].to_list() == whole["low"].to_list()


async def test_a_band_follows_an_edit_and_stands_in_the_workbench(pilot: Pilot[int]) -> None:
    """A weight typed drops the bands, and new ones come without a key, for the new result."""
    app = app_of(pilot)
    before = app.live.shared(RobustnessRuns).of(scored(pilot))
    await pilot.press("j", "alt+4", "tab", "g", "g", *"jjjj")
    await pilot.press(*"9", "enter")
    await settled(pilot)
    now = app.live.shared(RobustnessRuns).of(scored(pilot))
    assert now is not None
    assert now is not before
    results = app.live.body.board.numbered(4)
    column = [one.title for one in results.sheet.columns].index("5–95 %")
    shown = {parts_of(row.key)[1]: row.cells[column].text for row in results.sheet.by_key.values()}
    assert now.outcome is not None
    bands = {
        unit: f"{low}–{high}" if low != high else str(low)
        for unit, (low, high) in now.outcome.intervals("2021").items()
    }
    assert shown == bands


async def test_what_has_come_of_an_older_result_is_dropped(pilot: Pilot[int]) -> None:
    """While there is no band of the present result none is shown, least of all the one before the edit."""
    app = app_of(pilot)
    old = app.live.shared(RobustnessRuns).of(scored(pilot))
    assert old is not None
    await pilot.press("j", "alt+4", "tab", "g", "g", *"jjjj", *"9", "enter")
    assert not old.is_of(scored(pilot), "top")
    assert app.live.shared(RobustnessRuns).of(scored(pilot)) is not old
    await settled(pilot)
    await pilot.press("u")
    await settled(pilot)
    again = app.live.shared(RobustnessRuns).of(scored(pilot))
    assert again is not None
    assert again.outcome is not None
    assert old.outcome is not None
    assert again.outcome.tables["2021"].equals(old.outcome.tables["2021"])


async def test_all_that_may_be_otherwise_is_typed(pilot: Pilot[int]) -> None:
    """Weights, sets, a step, what is left out, figures, runs and seed: each is kept, and the runs are of them."""
    texts = {"weights": "40 top", "sets": "between equal n", "step 1": "z_score; high=90..110", "left_out": "a b",
             "figures": "A=5", "runs": "48", "seed": "7", "sensitivity": "4"}  # fmt: skip
    for row, text in texts.items():
        await typed(pilot, row, text)
        assert not app_of(pilot).live.prompt.asking, app_of(pilot).live.asking.refusal
    asked = app_of(pilot).live.shared(RobustnessRuns).settings
    assert (asked.runs, asked.seed, asked.sensitivity, asked.steps[1]) == (48, 7, 4, "z_score; high=90..110")
    await pilot.press("R")
    await settled(pilot)
    robustness = app_of(pilot).live.shared(RobustnessRuns).of(scored(pilot))
    assert robustness is not None
    assert robustness.outcome is not None
    assert robustness.outcome.runs == 48
    assert robustness.outcome.names == (
        "weights", "weight sets", "step 1", "step 1 high", "indicator left out", "figures",
    )  # fmt: skip
    assert [one.name for one in robustness.indices] == list(robustness.outcome.names)
    assert "left/p" in panes(pilot)[2].sheet.by_key


@pytest.mark.parametrize(
    ("row", "text", "said"),
    [
        ("weights", "much", "not a variation of weights"),
        ("weights", "25 a", "a is not a node"),
        ("sets", "nonsense", "no set of weights “nonsense”"),
        ("step 1", "nonsense", "cannot normalise by “nonsense”"),
        ("step 1", "high=5..1", "write the lower number first"),
        ("step 1", "low=..", "not bounds for low"),
        ("step 2", "none", "aggregates the scores"),
        ("left_out", "top", "cannot be left out"),
        ("figures", "E", "is not a list of spreads"),
        ("runs", "0", "is out of range"),
        ("node", "a", "no index or element with scores"),
    ],
)
async def test_what_cannot_be_is_refused_in_words(pilot: Pilot[int], row: str, text: str, said: str) -> None:
    """The line stays open with the reason, and what was asked before stays."""
    app = app_of(pilot)
    before = app.live.shared(RobustnessRuns).settings
    await typed(pilot, row, text)
    assert said in " ".join(screen_text(app).split())
    assert app.live.prompt.asking
    await pilot.press("escape")
    assert app.live.shared(RobustnessRuns).settings == before


async def test_runs_are_stopped_by_the_same_key(pilot: Pilot[int]) -> None:
    """Run, and Run again: a million runs end at once, and nothing more comes."""
    app = app_of(pilot)
    await typed(pilot, "runs", "1000000")
    app.live.run_command(BY_ID["run"])
    await asyncio.sleep(0)
    assert app.live.shared(RobustnessRuns).goes_on
    assert "stop" in panes(pilot)[1].sheet.by_key["otherwise/start"].cells[0].text
    app.live.run_command(BY_ID["run"])
    assert not app.live.shared(RobustnessRuns).goes_on
    assert "Stopped" in app.live.message
    await settled(pilot)
    robustness = app.live.shared(RobustnessRuns).of(scored(pilot))
    assert robustness is None or robustness.outcome is None or robustness.outcome.runs < 1_000_000


async def test_x_lets_a_row_be_as_it_is(pilot: Pilot[int]) -> None:
    """The weights stay, and something else must be otherwise."""
    await typed(pilot, "sets", "equal")
    panes(pilot)[1].go_to("otherwise/weights")
    await pilot.press("x")
    await settled(pilot)
    assert app_of(pilot).live.shared(RobustnessRuns).settings.weights == ""
    assert "weight sets" in str(panes(pilot)[0].border_title)


async def test_a_units_page_has_its_chances_pairs_years_and_weights(pilot: Pilot[int]) -> None:
    """Enter on a unit: the chances sum to 1, and of each pair the shares do."""
    await pilot.press("enter")
    app = app_of(pilot)
    keys = app.live.body.page.sheet.by_key
    robustness = app.live.shared(RobustnessRuns).of(scored(pilot))
    assert robustness is not None
    assert robustness.outcome is not None
    unit = str(robustness.outcome.tables["2021"]["unit"][0])
    chances = [row.sort_by[1] for key, row in keys.items() if key.startswith("chance/")]
    assert sum(float(chance or 0) for chance in chances) == pytest.approx(1)
    assert {key for key in keys if key.startswith("above")} == {
        key_of("above", other) for other in "xyz" if other != unit
    }
    assert {"year/2020", "year/2021", "change/2021", key_of("tornado", "p")} <= set(keys)
    await pilot.press("escape")
    assert app.live.body.board.active is panes(pilot)[0]


async def test_the_strip_says_what_a_row_of_trust_means(pilot: Pilot[int]) -> None:
    """A rank with its interval in words, what a choice asks for, a step's choices, and what a code left out does."""
    app = app_of(pilot)
    assert re.search(r"rank 1; .* 90 % of 256 runs", screen_text(app))
    app.live.body.board.activate(panes(pilot)[1])
    assert panes(pilot)[1].go_to("otherwise/left_out")
    app.live.draw_detail()
    await pilot.pause()
    assert "left out one at a time (all, or codes; empty: none)" in screen_text(app)
    step = next(key for key in panes(pilot)[1].sheet.by_key if key.startswith("otherwise/step "))
    assert panes(pilot)[1].go_to(step)
    app.live.draw_detail()
    await pilot.pause()
    assert "choices: " in screen_text(app)
    await pilot.press("R")
    await settled(pilot)
    app.live.body.board.activate(panes(pilot)[2])
    key = next(key for key in panes(pilot)[2].sheet.by_key if key.startswith("left/"))
    assert panes(pilot)[2].go_to(key)
    app.live.draw_detail()
    await pilot.pause()
    assert re.search(r"without .* places on average", screen_text(app))
