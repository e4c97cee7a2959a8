"""The application: it starts the live screen in a terminal, and hands it what is pressed, pasted and clicked."""

import gc
import os
from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from core.words import gettext
from data import network, places
from data.confinement import is_served
from data.file import WorkbookFile
from data.session import Session
from tui import palette
from tui.commands import BY_ID
from tui.frame import preload
from tui.frame.main_screen import MainScreen, paint
from tui.frame.prompt import Prompt
from tui.frame.rotation import after
from tui.frame.side_chart import ROOM_FOR_CHARTS
from tui.grid.wording import Wording
from tui.locale.choice import spoken
from tui.screen import LiveScreen
from tui.terminal import browser
from tui.terminal.degrade import line_filters
from tui.terminal.driver import DiffDriver
from tui.terminal.means import terminal_means
from tui.terminal.scrollbar import WholeCells
from tui.terminal.themes import themes
from tui.workspace.workspace import Workspace

ScrollBar.renderer = WholeCells


class Jingdex(App[int]):
    """The workbench on one workbook."""

    TITLE = "jingdex"
    CSS_PATH = "app.css"
    ENABLE_COMMAND_PALETTE = True
    ANIMATION_LEVEL = "none"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {lambda: palette.CommandProvider}
    HORIZONTAL_BREAKPOINTS = [(ROOM_FOR_CHARTS, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, *, read_only: bool = False, as_of: str | None = None) -> None:
        self.means = terminal_means(os.environ)
        super().__init__(driver_class=browser.BrowserDriver if is_served() else DiffDriver)
        self.animation_level = "none"
        wording = Wording(spoken(), unicode=self.means.unicode)
        self.workspace = Workspace(session, wording, read_only=read_only, as_of=as_of)
        names = [theme.name for theme in themes(self.means)]
        for theme in themes(self.means):
            self.register_theme(theme)
        left_in = places.kept(places.THEME)
        self.theme = left_in if left_in in names else names[0]
        self.live = LiveScreen(self, self.workspace, self)
        self.preload: preload.Preload | None = None

    @property
    def fault(self) -> Exception | None:
        """What stopped the app, where it did not stop by itself."""
        return self._exception

    def _fatal_error(self) -> None:
        """Stop without Textual's traceback: `run` raises the fault once the terminal is as it was."""
        self._close_messages_no_wait()

    def action_command_palette(self) -> None:
        """Open the palette of commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=gettext("find a command"), id="--command-palette"))

    def compose(self) -> ComposeResult:
        """Header, board or page, detail, footer or prompt, and the list over the prompt."""
        live = self.live
        yield from (live.header, live.body, live.detail, live.prompt, live.choice_list)

    def get_default_screen(self) -> Screen[None]:
        """A screen that draws no more than it must."""
        return MainScreen(self.live, lambda command: self.live.run_command(BY_ID[command]))

    def refresh_css(self, animate: bool = True) -> None:
        """Style all anew; before the first screen is made, take the colours alone, as it parses all styles itself."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Draw all, and begin to look for what others do."""
        self.call_after_refresh(self._begin)
        self.live.body.go_to_pane(1)
        self.set_interval(self.live.workspace.session.file.look_every, self.live.look)

    def _begin(self) -> None:
        """Do what need not be done before the first screen stands; what the start made is never garbage."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        if not self.is_headless:
            self.preload = preload.Preload(self, self.live.jobs)
            self.preload.rest()
        file = self.workspace.session.file
        notice = "" if self.live.message or not isinstance(file, WorkbookFile) else network.network_notice(file.path)
        if notice:
            self.live.notify(notice)

    def on_unmount(self) -> None:
        """Leave no work behind."""
        self.live.jobs.close()

    def get_line_filters(self) -> list[LineFilter]:
        """What the terminal cannot show is replaced on the way out."""
        return line_filters(self.means, super().get_line_filters(), self.current_theme)

    async def on_event(self, event: events.Event) -> None:
        """Do the command of a key at once, so that the next key already finds what it has opened."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self.preload:
                self.preload.rest()
            if self.live.keyboard.takes(event):
                paint(self)
                return
        await super().on_event(event)

    def on_paste(self, event: events.Paste) -> None:
        """Begin an edit with what is pasted."""
        if event.text.splitlines() and self.live.keyboard.paste(event.text):
            event.stop()

    def turn_theme(self) -> str:
        """Turn to the next theme, and give its name."""
        self.theme = after(self.theme, [theme.name for theme in themes(self.means)])
        return self.theme

    @on(Prompt.Accepted)
    def _accepted(self, event: Prompt.Accepted) -> None:
        """Take what was typed, once the keys before are in it."""
        self.live.keyboard.accept(event.text)
        paint(self)
