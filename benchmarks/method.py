"""Prints what the index engine costs: a reweighing, one figure edited, a whole run, and cost against size."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from core.derive import derive
from core.edit import SetEntry, SetFigure
from core.entries import Indicator, Method, Placed, Step, Unit
from core.figure import Figure
from core.method.document import Document, load
from core.method.run import Scored, run
from core.workbook import Workbook

RUNS = 9
STEPS = (
    Step("m", 1, "impute", "mean"),
    Step("m", 2, "treat", "skew_kurtosis"),
    Step("m", 3, "normalise", "min_max", '{"high": 100}'),
    Step("m", 4, "aggregate", "arithmetic"),
)


def main() -> int:
    """Measure all and print the table."""
    rows = [
        ("reweigh and rank, 200 units × 100 indicators", 5.0, reweighing(200, 100)),
        ("one figure edited, 51 × 49 × 5 years, whole chain", 10.0, editing(51, 49, 5)),
        ("a whole run from a frame, 10,000 × 100", 150.0, whole_run(10_000, 100)),
        ("one figure edited, 50 units × 20", None, editing(50, 20, 1)),
        ("one figure edited, 500 units × 20", None, editing(500, 20, 1)),
        ("one figure edited, 5,000 units × 20", None, editing(5_000, 20, 1)),
    ]
    table = Table(title=f"The index engine, medians of {RUNS} runs", title_justify="left")
    for column, justify in (("what", "left"), ("budget", "right"), ("taken", "right"), ("kept", "left")):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for what, budget, taken in rows:
        kept = "–" if budget is None else "✓ pass" if taken <= budget else "✗ over"
        table.add_row(what, "–" if budget is None else f"≤ {budget:g} ms", f"{taken:.1f} ms", kept)
    Console().print(table)
    return 0


def reweighing(units: int, indicators: int) -> float:
    """Milliseconds from a changed weight to new ranks."""
    workbook = made(units, indicators, 1)
    derived = derive(workbook)
    ranked(derived.methods["m"])
    one = workbook.placed("m")[-1]

    def once(at: int) -> None:
        edited = SetEntry("placed", one, replace(one, weight=1.0 + at)).apply(workbook)
        ranked(derive(edited, derived).methods["m"])

    return taken(once)


def editing(units: int, indicators: int, years: int) -> float:
    """Milliseconds from a changed figure to new ranks."""
    workbook = made(units, indicators, years)
    derived = derive(workbook)
    ranked(derived.methods["m"])
    figure = workbook.figures["u0", "i0"].figures[-1]

    def once(at: int) -> None:
        edited = SetFigure(figure, replace(figure, value=50.0 + at)).apply(workbook)
        ranked(derive(edited, derived).methods["m"])

    return taken(once)


def whole_run(units: int, indicators: int) -> float:
    """Milliseconds of a run on a plain frame, nothing taken over."""
    values = np.random.default_rng(1).lognormal(3, 0.5, (units, indicators))
    columns = {f"i{at}": values[:, at] for at in range(indicators)}
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(units)], "period": ["2020"] * units, **columns})
    document = Document(Method("m", "M"), placed(indicators), STEPS)
    return taken(lambda _: ranked(run(document, frame)))


def made(units: int, indicators: int, years: int) -> Workbook:
    """A workbook of seeded figures with a method of two elements."""
    values = np.random.default_rng(1).lognormal(3, 0.5, (units, indicators, years))
    figures = [
        Figure(f"u{u}", f"i{i}", str(2020 + y), value=float(values[u, i, y]))
        for u in range(units)
        for i in range(indicators)
        for y in range(years)
    ]
    entries = [*(Unit(f"u{at}", "") for at in range(units)), *(Indicator(f"i{at}", "") for at in range(indicators))]
    workbook = Workbook.of(figures, entries)
    return load(Document(Method("m", "M"), placed(indicators), STEPS), workbook).apply(workbook)


def placed(indicators: int) -> tuple[Placed, ...]:
    """A root, two elements, and the indicators under them by turns."""
    below = (Placed("m", f"i{at}", f"e{at % 2}") for at in range(indicators))
    return (Placed("m", "top"), Placed("m", "e0", "top"), Placed("m", "e1", "top"), *below)


def ranked(result: object) -> None:
    """Look at the ranks, as a screen does."""
    if not isinstance(result, Scored):
        raise TypeError(result)
    result.ranks  # noqa: B018 - computed when looked at


def taken(once: Callable[[int], None]) -> float:
    """The median time in milliseconds."""
    once(0)
    times = []
    for at in range(1, RUNS + 1):
        begun = time.perf_counter()
        once(at)
        times.append(1000 * (time.perf_counter() - begun))
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
