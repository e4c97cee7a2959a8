"""An object of a kind from the fields of a document: rules, rollups and methods are read with the same checks."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from core.errors import BadEntry, BadFigure
from core.words import gettext, in_words
from core.workbook.entry_checks import WORDS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Kind = TypeVar("Kind", bound="DataclassInstance")


def object_of(kind: type[Kind], table: object, where: str, **fixed: object) -> Kind:
    """An object of a kind from its fields, some of which are `fixed` and may not be given.

    Raises BadEntry, which begins with `where`, where a field is unknown, missing, of another type or not valid.
    """
    known: dict[str, Any] = {field.name: field for field in fields(kind) if field.name not in fixed}
    if not isinstance(table, Mapping) or not set(table) <= set(known):
        odd = next((name for name in table if name not in known), "") if isinstance(table, Mapping) else table
        raise BadEntry("{where} has “{odd}”: it may have {known}.", where=where, odd=odd, known=in_words(known))
    needed = [field.name for field in known.values() if field.default is MISSING and field.default_factory is MISSING]
    lost = [name for name in needed if name not in table]
    if lost:
        raise BadEntry("{where} has no {lost}: add it.", where=where, lost=lost[0])
    values = {name: _value(known[name].type, value, f"{where}: {name}") for name, value in table.items()}
    try:
        return kind(**fixed, **values)
    except (BadEntry, BadFigure) as error:
        raise BadEntry("{where}: {error}", where=where, error=error) from error


def _value(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - as the field says
    """A value of a field. Raises BadEntry."""
    choices = get_args(kind)
    if choices and isinstance(choices[0], str) and value not in choices:
        raise BadEntry(
            "{where} is “{value}”: use one of {choices}.", where=where, value=value, choices=in_words(choices)
        )
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind == tuple[str, ...] and isinstance(value, list):
        return tuple(map(str, value))
    if kind in WORDS and (not isinstance(value, kind) or isinstance(value, bool)):
        raise BadEntry("{where} is “{value}”: write {kind}.", where=where, value=value, kind=gettext(WORDS[kind]))
    return value
