"""The page of what it would take: a thread tries the figures one by one, and each answer shows at once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from core.errors import BadEntry, JingdexError
from core.goal_seek.goal import Goal
from core.goal_seek.solution import Solution
from core.words import gettext
from core.workbook.edit import Edit
from core.workbook.figure import FigureKey
from core.workbook.workbook import Workbook
from data.clock import today
from tui.frame.jobs import Job
from tui.frame.scenario_offer import offer
from tui.frame.screen import Screen
from tui.goal_seek.goal_tables import answers_to, margin_now
from tui.goal_seek.sheet import Answers, reach_sheet
from tui.grid.sheet import Sheet
from tui.tables.pages import table_content
from tui.tables.query import QueryContext, no_options

KEYS = "Enter Try as a scenario  O Other goal  ] Wider bounds  [ Narrower bounds"
WITHIN = (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
FIRST = 3


class Reaching:
    """One goal and its answers; they are dropped where the workbook, the goal or the bounds are others by then."""

    def __init__(self, screen: Screen, goal: Goal, keys: list[FigureKey]) -> None:
        self.screen, self.goal, self.keys = screen, goal, keys
        self.bounds = FIRST
        self.now: float | str = "…"
        self.found: dict[FigureKey | None, Solution | JingdexError] = {}
        self._of: tuple[Workbook, float] | None = None

    def open(self, ask: partial[None]) -> None:
        """Put the page in the board's place."""
        keys: dict[str, Callable[[], None]] = {
            "edit": partial(offer, self.screen, self._edit, "reach"),
            "increase": partial(self._widen, 1),
            "decrease": partial(self._widen, -1),
            "reach": ask,
        }
        self.screen.body.close()
        content = table_content(gettext("What it would take"), "goal-seek", self._options, self._sheet)
        self.screen.body.open_page(replace(content, keys=keys, footer=KEYS))
        self.screen.body.page.grid.move_to(0)

    @property
    def within(self) -> float:
        """How far each figure may go, in per cent of itself."""
        return WITHIN[self.bounds]

    def _options(self) -> dict[str, object]:
        answers = Answers(self.goal, self.now, self.within, self.keys, dict(self.found))
        named = {"unit": self.goal.unit, "indicators": [key[1] for key in self.keys], "goal": self.goal}
        return {**named, "answers": answers}

    def _sheet(self, query: QueryContext) -> Sheet:
        if self._of is None or self._of[0] is not query.workbook or self._of[1] != self.within:
            self._begin(query.workbook)
            query = replace(query, options=no_options(**self._options()))
        return reach_sheet(query.options.answers, query.workbook, query.wording)

    def _begin(self, workbook: Workbook) -> None:
        self._of, self.found, self.now = (workbook, self.within), {}, "…"
        page, make = self.screen.body.page, self.screen.body.page.content.make
        work = partial(self._work, self._of)
        self.screen.jobs.start("goal", work, self._show, parts=self._show, wanted=lambda: page.shows(make))

    def _work(self, request: tuple[Workbook, float], job: Job) -> Callable[[], None]:
        """In the thread: how far off the goal is, each figure alone, and all together."""
        workbook, within = request
        try:
            job.report(partial(self._set_distance, margin_now(workbook, self.goal, self.keys)))
            for key, answer in answers_to(workbook, self.goal, self.keys, within, job):
                job.report(partial(self._add, key, answer))
        except JingdexError as error:
            return partial(self._set_distance, str(error))
        return lambda: None

    def _set_distance(self, distance: float | str) -> None:
        self.now = distance

    def _add(self, key: FigureKey | None, answer: Solution | JingdexError) -> None:
        self.found[key] = answer

    def _show(self, keep: Callable[[], None]) -> None:
        keep()
        self.screen.draw_page()

    def _widen(self, by: int) -> None:
        self.bounds = min(max(self.bounds + by, 0), len(WITHIN) - 1)
        self.screen.draw_page()

    def _edit(self) -> Edit:
        row = self.screen.body.page.row
        kind, _, key = row.key.partition("/") if row else ("", "", "")
        chosen = next((known for known in self.keys if kind == "alone" and "/".join(known) == key), None)
        solution = self.found.get(chosen) if chosen or kind == "together" else None
        if solution is None or isinstance(solution, JingdexError):
            raise BadEntry("There is nothing to begin a scenario with: move to a figure that reaches the goal.")
        edit = solution.edit(self.screen.workspace.workbook, self.goal, today())
        if not edit.edits:
            raise BadEntry("The goal is already reached: there is nothing to change.")
        return edit
