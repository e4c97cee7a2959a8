"""Edits of the tree of a method: each is a change of its document, checked as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from core.errors import BadEntry
from core.method.document import Document, document_of, load, settings_of, settings_text
from core.method.effect import Name, check_direction, check_weight
from core.method.errors import MethodError
from core.method.step_edits import with_settings
from core.workbook.edit import CompositeEdit, Edit, SetEntry
from core.workbook.entries import Method, Step, TreeNode
from core.workbook.entry import Language
from core.workbook.workbook import Workbook

POSTS = 2
Named = TypeVar("Named", TreeNode, Method)


def place_under(workbook: Workbook, method: str, parent: str, code: str) -> CompositeEdit:
    """An indicator of the workbook, or a new element, that counts towards a node with weight 1."""
    code = code.strip()
    if not code or len(code.split()) > 1:
        raise BadEntry("A code is one word: type one, such as that of an indicator.")
    return place_all_under(workbook, method, parent, [code])


def place_all_under(workbook: Workbook, method: str, parent: str, codes: Sequence[str]) -> CompositeEdit:
    """Several codes that count towards a node, each with weight 1. Raises MethodError where one already exists."""
    document = document_of(workbook, method)
    known = {node.code for node in document.placed}
    for code in codes:
        if code in known:
            raise MethodError(
                "{code} is in the tree already: give one of them another code.", code=code, indicator=code
            )
    added = tuple(new_place(workbook, method, parent, code) for code in codes)
    title = ", ".join(codes)
    return load(replace(document, placed=(*document.placed, *added)), workbook, f"method {method}: {title} added")


def new_place(workbook: Workbook, method: str, parent: str, code: str) -> TreeNode:
    """A code of a tree with weight 1 and, for an indicator of the workbook, its direction."""
    known = workbook.indicators.get(code)
    return TreeNode(method, code, parent, direction=(known.direction or 1) if known else 1)


def move_under(workbook: Workbook, node: TreeNode, parent: str) -> CompositeEdit:
    """A code with all below it put under another node, or (empty) made a root. Raises MethodError on a loop."""
    return _with_placed(
        workbook, node, replace(node, parent=parent.strip()), f"{node.code} under {parent or 'nothing'}"
    )


def remove_node(workbook: Workbook, node: TreeNode) -> CompositeEdit:
    """The tree without a code and all codes below it, and the steps without its settings."""
    document = document_of(workbook, node.method)
    removed = {node.code, *(code for code in document.tree.parents if node.code in document.tree.ancestors(code))}
    placed = tuple(other for other in document.placed if other.code not in removed)
    if not placed:
        raise MethodError("This is all of the tree: add another root before you remove it.")
    steps = tuple(_without(step, removed) for step in document.steps)
    title = f"method {node.method}: {node.code} removed from the tree"
    return load(replace(document, placed=placed, steps=steps), workbook, title)


def rename_node(workbook: Workbook, node: TreeNode, name: str, language: Language) -> CompositeEdit:
    """Another name in one language."""
    return _with_placed(workbook, node, with_name(node, name, language), f"{node.code} named {name.strip()}")


def with_name(entry: Named, name: str, language: Language) -> Named:
    """A node or a method with another name in one language."""
    other: dict[str, Any] = {f"name_{language}": name.strip()}
    return replace(entry, **other)


def turn_direction(workbook: Workbook, node: TreeNode) -> CompositeEdit:
    """The reversed direction: more is better, or less. Raises MethodError where no step reads it.

    A node with -1 from a file gets 1, the only direction of a node.
    """
    document = document_of(workbook, node.method)
    if node.direction > 0 or node.code not in document.tree.children:
        check_direction(document, node.code)
    way = "less" if node.direction > 0 else "more"
    return _with_placed(workbook, node, replace(node, direction=-node.direction), f"{node.code}: {way} is better")


def check_edit(workbook: Workbook, edit: Edit, name: Name = str) -> Edit:
    """The same edit. Raises MethodError where it changes a weight that has no effect; `name` gives names of codes."""
    if isinstance(edit, SetEntry) and isinstance(edit.before, TreeNode) and isinstance(edit.after, TreeNode):
        check_weight(document_of(workbook, edit.before.method), edit.before, edit.after.weight, name)
    return edit


def set_goalposts(workbook: Workbook, node: TreeNode, text: str) -> CompositeEdit:
    """Goalposts (`0 100`), a target (`4.1`) or neither (empty) for one indicator, in the last normalisation."""
    document = document_of(workbook, node.method)
    if node.code in document.tree.children:
        raise MethodError(
            "{code} is not an indicator: goalposts and targets are for those at the ends of the tree.", code=node.code
        )
    step = next((step for step in reversed(document.steps) if step.kind == "normalise"), None)
    if step is None:
        raise MethodError("The method normalises nothing: add a normalise step first.")
    own = _own(text)
    settings = settings_of(step)
    each = {code: other for code, other in settings["each"].items() if code != node.code}
    settings["each"] = {**each, node.code: own} if own else each
    return with_settings(workbook, step, settings, f"{node.code}: {text.strip() or 'as the others'}")


def posts_text(document: Document, code: str) -> str:
    """The goalposts or the target of an indicator, as `posted` reads them; empty where it has none."""
    for step, settings in zip(reversed(document.steps), reversed(document.settings), strict=True):
        if step.kind == "normalise":
            own = settings["each"].get(code, {})
            posts = [own[name] for name in ("target", "low", "high") if name in own]
            return " ".join(f"{value:g}" for value in posts)
    return ""


def _own(text: str) -> dict[str, object]:
    try:
        numbers = [float(part) for part in text.replace(",", " ").split()]
    except ValueError as error:
        raise MethodError(
            "“{text}” is neither a target nor a pair of goalposts: write 4.1, or 0 100.", text=text
        ) from error
    if len(numbers) > POSTS:
        raise MethodError(
            "“{text}” has more than two numbers: write a target (4.1), or two goalposts (0 100).", text=text
        )
    if len(numbers) == POSTS:
        return {"how": "goalposts", "low": min(numbers), "high": max(numbers)}
    return {"how": "distance_to_target", "target": numbers[0]} if numbers else {}


def _without(step: Step, removed: set[str]) -> Step:
    """The step without its settings for these codes."""
    settings = settings_of(step)
    for name, value in settings.items():
        if name in ("codes", "nodes") and isinstance(value, list):
            settings[name] = [code for code in value if code not in removed]
        elif name in ("each", "by", "scales", "targets") and isinstance(value, dict):
            settings[name] = {code: part for code, part in value.items() if code not in removed}
    return replace(step, settings=settings_text(settings))


def _with_placed(workbook: Workbook, old: TreeNode, new: TreeNode, title: str) -> CompositeEdit:
    document = document_of(workbook, old.method)
    placed = tuple(new if node == old else node for node in document.placed)
    return load(replace(document, placed=placed), workbook, f"method {old.method}: {title}")
