"""The workspace: the workbook that is worked in, what follows from it, what is chosen, and every change of these."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from core.derive.derive import Derived, derive
from core.frozen import frozen
from core.robustness.results import RobustnessState
from core.scenario.scenario import unrecorded
from core.workbook.edit import Edit
from core.workbook.entry import Language
from core.workbook.workbook import Workbook
from data.session import Outcome, Session, Step
from data.trail import TrailEntry
from tui.grid.wording import Wording
from tui.locale.choice import choose
from tui.workspace.version import Version
from tui.workspace.view_state import ViewState


@frozen
class Trial:
    """An edit with what it makes of a workbook: shown as a preview, and kept where the edit is saved.

    What is only kept need not be derived.
    """

    edit: Edit
    before: Workbook
    workbook: Workbook
    derived: Derived | None = None

    def is_of(self, edit: Edit | None, workbook: Workbook) -> bool:
        """Whether it is what this edit makes of this workbook."""
        return self.edit is edit and self.before is workbook


Save: TypeAlias = "Callable[[], tuple[Outcome, Trial | None]]"


class Workspace:
    """A session at a workbook, as one person looks at it.

    `workbook` is the version in view, `derived` what follows from it, `highlight_since` what followed before
    the last change, or null. `method`, `period`, `cluster_list` and `index` are chosen by their codes, empty for the
    default; `robustness` is what runs came to.
    """

    def __init__(
        self, session: Session, wording: Wording, *, read_only: bool = False, as_of: str | None = None
    ) -> None:
        self.session, self.wording = session, wording
        self.version = Version(session, as_of)
        self._looks_only = read_only
        self._trial: Trial | None = None
        self.workbook = self.version.base
        self.derived = derive(self.workbook)
        self.highlight_since: Derived | None = None
        self.method = next(iter(self.workbook.methods), "")
        self.period = self.cluster_list = self.index = ""
        self.robustness = RobustnessState()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: the file cannot, or the past is in view."""
        return self._looks_only or self.version.as_of is not None

    @property
    def state(self) -> ViewState:
        """What is analysed now."""
        results = self.robustness.results(self.method)
        choices = (self.cluster_list, self.method, self.period, results, self.index)
        return ViewState(self.workbook, self.derived, self.wording.of(self.workbook), *choices)

    @property
    def trial(self) -> ViewState | None:
        """What would be looked at after the edit that is being typed; null where none is."""
        if self._trial is None:
            return None
        return replace(self.state, workbook=self._trial.workbook, derived=self._trial.derived or self.derived)

    def speak(self, language: Language) -> None:
        """Say everything in this language, also what was computed before and holds sentences."""
        choose(language)
        self.wording = replace(self.wording, language=language)
        self.derived = derive(self.workbook)

    def computed(self, edit: Edit) -> Trial:
        """What an edit makes of the workbook. Raises BadEntry. Any thread may ask."""
        before, derived = self.workbook, self.derived
        workbook = edit.apply(before)
        return Trial(edit, before, workbook, derive(workbook, derived))

    def preview(self, edit: Edit | Trial | None) -> None:
        """Show what an edit would do from now on; null ends that."""
        self._trial = edit if edit is None or isinstance(edit, Trial) else self.computed(edit)

    def saving(self, edit: Edit, reason: str = "", tried: Trial | None = None) -> Save:
        """What saves an edit, in any thread, and gives what can be kept of the preview, or of what was `tried`.

        Raises BadEntry; what it gives raises Busy, and JingdexError where the edit cannot be saved.
        """
        known = next((trial for trial in (self._trial, tried) if trial and trial.is_of(edit, self.workbook)), None)
        exact = known if known and self.version.is_exact(edit) else None
        recorded, after = self.version.recorded(edit), None if self.version.scenario or not known else known.workbook

        def save() -> tuple[Outcome, Trial | None]:
            return self.session.do(recorded, reason, after), exact

        return save

    def do(self, edit: Edit, reason: str = "", tried: Trial | None = None) -> Outcome:
        """Save an edit and take it in. Raises as `saving` does."""
        outcome, trial = self.saving(edit, reason, tried)()
        self.take_in(trial)
        return outcome

    def take(self, step: Step) -> tuple[Outcome, Edit]:
        """Take a step back or do it again; what came of it, and what that changed here. Raises JingdexError."""
        outcome = self.session.take(step)
        changed = unrecorded(self.version.base, outcome.edit)
        self.take_in()
        return outcome, changed

    def look(self) -> Sequence[TrailEntry]:
        """Take in what others have done meanwhile, and give it. Raises FileError."""
        news = self.session.look()
        if news:
            self.take_in()
        return news

    def take_in(self, trial: Trial | None = None) -> None:
        """Look at the session's workbook as it is now, which is what was tried where that is `kept`."""
        self._turn_to(self.derived, trial if trial and trial.before is self.workbook else None)
        if self.method not in self.workbook.methods:
            self.method = next(iter(self.workbook.methods), "")

    def enter(self, scenario: str) -> None:
        """Look at a scenario, or (empty) at the base again; what differs from the base is lit."""
        self.version.scenario = scenario
        self.derived = derive(self.version.base, self.derived) if scenario else self.derived
        self._turn_to(self.derived if scenario else None)

    def look_at(self, as_of: str | None) -> None:
        """Look at the workbook as of a date, with what has changed since lit; or (null) as it is now.

        Raises JingdexError where it is not a date, or the workbook was not there yet.
        """
        self.version.move_to(as_of)
        self.derived = derive(self.session.workbook, self.derived)
        self._turn_to(self.derived if as_of else None)

    def _turn_to(self, before: Derived | None, trial: Trial | None = None) -> None:
        """Look at the version as it is now, with what differs from `before` lit."""
        self.workbook = self.version.after_edit(trial.workbook, trial.edit) if trial else self.version.workbook
        self.highlight_since, self._trial = before, None
        if trial:
            self.workbook.figures.version = trial.workbook.figures.version
        if trial and trial.derived:
            self.derived = replace(trial.derived, workbook=self.workbook)
        else:
            self.derived = derive(self.workbook, self.derived)
