"""A file of two periods side by side has the rows of the table of comparisons, not what is drawn."""

from pathlib import Path

import polars as pl
import pytest
from looking import rested, worked

from data.session import Session
from tui.app import Jingdex
from tui.commands import COMMANDS
from tui.results.commands import compare
from tui.tables.registry import table

PERIODS = ("2018", "2019", "2020", "2021", "2022", "2023")


async def test_two_periods_are_written_as_their_table(
    provinces: Path, tmp_path: Path, capable: pytest.MonkeyPatch
) -> None:
    """Scores in full with both ranks, the places gained, and which periods they are of."""
    del capable
    target = tmp_path / "x.parquet"
    with Session.open(provinces) as session:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            app.live.body.go_to_pane(4)
            await rested(pilot)
            compare(app.live)
            page = app.live.body.page
            key = next(key for key, row in page.sheet.by_key.items() if row.cells[0].text in PERIODS)
            page.content.targets[key]()
            await rested(pilot)
            app.live.run_command(next(one for one in COMMANDS if one.id == "export"))
            app.live.prompt.accepted(str(target))
            await worked(app)
    made = pl.read_parquet(target)
    assert tuple(made.columns) == table("comparison").keys
    assert made["first_period"].n_unique() == made["second_period"].n_unique() == 1
    assert made["first_period"][0] in PERIODS
    assert (made["change"] == made["first_rank"] - made["second_rank"]).all()
