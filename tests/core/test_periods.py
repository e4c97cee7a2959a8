"""Periods as files and people write them are read, sort by when they end, and go on."""

import pytest

from core.errors import BadFigure
from core.workbook.figure import Figure
from core.workbook.new_place import new_place
from core.workbook.period import in_time, length_of, next_period, period
from core.workbook.read_period import read_period, read_periods
from core.workbook.sdmx_period import sdmx_period
from core.workbook.workbook import Workbook


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-A1", "2020"),
        ("2020-S1", "2020-H1"),
        ("2020-Q3", "2020-Q3"),
        ("2020-M01", "2020-01"),
        ("2020-W01", "2020-W01"),
        ("2020K1", "2020-Q1"),
        ("2020q4", "2020-Q4"),
        ("2020m12", "2020-12"),
        ("2020h2", "2020-H2"),
        ("2020w5", "2020-W05"),
        ("2020年上半年", "2020-H1"),
        ("2020-T1", "2020-T1"),
        ("2020W1", "2020-W01"),
        ("2020M2", "2020-02"),
        ("2020-D001", "2020-01-01"),
        ("2020-D366", "2020-12-31"),
        ("2019-D366", None),
        ("2020-W54", None),
        ("2020/21", "2020/21"),
        ("2020/22", None),
        ("2020年1-6月", "2020-H1"),
        ("2020年1-9月", "2020-01/2020-09"),
        ("2020年第三季度", "2020-Q3"),
        ("1960 [YR1960]", "1960"),
        ("1960 [YR1961]", None),
        ("2020年三季度", "2020-Q3"),
        ("2020年前三季度", "2020-01/2020-09"),
        ("2020年1-2季度", "2020-H1"),
        ("2020年末", "2020"),
        ("2020年6月末", "2020-06"),
        ("3Q2020", "2020-Q3"),
        ("2020-B2", "2020-03/2020-04"),
        ("2020-01-01/P1Y", "2020"),
        ("2016-01/P5Y", "2016-2020"),
        ("2020-04-01/P3M", "2020-Q2"),
        ("2020-11/P4M", "2020-11/2021-02"),
        ("2020-13/P3M", None),
        ("Jan 2020", "2020-01"),
        ("2020 September", "2020-09"),
        ("Sept. 2020", "2020-09"),
        ("Pop 2020", None),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", None),
        ("2023年4月31日", None),
        ("2000-02-29", "2000-02-29"),
        ("1900-02-29", None),
        ("2011/12年度", None),
        ("2011/13年度", None),
        ("2011/12年", None),
        ("2012/13年", "2012/13"),
    ],
)
def test_a_period_of_a_publisher_is_read(written: str, meant: str | None) -> None:
    """As it was published, as far as that is possible."""
    assert read_period(written) == meant


def test_split_years_among_others_are_no_months() -> None:
    """2010/11 alone is a month; beside 2011/12 it is a split year; beside 2011/11 it is not."""
    assert read_period("2010/11") == "2010-11"
    assert read_periods(["2010/11", "2011/12"]) == {"2010/11": "2010/11", "2011/12": "2011/12"}
    assert read_periods(["2010/11", "2011/11"])["2010/11"] == "2010-11"


def test_periods_sort_by_when_they_end() -> None:
    """The first week of 2020 ends on 5 January."""
    unsorted = ["2021", "2020/21", "2020", "2020-W01", "2020-01-01", "2020-T1", "2020-01/2020-09"]
    ordered = ["2020-01-01", "2020-W01", "2020-T1", "2020-01/2020-09", "2020", "2020/21", "2021"]
    assert sorted(unsorted, key=in_time) == ordered


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2020/21", "2021/22"),
        ("2099/00", "2100/01"),
        ("2020-T3", "2021-T1"),
        ("2020-W53", "2021-W01"),
        ("0999", "1000"),
        ("2016-2020", "2017-2021"),
        ("2014/2021", "2014/2022"),
        ("2020-H1", "2020-H2"),
        ("2020-H2", "2021-H1"),
        ("2020-Q3", "2020-Q4"),
        ("2020-Q4", "2021-Q1"),
        ("2020-T1", "2020-T2"),
        ("2020-W09", "2020-W10"),
        ("2020-09", "2020-10"),
        ("2020-12", "2021-01"),
    ],
)
def test_the_next_period_is_as_long(before: str, after: str) -> None:
    """Also over the end of a year and of a century; a window moves on, what goes on since a year grows."""
    assert next_period(before) == after


