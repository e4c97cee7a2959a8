"""Prints the budget table: jingdex beside bare Textual apps, in bytes and in ratios taken in one run."""

import argparse
import os
import sys
import tempfile
import time
from math import isnan
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.cost import wide_console
from benchmarks.programs import measured_programs, size
from benchmarks.rows import ROWS, Bench, Row
from benchmarks.terminal import NotMeasuredError

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
REFERENCES = ("bare grid", "bare table")
MARKS = {True: "[green]✓ pass[/]", False: "[red]✗ over[/]", None: "–"}


def main() -> int:
    """Measure what the options name; 1 when a program did not do what it is measured at."""
    options = arguments()
    console = wide_console()
    in_memory = os.access(MEMORY, os.W_OK)
    console.print(surroundings(in_memory, options.runs), highlight=False)
    for columns, lines in options.size:
        with tempfile.TemporaryDirectory(prefix="jingdex-bench-", dir=MEMORY if in_memory else None) as folder:
            try:
                programs = measured_programs(Path(folder), bare_only=options.bare)
                bench = Bench(programs, Path(folder), columns, lines, options.runs)
                rows = [row for name in options.only for row in ROWS[name](bench)]
            except NotMeasuredError as reason:
                print(f"{columns}×{lines}: {reason}", file=sys.stderr)
                return 1
        console.print(budget_table(bench, rows))
    return 0


def arguments() -> argparse.Namespace:
    """The command line, with everything measured by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=7, metavar="N", help="starts and edits of each program (%(default)s)"
    )
    parser.add_argument("--only", action="append", choices=ROWS, help="measure this alone; may be given again")
    parser.add_argument(
        "--size", action="append", type=size, metavar="120x40", help="terminal size; may be given again"
    )
    parser.add_argument("--bare", action="store_true", help="measure the bare apps alone")
    options = parser.parse_args()
    options.only = options.only or list(ROWS)
    options.size = options.size or [(120, 40), (80, 24)]
    return options


def surroundings(in_memory: bool, runs: int) -> str:
    """Under what the numbers were measured."""
    where = "in memory, so times are without fsync" if in_memory else "on disk, so times include fsync"
    load, disk = os.getloadavg()[0], tempfile.gettempdir()
    return (
        f"Medians of {runs} runs, programs taking turns, on {os.cpu_count()} processors at load {load:.2f}.\n"
        f"Files are {where}; one fsync on the disk of {disk} takes {fsync_milliseconds():.1f} ms."
    )


def fsync_milliseconds() -> float:
    """The median time of an fsync after a write of one page, where temporary files live."""
    times = []
    with tempfile.TemporaryFile() as file:
        for _ in range(9):
            file.write(bytes(4096))
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            times.append(1000 * (time.perf_counter() - begun))
    return median(times)


def budget_table(bench: Bench, rows: list[Row]) -> Table:
    """One line a row: the budget, what each program took, the first one's ratio to each bare app, and the mark."""
    names = [program.name for program in bench.programs]
    judged = names[0]
    table = Table(title=f"{bench.columns}×{bench.lines}", title_justify="left")
    table.add_column("what")
    table.add_column("budget")
    for name in [*names, *(f"÷ {name}" for name in REFERENCES)]:
        table.add_column(name, justify="right")
    table.add_column("kept")
    for row in rows:
        amounts = [amount(row.measured[name], row.unit) for name in names]
        ratios = [ratio(row.ratio(judged, reference)) for reference in REFERENCES]
        table.add_row(row.what, row.budget, *amounts, *ratios, MARKS[row.kept(judged)])
    return table


def amount(value: float, unit: str) -> str:
    """A number with its unit: whole bytes, tenths of a millisecond."""
    if isnan(value):
        return "–"
    return f"{value:,.0f} {unit}" if unit == "B" else f"{value:,.1f} {unit}"


def ratio(value: float | None) -> str:
    """A ratio to two places, or a dash."""
    return "–" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
