"""The order of a table's rows that a person chose: by one of its columns, up or down."""

from core.frozen import frozen
from tui.grid.sheet import Sheet


@frozen
class Order:
    """Rows by a column, from its largest value where it is `descending`; as they come where there is no column."""

    column: int | None = None
    descending: bool = False

    def of(self, sheet: Sheet) -> Sheet:
        """The sheet in this order."""
        return sheet if self.column is None else sheet.sorted_by(self.column, descending=self.descending)

    def text(self, sheet: Sheet) -> str:
        """What the rows are sorted by, for the title."""
        if self.column is None or self.column >= len(sheet.columns):
            return ""
        return f" · {sheet.columns[self.column].title} {'↓' if self.descending else '↑'}"

    def next(self, sheet: Sheet, column: int) -> "Order":
        """By this column numbers from the largest and texts from A, then the other way, then as they come."""
        largest_first = column >= len(sheet.columns) or sheet.columns[column].justify == "right"
        orders = [Order(), Order(column, largest_first), Order(column, not largest_first)]
        return orders[(orders.index(self) + 1) % 3] if self in orders else orders[1]
