"""Numbers in sentences and tables: without an exponent, and with a noun in its number."""

from collections.abc import Iterable
from decimal import Decimal
from math import floor, isclose, isfinite, log10

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


def common_decimals(values: Iterable[float | None], digits: int = 4, least: int = 0) -> int:
    """The decimals with which some numbers stand under each other; none where all are whole.

    The largest has so many digits, the smallest at least so many, as far as that takes no more decimals than digits.
    Numbers that are all next to nothing, as sums of rounding errors are, have no more decimals than digits.
    """
    sizes = [abs(value) for value in values if value and isfinite(value)]
    if has_decimals(sizes, 0):
        return 0
    largest, smallest = (floor(log10(size)) for size in (max(sizes), min(sizes)))
    if largest < SMALLEST:
        return digits
    return max(0, digits - 1 - largest, min(digits, least - 1 - smallest) if least else 0)


def has_decimals(values: Iterable[float], decimals: int) -> bool:
    """Whether so many decimals write each number whole, but for the last bits of its computation."""
    return all(isclose(value, round(value, decimals), rel_tol=1e-9) for value in values)


def fixed(value: float, decimals: int, signs: str = "") -> str:
    """A number with so many decimals; one too small for them is below the smallest that they can show."""
    text = f"{value:{signs},.{decimals}f}"
    if not value or any(digit in text for digit in "123456789"):
        return text
    return f"{'<' if value > 0 else '>-'}{10.0**-decimals:.{decimals}f}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: 1 unit, 2 units, 10,742 figures, 3 entries."""
    return ngettext(*both_numbers(noun, plural), count)


def both_numbers(noun: str, plural: str = "") -> tuple[str, str]:
    """The texts for one and for several of a noun, as the catalogue has them."""
    several = plural or (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")
    return f"{{count:,}} {noun}", f"{{count:,}} {several}"
