"""A block of cells: the rows and columns between two corners."""

from collections.abc import Iterator

from core.frozen import frozen


@frozen
class Block:
    """The rows from `top` to `bottom` and the columns from `left` to `right`, all of them in it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def between(cls, corner: tuple[int, int], other: tuple[int, int]) -> "Block":
        """The block with these two (row, column) in opposite corners."""
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(corner, other, strict=True))
        return cls(top, left, bottom, right)

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    @property
    def size(self) -> int:
        """How many cells it has."""
        return len(self.rows) * len(self.columns)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Its cells, row after row."""
        return ((row, column) for row in self.rows for column in self.columns)

    def __str__(self) -> str:
        return f"{len(self.rows):,} × {len(self.columns):,}"
