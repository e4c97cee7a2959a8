"""Prints what many figures cost: importing, opening, scrolling, sorting, filtering and editing them.

Each row stands beside the same work at a tenth of the size and at 1,000 rows, and beside VisiData on the same rows.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.__main__ import MARKS, MEMORY, surroundings
from benchmarks.cost import wide_console
from benchmarks.many import Data, exported, imported, made, open_jingdex, open_visidata, visidata
from benchmarks.programs import DOWN, ENTER
from benchmarks.terminal import NotMeasuredError, Terminal

SMALL = 1_000
PAGES = 3
LETTERS = "u001 status=E year>2019"
VISIDATA_SORTED = 60.0
REST = 0.4


@dataclass(frozen=True)
class Row:
    """A line of the table: a number for each size, VisiData's at the largest, and whether the budget was kept."""

    what: str
    budget: str
    unit: str
    sizes: Mapping[int, float]
    visidata: float | None = None
    limit: float | None = None
    largest: int = 0

    def kept(self) -> bool | None:
        """Whether the largest size is within the limit."""
        return None if self.limit is None else self.sizes[self.largest] <= self.limit


@dataclass(frozen=True)
class OpenedProgram:
    """A program at the figures: its terminal, seconds until it was, and seconds until the last row was shown."""

    terminal: Terminal
    opened: float
    at_end: float


def main() -> int:
    """Measure all and print the table; 1 when a program did not do what it is measured at."""
    options = arguments()
    console = wide_console()
    in_memory = os.access(MEMORY, os.W_OK)
    console.print(surroundings(in_memory, options.runs), highlight=False)
    program = visidata()
    if program is None:
        console.print("VisiData is not here: `make bench` installs it for the benchmark alone; its column stays empty.")
    with tempfile.TemporaryDirectory(prefix="jingdex-bench-", dir=MEMORY if in_memory else None) as name:
        try:
            rows = measured(Path(name), options.rows, options.runs, program)
        except NotMeasuredError as reason:
            print(reason, file=sys.stderr)
            return 1
    console.print(printed(rows, options.rows))
    return 0


