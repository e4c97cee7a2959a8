"""The tests of the screen wait alike on a quick and on a slow machine."""

import asyncio

import pytest
from settling import SOON

from tui.app import Jingdex


async def test_a_short_timer_is_waited_for_however_long_the_work_before_it_took(
    app: Jingdex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a change of size, which is drawn by a timer that the work sets at its end."""
    loop = asyncio.get_running_loop()
    clock, late, rung = loop.time, [0.0], []

    def work() -> None:
        late[0] += 1
        loop.call_later(SOON / 2, rung.append, "short")
        loop.call_later(3600, rung.append, "long")

    async with app.run_test() as pilot:
        monkeypatch.setattr(loop, "time", lambda: clock() + late[0])
        loop.call_soon(loop.call_soon, loop.call_soon, work)
        await pilot.pause()
        assert rung == ["short"]
