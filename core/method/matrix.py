"""Figures as a numpy matrix while a step computes, and back; a gap is NaN only in between."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float64]
Truth: TypeAlias = NDArray[np.bool_]
Counts: TypeAlias = NDArray[np.int64]
Rows: TypeAlias = Counts | slice


def matrix(frame: pl.DataFrame, columns: Sequence[str]) -> Matrix:
    """Rows × columns, not to be written to; a null or a NaN is NaN."""
    values: Matrix = frame.select(pl.col(columns).cast(pl.Float64)).to_numpy(order="fortran")
    return values


def frame_of(values: Matrix, columns: Sequence[str]) -> pl.DataFrame:
    """One column of numbers for each code; whatever is not finite is null."""
    frame = pl.DataFrame({code: np.ascontiguousarray(values[:, at]) for at, code in enumerate(columns)})
    return frame if np.isfinite(values).all() else frame.select(pl.when(pl.all().is_finite()).then(pl.all()))


def rows_by_period(frame: pl.DataFrame) -> list[Rows]:
    """The row numbers of each period, in the order in which periods first come."""
    numbered = frame.select("period", row=pl.int_range(pl.len(), dtype=pl.Int64))
    return [rows.to_numpy() for rows in numbered.group_by("period", maintain_order=True).agg("row")["row"]]


def slices(count: int, size: int, at_once: int) -> Iterator[slice]:
    """So many things of `size` numbers each in parts of at most `at_once` numbers, but of one thing at least."""
    step = max(1, at_once // max(size, 1))
    return (slice(first, min(first + step, count)) for first in range(0, count, step))


def complete_rows(values: Matrix) -> Matrix:
    """The rows without a gap."""
    return values[~np.isnan(values).any(axis=1)]
