"""Robustness runs: the settings of each method, the runs in progress, and their results."""

from dataclasses import replace

from core.method.errors import MethodError
from core.method.run import Scored
from core.method.source import source
from core.robustness.band import quick
from core.robustness.importance import left_out
from core.robustness.model import UncertaintyModel
from core.robustness.outcome import outcome
from core.robustness.results import RobustnessResult, is_same
from core.robustness.sensitivity import settling
from core.robustness.settings import UncertaintySettings, choices_of
from core.robustness.study import Study
from data.parallel import in_processes, in_threads
from tui.frame.jobs import Job
from tui.frame.screen import Screen
from tui.workspace.view_state import ViewState

RUNS = "robustness"
"""The name of the work that runs."""

FIRST_DRAWN, FIRST_OF_WHOLE, SHOWN_AFTER = 64, 8, 16
"""Runs after which the first results are shown, fewer where each is long, and into how many parts the rest is cut."""


class RobustnessRuns:
    """The runs of one screen: a band around every rank after each edit by itself, thousands of runs when requested."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.state = screen.workspace.robustness
        self._request: tuple[Scored, str, UncertaintySettings] | None = None

    @property
    def settings(self) -> UncertaintySettings:
        """What may vary in the chosen method."""
        return self.state.settings.get(self.screen.workspace.method) or UncertaintySettings()

    @property
    def goes_on(self) -> bool:
        """Whether all runs that were requested go on."""
        return any(result.goes_on and result.deep for result in self.state.known)

    def node_of(self, scored: Scored) -> str:
        """The index or element whose ranks are in view."""
        node = self.state.nodes.get(self.screen.workspace.method, "")
        return node if node in scored.nodes else scored.nodes[0] if scored.nodes else ""

    def of(self, scored: Scored) -> RobustnessResult | None:
        """What is known of a result; nothing once it is stale."""
        return self.state.results(self.screen.workspace.method).of(scored)

    def ask(self, settings: UncertaintySettings, node: str = "") -> None:
        """Let other things vary: what was counted so far is dropped, and a band made again."""
        workspace = self.screen.workspace
        self.state.settings[workspace.method] = settings
        self.state.nodes[workspace.method] = node or self.state.nodes.get(workspace.method, "")
        self.state.known = []
        self._begin_quick()
        self.screen.draw()

    def look(self, state: ViewState) -> None:
        """Make a band for what is shown, where there is none yet."""
        scored = state.scored
        if scored is None or self.of(scored) is not None or self._is_wanted(scored):
            return
        self._begin_quick()

    def start(self) -> bool:
        """Begin all runs that are requested; false where there is nothing to run."""
        scored = self.screen.workspace.state.scored
        if scored is None:
            return False
        self._begin(scored, self.settings, deep=True)
        return True

    def cancel(self) -> None:
        """Stop; what has come so far stays."""
        self.screen.jobs.cancel(RUNS)
        self._request = None
        self.state.known = [replace(result, goes_on=False) for result in self.state.known]
        self.screen.draw()

    def _begin_quick(self) -> None:
        scored = self.screen.workspace.state.scored
        if scored is not None:
            self._begin(scored, quick(self.settings, scored), deep=False)

    def _begin(self, scored: Scored, settings: UncertaintySettings, *, deep: bool) -> None:
        node = self.node_of(scored)
        self._request = (scored, node, settings)
        workbook, derived = self.screen.workspace.workbook, self.screen.workspace.derived
        before = self.of(scored)
        robustness = RobustnessResult(
            scored, node, settings, settings.runs, before.outcome if before else None, deep=deep
        )
        if deep:
            self.state.keep(robustness)

        def work(job: Job) -> RobustnessResult:
            try:
                choices = choices_of(settings, scored, workbook, derived.methods)
                chain = UncertaintyModel(scored, node, choices, source(workbook, scored.document).newest)
            except MethodError as error:
                return replace(robustness, trouble=str(error), goes_on=False)
            return run_study(chain, robustness, job, deep=deep)

        self.screen.jobs.start(RUNS, work, self._arrived, parts=self._arrived)

    def _arrived(self, robustness: RobustnessResult) -> None:
        """Keep what has come, unless the result that it is about is stale."""
        scored = self.screen.workspace.state.scored
        if scored is None or not robustness.is_of(scored, self.node_of(scored)):
            return
        if not robustness.goes_on:
            self._request = None
        self.state.keep(robustness)
        self.screen.draw()

    def _is_wanted(self, scored: Scored) -> bool:
        if self._request is None:
            return False
        wanted, node, _ = self._request
        return node == self.node_of(scored) and is_same(wanted, scored)


def run_study(chain: UncertaintyModel, robustness: RobustnessResult, job: Job, *, deep: bool) -> RobustnessResult:
    """All runs of a chain, reporting now and then what they came to; then, where `deep`, which choice matters."""
    study = Study(chain, robustness.settings.seed)
    each = in_processes if chain.is_whole else in_threads if deep else map
    mark = min(FIRST_OF_WHOLE if chain.is_whole else FIRST_DRAWN, robustness.runs)
    for done in study.advance(robustness.runs, each):
        job()
        if done >= mark:
            mark = min(robustness.runs, max(2 * done, done + robustness.runs // SHOWN_AFTER))
            robustness = replace(robustness, outcome=outcome(study), goes_on=deep or done < robustness.runs)
            job.report(robustness)
    return find_what_matters(chain, robustness, job) if deep else robustness


def find_what_matters(chain: UncertaintyModel, robustness: RobustnessResult, job: Job) -> RobustnessResult:
    """Each code left out, then Sobol's indices from more and more runs until they have settled, or all are done."""
    robustness = replace(robustness, left_out=left_out(chain))
    job.report(robustness)
    each = in_processes if chain.is_whole else map
    settings = robustness.settings
    for base, indices in settling(chain, settings.sensitivity, settings.seed, lambda: not job.is_wanted, each):
        robustness = replace(robustness, indices=tuple(indices), base=base)
        job.report(robustness)
    return replace(robustness, goes_on=False)


def look(screen: Screen) -> None:
    """Make a band for what is shown, where there is none yet."""
    screen.shared(RobustnessRuns).look(screen.workspace.state)
