"""Numbers in sentences and tables: without an exponent, and with a noun in its number."""

from collections.abc import Iterable
from decimal import Decimal
from math import floor, log10

from core.words import ngettext

SMALLEST, LARGEST = -15, 15
"""Beyond these powers of ten an exponent is easier to read than its digits."""


def decimal(value: float, form: str) -> str:
    """A number in a form with significant digits (`.4g`), written out: 0.00005 for 5e-05, 1235000 for 1.235e+06."""
    text = format(value, form)
    if "e" not in text or not SMALLEST <= int(text.partition("e")[2]) <= LARGEST:
        return text
    signs = "".join(sign for sign in "+," if sign in form)
    return format(Decimal(text.replace(",", "")), f"{signs}f")


def common_decimals(values: Iterable[float | None]) -> int:
    """The decimals with which the largest of some numbers has four digits, so that all stand under each other."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    return max(0, 3 - floor(log10(largest))) if largest else 0


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: 1 unit, 2 units, 10,742 figures, 3 entries."""
    return ngettext(*both_numbers(noun, plural), count)


def both_numbers(noun: str, plural: str = "") -> tuple[str, str]:
    """The texts for one and for several of a noun, as the catalogue has them."""
    several = plural or (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")
    return f"{{count:,}} {noun}", f"{{count:,}} {several}"
