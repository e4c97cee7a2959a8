"""What the header, the strip and the bottom line say of what is on the screen."""

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.text import Text

from data.clock import time_of_day
from tui.commands import COMMANDS
from tui.frame.detail import LINES, detail_lines
from tui.grid.bars import fitting_keys, footer_text, header_state, header_text
from tui.grid.sheet import SheetRow
from tui.grid.table import Column

if TYPE_CHECKING:
    from tui.app import Jingdex


def header(app: "Jingdex") -> Text:
    """Name and claims of the workbook, and when it was saved."""
    workspace = app.workspace
    saved = "" if workspace.read_only else time_of_day(workspace.session.saved, "%H:%M:%S")
    held = (_held_claims(app), len(workspace.derived.claims))
    state = header_state(workspace.wording, saved, workspace.version.as_of)
    name = workspace.wording.name(workspace.workbook.about)
    return header_text(name, workspace.wording, held, state, app.size.width, workspace.version.name(workspace.wording))


def footer(app: "Jingdex") -> str:
    """What was said last, else the keys."""
    own = fitting_keys(app.keyboard.keys_now() or app.pane.footer.split("  "), app.size.width)
    return app.message or own or footer_text([command.told for command in COMMANDS], app.size.width)


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


def _held_claims(app: "Jingdex") -> str:
    """How many claims hold, and while typing how many would."""
    workspace = app.workspace
    now, then = workspace.derived.holding, (workspace.trial or workspace.shown).derived.holding
    return f"{now}" if then == now else f"{now}→{then}"


def _whole_row(row: SheetRow, columns: Sequence[Column]) -> str:
    """The cells of a row that say something in words or numbers, each but the first behind the title of its column."""
    first, *others = zip(columns, row.cells, strict=False)
    told = [
        f"{column.title} {cell.text.strip()}".strip() for column, cell in others if any(map(str.isalnum, cell.text))
    ]
    return " · ".join([first[1].text.strip(), *told])
