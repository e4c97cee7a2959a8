"""The assumptions that an audit varies: each alone, and all together in many runs."""

from dataclasses import replace

import numpy as np
import polars as pl

from core.frozen import frozen
from core.method.document import settings_of, settings_text
from core.method.errors import MethodError
from core.method.matrix import matrix
from core.method.rank import ranked
from core.method.run import Scored, run
from core.method.setting import Settings
from core.progress import Progress, no_progress
from core.rank_reversal.combinations import AS_IT_IS, AT_ONCE, COLUMNS, PLACES, combinations, usual_alternatives
from core.robustness.choices import WITHOUT, Alternatives, Choice, LeaveOut, WeightNoise, WeightSets
from core.robustness.model import UncertaintyModel
from core.robustness.outcome import Outcome, outcome
from core.robustness.points import sobol_points
from core.robustness.sensitivity import SobolIndex, settling
from core.robustness.settings import option_of
from core.robustness.study import Study
from core.workbook.entries import Step

SPREAD = 0.25
WEIGHTS = "weights ± 25 %"
LOW, HIGH = 1.0, 100.0


@frozen
class Setup:
    """The method that is varied, and what may vary in it.

    `scored` is the method, or, where `rescaled`, the method with its min-max from 1 to 100, which leaves every rank as
    it is and lets a geometric mean be computed. `typed` are the alternatives as `jingdex uncertainty` takes them.
    """

    scored: Scored
    node: str
    choices: tuple[Choice, ...]
    typed: tuple[str, ...]
    rescaled: bool
    newest: pl.DataFrame | None

    @property
    def model(self) -> UncertaintyModel:
        """The method with all its choices."""
        return UncertaintyModel(self.scored, self.node, self.choices, self.newest)


def setup(scored: Scored, node: str, newest: pl.DataFrame | None = None) -> Setup:
    """Weights ± 25 %, imputation or not, arithmetic or geometric mean (the one that the method does not use).

    Steps that the method does not have, and choices that cannot be computed, are left out. (JRC audits; Saisana,
    Saltelli & Tarantola 2005)
    """
    own, rescaled = above_zero(scored, node, newest)
    document = own.document
    choices: list[Choice] = [WeightNoise(SPREAD)]
    typed = []
    for step in document.steps:
        alternative = _other(own, step)
        if alternative is not None:
            choices.append(Alternatives(step.number, (alternative,)))
            typed.append(f"{step.number}:{alternative[0]}")
    return Setup(own, node, tuple(choices), tuple(typed), rescaled, newest)


def assumptions(setup: Setup, period: str, runs: int, seed: int, progress: Progress = no_progress) -> pl.DataFrame:
    """A row for each assumption alone, the one that moves units most first: the columns of `combinations`.

    Weights ± 25 % (shares of units and runs, without `kendall`), every other usual choice of a step, equal weights, and
    each node below the top left out.
    """
    known = usual_alternatives(setup.scored)
    single: list[Choice] = []
    for step in setup.scored.document.steps:
        alternative = _other(setup.scored, step) or _usual(step, known)
        if alternative is not None:
            single.append(Alternatives(step.number, (alternative,)))
    if not _is_equal(setup.scored) and "equal" not in known.values():
        single.append(WeightSets((("equal", dict.fromkeys(setup.scored.tree.parents, 1.0)),)))
    below = [code for code in setup.scored.nodes if setup.scored.tree.parents[code] == setup.node]
    single += [LeaveOut((code,)) for code in below] if len(below) > 1 else []
    rows = [of_weights(setup, period, runs, seed)]
    for at, choice in enumerate(single):
        progress(at / len(single))
        model = UncertaintyModel(setup.scored, setup.node, (choice,), setup.newest)
        rows.append(combinations(model, period).filter(pl.col("combination") != AS_IT_IS))
    return pl.concat(rows).sort("mean_shift", descending=True, nulls_last=True, maintain_order=True)


