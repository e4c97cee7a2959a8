"""Prints the bytes of a cursor move, of a row scrolled and of a page, in every view: `python -m benchmarks.views`."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.programs import DOWN, environment, jingdex, size
from benchmarks.screen import Picture, changed_bytes
from benchmarks.terminal import NotMeasuredError, Terminal

REST, QUICK = 0.4, 0.06
"""Seconds of quiet after which the strip has followed the cursor, and before which it does not yet."""
MOVE, SCROLL = 70, 300
MOVES, BEYOND, ENOUGH, LOWEST = 4, 3, 40, 6
"""Moves measured, keys that bring rows until a walk ends, cells in which rows differ, lines below all panes and one."""
PAGE_UP = "\x1b[5~"
FIRST = "\x1b1"
MARKS = {True: "[green]✓[/]", False: "[red]✗[/]"}
VIEWS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "beijing": {
        "Clusters": (FIRST,),
        "Index": ("\x1b2",),
        "Trends": ("\x1b3",),
        "Figures": ("\x1b5",),
        "Figures, pivot": ("\x1b5", "P"),
        "Claims": (FIRST, "c"),
        "Rules": (FIRST, "K"),
        "Series": (FIRST, DOWN, "i"),
        "Definitions": (FIRST, "N", DOWN, "\r"),
        "Statistics of clusters": (FIRST, "C"),
        "Find": (FIRST, "/", "a"),
        "Help": (FIRST, "?"),
    },
    "provinces": {
        "Method: results": ("\x1b4",),
        "Method: tree": ("\x1b4", "\t"),
        "Method: steps": ("\x1b4", "\t", "\t"),
        "Robustness": ("\x1b6",),
        "Unit": ("\x1b4", "\r"),
        "Analysis": ("\x1b4", "A"),
        "Audit": ("\x1b4", "A", "\r"),
        "Figures": ("\x1b5",),
    },
}
"""The keys that lead to each view, by the set of the workbook."""


@dataclass(frozen=True)
class Cost:
    """The bytes of moves, of a row that comes into view and of each key that brings rows, of the strip and of a page.

    A row is the mean over a walk from the edge of the view, the moves between the keys that bring rows included.
    `changed` is the text that differs after the page.
    """

    moves: list[int]
    row: float
    jumps: list[int]
    rest: int
    page: int
    changed: int


def main() -> int:
    """Measure every view; 1 when the program did not do what it is measured at."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.views", description=__doc__)
    parser.add_argument(
        "--size", action="append", type=size, metavar="120x40", help="terminal size; may be given again"
    )
    parser.add_argument("--view", action="append", help="a view to measure alone; may be given again")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="of the screen (%(default)s)")
    parser.add_argument("--term", default="xterm-256color", help="what TERM says of the terminal (%(default)s)")
    given = parser.parse_args()
    console = Console(width=120)
    for columns, lines in given.size or [(120, 40), (80, 24)]:
        table = Table(title=f"{columns}×{lines}, {given.language}, {given.term}: bytes", title_justify="left")
        for title in ("view", f"move ≤ {MOVE}", f"row scrolled ≤ {SCROLL}", "strip, at rest", "page", "its text"):
            table.add_column(title, justify="left" if title == "view" else "right")
        try:
            for name, cost in costs(columns, lines, given):
                table.add_row(name, *cells(cost))
        except NotMeasuredError as reason:
            print(f"{columns}×{lines}: {reason}", file=sys.stderr)
            return 1
        console.print(table)
    return 0


def costs(columns: int, lines: int, given: argparse.Namespace) -> Iterator[tuple[str, Cost]]:
    """The cost of each view of each set, one program a view."""
    with tempfile.TemporaryDirectory(prefix="jingdex-bench-") as folder:
        surroundings = environment(Path(folder)) | {"TERM": given.term}
        for name, views in VIEWS.items():
            program = jingdex(Path(folder), name)
            command = (*program.command, "--language", given.language)
            for view, keys in views.items():
                if given.view and view not in given.view:
                    continue
                with Terminal(command, columns, lines, surroundings) as terminal:
                    terminal.wait_for(program.ready)
                    terminal.settle(REST)
                    for key in keys:
                        terminal.press(key, REST)
                    yield f"{view} ({name})", cost(terminal)


def cost(terminal: Terminal) -> Cost:
    """A few moves, each from rest, then a walk from the edge of the view, a rest and the page above that view."""
    moves = []
    for _ in range(MOVES):
        row = terminal.screen.cursor.y
        sent = terminal.press(DOWN, QUICK).bytes
        moves += [sent] if terminal.screen.cursor.y != row else []
        terminal.settle(REST)
    terminal.press(DOWN * below(terminal), REST)
    sent, rows, jumps = walked(terminal)
    rest = terminal.settle(REST).bytes
    terminal.press(PAGE_UP, REST)
    before = terminal.screen.picture()
    page = terminal.press(PAGE_UP, QUICK).bytes
    return Cost(moves, sent / max(1, rows), jumps, rest, page, changed_bytes(before, terminal.screen.picture()))


def below(terminal: Terminal) -> int:
    """The rows between the cursor and the lower border of its pane."""
    cursor = terminal.screen.cursor
    column = [line[cursor.x] for line in terminal.screen.picture()[cursor.y + 1 :]]
    return next((at for at, sign in enumerate(column) if sign in "─╰"), 0)


def walked(terminal: Terminal) -> tuple[int, int, list[int]]:
    """All bytes of a walk down, the rows that came into view, and the bytes of each key that brought any."""
    sent, rows, jumps = 0, 0, []
    for _ in range(terminal.screen.lines):
        before, row = terminal.screen.picture(), terminal.screen.cursor.y
        one = terminal.press(DOWN, QUICK).bytes
        came = risen(before, terminal.screen.picture(), terminal.screen.cursor.x)
        if (not came and terminal.screen.cursor.y == row) or (came and len(jumps) > BEYOND):
            break
        sent += one if jumps or came else 0
        rows += came
        jumps += [one] if came else []
    return sent, rows, jumps


def risen(before: Picture, after: Picture, column: int) -> int:
    """By how many lines most texts of the pane in this column have moved up; a move of the cursor changes none."""
    left = max((x for x, sign in enumerate(before[-LOWEST][:column]) if sign == "╰"), default=0) + 1
    was, now = ([line[left : left + ENOUGH] for line in picture] for picture in (before, after))
    changed = [number for number, line in enumerate(now) if line != was[number]]
    alike = [sum(was[at + by : at + by + 1] == [now[at]] for at in changed) for by in range(len(was))]
    return alike.index(max(alike))


def cells(cost: Cost) -> list[str]:
    """The middle or mean and the most of each, and a mark that says whether it keeps to its budget."""
    middle = median(cost.moves) if cost.moves else 0
    return [
        amounts(middle, cost.moves, MOVE),
        amounts(cost.row, cost.jumps, SCROLL),
        f"{cost.rest:,}",
        f"{cost.page:,}",
        f"{cost.changed:,}",
    ]


def amounts(usual: float, sent: list[int], most: int) -> str:
    """What it usually takes, and the most, with a mark where that is over the budget; a dash where there was none."""
    return f"{usual:,.0f} … {max(sent):,} {MARKS[usual <= most]}" if sent else "–"


if __name__ == "__main__":
    sys.exit(main())
