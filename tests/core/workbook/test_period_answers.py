"""Periods at their edges: spans, the next one, forms of publishers and what files write, each with its answer."""

from dataclasses import dataclass
from typing import Literal

import pytest

from core.errors import BadEntry, BadFigure
from core.workbook.entries import About
from core.workbook.kept_entries import Mapping
from core.workbook.object_fields import object_of
from core.workbook.period import month_and_day, next_period, period, years_between
from core.workbook.period_forms import examples, forms_from_examples, forms_of, in_form, printed_period, with_forms
from core.workbook.read_period import read_period, read_periods
from core.workbook.shown_periods import shown_period
from core.workbook.workbook import Workbook


@pytest.mark.parametrize("text", ["2020-2020", "2020/2020", "2020-2019", "2020/20", "2020-03/2020-02", "2021-W53"])
def test_a_period_that_ends_before_it_starts_is_refused(text: str) -> None:
    """One that ends with its start too, and a week that its year does not have."""
    with pytest.raises(BadFigure, match=r"ends before it starts|has no week 53"):
        period(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020-W02", 2020 + 5 / 372, 2020 + 12 / 372), ("2020-W01", 2019 + 11 / 12 + 29 / 372, 2020 + 5 / 372),
        ("2020-W53", 2020 + 11 / 12 + 27 / 372, 2021 + 3 / 372), ("2020-2021", 2020, 2022),
        ("2020-03/2020-03", 2020 + 2 / 12, 2020.25),
    ],
)  # fmt: skip
def test_a_period_runs_from_to(text: str, start: float, end: float) -> None:
    """Weeks from Monday to Monday, in months of 31 days."""
    assert (period(text).start, period(text).end) == (pytest.approx(start, abs=1e-12), pytest.approx(end, abs=1e-12))


@pytest.mark.parametrize(
    ("year", "day", "expected"),
    [
        (2021, 0, (2020, 12, 31)), (2020, -1, (2019, 12, 30)), (2021, -366, (2019, 12, 31)),
        (2022, -364, (2021, 1, 1)),
        (2021, 366, (2022, 1, 1)), (2020, 366, (2020, 12, 31)), (2020, 60, (2020, 2, 29)), (2021, 60, (2021, 3, 1)),
        (2020, 1, (2020, 1, 1)),
    ],
)  # fmt: skip
def test_a_day_of_a_year_is_a_date(year: int, day: int, expected: tuple[int, int, int]) -> None:
    """Also before and after the year."""
    assert month_and_day(year, day) == expected


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("2020-W52", "2020-W53"), ("2020-W53", "2021-W01"), ("2021-W52", "2022-W01"), ("2015-W52", "2015-W53"),
        ("2014/2021", "2014/2022"),
        ("2020/21", "2021/22"), ("2098/99", "2099/00"), ("2020-T3", "2021-T1"), ("2020-H2", "2021-H1"),
        ("2020-Q4", "2021-Q1"),
        ("2020-09", "2020-10"), ("2020-12", "2021-01"), ("2016-2020", "2017-2021"), ("2023", "2024"),
    ],
)  # fmt: skip
def test_the_next_period_is(text: str, after: str) -> None:
    """Of the same length."""
    assert next_period(text) == after


@pytest.mark.parametrize("text", ["2020-01/2020-03", "2020-03-01"])
def test_the_period_after_a_run_of_months_or_a_day_is_not_guessed(text: str) -> None:
    """It must be named."""
    with pytest.raises(BadFigure, match="cannot be guessed"):
        next_period(text)


def test_the_years_between_are_rounded() -> None:
    """To a millionth, so that whole years are whole."""
    assert (years_between("2020-01", "2020-02"), years_between("2020", "2023"), years_between("2021", "2020-H1")) == (
        0.083333,
        3,
        -1.5,
    )


@pytest.mark.parametrize(
    ("text", "form", "shown"),
    [
        ("2020-05", "{y}年{n}月", "2020年5月"), ("2020-12", "{m} {y}", "Dec 2020"),
        ("2020-H1", "{y}年{half}半年", "2020年上半年"),
        ("2020-H2", "{y}年{a}-{b}月", "2020年7-12月"), ("2020-01/2020-09", "{y}年前{c}季度", "2020年前三季度"),
        ("2020-01/2020-08", "{y}年前{c}季度", "2020-01/2020-08"),
        ("2020-02/2020-09", "{y}年前{c}季度", "2020-02/2020-09"), ("2020-02/2020-08", "{y}年{a}-{b}月", "2020年2-8月"),
        ("2020-11/2021-02", "{y}年{a}-{b}月", "2020-11/2021-02"), ("2016-2020", "{y}–{z}", "2016–2020"),
        ("2099/00", "{y}-{s}", "2099-00"),
        ("2020-W07", "{y}W{n:02}", "2020W07"), ("2020-T2", "{y}T{n}", "2020T2"), ("2020", "FY{y}", "FY2020"),
    ],
)  # fmt: skip
def test_a_period_is_printed_in_a_form(text: str, form: str, shown: str) -> None:
    """Unchanged where it does not fit."""
    assert printed_period(text, form) == shown
    assert in_form(text, {}) == text
    assert in_form("", {"years": "FY{y}"}) == ""


