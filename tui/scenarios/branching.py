"""Branching: the scenario that is worked in, if any: every edit goes to it, and all numbers are its own."""

from typing import TYPE_CHECKING

from core.derive.derive import derive
from core.errors import BadEntry
from core.scenario.scenario import branch, recorded, scenario_of
from core.workbook.edit import Edit, single_edits
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from tui.app import Jingdex


class Branching:
    """Which scenario one app is in: `code` is empty in the base."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.code = ""

    @property
    def base(self) -> Workbook:
        """The workbook itself, or as of the moment that is looked at."""
        return self.app.base

    @property
    def name(self) -> str:
        """The name of the scenario that is worked in; empty in the base."""
        scenario = self.base.scenarios.get(self.code)
        return self.app.wording.name(scenario) if scenario else ""

    def seen(self) -> Workbook:
        """The workbook as it is looked at: with the scenario's changes; the base again where the scenario is gone."""
        if self.code not in self.base.scenarios:
            self.code = ""
        return branch(self.base, self.code) if self.code else self.base

    def recorded(self, edit: Edit) -> Edit:
        """The edit of the workbook that does what an edit of what is looked at says. Raises BadEntry."""
        if not self.code:
            return edit
        put = recorded(self.base, self.code, edit.stamped(self.app.session.author, ""))
        if not list(single_edits(put)):
            raise BadEntry("There is nothing to save: the scenario is that already.")
        return put

    def is_own(self, edit: Edit) -> bool:
        """Whether an edit was made where one is: in this scenario, or in the base."""
        return scenario_of(edit) == self.code

    def enter(self, code: str) -> None:
        """Look at a scenario, or (nothing) at the base again; what differs from the base is lit."""
        self.code = code
        before = derive(self.app.base, self.app.derived) if self.code else None
        self.app.workbook = self.seen()
        self.app.derived = derive(self.app.workbook, before or self.app.derived)
        self.app.highlight_since, self.app.asking.preview = before, None
        self.app.draw()
