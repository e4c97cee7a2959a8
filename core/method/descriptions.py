"""What every choice and every setting of a step is, in words: screens, pages and documents tell it from here."""

import inspect
from typing import Any

from core.method.settings import FAMILIES

KINDS: dict[str, str] = {
    "denominate": "divides indicators by what makes units comparable: people, output, area",
    "screen": "leaves out units with too few figures, or too many zeros",
    "impute": "fills gaps; what is filled is marked I wherever it shows",
    "treat": "pulls in outliers before they stretch a scale",
    "normalise": "turns indicators in their own units into scores in which more is better",
    "weigh": "finds the weights of siblings, by judgement or from their figures",
    "aggregate": "draws scores together up the tree, node by node",
}
"""What each kind of step does."""

TOLD: dict[str, str] = {
    "by": "what each indicator is divided by",
    "scales": "what each quotient is multiplied with, such as 1000 for “per thousand”",
    "available": "the least share of figures that must be there, 0 to 1",
    "nonzero": "the least share of figures that must not be zero, 0 to 1",
    "keep": "units that stay whatever their shares",
    "drop": "units that go whatever their shares",
    "years": "across: all years together, so that scores compare over time; within: each year by itself",
    "codes": "the indicators that the step works on",
    "among": "all: a gap is filled from all indicators; siblings: only from those under the same node",
    "group": "the grouping whose groups are looked at, by its name in the workbook",
    "count": "how many nearest units a gap is filled from",
    "reach": "how many years a figure may be away from the gap that it fills",
    "each": "codes with a choice or settings of their own",
    "impossible": "stop: a figure that cannot be taken ends the run, with its cell; missing: it counts as missing",
    "limit": "how many figures at most are pulled in before the whole indicator is transformed",
    "skewed": "|skewness| above this, together with the kurtosis, is too much",
    "peaked": "kurtosis above this, together with the skewness, is too much",
    "forced": "yes: treat although the indicator would pass",
    "transform": "what follows where pulling in is not enough",
    "combine": "yes: transform what was pulled in; no: the figures as they came",
    "sds": "how many standard deviations from the mean are still within",
    "factor": "the factor of the Global Innovation Index's logarithm",
    "power": "the power of Box and Cox; 0 is the logarithm",
    "to": "the range that every indicator is brought to in the end",
    "low": "the score of the worst unit",
    "high": "the score of the best unit",
    "mean": "the mean that the scores get",
    "sd": "the standard deviation that the scores get",
    "ddof": "1: divided by n - 1, as R and SPSS do; 0: by n",
    "target": "the target, in the indicator's own unit",
    "cap": "yes: beyond the target or the reference counts as on it",
    "unit": "the unit that is the reference, by its code",
    "period": "the period of the reference",
    "bottom": "the score at the start of the way: of the worst unit, or at the low goalpost",
    "scale": "the score at its end: at the target, the reference or the high goalpost",
    "whole": "what the share is of: 100 for per cent, 1 for a part of one",
    "truncate": "yes: beyond a goalpost counts as on it",
    "base": "the period that becomes 100",
    "nodes": "the nodes whose children are weighed",
    "over": "siblings: those under one node among themselves; indicators: all below a root at once",
    "points": "the points that each expert gives to each code",
    "pairwise": "how many times as important the row is as the column",
    "zero": "what becomes of ln 0: skip counts it as 0, shift adds an amount, interval moves scores off 0 and 1",
    "amount": "the amount added, or the margin of the interval",
    "negative": "a negative loading: zero, squared (all are), or keep",
    "targets": "the share of each code in the correlation with the whole",
    "least": "the least weight of a code, 0 to 1",
    "most": "the greatest weight of a code, 0 to 1",
    "first": "the first set of weights",
    "second": "the second set of weights",
    "of_first": "the settings of the first set of weights",
    "of_second": "the settings of the second set of weights",
    "share": "the share of the first set, 0 to 1",
    "form": "how the parts go together",
    "counting": "what the share of figures counts: direct children, or all indicators below",
    "p": "the power: 1 is the arithmetic, 0 the geometric, -1 the harmonic mean",
    "penalty": "-1: unevenness costs; 1: it adds, for an index of a bad thing",
    "best": "the score of the ideal row",
    "worst": "the score of the worst row",
}
"""What each setting means."""

OF_KIND: dict[tuple[str, str], str] = {
    ("treat", "keep"): "if it helps: a transformation that makes the shape no better is dropped; always: it stays",
    ("aggregate", "available"): "the least share of children that must be there, 0 to 1; a node with less is missing",
    ("scaled", "low"): "the bound that scores 0, in the indicator's own unit",
    ("scaled", "high"): "the bound that scores 100, in the indicator's own unit",
    ("goalposts", "low"): "the low goalpost, in the indicator's own unit",
    ("goalposts", "high"): "the high goalpost, in the indicator's own unit",
}
"""Settings that mean something else in one kind of step, or in one choice."""

SCREENED: dict[str, str] = {"available": "are there (`available`)", "nonzero": "are other than zero (`nonzero`)"}
"""What is judged by which share."""


def choice_told(kind: str, how: str) -> str:
    """A choice in a few sentences, with its formula and its source."""
    family: Any = FAMILIES[kind]  # type: ignore[index]
    found = family[how]
    if isinstance(found, str):
        return f"{found}."
    if isinstance(found, tuple):
        return f"A unit goes where too few of its figures {' or '.join(SCREENED[part] for part in found)}."
    return inspect.getdoc(getattr(found, "score", found)) or ""


def setting_told(kind: str, how: str, name: str) -> str:
    """What a setting means in a choice of a kind."""
    return OF_KIND.get((how, name)) or OF_KIND.get((kind, name)) or TOLD.get(name, "")
