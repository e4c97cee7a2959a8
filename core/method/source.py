"""The panel of a method, drawn from a workbook's figures: newest vintages, one row for each unit and period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import nan
from operator import is_
from typing import NamedTuple

import polars as pl

from core.method.cells import NOWHERE, Cells, Letters
from core.method.document import Document, listed
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.panel import Panel
from core.method.row_keys import RowKeys
from core.words import gettext, in_words
from core.workbook.entries import TOTAL, Group
from core.workbook.figure import Series, SeriesKey
from core.workbook.figure_store import Figures
from core.workbook.period import in_time
from core.workbook.status import WORST_LAST
from core.workbook.workbook import Workbook

Keys = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class IndicatorPanel:
    """The numbers of a panel, the letters of its figures (columns × rows, places in WORST_LAST), and denominators.

    `newest` has the newest figure by unit of the indicators by which others are divided, and only these.
    The other parts say from what it was made, so that only changes are made again.
    """

    panel: Panel
    letters: Letters
    newest: pl.DataFrame
    keys: Keys = ((), ())
    read: tuple[object, ...] = ()
    figures: Figures = field(default_factory=Figures)
    moved: frozenset[str] | None = None
    """The columns that differ from the panel before; null where any of them may."""


def source(workbook: Workbook, document: Document, before: IndicatorPanel | None = None) -> IndicatorPanel:
    """The panel of the units and periods that the method names, or of all that have a figure of its indicators.

    Totals are left out unless they are named. Rows are all units × periods; a missing figure is null. A figure known as
    a bound counts as its value. Where the panel `before` was made the same way, only the cells of changed figures are
    set. Raises MethodError where there is no row, or where a grouping has the name of an indicator.
    """
    codes = tuple(dict.fromkeys((*document.tree.indicators, *document.denominators)))
    origin = (codes, document.denominators, document.method.units, document.method.periods)
    read = (*origin, workbook.tables["units"], workbook.tables["groups"])
    if (
        before
        and before.read[: len(origin)] == origin
        and all(map(is_, before.read[len(origin) :], read[len(origin) :]))
    ):
        changed = _panel_with_changes(workbook, before)
        if changed:
            return changed
    return _panel(workbook, document, codes, read)


def _panel(workbook: Workbook, document: Document, codes: tuple[str, ...], read: tuple[object, ...]) -> IndicatorPanel:
    numbers = _numbers_of(workbook, document, codes)
    keys = (numbers.units, numbers.periods)
    groups = _groups(keys, workbook.groups)
    for clash in set(groups.columns) & set(codes):
        raise MethodError("{clash} is a grouping and an indicator: rename one of them.", clash=clash, indicator=clash)
    panel = Panel(RowKeys(groups), codes, numbers.values, (*groups.columns, *codes))
    newest = pl.DataFrame({"unit": numbers.units}).with_columns(numbers.newest)
    return IndicatorPanel(panel, numbers.letters, newest, keys, read, workbook.figures)


class _Numbers(NamedTuple):
    """The units and periods with figures, their numbers, and the newest figures by unit."""

    units: tuple[str, ...]
    periods: tuple[str, ...]
    values: Matrix
    letters: Letters
    newest: list[pl.Series]


def _numbers_of(workbook: Workbook, document: Document, codes: Sequence[str]) -> _Numbers:
    cells = Cells(workbook.figures.whole(), codes)
    units_named = tuple(listed(document.method.units))
    having = set() if units_named else cells.units
    units = units_named or tuple(code for code, unit in workbook.units.items() if code in having and unit.kind != TOTAL)
    periods_there = sorted(cells.periods(units_named), key=in_time)
    periods = _periods(document, codes, units, periods_there)
    numbers = cells.numbers(units, periods)
    return _Numbers(units, periods, *numbers, cells.newest(document.denominators, units, periods_there))


def _periods(
    document: Document, codes: Sequence[str], units: Sequence[str], periods_there: Iterable[str]
) -> tuple[str, ...]:
    """The periods that the method names, else those with figures, in time. Raises MethodError without any figure."""
    periods_named, known = listed(document.method.periods), set(periods_there)
    if not units or not known or (periods_named and not known & set(periods_named)):
        where = gettext(" in {named}", named=in_words(periods_named)) if periods_named and known else ""
        what = f"{in_words(codes[:3])}{where}"
        raise MethodError(
            "No figure of {what} is here for {code}: import them first.", what=what, code=document.method.code
        )
    return tuple(periods_named or periods_there)


def _panel_with_changes(workbook: Workbook, before: IndicatorPanel) -> IndicatorPanel | None:
    """The panel before with the cells of changed figures set again; null where rows may differ."""
    changed = workbook.changed_since(before.figures)
    if changed is None:
        return None
    units, periods = before.keys
    place = before.panel.place
    known = [key for key in changed if key[1] in place]
    if any(_rows_differ(workbook, before, key) for key in known):
        return None
    row = {unit: at * len(periods) for at, unit in enumerate(units)}
    values, letters = before.panel.values.copy(), before.letters.copy()
    newest: dict[str, pl.Series] = {}
    moved = [(unit, code) for unit, code in known if unit in row]
    for unit, code in moved:
        series = workbook.series(unit, code)
        cells = (place[code], slice(row[unit], row[unit] + len(periods)))
        values[cells], letters[cells] = _numbers(periods, series)
        if code in before.newest.columns:
            at = units.index(unit)
            newest[code] = newest.get(code, before.newest[code]).clone().scatter(at, _newest(code, [series]))
    panel = before.panel
    return IndicatorPanel(
        Panel(panel.keys, panel.codes, values, panel.names),
        letters,
        before.newest.with_columns(newest.values()),
        before.keys,
        before.read,
        workbook.figures,
        frozenset(code for _, code in moved),
    )


def _rows_differ(workbook: Workbook, before: IndicatorPanel, key: SeriesKey) -> bool:
    """Whether a series may add or remove a row: it is new, removed, or has other periods than before."""
    was, now = ({figure.period for figure in figures.get(key, ())} for figures in (before.figures, workbook.figures))
    *_, periods_named, _, _ = before.read
    return not (was and now and (periods_named or was <= now <= was | set(before.keys[1])))


def _numbers(periods: Sequence[str], series: Series) -> tuple[list[float], list[int]]:
    """The figures of a series over the periods, and their letters."""
    place = {text: at for at, text in enumerate(periods)}
    values, letters = [nan] * len(periods), [NOWHERE] * len(periods)
    for figure in series:
        where = place.get(figure.period)
        if where is not None:
            values[where] = nan if figure.value is None else figure.value
            letters[where] = NOWHERE if figure.value is None else max(WORST_LAST.find(figure.status), 0)
    return values, letters


def _newest(code: str, series: Sequence[Series]) -> pl.Series:
    """The last figure with a value of each series."""
    last = [[figure.value for figure in figures if figure.value is not None][-1:] for figures in series]
    return pl.Series(code, [some[0] if some else None for some in last], pl.Float64)


def _groups(keys: Keys, groups: Sequence[Group]) -> pl.DataFrame:
    units, periods = keys
    names: dict[str, dict[str, str]] = {}
    for group in groups:
        names.setdefault(group.grouping, {})[group.unit] = group.group
    rows = [unit for unit in units for _ in periods]
    return pl.DataFrame(
        {"unit": rows, "period": list(periods) * len(units)}
        | {name: [of.get(unit) for unit in rows] for name, of in names.items()},
        schema_overrides=dict.fromkeys(names, pl.String),
    )
