"""The two marks every figure carries: the SDMX observation status, and how exactly it is known."""

from typing import Literal, TypeAlias

from core.words import marked

STATUSES: dict[str, str] = marked(
    {
        "A": "normal",
        "B": "break in the series",
        "D": "definition differs",
        "E": "estimated",
        "F": "forecast",
        "G": "experimental",
        "H": "holiday",
        "I": "imputed",
        "J": "derogation",
        "K": "included in another category",
        "L": "exists but not collected",
        "M": "cannot exist",
        "N": "not significant",
        "O": "missing",
        "P": "provisional",
        "Q": "suppressed",
        "S": "special event",
        "U": "low reliability",
        "V": "unvalidated",
        "W": "includes another category",
    }
)
"""SDMX CL_OBS_STATUS 2.2, by letter."""

CYCLE = "AEPIFVUBD"
"""The letters that one key steps through; the others are typed."""

NOT_OBSERVED = frozenset("EFIO")
"""Letters of values that nobody observed: they never look like something published."""

WITHOUT_VALUE = frozenset("LMOQ")
"""Letters that say why there is no value."""

ESTIMATED = frozenset("EFI")
"""Letters of values that somebody worked out."""

OWN = frozenset(STATUSES) - {"A"}
"""Letters of a figure of one's own, where it has neither source nor release: all but that of a normal observation."""

WORST_LAST = "ADBIEPUVF"
"""The order in which a derived value takes the worst of its inputs' letters; a forecast dominates."""

Qualifier: TypeAlias = Literal["exact", "over", "nearly", "about"]

QUALIFIERS: dict[str, str] = {"exact": "", "over": ">", "nearly": "<", "about": "~"}
"""How exactly a figure is known, with the sign it is drawn with."""


def worst(letters: list[str]) -> str:
    """The status of a value that is computed from figures with these letters.

    Any missing input makes it missing (the letter of the gap is kept); else the worst by `WORST_LAST`, where letters
    outside that order count as A. (Convention; SDMX leaves propagation to the producer.)
    """
    for letter in letters:
        if letter in WITHOUT_VALUE:
            return letter
    return max(letters, key=WORST_LAST.find, default="A") if letters else "A"
