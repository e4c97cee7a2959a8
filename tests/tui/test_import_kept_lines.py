"""Space on a line of an import and Enter on what it offers leave the import as it is, in either language."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from imported import opened, settled
from looking import screen_text

from core.importing.plan import Plan
from core.workbook.entry import Language
from tui.app import Jingdex
from tui.imports.screen import Importing
from tui.locale.choice import choose, spoken

FILES = {
    "a.csv": "地区;年份;指标;性别;数值;\n北京;2023;就业;男;1,5;e\n北京;2023;就业;女;-;\n天津;2023;就业;男;3,5;\n",
    "b.csv": "Employment (persons)\n\nindicator,unit,2021,2022\njobs,北京,1.5,-\njobs,Tianjn,2.5,3.5\n",
}
TURNING = {"choice/overwrite", "choice/unknown", "choice/fresh", "choice/index"}
"""Lines that Space turns by itself."""


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    """English, then Chinese."""
    before = spoken()
    yield request.param
    choose(before)


def _found(plans: Sequence[Plan]) -> list[tuple[object, ...]]:
    """What an import brings, and how its file was read."""
    columns = ("unit", "indicator", "period", "value", "status", "measure", "mult", "line")
    return [
        (plan.new.select(columns).rows(), replace(plan.layout, decimal="", dash=""), plan.decimal, plan.refused)
        for plan in plans
    ]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "a.csv"), ("zh", "a.csv"), ("zh", "b.csv")], indirect=["language"]
)
async def test_what_a_line_offers_is_what_it_says(app: Jingdex, language: Language, name: str) -> None:
    """In Chinese the line of rows offered 全部 as a condition, and that of the header a part of 第 1 行."""
    async with app.run_test(size=(120, 50)) as pilot:
        await opened(app, pilot, name, FILES[name])
        if language == "zh":
            await pilot.press("L")
            await settled(app, pilot)
        importing = app.live.shared(Importing)
        before, page = _found(importing.plans), app.live.body.page
        assert before
        rows = [
            key for key in page.sheet.by_key if key.partition("/")[0] in {"part", "role", "choice", "name", "measure"}
        ]

        for key in rows:
            if key in TURNING or not page.go_to(key):
                continue

            await pilot.press("space")

            if app.live.prompt.question is not None:
                await pilot.press("enter")
                await settled(app, pilot)
            assert app.live.prompt.question is None, (key, screen_text(app))
            assert _found(importing.plans) == before, (key, screen_text(app))


async def test_space_turns_a_direction_and_turns_it_back(app: Jingdex, language: Language) -> None:
    """In Chinese it could not be turned to “less is better”, as the English words were looked for."""
    async with app.run_test(size=(120, 50)) as pilot:
        if language == "zh":
            await pilot.press("L")
        await opened(app, pilot, "a.csv", "region,year,gdp\nA,2020,100\nB,2020,200\n")
        for direction in (-1, 1):
            assert app.live.body.page.go_to("direction/gdp")
            await pilot.press("space")
            await settled(app, pilot)
            (indicator,) = app.live.shared(Importing).plans[0].new_indicators
            assert indicator.direction == direction
