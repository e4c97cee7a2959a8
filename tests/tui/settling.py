"""How a test waits for the screen: until nothing is left to do, not for a time in which that is likely."""

import asyncio
from asyncio import AbstractEventLoop, TimerHandle

from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY, wait_for_idle

from tui.app import Jingdex

SOON = SLEEP_GRANULARITY
"""Seconds ahead in which a timer is waited for, such as the one after which a change of size is drawn."""

UPDATE_PERIOD = 1 / 500
"""Seconds between two paints in a test."""


async def settle(min_sleep: float = SLEEP_GRANULARITY, max_sleep: float = 1) -> None:
    """Wait until the loop has nothing to run and no timer is due soon; while a thread works, until it rests."""
    app, loop = active_app.get(None), asyncio.get_running_loop()
    until = loop.time() + SOON
    await _run_dry(loop)
    if not isinstance(app, Jingdex) or app.live.jobs.is_going_on():
        await wait_for_idle(min_sleep, max_sleep)
        await _run_dry(loop)
    while (due := _next_due(loop)) is not None and due <= until:
        await asyncio.sleep(max(0.0, due - loop.time()))
        await _run_dry(loop)


async def _run_dry(loop: AbstractEventLoop) -> None:
    """Give way until every other task waits for something."""
    await asyncio.sleep(0)
    while loop._ready:  # type: ignore[attr-defined]  # noqa: ASYNC110 - no event says that the queue is empty
        await asyncio.sleep(0)


def _next_due(loop: AbstractEventLoop) -> float | None:
    """When the next timer of the loop is due."""
    handles: list[TimerHandle] = loop._scheduled  # type: ignore[attr-defined]
    return min((handle.when() for handle in handles if not handle.cancelled()), default=None)
