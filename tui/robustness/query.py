"""A query of a finished uncertainty study: which unit and periods, and what is computed for them once."""

from argparse import Namespace
from dataclasses import dataclass
from functools import cached_property

from core.method.matrix import Matrix
from core.robustness.outcome import Outcome, outcome
from core.robustness.points import sobol_points
from core.robustness.sensitivity import SobolIndex, output_of, rank_of, scores_by, sobol_indices
from core.robustness.study import Study
from core.words import in_words
from data.parallel import in_processes
from tui.cli.arguments import BadUse
from tui.tables.query import QueryContext

USUAL_BASE, USUAL_RUNS = 512, 1024


@dataclass(frozen=True)
class UncertaintyQuery:
    """A study that is done, with the options that say what is printed of it."""

    arguments: Namespace
    study: Study
    context: QueryContext

    def __post_init__(self) -> None:
        self.context.options.study = self

    @cached_property
    def outcome(self) -> Outcome:
        """The results of the study."""
        return outcome(self.study)

    @property
    def periods(self) -> list[str]:
        """The period requested; for records all, else the last one."""
        known, wanted = list(self.outcome.tables), self.arguments.period
        if wanted is not None and wanted not in known:
            raise BadUse("There are no ranks in {wanted}: use one of {known}.", wanted=wanted, known=in_words(known))
        if wanted is not None:
            return [wanted]
        return known if self.arguments.format != "table" else known[-1:]

    @property
    def runs(self) -> int:
        """How many runs a table computes that counts none."""
        return self.arguments.runs or USUAL_RUNS

    @property
    def points(self) -> Matrix:
        """The points of these runs: those of the design, or of the seed."""
        if self.study.design is not None:
            return self.study.design
        return sobol_points(self.study.chain.dimensions, self.runs, self.study.seed)

    @cached_property
    def row(self) -> int | None:
        """Where the unit requested stands in the period requested, or the last."""
        if self.arguments.unit is None:
            return None
        unit = self.context.named_unit(self.arguments.unit)
        keys = [(str(code), str(when)) for code, when in self.study.chain.frame.iter_rows()]
        wanted = (unit, self.arguments.period or self.periods[-1])
        if wanted not in keys:
            raise BadUse(
                "{unit} has no score in {period}: name another unit or period.", unit=wanted[0], period=wanted[1]
            )
        return keys.index(wanted)

    @cached_property
    def indices(self) -> list[SobolIndex]:
        """Sobol's indices: of the unit's rank where one is requested, else of the mean rank shift."""
        chain = self.study.chain
        groups = {name: list(columns) for name, columns in chain.variation.groups.items() if columns}
        scores = scores_by(chain, in_processes if chain.is_whole else map)
        output = output_of(chain, scores) if self.row is None else rank_of(chain, self.row, scores)
        return sobol_indices(output, groups, self.arguments.sensitivity or USUAL_BASE, self.study.seed)
