"""The application: it holds the session and what follows from it, and lets the panes draw that."""

import os
from asyncio import sleep
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Static

from core.workbook.edit import Edit
from core.workbook.mending import failed_sentence
from core.workbook.typed_edit import FigurePlace, Place, standing_at
from data.session import Session
from tui.attribution.reasons import Reasons
from tui.clusters.commands import Statistics
from tui.commands import BY_ID, COMMANDS, Command
from tui.find.finding import Finding
from tui.frame.actions import action
from tui.frame.asking import Asking
from tui.frame.body import Body, MainScreen
from tui.frame.choice_list import ChoiceList
from tui.frame.choices import Choices
from tui.frame.editing import Editing
from tui.frame.help_text import help_lines
from tui.frame.lines import Lines
from tui.frame.long_work import LongWork
from tui.frame.page import HelpPage, PageContent
from tui.frame.palette import CommandProvider
from tui.frame.pane import Pane
from tui.frame.prompt import Prompt
from tui.frame.saving import Saving
from tui.frame.status_lines import footer, footer_keys, header, strip
from tui.grid.grid import Grid
from tui.grid.wording import Wording
from tui.imports.screen import Importing
from tui.keyboard import Keyboard
from tui.robustness.runs import RobustnessRuns
from tui.terminal.degrade import line_filters, terminal_means
from tui.terminal.driver import DiffDriver
from tui.terminal.themes import themes
from tui.workspace.workspace import Workspace

SMALLEST = (60, 15)
LOOK_EVERY = 1.5
"""Seconds between two looks at what others have done."""

TASKS_IN_A_ROW = 3
"""Tasks that follow on each other from a change of focus to the screen that paints it."""

REST = 0.15
"""Seconds that the cursor rests before the strip tells what it stands on; until then a move sends two cells."""


