"""The item that follows in a list which begins again after its end."""

from collections.abc import Sequence


def after(code: str, codes: Sequence[str]) -> str:
    """The code that follows; the first where this one is not there, nothing where none is."""
    if not codes:
        return ""
    return codes[(codes.index(code) + 1) % len(codes) if code in codes else 0]
