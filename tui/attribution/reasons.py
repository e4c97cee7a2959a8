"""Pages that explain a value against an earlier one, another scenario or another method, and what there is of these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from core.derive.derive import Derived, derive
from core.errors import JingdexError
from core.frozen import frozen
from core.releases.releases import released_by, vintages
from core.scenario.scenario import branch
from core.words import gettext, in_words, with_note
from core.workbook.workbook import Workbook
from tui.attribution.reason_sheets import Rows, parts_columns
from tui.frame.choices import whole
from tui.frame.offers import newest_steps
from tui.frame.page import SAVING
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import Wording
from tui.tables.pages import table_content
from tui.tables.query import QueryContext

MOST_RELEASES = 8
KEYS = f"Enter Go there  H Compare next  {SAVING}"
MOMENT = "moment"
"""The key of the row that asks for a date."""


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


@frozen
class Reason:
    """What is explained: the table of the catalogue with its options, its rows on the screen, and where they lead.

    `periods` and `methods` are those that it can be compared with, `period` is its own. Where the last edit `moved` it,
    the state before that comes first. `again` opens it beside the side of another key.
    """

    screen: Screen
    title: str
    table: str
    options: Mapping[str, object]
    rows: Rows
    periods: Sequence[str] = ()
    period: str = ""
    leads: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    methods: Sequence[str] = ()
    moved: bool = False
    columns: Callable[[Wording], list[Column]] = parts_columns
    again: Callable[[str], None] | None = None


def open_reason(reason: Reason, key: str = "") -> None:
    """A page on one side against another; H goes to the next one, Enter to the one under the cursor."""
    workspace, reasons = reason.screen.workspace, reason.screen.shared(Reasons)
    sides = reasons.others(reason.periods, reason.period, reason.methods, moved=reason.moved)
    now = (workspace.workbook, workspace.derived)
    other = next((side for side in sides if side.key == key), sides[0] if sides else Other("", "", lambda: now))

    def options() -> dict[str, object]:
        against = {"before": other.period or None, "against": other.method or None, "other": other.state()}
        return {**reason.options, **against}

    def sheet(query: QueryContext) -> Sheet:
        return Sheet(reason.columns(query.wording), _rows_beside(reason, query, sides, other))

    again = reason.again or partial(open_reason, reason)
    targets = {f"other/{side.key}": partial(again, side.key) for side in sides}
    targets[f"other/{MOMENT}"] = partial(reasons.ask, again)
    subject = f"{reason.title} · {workspace.wording.word('against')} {other.label}" if other.label else reason.title
    following = sides[(sides.index(other) + 1) % len(sides)].key if sides else ""
    title, keys = f"{workspace.wording.word('Why')} · {subject}", {"why": partial(again, following)}
    content = table_content(title, reason.table, options, sheet)
    content = replace(content, targets={**targets, **reason.leads}, keys=keys, footer=KEYS)
    if key:
        reason.screen.body.put(content)
    else:
        reason.screen.body.turn_to(content)


def _rows_beside(
    reason: Reason, query: QueryContext, others: Sequence[Other], other: Other
) -> list[SheetRow | Heading]:
    """The rows of one comparison, or why there are none, and below them what Enter compares with."""
    word = query.wording.word
    try:
        rows: list[SheetRow | Heading] = list(reason.rows(query))
    except JingdexError as error:
        rows = [Heading(str(error), "bad")]
    rows.append(Heading(gettext("{value} (Enter, H)", value=word("compare with")), "rule", below=None))
    for key, label in (*((side.key, side.label) for side in others), (MOMENT, word("at a moment …"))):
        rows.append(SheetRow(f"other/{key}", (Cell(f"{'*' if key == other.key else ' '} {plain(label)}"),)))
    return rows
