"""Prints what rolling up many firms costs, beside the same query written by hand, from 100,000 rows to what is asked.

The firms are seeded: region, industry of four digits, year, jobs, revenue, research, year of founding.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from benchmarks.__main__ import WIDTH
from benchmarks.programs import JINGDEX, environment
from benchmarks.terminal import NotMeasuredError

SMALLEST, USUAL = 100_000, 10_000_000
CHUNK = 5_000_000
"""Rows of one file of the source."""
REGIONS, INDUSTRIES, YEARS, FIRM_YEARS = 31, 400, 10, 4
DOING_RESEARCH = 0.2
RUNS = 3
BUDGET = 1.2
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""
MOST_DISTINCT = 10_000_000
"""Up to so many rows distinct firms are counted: both programs keep every firm of every cell."""
RULE = """
[rollup]
code = "firms"
source = "{source}"
[columns]
unit = "region"
industry = "industry"
period = "year"
{firm}
[[measures]]
indicator = "jobs_{{industry}}"
how = "sum"
column = "jobs"
[[measures]]
indicator = "revenue_{{industry}}"
how = "sum"
column = "revenue"
[[measures]]
indicator = "number_{{industry}}"
how = "{how}"
[cells]
minimum = 3
"""
BY_HAND = """
import sys
import polars as pl

cells = (
    pl.scan_parquet(sys.argv[1])
    .group_by("region", "industry", "year")
    .agg(pl.len().alias("rows"), pl.col("jobs", "revenue").sum(){distinct})
    .collect(engine="streaming")
)
cells.write_parquet(sys.argv[2])
"""
KINDS = {
    "sums": (RULE.replace("{firm}", "").replace("{how}", "count"), BY_HAND.replace("{distinct}", "")),
    "and distinct firms": (
        RULE.replace("{firm}", 'firm = "firm"').replace("{how}", "firms"),
        BY_HAND.replace("{distinct}", ', pl.col("firm").n_unique()'),
    ),
}
"""What is measured: the rule, and the program by hand."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processors, and megabytes at the most, of a program from start to end."""

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Size:
    """What one kind of rule costs on one number of rows: with jingdex, and by hand."""

    kind: str
    rows: int
    bytes: int
    own: Cost
    by_hand: Cost


def main() -> int:
    """Measure every size and print the table; 1 when a program did not do what it is measured at."""
    asked = arguments()
    console = Console()
    console = console if console.is_terminal else Console(width=WIDTH)
    sizes = []
    with tempfile.TemporaryDirectory(prefix="jingdex-scale-", dir=asked.folder) as name:
        for rows in sizes_up_to(asked.rows):
            try:
                sizes += measured(rows, Path(name), asked.runs)
            except NotMeasuredError as reason:
                print(reason, file=sys.stderr)
                return 1
            console.print(f"{rows:,} rows are measured", highlight=False)
    console.print(printed(sizes))
    return 0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=USUAL, help="the most rows (%(default)s)")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help="times that each is measured (%(default)s)")
    parser.add_argument("--folder", help="where the firms are written: 10^8 take about 2 GB")
    return parser.parse_args()


def sizes_up_to(most: int) -> Iterator[int]:
    """100,000 rows, ten times as many, and so on; the most last."""
    rows = SMALLEST
    while rows < most:
        yield rows
        rows *= 10
    yield most


def made(rows: int, folder: Path) -> Path:
    """So many seeded firms as a folder of Parquet."""
    folder.mkdir()
    for start in range(0, rows, CHUNK):
        count, random = min(CHUNK, rows - start), np.random.default_rng(start)
        firm = random.integers(0, max(rows // FIRM_YEARS, 1), count)
        industry = random.zipf(1.3, count) % INDUSTRIES
        pl.DataFrame(
            {
                "firm": firm,
                "region": pl.Series(firm % REGIONS).cast(pl.String).str.zfill(2),
                "industry": pl.Series(1000 + 7 * industry).cast(pl.String),
                "year": 2015 + random.integers(0, YEARS, count),
                "jobs": random.lognormal(2.5, 1.2, count).astype(np.int64) + 1,
                "revenue": random.lognormal(6, 2, count),
                "research": random.lognormal(2, 2, count) * (random.random(count) < DOING_RESEARCH),
                "founded": 1980 + firm % 40,
            }
        ).write_parquet(folder / f"{start // CHUNK:04}.parquet")
    return folder


def measured(rows: int, folder: Path, runs: int) -> list[Size]:
    """One number of rows: the median of some runs of each program, in turn."""
    source = made(rows, folder / str(rows))
    rule, book = folder / f"{rows}.toml", folder / f"{rows}.jingdex"
    ran([JINGDEX, "new", book], folder)
    size = sum(one.stat().st_size for one in source.iterdir())
    sizes = []
    for kind, (text, program) in KINDS.items():
        if kind != "sums" and rows > MOST_DISTINCT:
            continue
        rule.write_text(text.format(source=source), "utf-8")
        hand = ["-c", program, source, folder / "by_hand.parquet"]
        pairs = [(ran([JINGDEX, "rollup", rule, book, "--dry-run"], folder), ran(hand, folder)) for _ in range(runs)]
        sizes.append(Size(kind, rows, size, middle([own for own, _ in pairs]), middle([other for _, other in pairs])))
    for one in source.iterdir():
        one.unlink()
    return sizes


def middle(costs: list[Cost]) -> Cost:
    """The median of each."""
    parts = ((one.seconds, one.processor, one.megabytes) for one in costs)
    return Cost(*(median(values) for values in zip(*parts, strict=True)))


def ran(command: list[str | Path], folder: Path) -> Cost:
    """A program from start to end."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", LAUNCHER, sys.executable, *command],
        check=False,
        capture_output=True,
        text=True,
        env=environment(folder),
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise NotMeasuredError(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stderr.strip()}")
    processor, kilobytes = map(float, done.stdout.split()[-2:])
    return Cost(seconds, processor, kilobytes / 1024)


def printed(sizes: list[Size]) -> Table:
    """A row for each kind and size; ratio and growth are of processor seconds, which other work disturbs less."""
    table = Table(title=f"rollup beside a query by hand (budget at 10^8 rows of sums: {BUDGET} ×, 4,000 MB)")
    titles = (
        "rule",
        "rows",
        "MB on disk",
        "rollup, s",
        "by hand, s",
        "CPU s",
        "by hand",
        "ratio",
        "growth",
        "MB",
        "by hand",
    )
    for title in titles:
        table.add_column(title, justify="left" if title == "rule" else "right")
    before: dict[str, Size] = {}
    for one in sizes:
        last = before.get(one.kind)
        cells = (
            one.kind, f"{one.rows:,}", f"{one.bytes / 1e6:,.0f}", f"{one.own.seconds:.2f}",
            f"{one.by_hand.seconds:.2f}", f"{one.own.processor:.2f}", f"{one.by_hand.processor:.2f}",
            f"{one.own.processor / one.by_hand.processor:.2f}",
            f"× {one.own.processor / last.own.processor:.1f}" if last else "", f"{one.own.megabytes:,.0f}",
            f"{one.by_hand.megabytes:,.0f}",
        )  # fmt: skip
        table.add_row(*cells)
        before[one.kind] = one
    return table


if __name__ == "__main__":
    sys.exit(main())
