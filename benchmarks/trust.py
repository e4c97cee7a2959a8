"""Prints what uncertainty costs: runs of a whole method, the memory that they take, and Sobol's indices."""

import json
import resource
import sys
import time
from collections import deque

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from core.method.document import Document
from core.method.run import run
from core.robustness.band import quick_study
from core.robustness.choices import Alternatives, FigureNoise, WeightNoise
from core.robustness.model import UncertaintyModel
from core.robustness.outcome import outcome
from core.robustness.sensitivity import mean_rank_shift, sobol_indices
from core.robustness.study import Study
from core.workbook.entries import Method, Step, TreeNode
from core.workbook.workbook import Workbook
from data.parallel import core_count, in_threads

KILOBYTES = 1 if sys.platform == "darwin" else 1024
GIGABYTE = 1 << 30
MANY = 10_000


def main() -> None:
    """Measure and print."""
    table = Table(title=f"uncertainty, on {core_count()} cores", title_justify="left")
    for column in ("what", "budget", "measured", "peak of memory"):
        table.add_column(column, justify="left" if column == "what" else "right")
    small = chain(51, 49)
    list(Study(small).advance(1))
    for what, budget, other, runs in (
        ("51 × 49, 1,000 runs from nothing", "≤ 1 s", chain(51, 49), 1000),
        ("51 × 49, 10,000 runs", "–", chain(51, 49), 10_000),
        ("51 × 49, 100,000 runs", "memory as above", chain(51, 49), 100_000),
        ("10,000 × 100, 200 runs", "≤ 5 s, ≤ 1 GB", chain(10_000, 100), 200),
        ("10,000 × 100, 800 runs", "memory as above", chain(10_000, 100), 800),
    ):
        table.add_row(what, budget, f"{quickest(other, runs):.2f} s", f"{peak():.2f} GB")
        if runs == 1000:  # noqa: PLR2004
            _others(table, other)
    Console(width=110).print(table)


def _others(table: Table, other: UncertaintyModel) -> None:
    """What else follows an edit or a key on 51 × 49."""
    begun = time.perf_counter()
    groups = {name: list(columns) for name, columns in other.variation.groups.items()}
    sobol_indices(mean_rank_shift(other), groups, 512)
    shown = f"{time.perf_counter() - begun:.2f} s"
    table.add_row("51 × 49, Sobol's indices of 4 choices, 3,072 runs", "–", shown, f"{peak():.2f} GB")
    begun = time.perf_counter()
    outcome(quick_study(other.scored, Workbook()))
    shown = f"{time.perf_counter() - begun:.2f} s"
    table.add_row("51 × 49, the band after an edit, 256 runs", "≤ 1 s", shown, f"{peak():.2f} GB")
    spread = UncertaintyModel(other.scored, "top", (FigureNoise({"A": 5.0}),))
    shown = f"{quickest(spread, 1000):.2f} s"
    table.add_row("51 × 49, 1,000 runs with every figure spread", "≤ 1.3 s", shown, f"{peak():.2f} GB")


def quickest(made: UncertaintyModel, runs: int) -> float:
    """Seconds of a study, the least of three: the run that other programs on the machine touch least.

    Each begins with nothing prepared.
    """
    seconds = []
    for _ in range(3 if runs < MANY else 1):
        fresh = UncertaintyModel(made.scored, made.node, made.choices)
        begun = time.perf_counter()
        deque(Study(fresh).advance(runs, in_threads), maxlen=0)
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def chain(units: int, indicators: int) -> UncertaintyModel:
    """Four steps on seeded figures with gaps; weights, filling, treating and scaling may differ."""
    random = np.random.default_rng(1)
    codes = [f"i{at}" for at in range(indicators)]
    values = random.lognormal(size=(units, indicators))
    values[random.uniform(size=values.shape) < 0.05] = np.nan  # noqa: PLR2004
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(units)], "period": ["2024"] * units}).with_columns(
        pl.Series(code, values[:, at], nan_to_null=True) for at, code in enumerate(codes)
    )
    placed = [TreeNode("m", "top"), *(TreeNode("m", f"e{at}", "top") for at in range(8))]
    placed += [TreeNode("m", code, f"e{at % 8}") for at, code in enumerate(codes)]
    steps = (
        Step("m", 1, "impute", "mean"),
        Step("m", 2, "treat", "skew_kurtosis"),
        Step("m", 3, "normalise", "min_max", json.dumps({"high": 100.0})),
        Step("m", 4, "aggregate", "arithmetic"),
    )
    made = run(Document(Method("m", "M"), tuple(placed), steps), frame)
    choices = (
        WeightNoise(),
        Alternatives(1, (("median", {}),)),
        Alternatives(2, (("skew_kurtosis", {"limit": 3.0}),)),
        Alternatives(3, (("z_score", {}), ("borda", {}))),
    )
    return UncertaintyModel(made, "top", choices)


def peak() -> float:
    """The most memory that this process has held, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES / GIGABYTE


if __name__ == "__main__":
    main()
