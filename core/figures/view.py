"""Which figures of a frame are seen, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """Rows of a frame of so many figures: those named by `order`, or all as they stand."""

    height: int
    order: "NDArray[np.uint32] | None" = None

    @property
    def row_count(self) -> int:
        """How many are seen."""
        return self.height if self.order is None else len(self.order)

    def numbers(self, first: int, stop: int) -> Sequence[int]:
        """The rows of the frame that are seen from one place on until before another."""
        if self.order is None:
            return range(first, stop)
        found: list[int] = self.order[first:stop].tolist()
        return found
