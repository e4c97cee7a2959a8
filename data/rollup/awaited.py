"""A query of another engine, run in a thread so that it can be ended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeAlias, TypeVar

Seen: TypeAlias = Callable[[int], None]
"""Told of so many more rows that were read; it raises where the work is not wanted any more."""
AGAIN = 0.1
"""Seconds between two looks at whether the query is wanted."""
Result = TypeVar("Result")


def awaited(work: Callable[[], Result], seen: Seen, stop: Callable[[], object]) -> Result:
    """What the work gives. Where `seen` raises, or Ctrl+C is pressed, the work is stopped first."""
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(work)
        try:
            while not wait([future], AGAIN).done:
                seen(0)
        except BaseException:
            stop()
            raise
        return future.result()
