"""The cell of a figure: what is known there when a figure is typed."""

from core.frozen import frozen
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from core.workbook.scale import PLAIN_STEPS, STEPS, shown_scale


@frozen
class Cell:
    """The cell of a figure: its key, its indicator, its present figure, and the figure of the period before.

    `chinese` says whether the cell can show 亿 and 万, or bn and k; `published` whether the period has a
    figure with a source or a release.
    """

    unit: str
    indicator: Indicator
    period: str
    vintage: str = ""
    present: Figure | None = None
    previous: Figure | None = None
    chinese: bool = True
    published: bool = False

    @property
    def scale(self) -> int:
        """The power of ten that the cell shows, and in which a bare number is read."""
        beside = self._beside
        return shown_scale(beside.value if beside else None, self.mult, chinese=self.chinese)

    @property
    def mult(self) -> int:
        """The power of ten in which the figure there, or the one before, is kept; else that of the indicator."""
        return self._beside.mult if self._beside else self.indicator.mult

    @property
    def _beside(self) -> Figure | None:
        return self.present if self.present and self.present.value is not None else self.previous

    @property
    def scale_word(self) -> str:
        """The word of that scale, empty for ones."""
        return (STEPS if self.chinese else PLAIN_STEPS).get(self.scale, "")
