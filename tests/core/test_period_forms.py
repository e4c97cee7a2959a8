"""A period is shown as its publisher writes it, and stays the same period."""

import pytest

from core.workbook.kept_entries import Mapping
from core.workbook.period_forms import FORMS, forms_of, printed_period, stored_forms, with_forms
from core.workbook.read_period import read_period
from core.workbook.shown_periods import shown_period
from core.workbook.workbook import Workbook

SAMPLES = {
    "years": ("2020", "1999"), "split years": ("2020/21", "1999/00"), "halves": ("2020-H1", "2020-H2"),
    "thirds": ("2020-T1", "2020-T3"), "quarters": ("2020-Q1", "2020-Q4"), "months": ("2020-01", "2020-09", "2020-12"),
    "weeks": ("2020-W01", "2020-W53"), "windows": ("2016-2020",),
    "runs of months": ("2020-01/2020-09", "2020-01/2020-11", "2020-02/2020-09", "2020-07/2021-06"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "form", "shown"), [
    ("2020-Q3", "{y}年第{c}季度", "2020年第三季度"), ("2020-H1", "{y}年{a}-{b}月", "2020年1-6月"),
    ("2020-H2", "{y}年{half}半年", "2020年下半年"), ("2020-02", "{y}M{n:02}", "2020M02"),
    ("2020-02", "{y}M{n}", "2020M2"),
    ("2020-12", "{m} {y}", "Dec 2020"), ("1960", "{y} [YR{y}]", "1960 [YR1960]"), ("2020-W01", "{y}W{n:02}", "2020W01"),
    ("2020/21", "{y}–{s}", "2020–21"), ("2020-01/2020-09", "{y}年前{c}季度", "2020年前三季度"),
    ("2020-01/2020-11", "{y}年{a}-{b}月", "2020年1-11月"), ("2016-2020", "{y}–{z}", "2016–2020"),
    ("2020-Q4", "{y}年{a}-{b}月", "2020年10-12月"),
])  # fmt: skip
def test_a_period_is_written_in_a_form_of_its_length(text: str, form: str, shown: str) -> None:
    """As the form says."""
    assert printed_period(text, form) == shown
    assert form in {one for forms in FORMS.values() for one in forms}


def test_what_is_written_in_any_form_is_read_as_the_same_period() -> None:
    """The first form of each length is that of the workbook; a split year alone could be a month."""
    for length, samples in SAMPLES.items():
        for text in samples:
            assert printed_period(text, FORMS[length][0]) == text
            for form in FORMS[length]:
                shown = printed_period(text, form)
                assert length == "split years" or read_period(shown) == text, (shown, form)
    assert printed_period("2020-07/2021-06", "{y}年{a}-{b}月") == "2020-07/2021-06"


def test_the_form_of_a_file_is_that_in_which_most_of_its_periods_are_written() -> None:
    """By their length; of a mixture there is none."""
    written = [("2020-Q1", "2020年第一季度"), ("2020-Q2", "2020年第二季度"), ("2020", "2020"), ("2020-06", "2020年6月")]
    assert forms_of(written) == {"quarters": "{y}年第{c}季度", "months": "{y}年{n}月", "years": "{y}"}
    assert forms_of([("2020-Q1", "2020Q1"), ("2020-Q2", "Q2 2020"), ("2020-Q3", "2020-Q3")]) == {}


def test_forms_are_remembered_and_only_known_ones_act() -> None:
    """What a workbook from elsewhere says in their place is left out."""
    layout = with_forms('{"values": []}', with_forms("{}", "", {"months": "{y}M{n}"}), {"quarters": "{y}Q{n}"})
    assert stored_forms(layout) == {"months": "{y}M{n}", "quarters": "{y}Q{n}"}
    assert stored_forms(with_forms("{}", layout, {"months": "{y}-{n:02}"})) == {"quarters": "{y}Q{n}"}
    evil = Workbook.of([], [Mapping("f", '{"periods": {"years": "{y.__class__}", "halves": 3}}'), Mapping("g", "[]")])
    assert shown_period("2020", evil) == "2020"
    workbook = Workbook.of([], [Mapping("f", layout)])
    assert [shown_period(text, workbook) for text in ("2020-03", "2020-Q3", "2020")] == ["2020M3", "2020Q3", "2020"]
