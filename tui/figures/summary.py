"""A summary of a selected block, by column and by row, and of the column under the cursor."""

from typing import TYPE_CHECKING

from core.figures.index import FigureIndex
from core.figures.pivot import NAMING
from core.figures.summary import Summary, summary
from core.figures.view import View
from core.words import labelled
from tui.figures.title import amount, summary_text
from tui.grid.block import Block
from tui.grid.wording import NOTHING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.figures.pivot import Cut
    from tui.figures.table import Named

MOST_PARTS = 12
"""Columns or rows of a block that are summed up one by one."""


def column_line(looking: FigureIndex, view: View, names: "Named", column: int) -> str:
    """What a column of a pivot comes to, or the values of all that is seen in the long form."""
    if view.pivot is None:
        rows = range(view.height) if view.order is None else view.order
        return summary_text(summary(looking.frame, looking.workbook, rows), names.wording)
    if column < NAMING:
        return ""
    _, rows = view.pivot.in_column(column - NAMING)
    title = view.pivot.columns[column - NAMING]
    title = title if view.pivot.pivot.across == "periods" else names.indicator(title)
    return labelled(title, summary_text(summary(looking.frame, looking.workbook, rows), names.wording))


def block_lines(looking: FigureIndex, view: View, names: "Named", block: Block) -> list[str]:
    """Four lines: what the block comes to; by column and by row in a pivot, by letter in the long form."""
    if view.pivot is None:
        numbers = view.numbers(block.top, block.bottom + 1)
        some = numbers if isinstance(numbers, range) else list(numbers)
        whole = summary(looking.frame, looking.workbook, some)
        return [f"{block} · {summary_text(whole, names.wording)}", *_counts(looking, some, names), ""]
    columns = range(max(block.left - NAMING, 0), max(block.right + 1 - NAMING, 0))
    shown, places, rows = view.pivot.inside(block.rows, columns)
    whole = summary(looking.frame, looking.workbook, rows)
    empty = len(block.rows) * len(columns) - len(rows)
    return [
        f"{block} · {summary_text(whole, names.wording)} · {names.wording.word('empty')} {empty:,}",
        _by_column(looking, view.pivot, columns, places, rows, names),
        _by_row(looking, view.pivot, block.rows, shown, rows, names),
        "",
    ]


def _by_column(
    looking: FigureIndex,
    cut: "Cut",
    columns: range,
    places: "NDArray[np.int64]",
    rows: "NDArray[np.uint32]",
    names: "Named",
) -> str:
    titles = [cut.columns[at] if cut.pivot.across == "periods" else names.indicator(cut.columns[at]) for at in columns]
    parts = [(title, rows[places == at]) for title, at in zip(titles, columns, strict=True)][:MOST_PARTS]
    return labelled(names.wording.word("by column"), _description(looking, parts, names))


def _by_row(
    looking: FigureIndex,
    cut: "Cut",
    block: range,
    shown: "NDArray[np.int64]",
    rows: "NDArray[np.uint32]",
    names: "Named",
) -> str:
    def title(row: int) -> str:
        unit, second = cut.names(row)
        return f"{names.unit(unit)} {names.indicator(second) if cut.pivot.across == 'periods' else second}"

    parts = [(title(row), rows[shown == row]) for row in block[:MOST_PARTS]]
    return labelled(names.wording.word("by row"), _description(looking, parts, names))


def _description(looking: FigureIndex, parts: "list[tuple[str, NDArray[np.uint32]]]", names: "Named") -> str:
    return " · ".join(
        f"{title} {_brief(summary(looking.frame, looking.workbook, rows), names)}" for title, rows in parts
    )


def _brief(figures: Summary, names: "Named") -> str:
    """Sum and mean; how many, where there is no sum."""
    if figures.total is None or figures.mean is None:
        return f"n {figures.known}" if figures.known else NOTHING
    mean = amount(figures.mean, figures, names.wording, more=True)
    return (
        f"Σ {amount(figures.total, figures, names.wording)} x̄ {mean}"
        if figures.known > 1
        else amount(figures.total, figures, names.wording)
    )


def _counts(looking: FigureIndex, rows: "range | list[int]", names: "Named") -> list[str]:
    """How many figures have each letter, and how many units, indicators, periods and sources there are."""
    frame = looking.frame
    part = frame.slice(rows.start, len(rows)) if isinstance(rows, range) else frame[rows]
    word = names.wording.word
    letters = part["status"].value_counts(sort=True).rows()
    many = [f"{word(name)} {part[name].n_unique():,}" for name in ("unit", "indicator", "period", "source")]
    return [
        labelled(word("status"), " · ".join((f"{letter} {count:,}" for letter, count in letters))),
        " · ".join(many),
    ]