def arguments() -> argparse.Namespace:
    """The command line: a million rows by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.data", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="N", help="rows (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="steps and edits (%(default)s)")
    return parser.parse_args()


def measured(folder: Path, most: int, runs: int, program: str | None) -> list[Row]:
    """Every row of the table."""
    data = {rows: made(rows, folder) for rows in (SMALL, most // 10, most)}
    imports = {rows: imported(figures, folder) for rows, figures in data.items()}
    rows = [
        Row("import of CSV", "≤ 3 s", "s", {n: cost.seconds for n, cost in imports.items()}, None, 3.0, most),
        Row("  its memory", "≤ 1,500 MB", "MB", {n: cost.megabytes for n, cost in imports.items()}, None, 1500.0, most),
    ]
    rows += exporting(data, folder, most)
    with ExitStack() as stack:
        programs = {n: opened(stack, open_jingdex(figures, folder), figures) for n, figures in data.items()}
        other = opened(stack, open_visidata(program, data[most], folder), data[most]) if program else None
        rows += opening(programs, other, most)
        rows += stepping(programs, other, most, runs)
        rows += sorting(programs, other, data[most])
        rows += filtering(programs, most)
        rows += editing(programs, most, runs)
        memory = {n: program.terminal.megabytes() for n, program in programs.items()}
        rows.append(Row("the most memory", "≤ 300 MB", "MB", memory, other and other.terminal.megabytes(), 300.0, most))
    return rows


def exporting(data: Mapping[int, Data], folder: Path, most: int) -> list[Row]:
    """Every figure as CSV and as Parquet, from exec to the end, beside Polars alone on the same columns."""
    rows = []
    for form in ("csv", "parquet"):
        pairs = {n: exported(figures, folder, form) for n, figures in data.items()}
        alone = {n: other.seconds for n, (_, other) in pairs.items()}
        name, limit = f"export of {'CSV' if form == 'csv' else 'Parquet'}", 2 * alone[most]
        rows.append(
            Row(name, "≤ 2 × Polars", "s", {n: own.seconds for n, (own, _) in pairs.items()}, None, limit, most)
        )
        rows.append(Row("  Polars alone", "", "s", alone))
    return rows


def opened(stack: ExitStack, begun: tuple[Terminal, float], data: Data) -> OpenedProgram:
    """A program that has its figures, led to the last row and back to the first."""
    terminal, seconds = begun
    stack.enter_context(terminal)
    terminal.settle(REST)
    terminal.send("G")
    at_end = terminal.until(data.last, since_key=True) if data.rows > SMALL else terminal.settle(REST).seconds
    terminal.settle(REST)
    return OpenedProgram(terminal, seconds, seconds + at_end)


def opening(programs: Mapping[int, OpenedProgram], other: OpenedProgram | None, most: int) -> list[Row]:
    """From exec to the first figures, and on to the last row on the screen."""
    limit = other and other.at_end / 5
    return [
        Row(
            "open, first figures",
            "≤ 2 s",
            "s",
            {n: program.opened for n, program in programs.items()},
            other and other.opened,
            2.0,
            most,
        ),
        Row(
            "open and go to the last row",
            "≤ ⅕ × VisiData",
            "s",
            {n: program.at_end for n, program in programs.items()},
            other and other.at_end,
            limit,
            most,
        ),
    ]


def stepping(programs: Mapping[int, OpenedProgram], other: OpenedProgram | None, most: int, runs: int) -> list[Row]:
    """One row further than the screen shows, and a page, in milliseconds and bytes."""
    rows = []
    for name, key in (("scroll by a row", DOWN), ("scroll by a page", "\x1b[6~")):
        costs = {n: steps(program.terminal, "\x1b[1;5H", key, runs) for n, program in programs.items()}
        theirs = steps(other.terminal, "gg", key, runs) if other else (None, None)
        rows += [
            Row(
                name,
                "≤ 1.5 × 1,000 rows",
                "ms",
                {n: cost[0] for n, cost in costs.items()},
                theirs[0],
                1.5 * costs[SMALL][0],
                most,
            ),
            Row(
                "  its bytes",
                "≤ 1.2 × 1,000 rows",
                "B",
                {n: cost[1] for n, cost in costs.items()},
                theirs[1],
                1.2 * costs[SMALL][1],
                most,
            ),
        ]
    return rows


def steps(terminal: Terminal, top: str, key: str, runs: int) -> tuple[float, float]:
    """The median milliseconds and bytes of a key that scrolls."""
    terminal.press(top)
    terminal.settle(REST)
    for _ in range(40 if key == DOWN else 1):
        terminal.press(key)
    bursts = [terminal.press(key) for _ in range(runs)]
    return 1000 * median(burst.seconds for burst in bursts), median(burst.bytes for burst in bursts)


def sorting(programs: Mapping[int, OpenedProgram], other: OpenedProgram | None, data: Data) -> list[Row]:
    """By the value, from the key to the sorted rows on the screen."""
    times = {}
    for n, program in programs.items():
        for key in ("\x1b[1;5H", "\x1b[H", "l", "l", "l", "l"):
            program.terminal.press(key)
        times[n] = program.terminal.press("s").seconds
        program.terminal.press("s")
        program.terminal.press("s")
    theirs = None
    if other:
        for key in ("g", "g", "g", "h", "l", "l", "l", "%"):
            other.terminal.press(key, REST)
        other.terminal.send("[")
        theirs = other.terminal.until(f" {data.least} ", since_key=True, patience=VISIDATA_SORTED)
    return [Row("sort by the value", "≤ 0.1 s", "s", times, theirs, 0.1, data.rows)]


def filtering(programs: Mapping[int, OpenedProgram], most: int) -> list[Row]:
    """Letter by letter: the longest and the median time from a key to the last byte of what it leaves."""
    longest, usual = {}, {}
    for n, program in programs.items():
        program.terminal.press("/", REST)
        bursts = [program.terminal.press(letter) for letter in LETTERS]
        program.terminal.press("\x1b", REST)
        longest[n], usual[n] = 1000 * max(b.seconds for b in bursts), 1000 * median(b.seconds for b in bursts)
    return [
        Row("filter, the slowest letter", "≤ 60 ms", "ms", longest, None, 60.0, most),
        Row("  the median letter", "", "ms", usual),
    ]


def editing(programs: Mapping[int, OpenedProgram], most: int, runs: int) -> list[Row]:
    """A value typed over: from Enter to the last byte."""
    seconds, sent = {}, {}
    for n, program in programs.items():
        for key in ("\x1b[1;5H", "\x1b[H", "l", "l", "l", "l"):
            program.terminal.press(key)
        bursts = []
        for turn in range(runs + 1):
            for letter in f"7{turn}3":
                program.terminal.press(letter)
            bursts.append(program.terminal.press(ENTER))
            program.terminal.settle(REST)
        seconds[n] = 1000 * median(b.seconds for b in bursts[1:])
        sent[n] = float(median(b.bytes for b in bursts[1:]))
    return [
        Row("one edit, Enter to last byte", "≤ 1.2 × 1,000 rows", "ms", seconds, None, 1.2 * seconds[SMALL], most),
        Row("  its bytes", "", "B", sent),
    ]


def printed(rows: list[Row], most: int) -> Table:
    """The table."""
    table = Table(title=f"{most:,} figures, 120×40", title_justify="left")
    table.add_column("what")
    table.add_column("budget")
    for title in (f"{SMALL:,} rows", f"{most // 10:,} rows", f"{most:,} rows", "÷ a tenth", "VisiData", "÷ VisiData"):
        table.add_column(title, justify="right")
    table.add_column("kept")
    for row in rows:
        sizes = [amount(row.sizes[n], row.unit) for n in (SMALL, most // 10, most)]
        tenth, theirs = row.sizes[most // 10], row.visidata
        ratios = [ratio(row.sizes[most], tenth), amount(theirs, row.unit), ratio(row.sizes[most], theirs)]
        table.add_row(row.what, row.budget, *sizes, *ratios, MARKS[row.kept()])
    return table


def amount(value: float | None, unit: str) -> str:
    """A number with its unit, or a dash."""
    if value is None:
        return "–"
    return (
        f"{value:,.2f} {unit}"
        if unit == "s"
        else f"{value:,.0f} {unit}"
        if unit in ("B", "MB")
        else f"{value:,.1f} {unit}"
    )


def ratio(value: float, other: float | None) -> str:
    """How many times as much, or a dash."""
    return f"{value / other:.2f}" if other else "–"


if __name__ == "__main__":
    sys.exit(main())
