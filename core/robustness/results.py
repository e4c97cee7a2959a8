"""The results of robustness runs so far, for each result of a method."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.frozen import frozen

if TYPE_CHECKING:
    import polars as pl

    from core.method.run import Scored
    from core.robustness.outcome import Outcome
    from core.robustness.sensitivity import SobolIndex
    from core.robustness.settings import UncertaintySettings

KEPT = 3
"""The number of results that are kept, the newest ones."""


@dataclass(frozen=True, eq=False)
class RobustnessResult:
    """The request for a result and its outcome so far; `runs` is the wanted number, `trouble` why there is none.

    `deep` says that everything was requested, not only the interval; `indices` are the sensitivity indices, from `base`
    × (choices + 2) runs, and `left_out` the effect of leaving out each code.
    """

    scored: "Scored"
    node: str
    settings: "UncertaintySettings"
    runs: int
    outcome: "Outcome | None" = None
    indices: "tuple[SobolIndex, ...]" = ()
    base: int = 0
    left_out: "pl.DataFrame | None" = None
    trouble: str = ""
    deep: bool = False
    goes_on: bool = True

    def is_of(self, scored: "Scored", node: str) -> bool:
        """Whether it belongs to this very result: every stage is the same."""
        return self.node == node and is_same(self.scored, scored)


@frozen
class RobustnessResults:
    """The input of panes: what varies, and the last results; two are equal where these are the same."""

    settings: "UncertaintySettings | None"
    node: str
    known: tuple[RobustnessResult, ...]

    def of(self, scored: "Scored") -> RobustnessResult | None:
        """The robustness result of a result; null once it is out of date."""
        node = self.node if self.node in scored.nodes else next(iter(scored.nodes), "")
        return next((result for result in reversed(self.known) if result.is_of(scored, node)), None)


@dataclass(slots=True)
class RobustnessState:
    """What varies in each method, by its code, the node whose ranks are studied, and the last results."""

    settings: "dict[str, UncertaintySettings]" = field(default_factory=dict)
    nodes: dict[str, str] = field(default_factory=dict)
    known: list[RobustnessResult] = field(default_factory=list)

    def results(self, method: str) -> RobustnessResults:
        """The last results, with the settings of this method."""
        return RobustnessResults(self.settings.get(method), self.nodes.get(method, ""), tuple(self.known))

    def keep(self, result: RobustnessResult) -> None:
        """Replace the earlier result for the same request."""
        others = [other for other in self.known if not other.is_of(result.scored, result.node)]
        self.known = [*others[1 - KEPT :], result]


def is_same(scored: "Scored", other: "Scored") -> bool:
    """Whether two results have the same document and the same stages."""
    stages = zip(scored.stages, other.stages, strict=False)
    same = len(scored.stages) == len(other.stages) and all(first is second for first, second in stages)
    return same and scored.document == other.document
