"""The settings of every step: which there are, what is in force where nothing is said, and whether one fits."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias, get_args, get_origin

from core.method.aggregate import AGGREGATIONS, Counting
from core.method.denominate import DENOMINATOR_SOURCES
from core.method.errors import MethodError
from core.method.impute import IMPUTATIONS
from core.method.normalisations import NORMALISATIONS
from core.method.panel import Impossible, Years
from core.method.screen import ENOUGH, SCREENINGS
from core.method.setting_rules import as_default, check, check_pairs
from core.method.transform import TRANSFORMATIONS
from core.method.treat import TREATMENTS
from core.method.weigh import WEIGHINGS

Kind: TypeAlias = Literal["denominate", "screen", "impute", "treat", "normalise", "weigh", "aggregate"]
Settings: TypeAlias = dict[str, Any]

FAMILIES: dict[Kind, Mapping[Any, object]] = {
    "denominate": DENOMINATOR_SOURCES,
    "screen": SCREENINGS,
    "impute": IMPUTATIONS,
    "treat": TREATMENTS,
    "normalise": NORMALISATIONS,
    "weigh": WEIGHINGS,
    "aggregate": AGGREGATIONS,
}
"""The kinds of steps, each with its choices."""

COMMON: dict[Kind, Settings] = {
    "denominate": {"by": {}, "scales": {}},
    "screen": {**ENOUGH, "keep": [], "drop": [], "years": "within"},
    "impute": {"codes": [], "among": "all", "years": "across"},
    "treat": {"codes": [], "each": {}, "years": "across", "impossible": "stop"},
    "normalise": {"codes": [], "to": [], "each": {}, "years": "across", "impossible": "stop"},
    "weigh": {"nodes": [], "over": "siblings", "each": {}, "years": "across"},
    "aggregate": {"available": 0.0, "counting": "children", "each": {}, "years": "across", "impossible": "stop"},
}
"""The settings that every choice of a kind has, with what is in force where nothing is said.

