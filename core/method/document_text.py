"""The method of an index as TOML: written with every setting that is in force, and read back."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import tomli_w

from core.errors import BadEntry
from core.method.document import Document, listed, settings_text
from core.method.document_limits import bounded_toml, check_levels
from core.method.errors import MethodError
from core.words import gettext
from core.workbook.entries import Method, Step, TreeNode
from core.workbook.object_fields import object_of

UNSET = "unset"
PARTS: dict[str, tuple[str, ...]] = {
    "method": ("code", "name_en", "name_zh", "units", "periods", "note"),
    "tree": ("code", "parent", "weight", "direction", "name_en", "name_zh"),
}
LISTS = ("units", "periods")


def toml_text(document: Document) -> str:
    """The document as TOML. Nothing is left to a default: a step has all its settings; `unset` stands for no value."""
    method = {name: getattr(document.method, name) for name in PARTS["method"]}
    parts = [("[method]", {**method, **{name: listed(method[name]) for name in LISTS}})]
    parts += [("[[tree]]", {name: getattr(node, name) for name in PARTS["tree"]}) for node in document.placed]
    for step, settings in zip(document.steps, document.settings, strict=True):
        parts.append(("[[steps]]", {"kind": step.kind, "how": step.how, **_without_nulls(settings)}))
    return "\n".join(_part(head, part) for head, part in parts)


def _part(head: str, part: Mapping[str, Any]) -> str:
    """One table under its head; tables within it follow under theirs."""
    text = tomli_w.dumps({head.strip("[]"): part})
    return head + text[text.index("\n") :]


def document_from(text: str, name: str = "The document") -> Document:
    """The document of a TOML text. Raises MethodError naming the part that does not fit."""
    read = bounded_toml(text, name)
    for part in read:
        if part not in ("method", "tree", "steps"):
            raise MethodError(
                "{name} has a part “{part}”: it may have [method], [[tree]] and [[steps]].", name=name, part=part
            )
    where = gettext("{name}, [method]", name=name)
    head = _codes(read.get("method", {}), where)
    try:
        method = object_of(Method, {"name_en": "", **head} if isinstance(head, Mapping) else head, where)
        placed = [
            object_of(TreeNode, part, gettext("{name}, [[tree]] {number}", name=name, number=at), method=method.code)
            for at, part in _numbered(read, "tree", name)
        ]
    except BadEntry as error:
        raise MethodError("{error}", error=error) from error
    check_levels({node.code: node.parent for node in placed}, name)
    steps = [_step(method.code, at, part, name) for at, part in _numbered(read, "steps", name)]
    return Document(method, tuple(placed), tuple(steps))


def _numbered(read: Mapping[str, Any], part: str, name: str) -> list[tuple[int, Any]]:
    rows = read.get(part, [])
    if not isinstance(rows, list) or not rows:
        raise MethodError("{name} has no [[{part}]]: add one for each of its rows.", name=name, part=part)
    return list(enumerate(rows, 1))


def _codes(table: object, where: str) -> object:
    """The table with its lists of codes as the texts of an entry. Raises MethodError."""
    if not isinstance(table, Mapping):
        return table
    for name in LISTS:
        for code in table[name] if isinstance(table.get(name), list) else ():
            if listed(str(code)) != [code]:
                raise MethodError(
                    "{where}: {name} names “{text}”, and a code is one word: write the code, not a name.",
                    where=where,
                    name=name,
                    text=code,
                )
    return {**table, **{name: " ".join(table[name]) for name in LISTS if isinstance(table.get(name), list)}}


def _step(code: str, number: int, part_of_document: object, name: str) -> Step:
    where = gettext("{name}, [[steps]] {number}", name=name, number=number)
    if not isinstance(part_of_document, Mapping) or not {"kind", "how"} <= set(part_of_document):
        raise MethodError("{where} has no kind or no how: give it both.", where=where)
    settings = {key: _with_nulls(value) for key, value in part_of_document.items() if key not in ("kind", "how")}
    return Step(code, number, str(part_of_document["kind"]), str(part_of_document["how"]), settings_text(settings))


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - any part of a TOML document
    match value:
        case None:
            return UNSET
        case dict():
            return {key: _without_nulls(part) for key, part in value.items()}
        case list() | tuple():
            return [_without_nulls(part) for part in value]
    return value


def _with_nulls(value: Any) -> Any:  # noqa: ANN401 - any part of a TOML document
    match value:
        case str() if value == UNSET:
            return None
        case dict():
            return {key: _with_nulls(part) for key, part in value.items()}
        case list():
            return [_with_nulls(part) for part in value]
        case int() | str() | bool():
            return value
        case float() if isfinite(value):
            return value
    raise MethodError(
        "“{value}” is not a setting: give a finite number, a text, true, false, a list or a table.", value=value
    )
