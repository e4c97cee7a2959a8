"""The trail: the edits of a workbook, with author and time."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from core.frozen import frozen
from core.words import gettext
from core.workbook.edit import Edit
from data.clock import time_of_day

Kind: TypeAlias = Literal["edit", "undo", "redo"]


@frozen
class TrailEntry:
    """One step of the trail; `of` is the number of the edit that an undo or a redo concerns."""

    number: int
    time: str
    author: str
    reason: str
    title: str
    kind: str = "edit"
    of: int | None = None

    def __str__(self) -> str:
        return gettext("{author} at {time}: {title}", author=self.author, time=time_of_day(self.time), title=self.title)


@frozen
class Committed:
    """An edit on the disk, with the edits of others since the last call on this handle.

    `edit` has author and time, and the content before it. `overtaken` are the news that changed one of the same cells.
    """

    number: int
    time: str
    edit: Edit
    news: tuple[TrailEntry, ...] = ()
    overtaken: tuple[TrailEntry, ...] = ()


def notices(overtaken: Iterable[TrailEntry]) -> tuple[str, ...]:
    """One sentence for each edit of the same cell that another person made just before."""
    return tuple(
        gettext(
            "{author} changed this at {time} ({title}); both are in the trail.",
            author=entry.author,
            time=time_of_day(entry.time),
            title=entry.title,
        )
        for entry in overtaken
    )


def refusal(kind: str, touching: Iterable[TrailEntry]) -> str:
    """Why an edit can be neither undone nor redone: the newest change of the same cell, by another person."""
    newest = list(touching)[-1]
    return gettext(
        "Cannot {kind}: {newest} has changed the same place since. Type the value that it should have.",
        kind=gettext(kind),
        newest=newest,
    )
