"""What the header, the strip and the bottom line say of what is on the screen."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual.strip import Strip

from core.derive.derive import Derived
from core.rules.breaches import failing
from core.words import labelled
from data.clock import time_of_day
from tui.frame.bars import BOLD, HeaderParts, header_strip, key_line, key_texts
from tui.frame.board import TITLES, Board
from tui.frame.body import Body
from tui.frame.command import Command
from tui.frame.detail import LINES, detail_lines
from tui.frame.screen import Screen
from tui.grid.looks import element_style
from tui.grid.rule_lines import breaks
from tui.grid.sheet import SheetRow
from tui.grid.table import Column
from tui.grid.wrapping import wrapped

EVERYWHERE = "g Go to  ? Help  q Quit"
EDIT_BY_ENTER = frozenset({"Edit", "Edit threshold", "Weight", "Change", "Other choices"})
"""What Enter does where it changes the workbook, as the key lines of panes and pages name it."""
BACK_TO_NOW, UNDO, WHY = "D Back to now", "u Undo", "H Why"
EDGES = 2
"""Cells beside the bottom line."""
ON_PAGES = "Esc Back  ? Help"
HELP_KEYS = "/ Search  ↓ Scroll  PgDn Page down  Esc Back"


def header(screen: Screen) -> Strip:
    """Name and claims of the workbook, and when it was saved."""
    workspace, wording = screen.workspace, screen.workspace.wording
    saved = "" if workspace.read_only else time_of_day(workspace.session.saved, "%H:%M:%S")
    then = (workspace.trial or workspace.state).derived
    parts = HeaderParts(
        wording.name(workspace.workbook.about),
        [wording.word(title) for title in TITLES],
        screen.body.board.active.number,
        _now_and_then(_failing, workspace.derived, then),
        len(workspace.derived.claims),
        saved,
        workspace.version.as_of or "",
        workspace.version.name(wording),
        _now_and_then(_broken, workspace.derived, then),
        BOLD + element_style(screen.body, "error"),
    )
    return header_strip(parts, wording, screen.terminal.size.width)


def footer(screen: Screen, keys_now: Sequence[str]) -> Sequence[str]:
    """The keys that do something here: those that do now, where only some do, else those of the pane or page.

    Where nothing can be changed no key that would, in the past the key that comes back; after an edit those that take
    it back and explain it are among the first.
    """
    workspace = screen.workspace
    keys = footer_keys(screen.body).split("  ")
    if workspace.read_only:
        keys = [key for key in keys if not _edits(key, screen.keys)]
        keys = [BACK_TO_NOW, *keys] if workspace.version.as_of else keys
    elif UNDO in keys and workspace.highlight_since:
        keys = sorted(keys, key=lambda key: (key != keys[0], key != UNDO, key != WHY))
    return key_line(keys_now or key_texts(keys, workspace.wording), screen.terminal.size.width)


def _edits(key: str, commands: Sequence[Command]) -> bool:
    """Whether a key of the key line, such as `x Missing`, changes the workbook."""
    shown, _, title = key.partition(" ")
    if shown == "Enter":
        return title in EDIT_BY_ENTER
    return any(shown in command.shown.split() for command in commands if command.group == "Edit")


def overflowing(message: str, width: int) -> str:
    """A message that the bottom line does not hold, which the strip then has whole; else nothing."""
    return message if cell_len(message) > width - EDGES else ""


def footer_keys(body: Body) -> str:
    """The keys of the pane or page that is worked in, then those that work in all of them."""
    if body.help.is_open:
        return HELP_KEYS
    own = body.pane.sheet.keys or body.pane.footer
    if body.pane is not body.page:
        own = _with_next_pane(own, body.board)
        return f"{own}  {EVERYWHERE}" if "/ " in own else f"{own}  / Find  {EVERYWHERE}"
    return own if "Esc " in own else f"{own}  {ON_PAGES}".strip()


def _with_next_pane(own: str, board: Board) -> str:
    """The keys of a pane with Tab behind the first, where it leads to another pane of the same number."""
    after = board.group[(board.group.index(board.active) + 1) % len(board.group)]
    first, *others = own.split("  ")
    is_one_view = after is not board.active and after.number == board.active.number
    return "  ".join(filter(None, (first, f"Tab {after.word}", *others))) if is_one_view else own


def strip(screen: Screen, refusal: str, meaning: str) -> Sequence[str]:
    """What is known of the row under the cursor, or of what is typed: why it is refused, or what it means."""
    workspace, pane, width = screen.workspace, screen.body.pane, max(20, screen.terminal.size.width - 2)
    trial = workspace.trial or workspace.state
    lines = [*pane.detail(trial)] or detail_lines(screen.place, trial.workbook, trial.derived, trial.wording)
    lines = [*lines, *[""] * LINES][:LINES]
    if pane.row and (pane.whole_rows or not any(lines)):
        lines = wrapped(_whole_row(pane.row, pane.sheet.columns), width)
    if refusal:
        lines = wrapped(refusal, width)
    elif screen.prompt.question:
        moved = pane.moves(trial, workspace.state)
        broken = breaks(workspace.derived, trial.derived, workspace.wording) if trial.derived.rules.is_known else ()
        question = wrapped(labelled(screen.prompt.question.label, meaning), width)
        lines = [*question, *broken, *moved, *lines[len(question) + 1 :]]
    return lines


def _now_and_then(count: Callable[[Derived], int], now: Derived, then: Derived) -> tuple[int, int]:
    """A number now and after what is being typed, counted once where nothing is."""
    number = count(now)
    return number, number if then is now else count(then)


def _failing(derived: Derived) -> int:
    """How many claims fail; what is undetermined does not."""
    return sum(row.verdict == "fails" for row in derived.claims)


def _broken(derived: Derived) -> int:
    """How many rules fail, as far as they are checked already: no screen waits for them."""
    return failing(derived.rules.latest)


def _whole_row(row: SheetRow, columns: Sequence[Column]) -> str:
    """The cells of a row that say something in words or numbers, each but the first behind the title of its column."""
    first, *others = zip(columns, row.cells, strict=False)
    parts = [
        f"{column.title} {cell.text.strip()}".strip() for column, cell in others if any(map(str.isalnum, cell.text))
    ]
    return " · ".join([first[1].text.strip(), *parts])
