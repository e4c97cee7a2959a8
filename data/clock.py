"""Moments: the present one, and those that people type."""

import os
import re
import time
from datetime import UTC, datetime, timedelta

from core.words import gettext, marked
from data.errors import BadMoment

FORM = (
    r"\d{4}-\d{2}-\d{2}"
    r"(?:[T ]\d{2}:(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<part>\d{1,6}))?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
RELEASE = r"(?a)\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
SOURCE_DATE = "SOURCE_DATE_EPOCH"
"""The environment variable by which builds agree on a time. (https://reproducible-builds.org/specs/source-date-epoch/)"""
WANTED = marked(
    "“{}” is not a date or time: write 2026-07-29, 2026-07-29 21:04 or 2026-07-29T21:04:11Z; @2024-03 for a release."
)


class Clock:
    """The time in UTC to the millisecond, each moment later than the one before."""

    def __init__(self) -> None:
        self._last = 0

    def now(self, after: str = "") -> str:
        """The present moment, as 2026-07-29T21:04:11.532Z; after a clock was put back, just after the moment before."""
        self._last = max(time.time_ns() // 1_000_000, self._last + 1, _milliseconds(after) + 1)
        return _text(datetime.fromtimestamp(self._last // 1000, UTC) + timedelta(milliseconds=self._last % 1000))


def today() -> str:
    """The local date as 2026-07-29: that of SOURCE_DATE_EPOCH, where it is set."""
    return time_of_day(build_time() or Clock().now(), "%Y-%m-%d")


def build_time() -> str:
    """The moment in SOURCE_DATE_EPOCH, in seconds since 1970; empty where it is not set.

    Raises BadMoment where it is not valid or in the future: edits of today would then stand before it.
    """
    text = os.environ.get(SOURCE_DATE, "")
    if not text:
        return ""
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or int(text) > time.time():
        raise BadMoment(
            "{source_date} is “{text}”: set it to seconds since 1970 that have passed, or unset it.",
            source_date=SOURCE_DATE,
            text=text,
        )
    return _text(datetime.fromtimestamp(int(text), UTC))


def moment(text: str) -> str:
    """The last millisecond, in UTC, of the named day, minute, second or part of it.

    Without a zone it is local time. Raises BadMoment where the text is not a moment.
    """
    form = re.fullmatch(FORM, text.strip())
    if not form:
        raise BadMoment(gettext(WANTED).format(text))
    try:
        start = datetime.fromisoformat(form[0])
        return _text((start + _width(form)).astimezone(UTC) - timedelta(milliseconds=1))
    except (ValueError, OverflowError) as error:
        raise BadMoment(gettext(WANTED).format(text)) from error


def moment_of(text: str | None) -> tuple[str | None, str]:
    """The moment of the trail and the date of a release in `2026-07-29@2024-03`; either may be missing.

    Raises BadMoment where one of them is not a date.
    """
    if text is None:
        return None, ""
    when, at, release = (part.strip() for part in text.partition("@"))
    if at and not re.fullmatch(RELEASE, release):
        raise BadMoment(
            "“{release}” is not a date of a release: write @2024, @2024-03 or @2024-03-31.", release=release
        )
    return moment(when) if when or not at else None, release


def time_of_day(text: str, form: str = "%H:%M") -> str:
    """The local time of day of a moment in UTC, as 21:04; a text that is not a moment, as no edit writes it, itself."""
    try:
        return datetime.fromisoformat(text).astimezone().strftime(form)
    except (ValueError, OverflowError):
        return text


def local_time(text: str) -> str:
    """The local time of a moment in UTC to the millisecond, as 2026-07-29 21:04:11.532, which `moment` reads again."""
    shown = time_of_day(text, "%Y-%m-%d %H:%M:%S.%f")
    return text if shown == text else shown[:-3]


def _milliseconds(text: str) -> int:
    """Milliseconds since 1970; below 0 where the text is not a moment before the last possible one."""
    try:
        later = datetime.fromisoformat(text) + timedelta(milliseconds=1)
        return int((later - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1)) - 1
    except (ValueError, TypeError, OverflowError):
        return -2


def _width(form: re.Match[str]) -> timedelta:
    if form["part"]:
        return timedelta(milliseconds=1)
    if form["second"]:
        return timedelta(seconds=1)
    return timedelta(minutes=1) if form["minute"] else timedelta(days=1)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
