"""Texts escaped for CSV, so that no spreadsheet takes one for a formula and no terminal obeys it; and back."""

import re
from functools import lru_cache

STARTS = tuple("=+-@＝＋－＠'\t\r\n")
"""Signs with which a spreadsheet reads a text as a formula, and the apostrophe, which can so be removed again."""
SIGN = "␐"
"""The sign before the two hexadecimal digits of a control character; the sign itself is written twice."""
OBEYED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{SIGN}]")
HARMFUL = f"^[{re.escape(''.join(STARTS))}]|{OBEYED.pattern}"
"""The pattern of texts that `guarded` changes."""
WRITTEN = re.compile(f"{SIGN}({SIGN}|[0-9a-f]{{2}})")


@lru_cache(maxsize=4096)  # the same codes and names stand in row after row
def guarded(text: str) -> str:
    """The text with an apostrophe before it where it begins like a formula, and with control characters written out."""
    escaped = OBEYED.sub(lambda match: SIGN + (SIGN if match[0] == SIGN else f"{ord(match[0]):02x}"), text)
    return f"'{escaped}" if escaped.startswith(STARTS) else escaped


def flattened(text: str) -> str:
    """The text with blanks in place of tabs and line ends."""
    return " ".join(text.replace("\t", " ").splitlines())


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return as_meant(text[1:] if text.startswith("'") and text[1:].startswith(STARTS) else text)


def as_meant(text: str) -> str:
    """The text with the control characters that `guarded` has written out."""
    return WRITTEN.sub(lambda match: SIGN if match[1] == SIGN else chr(int(match[1], 16)), text)
