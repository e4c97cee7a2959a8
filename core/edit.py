"""What can be done to a workbook: a closed set of edits, each with an inverse."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from typing import TypeAlias, cast

from core.entries import TABLES, Entry
from core.errors import BadEntry
from core.figure import Figure, FigureKey
from core.figure_text import text_from_figure
from core.workbook import Workbook


@dataclass(frozen=True, slots=True)
class SetFigure:
    """Put a figure in the place of another; a null `before` adds one, a null `after` removes one."""

    before: Figure | None
    after: Figure | None

    def __post_init__(self) -> None:
        """Raise BadEntry where the two are not of one cell."""
        if (self.before is None and self.after is None) or (
            self.before and self.after and self.before.key != self.after.key
        ):
            raise BadEntry(
                "An edit changes one cell: give the same unit, indicator, period and vintage before and after."
            )

    @property
    def key(self) -> FigureKey:
        """The cell that is changed."""
        figure = self.after or self.before
        assert figure is not None  # noqa: S101 - one of the two is there, see __post_init__
        return figure.key

    def apply(self, workbook: Workbook) -> Workbook:
        """The workbook after the edit."""
        return workbook.with_figure(self.key, self.after)

    def inverse(self) -> "SetFigure":
        """The edit that takes this one back."""
        return SetFigure(self.after, self.before)

    def meets(self, workbook: Workbook) -> bool:
        """Whether the workbook still holds what this edit was made against."""
        return workbook.figure(self.key) == self.before

    def stamped(self, author: str, time: str) -> "SetFigure":
        """The edit with the name of who made it, and when."""
        return SetFigure(self.before, self.after and self.after.stamped(author, time))

    def __str__(self) -> str:
        unit, indicator, period, _ = self.key
        old, new = (text_from_figure(replace(f, note="")) if f else "nothing" for f in (self.before, self.after))
        if self.before and self.after and old == new:
            part = "note" if self.before.note != self.after.note else "source"
            old, new = (f"{part} {getattr(f, part) or 'none'}" for f in (self.before, self.after))
        return f"{unit} {indicator} {period}: {old} → {new}"


@dataclass(frozen=True, slots=True)
class SetEntry:
    """Put an entry of a table in the place of another; a null `before` adds one, a null `after` removes one."""

    table: str
    before: Entry | None
    after: Entry | None

    def __post_init__(self) -> None:
        """Raise BadEntry where the table does not hold such entries, or the two have not one key."""
        given = [entry for entry in (self.before, self.after) if entry is not None]
        if self.table not in TABLES or not given or any(type(entry) is not TABLES[self.table] for entry in given):
            raise BadEntry(f"“{self.table}” does not hold such entries: use one of {', '.join(TABLES)}.")
        if len({entry.key for entry in given}) > 1:
            raise BadEntry("An edit changes one entry: give the same key before and after.")

    @property
    def key(self) -> str:
        """The entry that is changed."""
        entry = self.after or self.before
        assert entry is not None  # noqa: S101 - one of the two is there, see __post_init__
        return entry.key

    def apply(self, workbook: Workbook) -> Workbook:
        """The workbook after the edit."""
        return workbook.with_entry(self.table, self.key, self.after)

    def inverse(self) -> "SetEntry":
        """The edit that takes this one back."""
        return SetEntry(self.table, self.after, self.before)

    def meets(self, workbook: Workbook) -> bool:
        """Whether the workbook still holds what this edit was made against."""
        return workbook.tables[self.table].get(self.key) == self.before

    def stamped(self, author: str, time: str) -> "SetEntry":  # noqa: ARG002 - entries carry no names
        """The edit itself."""
        return self

    def __str__(self) -> str:
        if self.before is None or self.after is None:
            return f"{self.table} {self.key}: {'added' if self.before is None else 'removed'}"
        slots = type(self.after).__dataclass_fields__
        changes = [f"{n} {getattr(self.before, n)} → {getattr(self.after, n)}" for n in slots if self._differs(n)]
        return f"{self.table} {self.key}: {', '.join(changes) or 'unchanged'}"

    def _differs(self, name: str) -> bool:
        return bool(getattr(self.before, name) != getattr(self.after, name))


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits that are one step in the trail and one undo."""

    title: str
    edits: tuple["SetFigure | SetEntry", ...]

    def apply(self, workbook: Workbook) -> Workbook:
        """The workbook after all of them, in order; figures that follow one another are put in together."""
        for kind, run in groupby(self.edits, type):
            if kind is SetFigure:
                figures = cast("Iterator[SetFigure]", run)
                workbook = workbook.with_figures((edit.key, edit.after) for edit in figures)
            else:
                workbook = reduce(lambda made, edit: edit.apply(made), run, workbook)
        return workbook

    def inverse(self) -> "Together":
        """The edits that take these back, the last first."""
        return Together(self.title, tuple(edit.inverse() for edit in reversed(self.edits)))

    def meets(self, workbook: Workbook) -> bool:
        """Whether the workbook still holds what these edits were made against."""
        for edit in self.edits:
            if not edit.meets(workbook):
                return False
            workbook = edit.apply(workbook)
        return True

    def stamped(self, author: str, time: str) -> "Together":
        """The edits with the name of who made them, and when."""
        return replace(self, edits=tuple(edit.stamped(author, time) for edit in self.edits))

    def __str__(self) -> str:
        return self.title


Edit: TypeAlias = SetFigure | SetEntry | Together


def single_edits(edit: Edit) -> Iterator[SetFigure | SetEntry]:
    """The edits of one cell or entry of which an edit is made."""
    yield from edit.edits if isinstance(edit, Together) else (edit,)


def filled(workbook: Workbook, title: str) -> Together:
    """The one edit that makes this workbook out of an empty one."""
    entries = [SetEntry(table, None, entry) for table, rows in workbook.tables.items() for entry in rows.values()]
    figures = [SetFigure(None, figure) for series in workbook.figures.values() for figure in series]
    return Together(title, (*entries, *figures))
