"""An engine of rollups: what each of them does, and how its queries are ended."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import ClassVar, TypeAlias, TypeVar

import polars as pl

from core.rollup.prepared import LazyFrame
from data.rollup.sources import Source

RowReport: TypeAlias = Callable[[int], None]
"""Called with the number of further rows; it raises where the work is cancelled."""
AGAIN = 0.1
"""Seconds between two checks whether the query is cancelled."""
Result = TypeVar("Result")


class Engine(ABC):
    """An engine: it opens a source, takes a small table, and runs a plan.

    `errors` are those of an unreadable source or a failed query. `report_rows` is called while rows are read.
    """

    errors: ClassVar[tuple[type[Exception], ...]]

    def __init__(self) -> None:
        self.report_rows: RowReport = lambda _: None

    @abstractmethod
    def open(self, source: Source) -> LazyFrame:
        """The rows of a source; columns of CSV are texts. Raises FileError where it cannot read this kind."""

    def watched(self, rows: LazyFrame) -> LazyFrame:
        """The rows, with a call of `report_rows` for each part that is read, where the engine reports the parts."""
        return rows

    @abstractmethod
    def put(self, table: pl.DataFrame) -> LazyFrame:
        """A small table within the engine."""

    def parts(self, rows: LazyFrame, column: str, count: int) -> list[LazyFrame]:  # noqa: ARG002 - for engines in memory
        """The rows, about `count`, in groups by the values of a column, each of which fits into memory.

        They are one group where the engine itself reads them in parts, or writes to the disk what does not fit.
        """
        return [rows]

    @abstractmethod
    def collect(self, rows: LazyFrame) -> pl.DataFrame:
        """The result of a plan."""


def run_interruptibly(work: Callable[[], Result], report_rows: RowReport, stop: Callable[[], object]) -> Result:
    """The result of the work. Where `report_rows` raises, or Ctrl+C is pressed, the work is stopped first."""
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(work)
        try:
            report_rows(0)
            while not wait([future], AGAIN).done:
                report_rows(0)
        except BaseException:
            stop()
            raise
        return future.result()
