"""What a terminal shows as far as it is known, and the bytes that change it: texts in cells, and rows that move."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.terminal.pen import PLAIN, Pen, blank, for_blanks, transition
from tui.terminal.sequences import EDGE, Place, move

# A cell is the text in it and its pen; the right half of a wide character has no text. None: nobody knows.
Cell = tuple[str, Pen]
Row = list[Cell | None]

_GAP: Final = 4
_MOVES: Final = 12
"""What two moves of the cursor take at most."""
_LONG: Final = 200
"""Cells from which on an update ends with the pen of most of them: the next key is answered with it at once."""


class Scroll(NamedTuple):
    """The rows from `top` up to `bottom` move up by so many, or down where it is negative.

    They do so from the column `left` up to `right`.
    """

    top: int
    bottom: int
    by: int
    left: int
    right: int


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
    """The cells, the pen and the cursor of a terminal; `output` is what has to be sent for it to be so."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.rows: list[Row] = [[None] * width for _ in range(height)]
        self.pen: Pen | None = None
        self.cursor: Place | None = None
        self.output: list[str] = []

    def copy(self) -> "ScreenState":
        """The same terminal, to try on it what something would cost."""
        copied = ScreenState(self.width, 0)
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

    def may_scroll_between(self, move: Scroll) -> bool:
        """Whether no wide character is cut at the columns between which rows would move."""
        rows = self.rows[move.top : move.bottom]
        return not any(is_right_half(row[x]) for row in rows for x in (move.left, move.right) if x < self.width)

    def scroll(self, scroll: Scroll) -> None:
        """Move rows within a region of the terminal; the cells that come in are not known, as their colour is not.

        The region is that of DECSTBM, the move a line feed in its last row or a reverse index in its first, as even the
        Linux console knows them; less than the whole width is left to DECSLRM. Both regions put the cursor into the
        first cell, and are reset.
        """
        top, bottom, by, left, right = scroll
        edge, step = (bottom - 1, "\n") if by > 0 else (top, "\x1bM")
        region, reset = f"\x1b[{top + 1};{bottom}r", "\x1b[r"
        if right - left < self.width:
            region, reset = f"\x1b[?69h\x1b[{left + 1};{right}s{region}", f"\x1b[?69l{reset}"
        self.output += [region, move(None, (edge, left)), step * abs(by), reset]
        self.cursor = (0, 0)
        before = [row[left:right] for row in self.rows[top:bottom]]
        fresh: list[Row] = [[None] * (right - left) for _ in range(abs(by))]
        after = [*before[by:], *fresh] if by > 0 else [*fresh, *before[:by]]
        for row, cells in zip(self.rows[top:bottom], after, strict=True):
            row[left:right] = cells

    def paint(self, lines: Sequence[Row], spans: Mapping[int, tuple[int, int]]) -> None:
        """Let cells be those of lines, within the span of each row, where they differ."""
        runs = [run for row in sorted(spans) for run in self._runs(row, lines[row], *spans[row])]
        for run in self._in_order(runs):
            self._write(run, lines[run.row])
        sizes = Counter[Pen]()
        for run in runs:
            sizes[run.pen] += 0 if run.only_blanks else run.end - run.start
        if sizes.total() > _LONG:
            [(usual, _)] = sizes.most_common(1)
            self.output.append(transition(self.pen, usual))
            self.pen = usual

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
        texts = [cell[0] for cell in line[start:end] if cell]
        for x, text in enumerate(texts, start):
            if _disputed(text) and x + 1 < end:
                after = x + 2 if is_right_half(line[x + 1]) else x + 1
                self.output += [*texts[last - start : after - start], move(None, (row, after))]
                last = after
        self.output += texts[last - start :]
        self.rows[row][start:end] = line[start:end]
        uncertain = any(map(_disputed, texts[-2:]))
        self.cursor = None if uncertain else (row, end if end < self.width else EDGE)


def is_right_half(cell: Cell | None) -> bool:
    """Whether a cell is the second of a wide character."""
    return cell is not None and not cell[0]


def blanked(cell: Cell | None) -> Cell:
    """What is left of a wide character when its other half is overwritten."""
    return (" ", PLAIN if cell is None else blank(cell[1]))


def _disputed(text: str) -> bool:
    """Whether terminals differ on the width of a character: joined ones, and most emoji."""
    return len(text) > 1 or text > "\uffff"
