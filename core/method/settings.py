"""The choices of every kind of step, their settings, and the defaults of a step."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from core.method.aggregate import AGGREGATIONS
from core.method.choice_names import step_word
from core.method.denominate import DENOMINATOR_SOURCES
from core.method.errors import MethodError
from core.method.forms import is_number
from core.method.impute import IMPUTATIONS
from core.method.normalisations import NORMALISATIONS
from core.method.screen import SCREENINGS
from core.method.setting import Beside, Setting, Settings, settings_in
from core.method.steps import STEPS
from core.method.treat import TREATMENTS
from core.method.weigh import WEIGHINGS
from core.words import gettext, in_words, marked

FAMILIES: dict[str, Mapping[Any, object]] = {
    "denominate": DENOMINATOR_SOURCES,
    "screen": SCREENINGS,
    "impute": IMPUTATIONS,
    "treat": TREATMENTS,
    "normalise": NORMALISATIONS,
    "weigh": WEIGHINGS,
    "aggregate": AGGREGATIONS,
}
"""The kinds of steps, each with its choices."""

KINDS: dict[str, str] = marked(
    {
        "denominate": "divides indicators by what makes units comparable: people, output, area",
        "screen": "leaves out units with too few figures, or too many zeros",
        "impute": "fills gaps; imputed values are marked I everywhere",
        "treat": "limits outliers before they stretch a scale",
        "normalise": "turns indicators in their own units into scores in which more is better",
        "weigh": "determines the weights of siblings, by judgement or from their figures",
        "aggregate": "combines scores up the tree, node by node",
    }
)
"""What each kind of step does."""

THE_STEP = marked("The step")
COMMON: dict[str, Mapping[str, Setting]] = {kind: settings_in(step) for kind, step in STEPS.items()}
"""The settings that every choice of a kind has."""


def choice_help(kind: str, how: str) -> str:
    """A choice in a few sentences, with its formula and its source: the docstring of its function."""
    function = _function(kind, how)
    return (inspect.getdoc(function) if function else str(FAMILIES[kind][how])) or ""


def choice_line(kind: str, how: str) -> str:
    """The same in one line and in the language spoken."""
    return gettext(" ".join(choice_help(kind, how).split()))


def own_text(kind: str, how: str, own: Mapping[str, Any]) -> str:
    """The choice and settings of one code in a step, in words: the choice where it differs, and its settings."""
    choice = str(own.get("how", how))
    known = {**COMMON[kind], **own_settings(kind, choice, own)}
    texts = [f"{known[name].label} {known[name].text(value)}" for name, value in own.items() if name in known]
    return in_words([*([step_word(choice)] if "how" in own else []), *texts])


def own_settings(kind: str, how: str, values: Mapping[str, Any], where: str = THE_STEP) -> dict[str, Setting]:
    """The settings that only this choice has; the given values decide which further ones come with them."""
    function = _function(kind, how, where)
    settings = dict(settings_in(function)) if function else {}
    for name, setting in list(settings.items()):
        brought = setting.brings.get(str(values.get(name, setting.default)))
        settings.update(settings_in(brought) if brought else {})
    return settings


def settings_of_choice(kind: str, how: str, values: Mapping[str, Any], where: str = THE_STEP) -> dict[str, Setting]:
    """All settings of a choice: those of every choice of the kind, and its own."""
    own = own_settings(kind, how, values, where)
    return {**COMMON[kind], **own}


def defaults(settings: Mapping[str, Setting]) -> Settings:
    """The default of each setting."""
    return {name: setting.default for name, setting in settings.items()}


def defaults_beside(kind: str, how: str, values: Mapping[str, Any]) -> Settings:
    """The defaults of all settings of a choice, beside given values that bring others with them."""
    bringing = [name for name, setting in settings_of_choice(kind, how, values).items() if setting.brings]
    return in_force(kind, how, {name: values[name] for name in bringing if name in values})


def in_force(kind: str, how: str, values: Mapping[str, Any], where: str = THE_STEP) -> Settings:
    """All settings of a choice: the given values, and defaults for the others. Raises MethodError on a misfit."""
    known = settings_of_choice(kind, how, values, where)
    settings = _completed(known, values, where)
    _check_bounds(known, settings, where)
    each = settings.get("each")
    if each:
        own = {code: _own(kind, how, own, settings, f"{where}: each.{code}") for code, own in each.items()}
        settings = {**settings, "each": own}
    return _with_parts(settings, where) if how == "mixed" else settings


def idle_reason(kind: str, how: str, settings: Mapping[str, Any], name: str) -> str:
    """Why a setting has no effect beside the others of its step; empty where it can have one."""
    known = settings_of_choice(kind, how, settings)
    each = settings.get("each") or {}
    beside = Beside(how, frozenset({how, *(str(own.get("how", how)) for own in each.values())}), settings)
    idle = known[name].idle if name in known else ()
    return next((gettext(condition.reason, how=step_word(how)) for condition in idle if condition.when(beside)), "")


def _function(kind: str, how: str, where: str = THE_STEP) -> Callable[..., object] | None:
    if kind not in FAMILIES:
        raise MethodError(
            "{where} is of no kind “{kind}”: use one of {families}.",
            where=gettext(where),
            kind=kind,
            families=in_words(FAMILIES),
        )
    family = FAMILIES[kind]
    if how not in family:
        raise MethodError(
            "{where} cannot {kind} by “{how}”: use one of {family}.",
            where=gettext(where),
            kind=kind,
            how=how,
            family=in_words(family),
        )
    function = getattr(family[how], "score", family[how])
    return function if callable(function) else None


def _completed(known: Mapping[str, Setting], values: Mapping[str, Any], where: str, how: str = "") -> Settings:
    """The given values, checked, with defaults for the others. Raises MethodError on a name that is not known."""
    for name, value in values.items():
        if name not in known:
            whose = f"{gettext(where)}: {how}" if how else gettext(where)
            raise MethodError(
                "{where} has no setting {name}: use {known}.", where=whose, name=name, known=in_words(known) or "none"
            )
        known[name].check(value, where)
    return defaults(known) | {name: known[name].stored(value) for name, value in values.items()}


def _check_bounds(known: Mapping[str, Setting], settings: Mapping[str, Any], where: str) -> None:
    """Raise MethodError where a low bound is not below the high one."""
    for low, setting in known.items():
        high = setting.below or setting.up_to
        first, last = settings.get(low), settings.get(high)
        if not (is_number(first) and is_number(last)):
            continue
        if first > last or (first == last and setting.below):
            raise MethodError(
                "{where}: {low} must be below {high}, and {first:g} is not below {last:g}: change one.",
                where=gettext(where),
                low=low,
                high=high,
                first=first,
                last=last,
            )


def _own(kind: str, how: str, own: Mapping[str, Any], general: Settings, where: str) -> Settings:
    """The settings of one column or node: with a choice other than the step's, all settings of that choice."""
    choice = str(own.get("how", how))
    of_node = {name: own[name] for name, setting in COMMON[kind].items() if setting.of_node and name in own}
    for name, value in of_node.items():
        COMMON[kind][name].check(value, where)
    values = {name: value for name, value in own.items() if name != "how" and name not in of_node}
    whole = {**_part(kind, choice, values, where), **of_node}
    known = own_settings(kind, choice, values, where)
    if choice != how:
        _check_bounds(known, whole, where)
        return {"how": choice, **whole}
    _check_bounds(known, {**general, **values}, where)
    return {name: whole.get(name, value) for name, value in own.items()}


def _with_parts(settings: Settings, where: str) -> Settings:
    """The settings of a mix with those of its two parts written out."""
    parts = {
        of: _part("weigh", settings[name], settings[of], f"{where}: {of}")
        for name, of in (("first", "of_first"), ("second", "of_second"))
    }
    return {**settings, **parts}


def _part(kind: str, how: str, values: Mapping[str, Any], where: str) -> Settings:
    """All settings that only a choice has, the given values checked."""
    whole = _completed(own_settings(kind, how, values, where), values, where, how)
    return _with_parts(whole, where) if how == "mixed" else whole
