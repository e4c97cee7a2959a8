"""One oddity of an import: what kind it is, a sentence, and how many rows it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.words import gettext

MOST = 20
"""Of one kind so many are named."""
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One oddity: its kind, a sentence, and how many rows it is about."""

    kind: str
    text: str
    rows: int = 1


def few(names: Sequence[str]) -> str:
    """The first names, and how many there are beside them."""
    more = gettext(" and {count} more", count=len(names) - SHOWN) if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