def test_the_form_of_a_file_is_that_of_most_of_its_periods() -> None:
    """Six of ten are enough, five are not; the form that most have, not one that fits as well."""
    ten = [(str(2000 + at), f"{2000 + at}年" if at < 6 else f"FY{2000 + at}") for at in range(10)]
    assert forms_of(ten) == {"years": "{y}年"}
    assert forms_of([*ten[:5], *ten[6:], ("2030", "2030")]) == {}
    assert forms_of([("2020", "2020")]) == {"years": "{y}"}
    assert forms_of([("2020-Q3", "Q3 2020"), ("2020-Q4", "Q4 2020"), ("2021-Q1", "2021Q1")]) == {"quarters": "Q{n} {y}"}


def test_forms_are_kept_with_the_layout_of_a_file_and_read_from_examples() -> None:
    """In the order of their names, without the workbook's own; its own come before those of files."""
    stored = with_forms('{"z": "列", "a": 1}', '{"periods": {"years": "{y}年", "odd": "x"}}', {"weeks": "{y}-W{n:02}"})
    assert stored == '{"a": 1, "periods": {"years": "{y}年"}, "z": "列"}'
    assert with_forms('{"z": 1}', "", {"years": "{y}"}) == '{"z": 1}'
    assert examples()["2020年第三季度"] == ("quarters", "{y}年第{c}季度")
    assert forms_from_examples("2020年, 2020Q3、") == {"years": "{y}年", "quarters": "{y}Q{n}"}
    with pytest.raises(BadEntry, match="“soon” shows no form"):
        forms_from_examples("2020年，soon")
    with pytest.raises(BadEntry, match="“soon” shows no form"):
        About("workbook", "W", period_form="soon")
    book = Workbook.of([], [Mapping("m", stored), About("workbook", "W", period_form="FY2020")])
    assert [shown_period(text, book) for text in ("2023", "2023-Q1")] == ["FY2023", "2023-Q1"]
    assert shown_period("2023", Workbook.of([], [Mapping("m", stored)])) == "2023年"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2011/12", "2011-12"), ("2012/13", "2012/13"), ("2012/14", None), ("2020年3-3月", "2020-03"),
        ("2020年1-3月", "2020-Q1"), ("2020年1-12月", "2020"),
        ("2020年2-5月", "2020-02/2020-05"), ("2020年前三季度", "2020-01/2020-09"), ("2020-B2", "2020-03/2020-04"),
        ("2020-07-01/P1Y", "2020/21"),
        ("2020-07-01/P2Y", "2020-07/2022-06"), ("2020-03-01/P1Y", "2020-03/2021-02"), ("2020-01/P3Y", "2020-2022"),
        ("2020-01-01/P1Y", "2020"),
        ("2020-11-01/P3M", "2020-11/2021-01"), ("2020-04/P3M", "2020-Q2"), ("2020-D060", "2020-02-29"),
        ("2021-D366", None), ("Sept 2020", "2020-09"),
        ("2020W7", "2020-W07"), ("999", None), ("2200", None), ("2199", "2199"), ("1000", "1000"),
    ],
)  # fmt: skip
def test_what_a_file_writes_is_the_period(text: str, read: str | None) -> None:
    """Null where it is none, or outside of 1000 to 2199."""
    assert read_period(text) == read


def test_split_years_are_known_by_their_kind() -> None:
    """One alone is a month; of several each has to be of successive years."""
    assert read_periods(["2010/11"]) == {"2010/11": "2010-11"}
    assert read_periods(["2010/11", " 2011/12 "]) == {"2010/11": "2010/11", " 2011/12 ": "2011/12"}
    assert read_periods(["2010/11", "2010/12"]) == {"2010/11": "2010-11", "2010/12": "2010-12"}


@dataclass
class Choices:
    """An object with a choice and several texts."""

    kind: Literal["a", "b"]
    only: Literal["x"] = "x"
    names: tuple[str, ...] = ()
    size: float = 0.0


def test_an_object_of_a_document_has_choices_and_lists() -> None:
    """A list is a tuple of texts; another word is not a choice."""
    assert object_of(Choices, {"kind": "b", "names": [1, "x"], "size": 2}, "part") == Choices("b", "x", ("1", "x"), 2.0)
    assert object_of(Choices, {"kind": "a", "only": "x"}, "part") == Choices("a")
    with pytest.raises(BadEntry, match="part: kind is “c”: use one of a, b"):
        object_of(Choices, {"kind": "c"}, "part")
    with pytest.raises(BadEntry, match="part: size is"):
        object_of(Choices, {"kind": "a", "size": [1]}, "part")
