"""Prints what the index engine costs beside COINr: whole runs, edits, many runs, and how cost grows with size."""

import json
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.coinr import coinr
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

RUNS, AT_LEAST = 9, 500.0
COLUMNS = ("what", "budget", "median", "quickest", "COINr / quickest", "kept")
KILOBYTES = 1 if sys.platform == "darwin" else 1024
LARGE = 100_000
ASEM = Path(__file__).parents[2] / "shared" / "reference" / "asem"
GAPS = 0.05
STEPS = (
    Step("m", 1, "impute", "mean"),
    Step("m", 2, "treat", "skew_kurtosis"),
    Step("m", 3, "normalise", "min_max", '{"high": 100}'),
    Step("m", 4, "weigh", "by_hand"),
    Step("m", 5, "aggregate", "arithmetic"),
)


class Timing(NamedTuple):
    """Milliseconds: the median of the runs, and the quickest, which other programs on the machine touch least."""

    median: float
    quickest: float


class Row(NamedTuple):
    """What was measured, the milliseconds that it may take, and what COINr takes where it does the same."""

    what: str
    budget: float
    took: Timing
    coinr: float | None = None


def main() -> int:
    """Measure all and print the tables."""
    beside = coinr()
    table = Table(title="The index engine", title_justify="left")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column in ("what", "kept") else "right")
    for what, budget, took, theirs in measured(beside.times):
        ratio = "" if theirs is None else f"{theirs / took.quickest:,.0f} ×"
        kept = "✓ pass" if took.quickest <= budget else "✗ over"
        table.add_row(what, f"≤ {budget:,.4g} ms", f"{took.median:,.1f} ms", f"{took.quickest:,.1f} ms", ratio, kept)
    console = Console(width=120)
    console.print(table)
    console.print(
        f"{beside.source} A budget is kept where the quickest run keeps it, which other programs touch least."
        f" {memory():.2f} GB at the most."
    )
    console.print(growth())
    return 0


def measured(theirs: dict[str, float]) -> Iterator[Row]:
    """Every row of the budget, against COINr's milliseconds."""
    small, large, run_of_coinr = theirs["51 x 49"], theirs["10,000 x 100"], 1_000 * theirs["a run"]
    if ASEM.is_dir():
        yield Row("the chain of ASEM, 51 × 49 from a frame", theirs["ASEM"] / 20, asem_chain(), theirs["ASEM"])
    yield Row("a chain of seeded figures, 51 × 49 from a frame", small / 20, whole_run(51, 49), small)
    frame, book = by_turns(frame_run(10_000, 100), derivation(10_000, 100))
    yield Row("the same, 10,000 × 100", large / 100, frame, large)
    yield Row("the same from a workbook, by turns with the frame", 1.5 * frame.quickest, book, large)
    yield Row("the same, 100,000 × 100", 1_200.0, whole_run(100_000, 100, runs=3))
    yield Row("reweigh and rank, 200 units × 100 indicators", 2.0, reweighing(200, 100))
    yield Row("one figure edited, 51 × 49 × 5 years, whole chain", 3.0, editing(51, 49, 5))
    choices, figures = (studied(51, 49, 1_000, of) for of in (of_choices, of_figures))
    yield Row("1,000 runs of choices, 51 × 49", run_of_coinr / 1_000, choices, run_of_coinr)
    yield Row("1,000 runs with every figure spread, 51 × 49", run_of_coinr / 100, figures, run_of_coinr)
    yield Row("200 runs of choices, 10,000 × 100", 5_000.0, studied(10_000, 100, 200, of_choices))


def growth() -> Table:
    """How cost grows, ten, a hundred and a thousand times from a small size on, in each direction by itself."""
    table = Table(title="How cost grows, milliseconds (times the first)", title_justify="left")
    for column, justify in (("what", "left"), ("10", "right"), *((f"× {by:,}", "right") for by in (10, 100, 1_000))):
        table.add_column(column, justify=justify)
    rows = {
        "units, of 20 indicators": lambda many: whole_run(many, 20, runs=5),
        "indicators, of 20 units": lambda many: whole_run(20, many, runs=5),
        "runs of choices, 51 × 49": lambda many: studied(51, 49, many, of_choices),
        "runs with every figure spread, 51 × 49": lambda many: studied(51, 49, many, of_figures),
    }
    for what, measure in rows.items():
        took = [measure(many).quickest for many in (10, 100, 1_000, 10_000)]
        table.add_row(what, *(f"{one:,.1f} ({one / took[0]:,.1f} ×)" for one in took))
    return table


