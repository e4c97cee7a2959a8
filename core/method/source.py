"""The panel of a method, drawn from a workbook's figures: newest vintages, one row for each unit and period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import is_
from typing import NamedTuple

import polars as pl

from core.method.cells import Cells
from core.method.document import Document, listed
from core.method.errors import MethodError
from core.method.panel import KEYS
from core.workbook.entries import Group
from core.workbook.figure import Series, SeriesKey
from core.workbook.figure_store import Figures
from core.workbook.period import in_time
from core.workbook.status import WORST_LAST
from core.workbook.workbook import Workbook

Keys = tuple[tuple[str, ...], tuple[str, ...]]


class Column(NamedTuple):
    """One indicator over all units × periods: figures and letters."""

    values: pl.Series
    letters: pl.Series


@dataclass(frozen=True, eq=False)
class IndicatorPanel:
    """`frame` is the panel, `flags` the letters of its figures (places in WORST_LAST), `newest` the last by unit.

    `newest` has the indicators that others are divided by, and no more.

    The other parts say what it was drawn from, so that only what has changed since is drawn anew.
    """

    frame: pl.DataFrame
    flags: pl.DataFrame
    newest: pl.DataFrame
    columns: Mapping[str, Column] = field(default_factory=dict)
    keys: Keys = ((), ())
    read: tuple[object, ...] = ()
    figures: Figures = field(default_factory=Figures)
    moved: frozenset[str] | None = None
    """The columns that are others than in the source it was drawn from; none told where all may be."""


def source(workbook: Workbook, made: Document, before: IndicatorPanel | None = None) -> IndicatorPanel:
    """The panel of the units and periods that the method names, or of all that have a figure of its indicators.

    Rows are all units × periods; what has no figure is null. A figure known as a bound counts as its value. Where
    `before` was drawn the same way, only the cells of changed figures are set. Raises MethodError where there is no
    row, or where a grouping is called like an indicator.
    """
    codes = tuple(dict.fromkeys((*made.tree.indicators, *made.denominators)))
    named = (codes, made.denominators, made.method.units, made.method.periods)
    read = (*named, workbook.tables["units"], workbook.tables["groups"])
    if before and before.read[: len(named)] == named and all(map(is_, before.read[len(named) :], read[len(named) :])):
        redrawn = _redrawn(workbook, before)
        if redrawn:
            return redrawn
    return _drawn(workbook, made, codes, read)


def _drawn(workbook: Workbook, made: Document, codes: tuple[str, ...], read: tuple[object, ...]) -> IndicatorPanel:
    drawing = _drawing(workbook, made, codes)
    keys = (drawing.units, drawing.periods)
    groups = _groups(keys, workbook.groups)
    for clash in set(groups.columns) & set(codes):
        raise MethodError(f"{clash} is a grouping and an indicator: rename one of them.", indicator=clash)
    return IndicatorPanel(
        groups.with_columns(column.values for column in drawing.columns.values()),
        groups.select(KEYS).with_columns(column.letters for column in drawing.columns.values()),
        pl.DataFrame({"unit": drawing.units}).with_columns(drawing.newest),
        drawing.columns,
        keys,
        read,
        workbook.figures,
    )


class _Drawing(NamedTuple):
    """What figures give: the units and periods that have some, columns over them, and newest ones by unit."""

    units: tuple[str, ...]
    periods: tuple[str, ...]
    columns: dict[str, Column]
    newest: list[pl.Series]


def _drawing(workbook: Workbook, made: Document, codes: Sequence[str]) -> _Drawing:
    cells = Cells(workbook.figures.whole(), codes)
    named = tuple(listed(made.method.units))
    having = set() if named else cells.units
    units = named or tuple(unit for unit in workbook.units if unit in having)
    found = sorted(cells.periods(named), key=in_time)
    periods = _periods(made, codes, units, found)
    columns = {code: Column(*pair) for code, pair in cells.columns(units, periods).items()}
    return _Drawing(units, periods, columns, cells.newest(made.denominators, units, found))


def _periods(made: Document, codes: Sequence[str], units: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    """The periods that the method names, else those found, in time. Raises MethodError where no cell has a figure."""
    named, known = listed(made.method.periods), set(found)
    if not units or not known or (named and not known & set(named)):
        where = f" in {', '.join(named)}" if named and known else ""
        told = f"{', '.join(codes[:3])}{where}"
        raise MethodError(f"No figure of {told} is here for {made.method.code}: import them first.")
    return tuple(named or sorted(known, key=in_time))


def _redrawn(workbook: Workbook, before: IndicatorPanel) -> IndicatorPanel | None:
    """The source with the cells of changed figures set anew; nothing where rows may have come or gone."""
    changed = workbook.changed_since(before.figures)
    if changed is None:
        return None
    units, periods = before.keys
    known = [key for key in changed if key[1] in before.columns]
    if any(_rows_differ(workbook, before, key) for key in known):
        return None
    place = {unit: at for at, unit in enumerate(units)}
    columns: dict[str, Column] = {}
    newest: dict[str, pl.Series] = {}
    for unit, code in known:
        if unit in place:
            at, series = place[unit], workbook.series(unit, code)
            columns[code] = _set(
                columns.get(code, before.columns[code]), at * len(periods), _column(code, ((unit,), periods), [series])
            )
            if code in before.newest.columns:
                newest[code] = newest.get(code, before.newest[code]).clone().scatter(at, _newest(code, [series]))
    return IndicatorPanel(
        before.frame.with_columns(column.values for column in columns.values()),
        before.flags.with_columns(column.letters for column in columns.values()),
        before.newest.with_columns(newest.values()),
        {**before.columns, **columns},
        before.keys,
        before.read,
        workbook.figures,
        frozenset(columns),
    )


def _rows_differ(workbook: Workbook, before: IndicatorPanel, key: SeriesKey) -> bool:
    """Whether a series may bring a row or take one away: it comes or goes, or has another period than it had."""
    if key not in before.figures or key not in workbook.figures:
        return True
    was, now = ({figure.period for figure in figures[key]} for figures in (before.figures, workbook.figures))
    *_, named, _, _ = before.read
    return not named and not was <= now <= was | set(before.keys[1])


def _set(column: Column, start: int, part: Column) -> Column:
    """The column with a part of it, from a row on, in the place of what was there."""
    rows = range(start, start + len(part.values))
    return Column(*(whole.clone().scatter(rows, own) for whole, own in zip(column, part, strict=True)))


def _column(code: str, keys: Keys, series: Sequence[Series]) -> Column:
    _, periods = keys
    place = {text: at for at, text in enumerate(periods)}
    size = len(periods)
    values: list[float | None] = [None] * (size * len(series))
    letters: list[int | None] = [None] * (size * len(series))
    for at, one in enumerate(series):
        for figure in one:
            where = place.get(figure.period)
            if where is not None:
                values[at * size + where] = figure.value
                letters[at * size + where] = None if figure.value is None else max(WORST_LAST.find(figure.status), 0)
    return Column(pl.Series(code, values, pl.Float64), pl.Series(code, letters, pl.Int8))


def _newest(code: str, series: Sequence[Series]) -> pl.Series:
    """The last figure of each series that has a value."""
    last = [[figure.value for figure in one if figure.value is not None][-1:] for one in series]
    return pl.Series(code, [some[0] if some else None for some in last], pl.Float64)


def _groups(keys: Keys, groups: Sequence[Group]) -> pl.DataFrame:
    units, periods = keys
    names: dict[str, dict[str, str]] = {}
    for one in groups:
        names.setdefault(one.grouping, {})[one.unit] = one.group
    rows = [unit for unit in units for _ in periods]
    return pl.DataFrame(
        {"unit": rows, "period": list(periods) * len(units)}
        | {name: [of.get(unit) for unit in rows] for name, of in names.items()},
        schema_overrides=dict.fromkeys(names, pl.String),
    )
