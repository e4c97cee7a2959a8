"""Figures as units and indicators by periods, or units and periods by indicators: only cells that are seen are made."""

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.figures.pivot import NAMING, usual_decimals
from core.workbook.figure import Figure
from core.workbook.typed_edit import FigurePlace
from tui.figures.table import PARTS, Marks, Named
from tui.grid.layout import at_point
from tui.grid.sheet import look_of
from tui.grid.table import Cell, Column, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.figures.draft import Part
    from core.figures.pivot import Cut
    from core.figures.rows import FigureRows
    from core.figures.view import View

WIDTH = 13
BEHIND = 5
"""Cells behind the point of numbers of several indicators in one column: two decimals, and 亿 or %."""
AROUND = 16
"""So many rows and columns of figures are made in one go."""


class PivotTable:
    """A unit and an indicator a row and a period a column, or a unit and a period a row and an indicator a column."""

    def __init__(self, rows: "FigureRows", view: "View", cut: "Cut", names: Named, marks: Marks | None = None) -> None:
        self.rows, self.view, self.cut, self.names, self.marks = rows, view, cut, names, marks
        self.by_period = cut.pivot.across == "periods"
        self.fixed: tuple[Part, Part] = ("unit", "indicator" if self.by_period else "period")
        self.columns: Sequence[Column] = (*map(self._fixed, self.fixed), *map(self._across, cut.columns))
        self._decimals: dict[int, dict[int, int]] = {}

    @property
    def row_count(self) -> int:
        """How many rows hold anything."""
        return self.cut.row_count

    def heading(self, row: int) -> Heading | None:  # noqa: ARG002 - as every table
        """None is."""
        return None

    def figure(self, row: int, column: int) -> Figure | None:
        """The figure of a cell, of several releases the newest."""
        if column < NAMING or not 0 <= row < self.row_count or column >= len(self.columns):
            return None
        number = self.cut.number(row, column - NAMING)
        if number is None:
            return self.marks.at(self._empty(row, column)) if self.marks else None
        figure = self._figure(row, column, number)
        return self.marks.figure(figure) if self.marks else figure

    def place(self, row: int, column: int) -> FigurePlace | None:
        """Where the figure of a cell stands, or would stand."""
        if column < NAMING or not 0 <= row < self.row_count:
            return None
        figure = self.figure(row, column)
        if figure is not None:
            return FigurePlace(*figure.key)
        return self._empty(row, column)

    def part(self, column: int) -> "Part":
        """A value, but for the columns that name the row."""
        return self.fixed[column] if column < NAMING else "value"

    def sorted_by(self, column: int) -> str:
        """The part that names the row, or the period or code of the column."""
        return self.fixed[column] if column < NAMING else self.cut.columns[column - NAMING]

    def named(self, row: int) -> FigurePlace | None:
        """The place of the row's first column."""
        return self._empty(row, NAMING) if 0 <= row < self.row_count and self.cut.columns else None

    def cell(self, row: int, column: int) -> Cell:
        """One figure, or a name of the row."""
        if column < NAMING:
            unit, second = self.cut.names(row)
            if column == 0:
                return Cell(self.names.unit(unit))
            return (
                Cell(self.names.indicator(second), both_ends=True)
                if self.by_period
                else Cell(self.names.period(second))
            )
        figure, text = self.figure(row, column), partial(self._text, self._decimals_of(row, column))
        cell = Cell(text(figure), look_of(figure))
        place = self.place(row, column) if self.marks else None
        if self.marks is not None and place is not None:
            cell = self.marks.marked(place, text, cell)
        width, behind = self.columns[column].width, BEHIND if self.by_period else 0
        return replace(cell, drawn=at_point(cell.text, behind, width)) if cell.text else cell

    def _text(self, decimals: dict[int, int], figure: Figure | None) -> str:
        """A figure with the decimals of its series, unless they leave no digit of it."""
        if figure is None:
            return ""
        text = self.names.value(replace(figure, decimals=decimals.get(figure.mult, figure.decimals)))
        return text if not figure.value or re.search("[1-9]", text) else self.names.value(figure)

    def _decimals_of(self, row: int, column: int) -> dict[int, int]:
        """The decimals that all figures of a row by periods, or of a column by indicators, are shown with."""
        at = row if self.by_period else column
        if at not in self._decimals:
            numbers = self.cut.in_row(row) if self.by_period else self.cut.in_column(column - NAMING)[1]
            self._decimals[at] = usual_decimals(self.rows.frame, numbers)
        return self._decimals[at]

    def _empty(self, row: int, column: int) -> FigurePlace:
        """The place of a cell without a figure."""
        unit, second = self.cut.names(row)
        across = self.cut.columns[column - NAMING]
        return FigurePlace(unit, second, across) if self.by_period else FigurePlace(unit, across, second)

    def _figure(self, row: int, column: int, number: int) -> Figure:
        """A figure, made together with those around it."""
        if number not in self.rows:
            top, left = row - row % AROUND, column - NAMING - (column - NAMING) % AROUND
            rows = range(top, min(top + AROUND, self.row_count))
            self.rows.prepare(self.cut.inside(rows, range(left, left + AROUND))[2].tolist())
        return self.rows[number]

    def _fixed(self, part: "Part") -> Column:
        return replace(self.names.column(part, PARTS[part].width), frozen=True)

    def _across(self, text: str) -> Column:
        title = self.names.period(text) if self.by_period else self.names.indicator(text)
        return Column(title, max(WIDTH, cell_len(title) + 1) if self.by_period else WIDTH, "right")