def of_weights(setup: Setup, period: str, runs: int, seed: int) -> pl.DataFrame:
    """The row of weights ± 25 %: |rank - nominal rank| over the units of the period and so many runs."""
    model = UncertaintyModel(setup.scored, setup.node, (WeightNoise(SPREAD),), setup.newest)
    in_period = (model.frame["period"].cast(pl.String) == period).to_numpy()
    units = model.frame["unit"].cast(pl.String).filter(pl.Series(in_period)).to_list()
    nominal = ranked(model.nominal()[None, in_period])
    moved = []
    for first in range(0, runs, AT_ONCE):
        points = sobol_points(model.dimensions, min(AT_ONCE, runs - first), seed, first)
        now = ranked(model.scores(points)[:, in_period])
        moved.append(np.where((now > 0) & (nominal > 0), np.abs(now - nominal), -1))
    shifts = np.concatenate(moved)
    known = shifts[shifts >= 0]
    if not known.size:
        return pl.DataFrame(schema=COLUMNS)
    most = units[int(shifts.max(axis=0).argmax())] if known.any() else None
    shares = [float((known >= places).mean()) for places in PLACES]
    row = (WEIGHTS, int((nominal > 0).sum()), float(known.mean()), int(known.max()), most, *shares, None, None)
    return pl.DataFrame([row], schema=COLUMNS, orient="row")


def study(model: UncertaintyModel, runs: int, seed: int, progress: Progress = no_progress) -> Outcome:
    """So many runs of all assumptions together."""
    runs_done = Study(model, seed)
    for done in runs_done.advance(runs):
        progress(done / runs)
    return outcome(runs_done)


def indices(model: UncertaintyModel, base: int, seed: int) -> list[SobolIndex]:
    """Which assumption matters for the mean rank shift: runs are doubled until all have settled, or base is reached."""
    result: list[SobolIndex] = []
    for _, result in settling(model, base, seed):  # noqa: B007 - the last is the answer
        pass
    return result


def _other(scored: Scored, step: Step) -> tuple[str, Settings] | None:
    """The other choice of a step in the study: not filled, or the other of the two means."""
    if step.kind == "impute":
        return option_of(step, WITHOUT)
    if step is not scored.document.steps[-1]:
        return None
    if step.how != "arithmetic":
        return option_of(step, "arithmetic")
    return option_of(step, "geometric") if _lowest(scored) > 0 else None


def _usual(step: Step, known: dict[int, str]) -> tuple[str, Settings] | None:
    text = known.get(step.number)
    if text is None or step.kind == "aggregate":
        return None
    how, *_ = text.split()
    return option_of(step, how)


def _is_equal(scored: Scored) -> bool:
    """Whether siblings weigh the same everywhere."""
    tree = scored.tree
    return all(len({tree.weights[code] for code in children}) == 1 for children in tree.children.values())


def _lowest(scored: Scored) -> float:
    return float(np.nanmin(matrix(scored.stages[-2].frame, scored.tree.indicators)))


def from_one(scored: Scored, newest: pl.DataFrame | None = None) -> Scored:
    """The method with its min-max from 1 to 100 where some score is not above 0; unchanged where that does not help."""
    if _lowest(scored) > 0:
        return scored
    steps = tuple(_from_one(step) for step in scored.document.steps)
    try:
        rescaled = run(replace(scored.document, steps=steps), scored.raw, newest=newest)
    except MethodError:
        return scored
    return rescaled if rescaled.nodes and _lowest(rescaled) > 0 else scored


def above_zero(scored: Scored, node: str, newest: pl.DataFrame | None = None) -> tuple[Scored, bool]:
    """The method, or (with true) its form from 1 to 100 where a score is not above 0 and no rank changes by it."""
    if scored.document.steps[-1].how != "arithmetic":
        return scored, False
    rescaled = from_one(scored, newest)
    same = node in rescaled.nodes and rescaled.ranks[node].equals(scored.ranks[node])
    return (rescaled, True) if same and rescaled is not scored else (scored, False)


def _from_one(step: Step) -> Step:
    """A min-max of all indicators together from 1 to 100; any other step unchanged."""
    own = settings_of(step)
    if (step.kind, step.how) != ("normalise", "min_max") or own["each"]:
        return step
    return replace(step, settings=settings_text({**own, "low": LOW, "high": HIGH}))
