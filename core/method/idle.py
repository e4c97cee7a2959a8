"""Settings that never act beside certain others of the same step, whatever the figures: which, and why."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from core.method.aggregate import AGGREGATIONS
from core.method.impute import BY_ROW, BY_UNIT
from core.method.normalisations import WITHIN_UNITS

ONE_VALUE = ("logarithm", "logit")
"""Treatments that change each value by itself."""
NEVER_IMPOSSIBLE = ("three_sd", "log_shift", "box_cox")
"""Treatments that take every value."""
STRETCHES: dict[str, tuple[str, ...]] = {
    "min_max": ("low", "high"),
    "scaled": ("low", "high"),
    "z_score": ("mean", "sd", "ddof"),
    "distance_to_target": ("bottom", "scale"),
    "distance_to_reference": ("bottom", "scale"),
    "goalposts": ("bottom", "scale"),
}
"""Settings that only move and stretch the scores of a normalisation, which `to` undoes."""


class Beside(NamedTuple):
    """What a setting stands beside: the choice of its step, all choices in play there, and the other settings."""

    how: str
    hows: frozenset[str]
    settings: Mapping[str, Any]


class Idle(NamedTuple):
    """A setting of a kind of step, when it never acts, and why, with what would make it act."""

    kind: str
    name: str
    when: Callable[[Beside], bool]
    reason: str


def idle_reason(kind: str, how: str, settings: Mapping[str, Any], name: str) -> str:
    """Why a setting never acts beside the others of its step; nothing where it can act."""
    each = settings.get("each") or {}
    beside = Beside(how, frozenset({how, *(str(own.get("how", how)) for own in each.values())}), settings)
    rules = (rule for rule in RULES if (rule.kind, rule.name) == (kind, name) and rule.when(beside))
    return next((rule.reason.format(how=how) for rule in rules), "")


def _compares_rows(beside: Beside) -> bool:
    """Whether a choice in play compares rows; TOPSIS does so where its best or its worst is that of the rows."""
    ways = [{"how": beside.how, **beside.settings}, *(beside.settings.get("each") or {}).values()]
    for way in ways:
        how = way.get("how", beside.how)
        ideal = {**beside.settings, **way} if how == beside.how else way
        fixed = how == "topsis" and None not in (ideal.get("best"), ideal.get("worst"))
        if not fixed and any(found.compares_rows for name, found in AGGREGATIONS.items() if name == how):
            return True
    return False


def _takes_all_scores(beside: Beside) -> bool:
    return all(found.forbids is None for name, found in AGGREGATIONS.items() if name in beside.hows)


def _is_stretched(name: str) -> Callable[[Beside], bool]:
    return lambda beside: (
        bool(beside.settings["to"])
        and (
            name in STRETCHES.get(beside.how, ())
            or (beside.how == "goalposts" and name in ("low", "high") and not beside.settings["truncate"])
        )
    )


def _takes_all_values(beside: Beside) -> bool:
    never = {"skew_kurtosis", *NEVER_IMPOSSIBLE} if beside.settings.get("transform") == "none" else NEVER_IMPOSSIBLE
    return beside.hows <= set(never)


def _untransformed(beside: Beside) -> bool:
    return bool(beside.settings["transform"] == "none")


OWN_RANGE = "to moves the scores into its own range, so leave to empty first"
TO_TRANSFORM = "transform is none, so choose a transformation first"
AT_ONCE = "all indicators are weighed at once, so set over to siblings first"
RULES: tuple[Idle, ...] = (
    Idle("denominate", "scales", lambda to: not to.settings["by"], "nothing is divided, so name denominators first"),
    Idle("screen", "available", lambda to: to.how == "zero", "zero looks at zeros only, so choose missing first"),
    Idle("screen", "nonzero", lambda to: to.how == "missing", "missing looks at gaps only, so choose zero first"),
    Idle(
        "impute",
        "among",
        lambda to: not to.hows & set(BY_ROW),
        "{how} fills each indicator by itself, so choose row_mean, row_median or nearest first",
    ),
    Idle(
        "impute",
        "years",
        lambda to: to.hows <= set(BY_UNIT),
        "{how} follows each unit over the years, so choose another imputation, such as mean, first",
    ),
    Idle(
        "treat",
        "years",
        lambda to: to.hows <= set(ONE_VALUE),
        "{how} changes each value by itself, so choose another treatment first",
    ),
    Idle("treat", "impossible", _takes_all_values, "{how} takes every value, so choose another treatment first"),
    Idle("treat", "combine", _untransformed, TO_TRANSFORM),
    Idle("treat", "keep", _untransformed, TO_TRANSFORM),
    Idle(
        "normalise",
        "years",
        lambda to: not to.settings["to"] and to.hows <= {*WITHIN_UNITS, "goalposts"},
        "{how} compares no units, so choose another normalisation first",
    ),
    *(
        Idle("normalise", name, _is_stretched(name), OWN_RANGE)
        for name in ("low", "high", "mean", "sd", "ddof", "bottom", "scale")
    ),
    Idle("weigh", "nodes", lambda to: to.settings["over"] == "indicators", AT_ONCE),
    Idle("weigh", "each", lambda to: to.settings["over"] == "indicators", AT_ONCE),
    Idle(
        "weigh",
        "amount",
        lambda to: to.settings["zero"] == "skip",
        "zero is skip, so set it to shift or interval first",
    ),
    Idle("weigh", "share", lambda to: to.settings["form"] == "product", "form is product, so set it to linear first"),
    Idle(
        "aggregate",
        "counting",
        lambda to: not any(own.get("available") for own in (to.settings, *(to.settings.get("each") or {}).values())),
        "available is 0, so that no share of figures is needed: set available above 0 first",
    ),
    Idle(
        "aggregate",
        "years",
        lambda to: not _compares_rows(to),
        "{how} looks at one row at a time, so choose copeland, or topsis without best and worst, first",
    ),
    Idle(
        "aggregate",
        "impossible",
        _takes_all_scores,
        "{how} takes every score, so choose an aggregation that does not, such as geometric, first",
    ),
)
"""Every setting that can be without effect."""
