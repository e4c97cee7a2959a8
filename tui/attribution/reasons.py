"""Explanations of the value under the cursor against an earlier one, another scenario or another method."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from core.derive.derive import Derived, derive
from core.releases.releases import released_by, vintages
from core.scenario.scenario import branch
from core.words import gettext, in_words, with_note
from core.workbook.workbook import Workbook
from tui.frame.choices import whole
from tui.frame.offers import newest_steps
from tui.frame.screen import Screen

MOST_RELEASES = 8


@dataclass(frozen=True)
class Other:
    """One side that the present one is compared with: a period of the same workbook, a method, or another state."""

    key: str
    label: str
    state: Callable[[], tuple[Workbook, Derived]]
    period: str = ""
    method: str = ""


class Reasons:
    """What can be compared in one screen."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._states: dict[str, tuple[Workbook, Derived]] = {}
        self._of: Workbook | None = None
        self._moments: list[str] = []

    def others(
        self, periods: Sequence[str], period: str, methods: Sequence[str] = (), *, moved: bool = False
    ) -> list[Other]:
        """Every other side: the period before, before the last edit, further periods, methods, other states.

        Where the last edit `moved` what is compared, the state before it is first.
        """
        workspace = self.screen.workspace
        now = workspace.workbook, workspace.derived
        at = periods.index(period) if period in periods else len(periods)
        nearest = [*reversed(periods[:at]), *periods[at + 1 :]]
        sides = [Other(f"period {when}", when, lambda: now, period=when) for when in nearest]
        sides += [
            Other(f"method {code}", gettext("method {name}", name=name), lambda: now, method=code)
            for code, name in ((code, workspace.wording.name(workspace.workbook.methods[code])) for code in methods)
            if code != workspace.method
        ]
        first = 0 if moved else len(nearest[:1])
        return [*sides[:first], *self._last_edit(), *sides[first:], *self._states_of()]

    def _last_edit(self) -> list[Other]:
        """The workbook before the last edit, where there was one."""
        workspace = self.screen.workspace
        if workspace.highlight_since is not None and workspace.highlight_since is not workspace.derived:
            before = (workspace.highlight_since.workbook, workspace.highlight_since)
            return [Other("last edit", workspace.wording.word("before the last edit"), lambda: before)]
        return []

    def _states_of(self) -> list[Other]:
        """The base or every scenario, moments, and as released by each date."""
        workspace = self.screen.workspace
        word, sides = workspace.wording.word, []
        if workspace.version.scenario:
            sides.append(self._state("base", word("the base"), lambda: workspace.version.base))
        sides += [
            self._state(f"scenario {code}", f"{word('scenario')} {code}", partial(branch, workspace.version.base, code))
            for code in workspace.version.base.scenarios
            if code != workspace.version.scenario
        ]
        sides += [self._moment(text) for text in self._moments]
        dates = vintages(workspace.workbook)[:-1][-MOST_RELEASES:]
        sides += [
            self._state(
                f"release {release}", f"{word('release')} {release}", partial(released_by, workspace.workbook, release)
            )
            for release in reversed(dates)
        ]
        return sides

    def _state(self, key: str, label: str, make: Callable[[], Workbook]) -> Other:
        return Other(key, label, partial(self._load, key, make))

    def _load(self, key: str, make: Callable[[], Workbook]) -> tuple[Workbook, Derived]:
        """A state and what follows from it, made once for the workbook in view."""
        if self._of is not self.screen.workspace.workbook:
            self._of, self._states = self.screen.workspace.workbook, {}
        if key not in self._states:
            workbook = make()
            self._states[key] = (workbook, derive(workbook))
        return self._states[key]

    def ask(self, then: Callable[[str], None]) -> None:
        """Ask for a moment, and go on with the key of the workbook as it was then."""

        def take(text: str) -> None:
            self.screen.workspace.session.file.workbook(text.strip())
            self._moments = [*dict.fromkeys((*self._moments, text.strip()))]
            then(f"moment {text.strip()}")

        note = with_note(gettext("the workbook as it was at"), in_words(("2026-07-01", "2026-07-01 21:04")))
        steps = whole("moment", newest_steps(self.screen), "free")
        self.screen.ask(note, "", then=take, edits=False, choices=steps)

    def _moment(self, text: str) -> Other:
        label = f"{self.screen.workspace.wording.word('at')} {text}"
        return self._state(f"moment {text}", label, partial(self.screen.workspace.session.file.workbook, text))
