"""The hidden cells that the totals of a table reveal, and the further cells to hide so that none is revealed."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

Flags: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
Whole: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"
RIDGE = 1e-9
CERTAIN = 1e-5
"""A leverage nearer to 1 than this counts as 1: in a table of n lines any other one is at least 1 / n below."""


@dataclass(frozen=True, eq=False)
class Table:
    """Cells with the number of their line in each kind of total (kinds × cells), their firms, and the minimum of firms.

    No two lines have one number, of whatever kinds they are. The total of every line is known; kinds of short lines
    come first, as a companion there also lies in longer lines.
    """

    lines: Whole
    firms: Whole
    minimum: int

    def protected(self, primary: Flags) -> tuple[Flags, Flags]:
        """The cells to hide beside the primary ones, and the hidden cells that no companion can protect.

        A total less its open cells is the sum of its hidden cells: this must not be a small cell, and the totals
        together must not determine a hidden cell. The companion is the open cell of fewest firms.
        """
        hidden, order = primary.copy(), np.argsort(self.firms, kind="stable")
        while True:
            weak = self._in_weak_lines(hidden)
            if not weak.any():
                exposed = self.disclosed(hidden)
                weak = self._around(exposed & ~self._without_help(exposed), hidden)
                if not weak.any():
                    return hidden & ~primary, exposed
            hidden[self._smallest(weak, order)] = True

    def _without_help(self, exposed: Flags) -> Flags:
        """The cells that the totals determine even if all cells are hidden."""
        return self.disclosed(np.ones_like(exposed)) if exposed.any() else exposed

    def _in_weak_lines(self, hidden: Flags) -> Flags:
        """For each kind of total the open cells of lines whose hidden cells are too few (kinds × cells)."""
        result = np.zeros_like(self.lines, dtype=bool)
        for kind, line in enumerate(self.lines):
            cells, firms = np.bincount(line, hidden), np.bincount(line, hidden * self.firms)
            weak = (cells > 0) & ((cells == 1) | (firms < self.minimum))
            result[kind] = weak[line] & ~hidden
        return result

    def _around(self, cells: Flags, hidden: Flags) -> Flags:
        """As `_in_weak_lines`, for the lines of these cells; where all their cells are hidden, the crossing lines."""
        while True:
            crossed = np.stack([np.isin(line, line[cells]) for line in self.lines])
            wider = crossed.any(axis=0) & hidden
            if (crossed & ~hidden).any() or (wider == cells).all():
                return crossed & ~hidden
            cells = wider

    def _smallest(self, weak: Flags, order: Whole) -> Whole:
        """The cell of fewest firms of each weak line, of the first kind of total that has any."""
        kind = weak.any(axis=1).argmax()
        in_order = order[weak[kind][order]]
        first: Whole = np.unique(self.lines[kind][in_order], return_index=True)[1]
        return np.asarray(in_order[first])

    def disclosed(self, hidden: Flags) -> Flags:
        """The hidden cells that have only one solution given the known totals.

        A hidden cell is determined if its unit vector is in the row space of the equations, that is, if its leverage a'
        (A A')^+ a is 1; A is lines × hidden cells of 0 and 1, a the column of the cell.
        """
        result = np.zeros_like(hidden)
        cells = np.flatnonzero(hidden)
        lines = np.unique(self.lines[:, cells], return_inverse=True)[1].reshape(len(self.lines), -1)
        part = _parts(lines)[lines[0]]
        for number in np.unique(part):
            in_part = part == number
            result[cells[in_part]] = _determined(lines[:, in_part])
        return result


def _parts(lines: Whole) -> Whole:
    """The number of the connected part that each line is in; `lines` are those of each cell (kinds × cells)."""
    part = np.arange(lines.size)
    while True:
        least = part[lines].min(axis=0)
        wider = part.copy()
        for kind in lines:
            np.minimum.at(wider, kind, least)
        if (wider == part).all():
            return part
        part = wider


def _determined(lines: Whole) -> Flags:
    """The cells of leverage 1 in one connected part, by their lines (kinds × cells)."""
    names, place = np.unique(lines, return_inverse=True)
    place = place.reshape(lines.shape)
    square = RIDGE * np.eye(len(names))
    np.add.at(square, (place[:, None], place[None]), 1)
    leverage = np.linalg.inv(square)[place[:, None], place[None]].sum(axis=(0, 1))
    return np.asarray(leverage > 1 - CERTAIN)
