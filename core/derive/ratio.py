"""A published ratio beside what its own parts give, release by release."""

from collections.abc import Iterable
from math import isclose

from core.frozen import frozen
from core.workbook.entries import Indicator
from core.workbook.figure import Figure, Series, half_unit
from core.workbook.workbook import Workbook, indicator_of


@frozen
class RatioCheck:
    """A ratio of one period: as published, from the newest release of both parts, and from the first.

    All in the indicator's own unit (per cent where it is one). `agrees` says whether the newest parts still give what
    was published, within half of the last printed digit; where they do not, the parts come from different vintages.
    """

    published: float
    newest: float
    first: float
    agrees: bool


def ratio_check(indicator: Indicator, figure: Figure, numerator: Series, denominator: Series) -> RatioCheck | None:
    """The check of one figure of an indicator that is a ratio; null where a part is missing.

    Half of the last printed digit of the ratio is allowed, and what the rounding of the parts adds to it.
    """
    tops, bottoms = ([f for f in part.vintages(figure.period) if f.value] for part in (numerator, denominator))
    if figure.value is None or not tops or not bottoms:
        return None
    factor = 100.0 if indicator.measure == "PERCENT" else 1.0
    newest, first = (factor * _value(tops[place]) / _value(bottoms[place]) for place in (-1, 0))
    rounding = sum(half_unit(part[-1]) / abs(_value(part[-1])) for part in (tops, bottoms))
    slack = (half_unit(figure) + abs(newest) * rounding) * (1 + 1e-9)
    return RatioCheck(figure.value, newest, first, isclose(newest, figure.value, rel_tol=0, abs_tol=slack))


def implied_whole(part: float, share: Figure) -> tuple[float, float, float] | None:
    """The whole that a part and its published share in per cent imply, with its least and most by rounding.

    Null where the share is missing, or could be a rounded 0.
    """
    half = half_unit(share)
    if share.value is None or share.value <= half:
        return None
    least, most = sorted((100 * part / (share.value + half), 100 * part / (share.value - half)))
    return 100 * part / share.value, least, most


def ratio_of(workbook: Workbook, figure: Figure) -> RatioCheck | None:
    """The check of a figure whose indicator names a numerator and a denominator; null for any other figure."""
    indicator = indicator_of(workbook, figure.indicator)
    parts = (workbook.series(figure.unit, code) for code in (indicator.numerator, indicator.denominator))
    return ratio_check(indicator, figure, *parts)


def mixed_releases(figures: Iterable[Figure], workbook: Workbook) -> tuple[str, ...]:
    """The releases of figures that are divided by one another, where they are mixed; otherwise empty.

    They are mixed where they differ and one of the figures was revised, as the others may belong to an older release.
    """
    parts = list(figures)
    releases = sorted({figure.vintage for figure in parts})
    revised = any(workbook.series(*part.series).vintages(part.period)[0].vintage != part.vintage for part in parts)
    return tuple(releases) if len(releases) > 1 and revised else ()


def _value(figure: Figure) -> float:
    assert figure.value is not None  # noqa: S101 - the parts are chosen for having one
    return figure.value
