"""The audit of one index in one period: every part computed once, so that a page, a file and a test read the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from core.audit import assumptions as of
from core.audit.added_value import added_value
from core.audit.coverage import indicator_coverage, unit_coverage
from core.audit.fit import alike_and_contrary, coherence, pillar_fit
from core.audit.frontier import frontier
from core.audit.importance import importance
from core.audit.outliers import outliers
from core.audit.size import size_links
from core.frozen import frozen
from core.method.errors import MethodError
from core.method.run import Scored
from core.progress import Progress, no_progress
from core.rank_reversal.presence import presence
from core.rank_reversal.rerun import scores_in
from core.robustness.outcome import Outcome
from core.robustness.sensitivity import SobolIndex

USUAL, FEWEST, MOST_SCORES = 1024, 32, 1 << 19
"""Runs of an audit, at least so many, and so many scores of the node in all."""
Parts: TypeAlias = dict[str, pl.DataFrame]


@frozen
class AuditSettings:
    """How many runs the study has, from which seed of the points, and the base number of Sobol's runs.

    Null for as many as are usual, 1,024 each; fewer for a large panel (`usual`).
    """

    runs: int | None = None
    seed: int = 1
    base: int | None = None

    def usual(self, rows: int) -> "Runs":
        """The numbers for a panel of this many rows; numbers that are set already stay."""
        most = max(FEWEST, min(USUAL, 1 << (MOST_SCORES // max(rows, 1)).bit_length() >> 1))
        return Runs(self.runs or most, self.seed, self.base or most)


@frozen
class Runs:
    """The numbers of runs of one audit, and its seed."""

    runs: int
    seed: int
    base: int


@dataclass(frozen=True, eq=False)
class Audit:
    """The results of an audit of one node in one period.

    `parts` has each table by its name, `impossible` says why a table could not be made; `outcome` is the study of all
    assumptions together, `indices` are its sensitivity indices; `setup` says what was varied.
    """

    scored: Scored
    node: str
    period: str
    settings: Runs
    setup: of.Setup
    parts: Parts
    impossible: dict[str, str]
    outcome: Outcome
    indices: tuple[SobolIndex, ...]

    @property
    def ranks(self) -> pl.DataFrame:
        """The table of `Tally.frame` of the period: ranks with their intervals."""
        return self.outcome.tables[self.period]

    @property
    def units(self) -> int:
        """How many units are ranked."""
        return self.ranks["nominal"].drop_nulls().len()


def audit(
    scored: Scored,
    node: str,
    period: str,
    newest: pl.DataFrame | None = None,
    settings: AuditSettings | None = None,
    progress: Progress = no_progress,
) -> Audit:
    """Every part of the audit; the assumptions alone always with the usual runs, as `jingdex show assumptions` does.

    Raises MethodError where the node has no scores in the period, or one unit only.
    """
    usual = AuditSettings().usual(scored.frame.height)
    numbers = settings.usual(scored.frame.height) if settings else usual
    if len(scores_in(scored, node, period)) <= 1:
        raise MethodError(
            "{node} ranks fewer than two units in {period}: there are no ranks to audit.", node=node, period=period
        )
    setup = of.setup(scored, node, newest)
    study = of.study(setup.model, numbers.runs, numbers.seed, _part(progress, 0.0, 0.4))
    indices = of.indices(setup.model, numbers.base, numbers.seed) if len(setup.choices) > 1 else []
    progress(0.5)
    makers: dict[str, Callable[[], pl.DataFrame]] = {
        "coverage-units": lambda: unit_coverage(scored, period),
        "coverage-indicators": lambda: indicator_coverage(scored, period),
        "outliers": lambda: outliers(scored),
        "size-links": lambda: size_links(scored, newest),
        "pillar-fit": lambda: pillar_fit(scored),
        "alike-contrary": lambda: alike_and_contrary(scored),
        "coherence": lambda: coherence(scored),
        "importance": lambda: importance(scored),
        "added-value": lambda: added_value(scored, node, period),
        "assumptions": lambda: of.assumptions(setup, period, usual.runs, usual.seed),
        "rank-reversal": lambda: presence(scored, node, period, newest, _part(progress, 0.6, 1.0)),
        "frontier": lambda: frontier(scored, node, period, of.from_one(scored, newest)),
    }
    parts, impossible = _tables_made_by(makers)
    return Audit(scored, node, period, numbers, setup, parts, impossible, study, tuple(indices))


def _tables_made_by(makers: dict[str, Callable[[], pl.DataFrame]]) -> tuple[Parts, dict[str, str]]:
    parts: Parts = {}
    impossible: dict[str, str] = {}
    for name, make in makers.items():
        try:
            parts[name] = make()
        except MethodError as error:
            impossible[name] = str(error)
    return parts, impossible


def _part(progress: Progress, first: float, last: float) -> Progress:
    """The progress of a part of the work."""
    return lambda done: progress(first + (last - first) * done)