`codes` are the columns that a step works on, none meaning all indicators of the tree; `nodes` those below which it
weighs, none meaning all; `over` weighs siblings among themselves, or all indicators below a root at once; `among`
fills from all indicators, or from siblings only.
"""

CHOICES: dict[str, tuple[str, ...]] = {
    "years": get_args(Years),
    "impossible": get_args(Impossible),
    "counting": get_args(Counting),
    "over": ("siblings", "indicators"),
    "among": ("all", "siblings"),
    "first": tuple(how for how in WEIGHINGS if how != "mixed"),
    "second": tuple(how for how in WEIGHINGS if how != "mixed"),
}
MIXED: Settings = {"first": "entropy", "of_first": {}, "second": "by_hand", "of_second": {}}
JUDGED: dict[str, Settings] = {"budget_allocation": {"points": []}, "ahp": {"pairwise": []}}
OF_NODE = ("available", "counting")
"""Settings of an aggregation that `each` may give a node of its own."""
GIVEN = ("values", "direction", "frame", "indicators", "directions", "years", "weights", "middle")


def in_force(kind: str, how: str, given: Mapping[str, Any], where: str = "The step") -> Settings:
    """All settings of a choice: those given, and for the others what is in force. Raises MethodError on a misfit."""
    defaults = {**COMMON[_kind(kind, where)], **own_settings(kind, how, given, where)}
    for name, value in given.items():
        if name not in defaults:
            raise MethodError(f"{where} has no setting {name}: use {', '.join(defaults)}.")
        _check(name, value, defaults[name], choices_of(kind, how, name), where)
    settings = {**defaults, **{name: as_default(value, defaults[name]) for name, value in given.items()}}
    check_pairs(settings, where)
    each = settings.get("each")
    if each:
        own = {code: _own(kind, how, one, settings, f"{where}: each.{code}") for code, one in each.items()}
        settings = {**settings, "each": own}
    return _with_parts(settings, where) if how == "mixed" else settings


def own_settings(kind: str, how: str, given: Mapping[str, Any], where: str = "The step") -> Settings:
    """The settings that only this choice has, with what is in force where nothing is said."""
    function = _function(kind, how, where)
    settings = _defaults(function)
    if kind == "weigh":
        settings.update(JUDGED.get(how, {}))
        if how == "mixed":
            settings = {**MIXED, **settings}
    if how == "skew_kurtosis":
        settings.update(_defaults(TRANSFORMATIONS.get(str(given.get("transform", settings["transform"])))))  # type: ignore[call-overload]
    return settings


def choices_of(kind: str, how: str, name: str) -> tuple[str, ...]:
    """The texts of which a setting takes one; none where it takes others."""
    if name in CHOICES and name in {**COMMON[_kind(kind, "")], **MIXED}:
        return CHOICES[name]
    function = _function(kind, how, "")
    kinds = inspect.get_annotations(function, eval_str=True) if function else {}
    return _literals(kinds.get(name))


def _defaults(function: Callable[..., object] | None) -> Settings:
    if function is None:
        return {}
    parameters = inspect.signature(function, eval_str=True).parameters.values()
    return {
        one.name: float(one.default) if one.annotation is float else one.default
        for one in parameters
        if one.default is not inspect.Parameter.empty and one.name not in GIVEN
    }


def _kind(text: str, where: str) -> Kind:
    for kind in FAMILIES:
        if kind == text:
            return kind
    raise MethodError(f"{where} is of no kind “{text}”: use one of {', '.join(FAMILIES)}.")


def _function(kind: str, how: str, where: str) -> Callable[..., object] | None:
    family = FAMILIES[_kind(kind, where)]
    if how not in family:
        raise MethodError(f"{where} cannot {kind} by “{how}”: use one of {', '.join(family)}.")
    found = family[how]
    found = getattr(found, "score", found)
    return found if callable(found) else None


def _literals(kind: object) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(text for part in get_args(kind) for text in _literals(part))


def _own(kind: str, how: str, own: Mapping[str, Any], general: Settings, where: str) -> Settings:
    """The settings of one column or node: with another choice than the step's, all that this choice has."""
    choice = own.get("how", how)
    of_node = {name: own[name] for name in OF_NODE if kind == "aggregate" and name in own}
    for name, value in of_node.items():
        _check(name, value, COMMON["aggregate"][name], CHOICES.get(name, ()), where)
    given = {name: value for name, value in own.items() if name != "how" and name not in of_node}
    whole = {**_part(kind, choice, given, where), **of_node}
    if choice != how:
        check_pairs(whole, where)
        return {"how": choice, **whole}
    check_pairs({**general, **given}, where)
    return {name: whole.get(name, value) for name, value in own.items()}


def _with_parts(settings: Settings, where: str) -> Settings:
    """The settings of a mix with those of its two parts written out."""
    parts = {
        of: _part("weigh", settings[name], settings[of], f"{where}: {of}")
        for name, of in (("first", "of_first"), ("second", "of_second"))
    }
    return {**settings, **parts}


def _part(kind: str, how: object, given: Mapping[str, Any], where: str) -> Settings:
    """All settings that only a choice has, those given checked."""
    allowed = own_settings(kind, str(how), given, where)
    for name, value in given.items():
        if name not in allowed:
            raise MethodError(f"{where}: {how} has no setting {name}: use {', '.join(allowed) or 'none'}.")
        _check(name, value, allowed[name], choices_of(kind, str(how), name), where)
    whole = {**allowed, **{name: as_default(value, allowed[name]) for name, value in given.items()}}
    return _with_parts(whole, where) if how == "mixed" else whole


def _check(name: str, value: object, default: object, choices: tuple[str, ...], where: str) -> None:
    check(name, value, default, where)
    if choices and isinstance(value, str) and value not in choices:
        raise MethodError(f"{where}: {name} cannot be “{value}”: use one of {', '.join(choices)}.")
