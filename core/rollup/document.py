"""The document of a rollup's rule in TOML: read with every part checked, and written."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from core.errors import BadEntry
from core.method.document_limits import bounded_toml
from core.rollup.checks import check
from core.rollup.rule import Cells, Columns, Filter, Link, Measure, Name, RollupRule
from core.workbook.object_fields import object_of

PARTS = ("columns", "cells", "measures", "filters", "crosswalk", "bridge", "names")
KNOWN = "[rollup], [columns], [[measures]], [[filters]], [[crosswalk]], [[bridge]], [[names]], [cells]"


def rule_of(text: str, name: str) -> RollupRule:
    """The rule of a text in TOML. Raises BadEntry, naming the file and the part."""
    read = bounded_toml(text, name)
    rule = object_of(RollupRule, _head(read, name), name)
    check(rule, name)
    return rule


def _head(read: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The fields of a rule: those of [rollup], and the parts that have a heading of their own."""
    parts: dict[str, type] = {"columns": Columns, "cells": Cells}
    lists: dict[str, type] = {
        "measures": Measure, "filters": Filter, "crosswalk": Link, "bridge": Link, "names": Name,
    }  # fmt: skip
    unknown = [part for part in read if part not in ("rollup", *parts, *lists)]
    if unknown:
        raise BadEntry("{name} has a part “{part}”: it may have {known}.", name=name, part=unknown[0], known=KNOWN)
    if not isinstance(read.get("rollup"), Mapping):
        raise BadEntry("{name} has no [rollup]: it may have {known}.", name=name, known=KNOWN)
    head = dict(read["rollup"])
    for part, kind in parts.items():
        if part in read:
            head[part] = object_of(kind, read[part], f"{name}, [{part}]")
    for part, kind in lists.items():
        rows = read.get(part, [])
        if not isinstance(rows, list):
            raise BadEntry("{name}: write [[{part}]] for each of {part}.", name=name, part=part)
        head[part] = tuple(object_of(kind, row, f"{name}, [[{part}]] {at}") for at, row in enumerate(rows, 1))
    return head


def toml_text(rule: RollupRule) -> str:
    """The rule as TOML, without fields that have their defaults."""
    import tomli_w  # noqa: PLC0415 - only wanted where a document is written

    head = _filled(rule)
    parts: dict[str, Any] = {part: head.pop(part) for part in PARTS if part in head}
    return tomli_w.dumps({"rollup": head} | parts)


def _filled(part: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a rule
    """The fields that differ from their defaults."""
    filled = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.default is not MISSING and value == field.default:
            continue
        if isinstance(value, Columns | Cells):
            value = _filled(value)
        if isinstance(value, tuple):
            value = [_filled(row) if hasattr(row, "__dataclass_fields__") else row for row in value]
        if value != {}:
            filled[field.name] = value
    return filled
