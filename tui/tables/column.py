"""The columns of a table: what each holds, and how it stands in a table made for readers."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.words import gettext

Kind: TypeAlias = Literal["text", "number", "whole", "truth"]
Naming: TypeAlias = Literal["", "unit", "indicator", "code", "word", "step", "choice"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: `key` names it in data files and does not change, `title` heads it in a table for readers.

    `unit` is the unit of its numbers, in base units where it is empty (% stands for per cent). `form` is how a number
    is printed, as Python's format has it. `names` says what the codes of the column are codes of: a reader is shown
    the name; a word of the tables, a step and a choice of a study stand in the language of the reader. A column that is
    not `shown` is in data files only.
    """

    key: str
    kind: Kind = "text"
    title: str = ""
    unit: str = ""
    form: str = ""
    names: Naming = ""
    shown: bool = True

    @property
    def words(self) -> str:
        """What the column is called."""
        return self.title or self.key.replace("_", " ")

    @property
    def heading(self) -> str:
        """What a reader finds above the column."""
        return f"{gettext(self.words)}, {gettext(self.unit)}" if self.unit else gettext(self.words)

    @property
    def is_number(self) -> bool:
        """Whether its cells are aligned to the right."""
        return self.kind in ("number", "whole")


def texts(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of texts."""
    return tuple(TableColumn(key) for key in keys)


def numbers(*keys: str, form: str = "", unit: str = "") -> tuple[TableColumn, ...]:
    """Columns of numbers that are printed alike."""
    return tuple(TableColumn(key, "number", form=form, unit=unit) for key in keys)


def wholes(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of whole numbers."""
    return tuple(TableColumn(key, "whole") for key in keys)


def truths(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of what is so or not."""
    return tuple(TableColumn(key, "truth") for key in keys)
