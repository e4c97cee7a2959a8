"""Work that may take long: done in a thread, one at a time, with a bar after half a second, ended by Escape."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from core.errors import JingdexError

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.app import Jingdex

AT_ONCE: Final = 0.08
"""Seconds that the screen waits for the answer, so that the next key finds what this one has asked for."""

PATIENCE: Final = 0.5
"""Seconds after which a bar says how far the work is."""

AGAIN: Final = 0.2
"""Seconds between two drawings of the bar."""

BAR: Final = 20

Result = TypeVar("Result")


class Ended(Exception):
    """The work is not wanted any more."""


class Progress:
    """What the work tells, from its own thread: how far it is. It raises Ended once nobody waits for it."""

    def __init__(self, wanted: Callable[[], bool]) -> None:
        self.done = 0.0
        self._wanted = wanted

    def __call__(self, done: float = 0.0) -> None:
        """So much is done, between 0 and 1; never less than before."""
        if not self._wanted():
            raise Ended
        self.done = max(self.done, done)


class LongWork:
    """The long work of one app. What is started anew takes the place of what is going on, whose answer is dropped."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self._threads = ThreadPoolExecutor(4, "long work")
        self._number = 0
        self._timer: Timer | None = None
        self._told = False
        self.is_going_on = False

    def start(
        self,
        label: str,
        work: Callable[[Progress], Result],
        then: Callable[[Result], None],
        failed: Callable[[str], None] | None = None,
        *,
        at_once: float = AT_ONCE,
    ) -> None:
        """Do the work in a thread, and hand over what came of it, or the sentence that it raised.

        What is done within `at_once` seconds is handed over before this returns.
        """
        self._leave()
        number, self.is_going_on = self._number, True
        progress = Progress(lambda: self._number == number)
        future = self._threads.submit(work, progress)
        hand_over = partial(self._hand_over, number, then, failed or self.app.tell)
        if wait([future], at_once).done:
            hand_over(future)
            return
        self._timer = self.app.set_timer(PATIENCE - at_once, partial(self._tell, label, progress))
        future.add_done_callback(lambda done: self._from_thread(number, hand_over, done))

    def cancel(self) -> bool:
        """End what is going on, and say whether anything was."""
        was = self.is_going_on
        self._leave()
        return was

    def close(self) -> None:
        """End what is going on, for good."""
        self._leave()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _from_thread(self, number: int, hand_over: Callable[["Future[Result]"], None], done: "Future[Result]") -> None:
        if number == self._number and self.app.is_running:
            self.app.call_later(hand_over, done)

    def _hand_over(
        self, number: int, then: Callable[[Result], None], failed: Callable[[str], None], done: "Future[Result]"
    ) -> None:
        """Hand over what came of the work, if it is wanted still; a bug in it is a bug here."""
        if number != self._number:
            return
        self._leave()
        try:
            made = done.result()
        except JingdexError as error:
            failed(str(error))
        else:
            then(made)

    def _leave(self) -> None:
        """Wait for nothing any more."""
        self._number += 1
        self.is_going_on = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._told:
            self._say("")

    def _tell(self, label: str, progress: Progress) -> None:
        full = round(BAR * progress.done)
        bar = "█" * full + "░" * (BAR - full)
        self._say(f"{label} {bar} {100 * progress.done:.0f} % · Esc ends it")
        self._timer = self.app.set_timer(AGAIN, partial(self._tell, label, progress))

    def _say(self, text: str) -> None:
        """Say it at the bottom, or above the line that is being typed."""
        self._told = bool(text)
        if self.app.prompt.asking:
            self.app.asking.refusal = text
            self.app.draw_detail()
        else:
            self.app.tell(text)
