"""The edits to undo and redo: each author undoes their own edits, newest first, without limit."""

from collections.abc import Iterable, Iterator
from typing import Protocol

FIRST = 1
"""The edit that made the workbook; it is never undone."""


class Step(Protocol):
    """One step of the trail: `of` is the number of the edit that an undo or a redo concerns."""

    @property
    def number(self) -> int:
        """The step's own number."""

    @property
    def kind(self) -> str:
        """One of edit, undo, redo."""

    @property
    def of(self) -> int | None:
        """The edit that an undo or a redo concerns."""


def undoable(steps: Iterable[Step]) -> Iterator[int]:
    """The numbers of an author's edits that are in force, from that author's steps with the newest first.

    Only as many steps are read as numbers are needed, and those that were undone since.
    """
    known: set[int] = set()
    for step in steps:
        number = step.number if step.of is None else step.of
        if number not in known and step.kind != "undo" and number != FIRST:
            yield number
        known.add(number)


def redoable(steps: Iterable[Step]) -> Iterator[int]:
    """The numbers of the edits that an author undid and has not edited since, from steps with the newest first."""
    known: set[int] = set()
    for step in steps:
        if step.of is None:
            return
        if step.of not in known and step.kind == "undo":
            yield step.of
        known.add(step.of)
