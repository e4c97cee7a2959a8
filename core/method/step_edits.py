"""Edits of the steps of a method: each is checked as a change of the whole document and applied as one edit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.method.document import document_of, load, settings_of, settings_text
from core.method.effect import check_settings
from core.method.errors import MethodError
from core.method.settings import COMMON, FAMILIES, settings_of_choice
from core.words import in_words
from core.workbook.edit import CompositeEdit
from core.workbook.entries import Step
from core.workbook.workbook import Workbook


def swap_choice(workbook: Workbook, step: Step, how: str) -> CompositeEdit:
    """The step with another choice; settings that all choices of the kind have stay."""
    common = {name: value for name, value in settings_of(step).items() if name in COMMON[step.kind]}
    common = {**common, "each": {}} if "each" in common else common
    return with_step(workbook, step, replace(step, how=how, settings=settings_text(common)), f"{step.how} → {how}")


def adjust_setting(workbook: Workbook, step: Step, name: str, text: str) -> CompositeEdit:
    """Another value for one setting, as a person types it (see `forms`). Raises MethodError on a misfit."""
    settings = settings_of(step)
    setting = settings_of_choice(step.kind, step.how, settings)[name]
    value = setting.value(text)
    return with_settings(workbook, step, {**settings, name: value}, f"{name} {setting.typed(value)}")


def adjust_part(workbook: Workbook, step: Step, name: str, code: str, text: str) -> CompositeEdit:
    """The value of one code in a setting that is a table; an empty text removes it. Raises MethodError on a misfit."""
    settings = settings_of(step)
    parts = {other: part for other, part in (settings[name] or {}).items() if other != code}
    if text.strip():
        parts[code] = settings_of_choice(step.kind, step.how, settings)[name].part_value(text)
    title = f"{code} {name if name == 'by' else ''} {text.strip() or 'as the others'}"
    return with_settings(workbook, step, {**settings, name: parts}, title)


def add_step(workbook: Workbook, method: str, after: int, kind: str, how: str = "") -> CompositeEdit:
    """A step of this kind after another (0: before all); without `how` the first choice of its family."""
    if kind not in FAMILIES:
        raise MethodError(
            "There is no kind of step “{kind}”: use one of {families}.", kind=kind, families=in_words(FAMILIES)
        )
    document = document_of(workbook, method)
    chosen = how or next(iter(FAMILIES[kind]))
    steps = (*document.steps[:after], Step(method, 0, kind, chosen), *document.steps[after:])
    return load(replace(document, steps=steps), workbook, f"method {method}: {kind} {chosen} added")


def remove_step(workbook: Workbook, step: Step) -> CompositeEdit:
    """The method without a step."""
    document = document_of(workbook, step.method)
    steps = tuple(other for other in document.steps if other != step)
    return load(replace(document, steps=steps), workbook, f"method {step.method}: {step.kind} removed")


def move_step(workbook: Workbook, step: Step, by: int) -> CompositeEdit:
    """A step moved `by` places later, or (negative) earlier. Raises MethodError at the ends."""
    document = document_of(workbook, step.method)
    steps = list(document.steps)
    place = steps.index(step)
    if not 0 <= place + by < len(steps):
        raise MethodError("There is no step beyond this one: it stays where it is.")
    steps.insert(place + by, steps.pop(place))
    return load(replace(document, steps=tuple(steps)), workbook, f"method {step.method}: {step.kind} moved")


def with_settings(workbook: Workbook, step: Step, settings: Mapping[str, Any], title: str) -> CompositeEdit:
    """The method with other settings in one step. Raises MethodError where what changes has no effect."""
    check_settings(document_of(workbook, step.method), step, settings)
    return with_step(workbook, step, replace(step, settings=settings_text(settings)), title)


def with_step(workbook: Workbook, old: Step, new: Step, title: str) -> CompositeEdit:
    """The method with one step in the place of another."""
    document = document_of(workbook, old.method)
    steps = tuple(new if step == old else step for step in document.steps)
    return load(replace(document, steps=steps), workbook, f"method {old.method}, {old.kind}: {title}")
