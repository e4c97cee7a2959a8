"""What figures come to: those of a selected block, by column and by row, and those of the column under the cursor."""

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from core.figures.index import FigureIndex
from core.figures.pivot import NAMING
from core.figures.summary import Summary, summary
from core.figures.view import View
from core.words import labelled
from tui.grid.viewport import Block
from tui.grid.wording import NOTHING, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray
    from textual.timer import Timer

    from core.figures.pivot import Cut
    from tui.figures.table import Named
    from tui.frame.pane import Pane
    from tui.grid.block_grid import BlockGrid

MOST_PARTS = 12
"""Columns or rows of a block that are summed up one by one."""
ROOM = 13
"""So many cells for an amount let all of them stand in the border at 120 columns."""
MANY = 50_000
"""From so many figures on their sum is not worked out between two keys."""
REST = 0.3
"""Seconds in which nothing else moves, after which it is."""


class Sum:
    """The sum in the border of one pane; nothing while a block is selected, whose own sum stands below."""

    def __init__(self, pane: "Pane", blocks: "BlockGrid") -> None:
        self.pane, self.blocks = pane, blocks
        self._description = ""
        self._of: object = None
        self._timer: Timer | None = None

    def follow(self, index: FigureIndex, view: View, names: "Named") -> None:
        """Tell it again where it is another: at once of few figures, of many when nothing else moves."""
        is_free = self.blocks.block is None
        wanted = (index, view, names.wording, self.pane.grid.cursor[1] if view.pivot else 0, is_free)
        if wanted == self._of:
            return
        self._stop()
        self._of = wanted
        tell = partial(self._tell, index, view, names)
        if is_free and view.figure_count > MANY:
            self._timer = self.pane.set_timer(REST, tell)
        elif is_free:
            tell()
        else:
            self._say("")

    def clear(self) -> None:
        """Say nothing, where no figure is seen."""
        self._stop()
        self._of = None
        self._say("")

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tell(self, index: FigureIndex, view: View, names: "Named") -> None:
        self._say(column_line(index, view, names, self.pane.grid.cursor[1]))

    def _say(self, text: str) -> None:
        if text != self._description:
            self._description, self.pane.border_subtitle = text, Text(text)


def column_line(index: FigureIndex, view: View, names: "Named", column: int) -> str:
    """What a column of a pivot comes to, or the values of all that is seen in the long form."""
    if view.pivot is None:
        rows = range(view.height) if view.order is None else view.order
        return summary_text(summary(index.frame, index.workbook, rows), names.wording)
    if column < NAMING:
        return ""
    at = column - NAMING
    _, rows = view.pivot.in_column(at)
    text = summary_text(summary(index.frame, index.workbook, rows), names.wording)
    return labelled(_column_title(view.pivot, names, at), text)


def block_lines(index: FigureIndex, view: View, names: "Named", block: Block) -> list[str]:
    """Four lines: what the block comes to; by column and by row in a pivot, by letter in the long form."""
    cut, word = view.pivot, names.wording.word
    if cut is None:
        numbers = view.numbers(block.top, block.bottom + 1)
        rows = numbers if isinstance(numbers, range) else list(numbers)
        figures = summary(index.frame, index.workbook, rows)
        return [f"{block} · {summary_text(figures, names.wording)}", *_counts(index, rows, names), ""]
    columns = range(max(block.left - NAMING, 0), max(block.right + 1 - NAMING, 0))
    shown, places, cells = cut.inside(block.rows, columns)
    figures = summary(index.frame, index.workbook, cells)
    empty = len(block.rows) * len(columns) - len(cells)
    by_column = ((_column_title(cut, names, at), cells[places == at]) for at in columns[:MOST_PARTS])
    by_row = ((_row_title(cut, names, row), cells[shown == row]) for row in block.rows[:MOST_PARTS])
    return [
        f"{block} · {summary_text(figures, names.wording)} · {word('empty')} {empty:,}",
        labelled(word("by column"), _parts(index, by_column, names)),
        labelled(word("by row"), _parts(index, by_row, names)),
        "",
    ]


def summary_text(figures: Summary, wording: Wording) -> str:
    """What figures come to, in one line."""
    word = wording.word
    parts = [f"{word('count')} {figures.known:,}"]
    for name, value in (("sum", figures.total), ("mean", figures.mean), ("min", figures.least), ("max", figures.most)):
        if value is not None:
            parts.append(f"{word(name)} {_amount(value, figures, wording, more=name == 'mean')}")
    parts.append(f"{word('missing')} {figures.missing:,}")
    if figures.is_mixed:
        parts.append(f"{len(figures.measures)} {word('measures, so no sum')}")
    return " · ".join(parts)


def _amount(value: float, figures: Summary, wording: Wording, *, more: bool = False) -> str:
    """An amount in the scale of the figures; a mean with one digit more."""
    percent = "%" if figures.measures == ("PERCENT",) else ""
    return wording.within(value, figures.mult, figures.decimals + more, ROOM) + percent


def _column_title(cut: "Cut", names: "Named", at: int) -> str:
    return cut.columns[at] if cut.pivot.across == "periods" else names.indicator(cut.columns[at])


def _row_title(cut: "Cut", names: "Named", row: int) -> str:
    unit, second = cut.names(row)
    return f"{names.unit(unit)} {names.indicator(second) if cut.pivot.across == 'periods' else second}"


def _parts(index: FigureIndex, parts: "Iterable[tuple[str, NDArray[np.uint32]]]", names: "Named") -> str:
    """Parts of a block, each with its sum and mean; how many, where there is no sum."""
    texts = []
    for title, rows in parts:
        figures = summary(index.frame, index.workbook, rows)
        if figures.total is None or figures.mean is None:
            text = f"n {figures.known}" if figures.known else NOTHING
        else:
            text = _amount(figures.total, figures, names.wording)
            if figures.known > 1:
                text = f"Σ {text} x̄ {_amount(figures.mean, figures, names.wording, more=True)}"
        texts.append(f"{title} {text}")
    return " · ".join(texts)


def _counts(index: FigureIndex, rows: "range | list[int]", names: "Named") -> list[str]:
    """How many figures have each letter, and how many units, indicators, periods and sources there are."""
    frame = index.frame
    part = frame.slice(rows.start, len(rows)) if isinstance(rows, range) else frame[rows]
    word = names.wording.word
    letters = " · ".join(f"{letter} {count:,}" for letter, count in part["status"].value_counts(sort=True).rows())
    many = [f"{word(name)} {part[name].n_unique():,}" for name in ("unit", "indicator", "period", "source")]
    return [labelled(word("status"), letters), " · ".join(many)]
