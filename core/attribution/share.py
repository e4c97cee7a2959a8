"""Why a share of a whole, or a ratio of two figures, changed: the effect of each part; they sum to the change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum, log
from typing import TypeVar

Key = TypeVar("Key")
ROUNDING = "rounding"


@dataclass(frozen=True)
class Parts:
    """A number before and after, and the amounts that sum to its change, by their cause."""

    before: float
    after: float
    amounts: Mapping[str, float]

    @property
    def total(self) -> float:
        """After less before."""
        return self.after - self.before


def share_change(old: Mapping[str, float], new: Mapping[str, float], part: str) -> Parts | None:
    """The change of one part's share of the sum of all, from its own size and from each other part's.

    A share x / T changes by Δx times the mean of 1 / T, and by each ΔT_i times minus the mean of x over T0 T1: the mean
    of the two orders in which numerator and whole can change (Shapley). Parts that come or go count from or to 0. Null
    where there is no such part or no whole before or after.
    """
    totals = (fsum(old.values()), fsum(new.values()))
    if (part not in old and part not in new) or totals[0] <= 0 or totals[1] <= 0:
        return None
    own = (old.get(part, 0.0), new.get(part, 0.0))
    amounts = {}
    for code in dict.fromkeys((*old, *new)):
        moved = new.get(code, 0.0) - old.get(code, 0.0)
        amounts[code] = -(own[0] + own[1]) / 2 * moved / (totals[0] * totals[1])
        if code == part:
            amounts[code] += moved * (1 / totals[0] + 1 / totals[1]) / 2
    return exact(Parts(own[0] / totals[0], own[1] / totals[1], amounts))


def ratio_change(
    old: tuple[float, float], new: tuple[float, float], names: tuple[str, str], factor: float = 1.0
) -> Parts | None:
    """The change of numerator / denominator (times a factor), from each of the two. (LMDI for a quotient; Ang 2004)

    Log-mean where all are above 0, else the mean of both orders. Null where a denominator is 0.
    """
    if not old[1] or not new[1]:
        return None
    before, after = (factor * top / bottom for top, bottom in (old, new))
    by_top = factor * (new[0] - old[0]) * (1 / old[1] + 1 / new[1]) / 2
    by_bottom = factor * (old[0] + new[0]) / 2 * (1 / new[1] - 1 / old[1])
    if min(*old, *new) > 0:
        mean = log_mean(before, after)
        by_top, by_bottom = mean * log(new[0] / old[0]), -mean * log(new[1] / old[1])
    return exact(Parts(before, after, {names[0]: by_top, names[1]: by_bottom}))


def log_mean(a: float, b: float) -> float:
    """The logarithmic mean of two positive numbers: (b - a) / ln(b / a), and a where they are one."""
    return a if abs(b - a) <= 1e-12 * a else (b - a) / log(b / a)


def exact(parts: Parts) -> Parts:
    """The amounts with the rounding error added to the largest, so that they sum exactly.

    Where no amount has enough digits for it, the rounding error is an amount by itself.
    """
    amounts = summing_to(parts.total, parts.amounts)
    if amounts and fsum(amounts.values()) != parts.total:
        amounts[ROUNDING] = fsum((parts.total, *(-amount for amount in amounts.values())))
    return replace(parts, amounts=amounts)


def summing_to(total: float, amounts: Mapping[Key, float]) -> dict[Key, float]:
    """The amounts with the rounding error added to the largest one that has the digits for it."""
    exact_amounts = dict(amounts)
    for key in sorted(amounts, key=lambda key: -abs(amounts[key])):
        others = (-amount for other, amount in exact_amounts.items() if other != key)
        exact_amounts[key] = fsum((total, *others))
        if fsum(exact_amounts.values()) == total:
            break
    return exact_amounts
