"""The points on which a forecast is based, and the periods that it can reach."""

import re
from collections import Counter

from core.errors import JingdexError
from core.words import gettext, in_words
from core.workbook.figure import Figure, Series
from core.workbook.period import next_period, period

FURTHEST = 200
WINDOW = re.compile(r"\d{4}[-/]\d{4}")
SHORT_OF_A_YEAR = 0.99


class NoForecast(JingdexError):
    """A series does not allow a forecast; the sentence says why."""


def points(series: Series, to: str) -> tuple[list[Figure], tuple[str, ...]]:
    """The observed figures of the kind of the requested period, after the last break, and the remarks on them.

    Raises NoForecast for windows and cumulative periods, as each contains the years of the one before.
    """
    kind = kind_of(to)
    if WINDOW.fullmatch(to):
        what = "cumulative" if "/" in to else gettext("of a window of years")
        raise NoForecast(
            "{to} is {what} and holds years of the period before it: forecast the single years.", to=to, what=what
        )
    known = [figure for figure in series.known() if kind_of(figure.period) == kind and figure.status != "F"]
    notes = []
    start = max((at for at, figure in enumerate(known) if figure.status == "B"), default=0)
    if start:
        notes.append(gettext("only from the break in {period} on", period=known[start].period))
        known = known[start:]
    bounds = [figure.period for figure in known if figure.qualifier != "exact"]
    if bounds:
        notes.append(gettext("counted as they are, though not exact: {bounds}", bounds=in_words(bounds)))
    is_short = period(to).end - period(to).start < SHORT_OF_A_YEAR
    if is_short and len({_phase(figure.period) for figure in known}) > 1:
        notes.append(gettext("no model includes seasonality"))
    return known, tuple(notes)


def usual_kind(series: Series) -> list[Figure]:
    """The observed figures of the most frequent kind of period, but windows and cumulative ones; the newest last."""
    known = [figure for figure in series.known() if figure.status != "F" and not WINDOW.fullmatch(figure.period)]
    kinds = Counter(kind_of(figure.period) for figure in known)
    commonest = max(kinds, key=lambda kind: kinds[kind], default=None)
    return [figure for figure in known if kind_of(figure.period) == commonest]


def ahead(known: list[Figure], steps: int) -> list[str]:
    """The next `steps` periods after the newest, of the observed parts of the year: only first halves after them."""
    phases = {_phase(figure.period) for figure in known}
    periods: list[str] = []
    at = known[-1].period
    while len(periods) < steps:
        at = next_period(at)
        periods += [at] if len(phases) > 1 or _phase(at) in phases else []
    return periods


def up_to(known: list[Figure], to: str) -> list[str]:
    """The periods after the newest up to the one requested. Raises NoForecast."""
    newest, periods = known[-1].period, ahead(known, FURTHEST)
    if to in periods:
        return periods[: periods.index(to) + 1]
    beyond = next((text for text in (newest, *periods) if period(text).end >= period(to).end), newest)
    if beyond != newest:
        raise NoForecast(
            "No such part of the year as {to} was observed: name one such as {found}.", to=to, found=beyond
        )
    raise NoForecast(
        "{to} is not ahead of {newest}, the newest figure, by 1 to {furthest} steps: name a later one.",
        to=to,
        newest=newest,
        furthest=FURTHEST,
    )


def kind_of(text: str) -> tuple[int, str]:
    """The kind of a period, the same for all of its length: 2023 and 2024, 2024-Q1 and 2024-Q2."""
    return len(text), "".join(letter for letter in text if not letter.isdigit())


def _phase(text: str) -> str:
    """The part of the year that a period is: H1, Q3, 06; empty for a year."""
    return text[5:]
