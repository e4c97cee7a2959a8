"""Texts escaped for CSV, so that no spreadsheet takes one for a formula and no terminal obeys it; and back."""

import re
from functools import lru_cache

STARTS = tuple("=+-@＝＋－＠'\t\r\n")
"""What makes a spreadsheet read a text as a formula, and the apostrophe, so that one can always be dropped again."""
SIGN = "␐"
"""Before the two hexadecimal digits of a character that a terminal would obey; itself it is written twice."""
OBEYED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{SIGN}]")
HARMFUL = f"^[{re.escape(''.join(STARTS))}]|{OBEYED.pattern}"
"""What `guarded` changes, as a pattern of texts; for many at once."""
WRITTEN = re.compile(f"{SIGN}({SIGN}|[0-9a-f]{{2}})")


@lru_cache(maxsize=4096)  # the same codes and names stand in row after row
def guarded(text: str) -> str:
    """The text with an apostrophe before it where it begins like a formula, and with nothing that a terminal obeys."""
    escaped = OBEYED.sub(lambda found: SIGN + (SIGN if found[0] == SIGN else f"{ord(found[0]):02x}"), text)
    return f"'{escaped}" if escaped.startswith(STARTS) else escaped


def flattened(text: str) -> str:
    """The text with tabs and line ends as blanks."""
    return " ".join(text.replace("\t", " ").splitlines())


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return as_meant(text[1:] if text.startswith("'") and text[1:].startswith(STARTS) else text)


def as_meant(text: str) -> str:
    """The text with the characters that `guarded` has written out."""
    return WRITTEN.sub(lambda found: SIGN if found[1] == SIGN else chr(int(found[1], 16)), text)
