"""What the header, the strip and the bottom line say of what is on the screen."""

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.text import Text

from core.derive.derive import Derived
from data.clock import time_of_day
from tui.frame.board import TITLES
from tui.frame.detail import LINES, detail_lines
from tui.grid.bars import HeaderParts, header_text, key_line, key_texts
from tui.grid.sheet import SheetRow
from tui.grid.table import Column

if TYPE_CHECKING:
    from tui.app import Jingdex

EVERYWHERE = "? Help  q Quit"
ON_PAGES = "Esc Back  ? Help"
HELP_KEYS = "/ Search  ↓ Scroll  PgDn Page down  Esc Back"


def header(app: "Jingdex") -> Text:
    """Name and claims of the workbook, and when it was saved."""
    workspace = app.workspace
    saved = "" if workspace.read_only else time_of_day(workspace.session.saved, "%H:%M:%S")
    then = (workspace.trial or workspace.shown).derived
    parts = HeaderParts(
        workspace.wording.name(workspace.workbook.about),
        [workspace.wording.word(title) for title in TITLES],
        app.board.active.number,
        (_failing(workspace.derived), _failing(then)),
        len(workspace.derived.claims),
        saved,
        workspace.version.as_of or "",
        workspace.version.name(workspace.wording),
    )
    return header_text(parts, workspace.wording, app.size.width)


def footer(app: "Jingdex") -> tuple[str, Sequence[str]]:
    """What was said last, else the keys that do something here: the line, and its parts."""
    if app.message:
        return app.message, ()
    keys = key_line(app.keyboard.keys_now() or key_texts(footer_keys(app), app.workspace.wording), app.size.width)
    return "  ".join(keys), keys


def footer_keys(app: "Jingdex") -> str:
    """The keys of the pane or page that is worked in, then those that work in all of them."""
    if app.help.has_class("open"):
        return HELP_KEYS
    own = app.pane.footer
    if app.pane is not app.page:
        return f"{own}  {EVERYWHERE}" if "/ " in own else f"{own}  / Find  {EVERYWHERE}"
    return own if "Esc " in own else f"{own}  {ON_PAGES}".strip()


def strip(app: "Jingdex") -> Sequence[str]:
    """What is known of the figure under the cursor, or of what is being typed."""
    workspace = app.workspace
    seen = workspace.trial or workspace.shown
    lines = [*app.pane.detail(seen)] or detail_lines(app.place, seen.workbook, seen.derived, seen.wording)
    lines = [*lines, *[""] * LINES][:LINES]
    if app.pane.row and (app.importing.is_open or not any(lines)):
        lines = wrap(_whole_row(app.pane.row, app.pane.sheet.columns), max(20, app.size.width - 2))
    refusal = app.asking.refusal or app.keyboard.refusal
    if refusal:
        lines = wrap(refusal, max(20, app.size.width - 2))
    elif app.prompt.question:
        moved = app.pane.moves(seen, workspace.shown)
        lines = [f"{app.prompt.question.label}: {app.asking.meaning}", *moved, *lines[2:]]
    return lines


def _failing(derived: Derived) -> int:
    """How many claims fail; what is undetermined does not."""
    return sum(row.verdict == "fails" for row in derived.claims)


def _whole_row(row: SheetRow, columns: Sequence[Column]) -> str:
    """The cells of a row that say something in words or numbers, each but the first behind the title of its column."""
    first, *others = zip(columns, row.cells, strict=False)
    told = [
        f"{column.title} {cell.text.strip()}".strip() for column, cell in others if any(map(str.isalnum, cell.text))
    ]
    return " · ".join([first[1].text.strip(), *told])
