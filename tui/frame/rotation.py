"""The item that follows in a list which begins again after its end."""

from collections.abc import Sequence

from core.errors import BadEntry
from core.words import marked

NO_OTHER = marked("There is no other one to show here.")


def after(code: str, codes: Sequence[str]) -> str:
    """The code that follows; the first where this one is not there. Raises BadEntry where there is no other."""
    if not codes or codes == [code]:
        raise BadEntry(NO_OTHER)
    return codes[(codes.index(code) + 1) % len(codes) if code in codes else 0]
