"""A score as a bar that is cut where its parts are cut; each part has a sign of its own, so it needs no colour."""

from collections.abc import Sequence
from typing import Final

PARTS: Final = "█▓▒░▚▞"


def stacked(weights: Sequence[float], scores: Sequence[float | None], share: float, width: int) -> str:
    """A bar of `share` of the width, shared out by weight times score; a part that is missing or below 0 has none.

    Where there are more parts than signs, the signs come again in the same order.
    """
    counted = [weight * max(score or 0.0, 0.0) for weight, score in zip(weights, scores, strict=True)]
    total = sum(counted)
    if total <= 0:
        return ""
    bar, upto = "", 0.0
    for at, part in enumerate(counted):
        upto += part / total * share * width
        bar += PARTS[at % len(PARTS)] * (round(upto) - len(bar))
    return bar
