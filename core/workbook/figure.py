"""One observation and the series it belongs to."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeAlias

from core.errors import BadFigure
from core.frozen import frozen
from core.words import in_words
from core.workbook.period import period
from core.workbook.status import NOT_OBSERVED, OWN, QUALIFIERS, STATUSES

SeriesKey: TypeAlias = tuple[str, str]
FigureKey: TypeAlias = tuple[str, str, str, str]


@frozen
class Figure:
    """The value of one indicator of one unit in one period, in one release.

    `value` is in base units (yuan, not 亿; per cent stay per cent), null for a missing one; `mult` and
    `decimals` are the power of ten and the digits in which it was printed. `vintage` is the date of the
    release, in ISO form, as exactly as it is known. `author` and `time` say who entered it, and when.
    """

    unit: str
    indicator: str
    period: str
    vintage: str = ""
    value: float | None = None
    mult: int = 0
    decimals: int = 0
    status: str = "A"
    qualifier: str = "exact"
    source: str = ""
    note: str = ""
    formula: str = ""
    author: str = field(default="", compare=False)
    time: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Raise BadFigure where a field has an invalid value."""
        period(self.period)
        if self.status not in STATUSES:
            raise BadFigure(
                "“{status}” is not an SDMX status letter: use one of {statuses}.",
                status=self.status,
                statuses=" ".join(STATUSES),
            )
        if self.qualifier not in QUALIFIERS:
            raise BadFigure(
                "“{qualifier}” is not a qualifier: use one of {qualifiers}.",
                qualifier=self.qualifier,
                qualifiers=in_words(QUALIFIERS),
            )
        if self.value is not None and not math.isfinite(self.value):
            raise BadFigure(
                "{unit} {indicator} {period} is not a finite number: leave it empty instead.",
                unit=self.unit,
                indicator=self.indicator,
                period=self.period,
            )

    @property
    def series(self) -> SeriesKey:
        """The unit and the indicator."""
        return self.unit, self.indicator

    @property
    def key(self) -> FigureKey:
        """The key of the figure: unit, indicator, period, release."""
        return self.unit, self.indicator, self.period, self.vintage

    def stamped(self, author: str, time: str) -> "Figure":
        """The figure with the name of the person who entered it, and the time."""
        parts: list[Any] = [*SAID(self), author, time]
        return Figure(*parts)

    @property
    def is_own(self) -> bool:
        """Whether it is the user's own estimate, gap or provisional value, without source and release."""
        return self.status in OWN and not (self.source or self.vintage)

    @property
    def is_published(self) -> bool:
        """Whether a source observed this value: it has a source, and its letter is not that of an estimate or a gap."""
        return self.value is not None and bool(self.source) and self.status not in NOT_OBSERVED


SAID = attrgetter(*(part.name for part in fields(Figure) if part.compare))
"""The content of a figure, without author and time."""


MANY_CHANGES = 8
"""A series in which more than one figure in so many changes is sorted again, at less cost than single changes."""


@frozen
class Series:
    """All figures of one indicator of one unit, by period and then by release, oldest first.

    In a period the user's own figure (see `Figure.is_own`) comes last: it counts until a newer release comes.
    """

    figures: tuple[Figure, ...] = ()

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> "Series":
        """The figures in order; of two with one key the later one counts."""
        unique = {figure.key: figure for figure in figures}
        return cls(tuple(sorted(unique.values(), key=_order)))

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def newest(self) -> list[Figure]:
        """The newest release of each period, oldest period first."""
        return list({figure.period: figure for figure in self.figures}.values())

    def known(self, before: str = "") -> list[Figure]:
        """As `newest`, without missing values; with `before` only of periods that end before that one ends."""
        known = [figure for figure in self.newest() if figure.value is not None]
        return [figure for figure in known if period(figure.period).end < period(before).end] if before else known

    def at(self, text: str, vintage: str | None = None) -> Figure | None:
        """The figure of a period: its newest release, or the named one."""
        figures = [f for f in self.figures if f.period == text and (vintage is None or f.vintage == vintage)]
        return figures[-1] if figures else None

    def vintages(self, text: str) -> list[Figure]:
        """All releases of one period, oldest first."""
        return [figure for figure in self.figures if figure.period == text]

    def with_figure(self, figure: Figure) -> "Series":
        """The series with this figure, in place of the one with the same key, if any."""
        others = self.without(figure.key).figures
        place = bisect_left(others, _order(figure), key=_order)
        return Series((*others[:place], figure, *others[place:]))

    def with_changes(self, changes: Mapping[FigureKey, Figure | None]) -> "Series":
        """The series with each figure under its key, or without one where it is null."""
        if len(changes) > len(self) // MANY_CHANGES:
            by_key = {**{figure.key: figure for figure in self}, **changes}
            return Series.of(figure for figure in by_key.values() if figure is not None)
        series = self
        for key, figure in changes.items():
            series = series.with_figure(figure) if figure else series.without(key)
        return series

    def without(self, key: FigureKey) -> "Series":
        """The series without the figure of this key."""
        place = _place(key[2])
        start = bisect_left(self.figures, place, key=lambda figure: _place(figure.period))
        stop = bisect_right(self.figures, place, start, key=lambda figure: _place(figure.period))
        same = (figure for figure in self.figures[start:stop] if figure.key != key)
        return Series((*self.figures[:start], *same, *self.figures[stop:]))


def release_order(figure: Figure) -> tuple[bool, str]:
    """The sort key of the figures of one period: releases by their dates, then the user's own figure."""
    return figure.is_own, figure.vintage


def _order(figure: Figure) -> tuple[float, float, str, bool, str]:
    return *_place(figure.period), *release_order(figure)


def _place(text: str) -> tuple[float, float, str]:
    moment = period(text)
    return moment.end, moment.start, moment.text


def scaled(text: str, mult: int) -> float:
    """A printed number times ten to the power `mult`, exactly rounded once: 2947.1 at 8 is 294,710,000,000."""
    return float(Decimal(text).scaleb(mult))


def is_kept(text: str, mult: int) -> bool:
    """Whether a printed number times ten to the power `mult` keeps every digit.

    A value is a double: whole numbers above 2^53 and numbers of more than 15 to 17 digits may be rounded, and numbers
    above the largest double are not kept.
    """
    value = scaled(text, mult)
    return math.isfinite(value) and Fraction(Decimal(repr(value))) == Fraction(Decimal(text)) * Fraction(10) ** mult


def keeps_digits(text: str, value: float) -> bool:
    """Whether a printed number, or the value that is made of it, keeps every digit.

    The 17 digits with which some programs write a double are kept: they name that double and no other.
    """
    return is_kept(text, 0) or _same_digits(text, value) or _is_double(text)


def _same_digits(text: str, value: float) -> bool:
    """Whether a finite value has the digits of a text, wherever their point stands."""
    typed, stored = Decimal(text), Decimal(repr(value))
    return stored.is_finite() and typed.normalize().as_tuple()[:2] == stored.normalize().as_tuple()[:2]


def _is_double(text: str) -> bool:
    """Whether a text is the 17 significant digits of a double that is not a whole number."""
    number = float(text)
    return not number.is_integer() and Decimal(f"{number:.17g}") == Decimal(text)


def printed_decimals(text: str) -> int:
    """The number of digits after the point of a printed number."""
    return max(0, -int(Decimal(text).as_tuple().exponent))


def half_unit(figure: Figure) -> float:
    """Half of the last printed digit, in base units: the possible rounding error of the figure."""
    return 0.5 * 10.0 ** (figure.mult - figure.decimals)
