"""The panel of a method, drawn from a workbook's figures: newest vintages, one row for each unit and period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from core.entries import Group
from core.figure import Series
from core.method.document import Document, listed
from core.method.errors import MethodError
from core.method.panel import KEYS
from core.period import period
from core.status import WORST_LAST
from core.taken import Taken
from core.workbook import Workbook


@dataclass(frozen=True, eq=False)
class Source:
    """`frame` is the panel, `flags` the letters of its figures (places in WORST_LAST), `newest` the last by unit."""

    frame: pl.DataFrame
    flags: pl.DataFrame
    newest: pl.DataFrame


def source(workbook: Workbook, made: Document, taken: Taken) -> Source:
    """The panel of the units and periods that the method names, or of all that have a figure of its indicators.

    Rows are all units × periods; what has no figure is null. A figure known as a bound counts as its value. Columns
    whose series are the same objects as before are taken over. Raises MethodError where there is no row, or where a
    grouping is called like an indicator.
    """
    name = made.method.code
    codes = tuple(dict.fromkeys((*made.tree.indicators, *made.denominators)))
    units = tuple(listed(made.method.units) or _units(workbook, codes))
    series = {code: [workbook.series(unit, code) for unit in units] for code in codes}
    found = [taken.of((name, "periods", code), _periods, *some) for code, some in series.items()]
    periods = tuple(listed(made.method.periods) or sorted(set().union(*found), key=_in_time))
    if not units or not periods:
        raise MethodError(f"No figure of {', '.join(codes[:3])} is here for {name}: import them first.")
    keys = taken.same((name, "keys"), (units, periods))
    columns = [taken.of((name, "column", code), partial(_column, code), keys, *some) for code, some in series.items()]
    groups = taken.of((name, "groups"), _groups, keys, taken.same("groups", tuple(workbook.groups)))
    for clash in set(groups.columns) & set(codes):
        raise MethodError(f"{clash} is a grouping and an indicator: rename one of them.", indicator=clash)
    return taken.of((name, "panel"), _assembled, keys, groups, *columns)


Column = tuple[pl.Series, pl.Series, pl.Series]
Keys = tuple[tuple[str, ...], tuple[str, ...]]


def _column(code: str, keys: Keys, *series: Series) -> Column:
    _, periods = keys
    place = {text: at for at, text in enumerate(periods)}
    size = len(periods)
    values: list[float | None] = [None] * (size * len(series))
    letters: list[int | None] = [None] * (size * len(series))
    newest: list[float | None] = [None] * len(series)
    for at, one in enumerate(series):
        for figure in one:
            where = place.get(figure.period)
            if where is not None:
                values[at * size + where] = figure.value
                letters[at * size + where] = None if figure.value is None else max(WORST_LAST.find(figure.status), 0)
        known = one.known()
        newest[at] = known[-1].value if known else None
    return (
        pl.Series(code, values, pl.Float64),
        pl.Series(code, letters, pl.Int8),
        pl.Series(code, newest, pl.Float64),
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


def _assembled(keys: Keys, groups: pl.DataFrame, *columns: Column) -> Source:
    values, letters, newest = zip(*columns, strict=True)
    units, _ = keys
    return Source(
        groups.with_columns(values),
        groups.select(KEYS).with_columns(letters),
        pl.DataFrame({"unit": units}).with_columns(newest),
    )


def _units(workbook: Workbook, codes: Sequence[str]) -> Iterable[str]:
    wanted = set(codes)
    having = {unit for unit, indicator in workbook.figures if indicator in wanted}
    return [unit for unit in workbook.units if unit in having]


def _periods(*series: Series) -> frozenset[str]:
    return frozenset(figure.period for one in series for figure in one)


def _in_time(text: str) -> tuple[float, float, str]:
    here = period(text)
    return here.end, here.start, text
