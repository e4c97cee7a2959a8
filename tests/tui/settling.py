"""How a test waits for the screen: until nothing is left to do, not for a time in which that is likely.

Lines are drawn in a `pause` and at the end, not after every key, and not made into an update that no terminal gets:
that took half of a test's time.
"""

import asyncio
from asyncio import AbstractEventLoop, BaseEventLoop, TimerHandle
from collections.abc import Callable
from contextvars import Context
from weakref import WeakSet

from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual._styles_cache import StylesCache
from textual._wait import SLEEP_GRANULARITY, wait_for_idle
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app import Jingdex

SOON = SLEEP_GRANULARITY
"""A timer of so many seconds is waited for, such as the one after which a change of size is drawn."""

MOST_TIMERS = 500
"""After so many of them in turn, one that is started again and again is not waited for any longer."""

SHORT_TIMERS: WeakSet[TimerHandle] = WeakSet()

UPDATE_PERIOD = 1 / 500
"""Seconds between two paints in a test."""

RENDER_UPDATE, SHUT_DOWN, CALL_LATER = Compositor.render_update, App._shutdown, BaseEventLoop.call_later


def call_later(
    loop: BaseEventLoop, delay: float, callback: Callable[..., object], *args: object, context: Context | None = None
) -> TimerHandle:
    """A timer of the loop, which is known by its length: how long it has still to go says nothing on a busy machine."""
    handle = CALL_LATER(loop, delay, callback, *args, context=context)
    if delay <= SOON:
        SHORT_TIMERS.add(handle)
    return handle


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
    """Draw every line of ours that has changed, so that a fault in drawing is one of the test."""
    if app.is_headless and app.is_running and (changed := app.screen._compositor._dirty_regions):
        with app._context():
            visible_screen_stack.set(app._background_screens)
            dirty = Region.from_union([*changed])
            for widget, (region, clip) in app.screen._compositor.visible_widgets.items():
                part = region.intersection(clip).intersection(dirty)
                if part and not type(widget).__module__.startswith("textual."):
                    widget.render_lines(part.translate(-region.offset))
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
    """Draw how the app was left, and close it; a cache of Textual kept its lines, of all apps of a run."""
    draw(app)
    await SHUT_DOWN(app)
    StylesCache.get_inner_outer.cache_clear()


async def settle(min_sleep: float = SLEEP_GRANULARITY, max_sleep: float = 1) -> None:
    """Wait until the loop has nothing to run and no short timer is set; while a thread works, until it rests."""
    app, loop = active_app.get(None), asyncio.get_running_loop()
    await _run_dry(loop)
    if not isinstance(app, Jingdex) or app.live.jobs.is_going_on():
        await wait_for_idle(min_sleep, max_sleep)
        await _run_dry(loop)
    for _ in range(MOST_TIMERS):
        due = _next_due(loop)
        if due is None:
            return
        await asyncio.sleep(max(0.0, due - loop.time()))
        await _run_dry(loop)


async def _run_dry(loop: AbstractEventLoop) -> None:
    """Give way until every other task waits for something."""
    await asyncio.sleep(0)
    while loop._ready:  # noqa: ASYNC110 - no event says that the queue is empty
        await asyncio.sleep(0)


def _next_due(loop: AbstractEventLoop) -> float | None:
    """When the next short timer of the loop is due."""
    timers: list[TimerHandle] = loop._scheduled
    return min((one.when() for one in timers if one in SHORT_TIMERS and not one.cancelled()), default=None)
