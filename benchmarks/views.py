"""Prints the bytes of a cursor move, of a row scrolled and of a page, in every view: `python -m benchmarks.views`."""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.programs import DOWN, environment, jingdex, size
from benchmarks.screen import changed_bytes
from benchmarks.terminal import NotMeasuredError, Terminal

REST = 0.4
MOVE, SCROLL = 70, 300
SCROLLED = 5
PAGE_UP = "\x1b[5~"
FIRST = "\x1b1"
MARGINS = {b"\x1b[?69$p": b"\x1b[?69;2$y"}
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
    """The bytes of each move, each row scrolled and the strip that follows it, and of a page with its changed text."""

    moves: list[int]
    scrolled: list[int]
    rests: list[int]
    page: int
    changed: int


def main() -> int:
    """Measure every view; 1 when the program did not do what it is measured at."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.views", description=__doc__)
    parser.add_argument(
        "--size", action="append", type=size, metavar="120x40", help="terminal size; may be given again"
    )
    parser.add_argument("--margins", action="store_true", help="a terminal that moves rows between two columns")
    parser.add_argument("--view", action="append", help="a view to measure alone; may be given again")
    given = parser.parse_args()
    console = Console(width=120)
    for columns, lines in given.size or [(120, 40), (80, 24)]:
        table = Table(title=f"{columns}×{lines}: bytes", title_justify="left")
        for title in ("view", f"move ≤ {MOVE}", f"row scrolled ≤ {SCROLL}", "strip, once at rest", "page", "its text"):
            table.add_column(title, justify="left" if title == "view" else "right")
        try:
            for name, cost in costs(columns, lines, MARGINS if given.margins else {}, given.view):
                table.add_row(name, *cells(cost))
        except NotMeasuredError as reason:
            print(f"{columns}×{lines}: {reason}", file=sys.stderr)
            return 1
        console.print(table)
    return 0


def costs(columns: int, lines: int, answers: Mapping[bytes, bytes], wanted: list[str] | None) -> list[tuple[str, Cost]]:
    """The cost of each view of each set, one program a view."""
    found = []
    with tempfile.TemporaryDirectory(prefix="jingdex-bench-") as folder:
        for name, views in VIEWS.items():
            program = jingdex(Path(folder), name)
            for view, keys in views.items():
                if wanted and view not in wanted:
                    continue
                with Terminal(program.command, columns, lines, environment(Path(folder)), answers) as terminal:
                    terminal.wait_for(program.ready)
                    terminal.settle(REST)
                    for key in keys:
                        terminal.press(key, REST)
                    found.append((f"{view} ({name})", cost(terminal, lines)))
    return found


def cost(terminal: Terminal, lines: int) -> Cost:
    """Steps down until rows have scrolled a few times, then a page up."""
    moves: list[int] = []
    scrolled: list[int] = []
    rests: list[int] = []
    for _ in range(2 * lines):
        row = terminal.screen.cursor.y
        sent = terminal.press(DOWN).bytes
        rest = terminal.settle(REST).bytes
        if not sent or len(scrolled) == SCROLLED:
            break
        if terminal.screen.cursor.y == row:
            scrolled.append(sent)
            rests.append(rest)
        else:
            moves.append(sent)
    before = terminal.screen.picture()
    page = terminal.press(PAGE_UP, REST).bytes
    return Cost(moves, scrolled, rests, page, changed_bytes(before, terminal.screen.picture()))


def cells(cost: Cost) -> list[str]:
    """Median and most of each, and a mark where the median is over its budget."""
    return [
        *(amounts(sent, most) for sent, most in ((cost.moves, MOVE), (cost.scrolled, SCROLL), (cost.rests, None))),
        f"{cost.page:,}",
        f"{cost.changed:,}",
    ]


def amounts(sent: list[int], most: int | None) -> str:
    """The median and the most, with a mark where it is over the budget; a dash where there was none."""
    if not sent:
        return "–"
    mark = "" if most is None else " [red]✗[/]" if median(sent) > most else " [green]✓[/]"
    return f"{median(sent):,.0f} … {max(sent):,}{mark}"


if __name__ == "__main__":
    sys.exit(main())