class Jingdex(App[int]):
    """The workbench on one workbook."""

    TITLE = "jingdex"
    CSS_PATH = "app.css"
    ENABLE_COMMAND_PALETTE = True
    ANIMATION_LEVEL = "none"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, *, read_only: bool = False, as_of: str | None = None) -> None:
        self.means = terminal_means(os.environ)
        super().__init__(driver_class=DiffDriver)
        self.animation_level = "none"
        wording = Wording("en", unicode=self.means.unicode)
        self.workspace = Workspace(session, wording, read_only=read_only, as_of=as_of)
        self.message = session.file.oddity or failed_sentence(self.workspace.workbook)
        self.finding = Finding(self)
        self.asking = Asking(self)
        self.editing = Editing(self)
        self.work = LongWork(self)
        self.importing = Importing(self)
        self.saving = Saving(self)
        self.trusting = RobustnessRuns(self)
        self.reasons = Reasons(self)
        self.keyboard = Keyboard(self)
        self.statistics = Statistics(self)
        self.header, self.detail = Lines(id="header"), Lines(id="detail")
        self.small = Static(id="small", markup=False)
        self.middle = Body()
        self.board, self.page, self.help = self.middle.board, self.middle.page, self.middle.help
        self.prompt, self.choice_list = Prompt(self._prompt_closed, self.word), ChoiceList(id="choices")
        for theme in themes(self.means):
            self.register_theme(theme)
        self.theme = themes(self.means)[0].name

    @property
    def fault(self) -> Exception | None:
        """What stopped the app, where it did not stop by itself."""
        return self._exception

    def _fatal_error(self) -> None:
        """Stop without Textual's traceback: `run` raises the fault once the terminal is as it was."""
        self._close_messages_no_wait()

    # What is laid out

    def compose(self) -> ComposeResult:
        """Header, board or page, detail, footer or prompt."""
        yield self.header
        yield self.middle
        yield self.detail
        yield self.prompt
        yield self.choice_list
        yield self.small

    def get_default_screen(self) -> Screen[None]:
        """A screen that draws no more than it must."""
        return MainScreen(id="_default")

    def on_mount(self) -> None:
        """Draw all, and begin to look for what others do."""
        self.board.activate(self.board.panes[0])
        self.draw()
        self._rest = self.set_interval(REST, self._rested, pause=True)
        self.set_interval(LOOK_EVERY, self.editing.look)

    def on_unmount(self) -> None:
        """Leave no work behind."""
        self.work.close()

    def get_line_filters(self) -> list[LineFilter]:
        """What the terminal cannot show is replaced on the way out."""
        return line_filters(self.means, super().get_line_filters(), self.current_theme)

    @property
    def pane(self) -> Pane:
        """The pane or page that is worked in."""
        return self.middle.pane

    @property
    def grid(self) -> Grid:
        """Its table."""
        return self.pane.grid

    @property
    def scroller(self) -> Grid | HelpPage:
        """What the moving keys move."""
        return self.middle.scroller

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""
        place = self.pane.place
        return standing_at(self.workspace.workbook, place) if isinstance(place, FigurePlace) else place

    # Drawing

    def draw(self) -> None:
        """Draw everything that differs from what is drawn."""
        self.draw_panes()
        self.draw_bars()
        self.draw_detail()

    def draw_panes(self) -> None:
        """Draw the panes in view."""
        for pane in self.middle.in_view:
            pane.draw(self.workspace.shown, self.workspace.highlight_since, self.workspace.trial)
        self.trusting.look(self.workspace.shown)

    def draw_bars(self) -> None:
        """Header and footer."""
        self.header.show(header(self))
        self.prompt.say(*footer(self))

    def draw_detail(self) -> None:
        """What is known of the figure under the cursor."""
        self.detail.show(*strip(self))

    def draw_lines(self) -> None:
        """All that is said of the pane and the row that are worked in."""
        self.draw_bars()
        self.draw_detail()

    def clear_message(self) -> None:
        """Take back what was said."""
        if self.message:
            self.message = ""
            self.draw_bars()

    def tell(self, message: str) -> None:
        """Say one sentence until the next key: at the bottom, or in the strip while the bottom line is typed in."""
        if self.prompt.asking:
            self.asking.refusal = message
            self.draw_detail()
        else:
            self.message = message
            self.draw_bars()

    def word(self, english: str) -> str:
        """A word in the language of the moment."""
        return self.workspace.wording.word(english)

    # Typing

    def ask(
        self,
        label: str,
        text: str,
        make: Callable[[str], Edit] | None = None,
        *,
        then: Callable[[str], None] | None = None,
        previews: bool = False,
        anew: bool = False,
        choices: Choices | None = None,
    ) -> None:
        """Ask for a text in the bottom line. `make` turns it into an edit, `then` takes it elsewhere."""
        if not self.editing.refuses():
            self.asking.ask(label, text, make, then, previews=previews, anew=anew, choices=choices)

    def _prompt_closed(self) -> None:
        self.asking.closed()
        self.screen.set_focus(self.scroller, scroll_visible=False)
        self.draw_bars()
        self.draw_detail()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Do the command of a key at once, so that the next key already finds what it has opened."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.keyboard.takes(event):
            return
        await super().on_event(event)

    def on_paste(self, event: events.Paste) -> None:
        """Begin an edit with the first line of what is pasted."""
        lines = event.text.splitlines()
        if self.prompt.asking or self.keyboard.refusal or not lines:
            return
        event.stop()
        if not (self.pane.pasting and action(self.pane.pasting)(self, self.pane, event.text)):
            self.keyboard.begin(lines[0].strip())

    def go_to_pane(self, number: int) -> None:
        """Go to a pane."""
        self.close_page()
        self.return_to(self.board.numbered(number))

    def action_view(self, number: int) -> None:
        """Go to the view whose tab is clicked."""
        self.go_to_pane(number)

    def action_claims(self) -> None:
        """Show the claims whose number is clicked."""
        self.run_command(BY_ID["claims"])

    def return_to(self, pane: Pane) -> None:
        """Go back to a pane, or to the page that was just closed."""
        if pane is self.page:
            self.page.add_class("open")
            self.show_page()
        else:
            group = self.board.group
            self.board.activate(pane)
            if self.board.group is not group:
                self.draw()
            else:
                self.draw_lines()

    # Pages

    def open_page(self, content: PageContent) -> None:
        """Put a page in the board's place, with nothing behind it."""
        self.close_page()
        self.page.turn_to(content)
        self.show_page()

    def open_help(self) -> None:
        """Put the help page in the board's place."""
        pane, here = self.pane.id or "", "" if self.help.has_class("open") else footer_keys(self)
        told = [command.told for command in COMMANDS]
        self.close_page()
        self.help.compose_lines(self.workspace.wording.word("Help"), help_lines(pane, told, here))
        self.middle.open_help()
        self.draw_bars()

    def show_page(self) -> None:
        """Draw the page and work in it."""
        self.middle.open_page(self.draw)

    def close_page(self) -> None:
        """Put the board back."""
        self.middle.close()

    def back(self) -> None:
        """Close the page, or the zoom, or nothing."""
        if self.middle.turn_back(self.draw):
            return
        if self.middle.is_covered:
            self.close_page()
            self.board.activate(self.board.active)
            self.draw()
        elif self.board.has_class("zoomed"):
            self.board.toggle_zoom()
        else:
            self.finding.turn_back()

    def follow(self) -> bool:
        """Go where the row of a page leads; false where it leads nowhere."""
        return self.middle.follow()

    def run_command(self, command: Command) -> None:
        """Do a command, or what it does in the pane that is worked in."""
        own = None if self.help.has_class("open") else self.pane.own_action(command.id)
        if own:
            own(self, self.pane)
        else:
            action(command.action)(self)

    # What the widgets tell

    @on(Prompt.Accepted)
    async def _accepted(self, event: Prompt.Accepted) -> None:
        """Take what was typed, and paint all that it moves at once, though each widget asks in a task of its own."""
        with self.batch_update():
            self.prompt.accepted(event.text)
            for _ in range(TASKS_IN_A_ROW):
                await sleep(0)
        self.screen.check_idle()

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        if event.grid is self.grid:
            self._rest.reset()
            self._rest.resume()

    @on(Grid.CellChosen)
    def _cell_chosen(self) -> None:
        self.run_command(BY_ID["edit"])

    def _rested(self) -> None:
        self._rest.pause()
        self.draw_lines()

    @on(Pane.Clicked)
    def _pane_clicked(self, event: Pane.Clicked) -> None:
        if event.pane not in (self.page, self.board.active):
            self.board.activate(event.pane)
            self.draw_lines()

    def on_resize(self, event: events.Resize) -> None:
        """Say plainly when there is too little room; else draw what depends on it."""
        width, height = event.size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.screen.set_class(small, "small")
        wanted = f"jingdex needs {SMALLEST[0]}×{SMALLEST[1]} cells, and this terminal has {width}×{height}: enlarge it."
        self.small.update(wanted)
        self.draw_bars()


def run(path: Path, *, read_only: bool = False, as_of: str | None = None) -> int:
    """Open a workbook on the screen until the person quits. Raises FileError, and whatever stopped the app."""
    with Session.open(path, read_only=read_only or as_of is not None) as session:
        app = Jingdex(session, read_only=not session.file.is_writable, as_of=as_of)
        code = app.run() or 0
    if app.fault is not None:
        raise app.fault
    return code
