"""Work on all cores at once: results come in the order of the items, and only a few for each core wait."""

import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr
from itertools import islice
from multiprocessing import get_context, resource_tracker
from typing import Any, TypeVar

from core.words import gettext

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 2
"""The number of items for each core that are begun before the first result is requested."""

_work: Callable[[Any], Any] | None = None


def core_count() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_threads(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The result of each item, for work in numpy or Polars, in threads. After an early end the rest is not begun."""
    with ThreadPoolExecutor(core_count()) as executor, _ending(executor):
        yield from _in_order(lambda item: executor.submit(work, item), items)


def in_processes(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The result of each item, for work in Python: it runs in processes, which must be able to unpickle it."""
    content = pickle.dumps(work)
    context = get_context("spawn")
    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()  # which wants a file behind stderr, and a screen puts none there
    with ProcessPoolExecutor(core_count(), context, _begin, (content,)) as executor, _ending(executor):
        yield from _in_order(lambda item: executor.submit(_do, item), items)


def _in_order(submit: Callable[[Item], "Future[Result]"], items: Iterable[Item]) -> Iterator[Result]:
    remaining = iter(items)
    begun = deque(submit(item) for item in islice(remaining, AHEAD * core_count()))
    while begun:
        result = begun.popleft().result()
        begun.extend(submit(item) for item in islice(remaining, 1))
        yield result


@contextmanager
def _ending(executor: Executor) -> Iterator[None]:
    """Shut the pool down at the end without beginning the rest."""
    try:
        yield
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _begin(content: bytes) -> None:
    """Give a process its work once, and ignore Ctrl-C, which is for the parent."""
    global _work  # noqa: PLW0603 - the one place where a process can keep what it was started with
    os.environ["POLARS_MAX_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work = pickle.loads(content)  # noqa: S301 - what the starting process wrote


def _do(item: Any) -> Any:  # noqa: ANN401 - whatever the work takes and gives
    if _work is None:
        raise RuntimeError(gettext("This process was given no work."))
    return _work(item)
