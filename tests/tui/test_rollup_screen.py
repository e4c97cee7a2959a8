"""A rollup on the screen: `I` and the rule's file, what it comes to on a page, Enter, and `u` to take it back."""

from threading import Event

import polars as pl
import pytest
from imported import settled, steps, workbook, wrote
from looking import screen_text

from core.rollup.rule import RollupRule
from tui.app import Jingdex
from tui.frame.jobs import Cancelled, Job

RULE = """
[rollup]
code = "firms"
source = "register.parquet"
[columns]
unit = "region"
industry = "industry"
period = "year"
[[measures]]
indicator = "jobs_{industry}"
how = "sum"
column = "jobs"
"""


@pytest.fixture
def rule(app: Jingdex) -> str:
    """The rule and its register beside the workbook of the app."""
    assert app.live
    rows = [("bj", "39", 2020, 10.0), ("sh", "39", 2020, 7.0)]
    pl.DataFrame(rows, schema=["region", "industry", "year", "jobs"], orient="row").write_parquet("register.parquet")
    wrote("rule.toml", RULE)
    return "rule.toml"


async def test_it_is_shown_then_enter_is_one_step_and_u_takes_it_back(app: Jingdex, rule: str) -> None:
    """What a rule comes to is what the command line shows; a second time there is nothing to bring in."""
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("I", *rule, "enter")
        await settled(app, pilot)
        assert "2 new, 0 changed, 0 unchanged, 0 gone" in screen_text(app)
        assert "jobs_{industry}: sum jobs (bj 39 2020 10; sh 39 2020 7)" in screen_text(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert (steps(), workbook().figures.height) == (2, 2)
        await pilot.press("I", *rule, "enter")
        await settled(app, pilot)
        await pilot.press("enter")
        assert "There is nothing to import: the workbook has all of it." in screen_text(app)
        await pilot.press("escape", "u")
        await settled(app, pilot)
        assert not workbook().figures


async def test_leaving_the_page_ends_it_and_an_error_is_one_sentence(
    app: Jingdex, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine ends at its next rows where nobody waits; a source that is gone is named on the page."""
    ended, slow = [], Event()

    def endless(_: RollupRule, *given: object) -> None:
        job = given[-1]
        assert isinstance(job, Job)
        try:
            while not slow.wait(0.001):
                job(0.5)
        except Cancelled:
            ended.append(job.done)
            raise

    async with app.run_test(size=(120, 40)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr("tui.rollup.screen.rolled_up", endless)
            await pilot.press("I", *rule)
            await pilot.press("enter", "escape")
            await settled(app, pilot)
        assert ended == [0.5]
        wrote("rule.toml", RULE.replace("register", "nothing"))
        await pilot.press("I", *rule, "enter")
        await settled(app, pilot)
        assert "nothing.parquet is not there: name a file" in screen_text(app)
        await pilot.press("enter")
        assert "There are no figures to import" in screen_text(app)
        assert steps() == 1
