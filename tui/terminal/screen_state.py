"""What a terminal shows as far as it is known, and the bytes that change it: texts in cells, and rows that move."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, NamedTuple

from tui.terminal.pen import PLAIN, Pen, blank, for_blanks, transition, without_reverse
from tui.terminal.sequences import EDGE, Place, move

# A cell is the text in it and its pen; the right half of a wide character has no text. None: nobody knows.
Cell = tuple[str, Pen]
Row = list[Cell | None]
Span = tuple[int, int]

_FEWEST: Final = 3
"""Rows that must have moved together; fewer are cheaper to send again."""
_GAP: Final = 4
_MOVES: Final = 12
"""What two moves of the cursor take at most."""
_ERASED: Final = 6
"""Blanks in a row from which on to erase them (ECH) is shorter than to write them."""
_FEW: Final = 4
"""Runs up to which it is tried whether the other way round takes fewer bytes."""
_MANY: Final = 200
"""Cells from which on an update ends with the pen that the next key needs."""


class Scroll(NamedTuple):
    """The rows from `top` up to `bottom` move up by so many, or down where it is negative."""

    top: int
    bottom: int
    by: int


@dataclass(slots=True)
class Run:
    """Cells of a row from `start` up to `end` that one pen writes; `only_blanks` may be written with others too."""

    row: int
    start: int
    end: int
    pen: Pen
    only_blanks: bool

    def pen_after(self, pen: Pen | None) -> Pen:
        """The pen to write with, after another one."""
        return for_blanks(pen, self.pen) if self.only_blanks else self.pen

    def grow(self, line: Row, start: int, end: int) -> bool:
        """Take in the cells from `start` up to `end` and the gap before them, where that is short and one pen does."""
        gap = line[self.end : start]
        if gap and (len(gap) > _GAP or len("".join(cell[0] for cell in gap if cell).encode()) > _GAP):
            return False
        pen, only_blanks = self.pen, self.only_blanks
        for cell in line[self.end : end]:
            if cell is None:
                return False
            text, wanted = cell
            if text == " ":
                if wanted is not pen and wanted != blank(pen):
                    return False
            elif wanted is pen or wanted == pen:
                only_blanks = False
            elif only_blanks and blank(wanted) == pen:
                pen, only_blanks = wanted, False
            else:
                return False
        self.end, self.pen, self.only_blanks = end, pen, only_blanks
        return True


class ScreenState:
    """The cells, the pen and the cursor of a terminal; `output` is what has to be sent for it to be so.

    Where the terminal `fills`, erased cells and rows that come in have the ground of the pen; else nobody knows which.
    """

    def __init__(self, width: int, height: int, *, fills: bool = False) -> None:
        self.width, self.fills = width, fills
        self.rows: list[Row] = [[None] * width for _ in range(height)]
        self.pen: Pen | None = None
        self.cursor: Place | None = None
        self.output: list[str] = []
        self._written = 0

    def copy(self) -> "ScreenState":
        """The same terminal, to try on it what something would cost."""
        copied = ScreenState(self.width, 0, fills=self.fills)
        copied.rows, copied.pen, copied.cursor = [row[:] for row in self.rows], self.pen, self.cursor
        copied.output = self.output[:]
        return copied

    def bytes(self) -> int:
        """How much has to be sent."""
        return len("".join(self.output).encode())

    def forget(self) -> None:
        """Nothing is known any more; what is to be sent stays."""
        self.rows = [[None] * self.width for _ in self.rows]
        self.pen = self.cursor = None

    def move_to(self, place: Place) -> None:
        """Put the cursor on a cell."""
        if self.cursor != place:
            self.output.append(move(self.cursor, place))
            self.cursor = place

    def scroll(self, scroll: Scroll) -> None:
        """Move rows within a region of the terminal.

        The region is that of DECSTBM, the move a line feed in its last row or a reverse index in its first, as even the
        Linux console knows them. To set and to reset it puts the cursor into the first cell.
        """
        top, bottom, by = scroll
        incoming = self._fill()
        edge, step = (bottom - 1, "\n") if by > 0 else (top, "\x1bM")
        self.output += [f"\x1b[{top + 1};{bottom}r", move(None, (edge, 0)), step * abs(by), "\x1b[r"]
        self.cursor = (0, 0)
        self._written -= abs(by) * self.width
        fresh: list[Row] = [[incoming] * self.width for _ in range(abs(by))]
        before = self.rows[top:bottom]
        self.rows[top:bottom] = [*before[by:], *fresh] if by > 0 else [*fresh, *before[:by]]

    def _fill(self) -> Cell | None:
        """The cell that rows that come in are filled with, by a pen of which only the ground is seen on blanks."""
        if self.pen is None or not self.fills:
            return None
        ground = Pen(background=self.pen.background)
        pen = for_blanks(self.pen, ground)
        self.output.append(transition(self.pen, pen))
        self.pen = pen
        return (" ", ground)

    def paint(self, lines: Sequence[Row], spans: Mapping[int, tuple[int, int]]) -> None:
        """Let cells be those of lines, within the span of each row, where they differ."""
        runs = [run for row in sorted(spans) for run in self._runs(row, lines[row], *spans[row])]
        if len(runs) <= _FEW and self._way(runs[::-1]) < self._way(runs):
            runs.reverse()
        for run in self._in_order(runs):
            self._write(run, lines[run.row])
        self._written += sum(run.end - run.start for run in runs if not run.only_blanks)

    def prepare(self, place: Place) -> None:
        """After much is written beside rows that came in, take up the pen that the cell under the cursor needs then.

        Most keys lead away from it, and it is no longer reversed.
        """
        cell = self.rows[place[0]][place[1]]
        if cell and self.pen is not None and self._written > _MANY:
            pen = without_reverse(cell[1])
            self.output.append(transition(self.pen, pen))
            self.pen = pen
        self._written = 0

    def _way(self, runs: Sequence["Run"]) -> int:
        """How many bytes beside the texts it takes to write these one after another."""
        total, pen, at = 0, self.pen, self.cursor
        for run in runs:
            before, pen = pen, run.pen_after(pen)
            total += len(transition(before, pen)) + len(move(at, (run.row, run.start)))
            at = (run.row, run.end)
        return total

    def _runs(self, row: int, line: Row, first: int, last: int) -> Iterator["Run"]:
        """What to send of a row: cells that differ, and short gaps that cost less to repeat than to skip."""
        shown, run = self.rows[row], None
        for x in range(first, last):
            cell = line[x]
            if cell is None or cell is shown[x] or cell == shown[x] or (run and x < run.end):
                continue
            end = x + 2 if x + 1 < last and is_right_half(line[x + 1]) else x + 1
            if run is None or not run.grow(line, x, end):
                if run:
                    yield run
                run = Run(row, x, end, cell[1], cell[0] == " ")
        if run:
            yield run

    def _in_order(self, runs: Sequence["Run"]) -> Iterator["Run"]:
        """All of them: row by row, but first those of the same pen where to come back to it would cost more."""
        waiting = dict.fromkeys(range(len(runs)))
        by_pen: defaultdict[Pen, deque[int]] = defaultdict(deque)
        for number, run in enumerate(runs):
            by_pen[run.pen].append(number)
        while waiting:
            number = next(iter(waiting))
            if self.pen is not None and len(transition(runs[number].pen_after(self.pen), self.pen)) > _MOVES:
                same = by_pen[self.pen]
                while same and same[0] not in waiting:
                    same.popleft()
                number = same[0] if same else number
            del waiting[number]
            yield runs[number]

    def _write(self, run: "Run", line: Row) -> None:
        row, start, end, pen = run.row, run.start, run.end, run.pen_after(self.pen)
        self.move_to((row, start))
        self.output.append(transition(self.pen, pen))
        self.pen, last = pen, start
        blanks = self._erased(run, line, pen)
        texts = [cell[0] for cell in line[start : end - blanks] if cell]
        for x, text in enumerate(texts, start):
            if _disputed(text) and x + 1 < end:
                after = x + 2 if is_right_half(line[x + 1]) else x + 1
                self.output += [*texts[last - start : after - start], move(None, (row, after))]
                last = after
        self.output += texts[last - start :]
        self.output += [f"\x1b[{blanks}X"] * (blanks > 0)
        self.rows[row][start:end] = line[start:end]
        uncertain = any(map(_disputed, texts[-2:]))
        self.cursor = None if uncertain else (row, end - blanks if end - blanks < self.width else EDGE)

    def _erased(self, run: Run, line: Row, pen: Pen) -> int:
        """How many blanks at the end are erased rather than written: none where the terminal fills them otherwise.

        Nor where a half of a wide character would be left: to write over it resets the other half in tmux.
        """
        shown = self.rows[run.row]
        halves = run.end < self.width and is_right_half(shown[run.end])
        if not self.fills or halves or blank(pen) != Pen(background=pen.background):
            return 0
        cells = reversed(line[run.start : run.end])
        count = sum(1 for _ in takewhile(lambda cell: cell is not None and cell[0] == " ", cells))
        return count if count >= _ERASED else 0


def is_right_half(cell: Cell | None) -> bool:
    """Whether a cell is the second of a wide character."""
    return cell is not None and not cell[0]


def blanked(cell: Cell | None) -> Cell:
    """What is left of a wide character when its other half is overwritten."""
    return (" ", PLAIN if cell is None else blank(cell[1]))


def _disputed(text: str) -> bool:
    """Whether terminals differ on the width of a character: joined ones, and most emoji."""
    return len(text) > 1 or text > "\uffff"


def scroll_between(shown: Sequence[Row], wanted: Sequence[Row], painted: Mapping[int, Span]) -> Scroll | None:
    """The move that most of the painted rows have made, judged by their texts; null where there is none.

    The last column painted is left out, as it may be a scrollbar.
    """
    if len(painted) < _FEWEST:
        return None
    first, last = min(start for start, _ in painted.values()), max(end for _, end in painted.values()) - 1
    before: defaultdict[str, list[int]] = defaultdict(list)
    for row in painted:
        before[_text(shown[row][first:last])].append(row)
    moved = [
        (there - row, row)
        for row in painted
        for text in (_text(wanted[row][first:last]),)
        if text.strip() and row not in before[text]
        for there in before[text]
    ]
    votes = Counter(by for by, _ in moved)
    if not votes or max(votes.values()) < _FEWEST:
        return None
    by = max(votes, key=lambda shift: votes[shift])
    rows = [row for shift, row in moved if shift == by]
    top, bottom = min(*rows, min(rows) + by), max(*rows, max(rows) + by) + 1
    known = all(cell is not None for row in wanted[top:bottom] for cell in row)
    return Scroll(top, bottom, by) if known else None


def _text(cells: Row) -> str:
    return "".join(cell[0] if cell else "\0" for cell in cells)
