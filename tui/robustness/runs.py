"""Trusting: what may be otherwise in each method, the runs that go on, and what they came to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from tui.frame.pane import ViewState

if TYPE_CHECKING:
    import polars as pl

    from core.method.run import Scored
    from core.robustness.model import UncertaintyModel
    from core.robustness.outcome import Outcome
    from core.robustness.sensitivity import SobolIndex
    from core.robustness.settings import UncertaintySettings
    from tui.app import Jingdex

VIEWS = (4, 6)
"""The numbers of the panes that show how sure ranks are."""
FIRST_SHOWN, FIRST_OF_WHOLE, SHOWN_AFTER = 64, 8, 16
"""Runs after which the first results are shown, fewer where each is long, and into how many parts the rest is cut."""
KEPT = 3


@dataclass(frozen=True, eq=False)
class RobustnessResult:
    """What was asked of a result and what has come of it so far; `runs` are those wanted, `trouble` why there are none.

    `deep` says that all was asked for, not just a band; `indices` say which choice matters, from `base` × (choices + 2)
    runs, and `left_out` what each code does.
    """

    scored: "Scored"
    node: str
    asked: "UncertaintySettings"
    runs: int
    outcome: "Outcome | None" = None
    indices: "tuple[SobolIndex, ...]" = ()
    base: int = 0
    left_out: "pl.DataFrame | None" = None
    trouble: str = ""
    deep: bool = False
    goes_on: bool = True

    def is_of(self, scored: "Scored", node: str) -> bool:
        """Whether it is about this very result: every stage is the same."""
        return self.node == node and self.scored.document == scored.document and _same(self.scored, scored)


@dataclass(frozen=True, slots=True)
class RobustnessResults:
    """What panes are given: what may be otherwise, and what is known of the last results; equal while the same."""

    asked: "UncertaintySettings | None"
    node: str
    known: tuple[RobustnessResult, ...]

    def of(self, scored: "Scored") -> RobustnessResult | None:
        """What is known of a result; nothing once it is stale."""
        node = self.node if self.node in scored.nodes else next(iter(scored.nodes), "")
        return next((one for one in reversed(self.known) if one.is_of(scored, node)), None)


class RobustnessRuns:
    """The runs of one app: a band around every rank after each edit by itself, thousands of runs when asked for."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.known: list[RobustnessResult] = []
        self._asked: dict[str, UncertaintySettings] = {}
        self._nodes: dict[str, str] = {}
        self._worker: Worker[None] | None = None
        self._wanted: tuple[Scored, str, UncertaintySettings] | None = None

    @property
    def asked(self) -> "UncertaintySettings":
        """What may be otherwise in the method that is looked at."""
        from core.robustness.settings import UncertaintySettings  # noqa: PLC0415 - it loads Polars, of no use to the first screen

        return self._asked.get(self.app.method) or UncertaintySettings()

    @property
    def judgements(self) -> RobustnessResults:
        """As panes are given it."""
        return RobustnessResults(
            self._asked.get(self.app.method), self._nodes.get(self.app.method, ""), tuple(self.known)
        )

    @property
    def goes_on(self) -> bool:
        """Whether all runs that were asked for go on."""
        return any(one.goes_on and one.deep for one in self.known)

    def node_of(self, scored: "Scored") -> str:
        """The index or element whose ranks are looked at."""
        node = self._nodes.get(self.app.method, "")
        return node if node in scored.nodes else scored.nodes[0] if scored.nodes else ""

    def of(self, scored: "Scored") -> RobustnessResult | None:
        """What is known of a result; nothing once it is stale."""
        return self.judgements.of(scored)

    def ask(self, asked: "UncertaintySettings", node: str = "") -> None:
        """Let other things be otherwise: what was counted so far is dropped, and a band made anew."""
        self._asked[self.app.method] = asked
        self._nodes[self.app.method] = node or self._nodes.get(self.app.method, "")
        self.known = []
        self._begin_quick()
        self.app.draw()

    def look(self, shown: ViewState) -> None:
        """Make a band for what is shown, where ranks are in view and there is none yet."""
        if self.app.board.active.number not in VIEWS:
            return
        scored = self._scored(shown)
        if scored is None or self.of(scored) is not None or self._is_wanted(scored):
            return
        self._begin_quick()

    def start(self) -> bool:
        """Begin all runs that are asked for; false where there is nothing to run."""
        scored = self._scored(self.app.shown)
        if scored is None:
            return False
        self._begin(scored, self.asked, deep=True)
        return True

    def cancel(self) -> None:
        """Stop; what has come so far stays."""
        if self._worker is not None:
            self._worker.cancel()
        self._worker = self._wanted = None
        self.known = [replace(one, goes_on=False) for one in self.known]
        self.app.draw()

    def _begin_quick(self) -> None:
        from core.robustness.band import quick  # noqa: PLC0415 - as above

        scored = self._scored(self.app.shown)
        if scored is not None:
            self._begin(scored, quick(self.asked, scored), deep=False)

    def _begin(self, scored: "Scored", asked: "UncertaintySettings", *, deep: bool) -> None:
        node = self.node_of(scored)
        self._wanted = (scored, node, asked)
        workbook, derived = self.app.workbook, self.app.derived
        before = self.of(scored)
        judged = RobustnessResult(scored, node, asked, asked.runs, before.outcome if before else None, deep=deep)
        if deep:
            self._keep(judged)

        def work() -> None:
            from core.method.errors import MethodError  # noqa: PLC0415 - as above
            from core.method.source import source  # noqa: PLC0415
            from core.robustness.model import UncertaintyModel  # noqa: PLC0415
            from core.robustness.settings import choices_of  # noqa: PLC0415

            try:
                choices = choices_of(asked, scored, workbook, derived.methods)
                chain = UncertaintyModel(scored, node, choices, source(workbook, scored.document).newest)
            except MethodError as error:
                self._told(replace(judged, trouble=str(error), goes_on=False))
                return
            run_study(chain, judged, self._told, deep=deep)

        self._worker = self.app.run_worker(work, name="trust", group="trust", thread=True, exclusive=True)

    def _told(self, judged: RobustnessResult) -> None:
        """From the worker: something has come. It is dropped where somebody has cancelled, or the result is stale."""
        worker = get_current_worker()
        self.app.call_later(partial(self._arrived, worker, judged))

    def _arrived(self, worker: "Worker[None]", judged: RobustnessResult) -> None:
        scored = self._scored(self.app.shown)
        if worker.is_cancelled or scored is None or not judged.is_of(scored, self.node_of(scored)):
            return
        if not judged.goes_on:
            self._wanted = None
        self._keep(judged)
        self.app.draw()

    def _keep(self, judged: RobustnessResult) -> None:
        others = [one for one in self.known if not one.is_of(judged.scored, judged.node)]
        self.known = [*others[1 - KEPT :], judged]

    def _is_wanted(self, scored: "Scored") -> bool:
        if self._wanted is None:
            return False
        wanted, node, _ = self._wanted
        return node == self.node_of(scored) and wanted.document == scored.document and _same(wanted, scored)

    def _scored(self, shown: ViewState) -> "Scored | None":
        from core.method.run import Scored  # noqa: PLC0415 - as above

        result = shown.derived.methods.get(shown.method)
        return result if isinstance(result, Scored) and result.nodes else None


