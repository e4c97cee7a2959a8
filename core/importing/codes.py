"""Codes that look like numbers: 0100 begins with a zero, and 3E10 among 3E11 and 2A07 is not a power of ten."""

import polars as pl

ZERO_FIRST = r"^0\d+$"
LETTER_WITHIN = r"^\d{1,3}[A-Za-z]\d{1,3}$"
FEWEST = 2
"""A single text of this form may be a number."""


def is_fixed(texts: pl.Series) -> bool:
    """Whether the texts are whole numbers of one length, of two digits or more, as codes are."""
    lengths = texts.str.len_chars()
    return texts.len() >= FEWEST and bool(texts.str.contains(r"^[1-9]\d+$").all()) and lengths.n_unique() == 1


def are_codes(texts: pl.Series) -> bool:
    """Whether the texts of a column are codes: all of digits, at least one with a leading zero.

    Texts with one letter between digits are codes where all have this form and one length.
    """
    if texts.len() < FEWEST:
        return False
    if texts.str.contains(ZERO_FIRST).any():
        return bool(texts.str.contains(r"^\d+$").all())
    return bool(texts.str.contains(LETTER_WITHIN).all()) and texts.str.len_chars().n_unique() == 1
