"""Cells that are made when they are first read, so that of a long table only the rows in view are made."""

from collections.abc import Callable, Iterable, Sequence
from typing import overload

from tui.grid.table import Cell


class LazyCells(Sequence[Cell]):
    """The cells of one row, made once by `make`, and not before somebody asks for one."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Cell]]) -> None:
        self._make: Callable[[], Iterable[Cell]] | None = make
        self._made: tuple[Cell, ...] = ()

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, at: int | slice) -> Cell | tuple[Cell, ...]:
        return self._cells()[at]

    def __len__(self) -> int:
        return len(self._cells())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._cells() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._cells())

    def _cells(self) -> tuple[Cell, ...]:
        if self._make is not None:
            self._made, self._make = tuple(self._make()), None
        return self._made
