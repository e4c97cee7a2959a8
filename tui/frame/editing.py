"""The one way round: an edit is made and saved, and all that it moves is shown."""

from collections.abc import Callable, Iterable, Sequence

from core.errors import JingdexError
from core.words import gettext, marked
from core.workbook.edit import Edit, SetFigure, single_edits
from core.workbook.typed_edit import FigurePlace
from data.errors import Busy, FileError
from data.opening import PATIENCE
from data.session import Outcome
from data.trail import TrailEntry, notices
from tui.frame.jobs import Job
from tui.frame.screen import Screen
from tui.grid import edit_lines, titles
from tui.workspace.workspace import Trial, Workspace

AT_ONCE = 0.1
"""Seconds for which the screen waits for another program that holds the file before it says so."""

WAITING = marked("jingdex waits, and saves what was typed as soon as the file is free.")
STAYS = marked("What is typed stays in the line: Enter tries again, ^c copies it.")
LOOKING_ONLY = marked("This workbook is open read-only: nothing can be changed.")
PAST = marked("The past is read-only: D comes back to now, where figures can be changed.")
SAVING = "saving"
"""The name of the work that saves an edit."""


class Editing:
    """The edits of one screen, and what others have done to its workbook meanwhile.

    `title` says which edit is being saved in a thread, while nothing else can be changed; `saved` is called after it.
    `refusal` is why the last edit was not made.
    `overtaken` are the steps of others that changed what is being typed, since it was begun.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.title = self.refusal = self._trouble = ""
        self.overtaken: tuple[TrailEntry, ...] = ()
        self.saved: Callable[[], None] = lambda: None

    @property
    def sentence(self) -> str:
        """What is said while an edit is being saved; empty while none is."""
        return gettext("{title} is being saved: wait a moment.", title=self.title) if self.title else ""

    def refuses(self) -> bool:
        """Whether nothing can be changed, which is then said."""
        workspace = self.screen.workspace
        if workspace.read_only or self.title:
            past = PAST if workspace.version.as_of else ""
            self.screen.notify(self.sentence or workspace.session.file.oddity or past or LOOKING_ONLY)
            return True
        return False

    def do_slowly(self, make: Callable[[], Edit], tried: Trial | None = None) -> None:
        """Make a large edit and save it in a thread; then show what it moves."""
        if self.refuses():
            return
        try:
            self._save(make(), tried=tried)
        except JingdexError as error:
            self.screen.notify(self._sentence(error))

    def do(self, make: Callable[[], Edit], reason: str = "", tried: Trial | None = None) -> bool:
        """Make an edit, save it, and show what it moves; whatever is wrong with it is said in one sentence."""
        if self.refuses():
            return False
        workspace, inside = self.screen.workspace, self.screen.workspace.version.scenario
        workspace.session.file.set_patience(AT_ONCE)
        try:
            edit = make()
            outcome = workspace.do(edit, reason, tried)
        except Busy as busy:
            self._save(edit, reason, tried)
            self.screen.notify(f"{busy} {gettext(WAITING)}")
            return False
        except JingdexError as error:
            self.refusal = self._sentence(error)
            self.screen.notify(self.refusal)
            return False
        self._announce(outcome, inside)
        self._follow(edit)
        return True

    def _follow(self, edit: Edit) -> None:
        """Move the cursor to the one figure that was typed, where it has a row of its own."""
        figures = [part.after for part in single_edits(edit) if isinstance(part, SetFigure) and part.after]
        if len(figures) == 1:
            place = FigurePlace(*figures[0].key)
            self.screen.body.pane.follow_figure(place, is_typed=self.screen.prompt.asking)

    def look(self, typed: Edit | None) -> bool:
        """Take in what others have done, also to what is `typed`; not while the past is in view.

        Says whether there was anything, or the workbook can be read again.
        """
        workspace, inside = self.screen.workspace, self.screen.workspace.version.scenario
        if workspace.version.as_of or self.title:
            return False
        trouble, news = self._trouble, list[TrailEntry]()
        try:
            news += workspace.look()
            if news and typed:
                self.overtaken += tuple(workspace.session.file.touching(typed, news[0].number - 1))
        except JingdexError as error:
            if str(error) != trouble:  # it is said once
                self._trouble = str(error)
                self.screen.notify(self._sentence(error))
        else:
            self._trouble = ""
        if news:
            announce(self.screen, ("; ".join(map(str, named(self.screen, news))),), inside)
        elif trouble and self.screen.message == trouble and not self._trouble:
            self.screen.clear_message()
        return bool(news or (trouble and not self._trouble))

    def _announce(self, outcome: Outcome, inside: str) -> None:
        """Say an edit, and who changed the same since it was begun to be typed."""
        overtaken = named(self.screen, (*self.overtaken, *outcome.overtaken))
        announce(self.screen, (*notices(overtaken), _line(outcome.edit, self.screen.workspace)), inside)

    def _sentence(self, error: JingdexError) -> str:
        """What is wrong, and, where something is typed that cannot be saved, that it stays."""
        sentence = self.screen.workspace.state.sentence(error)
        stays = isinstance(error, FileError) and self.screen.prompt.asking
        return f"{sentence} {gettext(STAYS)}" if stays else sentence

    def _save(self, edit: Edit, reason: str = "", tried: Trial | None = None) -> None:
        """Save an edit in a thread, and show it then; the line in which it was typed closes. Raises BadEntry."""
        save = self.screen.workspace.saving(edit, reason, tried)
        self.title = _line(edit, self.screen.workspace)
        self.screen.notify(gettext("saving {title} …", title=self.title))
        file = self.screen.workspace.session.file

        def work(_: Job) -> tuple[Outcome, Trial | None]:
            file.set_patience(PATIENCE)
            return save()

        self.screen.jobs.start(SAVING, work, self._ended, failed=self._failed)

    def _ended(self, result: tuple[Outcome, Trial | None]) -> None:
        outcome, trial = result
        self.title = ""
        inside = self.screen.workspace.version.scenario
        self.screen.workspace.take_in(trial)
        self._announce(outcome, inside)
        if self.screen.prompt.asking:
            self.screen.prompt.close()
        self.saved()

    def _failed(self, problem: str) -> None:
        self.title = ""
        self.screen.notify(problem)
        self.saved()


def _line(edit: Edit, workspace: Workspace) -> str:
    """An edit in one line, in names."""
    return edit_lines.edit_line(edit, workspace.workbook, workspace.wording)


def named(screen: Screen, steps: Iterable[TrailEntry]) -> list[TrailEntry]:
    """The steps of the trail, each once, with names for the codes in their titles."""
    return titles.named_steps(
        {step.number: step for step in steps}.values(), screen.workspace.workbook, screen.workspace.wording
    )


def announce(screen: Screen, parts: Sequence[str], inside: str) -> None:
    """Draw what an edit has moved, and say what was done; `inside` is the scenario that was in view before."""
    is_gone = inside != screen.workspace.version.scenario
    note = gettext(" The scenario {inside} is gone: you are in the base.", inside=inside) if is_gone else ""
    screen.announce(" · ".join(parts) + note)
