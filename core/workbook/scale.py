"""The words that stand for powers of ten, in Chinese and in English, and the choice of one to show a number in."""

from core.words import pgettext

SCALES: dict[str, int] = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3,
    "trillion": 12, "billion": 9, "million": 6, "thousand": 3,
    "tn": 12, "bn": 9, "mn": 6, "t": 12, "b": 9, "m": 6, "k": 3,
}  # fmt: skip
"""The power of ten of each word."""

STEPS: dict[int, str] = {0: "", 3: "k", 4: "万", 6: "m", 8: "亿", 9: "bn", 12: "万亿"}
"""The steps that figures are kept and shown in, with the word of each."""

MEASURES: dict[str, str] = {
    "COUNT": "number", "PERCENT": "per cent", "PERSONS": "persons", "INDEX": "index", "RANK": "rank",
    "TONNES": "tonnes", "CNY": "CNY",
}  # fmt: skip
"""What the units of measure are called; any other by its code."""

CHINESE_STEPS = (4, 8, 12)
"""The steps that grow into each other: 万, 亿, 万亿."""

PLAIN_STEPS: dict[int, str] = {0: "", 3: "k", 6: "m", 9: "bn", 12: "tn"}
"""The steps that can be written where there is no Chinese."""


def measure_word(measure: str) -> str:
    """A unit of measure in words, in the language spoken."""
    return pgettext("measure", MEASURES.get(measure, measure))


def step_below(mult: int) -> int:
    """The largest step that is not above a power of ten."""
    return max((step for step in STEPS if step <= mult), default=0)


def shown_scale(value: float | None, mult: int, *, chinese: bool = True) -> int:
    """The power of ten in which a number printed at `mult` is shown: 30,000亿 reads better as 3.00万亿.

    Without Chinese words it is one of PLAIN_STEPS, the largest of which the value has one or more; where there is no
    value the one that figures of this size are usually shown in: bn for 亿, k for 万. A power of ten between two steps
    is shown in the lower one.
    """
    mult = step_below(mult)
    shown = mult
    if mult in CHINESE_STEPS and value is not None:
        shown = max((step for step in CHINESE_STEPS if mult <= step and abs(value) >= 10.0**step), default=mult)
    if chinese or shown in PLAIN_STEPS:
        return shown
    if value is None:
        return min(PLAIN_STEPS, key=lambda step: abs(step - mult))
    return max(step for step in PLAIN_STEPS if 10.0**step <= max(abs(value), 1.0))
