"""Prints what the index engine costs: a reweighing, one figure edited, a whole run, and cost against size."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from core.derive.derive import derive
from core.method.document import Document, load
from core.method.run import Scored, run
from core.workbook.edit import SetEntry, SetFigure
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure_frame import checked, figures_of
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook

RUNS = 9
COLUMNS = (("what", "left"), ("budget", "right"), ("median", "right"), ("quickest", "right"), ("kept", "left"))
TIMES = (1, 10, 100)
LARGE = 100_000
GAPS = 0.05
STEPS = (
    Step("m", 1, "impute", "mean"),
    Step("m", 2, "treat", "skew_kurtosis"),
    Step("m", 3, "normalise", "min_max", '{"high": 100}'),
    Step("m", 4, "weigh", "by_hand"),
    Step("m", 5, "aggregate", "arithmetic"),
)


class Taken(NamedTuple):
    """Milliseconds: the median of the runs, and the quickest, which other programs on the machine touch least."""

    median: float
    quickest: float


def main() -> int:
    """Measure all and print the table."""
    rows = [
        ("reweigh and rank, 200 units × 100 indicators", 5.0, reweighing(200, 100)),
        ("one figure edited, 51 × 49 × 5 years, whole chain", 10.0, editing(51, 49, 5)),
        ("a whole run from a frame, 10,000 × 100", 150.0, whole_run(10_000, 100)),
        ("a whole run from a workbook, 10,000 × 100", None, derivation(10_000, 100)),
        *(row for times in TIMES for row in sizes(50 * times, 20)),
    ]
    table = Table(title=f"The index engine, {RUNS} runs each", title_justify="left")
    for column, justify in COLUMNS:
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for what, budget, took in rows:
        kept = "–" if budget is None else "✓ pass" if took.median <= budget else "✗ over"
        told = "–" if budget is None else f"≤ {budget:g} ms"
        table.add_row(what, told, f"{took.median:.1f} ms", f"{took.quickest:.1f} ms", kept)
    Console().print(table)
    return 0


def sizes(units: int, indicators: int) -> list[tuple[str, None, Taken]]:
    """What the three cost at a size."""
    told = f"{units:,} units × {indicators}"
    return [
        (f"reweigh and rank, {told}", None, reweighing(units, indicators)),
        (f"one figure edited, {told}", None, editing(units, indicators, 1)),
        (f"a whole run from a frame, {told}", None, whole_run(units, indicators)),
    ]


def reweighing(units: int, indicators: int) -> Taken:
    """Milliseconds from a changed weight to new ranks."""
    workbook = made(units, indicators, 1)
    derived = derive(workbook)
    ranked(derived.methods["m"])
    one = workbook.placed("m")[-1]

    def once(at: int) -> None:
        edited = SetEntry("placed", one, replace(one, weight=1.0 + at)).apply(workbook)
        ranked(derive(edited, derived).methods["m"])

    return taken(once)


def editing(units: int, indicators: int, years: int) -> Taken:
    """Milliseconds from a changed figure to new ranks."""
    workbook = made(units, indicators, years)
    derived = derive(workbook)
    ranked(derived.methods["m"])
    figure = workbook.figures["u0", "i0"].figures[-1]

    def once(at: int) -> None:
        edited = SetFigure(figure, replace(figure, value=50.0 + at)).apply(workbook)
        ranked(derive(edited, derived).methods["m"])

    return taken(once)


def whole_run(units: int, indicators: int) -> Taken:
    """Milliseconds of a run on a plain frame, nothing taken over."""
    values = seeded(units, indicators, 1)[:, :, 0]
    columns = {f"i{at}": pl.Series(values[:, at], nan_to_null=True) for at in range(indicators)}
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(units)], "period": ["2020"] * units, **columns})
    document = Document(Method("m", "M"), placed(indicators), STEPS)
    return taken(lambda _: ranked(run(document, frame)))


def derivation(units: int, indicators: int) -> Taken:
    """Milliseconds from the figures of a large workbook to ranks, nothing taken over."""
    workbook = made(units, indicators, 1)
    return taken(lambda _: ranked(derive(workbook).methods["m"]))


def made(units: int, indicators: int, years: int) -> Workbook:
    """A workbook of seeded figures with a method of two elements; large ones are kept as their file has them."""
    values = seeded(units, indicators, years)
    u, i, y = (place.ravel() for place in np.indices(values.shape))
    named = {"unit": ("u", u), "indicator": ("i", i), "period": ("", y + 2020)}
    columns = {name: pl.Series(place).cast(pl.String) for name, (_, place) in named.items()}
    frame = pl.DataFrame(
        {name: letter + columns[name] for name, (letter, _) in named.items()} | {"value": values.ravel()}
    )
    rows = checked(frame.filter(pl.col("value").is_not_nan()))
    entries = [*(Unit(f"u{at}", "") for at in range(units)), *(Indicator(f"i{at}", "") for at in range(indicators))]
    workbook = Workbook.of(figures_of(rows) if rows.height <= LARGE else [], entries)
    if rows.height > LARGE:
        workbook = replace(workbook, figures=Figures(rows))
    return load(Document(Method("m", "M"), placed(indicators), STEPS), workbook).apply(workbook)


def seeded(units: int, indicators: int, years: int) -> NDArray[np.float64]:
    """Units × indicators × years: from well shaped to long tails that are treated, a twentieth missing."""
    random = np.random.default_rng(1)
    spread = np.linspace(0.3, 1.5, indicators)[None, :, None]
    values = np.exp(3 + spread * random.standard_normal((units, indicators, years)))
    values[random.random(values.shape) < GAPS] = np.nan
    values[0, 0] = 20.0
    return values


def placed(indicators: int) -> tuple[TreeNode, ...]:
    """A root, two elements, and the indicators under them by turns."""
    below = (TreeNode("m", f"i{at}", f"e{at % 2}") for at in range(indicators))
    return (TreeNode("m", "top"), TreeNode("m", "e0", "top"), TreeNode("m", "e1", "top"), *below)


def ranked(result: object) -> None:
    """Look at the ranks, as a screen does."""
    if not isinstance(result, Scored):
        raise TypeError(result)
    result.ranks  # noqa: B018 - computed when looked at


def taken(once: Callable[[int], None]) -> Taken:
    """How long it takes, run by run."""
    once(0)
    times = []
    for at in range(1, RUNS + 1):
        begun = time.perf_counter()
        once(at)
        times.append(1000 * (time.perf_counter() - begun))
    return Taken(median(times), min(times))


if __name__ == "__main__":
    sys.exit(main())
