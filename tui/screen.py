"""The live screen: one workspace with its panes, its prompt and its lines, as commands are given it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from textual.app import App

from core.errors import JingdexError
from core.words import gettext, marked
from core.workbook.mending import failed_sentence
from core.workbook.typed_edit import FigurePlace, Place, standing_at
from tui.commands import COMMANDS
from tui.frame.actions import action
from tui.frame.asking import Asking
from tui.frame.body import Body
from tui.frame.choice_list import ChoiceList
from tui.frame.command import Command
from tui.frame.editing import Editing
from tui.frame.jobs import Jobs
from tui.frame.lines import Lines
from tui.frame.prompt import Prompt
from tui.frame.screen import Screen, Terminal
from tui.frame.status_lines import footer, header, overflowing, strip
from tui.keyboard import Keyboard
from tui.workspace.workspace import Workspace

OPEN_ALREADY = marked("This is open already: Esc leaves it.")
Shared = TypeVar("Shared")


class LiveScreen:
    """What is on the terminal of one app; `message` is the sentence at the bottom until the next key."""

    keys: Sequence[Command] = COMMANDS

    def __init__(self, app: App[int], workspace: Workspace, terminal: Terminal) -> None:
        self.app, self.workspace, self.terminal = app, workspace, terminal
        self.message = workspace.session.file.oddity or failed_sentence(workspace.workbook)
        self.jobs = Jobs(app, self.notify)
        self.body = Body(self.draw, self.jobs)
        self.header, self.detail, self.choice_list = Lines(id="header"), Lines(id="detail"), ChoiceList(id="choices")
        self.editing = Editing(self)
        self.asking = Asking(self, self.editing)
        self.prompt = Prompt(self.asking.closed, lambda english: workspace.wording.word(english))  # noqa: PLW0108 - the language changes
        self.keyboard = Keyboard(app, self, self.run_command)
        self.editing.saved, self.asking.on_leave = self.keyboard.release, self.keyboard.leave
        self.offer = self.choice_list.choose
        self.ask, self.confirm, self.look = self.asking.ask, self.asking.confirm, self.asking.look
        self._shared: dict[Callable[[Screen], Any], object] = {}

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""
        place = self.body.pane.place
        return standing_at(self.workspace.workbook, place) if isinstance(place, FigurePlace) else place

    def shared(self, kind: Callable[[Screen], Shared]) -> Shared:
        """The one object of this class that all commands share, made when it is first requested."""
        if kind not in self._shared:
            self._shared[kind] = kind(self)
        return cast("Shared", self._shared[kind])

    def notify(self, message: str) -> None:
        """Say one sentence until the next key: at the bottom, or in the strip while the bottom line is typed in."""
        if self.prompt.asking:
            self.refuse(gettext(message))
        else:
            self.message = gettext(message)
            self.draw_lines()

    def announce(self, message: str) -> None:
        """Say what an edit has done, and draw what it moved; while the bottom line is typed in, until it closes."""
        self.message = message
        self.draw_panes()
        if not self.prompt.asking:
            self.draw_lines()

    def clear_message(self) -> str:
        """Take back what was said, and give it."""
        message, self.message = self.message, ""
        if message:
            self.draw_lines()
        return message

    def refuse(self, sentence: str) -> None:
        """Say in the strip why the text that is typed cannot be accepted; empty says nothing any more."""
        if sentence != self.asking.refusal:
            self.asking.refusal = gettext(sentence)
            self.draw_detail()

    def draw(self) -> None:
        """Draw everything that differs from what is drawn."""
        self.draw_panes()
        self.draw_lines()

    def draw_page(self) -> None:
        """Make the page that is open anew, and draw it."""
        self.body.page.sheets.clear()
        self.draw()

    def draw_lines(self) -> None:
        """Draw all that is said of the pane and the row that are worked in."""
        self.draw_bars()
        self.draw_detail()

    def draw_panes(self) -> None:
        """Draw the panes in view."""
        workspace = self.workspace
        for pane in self.body.in_view:
            pane.draw(workspace.state, workspace.highlight_since, workspace.trial)
        after = self.body.board.active.drawn
        if after:
            action(after)(self)

    def draw_bars(self) -> None:
        """Draw header and footer."""
        self.header.show(header(self))
        keys = footer(self, self.keyboard.keys_now())
        message = "" if overflowing(self.message, self.terminal.size.width) else self.message
        self.prompt.say(message or "  ".join(keys), () if message else keys)

    def draw_detail(self) -> None:
        """Draw what is known of the row under the cursor, or of what is typed."""
        trial = self.workspace.trial or self.workspace.state
        self.body.pane.draw_chart(trial)
        message = "" if self.prompt.asking else overflowing(self.message, self.terminal.size.width)
        refusal = self.asking.refusal or self.keyboard.refusal or message
        self.detail.show(*strip(self, refusal, self.asking.meaning))
        if not trial.derived.rules.is_known:
            self.app.call_after_refresh(self._check_rules)

    def _check_rules(self) -> None:
        """Check the rules of what is on the screen, which has been painted: all of a workbook in a thread."""
        rules = (self.workspace.trial or self.workspace.state).derived.rules
        if rules.is_known:
            return
        if rules.is_renewal and rules.results:
            self.draw_lines()
        elif not self.jobs.is_going_on("rules"):
            self.jobs.start("rules", lambda _: rules.results, lambda _: self.draw_lines())

    def run_command(self, command: Command) -> None:
        """Do a command, or what it does in the pane that is worked in; what it refuses is said."""
        pane, page, is_help = self.body.pane, self.body.page, self.body.help.is_open
        if is_help and not command.over_help:
            self.notify(gettext("Help is for reading: Esc leaves it, then {key} works.", key=command.shown))
            return
        own = None if is_help else pane.own_action(command.id)
        content = page.content if page.is_open else None
        try:
            if own:
                own(self, pane)
                return
            action(command.action)(self)
            again = content and page.is_open and content is not page.content and content.title == page.title
            if again or (is_help and command.id == "help"):
                self.notify(self.message or OPEN_ALREADY)
        except JingdexError as error:
            self.notify(self.workspace.state.sentence(error))
