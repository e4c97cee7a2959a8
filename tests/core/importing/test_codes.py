"""What makes texts of digits codes, and periods of several lengths one finding."""

import polars as pl
import pytest

from core.importing.codes import is_fixed
from core.importing.frequencies import frequencies


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["11", "12", "31"], True),
        (["110000", "120000"], True),
        (["11", "112"], False),
        (["1", "2"], False),
        (["11", "01"], False),
        (["11", "1a"], False),
        (["11"], False),
    ],
)
def test_whole_numbers_of_one_length_are_codes(texts: list[str], *, expected: bool) -> None:
    """Of two digits or more, none with a zero first, and more than one of them."""
    assert is_fixed(pl.Series(texts)) is expected


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ("a", "a"),
        ("abcd", "a, b, c, d"),
        ("abcdef", "a, b, c, d and 2 more"),
    ],
)
def test_of_many_indicators_with_years_and_quarters_four_are_named(codes: str, said: str) -> None:
    """One sentence, which counts all of them; an indicator with years alone is not among them."""
    rows = [(code, period) for code in codes for period in ("2020", "2020-Q1")]
    figures = pl.DataFrame([*rows, ("z", "2020")], ["indicator", "period"], orient="row")
    [one] = frequencies(figures, figures.clear())
    assert one.text.startswith(f"{said}: years and quarters stand side by side")
    assert one.rows == len(codes)
