"""The method of an index as TOML: written with every setting that is in force, and read back."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import tomli_w

from core.method.document import Document, listed, settings_text
from core.method.document_limits import bounded_toml, check_levels
from core.method.errors import MethodError
from core.words import gettext, in_words
from core.workbook.entries import Method, Step, TreeNode

UNSET = "unset"
PARTS: dict[str, tuple[str, ...]] = {
    "method": ("code", "name_en", "name_zh", "units", "periods", "note"),
    "tree": ("code", "parent", "weight", "direction", "name_en", "name_zh"),
}
LISTS = ("units", "periods")


def toml_text(whole: Document) -> str:
    """The document as TOML. Nothing is left to a default: a step has all its settings; `unset` stands for no value."""
    method = {name: getattr(whole.method, name) for name in PARTS["method"]}
    parts = [("[method]", {**method, **{name: listed(method[name]) for name in LISTS}})]
    parts += [("[[tree]]", {name: getattr(one, name) for name in PARTS["tree"]}) for one in whole.placed]
    for step, settings in zip(whole.steps, whole.settings, strict=True):
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
    head = {"name_en": "", **_fields(read.get("method", {}), "method", gettext("{name}, [method]", name=name))}
    code = head["code"]
    placed = [
        _fields(one, "tree", gettext("{name}, [[tree]] {at}", name=name, at=at))
        for at, one in _numbered(read, "tree", name)
    ]
    check_levels({one["code"]: one.get("parent", "") for one in placed}, name)
    steps = [_step(code, at, one, name) for at, one in _numbered(read, "steps", name)]
    return Document(Method(**head), tuple(TreeNode(code, **one) for one in placed), tuple(steps))


def _numbered(read: Mapping[str, Any], part: str, name: str) -> list[tuple[int, Any]]:
    rows = read.get(part, [])
    if not isinstance(rows, list) or not rows:
        raise MethodError("{name} has no [[{part}]]: add one for each of its rows.", name=name, part=part)
    return list(enumerate(rows, 1))


def _fields(part_of_document: object, part: str, where: str) -> dict[str, Any]:
    kind = Method if part == "method" else TreeNode
    kinds: dict[str, Any] = {name: kind.__dataclass_fields__[name].type for name in PARTS[part]}
    if not isinstance(part_of_document, Mapping):
        raise MethodError("{where} must be a table with {kinds}.", where=where, kinds=in_words(kinds))
    if not part_of_document.get("code"):
        raise MethodError("{where} has no code: give it one.", where=where)
    fields: dict[str, Any] = {}
    for name, value in part_of_document.items():
        if name not in kinds:
            raise MethodError(
                "{where} has a field {name}: it may have {kinds}.", where=where, name=name, kinds=in_words(kinds)
            )
        fields[name] = _typed(name, value, kinds[name], where)
    return fields


def _typed(name: str, value: object, kind: type, where: str) -> object:
    if name in LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
        for text in value:
            if listed(text) != [text]:
                raise MethodError(
                    "{where}: {name} names “{text}”, and a code is one word: write the code, not a name.",
                    where=where,
                    name=name,
                    text=text,
                )
        return " ".join(value)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind in (int, str) and type(value) is kind:
        return value
    kind_word = {float: gettext("a number"), int: gettext("a whole number"), str: gettext("a text")}[kind]
    raise MethodError(
        "{where}: {name} must be {more}, not “{value}”.",
        where=where,
        name=name,
        more=gettext("a list of texts") if name in LISTS else kind_word,
        value=value,
    )


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
