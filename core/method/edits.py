"""What can be done to a method: each a change of its document, checked as a whole, and one edit."""

import json
import tomllib
from dataclasses import replace

from core.edit import Together
from core.entries import Language, Placed, Step
from core.errors import BadEntry
from core.method.document import Document, document, load, settings_of, settings_text
from core.method.errors import MethodError
from core.method.settings import COMMON, FAMILIES
from core.workbook import Workbook

POSTS = 2


def swapped(workbook: Workbook, step: Step, how: str) -> Together:
    """Another choice in the place of a step's; settings that all choices of the kind have stay as they are."""
    kept = {name: value for name, value in settings_of(step).items() if name in COMMON[step.kind]}  # type: ignore[index]
    kept = {**kept, "each": {}} if "each" in kept else kept
    return _with_step(workbook, step, replace(step, how=how, settings=settings_text(kept)), f"{step.how} → {how}")


def adjusted(workbook: Workbook, step: Step, name: str, text: str) -> Together:
    """Another value for one setting, written as in TOML (`0.5`, `true`, `["a"]`); a text needs no quotes."""
    settings = {**settings_of(step), name: value_from(text)}
    return _with_step(workbook, step, replace(step, settings=settings_text(settings)), f"{name} = {text.strip()}")


def step_added(workbook: Workbook, method: str, after: int, kind: str) -> Together:
    """A step of this kind behind another (0: before all), with the first choice of its family."""
    if kind not in FAMILIES:
        raise MethodError(f"There is no kind of step “{kind}”: use one of {', '.join(FAMILIES)}.")
    made = document(workbook, method)
    how = next(iter(FAMILIES[kind]))
    steps = (*made.steps[:after], Step(method, 0, kind, how), *made.steps[after:])
    return load(replace(made, steps=steps), workbook, f"method {method}: {kind} added")


def step_removed(workbook: Workbook, step: Step) -> Together:
    """The method without a step."""
    made = document(workbook, step.method)
    steps = tuple(one for one in made.steps if one != step)
    return load(replace(made, steps=steps), workbook, f"method {step.method}: {step.kind} removed")


def step_moved(workbook: Workbook, step: Step, by: int) -> Together:
    """A step so many places later, or (negative) earlier. Raises MethodError at the ends."""
    made = document(workbook, step.method)
    steps = list(made.steps)
    place = steps.index(step)
    if not 0 <= place + by < len(steps):
        raise MethodError("There is no step beyond this one: it stays where it is.")
    steps.insert(place + by, steps.pop(place))
    return load(replace(made, steps=tuple(steps)), workbook, f"method {step.method}: {step.kind} moved")


def placed_under(workbook: Workbook, method: str, parent: str, code: str) -> Together:
    """An indicator of the workbook, or a new element, that counts towards a node with weight 1."""
    code = code.strip()
    made = document(workbook, method)
    if not code or len(code.split()) > 1:
        raise BadEntry("A code is one word: type one, such as that of an indicator.")
    if any(one.code == code for one in made.placed):
        raise MethodError(f"{code} is in the tree twice: give one of them another code.", indicator=code)
    known = workbook.indicators.get(code)
    one = Placed(method, code, parent, direction=(known.direction or 1) if known else 1)
    return load(replace(made, placed=(*made.placed, one)), workbook, f"method {method}: {code} added")


def moved_under(workbook: Workbook, one: Placed, parent: str) -> Together:
    """A code with all below it put under another node, or (empty) made a root. Raises MethodError on a loop."""
    return _with_placed(workbook, one, replace(one, parent=parent.strip()), f"{one.code} under {parent or 'nothing'}")


def taken_out(workbook: Workbook, one: Placed) -> Together:
    """The tree without a code and all below it; steps forget its settings."""
    made = document(workbook, one.method)
    gone = {one.code, *(code for code in made.tree.parents if one.code in made.tree.ancestors(code))}
    placed = tuple(other for other in made.placed if other.code not in gone)
    if not placed:
        raise MethodError("This is all of the tree: add another root before you take it out.")
    steps = tuple(replace(step, settings=settings_text(_without(settings_of(step), gone))) for step in made.steps)
    return load(replace(made, placed=placed, steps=steps), workbook, f"method {one.method}: {one.code} taken out")


def renamed(workbook: Workbook, one: Placed, name: str, language: Language) -> Together:
    """Another name in one language."""
    name = name.strip()
    other = replace(one, name_zh=name) if language == "zh" else replace(one, name_en=name)
    return _with_placed(workbook, one, other, f"{one.code} named {name}")


def turned(workbook: Workbook, one: Placed) -> Together:
    """The other direction: more is better, or less."""
    way = "less" if one.direction > 0 else "more"
    return _with_placed(workbook, one, replace(one, direction=-one.direction), f"{one.code}: {way} is better")


def posted(workbook: Workbook, one: Placed, text: str) -> Together:
    """Goalposts (`0 100`), a target (`4.1`) or neither (empty) for one indicator, in the last normalisation."""
    made = document(workbook, one.method)
    step = next((step for step in reversed(made.steps) if step.kind == "normalise"), None)
    if step is None:
        raise MethodError("The method normalises nothing: add a normalise step first.")
    own = _own(text)
    settings = settings_of(step)
    each = {code: given for code, given in settings["each"].items() if code != one.code}
    settings["each"] = {**each, one.code: own} if own else each
    told = f"{one.code}: {text.strip() or 'as the others'}"
    return _with_step(workbook, step, replace(step, settings=settings_text(settings)), told)


def value_from(text: str) -> object:
    """The value that a person writes: as in TOML, `unset` for none, anything else a text."""
    text = text.strip()
    if text == "unset":
        return None
    try:
        return json.loads(json.dumps(tomllib.loads(f"value = {text}")["value"]))
    except (tomllib.TOMLDecodeError, TypeError):
        return text


def _own(text: str) -> dict[str, object]:
    try:
        numbers = [float(part) for part in text.replace(",", " ").split()]
    except ValueError as error:
        raise MethodError(f"“{text}” is no target and no pair of goalposts: write 4.1, or 0 100.") from error
    if len(numbers) > POSTS:
        raise MethodError(f"“{text}” has more than two numbers: write a target (4.1), or two goalposts (0 100).")
    if len(numbers) == POSTS:
        return {"how": "goalposts", "low": min(numbers), "high": max(numbers)}
    return {"how": "distance_to_target", "target": numbers[0]} if numbers else {}


def _without(settings: dict[str, object], gone: set[str]) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, value in settings.items():
        if name in ("codes", "nodes") and isinstance(value, list):
            made[name] = [code for code in value if code not in gone]
        elif name in ("each", "by", "scales") and isinstance(value, dict):
            made[name] = {code: part for code, part in value.items() if code not in gone}
        else:
            made[name] = value
    return made


def _with_step(workbook: Workbook, old: Step, new: Step, told: str) -> Together:
    made = document(workbook, old.method)
    steps = tuple(new if step == old else step for step in made.steps)
    return load(replace(made, steps=steps), workbook, f"method {old.method}, {old.kind}: {told}")


def _with_placed(workbook: Workbook, old: Placed, new: Placed, told: str) -> Together:
    made: Document = document(workbook, old.method)
    placed = tuple(new if one == old else one for one in made.placed)
    return load(replace(made, placed=placed), workbook, f"method {old.method}: {told}")
