"""What commands, and the pages that they open, need of the screen."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from textual.geometry import Size

from core.workbook.edit import Edit
from core.workbook.typed_edit import Place
from tui.frame.body import Body
from tui.frame.choices import Choices, Choosing, Completed
from tui.frame.command import Command
from tui.frame.jobs import Jobs
from tui.frame.prompt import Prompt
from tui.workspace.workspace import Trial, Workspace

Shared = TypeVar("Shared")


class Terminal(Protocol):
    """What a command may want of the terminal that the screen is on, as an app of Textual gives it."""

    @property
    def size(self) -> Size:
        """Columns and rows."""

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text on the clipboard of the terminal, also over SSH (OSC 52)."""

    def turn_theme(self) -> str:
        """Turn to the next theme, and give its name."""

    def action_command_palette(self) -> None:
        """Find any command by name."""

    def exit(self, result: int | None = None) -> None:
        """End the program with this exit code."""


class Edits(Protocol):
    """How edits are made."""

    def do(self, make: Callable[[], Edit], reason: str = "", tried: Trial | None = None) -> bool:
        """Make an edit, save it, and show what it moves; whatever is wrong with it is said in one sentence."""

    def do_slowly(self, make: Callable[[], Edit], tried: Trial | None = None) -> None:
        """Make a large edit and save it in a thread; then show what it moves."""

    def refuses(self) -> bool:
        """Whether nothing can be changed, which is then said."""


class Screen(Protocol):
    """The screen on which one workspace is worked in.

    `body` holds the panes and the page over them, `prompt` is the line that is typed in, `jobs` is long work, `keys`
    are all commands with their keys, `message` is what was said last.
    """

    terminal: Terminal
    workspace: Workspace
    body: Body
    prompt: Prompt
    jobs: Jobs
    keys: Sequence[Command]
    message: str

    @property
    def editing(self) -> Edits:
        """How edits are made here."""

    @property
    def place(self) -> Place | None:
        """Where typing would lead."""

    def notify(self, message: str) -> None:
        """Say one sentence until the next key."""

    def clear_message(self) -> str:
        """Take back what was said, and give it."""

    def announce(self, message: str) -> None:
        """Say what an edit has done, and draw what it moved."""

    def refuse(self, sentence: str) -> None:
        """Say in the strip why the text that is typed cannot be accepted; empty says nothing any more."""

    def offer(self, choosing: Choosing | None) -> None:
        """Show a list over the prompt, or (null) none."""

    def ask(
        self,
        label: str,
        text: str,
        make: Callable[[str], Edit] | None = None,
        *,
        then: Callable[[str], None] | None = None,
        previews: bool = False,
        selects: bool = False,
        choices: Choices | None = None,
        complete: Callable[[str], Completed] | None = None,
        edits: bool = True,
    ) -> None:
        """Ask for a text. `make` turns it into an edit, `then` takes it elsewhere.

        A question whose answer `edits` is refused where nothing can be changed.
        """

    def confirm(self, trial: Trial, note: str) -> None:
        """Show what an edit that is made already would change; Enter keeps it, Escape leaves no trace."""

    def draw(self) -> None:
        """Draw everything that differs from what is drawn."""

    def draw_bars(self) -> None:
        """Draw header and footer."""

    def draw_page(self) -> None:
        """Make the page that is open anew, and draw it."""

    def draw_lines(self) -> None:
        """Draw all that is said of the pane and the row that are worked in."""

    def draw_detail(self) -> None:
        """Draw what is known of the row under the cursor."""

    def shared(self, kind: "Callable[[Screen], Shared]") -> Shared:
        """The one object of this class that all commands share, made when it is first requested."""
