"""Every combination of the choices of some steps in one table: how far units move from the method as it is."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TypeAlias

import numpy as np
import polars as pl

from core.analysis.correlation import kendall
from core.method.document import settings_of
from core.method.errors import MethodError
from core.method.forms import part_text
from core.method.matrix import Counts, Matrix, matrix, slices
from core.method.rank import largest_first, ranked
from core.method.run import Scored
from core.method.setting import Settings
from core.progress import Progress, no_progress
from core.robustness.choices import WITHOUT, Alternatives, Choice, LeaveOut, WeightSets
from core.robustness.model import UncertaintyModel
from core.workbook.entries import Step

Pick: TypeAlias = tuple[str, float]
PLACES = (5, 10, 20)
"""The table has the shares of units that move at least this many places."""
MOST_COMBINATIONS = 4096
AT_ONCE = 64
AS_IT_IS = "as it is"
COLUMNS = {
    "combination": pl.String(),
    "units": pl.Int64(),
    "mean_shift": pl.Float64(),
    "largest": pl.Int64(),
    "most_moved": pl.String(),
    **{f"moved_{places}": pl.Float64() for places in PLACES},
    "kendall": pl.Float64(),
    "trouble": pl.String(),
}


def usual_alternatives(scored: Scored) -> dict[int, str]:
    """For each step the alternative of a usual review, as it is typed; steps without one are left out.

    No imputation and no treatment, z-scores instead of min-max (else min-max), equal weights, a geometric mean instead
    of an arithmetic one (else an arithmetic one). Where a score is not above 0, which excludes the geometric mean, a
    power mean of 0.5, half-way between the two.
    """
    options: dict[int, str] = {}
    steps = scored.document.steps
    for at, step in enumerate(steps):
        if step.kind in ("impute", "treat"):
            options[step.number] = WITHOUT
        elif step.kind == "normalise":
            options[step.number] = "z_score" if step.how != "z_score" else "min_max"
        elif step.kind == "weigh" and step.how != "equal":
            options[step.number] = "equal"
        elif step.kind == "aggregate" and at == len(steps) - 1:
            options[step.number] = _other_mean(scored) if step.how == "arithmetic" else "arithmetic"
    return options


def combinations(model: UncertaintyModel, period: str, progress: Progress = no_progress) -> pl.DataFrame:
    """A row for each combination of the model's choices, the method as it is first, then by the mean shift.

    Columns combination (the steps with what they are instead), units (ranked in the period on both sides), mean_shift
    (of |rank - nominal rank|), largest and most_moved, moved_5, moved_10, moved_20 (the share of units that move so
    many places or more), Kendall's tau-b of the scores with the nominal ones, and trouble: why a combination cannot be
    computed, which then has no units. Raises MethodError where a choice is a range or a noise, or there are too many.
    (Saisana, Saltelli & Tarantola 2005)
    """
    steps = {step.number: step for step in model.scored.document.steps}
    every = list(product(*(picks(choice, steps) for choice in model.choices)))
    if len(every) > MOST_COMBINATIONS:
        raise MethodError(
            "{count:,} combinations are more than {most_combinations:,}: name fewer choices.",
            count=len(every),
            most_combinations=MOST_COMBINATIONS,
        )
    in_period = (model.frame["period"].cast(pl.String) == period).to_numpy()
    if not in_period.any():
        raise MethodError("The method has no row for {period}: name another period.", period=period)
    nominal = model.nominal()[in_period]
    units = model.frame["unit"].cast(pl.String).filter(pl.Series(in_period)).to_list()
    rows = []
    for some in slices(len(every), 1, AT_ONCE):
        progress(some.start / len(every))
        part = every[some]
        points = np.array([[at for _, at in combination] for combination in part])
        evaluated = model.evaluated(points)
        for at, (combination, scores) in enumerate(zip(part, evaluated.scores[:, in_period], strict=True)):
            rows.append((*_row(combination, units, nominal, scores), evaluated.reasons.get(at)))
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return pl.concat([table.head(1), largest_first(table.tail(-1), "mean_shift")])


def picks(choice: Choice, steps: Mapping[int, Step]) -> list[Pick]:
    """The options of a choice in words, each with the point within 0 and 1 that selects it; its own one is first."""
    match choice:
        case Alternatives():
            names = ["", *(_option(steps[choice.step], how, settings) for how, settings in choice.options)]
        case WeightSets(between=False):
            names = ["", *(f"weights: {name}" for name, _ in choice.sets)]
        case LeaveOut():
            names = ["", *(f"without {code}" for code in choice.codes)]
        case _:
            raise MethodError(
                "{name} may take any value in a range: list single choices, such as z_score; none.", name=choice.name
            )
    return [(name, (at + 0.5) / len(names)) for at, name in enumerate(names)]


def shifts(nominal: Counts, now: Counts) -> Counts:
    """|rank - nominal rank| of the units that have both; a rank of 0 means none."""
    in_both = (nominal > 0) & (now > 0)
    return np.asarray(np.abs(nominal - now)[in_both])


def _row(combination: Sequence[Pick], units: Sequence[str], nominal: Matrix, scores: Matrix) -> tuple[object, ...]:
    name = ", ".join(text for text, _ in combination if text) or AS_IT_IS
    in_both = ~(np.isnan(nominal) | np.isnan(scores))
    if not in_both.any():
        return (name, 0, *[None] * (len(COLUMNS) - 3))
    was, now = (ranked(side[None, in_both])[0] for side in (nominal, scores))
    moved = shifts(was, now)
    units_in_both = [unit for unit, known in zip(units, in_both, strict=True) if known]
    most = units_in_both[int(moved.argmax())] if moved.any() else None
    shares = [float((moved >= places).mean()) for places in PLACES]
    tau = float(kendall(np.column_stack([nominal[in_both], scores[in_both]]))[0, 1])
    agreement = None if np.isnan(tau) else tau
    return (name, len(units_in_both), float(moved.mean()), int(moved.max()), most, *shares, agreement)


def _option(step: Step, how: str, settings: Settings) -> str:
    """A choice in its typed form: the step, the choice, and the settings in which it differs from the step."""
    own = settings_of(step)
    changed = [f"{name}={part_text(value)}" for name, value in settings.items() if own.get(name, settings) != value]
    return " ".join([f"{step.number}:{how}", *changed])


def _other_mean(scored: Scored) -> str:
    """A geometric mean, or where some score is not above 0 a power mean of 0.5."""
    lowest = matrix(scored.stages[-2].frame, scored.tree.indicators)
    return "geometric" if np.nanmin(lowest) > 0 else "power p=0.5"
