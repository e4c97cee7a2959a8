"""The trail: what was done to a workbook, by whom and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.words import gettext
from core.workbook.edit import Edit
from data.clock import time_of_day


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One step of the trail; `of` is the number of the edit that an undo or a redo is about."""

    number: int
    time: str
    author: str
    reason: str
    title: str
    kind: str = "edit"
    of: int | None = None

    def __str__(self) -> str:
        return gettext("{author} at {time}: {title}", author=self.author, time=time_of_day(self.time), title=self.title)


@dataclass(frozen=True, slots=True)
class Committed:
    """An edit that is on the disk, with what others did since this handle last looked.

    `edit` carries author and time, and what was there before it. `overtaken` are those of the news that changed one of
    the same cells.
    """

    number: int
    time: str
    edit: Edit
    news: tuple[TrailEntry, ...] = ()
    overtaken: tuple[TrailEntry, ...] = ()


def notices(overtaken: Iterable[TrailEntry]) -> tuple[str, ...]:
    """One sentence for each edit of the same cell that another made just before."""
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
    """Why an edit can be neither undone nor redone: the newest change of the same cell, by somebody else."""
    newest = list(touching)[-1]
    return gettext(
        "Cannot {kind}: {newest} has changed the same place since. Type the value that it should have.",
        kind=gettext(kind),
        newest=newest,
    )
