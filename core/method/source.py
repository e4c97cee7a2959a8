"""The panel of a method, drawn from a workbook's figures: newest vintages, one row for each unit and period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import is_
from typing import NamedTuple

import polars as pl

from core.entries import Group
from core.figure import Series, SeriesKey
from core.method.document import Document, listed
from core.method.errors import MethodError
from core.method.panel import KEYS
from core.period import period
from core.status import WORST_LAST
from core.workbook import Workbook

Keys = tuple[tuple[str, ...], tuple[str, ...]]


class Column(NamedTuple):
    """One indicator over all units × periods: figures, letters, each unit's newest figure, and its periods."""

    values: pl.Series
    letters: pl.Series
    newest: pl.Series
    periods: frozenset[str]


@dataclass(frozen=True, eq=False)
class Source:
    """`frame` is the panel, `flags` the letters of its figures (places in WORST_LAST), `newest` the last by unit.

    The other parts say what it was drawn from, so that only what has changed since is drawn anew.
    """

    frame: pl.DataFrame
    flags: pl.DataFrame
    newest: pl.DataFrame
    columns: Mapping[str, Column] = field(default_factory=dict)
    keys: Keys = ((), ())
    read: tuple[object, ...] = ()
    figures: Mapping[SeriesKey, Series] = field(default_factory=dict)
    moved: frozenset[str] | None = None
    """The columns that are others than in the source it was drawn from; none told where all may be."""


def source(workbook: Workbook, made: Document, before: Source | None = None) -> Source:
    """The panel of the units and periods that the method names, or of all that have a figure of its indicators.

    Rows are all units × periods; what has no figure is null. A figure known as a bound counts as its value. Where
    `before` was drawn the same way, only columns of changed figures are drawn. Raises MethodError where there is no
    row, or where a grouping is called like an indicator.
    """
    codes = tuple(dict.fromkeys((*made.tree.indicators, *made.denominators)))
    read = (codes, made.method.units, made.method.periods, workbook.tables["units"], workbook.tables["groups"])
    if before and before.read[:3] == read[:3] and all(map(is_, before.read[3:], read[3:])):
        redrawn = _redrawn(workbook, before)
        if redrawn:
            return redrawn
    return _drawn(workbook, made, codes, read)


def _drawn(workbook: Workbook, made: Document, codes: tuple[str, ...], read: tuple[object, ...]) -> Source:
    units = tuple(listed(made.method.units) or _units(workbook, codes))
    series = {code: [workbook.series(unit, code) for unit in units] for code in codes}
    found = {figure.period for some in series.values() for one in some for figure in one}
    periods = tuple(listed(made.method.periods) or sorted(found, key=_in_time))
    if not units or not periods:
        raise MethodError(f"No figure of {', '.join(codes[:3])} is here for {made.method.code}: import them first.")
    keys = (units, periods)
    groups = _groups(keys, workbook.groups)
    for clash in set(groups.columns) & set(codes):
        raise MethodError(f"{clash} is a grouping and an indicator: rename one of them.", indicator=clash)
    columns = {code: _column(code, keys, some) for code, some in series.items()}
    return Source(
        groups.with_columns(column.values for column in columns.values()),
        groups.select(KEYS).with_columns(column.letters for column in columns.values()),
        pl.DataFrame({"unit": units}).with_columns(column.newest for column in columns.values()),
        columns,
        keys,
        read,
        workbook.figures,
    )


def _redrawn(workbook: Workbook, before: Source) -> Source | None:
    """The source with the columns of changed figures drawn anew; nothing where rows may have come or gone."""
    changed = workbook.changed_since(before.figures)
    if changed is None:
        return None
    units, _ = before.keys
    among = set(units)
    known = {key for key in changed if key[1] in before.columns}
    if any(key not in before.figures or key not in workbook.figures for key in known):
        return None
    codes = [code for code in before.columns if any(unit in among for unit, other in known if other == code)]
    drawn = {code: _column(code, before.keys, [workbook.series(unit, code) for unit in units]) for code in codes}
    if any(column.periods != before.columns[code].periods for code, column in drawn.items()):
        return None
    return Source(
        before.frame.with_columns(column.values for column in drawn.values()),
        before.flags.with_columns(column.letters for column in drawn.values()),
        before.newest.with_columns(column.newest for column in drawn.values()),
        {**before.columns, **drawn},
        before.keys,
        before.read,
        workbook.figures,
        frozenset(codes),
    )


def _column(code: str, keys: Keys, series: Sequence[Series]) -> Column:
    _, periods = keys
    place = {text: at for at, text in enumerate(periods)}
    size = len(periods)
    values: list[float | None] = [None] * (size * len(series))
    letters: list[int | None] = [None] * (size * len(series))
    newest: list[float | None] = [None] * len(series)
    found: set[str] = set()
    for at, one in enumerate(series):
        for figure in one:
            found.add(figure.period)
            where = place.get(figure.period)
            if where is not None:
                values[at * size + where] = figure.value
                letters[at * size + where] = None if figure.value is None else max(WORST_LAST.find(figure.status), 0)
            if figure.value is not None:
                newest[at] = figure.value
    return Column(
        pl.Series(code, values, pl.Float64),
        pl.Series(code, letters, pl.Int8),
        pl.Series(code, newest, pl.Float64),
        frozenset(found),
    )


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


def _units(workbook: Workbook, codes: Sequence[str]) -> Iterable[str]:
    wanted = set(codes)
    having = {unit for unit, indicator in workbook.figures if indicator in wanted}
    return [unit for unit in workbook.units if unit in having]


def _in_time(text: str) -> tuple[float, float, str]:
    here = period(text)
    return here.end, here.start, text
