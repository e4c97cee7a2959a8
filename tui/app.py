"""The application: it holds the session and what follows from it, and lets the panes draw that."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.containers import Container
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Static

from core.derive import Derived, derive
from core.edit import Edit, SetEntry
from core.entries import LANGUAGES
from core.errors import JingdexError
from core.typed_edit import FigurePlace, Place
from data.clock import time_of_day
from data.session import Outcome, Session
from tui.actions.edit import begin
from tui.board import Board
from tui.commands import BY_ID, BY_KEY, COMMANDS
from tui.drawing.bars import footer_text, header_state, header_text
from tui.drawing.detail import detail_lines, moved_lines
from tui.drawing.help_text import help_lines
from tui.drawing.wording import Wording
from tui.finding import Finding
from tui.grid import Grid
from tui.page import HelpPage, Page
from tui.pages import PageName, page_of
from tui.panes import Pane, Shown
from tui.prompt import Prompt, Question
from tui.terminal.degrade import line_filters, terminal_means
from tui.terminal.driver import DiffDriver
from tui.terminal.themes import themes

SMALLEST = (60, 15)
LOOK_EVERY = 1.5
"""Seconds between two looks at what others have done."""

REST = 0.15
"""Seconds that the cursor rests before the strip tells what it stands on; until then a move sends two cells."""

TYPED_ON = 0.5
"""Seconds within which a digit after a pane key makes a figure of both."""


class Jingdex(App[int]):
    """The workbench on one workbook."""

    TITLE = "jingdex"
    CSS_PATH = "app.css"
    ENABLE_COMMAND_PALETTE = True
    ANIMATION_LEVEL = "none"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, *, read_only: bool = False, as_of: str | None = None) -> None:
        self.means = terminal_means(os.environ)
        super().__init__(driver_class=DiffDriver)
        self.animation_level = "none"
        self.session = session
        self.read_only = read_only or as_of is not None
        self.as_of = as_of
        self.wording = Wording("en", unicode=self.means.unicode)
        self.workbook = session.file.workbook(as_of) if as_of else session.workbook
        self.derived = derive(self.workbook)
        self.lit_from: Derived | None = None
        self.method = next(iter(self.workbook.methods), "")
        self.period = ""
        self.cluster_list = self.workbook.about.cluster_list or next(iter(self.derived.clusters), "")
        self.message = ""
        self.finding = Finding(self)
        self._preview: Shown | None = None
        self._refusal = self._meaning = ""
        self._key_time = 0.0
        self._left: tuple[Pane, str] | None = None
        self._accepting = False
        self._held: list[events.Key] = []
        self.header, self.detail, self.small = (Static(id=name, markup=False) for name in ("header", "detail", "small"))
        self.board, self.page, self.help = Board(id="board"), Page(), HelpPage(id="help")
        self.prompt = Prompt(self._prompt_closed)
        for theme in themes(self.means):
            self.register_theme(theme)
        self.theme = themes(self.means)[0].name

    # What is laid out

    def compose(self) -> ComposeResult:
        """Header, board or page, detail, footer or prompt."""
        yield self.header
        with Container(id="middle"):
            yield self.board
            yield self.page
            yield self.help
        yield self.detail
        yield self.prompt
        yield self.small

    def on_mount(self) -> None:
        """Draw all, and begin to look for what others do."""
        self.board.activate(self.board.panes[0])
        self.draw()
        self._rest = self.set_interval(REST, self._rested, pause=True)
        if not self.as_of:
            self.set_interval(LOOK_EVERY, self.look)

    def get_line_filters(self) -> list[LineFilter]:
        """What the terminal cannot show is replaced on the way out."""
        return line_filters(self.means, super().get_line_filters(), self.current_theme)

    @property
    def pane(self) -> Pane:
        """The pane or page that is worked in."""
        return self.page if self.page.has_class("open") else self.board.active

    @property
    def grid(self) -> Grid:
        """Its table."""
        return self.pane.grid

    @property
    def scroller(self) -> Grid | HelpPage:
        """What the moving keys move."""
        return self.help if self.help.has_class("open") else self.grid

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""
        return self.pane.place

    @property
    def shown(self) -> Shown:
        """What is on the screen."""
        return Shown(self.workbook, self.derived, self.wording, self.cluster_list, self.method, self.period)

    # Drawing

    def draw(self) -> None:
        """Draw everything that differs from what is drawn."""
        for pane in (*self.board.group, self.page):
            pane.draw(self.shown, self.lit_from, self._preview)
        self.draw_bars()
        self.draw_detail()

    def draw_bars(self) -> None:
        """Header and footer."""
        saved = "" if self.read_only else time_of_day(self.session.saved, "%H:%M:%S")
        held = (self._held_claims(), len(self.derived.claims))
        state = header_state(self.wording, saved, self.as_of)
        header = header_text(self.wording.name(self.workbook.about), self.wording, held, state, self.size.width)
        self.header.update(header, layout=False)
        self.prompt.say(self.message or footer_text([command.told for command in COMMANDS], self.size.width))

    def _held_claims(self) -> str:
        """How many claims hold, and while typing how many would."""
        now, then = self.derived.holding, (self._preview or self.shown).derived.holding
        return f"{now}" if then == now else f"{now}→{then}"

    def draw_detail(self) -> None:
        """What is known of the figure under the cursor."""
        seen = self._preview or self.shown
        lines = detail_lines(self.place, seen.workbook, seen.derived, seen.wording)
        if self._refusal:
            lines = wrap(self._refusal, max(20, self.size.width - 2))
        elif self.prompt.question:
            moved = moved_lines(self.pane.sheet, self.pane.row)
            lines = [f"{self.prompt.question.label}: {self._meaning}", *moved, *lines[2:]]
        text = Text("\n".join(lines), no_wrap=True, overflow="ellipsis")
        self.detail.update(text, layout=False)

    def tell(self, message: str) -> None:
        """Say one sentence at the bottom, until the next key."""
        self.message = message
        self.draw_bars()

    # The one way round

    def do(self, make: Callable[[], Edit], reason: str = "") -> bool:
        """Make an edit, save it, and show what it moves; whatever is wrong with it is told in one sentence."""
        if self.read_only:
            self.tell("This workbook is open for looking only: nothing can be changed.")
            return False
        try:
            edit = make()
            outcome = self.session.do(edit, reason)
        except JingdexError as error:
            self.tell(str(error))
            return False
        self._moved(outcome, str(outcome.edit))
        return True

    def take_back(self) -> None:
        """Undo."""
        self._again(self.session.undo, "undone", "There is nothing to undo.")

    def do_again(self) -> None:
        """Redo."""
        self._again(self.session.redo, "redone", "There is nothing to redo.")

    def look(self) -> None:
        """Take in what others have done."""
        try:
            news = self.session.look()
        except JingdexError as error:
            self.tell(str(error))
            return
        if news:
            self._follow("; ".join(str(entry) for entry in news))

    def _again(self, step: Callable[[], Outcome | None], word: str, nothing: str) -> None:
        if self.read_only:
            self.tell("This workbook is open for looking only: nothing can be changed.")
            return
        try:
            outcome = step()
        except JingdexError as error:
            self.tell(str(error))
            return
        if outcome is None:
            self.tell(nothing)
        else:
            self._moved(outcome, f"{word}: {outcome.edit}")

    def _moved(self, outcome: Outcome, message: str) -> None:
        self._follow(" ".join((message, *outcome.notices)))

    def _follow(self, message: str) -> None:
        """Derive anew, light what has moved, and say what was done."""
        self.lit_from, self.workbook = self.derived, self.session.workbook
        self.derived = derive(self.workbook, self.derived)
        self._preview = None
        self.message = message
        self.draw()

    # Typing

    def ask(
        self,
        label: str,
        text: str,
        make: Callable[[str], Edit] | None = None,
        *,
        then: Callable[[str], None] | None = None,
        previews: bool = False,
    ) -> None:
        """Ask for a text in the bottom line. `make` turns it into an edit, `then` takes it elsewhere."""
        if self.read_only:
            self.tell("This workbook is open for looking only: nothing can be changed.")
            return

        def changed(written: str) -> None:
            if previews and make:
                self._show_preview(written, make)

        def accepted(written: str) -> None:
            self._accept(written, make, then)
            self.release()

        self.message = ""
        self.prompt.ask(Question(label, changed, accepted, self._drop_preview), text)

    def _show_preview(self, written: str, make: Callable[[str], Edit]) -> None:
        try:
            edit = make(written) if written.strip() else None
        except JingdexError as error:
            self._preview, self._refusal = None, str(error)
        else:
            self._refusal = ""
            workbook = edit.apply(self.workbook) if edit else self.workbook
            derived = derive(workbook, self.derived)
            self._preview = replace(self.shown, workbook=workbook, derived=derived) if edit else None
            self._meaning = str(edit).partition(": ")[2] if edit else ""
        self.draw()

    def _accept(self, written: str, make: Callable[[str], Edit] | None, then: Callable[[str], None] | None) -> None:
        try:
            edit = make(written) if make else None
            if then:
                self.prompt.close()
                then(written)
        except JingdexError as error:
            self._refuse(str(error))
            if then:
                self.tell(str(error))
            return
        if edit is not None and self.do(lambda: edit):
            self.prompt.close()

    def release(self) -> None:
        """Let the keys go that were typed ahead."""
        self._accepting, held, self._held = False, self._held, []
        for key in held:
            self.post_message(key)

    def _refuse(self, sentence: str) -> None:
        self._refusal = sentence
        self.draw_detail()

    def _drop_preview(self) -> None:
        self._preview = None
        self.draw()

    def _prompt_closed(self) -> None:
        self._refusal = self._meaning = ""
        self.screen.set_focus(self.grid, scroll_visible=False)
        self.draw_bars()
        self.draw_detail()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Do the command of a key at once, so that the next key already finds what it has opened."""
        if isinstance(event, events.Key) and not event.is_forwarded and (self._holds(event) or self._takes(event)):
            return
        await super().on_event(event)

    def _holds(self, key: events.Key) -> bool:
        """Keep keys back while what was typed is being saved, for they are meant for what comes after."""
        if self._accepting:
            self._held.append(key)
        elif key.key == "enter" and self.focused is self.prompt:
            self._accepting = True
            return False
        return self._accepting

    def _takes(self, key: events.Key) -> bool:
        """Whether a key is a command or begins an edit, and not meant for a line that is being typed."""
        if len(self.screen_stack) > 1 or self.focused is self.prompt or self.screen.has_class("small"):
            return False
        if self.message:
            self.message = ""
            self.draw_bars()
        command = BY_KEY.get(key.key) or BY_KEY.get(key.character or "")
        left = self._left if key.time - self._key_time <= TYPED_ON else None
        self._left, self._key_time = None, key.time
        digit = key.character if key.character and (key.character.isdigit() or key.character in ".,") else ""
        if digit and not self.help.has_class("open") and (left or command is None):
            self._begin(left, digit)
        elif command:
            pane = self.pane
            command.action(self)
            self._left = (pane, digit) if digit else None
        return command is not None or bool(digit)

    def on_paste(self, event: events.Paste) -> None:
        """Begin an edit with the first line of what is pasted."""
        lines = event.text.splitlines()
        if lines and not self.prompt.asking:
            event.stop()
            self._begin(None, lines[0].strip())

    def _begin(self, left: tuple[Pane, str] | None, text: str) -> None:
        """Begin a figure; a pane key just before was its first digit."""
        if left:
            self.board.activate(left[0])
            text = left[1] + text
        begin(self, text)

    def go_to_pane(self, number: int) -> None:
        """Go to a pane."""
        self.close_page()
        group = self.board.group
        self.board.activate(self.board.panes[number - 1])
        if self.board.group is not group:
            self.draw()

    # Pages

    def open_page(self, name: PageName, series: tuple[str, str] | None = None) -> None:
        """Put a page in the board's place."""
        self.close_page()
        if name == "help":
            pane = self.board.active.id or ""
            self.help.compose_lines(self.wording.word("Help"), help_lines(pane, [command.told for command in COMMANDS]))
            self.help.add_class("open")
            self.screen.set_focus(self.help, scroll_visible=False)
        else:
            self.page.open(*page_of(name, self.session, self.shown, series))
            self.show_page()
        self.board.add_class("covered")

    def show_page(self) -> None:
        """Draw the page and work in it."""
        self.board.add_class("covered")
        self.draw()
        self.screen.set_focus(self.page.grid, scroll_visible=False)

    def close_page(self) -> None:
        """Put the board back."""
        self.page.remove_class("open")
        self.help.remove_class("open")
        self.board.remove_class("covered")

    def back(self) -> None:
        """Close the page, or the zoom, or nothing."""
        if self.page.has_class("open") or self.help.has_class("open"):
            self.close_page()
            self.board.activate(self.board.active)
            self.draw()
        elif self.board.has_class("zoomed"):
            self.board.toggle_zoom()

    def follow(self) -> bool:
        """Go where the row of a page leads; false where it leads nowhere."""
        row = self.page.row if self.page.has_class("open") else None
        target = self.page.targets.get(row.key) if row else None
        if target is None:
            return False
        target()
        return True

    # Choices of the person looking

    def turn_method(self) -> None:
        """The next method."""
        codes = list(self.workbook.methods)
        if codes:
            place = codes.index(self.method) if self.method in codes else -1
            self.method, self.period = codes[(place + 1) % len(codes)], ""
            self.draw()

    def turn_period(self) -> None:
        """The period before in the results, round and round."""
        result = self.derived.methods.get(self.method)
        frame = getattr(result, "frame", None)
        if frame is None:
            self.tell("There are no results: go to the workbench (4) first.")
            return
        periods = list(dict.fromkeys(frame["period"]))
        place = periods.index(self.period) if self.period in periods else len(periods) - 1
        self.period = periods[place - 1]
        self.draw()

    def turn_list(self) -> None:
        """The next list of clusters."""
        codes = list(self.derived.clusters)
        if codes:
            place = codes.index(self.cluster_list) if self.cluster_list in codes else -1
            self.cluster_list = codes[(place + 1) % len(codes)]
            self.draw()

    def turn_language(self) -> None:
        """Names in the other language."""
        place = LANGUAGES.index(self.wording.language)
        self.wording = Wording(LANGUAGES[(place + 1) % len(LANGUAGES)], unicode=self.means.unicode)
        self.draw()

    def turn_theme(self) -> None:
        """The next theme."""
        names = [theme.name for theme in themes(self.means)]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.tell(f"Theme: {self.theme}")

    def set_base(self) -> None:
        """Make the year under the cursor 100."""
        place = self.place
        index = next((one for one in self.workbook.indices), None)
        if not isinstance(place, FigurePlace) or index is None or place.indicator != index.indicator:
            self.tell("Move to a year of the index first: b makes it 100.")
            return
        self.do(lambda: SetEntry("indices", index, replace(index, base=place.period)))

    def copy(self, text: str, what: str) -> None:
        """Put a text on the clipboard of the terminal, also over SSH (OSC 52)."""
        self.copy_to_clipboard(text)
        self.tell(f"Copied {what}.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's own
        """Every command, for the palette."""
        for command in COMMANDS:
            told = command.told
            yield SystemCommand(f"{told.title} ({told.shown})", told.help, partial(command.action, self))

    # What the widgets tell

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        if event.grid is self.grid:
            self._rest.reset()
            self._rest.resume()

    @on(Grid.CellChosen)
    def _cell_chosen(self) -> None:
        BY_ID["edit"].action(self)

    def _rested(self) -> None:
        self._rest.pause()
        self.draw_detail()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane that was clicked or stepped into is the active one."""
        pane = event.widget.parent
        if event.widget is self.focused and isinstance(pane, Pane) and pane not in (self.page, self.board.active):
            self.board.note_active(pane)
            self.draw_detail()

    def on_resize(self, event: events.Resize) -> None:
        """Say plainly when there is too little room; else draw what depends on it."""
        width, height = event.size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.screen.set_class(small, "small")
        wanted = f"jingdex needs {SMALLEST[0]}×{SMALLEST[1]} cells, and this terminal has {width}×{height}: enlarge it."
        self.small.update(wanted)
        self.draw_bars()


def run(path: Path, *, read_only: bool = False, as_of: str | None = None) -> int:
    """Open a workbook on the screen until the person quits. Raises FileError where it cannot be opened."""
    with Session.open(path, read_only=read_only or as_of is not None) as session:
        return Jingdex(session, read_only=not session.file.is_writable, as_of=as_of).run() or 0
