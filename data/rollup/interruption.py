"""A query of another engine, run in a thread so that it can be ended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeAlias, TypeVar

RowReport: TypeAlias = Callable[[int], None]
"""Called with the number of further rows; it raises where the work is cancelled."""
AGAIN = 0.1
"""Seconds between two checks whether the query is cancelled."""
Result = TypeVar("Result")


def run_interruptibly(work: Callable[[], Result], say_rows: RowReport, stop: Callable[[], object]) -> Result:
    """The result of the work. Where `say_rows` raises, or Ctrl+C is pressed, the work is stopped first."""
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(work)
        try:
            say_rows(0)
            while not wait([future], AGAIN).done:
                say_rows(0)
        except BaseException:
            stop()
            raise
        return future.result()
