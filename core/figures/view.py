"""Which figures are shown, and in which order: one a row, or in a table of units by periods or by indicators."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from core.frozen import frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.figures.pivot import Cut
    from core.workbook.entry import Language

Shape: TypeAlias = Literal["long", "periods", "indicators"]
SHAPES: tuple[Shape, ...] = get_args(Shape)


@frozen
class FigureQuery:
    """The shape of the table, a filter, and the column that it is sorted by, if any.

    A column is `value` or a text column (`core.figures.codes.TEXT_COLUMNS`), or in a pivot the code or period in its
    header. Names are compared in the language.
    """

    shape: Shape = "long"
    filter: str = ""
    column: str = ""
    descending: bool = False
    language: "Language" = "en"


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """Rows of a frame: those in `order`, or all of `height` in their own order; or a pivot of them."""

    height: int
    order: "NDArray[np.uint32] | None" = None
    pivot: "Cut | None" = None
    query: FigureQuery = field(default_factory=FigureQuery)

    @property
    def row_count(self) -> int:
        """How many rows the table has."""
        if self.pivot is not None:
            return self.pivot.row_count
        return self.height if self.order is None else len(self.order)

    @property
    def figure_count(self) -> int:
        """The number of visible figures."""
        return self.pivot.figure_count if self.pivot is not None else self.row_count

    def numbers(self, first: int, stop: int) -> Sequence[int]:
        """The rows of the frame that are visible from one place until before another, in the long form."""
        if self.order is None:
            return range(first, stop)
        numbers: list[int] = self.order[first:stop].tolist()
        return numbers

    def row_of(self, number: int) -> int | None:
        """The place of a row of the frame in the long form; null where it is not visible."""
        if self.order is None:
            return number if number < self.height else None
        places = (self.order == number).nonzero()[0]
        return int(places[0]) if len(places) else None
