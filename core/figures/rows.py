"""The figures of a frame by the number of their row, each made when it is first read."""

from collections.abc import Sequence

import polars as pl

from core.workbook.figure import Figure
from core.workbook.figure_frame import figures_of

KEPT = 4096
"""The number of figures in memory: a few screens of them."""


class FigureRows:
    """Figures by row number, each made when it is first read."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self._cached: dict[int, Figure] = {}

    def __len__(self) -> int:
        return self.frame.height

    def __contains__(self, row: int) -> bool:
        """Whether the figure of a row is made already."""
        return row in self._cached

    def __getitem__(self, row: int) -> Figure:
        if row not in self._cached:
            self.prepare((row,))
        return self._cached[row]

    def prepare(self, rows: Sequence[int]) -> None:
        """Make the figures of these rows together."""
        missing = [row for row in rows if row not in self._cached]
        if len(self._cached) + len(missing) > KEPT:
            self._cached.clear()
            missing = list(rows)
        if missing:
            self._cached.update(zip(missing, figures_of(self.frame[missing]), strict=True))
