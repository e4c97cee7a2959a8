"""Numbers in sentences and tables."""

import pytest

from core.numerals import counted, decimal


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (5e-05, "g", "0.00005"),
        (-1.25e-07, ".4g", "-0.000000125"),
        (1234567.0, ".4g", "1235000"),
        (1234567.0, ",.4g", "1,235,000"),
        (2e-05, "+.3g", "+0.00002"),
        (0.5, ".4g", "0.5"),
        (1e300, ".4g", "1e+300"),
    ],
)
def test_a_number_has_no_exponent(value: float, form: str, text: str) -> None:
    """5e-05 stood in the claims; beyond 15 digits an exponent stays."""
    assert decimal(value, form) == text


@pytest.mark.parametrize(
    ("count", "words", "text"),
    [
        (1, ("unit",), "1 unit"), (0, ("unit",), "0 units"), (10742, ("figure",), "10,742 figures"),
        (3, ("entry",), "3 entries"), (1, ("entry",), "1 entry"), (2, ("row has", "rows have"), "2 rows have"),
    ],
)  # fmt: skip
def test_a_count_has_its_noun_in_its_number(count: int, words: tuple[str, ...], text: str) -> None:
    """“1 units” was said of the cases of one."""
    assert counted(count, *words) == text