def run_study(
    chain: "UncertaintyModel", judged: RobustnessResult, told: Callable[[RobustnessResult], None], *, deep: bool
) -> None:
    """All runs of a chain, telling now and then what they came to; then, where `deep`, which choice matters."""
    from core.robustness.outcome import outcome  # noqa: PLC0415 - as above
    from core.robustness.study import Study  # noqa: PLC0415
    from data.parallel import in_processes, in_threads  # noqa: PLC0415

    study, worker = Study(chain, judged.asked.seed), get_current_worker()
    each = in_processes if chain.is_whole else in_threads if deep else map
    mark = min(FIRST_OF_WHOLE if chain.is_whole else FIRST_SHOWN, judged.runs)
    for done in study.advance(judged.runs, each):
        if worker.is_cancelled:
            return
        if done >= mark:
            mark = min(judged.runs, max(2 * done, done + judged.runs // SHOWN_AFTER))
            judged = replace(judged, outcome=outcome(study), goes_on=deep or done < judged.runs)
            told(judged)
    if deep:
        find_what_matters(chain, judged, told)


def find_what_matters(
    chain: "UncertaintyModel", judged: RobustnessResult, told: Callable[[RobustnessResult], None]
) -> None:
    """Each code left out, then Sobol's indices from more and more runs until they have settled, or all are done."""
    from core.robustness.importance import left_out  # noqa: PLC0415 - as above
    from core.robustness.sensitivity import settling  # noqa: PLC0415
    from data.parallel import in_processes  # noqa: PLC0415

    worker = get_current_worker()
    judged = replace(judged, left_out=left_out(chain))
    told(judged)
    each = in_processes if chain.is_whole else map
    asked = judged.asked
    for base, indices in settling(chain, asked.sensitivity, asked.seed, lambda: worker.is_cancelled, each):
        judged = replace(judged, indices=tuple(indices), base=base)
        told(judged)
    told(replace(judged, goes_on=False))


def _same(one: "Scored", other: "Scored") -> bool:
    return len(one.stages) == len(other.stages) and all(a is b for a, b in zip(one.stages, other.stages, strict=True))
