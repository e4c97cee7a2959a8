"""Prints what 100 rules over 1,000,000 figures cost: all of them at once, and after one edit."""

import argparse
import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from core.rules.rules import Rules
from core.workbook.edit import filled
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.figure_frame import checked
from core.workbook.figure_store import Figures
from core.workbook.rule_entries import Rule
from core.workbook.workbook import Workbook

INDICATORS, YEARS, RULES, TIMES = 50, 20, 100, 3
BUDGET = 2.0
OF_ITSELF = (
    "value > 0", "0 <= value <= 999.9", "abs(growth()) <= 500", "abs(unusual()) <= 8", "given(value)",
    "one_of(status, 'A', 'E')",
)  # fmt: skip
OF_OTHERS = ("{i00} / {i01} < 100", "value >= {i02:t-1} - 1000", "near({i03}, {i04}, 1000)")
CONDITIONS = (*OF_ITSELF, *OF_OTHERS)


def main() -> int:
    """Measure rules that are for an indicator each, then rules that are for every figure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000, help="how many (1,000,000)")
    count = parser.parse_args().figures
    table = Table("what", "budget", f"{count:,} figures", title=f"{RULES} rules, seconds by the clock")
    for kind, everywhere in (("for one indicator each", False), ("for every figure", True)):
        workbook = many(count, everywhere=everywhere)
        for what, budget, seconds in measured(workbook):
            table.add_row(f"{what}, {kind}", budget, f"{seconds:.3f}")
    Console().print(table)
    return 0


def many(count: int, *, everywhere: bool) -> Workbook:
    """Seeded figures of 50 indicators over 20 years, and the rules."""
    units = [f"u{at:05}" for at in range(max(1, count // INDICATORS // YEARS))]
    codes = [f"i{at:02}" for at in range(INDICATORS)]
    frame = pl.DataFrame({"unit": units}).join(pl.DataFrame({"indicator": codes}), how="cross")
    frame = frame.join(pl.DataFrame({"period": [str(2003 + at) for at in range(YEARS)]}), how="cross")
    values = np.random.default_rng(1).uniform(1, 1000, frame.height)
    rules = []
    for at in range(RULES):
        text = CONDITIONS[at % len(CONDITIONS)]
        own = "" if everywhere or text in OF_OTHERS else codes[at % INDICATORS]
        rules.append(Rule(f"r{at:03}", text, indicators=own))
    entries = [*(Unit(code, code) for code in units), *(Indicator(code, code) for code in codes), *rules]
    empty = filled(Workbook.of([], entries), "made").apply(Workbook())
    return Workbook.of_tables(Figures(checked(frame.with_columns(value=values))), empty.tables)


def measured(workbook: Workbook) -> Iterator[tuple[str, str, float]]:
    """What is measured, its budget, and the seconds that it takes."""
    rules: list[Rules] = []

    def all_at_once() -> None:
        rules.append(Rules(workbook))
        len(rules[-1].results)  # they are checked when they are first looked at

    yield "checked", f"≤ {BUDGET:g} s", timed(all_at_once)
    key = next(iter(workbook.figures))
    edited = workbook.with_figure((*key, "2010", ""), Figure(*key, "2010", value=5.0))
    yield "one edit", "what it touches", timed(lambda: len(Rules(edited, rules[-1]).results))


def timed(work: Callable[[], object]) -> float:
    """The median of some times."""
    seconds = []
    for _ in range(TIMES):
        begun = perf_counter()
        work()
        seconds.append(perf_counter() - begun)
    return median(seconds)


if __name__ == "__main__":
    sys.exit(main())