def memory() -> float:
    """The most memory that this process has held, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES / (1 << 30)


def studied(units: int, indicators: int, runs: int, choices: Callable[[UncertaintyModel], UncertaintyModel]) -> Timing:
    """Milliseconds of a study of a chain that has been computed."""
    made = chain(units, indicators)
    return timing(lambda _: deque(Study(choices(made)).advance(runs, in_threads), maxlen=0), runs=2)


def of_choices(made: UncertaintyModel) -> UncertaintyModel:
    """Weights, filling, treating and scaling may differ; nothing is known from before."""
    return UncertaintyModel(made.scored, made.node, made.choices)


def of_figures(made: UncertaintyModel) -> UncertaintyModel:
    """Every figure is spread by 5 %."""
    return UncertaintyModel(made.scored, made.node, (FigureNoise({"A": 5.0}),))


def reweighing(units: int, indicators: int) -> Timing:
    """Milliseconds from a changed weight to new ranks."""
    workbook = made(units, indicators, 1)
    derived = derive(workbook)
    ranked(derived.methods["m"])
    one = workbook.placed("m")[-1]

    def once(at: int) -> None:
        edited = SetEntry("placed", one, replace(one, weight=1.0 + at)).apply(workbook)
        ranked(derive(edited, derived).methods["m"])

    return timing(once)


def editing(units: int, indicators: int, years: int) -> Timing:
    """Milliseconds from a changed figure to new ranks."""
    workbook = made(units, indicators, years)
    derived = derive(workbook)
    ranked(derived.methods["m"])
    figure = workbook.figures["u0", "i0"].figures[-1]

    def once(at: int) -> None:
        edited = SetFigure(figure, replace(figure, value=50.0 + at)).apply(workbook)
        ranked(derive(edited, derived).methods["m"])

    return timing(once)


def whole_run(units: int, indicators: int, runs: int = RUNS) -> Timing:
    """Milliseconds of a run on a plain frame."""
    return timing(frame_run(units, indicators), runs)


def frame_run(units: int, indicators: int) -> Callable[[int], object]:
    """A run on a plain frame, nothing taken over."""
    values = seeded(units, indicators, 1)[:, :, 0]
    columns = {f"i{at}": pl.Series(values[:, at], nan_to_null=True) for at in range(indicators)}
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(units)], "period": ["2020"] * units, **columns})
    document = Document(Method("m", "M"), placed(indicators), STEPS)
    return lambda _: ranked(run(document, frame))


def asem_chain() -> Timing:
    """Milliseconds of COINr's default chain on the ASEM data: divided by size, filled by group, treated, min-max."""
    meta = pl.read_csv(ASEM / "asem_imeta.csv", infer_schema_length=None)
    about = meta.filter(pl.col("Type").is_in(["Indicator", "Aggregate"]))
    tree = tuple(
        TreeNode("m", code, parent or "", weight, direction or 1)
        for code, parent, weight, direction in about.select("iCode", "Parent", "Weight", "Direction").iter_rows()
    )
    codes = about.filter(Type="Indicator")
    by = dict(codes.drop_nulls("Denominator").select("iCode", "Denominator").iter_rows())
    steps = (
        Step("m", 1, "denominate", "panel", json.dumps({"by": by})),
        Step("m", 2, "impute", "group_mean", '{"group": "EurAsia_group"}'),
        Step("m", 3, "treat", "skew_kurtosis", '{"keep": "always"}'),
        Step("m", 4, "normalise", "min_max", '{"high": 100}'),
        Step("m", 5, "aggregate", "arithmetic"),
    )
    raw = pl.read_csv(ASEM / "asem_idata.csv", infer_schema_length=None)
    names = {"uCode": "unit", "Time": "period"}
    frame = raw.rename(names, strict=False).with_columns(pl.col(codes["iCode"].to_list()).cast(pl.Float64))
    document = Document(Method("m", "M"), tree, steps)
    return timing(lambda _: ranked(run(document, frame)))


def derivation(units: int, indicators: int) -> Callable[[int], object]:
    """From the figures of a large workbook to ranks, nothing taken over."""
    workbook = made(units, indicators, 1)
    return lambda _: ranked(derive(workbook).methods["m"])


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


def timing(once: Callable[[int], object], runs: int = RUNS) -> Timing:
    """How long it takes, run by run: so many times, and what is quick until half a second has gone by."""
    once(0)
    times: list[float] = []
    while len(times) < runs or (runs == RUNS and sum(times) < AT_LEAST):
        times.append(milliseconds(once, len(times) + 1))
    return Timing(median(times), min(times))


def by_turns(*all_of: Callable[[int], object]) -> list[Timing]:
    """How long each takes, one after another in every round, so that what else the machine does falls on all."""
    rounds = [[milliseconds(once, at) for once in all_of] for at in range(RUNS + 1)]
    return [Timing(median(times), min(times)) for times in zip(*rounds[1:], strict=True)]


def milliseconds(once: Callable[[int], object], at: int) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    once(at)
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    sys.exit(main())
