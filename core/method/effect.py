"""Checks whether a weight, a direction or a setting has an effect in its method, and what would give it one."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from core.method.choice_names import step_word
from core.method.document import Document
from core.method.errors import MethodError
from core.method.panel import choice_of
from core.method.setting import Settings
from core.method.settings import COMMON, defaults_beside, idle_reason, in_force, settings_of_choice
from core.words import gettext
from core.workbook.entries import Step, TreeNode

Name: TypeAlias = Callable[[str], str]
MANUAL = "by_hand"
ONLY_ZERO = ("limiting_factor",)
"""Aggregations for which it matters only whether a weight is 0."""
PART_OF_A_CODE = ("each", "scales")
"""Settings with a part for each of some codes, which may have no effect for one code alone."""


def check_weight(document: Document, placed: TreeNode, weight: float, name: Name = str) -> None:
    """Raise MethodError where another weight of a code would change no score, saying why and what would.

    `name` gives what a code is called in the sentence.
    """
    if weight == placed.weight:
        return
    reason = (
        _weight_is_found(document, placed.code, name)
        or _weight_is_alone(document, placed, name)
        or _only_zero(document, placed, weight, name)
    )
    if reason:
        raise MethodError("{reason}", reason=reason, indicator=placed.code)


def check_direction(document: Document, code: str) -> None:
    """Raise MethodError where the direction of a code is read by no step."""
    if code in document.tree.children:
        raise MethodError(
            "{code} is a group, and only indicators have a direction: choose an indicator below it.", code=code
        )
    steps = zip(document.steps, document.settings, strict=True)
    covering = (step for step, settings in steps if code in (settings.get("codes") or [code]))
    if not any(step.kind == "normalise" or step.how in ("row_mean", "row_median") for step in covering):
        raise MethodError(
            "No step reads the direction of {code}: add a normalise step for it first.", code=code, indicator=code
        )


def check_settings(document: Document, step: Step, new: Mapping[str, Any]) -> None:
    """Raise MethodError where a setting that changes has no effect beside the others of its step, saying why.

    A setting may always go back to its default.
    """
    number = document.steps.index(step)
    before, after = document.settings[number], in_force(step.kind, step.how, new)
    default = defaults_beside(step.kind, step.how, new)
    for name, value in after.items():
        if value in (before.get(name), default.get(name)):
            continue
        reason = idle_reason(step.kind, step.how, after, name) or _idle_part(
            document, step, after, name, before.get(name)
        )
        if reason:
            raise MethodError(
                "“{name}” has no effect in step {number} of {method}: {reason}.",
                name=settings_of_choice(step.kind, step.how, after)[name].label,
                number=step.number,
                method=step.method,
                reason=reason,
            )


def without_effect(document: Document) -> list[str]:
    """A sentence for each setting and each set of weights that differs from its default and has no effect."""
    sentences = []
    for step, settings in zip(document.steps, document.settings, strict=True):
        known = settings_of_choice(step.kind, step.how, settings)
        default = defaults_beside(step.kind, step.how, settings)
        for name, value in settings.items():
            reason = idle_reason(step.kind, step.how, settings, name) or _idle_part(document, step, settings, name, {})
            if reason and value != default.get(name):
                sentences.append(
                    gettext(
                        "Step {number}: “{name}” ({value}) has no effect: {reason}.",
                        number=step.number,
                        name=known[name].label,
                        value=known[name].text(value),
                        reason=reason,
                    )
                )
    return [*sentences, *_idle_weights(document)]


def _idle_weights(document: Document) -> Iterator[str]:
    for children in document.tree.children.values():
        different = len({document.tree.weights[code] for code in children}) > 1
        if different and all(_weight_is_found(document, code) for code in children):
            yield _weight_is_found(document, children[0])


def _weight_is_found(document: Document, code: str, name: Name = str) -> str:
    """Why a typed weight of a code is replaced before every aggregation; empty where one reads it."""
    if code in document.tree.roots:
        return gettext("{code} is a root, and a root has no weight: weigh the codes below it.", code=name(code))
    reason = gettext("No step of {code} reads weights: add an aggregate step first.", code=document.method.code)
    replaced_by = ""
    for step, settings in zip(document.steps, document.settings, strict=True):
        if step.kind == "weigh":
            replaced_by = replaced_by or _finder(document, step, settings, code, name)
        elif step.kind == "aggregate":
            if not replaced_by:
                return ""
            reason = replaced_by
    return reason


def _finder(document: Document, step: Step, settings: Settings, code: str, name: Name) -> str:
    """How a weigh step replaces the typed weight of a code; nothing where it keeps it."""
    parent = document.tree.parents[code] or ""
    if settings["over"] == "indicators":
        if not _is_manual({"how": step.how, **settings}):
            return gettext(
                "Step {number} finds the weights of all indicators by “{how}”, so that a typed weight of "
                "{code} has no effect: choose “{manual}” there.",
                number=step.number,
                how=step_word(step.how),
                code=name(code),
                manual=step_word(MANUAL),
            )
        if code in document.tree.children:
            return gettext(
                "Step {number} weighs all indicators at once, so that the weight of {code} is the sum of those "
                "below it: weigh siblings together there, or type the weights of its indicators.",
                number=step.number,
                code=name(code),
            )
        return ""
    if settings["nodes"] and parent not in settings["nodes"]:
        return ""
    own = choice_of(step.how, settings, settings["each"].get(parent, {}))
    if _is_manual(own):
        return ""
    return gettext(
        "Step {number} finds the weights under {parent} by “{own}”, so that a typed weight of "
        "{code} has no effect: choose “{manual}” there, or press f on {parent} in the tree and "
        "choose “{manual}”.",
        number=step.number,
        parent=name(parent),
        own=step_word(str(own["how"])),
        code=name(code),
        manual=step_word(MANUAL),
    )


def _is_manual(own: Mapping[str, Any]) -> bool:
    """Whether a weighing reads the typed weights."""
    if own["how"] != "mixed":
        return bool(own["how"] == MANUAL)
    shares = {"first": own["share"] > 0, "second": own["share"] < 1}
    return any(own[part] == MANUAL and (counts or own["form"] == "product") for part, counts in shares.items())


def _weight_is_alone(document: Document, placed: TreeNode, name: Name) -> str:
    """Why the share of a code beside its siblings is 1 whatever its weight; nothing where it is not."""
    if any(
        step.kind == "weigh" and own["over"] == "indicators"
        for step, own in zip(document.steps, document.settings, strict=True)
    ):
        return ""
    beside = [code for code in document.tree.children[placed.parent] if code != placed.code]
    if not beside:
        return gettext(
            "{code} is alone under {parent}, so that its share is always 1: add another code first.",
            code=name(placed.code),
            parent=name(placed.parent),
        )
    return ""


def _only_zero(document: Document, placed: TreeNode, weight: float, name: Name) -> str:
    """Why a weight other than 0 has no effect under the aggregation of its group; nothing where it has one."""
    if bool(weight) == bool(placed.weight):
        hows = [
            (str(settings["each"].get(placed.parent, {}).get("how", step.how)), step.number)
            for step, settings in zip(document.steps, document.settings, strict=True)
            if step.kind == "aggregate"
        ]
        if hows and all(how in ONLY_ZERO for how, _ in hows):
            how, number = hows[-1]
            return gettext(
                "{parent} is aggregated by “{how}” in step {number}, for which it only matters whether a weight is "
                "0: type 0 to leave {code} out, or choose another aggregation for {parent}.",
                parent=name(placed.parent),
                how=step_word(how),
                number=number,
                code=name(placed.code),
            )
    return ""


def _idle_part(document: Document, step: Step, settings: Mapping[str, Any], name: str, before: object) -> str:
    """Why the part that one code has in a table has no effect; nothing where each part has one."""
    if name not in PART_OF_A_CODE or not isinstance(settings[name], Mapping):
        return ""
    known = before if isinstance(before, Mapping) else {}
    for code, part in settings[name].items():
        if part == known.get(code):
            continue
        if name == "scales" and code not in settings["by"]:
            return gettext("{code} is not divided by anything, so name its denominator first", code=code)
        if name == "each":
            reason = _idle_code(document, step, settings, code) or _idle_own(step, settings, part)
            if reason:
                return reason
    return ""


def _idle_code(document: Document, step: Step, settings: Mapping[str, Any], code: str) -> str:
    """Why a step never works on a code; nothing where it does."""
    setting = "codes" if "codes" in settings else "nodes" if "nodes" in settings else ""
    if setting and settings[setting] and code not in settings[setting]:
        return gettext("the step does not cover {code}, so add it there first", code=code)
    if step.kind in ("treat", "normalise") and not settings["codes"] and code not in document.tree.indicators:
        return gettext(
            "{code} is a group and the step works on indicators, so name {code} among its indicators first", code=code
        )
    return ""


def _idle_own(step: Step, settings: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    """Why one of a code's own settings has no effect; empty where each has one."""
    how = str(own.get("how", step.how))
    general = {name: settings[name] for name in COMMON[step.kind]}
    beside = {**general, **choice_of(step.how, settings, own), "each": {}}
    default = defaults_beside(step.kind, how, beside)
    for name, value in own.items():
        reason = "" if name == "how" or value == default.get(name) else idle_reason(step.kind, how, beside, name)
        if reason:
            return reason
    return ""
