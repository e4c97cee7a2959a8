"""Edits of a method as a whole: create, copy, rename, choose its units and periods, remove."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from core.errors import BadEntry
from core.method.document import Document, document_of, load
from core.method.edits import new_place, with_name
from core.method.errors import MethodError
from core.workbook.edit import CompositeEdit, SetEntry
from core.workbook.entries import Method, Step, TreeNode
from core.workbook.entry import Entry, Language
from core.workbook.workbook import Workbook

CHAIN = (("normalise", "min_max", '{"low": 0, "high": 100}'), ("aggregate", "arithmetic", "{}"))
"""The steps that a new method begins with."""


def make_method(workbook: Workbook, name: str, indicators: Sequence[str]) -> CompositeEdit:
    """A method of this name over these indicators: one index above them, min-max to 0-100, and weighted means."""
    name = _stripped(name)
    if not indicators:
        raise MethodError("A method needs an indicator: mark one or more.")
    code = fresh(name, workbook.methods)
    root = fresh("index", {*workbook.indicators, *indicators})
    top = TreeNode(code, root, name_en=name)
    placed = (top, *(new_place(workbook, code, root, indicator) for indicator in indicators))
    steps = tuple(Step(code, at, kind, how, settings) for at, (kind, how, settings) in enumerate(CHAIN, 1))
    return load(Document(Method(code, name), placed, steps), workbook, f"method {code} added")


def copy_method(workbook: Workbook, method: str, name: str) -> CompositeEdit:
    """The same tree and steps under another name, to try other choices beside the first."""
    name = _stripped(name)
    document, code = document_of(workbook, method), fresh(name, workbook.methods)
    copied = Document(
        replace(document.method, code=code, name_en=name, name_zh=""),
        tuple(replace(node, method=code) for node in document.placed),
        tuple(replace(step, method=code) for step in document.steps),
    )
    return load(copied, workbook, f"method {code} copied from {method}")


def name_method(workbook: Workbook, method: str, name: str, language: Language) -> CompositeEdit:
    """Another name in one language."""
    document, name = document_of(workbook, method), _stripped(name)
    other = with_name(document.method, name, language)
    return load(replace(document, method=other), workbook, f"method {method} named {name}")


def remove_method(workbook: Workbook, method: str) -> CompositeEdit:
    """The workbook without a method; its figures and indicators stay."""
    document = document_of(workbook, method)
    tables: list[tuple[str, Entry]] = [
        *(("steps", step) for step in document.steps),
        *(("placed", node) for node in document.placed),
        ("methods", document.method),
    ]
    edits = tuple(SetEntry(table, entry, None) for table, entry in tables)
    return CompositeEdit(f"method {method} removed", edits)


def set_coverage(
    workbook: Workbook, method: str, part: str, codes: Sequence[str], all_codes: Collection[str]
) -> CompositeEdit:
    """The units or periods (`part`) that a method covers; the full list is stored as an empty one."""
    if not codes:
        raise MethodError("A method needs {part}: mark one or more.", part=part)
    document = document_of(workbook, method)
    text = "" if set(codes) == set(all_codes) else " ".join(codes)
    title = f"method {method}: {'all' if not text else len(codes)} {part}"
    other = replace(document.method, units=text) if part == "units" else replace(document.method, periods=text)
    return load(replace(document, method=other), workbook, title)


def place_group(
    workbook: Workbook, method: str, parent: str, name: str, member: str, language: Language = "en"
) -> CompositeEdit:
    """A new group of this name under a node (empty: a root), with its first member, which moves there if placed.

    A group needs a member. Raises BadEntry without a name.
    """
    document, name = document_of(workbook, method), name.strip()
    if not name:
        raise BadEntry("A group needs a name: type one.")
    code = fresh(name, {*(node.code for node in document.placed), *workbook.indicators})
    group = with_name(TreeNode(method, code, parent), name, language)
    placed = next((node for node in document.placed if node.code == member), None)
    others = tuple(replace(node, parent=code) if node == placed else node for node in document.placed)
    added = () if placed else (new_place(workbook, method, code, member),)
    title = f"method {method}: {member} under the new group {name}"
    return load(replace(document, placed=(*others, group, *added)), workbook, title)


def _stripped(name: str) -> str:
    """The name of a method without blanks around it. Raises BadEntry where nothing is left."""
    if not name.strip():
        raise BadEntry("A method needs a name: type one.")
    return name.strip()


def fresh(name: str, known: Collection[str]) -> str:
    """A code made of a name that is not in use yet."""
    code = re.sub(r"\W+", "_", name.casefold()).strip("_")[:40] or "method"
    number = 1
    while (candidate := code if number == 1 else f"{code}_{number}") in known:
        number += 1
    return candidate
