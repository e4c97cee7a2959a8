"""Which choice matters: Sobol's indices with a mark on what has not converged, and what each code left out does."""

from typing import TYPE_CHECKING, Any

from core.robustness.choice_text import choice_text
from core.robustness.sensitivity import SobolIndex, in_one_sentence
from core.words import gettext, in_words, labelled
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING
from tui.grid.wrapping import wrapped
from tui.workspace.result_view import ResultView

if TYPE_CHECKING:
    from core.robustness.results import RobustnessResult


LINE = 40
"""Cells of the pane where it is narrowest."""
LEFT_OUT = ("left out", "mean shift", "most places", "unit")
"""The columns of what is left out, in files."""


def matters_sheet(robustness: "RobustnessResult", view: ResultView) -> Sheet:
    """The sentence, the indices of every choice, and every code that may be left out, what moves most first."""
    word = view.wording.word
    columns = [
        Column(word("choice"), 16, frozen=True, grows=True),
        Column(word("alone"), 6, "right"),
        Column(word("in all"), 6, "right"),
        Column(word("95 %"), 11, "right"),
    ]
    rows: list[SheetRow | Heading] = []
    if robustness.outcome:
        rows.append(Heading(f"{word('a unit moves')} {robustness.outcome.mean_shift:.2f} {word('places on average')}"))
    if robustness.indices:
        parts = in_one_sentence(robustness.indices).split("; ")
        rows += [Heading(line, "head") for part in parts for line in wrapped(part, LINE)]
        rows += [_index_row(index, view) for index in robustness.indices]
        runs = robustness.base * (len(robustness.indices) + 2)
        rows.append(Heading(gettext("Sobol, {runs:,} runs", runs=runs), "dim"))
    if robustness.left_out is not None:
        rows.append(Heading(labelled(word("left out"), word("mean shift, most places, who")), "rule", below=LEFT_OUT))
        table = robustness.left_out.sort("mean_shift", descending=True, nulls_last=True, maintain_order=True)
        rows += [_left_row(row, view) for row in table.iter_rows(named=True)]
    return Sheet(columns, rows)


def _index_row(index: SobolIndex, view: ResultView) -> SheetRow:
    """First order, total, the interval of the total; what has not converged says so."""
    interval = NOTHING if index.total_low is None else f"{_number(index.total_low)} … {_number(index.total_high)}"
    text = plain(choice_text(index.name, view.scored.document.steps))
    name = Cell(text) if index.settled else Cell(in_words((text, view.wording.word("not converged"))), "warn")
    cells = (name, Cell(_number(index.first)), Cell(_number(index.total)), Cell(interval))
    return SheetRow(
        f"matters/{index.name}",
        cells,
        sort_by=(
            index.name,
            index.first,
            index.total,
            None if index.total_low is None else (index.total_low, index.total_high),
        ),
    )


def _left_row(row: dict[str, Any], view: ResultView) -> SheetRow:
    shift, places = row["mean_shift"], row["places"]
    name = view.code_name(row["code"])
    cells = (
        Cell(f"{'  ' * (len(view.scored.tree.ancestors(row['code'])) - 1)}{name}"),
        Cell(_number(shift)),
        Cell(NOTHING if places is None else f"{places:+d}"),
        Cell(view.unit_name(row["most_moved"] or "")),
    )
    return SheetRow(f"left/{row['code']}", cells, sort_by=(name, shift, places, cells[3].text))


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"
