"""What can be undone and redone: each author takes back their own edits, newest first, without limit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

FIRST = 1
"""The edit that made the workbook; it is never undone."""


class Step(Protocol):
    """One step of the trail: `of` is the number of the edit that an undo or a redo is about."""

    @property
    def number(self) -> int:
        """The step's own number."""

    @property
    def kind(self) -> str:
        """One of edit, undo, redo."""

    @property
    def of(self) -> int | None:
        """The edit that an undo or a redo is about."""

    @property
    def author(self) -> str:
        """Who took the step."""


@dataclass(slots=True)
class _Stacks:
    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)


class History:
    """The edits of each author that stand, and those that they have taken back."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._authors: dict[str, _Stacks] = {}
        for step in steps:
            if step.number != FIRST:
                _take(self._authors.setdefault(step.author, _Stacks()), step)

    def undoable(self, author: str) -> list[int]:
        """The numbers of the author's edits that stand, the newest first."""
        return self._authors.get(author, _Stacks()).done[::-1]

    def redoable(self, author: str) -> list[int]:
        """The numbers of the edits that the author took back and has not edited since, the last one first."""
        return self._authors.get(author, _Stacks()).undone[::-1]


def _take(stacks: _Stacks, step: Step) -> None:
    match step.kind, step.of:
        case "undo", int(of) if of in stacks.done:
            stacks.done.remove(of)
            stacks.undone.append(of)
        case "redo", int(of) if of in stacks.undone:
            stacks.undone.remove(of)
            stacks.done.append(of)
        case "edit", _:
            stacks.done.append(step.number)
            stacks.undone.clear()
