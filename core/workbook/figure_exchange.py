"""Rows of many figures at once: those of a workbook under some keys, and their replacement."""

import polars as pl

from core.workbook.figure import SeriesKey
from core.workbook.figure_frame import COLUMNS, KEY, SERIES, keys
from core.workbook.figure_spans import Spans
from core.workbook.figure_store import Figures, of_series

MARKS = ("author", "time")


def present(figures: Figures, keys_of_rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the figures with these keys, in the order of their keys."""
    rows = of_series(figures, _series(keys_of_rows))
    return rows.join(keys_of_rows, on=KEY, how="semi").sort(KEY)


def exchanged(figures: Figures, out: pl.DataFrame, added: pl.DataFrame) -> Figures:
    """The figures without the keys of `out` and `added`, and with the rows of `added`."""
    if not figures:
        return Figures(added.select(COLUMNS).sort(SERIES, maintain_order=True))
    touched = keys(out, added)
    names = _series(touched)
    remaining = of_series(figures, names).join(touched, on=KEY, how="anti", maintain_order="left")
    rows = pl.concat([remaining, added.select(COLUMNS)]).sort(SERIES, maintain_order=True)
    return figures.replaced(
        rows, dict.fromkeys(names, 0) | {key: stop - start for key, (start, stop) in Spans(rows).items()}
    )


def signed(figures: Figures, added: pl.DataFrame) -> Figures:
    """The figures, with the authors and times of those in `added`, which they contain."""
    names = _series(added)
    marks = added.select(*KEY, *(pl.col(name).alias(f"new_{name}") for name in MARKS))
    rows = of_series(figures, names).join(marks, on=KEY, how="left", maintain_order="left")
    rows = rows.with_columns(pl.coalesce(f"new_{name}", name).alias(name) for name in MARKS).select(COLUMNS)
    return figures.replaced(rows, {key: len(figures.span(key)) for key in names})


def _series(rows: pl.DataFrame) -> list[SeriesKey]:
    """The unit and the indicator of some rows, each pair once, in order."""
    return sorted(rows.select(SERIES).unique().iter_rows())
