"""The one screen of the app, which hears what the mouse and the cursor do, and how large the terminal is."""

from collections.abc import Callable

from textual import events, on
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from core.words import gettext
from tui.frame.dirty_compositor import DirtyCompositor
from tui.frame.screen import Screen as Live
from tui.grid.grid import Grid

SMALLEST = (60, 15)
REST = 0.15
"""Seconds that the cursor rests before the strip tells what it stands on; until then a move sends two cells."""


class MainScreen(Screen[None]):
    """The screen; a change of focus draws again what has and had it, not everything. `run` does a command."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, drawn: Live, run: Callable[[str], None]) -> None:
        super().__init__(id="_default")
        self._compositor = DirtyCompositor()
        self.drawn, self.run = drawn, run
        self._stood, self._room = False, Size(0, 0)
        self.small = Static(id="small", markup=False)

    def compose(self) -> ComposeResult:
        """What is said where there is too little room."""
        yield self.small

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """As every screen; the widgets know at once which of them has the focus, not after their messages."""
        before = self.focused
        super().set_focus(widget, scroll_visible, from_app_focus)
        for other in (before, self.focused):
            if other:
                other.has_focus = other is self.focused

    def paint(self) -> None:
        """Paint at once what widgets ask for, not after the messages in which they do, unless all is laid out anew."""
        widgets = self.walk_children(Widget)
        if any(widget._layout_required or widget._scroll_required for widget in widgets):  # noqa: SLF001 - as Textual
            return
        for widget in widgets:
            if widget._repaint_required:  # noqa: SLF001 - as Textual does when it has looked at all messages
                widget._repaint_required = False  # noqa: SLF001 - likewise
                if widget.display:
                    self._dirty_widgets.add(widget)
        self._on_timer_update()

    def on_mount(self) -> None:
        """Wait for the cursor to rest."""
        self._rest = self.set_interval(REST, self.rested, pause=True)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Style nothing anew when the screen first stands: all that is on it was styled as it was made.

        When it is in front again, the terminal's own cursor comes back to what has the focus.
        """
        event.refresh_styles = self._stood
        if self._stood:
            self.call_after_refresh(self.drawn.body.scroller.point)
        self._stood = True

    def rested(self) -> None:
        """Tell what the cursor stands on, and tint its row."""
        self._rest.pause()
        self.drawn.body.pane.grid.draw_cursor()
        self.drawn.draw_lines()

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        if event.grid is self.drawn.body.pane.grid:
            self._rest.reset()
            self._rest.resume()

    @on(Grid.CellChosen)
    def _cell_chosen(self) -> None:
        self.run("edit")

    def action_view(self, number: int) -> None:
        """Go to the view whose tab is clicked."""
        self.drawn.body.go_to_pane(number)

    def action_claims(self) -> None:
        """Show the claims whose number is clicked."""
        self.run("claims")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Work in the pane that is clicked."""
        board = self.drawn.body.board
        pane = next((pane for pane in board.panes if event.widget and pane in event.widget.ancestors_with_self), None)
        if pane not in (None, board.active):
            board.activate(pane)
            self.drawn.draw_lines()

    def on_resize(self, event: events.Resize) -> None:
        """Say plainly when there is too little room; else draw what depends on it; do nothing where it is as before."""
        if event.size == self._room:
            event.stop().prevent_default()
            return
        self._room = event.size
        width, height = event.size
        is_small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(is_small, "small")
        if is_small:
            wanted = gettext(
                "jingdex needs {columns}×{rows} cells, and this terminal has {width}×{height}: enlarge it.",
                columns=SMALLEST[0],
                rows=SMALLEST[1],
                width=width,
                height=height,
            )
            self.small.update(wanted)
        self.drawn.draw_bars()


def paint(app: App[int]) -> None:
    """Paint what a key has changed, unless another key waits, which may change it again."""
    if isinstance(app.screen, MainScreen) and not app.message_queue_size:
        app.screen.paint()
