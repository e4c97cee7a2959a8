"""Prints what the index engine costs beside COINr: whole runs, edits, many runs, and how cost grows with size."""

import resource
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.trust import chain
from core.derive.derive import derive
from core.method.document import Document, load
from core.method.run import Scored, run
from core.robustness.choices import FigureNoise
from core.robustness.model import UncertaintyModel
from core.robustness.study import Study
from core.workbook.edit import SetEntry, SetFigure
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure_frame import checked, figures_of
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook
from data.parallel import in_threads

RUNS = 9
COLUMNS = (("what", "left"), ("budget", "right"), ("median", "right"), ("quickest", "right"), ("kept", "left"))
KILOBYTES = 1 if sys.platform == "darwin" else 1024
LARGE = 100_000
GAPS = 0.05
COINR = {"51 × 49": 93.0, "10,000 × 100": 9_500.0, "a run of choices": 130.0, "a run of figures": 130.0}
"""Milliseconds of COINr 1.1.14 as they were recorded on two cores; a run of its uncertainty analysis takes one each."""
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
    """Measure all and print the tables."""
    frame = whole_run(10_000, 100)
    book = derivation(10_000, 100)
    rows = [
        ("a whole run from a frame, 51 × 49", COINR["51 × 49"] / 20, whole_run(51, 49)),
        ("a whole run from a frame, 10,000 × 100", COINR["10,000 × 100"] / 100, frame),
        ("a whole run from a workbook, 10,000 × 100", 1.5 * frame.median, book),
        ("a whole run from a frame, 100,000 × 100", 1_200.0, whole_run(100_000, 100, runs=3)),
        ("reweigh and rank, 200 units × 100 indicators", 2.0, reweighing(200, 100)),
        ("one figure edited, 51 × 49 × 5 years, whole chain", 3.0, editing(51, 49, 5)),
        ("1,000 runs of choices, 51 × 49", COINR["a run of choices"], studied(51, 49, 1_000, of_choices)),
        (
            "1,000 runs with every figure spread, 51 × 49",
            10 * COINR["a run of figures"],
            studied(51, 49, 1_000, of_figures),
        ),
        ("200 runs of choices, 10,000 × 100", 5_000.0, studied(10_000, 100, 200, of_choices)),
    ]
    table = Table(title=f"The index engine, up to {RUNS} runs each", title_justify="left")
    for column, justify in COLUMNS:
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for what, budget, took in rows:
        kept = "✓ pass" if took.median <= budget else "✗ over"
        table.add_row(what, f"≤ {budget:.4g} ms", f"{took.median:.1f} ms", f"{took.quickest:.1f} ms", kept)
    console = Console(width=120)
    console.print(table)
    beside = "COINr's times are those recorded on two cores: it is not run here."
    ratios = {"51 × 49": rows[0][2], "10,000 × 100": rows[1][2]}
    told = "; ".join(f"{size}: {COINR[size] / took.median:.0f} ×" for size, took in ratios.items())
    console.print(f"{beside} Against them {told}; {memory():.2f} GB at the most.")
    console.print(growth())
    return 0


def growth() -> Table:
    """How cost grows, ten and a hundred times from a small size on, in each direction by itself."""
    table = Table(title="How cost grows, milliseconds (times the first)", title_justify="left")
    table.add_column("what")
    for times in (10, 100, 1_000):
        table.add_column(f"{times:,}", justify="right")
    measured = {
        "units, of 20 indicators": lambda many: whole_run(many, 20, runs=5),
        "indicators, of 20 units": lambda many: whole_run(20, many, runs=5),
        "runs of choices, 51 × 49": lambda many: studied(51, 49, many, of_choices),
        "runs with every figure spread, 51 × 49": lambda many: studied(51, 49, many, of_figures),
    }
    for what, measure in measured.items():
        took = [measure(many).median for many in (10, 100, 1_000)]
        table.add_row(what, *(f"{one:.1f} ({one / took[0]:.1f} ×)" for one in took))
    return table


def memory() -> float:
    """The most memory that this process has held, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES / (1 << 30)


def studied(units: int, indicators: int, runs: int, choices: Callable[[UncertaintyModel], UncertaintyModel]) -> Taken:
    """Milliseconds of a study of a chain that has been computed."""
    made = chain(units, indicators)
    return taken(lambda _: deque(Study(choices(made)).advance(runs, in_threads), maxlen=0), runs=2)


def of_choices(made: UncertaintyModel) -> UncertaintyModel:
    """Weights, filling, treating and scaling may differ; nothing is known from before."""
    return UncertaintyModel(made.scored, made.node, made.choices)


def of_figures(made: UncertaintyModel) -> UncertaintyModel:
    """Every figure is spread by 5 %."""
    return UncertaintyModel(made.scored, made.node, (FigureNoise({"A": 5.0}),))


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


def whole_run(units: int, indicators: int, runs: int = RUNS) -> Taken:
    """Milliseconds of a run on a plain frame, nothing taken over."""
    values = seeded(units, indicators, 1)[:, :, 0]
    columns = {f"i{at}": pl.Series(values[:, at], nan_to_null=True) for at in range(indicators)}
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(units)], "period": ["2020"] * units, **columns})
    document = Document(Method("m", "M"), placed(indicators), STEPS)
    return taken(lambda _: ranked(run(document, frame)), runs)


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


def taken(once: Callable[[int], object], runs: int = RUNS) -> Taken:
    """How long it takes, run by run."""
    once(0)
    times = []
    for at in range(1, runs + 1):
        begun = time.perf_counter()
        once(at)
        times.append(1000 * (time.perf_counter() - begun))
    return Taken(median(times), min(times))


if __name__ == "__main__":
    sys.exit(main())
