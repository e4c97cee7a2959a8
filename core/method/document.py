"""The method of an index as a document: what it covers, its tree, and its steps with all their settings."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from core.errors import BadEntry
from core.method.errors import MethodError
from core.method.setting import Settings
from core.method.settings import in_force
from core.method.tree import Branch, Tree
from core.words import gettext, in_words
from core.workbook.edit import CompositeEdit, SetEntry
from core.workbook.entries import Method, Step, TreeNode, table_of
from core.workbook.entry import Entry
from core.workbook.period import period
from core.workbook.references import SEPARATORS
from core.workbook.workbook import Workbook


@dataclass(frozen=True)
class Document:
    """A method with its tree and its steps in order."""

    method: Method
    placed: tuple[TreeNode, ...]
    steps: tuple[Step, ...]

    @cached_property
    def tree(self) -> Tree:
        """The tree, with the manual weights. Raises MethodError where it is not a tree."""
        return Tree(tuple(Branch(node.code, node.parent or None, node.weight) for node in self.placed))

    @cached_property
    def structure(self) -> Tree:
        """The tree with equal weights, for steps that do not read weights."""
        return self.tree.with_weights(dict.fromkeys(self.tree.parents, 1.0))

    @cached_property
    def by_code(self) -> dict[str, TreeNode]:
        """The places of the tree by their codes."""
        return {node.code: node for node in self.placed}

    @cached_property
    def directions(self) -> dict[str, int]:
        """1 where more is better, -1 where less is, by code."""
        return {node.code: node.direction for node in self.placed}

    @cached_property
    def settings(self) -> tuple[Settings, ...]:
        """All settings of each step, with defaults. Raises MethodError naming the step."""
        return tuple(settings_of(step) for step in self.steps)

    @property
    def denominators(self) -> tuple[str, ...]:
        """The indicators by which others are divided."""
        steps = zip(self.steps, self.settings, strict=True)
        return tuple(
            dict.fromkeys(code for step, own in steps if step.kind == "denominate" for code in own["by"].values())
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the method in the workbook."""
        return (self.method, *self.placed, *self.steps)


def listed(text: str) -> list[str]:
    """The codes of a field with several, separated by spaces or commas, without repetitions."""
    return list(dict.fromkeys(code for code in SEPARATORS.split(text) if code))


def settings_of(step: Step) -> Settings:
    """All settings of a step. Raises MethodError that names it."""
    where = gettext("Step {number} of {method}", number=step.number, method=step.method)
    try:
        settings = json.loads(step.settings)
    except ValueError as error:
        raise MethodError(
            "{where} has settings that are not JSON ({error}): write them again.", where=where, error=error
        ) from error
    if not isinstance(settings, dict):
        raise MethodError("{where} has settings that are not a JSON object: write them again.", where=where)
    return in_force(step.kind, step.how, settings, where)


def settings_text(settings: Mapping[str, object]) -> str:
    """Settings in the form of an entry: JSON with its names in order."""
    return json.dumps(settings, ensure_ascii=False, sort_keys=True, allow_nan=False)


def document_of(workbook: Workbook, code: str) -> Document:
    """The method of this code. Raises BadEntry where there is none, MethodError where an entry of it is failed."""
    method = workbook.methods.get(code)
    if method is None:
        known = in_words(workbook.methods) or gettext("none yet")
        raise BadEntry("There is no method “{code}”: use one of {known}.", code=code, known=known)
    for entry in workbook.failed("placed", "steps"):
        if entry.field("method") == code or entry.key.startswith(f"{code}/"):
            raise MethodError(
                "The entry {key} of {table} cannot be understood: {sentence}",
                key=entry.key,
                table=entry.table,
                sentence=entry.sentence,
            )
    return Document(method, tuple(workbook.placed(code)), tuple(workbook.steps(code)))


def checked(document: Document, workbook: Workbook) -> Document:
    """The document with every default written out.

    Raises MethodError where it does not fit the workbook, BadFigure where a period is not valid.
    """
    steps = [replace(step, number=at + 1) for at, step in enumerate(document.steps)]
    steps = [replace(step, settings=settings_text(settings_of(step))) for step in steps]
    complete = replace(document, steps=tuple(steps))
    tree, measured = complete.tree, workbook.indicators
    for code in (*tree.indicators, *complete.denominators):
        if code not in measured:
            raise MethodError(
                "{code} is not an indicator of the workbook: correct the code, or import its figures.", code=code
            )
    check_directions(complete)
    for unit in listed(complete.method.units):
        if unit not in workbook.units:
            raise MethodError("{unit} is not a unit of the workbook: correct the code, or leave it out.", unit=unit)
    for text in listed(complete.method.periods):
        period(text)
    _check_codes(complete, tree)
    return complete


def check_directions(document: Document) -> None:
    """Raise MethodError where a direction is neither 1 nor -1, or a node has -1, which no step reads."""
    for code, direction in document.directions.items():
        if direction not in (1, -1):
            raise MethodError(
                "The direction of {code} is {direction}: give 1 (more is better) or -1 (less is).",
                code=code,
                direction=direction,
            )
        if direction < 0 and code in document.tree.children:
            raise MethodError(
                "{code} is a node, and of its scores more is always better: give it direction 1, and "
                "turn the indicators below it instead.",
                code=code,
                indicator=code,
            )


def load(document: Document, workbook: Workbook, title: str = "") -> CompositeEdit:
    """The one edit that replaces the method of the same code by the document, or adds it.

    Raises MethodError where the document does not fit the workbook.
    """
    complete = checked(document, workbook)
    code = complete.method.code
    before = _entries_of(workbook, code)
    old, new = _by_key(before), _by_key(complete.entries)
    changed = [(table, key) for table, key in {**old, **new} if old.get((table, key)) != new.get((table, key))]
    verb = "changed" if before else "added"
    edits = tuple(SetEntry(table, old.get((table, key)), new.get((table, key))) for table, key in changed)
    return CompositeEdit(title or f"method {code} {verb}", edits)


def _entries_of(workbook: Workbook, code: str) -> list[Entry]:
    """All entries of a method in the workbook, also failed ones."""
    parts = [entry for table in ("placed", "steps") for entry in workbook.entries(table).values()]
    method = workbook.entries("methods").get(code)
    return [*([method] if method else []), *(entry for entry in parts if entry.key.startswith(f"{code}/"))]


def _by_key(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    return {(table_of(entry), entry.key): entry for entry in entries}


def _check_codes(document: Document, tree: Tree) -> None:
    for step, settings in zip(document.steps, document.settings, strict=True):
        of_nodes = [*settings.get("nodes", ()), *(settings["each"] if step.kind in ("weigh", "aggregate") else ())]
        for code in of_nodes:
            if code in tree.indicators:
                raise MethodError(
                    "Step {number} names {code}, which is an indicator: name a node above it.",
                    number=step.number,
                    code=code,
                )
        codes = [
            *settings.get("codes", ()),
            *settings.get("nodes", ()),
            *settings.get("by", ()),
            *settings.get("each", ()),
        ]
        for code in codes:
            if code not in tree.parents:
                raise MethodError(
                    "Step {number} names {code}, which is not in the tree: add it, or leave it out.",
                    number=step.number,
                    code=code,
                )
