"""The document of a rollup's rule in TOML: read with every part checked, and written."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, get_args

from core.errors import BadEntry
from core.method.document_limits import bounded_toml
from core.rollup.rule import INDUSTRY, LINES, UNIT, Cells, Columns, Filter, Link, Measure, RollupRule
from core.words import gettext
from core.workbook.entry_checks import WORDS

PARTS = ("[rollup]", "[columns]", "[[measures]]", "[[filters]]", "[[crosswalk]]", "[cells]")
OF_FIRMS = ("firms", "births", "deaths", "survivors", "top_share")
"""The measures that need a column of firms."""
OF_COLUMN = ("sum", "mean", "median", "top_share")
"""The measures of a column of numbers."""


def rule_of(text: str, name: str) -> RollupRule:
    """The rule that a text in TOML says. Raises BadEntry, naming the file and the part."""
    read = bounded_toml(text, name)
    made: RollupRule = _made(RollupRule, _head(read, name), name)
    _check(made, name)
    return made


def _head(read: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The fields of a rule: those of [rollup], and the parts that have a heading of their own."""
    parts: dict[str, type] = {"columns": Columns, "cells": Cells}
    lists: dict[str, type] = {"measures": Measure, "filters": Filter, "crosswalk": Link}
    unknown = [one for one in read if one not in ("rollup", *parts, *lists)]
    if unknown:
        raise BadEntry(
            gettext(
                "{name} has a part “{part}”: it may have {known}.", name=name, part=unknown[0], known=", ".join(PARTS)
            )
        )
    if not isinstance(read.get("rollup"), Mapping):
        raise BadEntry(gettext("{name} has no [rollup]: it may have {known}.", name=name, known=", ".join(PARTS)))
    head = dict(read["rollup"])
    for part, kind in parts.items():
        if part in read:
            head[part] = _made(kind, read[part], f"{name}, [{part}]")
    for part, kind in lists.items():
        rows = read.get(part, [])
        if not isinstance(rows, list):
            raise BadEntry(gettext("{name}: write [[{part}]] for each of {part}.", name=name, part=part))
        head[part] = tuple(_made(kind, row, f"{name}, [[{part}]] {at}") for at, row in enumerate(rows, 1))
    return head


def _made(kind: type, given: Any, where: str) -> Any:  # noqa: ANN401 - of the kind
    """An object of a kind from its fields. Raises BadEntry where one is unknown, missing or of another type."""
    known = {one.name: one for one in fields(kind)}
    if not isinstance(given, Mapping) or not set(given) <= set(known):
        odd = next((one for one in given if one not in known), "") if isinstance(given, Mapping) else given
        raise BadEntry(
            gettext("{where} has “{odd}”: it may have {known}.", where=where, odd=odd, known=", ".join(known))
        )
    needed = [one.name for one in known.values() if one.default is MISSING and one.default_factory is MISSING]
    lost = [one for one in needed if one not in given]
    if lost:
        raise BadEntry(gettext("{where} has no {lost}: add it.", where=where, lost=lost[0]))
    return kind(**{one: _typed(known[one].type, value, f"{where}: {one}") for one, value in given.items()})


