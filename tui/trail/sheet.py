"""The trail as a table, the newest step first; on the screen only the steps in view are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias, overload

from core.errors import JingdexError
from core.words import gettext, marked, pgettext
from data.trail import TrailEntry
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording

Read: TypeAlias = Callable[[int, int], Sequence[TrailEntry]]

AT_ONCE = 128
"""So many steps are read at once."""
KEPT = 16
"""So many such runs of steps are kept."""
STEP = "step/"
KINDS = marked(("undo", "redo"))
"""What a step does with an edit before it."""


class TrailRows(Sequence[SheetRow]):
    """One row for each of some numbers, made of the steps that `read` gives between two numbers, oldest first.

    Rows above the number `lit_after` are lit. Steps that cannot be read say so in their row.
    """

    def __init__(
        self, numbers: Sequence[int], read: Callable[[int, int], Sequence[TrailEntry]], lit_after: int
    ) -> None:
        self.numbers = numbers
        self._read = read
        self._lit_after = lit_after
        self._run = lru_cache(maxsize=KEPT)(self._run_from)

    @overload
    def __getitem__(self, at: int) -> SheetRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[SheetRow]: ...
    def __getitem__(self, at: int | slice) -> SheetRow | list[SheetRow]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = self.numbers[at]
        try:
            step = self._run((at % len(self)) // AT_ONCE).get(number)
        except JingdexError as error:
            return SheetRow(f"{STEP}{number}", (Cell(str(number)), Cell(""), Cell(""), Cell(str(error), "bad")))
        return _row(step or TrailEntry(number, "", "", "", ""), lit=number > self._lit_after)

    def __len__(self) -> int:
        return len(self.numbers)

    def lit(self, after: int) -> "TrailRows":
        """The rows, those above a number lit."""
        return TrailRows(self.numbers, self._read, after)

    def _run_from(self, run: int) -> dict[int, TrailEntry]:
        numbers = self.numbers[run * AT_ONCE : (run + 1) * AT_ONCE]
        return {step.number: step for step in self._read(numbers[-1], numbers[0])}


@dataclass(frozen=True)
class TrailSheet(Sheet):
    """The sheet of a trail of any length."""

    rows: TrailRows

    def find(self, key: str) -> int | None:
        """Where the row of a step stands."""
        number = key.removeprefix(STEP)
        try:
            return self.rows.numbers.index(int(number))
        except ValueError:
            return None

    def marked(self, before: Sheet, mark: Literal["lit", "preview"]) -> Sheet:
        """The sheet with the steps lit that were not there before."""
        newest = before.rows.numbers[:1] if isinstance(before, TrailSheet) and before is not self else ()
        return replace(self, rows=self.rows.lit(newest[0])) if newest and mark == "lit" else self


def trail_sheet(steps: Sequence[TrailEntry], wording: Wording) -> Sheet:
    """The sheet of all of some steps; times are UTC."""
    time = gettext("{value} UTC", value=wording.word("time"))
    return Sheet(_columns(wording, steps[-1].number if steps else 0, time), [_row(step) for step in reversed(steps)])


def trail_page_sheet(numbers: Sequence[int], read: Read, wording: Wording) -> TrailSheet:
    """The sheet of the steps of these numbers, the newest first, of which `read` gives those between two numbers.

    Times are as `read` gives them.
    """
    newest = numbers[0] if numbers else 0
    return TrailSheet(_columns(wording, newest, wording.word("time")), TrailRows(numbers, read, newest))


def _columns(wording: Wording, newest: int, time: str) -> list[Column]:
    """The columns of the trail; the first is as wide as the number of the newest step."""
    return [
        Column("#", max(5, len(str(newest))), "right", frozen=True),
        Column(time, 19),
        Column(wording.word("author"), 14),
        Column(wording.word("edit"), 58, grows=True),
        Column(wording.word("reason"), 16, grows=True),
    ]


def _row(step: TrailEntry, *, lit: bool = False) -> SheetRow:
    title = (
        step.title
        if step.of is None
        else gettext("{kind} of #{of}: {title}", kind=gettext(step.kind), of=step.of, title=step.title)
    )
    author = pgettext("set", step.author)
    texts = (str(step.number), step.time[:19].replace("T", " "), *map(plain, (author, title, step.reason)))
    cells = tuple(Cell(text, lit=lit) for text in texts)
    return SheetRow(f"{STEP}{step.number}", cells, sort_by=(step.number, *texts[1:]))
