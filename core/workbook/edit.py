"""The edits of a workbook: a closed set, each with an inverse."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, cast

from core.errors import BadEntry
from core.frozen import frozen
from core.workbook import figure_exchange, figure_frame
from core.workbook.entries import TABLES, table_of
from core.workbook.entry import Entry
from core.workbook.figure import Figure, FigureKey
from core.workbook.figure_text import printed_number, text_from_figure
from core.workbook.scale import CHINESE_STEPS, STEPS, shown_scale
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    import polars as pl

FEW = 2000
"""Up to this many figures a block is applied figure by figure, at a cost independent of the size of the workbook."""
MANY = 50_000
"""With more figures a workbook is filled by one block, and its figures are a frame from the start."""


@frozen
class SetFigure:
    """Replace a figure by another; a null `before` adds one, a null `after` removes one."""

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
        """The edit that undoes this one."""
        return SetFigure(self.after, self.before)

    def meets(self, workbook: Workbook) -> bool:
        """Whether the workbook still has the content on which this edit was made."""
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


@dataclass(frozen=True, slots=True, eq=False)
class SetFigures:
    """Replace a block of figures: the frame `before` goes, the frame `after` comes.

    Both have the columns of a figure; a key that is in `before` alone is removed. Make one with `block_edit`.
    """

    title: str
    before: "pl.DataFrame"
    after: "pl.DataFrame"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, SetFigures)
            and self.title == other.title
            and figure_frame.same(self.before, other.before)
            and figure_frame.same(self.after, other.after)
        )

    def apply(self, workbook: Workbook) -> Workbook:
        """The workbook after the edit."""
        if self.before.height + self.after.height > FEW:
            return replace(
                workbook, figures=figure_exchange.exchanged(workbook.figures, self.before, self.after), moved=None
            )
        changes: dict[FigureKey, Figure | None] = {(row[0], row[1], row[2], row[3]): None for row in self.before.rows()}
        changes |= {figure.key: figure for figure in figure_frame.figures_of(self.after)}
        return workbook.with_figures(changes.items())

    def inverse(self) -> "SetFigures":
        """The edit that undoes this one."""
        return SetFigures(self.title, self.after, self.before)

    def meets(self, workbook: Workbook) -> bool:
        """Whether the workbook still has the content on which this edit was made."""
        return figure_frame.same(self.rebased(workbook).before, self.before)

    def rebased(self, workbook: Workbook) -> "SetFigures":
        """The edit made on this workbook."""
        return replace(
            self, before=figure_exchange.present(workbook.figures, figure_frame.keys(self.before, self.after))
        )

    def stamped(self, author: str, time: str) -> "SetFigures":
        """The edit with the name of who made it, and when."""
        return replace(self, after=figure_frame.stamped(self.after, author, time))

    def one_by_one(self) -> "Iterator[SetFigure]":
        """The edit as edits of one figure each."""
        old = {figure.key: figure for figure in figure_frame.figures_of(self.before)}
        new = {figure.key: figure for figure in figure_frame.figures_of(self.after)}
        yield from (SetFigure(old.get(key), new.get(key)) for key in {**old, **new})

    def __str__(self) -> str:
        return self.title


@frozen
class SetEntry:
    """Replace an entry of a table by another; a null `before` adds one, a null `after` removes one."""

    table: str
    before: Entry | None
    after: Entry | None

    def __post_init__(self) -> None:
        """Raise BadEntry where the table holds other entries, or the two have different keys."""
        entries = [entry for entry in (self.before, self.after) if entry is not None]
        if self.table not in TABLES or not entries or any(table_of(entry) != self.table for entry in entries):
            raise BadEntry(
                "“{table}” does not hold such entries: use one of {tables}.", table=self.table, tables=", ".join(TABLES)
            )
        if len({entry.key for entry in entries}) > 1:
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
        """The edit that undoes this one."""
        return SetEntry(self.table, self.after, self.before)

    def meets(self, workbook: Workbook) -> bool:
        """Whether the workbook still has the content on which this edit was made."""
        return workbook.entries(self.table).get(self.key) == self.before

    def stamped(self, author: str, time: str) -> "SetEntry":  # noqa: ARG002 - entries carry no names
        """The edit itself."""
        return self

    def __str__(self) -> str:
        if self.before is None or self.after is None:
            return f"{self.table} {self.key}: {'added' if self.before is None else 'removed'}"
        changes = [
            f"{name} {field_words(self.before, name)} → {field_words(self.after, name)}"
            for name in (field.name for field in fields(TABLES[self.table]))
            if self.before.field(name) != self.after.field(name)
        ]
        return f"{self.table} {self.key}: {', '.join(changes) or 'unchanged'}"


@frozen
class CompositeEdit:
    """Several edits that are one step in the trail and one undo."""

    title: str
    edits: tuple["SetFigure | SetFigures | SetEntry", ...]

    def __post_init__(self) -> None:
        """Raise BadEntry where there are single figures and blocks: their order would be lost."""
        if {SetFigure, SetFigures} <= {type(edit) for edit in self.edits}:
            raise BadEntry("One step puts figures in one by one or in blocks, not both: make it two steps.")

    def apply(self, workbook: Workbook) -> Workbook:
        """The workbook after all of them, in order; successive figures are applied together."""
        for kind, run in groupby(self.edits, type):
            if kind is SetFigure:
                figures = cast("Iterator[SetFigure]", run)
                workbook = workbook.with_figures((edit.key, edit.after) for edit in figures)
            else:
                workbook = reduce(lambda book, edit: edit.apply(book), run, workbook)
        return workbook

    def inverse(self) -> "CompositeEdit":
        """The inverse edits, the last first."""
        return CompositeEdit(self.title, tuple(edit.inverse() for edit in reversed(self.edits)))

    def meets(self, workbook: Workbook) -> bool:
        """Whether the workbook still has the content on which these edits were made."""
        for edit in self.edits:
            if not edit.meets(workbook):
                return False
            workbook = edit.apply(workbook)
        return True

    def stamped(self, author: str, time: str) -> "CompositeEdit":
        """The edits with the name of who made them, and when."""
        return replace(self, edits=tuple(edit.stamped(author, time) for edit in self.edits))

    def __str__(self) -> str:
        return self.title


Edit: TypeAlias = SetFigure | SetFigures | SetEntry | CompositeEdit


def field_words(entry: Entry, name: str) -> str:
    """A field of an entry in the form that people write: 1万亿 for a threshold, 0.7 or 2 for a number."""
    value = entry.field(name)
    if not isinstance(value, float):
        return str(value)
    step = shown_scale(value, CHINESE_STEPS[1]) if name == "threshold" else 0
    return f"{printed_number(value, step, 0)}{STEPS[step]}"


def block_edit(
    workbook: Workbook, title: str, after: "pl.DataFrame", removed: "pl.DataFrame | None" = None
) -> SetFigures:
    """The one edit that puts the rows of a frame into a workbook, and removes the keys of another frame.

    `after` needs unit, indicator and period; other columns of a figure have its defaults. Raises BadFigure, BadEntry.
    """
    added = figure_frame.checked(after)
    if not workbook.figures:
        return SetFigures(title, added.clear(), added)
    removed_keys = added.clear() if removed is None else figure_frame.typed(removed)
    return SetFigures(title, figure_exchange.present(workbook.figures, figure_frame.keys(added, removed_keys)), added)


def single_edits(edit: Edit) -> Iterator[SetFigure | SetFigures | SetEntry]:
    """The edits of one cell, block or entry in an edit."""
    yield from edit.edits if isinstance(edit, CompositeEdit) else (edit,)


def changes_nothing(edit: Edit) -> bool:
    """Whether an edit of single cells leaves everything as it is, authors and times apart."""
    return all(
        not isinstance(part, SetFigures) and _unstamped(part.before) == _unstamped(part.after)
        for part in single_edits(edit)
    )


def _unstamped(content: Figure | Entry | None) -> Figure | Entry | None:
    return replace(content, author="", time="") if isinstance(content, Figure) else content


def cell_edits(edit: Edit) -> "Iterator[SetFigure | SetEntry]":
    """As `single_edits`, with blocks as edits of one figure each."""
    for part in single_edits(edit):
        yield from part.one_by_one() if isinstance(part, SetFigures) else (part,)


def filled(workbook: Workbook, title: str) -> CompositeEdit:
    """The one edit from an empty workbook to this one."""
    entries = [SetEntry(table, None, entry) for table in workbook.tables for entry in workbook.entries(table).values()]
    if workbook.figures.height > MANY:
        return CompositeEdit(title, (*entries, block_edit(Workbook(), title, workbook.figures.whole())))
    figures = [SetFigure(None, figure) for series in workbook.figures.values() for figure in series]
    return CompositeEdit(title, (*entries, *figures))
