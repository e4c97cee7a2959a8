"""How a test waits for the screen: until nothing is left to do, not for a time in which that is likely.

Lines are drawn in a `pause` and at the end, not after every key, and not made into an update that no terminal gets:
that took half of a test's time.
"""

import asyncio
from asyncio import AbstractEventLoop, TimerHandle

from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual._wait import SLEEP_GRANULARITY, wait_for_idle
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app import Jingdex

SOON = SLEEP_GRANULARITY
"""Seconds ahead in which a timer is waited for, such as the one after which a change of size is drawn."""

UPDATE_PERIOD = 1 / 500
"""Seconds between two paints in a test."""

RENDER_UPDATE, SHUT_DOWN = Compositor.render_update, App._shutdown


def render_later(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen] | None = None,
    simplify: bool = False,
) -> RenderableType | None:
    """Nothing, where the driver throws updates away: what has changed stays marked until it is drawn."""
    app = active_app.get(None)
    if full or app is None or not app.is_headless:
        return RENDER_UPDATE(compositor, full, screen_stack, simplify)
    return None


def draw(app: App[object]) -> None:
    """Draw every line that has changed, so that a fault in drawing is one of the test."""
    if app.is_headless and app.is_running and (changed := app.screen._compositor._dirty_regions):
        with app._context():
            visible_screen_stack.set(app._background_screens)
            for _ in app.screen._compositor._get_renders(Region.from_union([*changed])):
                pass
        changed.clear()


async def settled(_: Pilot[object]) -> bool:
    """True, once all keys are done."""
    await settle(0)
    return True


async def pause(pilot: Pilot[object], delay: float | None = None) -> None:
    """Wait until all is done, at least so many seconds, and draw it."""
    await asyncio.sleep(delay or 0)
    await settle(0)
    pilot.app.screen._on_timer_update()
    draw(pilot.app)


async def shut_down(app: App[object]) -> None:
    """Draw how the app was left, and close it."""
    draw(app)
    await SHUT_DOWN(app)


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
    while loop._ready:  # noqa: ASYNC110 - no event says that the queue is empty
        await asyncio.sleep(0)


def _next_due(loop: AbstractEventLoop) -> float | None:
    """When the next timer of the loop is due."""
    handles: list[TimerHandle] = loop._scheduled
    return min((handle.when() for handle in handles if not handle.cancelled()), default=None)
