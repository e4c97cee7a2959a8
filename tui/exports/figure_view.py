"""The Figures pane as a file: what is filtered, sorted and turned there, with raw values in base units."""

from collections.abc import Iterator
from typing import cast

import polars as pl

from core.progress import Progress
from core.workbook.figure_frame import KEY, SCHEMA, SERIES, typed
from core.workbook.figure_store import of_series
from data.written import Content
from tui.exports.sheet_files import file_content, sheet_file
from tui.figures.pivot_table import PivotTable
from tui.figures.table import FigureTable, LongTable, Marks
from tui.grid.sheet import Sheet, SheetRow
from tui.tables.data_files import Table
from tui.tables.figure_rows import figure_rows
from tui.tables.forms import FORMS, TABULAR
from tui.tables.registry import table as table_of
from tui.tables.spec import numbers, texts

PLACES = {"row": pl.Int64(), "place": pl.Int64()}
AT_ONCE = 1000
"""Rows between two reports of how far the work is."""


def figure_view(form: str, table: FigureTable, title: str, progress: Progress) -> Content:
    """The bytes of a file: the columns of `jingdex export` a figure, or a pivot's own. Raises BadUse."""
    if form in TABULAR and FORMS[form].holds != "sections":
        content = _table(table)
        return file_content(form, content if FORMS[form].holds == "rows" else {title: content})
    rows = [
        SheetRow(str(row), tuple(table.cell(row, at) for at in range(len(table.columns))))
        for row in _rows(table, progress)
    ]
    return sheet_file(form, Sheet(table.columns, rows), title)


def _table(table: FigureTable) -> Table:
    if isinstance(table, PivotTable):
        return _pivot(table)
    long, names = cast("LongTable", table), table.names
    order = long.view.order
    frame = long.rows.frame if order is None else long.rows.frame[order]
    rows = figure_rows(names.workbook, names.wording.language, _as_now(frame, long.marks))
    return Table.of(table_of("figures").columns, rows)


def _as_now(frame: pl.DataFrame, marks: Marks | None) -> pl.DataFrame:
    """The figures as the workbook has them now, where the frame is of before; those that are gone are left out."""
    if marks is None:
        return frame
    return frame.select(KEY).join(marks.now.figures.whole(), on=KEY, maintain_order="left")


def _pivot(table: PivotTable) -> Table:
    """A row's codes and names, then a value for each period or indicator."""
    names, cut = table.names, table.cut
    named = [cut.names(row) for row in range(cut.row_count)]
    heads = {"unit": [unit for unit, _ in named], "unit_name": [names.unit(unit) for unit, _ in named]}
    heads["indicator" if table.by_period else "period"] = [other for _, other in named]
    if table.by_period:
        heads["indicator_name"] = [names.indicator(other) for _, other in named]
    top = pl.DataFrame(heads, schema=dict.fromkeys(heads, pl.String))
    across = [f"{name} (2)" if name in heads else name for name in cut.columns]
    wide = top.hstack(_values(table, top).rename(dict(zip(map(str, range(len(across))), across, strict=True))))
    return Table.of((*texts(*heads), *numbers(*across)), wide)


def _values(table: PivotTable, named: pl.DataFrame) -> pl.DataFrame:
    """The value of each cell: a row for each of the table, a column for each of its columns behind the names."""
    cut = table.cut
    rows, places, figures = cut.inside(range(cut.row_count), range(len(cut.columns)))
    at = pl.DataFrame({"row": rows, "place": places}, schema=PLACES)
    values = at.hstack(table.rows.frame[figures].select(*SERIES, "value"))
    if table.marks is not None:
        values = _as_marked(values, table, table.marks, named)
    columns = list(range(len(cut.columns)))
    wide = values.pivot("place", on_columns=columns, index="row", values="value", aggregate_function="last")
    every = pl.DataFrame({"row": range(cut.row_count)}, schema={"row": pl.Int64})
    return every.join(wide, on="row", how="left", maintain_order="left").drop("row")


def _as_marked(frame: pl.DataFrame, table: PivotTable, marks: Marks, named: pl.DataFrame) -> pl.DataFrame:
    """The cells with what the workbook has now of the series that differ from the frame."""
    now, changed = marks.now.figures, marks.series
    rows = now.whole() if changed is None else of_series(now, sorted(key for key in changed if key in now))
    newest = rows.sort("vintage").group_by(*SERIES, "period").agg(pl.col("value").last())
    second, across = ("indicator", "period") if table.by_period else ("period", "indicator")
    at = typed(named.select("unit", second)).with_row_index("row")
    places = pl.DataFrame({across: table.cut.columns}, schema={across: SCHEMA[across]}).with_row_index("place")
    current = newest.join(at, on=["unit", second]).join(places, on=across)
    others = pl.DataFrame(sorted(changed or ()), schema={name: SCHEMA[name] for name in SERIES}, orient="row")
    rest = frame.clear() if changed is None else frame.join(others, on=SERIES, how="anti")
    return pl.concat([part.select(pl.col("row", "place").cast(pl.Int64), "value") for part in (rest, current)])


def _rows(table: FigureTable, progress: Progress) -> Iterator[int]:
    for row in range(table.row_count):
        if row % AT_ONCE == 0:
            progress(row / table.row_count)
        yield row
