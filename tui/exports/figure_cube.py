"""The figures of a workbook as a cube of units, indicators and periods, as JSON-stat and PC-Axis hold them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import polars as pl

from core.frozen import frozen
from core.words import gettext, in_words, ngettext
from core.workbook.entry import Named
from core.workbook.figure_frame import SERIES, by_release
from core.workbook.period import in_time
from core.workbook.status import WITHOUT_VALUE
from core.workbook.workbook import Workbook

MOST_DIGITS = 15


@frozen
class FigureCube:
    """The newest figure of each unit, indicator and period at its place, and what is left out.

    `texts` are numbers as they are printed in the power of ten of their indicator; null where there is no value.
    `decimals` of an indicator are enough for the digits in which its figures were printed.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    places: Sequence[int]
    texts: Sequence[str | None]
    letters: Sequence[str]
    notes: Sequence[str]
    measures: Mapping[str, str]
    powers: Mapping[str, int]
    decimals: Mapping[str, int]
    source: str
    released: str
    left_out: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many units, indicators and periods there are."""
        return len(self.units), len(self.indicators), len(self.periods)


def figure_cube(workbook: Workbook) -> FigureCube:
    """The cube; units and indicators stand in the order of the workbook, periods by their end."""
    figures = workbook.figures.whole()
    newest = by_release(figures).unique((*SERIES, "period"), keep="last", maintain_order=True)
    entries = workbook.units.values(), workbook.indicators.values()
    units, indicators = (_ordered(known, newest[part]) for known, part in zip(entries, SERIES, strict=True))
    periods = tuple(sorted(newest["period"].unique().to_list(), key=in_time))
    at = {"unit": units, "indicator": indicators, "period": periods}
    unit, indicator, period = (
        pl.col(name).replace_strict(codes, range(len(codes)), return_dtype=pl.Int64) if codes else pl.lit(0)
        for name, codes in at.items()
    )
    rows = newest.with_columns(place=(unit * len(indicators) + indicator) * len(periods) + period).sort("place")
    known = workbook.indicators
    powers = {code: max(known[code].mult, 0) if code in known else 0 for code in indicators}
    digits = pl.col("decimals") + pl.col("indicator").replace_strict(powers, default=0, return_dtype=pl.Int64)
    needed = rows.group_by("indicator").agg((digits - pl.col("mult")).max().clip(0, MOST_DIGITS))
    sources = rows["source"].unique().to_list()
    dates = [text for text in rows["vintage"].unique().to_list() if len(text) == len("2024-06-30")]
    return FigureCube(
        units, indicators, periods, rows["place"].to_list(),
        [_printed(value, powers[code]) for value, code in rows.select("value", "indicator").iter_rows()],
        [letter if value is not None or letter in WITHOUT_VALUE else "O"
         for value, letter in rows.select("value", "status").iter_rows()],
        rows["note"].to_list(),
        {code: indicator.measure for code, indicator in known.items() if code in powers}, powers,
        dict(needed.iter_rows()), _title(workbook, sources), max(dates, default=""), tuple(_left_out(figures, newest)),
    )  # fmt: skip


def left_out(form: str, workbook: Workbook, *also: str) -> str:
    """The sentence on what a form does not hold of a workbook."""
    parts = [*figure_cube(workbook).left_out, *also, gettext("definitions, methods, claims and the trail")]
    return gettext("{form} has no place for {parts}: they are left out.", form=form, parts=in_words(parts))


def _ordered(known: Iterable[Named], used: pl.Series) -> tuple[str, ...]:
    there = set(used.unique().to_list())
    codes = [entry.code for entry in known if entry.code in there]
    return (*codes, *sorted(there - set(codes)))


def _printed(value: float | None, power: int) -> str | None:
    """A value moved by a power of ten in its decimal digits, so that none is lost."""
    if value is None:
        return None
    text = f"{Decimal(repr(value)).scaleb(-power):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _title(workbook: Workbook, sources: list[str]) -> str:
    """The title of the one source of all figures; nothing where there are several."""
    source = sources[0] if len(sources) == 1 else ""
    return workbook.sources[source].title or source if source in workbook.sources else source


def _left_out(figures: pl.DataFrame, newest: pl.DataFrame) -> Iterator[str]:
    """What of the figures has no place in a cube of numbers."""
    if older := figures.height - newest.height:
        yield ngettext("{count:,} figure of an older release", "{count:,} figures of older releases", older)
    if newest["source"].n_unique() > 1:
        yield gettext("the sources of single figures")
    if count := newest.filter(pl.col("qualifier") != "exact").height:
        yield ngettext("{count:,} qualifier", "{count:,} qualifiers", count)
    if count := newest.filter(pl.col("formula") != "").height:
        yield ngettext("{count:,} formula", "{count:,} formulas", count)
