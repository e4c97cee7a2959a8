"""One oddity of an import: its kind, a sentence, and the number of its rows."""

from collections.abc import Sequence

from core.frozen import frozen
from core.words import gettext, in_words

MOST = 20
"""The number of names in a list of one kind."""
SHOWN = 4


@frozen
class Finding:
    """One oddity: its kind, a sentence, and the number of its rows."""

    kind: str
    text: str
    rows: int = 1


def few(names: Sequence[str]) -> str:
    """The first names, and the number of further ones."""
    more = gettext(" and {count} more", count=len(names) - SHOWN) if len(names) > SHOWN else ""
    return in_words(names[:SHOWN]) + more