def test_the_next_day_is_not_guessed() -> None:
    """It is to be named."""
    with pytest.raises(BadFigure, match="The period after 2020-01-31 cannot be guessed"):
        next_period("2020-01-31")


@pytest.mark.parametrize("text", ["2020/22", "2019-W53", "2020-09/2020-01", "2020-T4"])
def test_what_is_no_period_is_refused(text: str) -> None:
    """One sentence, no other error."""
    with pytest.raises(BadFigure):
        period(text)


def test_a_day_that_its_month_does_not_have_is_refused_from_outside_alone() -> None:
    """A figure of an earlier version may have it, and its workbook opens."""
    assert Figure("u", "i", "2023-02-30").period == "2023-02-30"
    for text in ("2023-02-30", "2024@2023-02-30"):
        with pytest.raises(BadFigure, match="“2023-02-30” is not a day: the last one of its month is 28"):
            new_place(Workbook(), "u", "i", text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", 2020, 2021), ("2020-Q2", 2020.25, 2020.5), ("2020-H2", 2020.5, 2021),
        ("2020-03", 2020 + 2 / 12, 2020.25), ("2020-03/2020-09", 2020 + 2 / 12, 2020.75),
        ("2020/21", 2020.5, 2021.5), ("1999/00", 1999.5, 2000.5), ("2016-2020", 2016, 2021), ("2014/2021", 2014, 2022),
        ("2020-W01", 2019 + 11 / 12 + 29 / 372, 2020 + 5 / 372),
        ("2020-W53", 2020 + 11 / 12 + 27 / 372, 2021 + 3 / 372),
    ],
)  # fmt: skip
def test_a_period_starts_and_ends_in_years(text: str, start: float, end: float) -> None:
    """A year is from its number to the next; a split year from one middle to the other."""
    assert (period(text).start, period(text).end) == pytest.approx((start, end))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020年1-3月", "2020-Q1"), ("2020年4-6月", "2020-Q2"), ("2020年10-12月", "2020-Q4"), ("2020年1-12月", "2020"),
        ("2020年7-12月", "2020-H2"), ("2020年2-6月", "2020-02/2020-06"), ("2020年2-12月", "2020-02/2020-12"),
        ("1000", "1000"), ("999", None), ("2199", "2199"), ("2200", None),
    ],
)  # fmt: skip
def test_months_that_are_a_part_of_the_year_are_named_by_it(written: str, meant: str | None) -> None:
    """And a number before 1000 or after 2199 is not a year."""
    assert read_period(written) == meant


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2020", "years"), ("2020/21", "split years"), ("2020-H1", "halves"), ("2020-T1", "thirds"),
        ("2020-Q1", "quarters"), ("2020-06", "months"), ("2020-W01", "weeks"), ("2020-01-01", "days"),
        ("2016-2020", "windows"), ("2014/2021", "windows"), ("2020-01/2020-09", "runs of months"),
    ],
)  # fmt: skip
def test_the_length_of_a_period_is_named(text: str, length: str) -> None:
    """Each form has one."""
    assert length_of(text) == length


RUNS_WITH_A_NAME = ("01/2020-12", "07/2020-12", "01/2020-03", "04/2020-06", "07/2020-09", "10/2020-12")
"""A year, a half and the quarters, written as runs of months, which stay so."""


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2020", "2020"), ("2025-H1", "2025-S1"), ("2020-T2", "2020-T2"), ("2020-Q3", "2020-Q3"),
        ("2020-06", "2020-06"), ("2020-W05", "2020-W05"), ("2020-01-15", "2020-01-15"),
        ("2016-2020", "2016-01-01/P5Y"), ("2020/21", "2020-07-01/P1Y"), ("2099/00", "2099-07-01/P1Y"),
        ("2020-01/2020-09", "2020-01-01/P9M"), ("2020-07/2021-06", "2020-07-01/P12M"),
        ("2016-01/2020-12", "2016-01-01/P60M"), ("2014/2021", "2014/2021"),
        *((f"2020-{run}",) * 2 for run in RUNS_WITH_A_NAME),
    ],
)  # fmt: skip
def test_a_period_goes_out_as_sdmx_has_it_and_comes_back_as_it_was(text: str, published: str) -> None:
    """A half is a semester, a window a time range."""
    assert sdmx_period(text) == published
    assert read_period(published) == text
