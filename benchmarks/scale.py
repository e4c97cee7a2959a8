"""Prints what rolling up many firms costs, beside the same query written by hand, from 100,000 rows to --rows.

The firms are seeded: region, industry of four digits, year, jobs, revenue, research, year of founding.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl
from rich.table import Table

from benchmarks.cost import Cost, cost_of, wide_console
from benchmarks.programs import JINGDEX
from benchmarks.terminal import NotMeasuredError

SMALLEST, USUAL = 100_000, 10_000_000
CHUNK = 5_000_000
"""Rows of one file of the source."""
REGIONS, INDUSTRIES, YEARS, FIRM_YEARS = 31, 400, 10, 4
DOING_RESEARCH = 0.2
RUNS = 3
BUDGET = 1.2
MOST_BY_HAND = 10_000_000
"""Up to so many rows distinct firms are counted by hand as well: that keeps every firm of every cell at once."""
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
class Size:
    """What one kind of rule costs on one number of rows: with jingdex, and by hand where that is run."""

    kind: str
    rows: int
    bytes: int
    own: Cost
    by_hand: Cost | None


def main() -> int:
    """Measure every size and print the table; 1 when a program did not do what it is measured at."""
    options = arguments()
    console = wide_console()
    sizes = []
    with tempfile.TemporaryDirectory(prefix="jingdex-scale-", dir=options.folder) as name:
        for rows in sizes_up_to(options.rows):
            try:
                sizes += measured(rows, Path(name), options.runs)
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
    cost_of([JINGDEX, "new", book], folder)
    size = sum(one.stat().st_size for one in source.iterdir())
    sizes = []
    for kind, (text, program) in KINDS.items():
        rule.write_text(text.format(source=source), "utf-8")
        hand: list[str | Path] = ["-c", program, source, folder / "by_hand.parquet"]
        is_compared = kind == "sums" or rows <= MOST_BY_HAND
        own, other = [], []
        for _ in range(runs):
            own.append(cost_of([JINGDEX, "rollup", rule, book, "--dry-run"], folder))
            other += [cost_of(hand, folder)] if is_compared else []
        sizes.append(Size(kind, rows, size, middle(own), middle(other) if other else None))
    for one in source.iterdir():
        one.unlink()
    return sizes


def middle(costs: list[Cost]) -> Cost:
    """The median of each."""
    parts = ((one.seconds, one.processor, one.megabytes) for one in costs)
    return Cost(*(median(values) for values in zip(*parts, strict=True)))


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
        own, hand = one.own, one.by_hand
        cells = (
            one.kind, f"{one.rows:,}", f"{one.bytes / 1e6:,.0f}", f"{own.seconds:.2f}",
            f"{hand.seconds:.2f}" if hand else "", f"{own.processor:.2f}", f"{hand.processor:.2f}" if hand else "",
            f"{own.processor / hand.processor:.2f}" if hand else "",
            f"× {own.processor / last.own.processor:.1f}" if last else "", f"{own.megabytes:,.0f}",
            f"{hand.megabytes:,.0f}" if hand else "",
        )  # fmt: skip
        table.add_row(*cells)
        before[one.kind] = one
    return table


if __name__ == "__main__":
    sys.exit(main())
