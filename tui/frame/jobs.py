"""Work that may take long: done in a thread, with one progress, one way to end it, and an answer while it is wanted."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from core.errors import JingdexError
from core.words import gettext

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

AT_ONCE: Final = 0.08
"""Seconds that the screen waits for the answer, so that the next key finds what this one has requested."""

PATIENCE: Final = 0.5
"""Seconds after which a bar says how far the work is."""

AGAIN: Final = 0.2
"""Seconds between two drawings of the bar."""

BAR: Final = 20

Result = TypeVar("Result")


class Cancelled(Exception):
    """The work is not wanted any more."""


class Job:
    """Work that is going on, as its own thread sees it: call it now and then with how far it is, between 0 and 1.

    The call raises Cancelled once nobody waits for the work; `report` hands over what there is so far.
    """

    def __init__(self, wanted: Callable[[], bool], report: Callable[[Any], None]) -> None:
        self.done = 0.0
        self._wanted, self._report = wanted, report

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for it still."""
        return self._wanted()

    def __call__(self, done: float = 0.0) -> None:
        """So much is done; never less than before. Raises Cancelled."""
        if not self._wanted():
            raise Cancelled
        self.done = max(self.done, done)

    def report(self, part: object) -> None:
        """Hand over what there is so far. Raises Cancelled."""
        self()
        self._report(part)


@dataclass(eq=False)
class _Running:
    """What is going on under a name, what becomes of it, and what it has reported that is not handed over yet."""

    name: str
    then: Callable[[Any], None]
    failed: Callable[[str], None]
    wanted: Callable[[], bool]
    parts: Callable[[Any], None] | None
    reported: deque[Any] = field(default_factory=deque)
    timer: "Timer | None" = None
    is_shown: bool = False


class Jobs:
    """The work of one app, by names: what is started again takes the place of what is going on under the same name.

    `notify` says a sentence: how far a work is, or what stopped it.
    """

    def __init__(self, app: "App[int]", notify: Callable[[str], None]) -> None:
        self.app, self.notify = app, notify
        self._threads = ThreadPoolExecutor(8, "work")
        self._running: dict[str, _Running] = {}

    def start(
        self,
        name: str,
        work: Callable[[Job], Result],
        then: Callable[[Result], None],
        *,
        label: str = "",
        failed: Callable[[str], None] | None = None,
        parts: Callable[[Any], None] | None = None,
        wanted: Callable[[], bool] = lambda: True,
        at_once: float = 0.0,
    ) -> None:
        """Do the work in a thread, and hand over what came of it, or the sentence that it raised, while it is wanted.

        `parts` gets what the work reports on its way. With a label a bar says how far it is. What is done within
        `at_once` seconds is handed over before this returns.
        """
        self.cancel(name)
        running = self._running[name] = _Running(name, then, failed or self.notify, wanted, parts)
        job = Job(partial(self._is_wanted, running), partial(self._report, running))
        future = self._threads.submit(work, job)
        if at_once and wait([future], at_once).done:
            self._hand_over(running, future)
            return
        if label:
            running.timer = self.app.set_timer(PATIENCE - at_once, partial(self._say, running, job, label))
        future.add_done_callback(lambda done: self._from_thread(partial(self._hand_over, running, done)))

    def is_going_on(self, name: str = "") -> bool:
        """Whether work of this name is going on, or any."""
        return name in self._running if name else bool(self._running)

    def cancel(self, name: str) -> bool:
        """End what is going on under a name, and say whether anything was."""
        running = self._running.pop(name, None)
        if running and running.timer:
            running.timer.stop()
        if running and running.is_shown:
            self.notify("")
        return running is not None

    def close(self) -> None:
        """End all, for good."""
        for name in list(self._running):
            self.cancel(name)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _is_wanted(self, running: _Running) -> bool:
        return self._running.get(running.name) is running and running.wanted()

    def _report(self, running: _Running, part: object) -> None:
        running.reported.append(part)
        self._from_thread(partial(self._hand_over_parts, running))

    def _from_thread(self, take: Callable[[], object]) -> None:
        if self.app.is_running:
            self.app.call_later(take)

    def _hand_over_parts(self, running: _Running) -> None:
        """Hand over what was reported, in order, while it is wanted."""
        while running.reported and running.parts and self._is_wanted(running):
            running.parts(running.reported.popleft())

    def _hand_over(self, running: _Running, done: "Future[Any]") -> None:
        """Hand over what came of the work, if it is wanted still; a bug in it is a bug here."""
        if self._running.get(running.name) is not running:
            return
        self._hand_over_parts(running)
        is_wanted = self._is_wanted(running)
        self.cancel(running.name)
        try:
            result = done.result()
        except Cancelled:
            return
        except JingdexError as error:
            if is_wanted:
                running.failed(str(error))
        else:
            if is_wanted:
                running.then(result)

    def _say(self, running: _Running, job: Job, label: str) -> None:
        """Say how far the work is, and again after a while."""
        if self._running.get(running.name) is not running:  # the timer was due already when the work ended
            return
        if not running.wanted():
            self.cancel(running.name)
            return
        full = round(BAR * job.done)
        bar = "█" * full + "░" * (BAR - full)
        self.notify(gettext("{label} {bar} {value:.0f} % · Esc ends it", label=label, bar=bar, value=100 * job.done))
        running.is_shown = True
        running.timer = self.app.set_timer(AGAIN, partial(self._say, running, job, label))
