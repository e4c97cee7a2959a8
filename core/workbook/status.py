"""The two marks of every figure: the SDMX observation status, and how exactly the value is known."""

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
"""The letters that one key cycles through; the others are typed."""

NOT_OBSERVED = frozenset("EFIO")
"""Letters of values that were not observed: they never look like published ones."""

WITHOUT_VALUE = frozenset("LMOQ")
"""Letters of missing values."""

ESTIMATED = frozenset("EFI")
"""Letters of computed values."""

OWN = frozenset(STATUSES) - {"A"}
"""Letters of the user's own figures, without source and release: all but that of a normal observation."""

WORST_LAST = "ADBIEPUVF"
"""The order in which a derived value takes the worst of its inputs' letters; a forecast dominates."""

QUALIFIERS: dict[str, str] = {"exact": "", "over": ">", "nearly": "<", "about": "~"}
"""How exactly a figure is known, with the sign it is drawn with."""


def worst(letters: list[str]) -> str:
    """The status of a value computed from figures with these letters.

    A missing input makes it missing (with the letter of the gap); otherwise the worst by `WORST_LAST`, where letters
    outside that order count as A. (Convention; SDMX leaves propagation to the producer.)
    """
    for letter in letters:
        if letter in WITHOUT_VALUE:
            return letter
    return max(letters, key=WORST_LAST.find, default="A") if letters else "A"
