"""The columns of a table: what each holds, and how it stands in a table made for readers."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from core.frozen import frozen
from core.words import gettext, in_words
from core.workbook.entry import Language

Kind: TypeAlias = Literal["text", "number", "whole", "truth"]
Value: TypeAlias = str | float | bool | None
Record: TypeAlias = dict[str, Value]
"""A row: raw values by column name, numbers in base units, null where there is none."""
Naming: TypeAlias = Literal["", "unit", "indicator", "code", "method", "word", "step", "choice"]
NAMED: Mapping[str, Naming] = {
    **dict.fromkeys(("unit", "other", "most_moved"), "unit"),
    "indicator": "indicator",
    "method": "method",
    **dict.fromkeys(("node", "code", "of", "first", "second"), "code"),
}
"""What the codes of a column of this key are codes of."""


@frozen
class TableColumn:
    """One column: `key` names it in data files and does not change, `title` heads it in a table for readers.

    `unit` is the unit of its numbers, in base units where it is empty (% stands for per cent). `form` is how a number
    is printed, as Python's format has it. `names` says what the codes of the column are codes of: a reader is shown
    the name; a word of the tables, a step and a choice of a study stand in the language of the reader. A column that is
    not `shown` is in data files only. One with `until` is shown as an interval, which ends at the column of that key,
    one with `scale_of` in the scale of the indicator that the column of that key names.
    """

    key: str
    kind: Kind = "text"
    title: str = ""
    unit: str = ""
    form: str = ""
    names: Naming = ""
    shown: bool = True
    of: str = ""
    until: str = ""
    scale_of: str = ""

    def value_in(self, row: object, language: Language) -> Value:
        """What a row has for it; null where something on the way is null, a method is called with the language."""
        value: Any = row
        for name in (self.of or self.key).split("."):
            value = None if value is None else getattr(value, name)
        if callable(value):
            value = value(language)
        return " ".join(value) if isinstance(value, tuple) else value

    @property
    def words(self) -> str:
        """What the column is called."""
        return self.title or self.key.replace("_", " ")

    @property
    def heading(self) -> str:
        """What a reader finds above the column."""
        return in_words((gettext(self.words), gettext(self.unit))) if self.unit else gettext(self.words)

    @property
    def is_number(self) -> bool:
        """Whether its cells are aligned to the right."""
        return self.kind in ("number", "whole")


def texts(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of texts; `key=path` says where a row that is an object has the value, `key:title` what heads it.

    A reader is shown the name of a unit, an indicator or a node (`NAMED`) where no column beside it has the name; the
    column of a `code` is then called a part, as it has no codes.
    """
    named = {key: naming for key, naming in NAMED.items() if f"{key}_name" not in keys and "name" not in keys}
    titles = {"code": "part"} if "code" in named else {}
    return tuple(
        replace(column, names=named.get(column.key, ""), title=column.title or titles.get(column.key, ""))
        for column in _columns("text", keys)
    )


def numbers(*keys: str, form: str = "", unit: str = "", scale_of: str = "") -> tuple[TableColumn, ...]:
    """Columns of numbers that are printed alike."""
    return tuple(replace(column, form=form, unit=unit, scale_of=scale_of) for column in _columns("number", keys))


def interval(low: str, high: str, title: str, form: str = "") -> tuple[TableColumn, ...]:
    """The two ends of an interval: two columns of numbers in data files, one for readers."""
    return (
        TableColumn(low, "number", title, form=form, until=high),
        TableColumn(high, "number", form=form, shown=False),
    )


def wholes(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of whole numbers."""
    return _columns("whole", keys)


def truths(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of what is so or not."""
    return _columns("truth", keys)


def _columns(kind: Kind, keys: Iterable[str]) -> tuple[TableColumn, ...]:
    return tuple(_column(kind, key) for key in keys)


def _column(kind: Kind, text: str) -> TableColumn:
    named, _, path = text.partition("=")
    key, _, title = named.partition(":")
    return TableColumn(key, kind, title, of=path)
