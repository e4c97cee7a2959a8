"""The words for powers of ten, in Chinese and in English, and the choice of one to show a number in."""

import re

from core.words import pgettext

SCALES: dict[str, int] = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3,
    "trillion": 12, "billion": 9, "million": 6, "thousand": 3,
    "tn": 12, "bn": 9, "mn": 6, "t": 12, "b": 9, "m": 6, "k": 3,
}  # fmt: skip
"""The power of ten of each word."""
SCALE_WORD = "|".join(sorted(SCALES, key=len, reverse=True))
SCALED_NUMBER = re.compile(rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?)\s*(?P<scale>{SCALE_WORD})(?![A-Za-z])", re.IGNORECASE)

STEPS: dict[int, str] = {0: "", 3: "k", 4: "万", 6: "m", 8: "亿", 9: "bn", 12: "万亿"}
"""The scales in which figures are stored and shown, with the word of each."""

MEASURES: dict[str, str] = {
    "COUNT": "number", "PERCENT": "per cent", "PERSONS": "persons", "INDEX": "index", "RANK": "rank",
    "TONNES": "tonnes", "CNY": "CNY", "USD": "USD", "EUR": "EUR", "PERSON_YEARS": "person-years", "KM2": "km²",
}  # fmt: skip
"""The names of the units of measure; any other has its code."""

CHINESE_STEPS = (4, 8, 12)
"""The scales with automatic change: 万, 亿, 万亿."""

PLAIN_STEPS: dict[int, str] = {0: "", 3: "k", 6: "m", 9: "bn", 12: "tn"}
"""The scales for a terminal without Chinese."""


def measure_word(measure: str) -> str:
    """A unit of measure in words, in the language spoken."""
    return pgettext("measure", MEASURES.get(measure, measure))


def scaled_measure(measure: str, mult: int) -> str:
    """A unit of measure with the power of ten before it, as people write it in the language spoken: 10^8 CNY, 亿元."""
    word = measure_word(measure)
    if word == MEASURES.get(measure, measure):
        return f"10^{mult} {measure}" if mult else measure
    return f"{STEPS.get(mult, f'10^{mult} ')}{word}"


def step_below(mult: int) -> int:
    """The largest step that is not above a power of ten."""
    return max((step for step in STEPS if step <= mult), default=0)


def step_and_decimals(mult: int, decimals: int) -> tuple[int, int]:
    """The largest step that is not above a power of ten, and the decimals there of a number printed at that power."""
    step = step_below(mult)
    return step, max(0, decimals - (mult - step))


def shown_scale(value: float | None, mult: int, *, chinese: bool = True) -> int:
    """The power of ten in which a number printed at `mult` is shown: 30,000亿 reads better as 3.00万亿.

    Without Chinese words it is the largest of PLAIN_STEPS at which the value is 1 or more; without a value
    the usual one for figures of this size: bn for 亿, k for 万. A power of ten between two steps is shown in
    the lower one.
    """
    mult = step_below(mult)
    shown = mult
    if mult in CHINESE_STEPS and value is not None:
        shown = max([mult, *(step for step in CHINESE_STEPS if abs(value) >= 10.0**step)])
    if chinese or shown in PLAIN_STEPS:
        return shown
    if value is None:
        return min(PLAIN_STEPS, key=lambda step: abs(step - mult))
    return max([0, *(step for step in PLAIN_STEPS if abs(value) >= 10.0**step)])
