"""Texts in CSV that no spreadsheet takes for a formula, and back again."""

STARTS = tuple("=+-@＝＋－＠'\t\r\n")
"""What makes a spreadsheet read a text as a formula, and the apostrophe, so that one can always be dropped again."""


def guarded(text: str) -> str:
    """The text with an apostrophe before it where it begins like a formula, or with an apostrophe."""
    return f"'{text}" if text.startswith(STARTS) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` has set before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS) else text