def _typed(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - as the field says
    """A value of a field. Raises BadEntry."""
    choices = get_args(kind)
    if choices and isinstance(choices[0], str) and value not in choices:
        raise BadEntry(
            gettext("{where} is “{value}”: use one of {choices}.", where=where, value=value, choices=", ".join(choices))
        )
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind == tuple[str, ...] and isinstance(value, list):
        return tuple(map(str, value))
    if kind in WORDS and (not isinstance(value, kind) or isinstance(value, bool)):
        raise BadEntry(
            gettext("{where} is “{value}”: write {kind}.", where=where, value=value, kind=gettext(WORDS[kind]))
        )
    return value


def _check(rule: RollupRule, name: str) -> None:
    """Raise BadEntry where parts of a rule do not go together."""
    if not rule.measures:
        raise BadEntry(gettext("{name} has no [[measures]]: add one.", name=name))
    for at, one in enumerate(rule.measures, 1):
        where = f"{name}, [[measures]] {at}"
        if one.how in OF_COLUMN and not one.column:
            raise BadEntry(gettext("{where}: a {how} is of a column: name it.", where=where, how=one.how))
        if one.how in OF_FIRMS and not rule.columns.firm:
            raise BadEntry(
                gettext(
                    "{where}: {how} counts firms: name their column in [columns] as firm.", where=where, how=one.how
                )
            )
        for word, is_key in ((UNIT, rule.by_unit), (INDUSTRY, rule.by_industry)):
            if (word in one.indicator or word in rule.unit) != is_key:
                raise BadEntry(
                    gettext(
                        "{where}: {word} stands in some measures and not in others: make two rules.",
                        where=where,
                        word=word,
                    )
                )
        if one.top < 1:
            raise BadEntry(gettext("{where}: top is {top}: write 1 or more.", where=where, top=one.top))
    _check_cells(rule, name)


def _check_cells(rule: RollupRule, name: str) -> None:
    for at, one in enumerate(rule.filters, 1):
        kinds = {str if isinstance(value, str) else type(value) if isinstance(value, int | float) else None
                 for value in one.values}  # fmt: skip
        if not kinds or None in kinds or bool in kinds or (str in kinds and len(kinds) > 1):
            raise BadEntry(
                gettext(
                    "{name}, [[filters]] {at}: the value is “{value}”: write a text, a number, or a list.",
                    name=name,
                    at=at,
                    value=one.value,
                )
            )
        if (one.sign == "in") != isinstance(one.value, list):
            raise BadEntry(
                gettext(
                    "{name}, [[filters]] {at}: a list of values goes with the sign in: write both or neither.",
                    name=name,
                    at=at,
                )
            )
    for word, column, is_key in (
        (UNIT, rule.columns.unit, rule.by_unit),
        (INDUSTRY, rule.columns.industry, rule.by_industry),
    ):
        if is_key and not column:
            raise BadEntry(
                gettext("{name}: {word} needs its column of the source: name it in [columns].", name=name, word=word)
            )
    twice = [one.indicator for at, one in enumerate(rule.measures) if one.indicator in
             [other.indicator for other in rule.measures[:at]]]  # fmt: skip
    if twice:
        raise BadEntry(
            gettext("{name}: two measures are called {indicator}: rename one.", name=name, indicator=twice[0])
        )
    if rule.cells.largest and not rule.cells.column:
        raise BadEntry(gettext("{name}, [cells]: name the column of which the largest firms hold a share.", name=name))
    odd = [one for one in rule.cells.totals if one not in LINES]
    if odd:
        raise BadEntry(
            gettext(
                "{name}, [cells]: totals has “{odd}”: use {lines}.", name=name, odd=odd[0], lines=" and ".join(LINES)
            )
        )
    shares = [one for one in rule.crosswalk if not 0 < one.share <= 1]
    if shares:
        raise BadEntry(
            gettext(
                "{name}: the share of {industry} in {cluster} is not above 0 up to 1.",
                name=name,
                industry=shares[0].industry,
                cluster=shares[0].cluster,
            )
        )


def toml_text(rule: RollupRule) -> str:
    """The rule as TOML, with every field that is not as it is without."""
    import tomli_w  # noqa: PLC0415 - only wanted where a document is written

    head = _filled(rule)
    parts: dict[str, Any] = {
        part: head.pop(part) for part in ("columns", "cells", "measures", "filters", "crosswalk") if part in head
    }
    return tomli_w.dumps({"rollup": head} | parts)


def _filled(made: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a rule
    """The fields that say something else than their defaults."""
    found = {}
    for one in fields(made):
        value = getattr(made, one.name)
        if one.default is not MISSING and value == one.default:
            continue
        if isinstance(value, Columns | Cells):
            value = _filled(value)
        if isinstance(value, tuple):
            value = [_filled(row) if hasattr(row, "__dataclass_fields__") else row for row in value]
        if value != {}:
            found[one.name] = value
    return found
