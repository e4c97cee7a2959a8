"""The version of a workbook in view: of now or as of a moment, the base or one of its scenarios."""

from dataclasses import replace

from core.errors import BadEntry
from core.scenario.scenario import branch, recorded, scenario_of
from core.workbook.edit import Edit, SetEntry, single_edits
from core.workbook.signed import signed
from core.workbook.workbook import Workbook
from data.clock import local_time, moment_of
from data.errors import BadMoment
from data.session import Session, Step, StepKind
from tui.grid.wording import Wording


class Version:
    """One version of a session's workbook: `as_of` a moment (null for now), in a `scenario` (empty for the base)."""

    def __init__(self, session: Session, as_of: str | None = None) -> None:
        self.session, self.as_of, self.scenario = session, as_of, ""
        self._past = session.file.workbook(as_of) if as_of else None

    @property
    def base(self) -> Workbook:
        """The workbook as the file has it, or had it at the moment, without any scenario."""
        return self._past or self.session.workbook

    @property
    def workbook(self) -> Workbook:
        """The workbook with the scenario's changes; the base again where the scenario is gone."""
        if self.scenario not in self.base.scenarios:
            self.scenario = ""
        return branch(self.base, self.scenario) if self.scenario else self.base

    def after_edit(self, tried: Workbook, edit: Edit) -> Workbook:
        """The workbook after an edit of it that is saved and `is_exact`, which was tried before: it need not be made.

        Of a scenario that is what was tried, with the scenario's own list of changes as the file has it now.
        """
        if not self.scenario or self.base.with_failed:
            return self.workbook
        workbook = signed(tried, edit.stamped(self.session.author, ""))
        return replace(workbook, tables={**workbook.tables, "branched": self.base.tables["branched"]})

    def name(self, wording: Wording) -> str:
        """The name of the scenario; empty in the base."""
        scenario = self.base.scenarios.get(self.scenario)
        return wording.name(scenario) if scenario else ""

    def move_to(self, as_of: str | None) -> None:
        """Go to a moment, or (null) to now.

        Raises JingdexError where it is not a date, or the workbook was not there yet.
        """
        until, first = moment_of(as_of)[0], self.session.file.steps(1, 1)[0].time
        if until and until < first:
            raise BadMoment(
                "The workbook was made at {first}: name a later date, or a release as in @{until}.",
                first=local_time(first)[:19],
                until=until[:10],
            )
        self._past = self.session.file.workbook(as_of) if as_of else None
        self.as_of = as_of

    def recorded(self, edit: Edit) -> Edit:
        """The edit of the file that does what an edit of this version says. Raises BadEntry."""
        if not self.scenario:
            return edit
        put = recorded(self.base, self.scenario, edit.stamped(self.session.author, ""))
        if not list(single_edits(put)):
            raise BadEntry("There is nothing to save: the scenario is the same already.")
        return put

    def is_exact(self, edit: Edit) -> bool:
        """Whether the edit, once saved, gives the very workbook that it makes.

        In a scenario an entry that was removed there and is put in again comes back to its old place.
        """
        if not self.scenario:
            return True
        entries = {(part.table, part.key): part for part in single_edits(edit) if isinstance(part, SetEntry)}
        changed = {(change.table, change.cell) for change in self.base.branched(self.scenario)}
        steps = sum(isinstance(part, SetEntry) for part in single_edits(edit))
        return steps == len(entries) and not any(entries[cell].before is None for cell in changed & entries.keys())

    def next_step(self, kind: StepKind) -> Step | None:
        """What the author would undo or redo of what was done here; null where nothing is. Raises FileError."""
        return self.session.next_step(kind, lambda edit: scenario_of(edit) == self.scenario)
