"""The line at the top, which says what is open and how its claims stand, and the line of keys at the bottom."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from tui.frame.keys import Keys
from tui.grid.wording import Wording

ALWAYS = 2


def header_state(wording: Wording, saved: str, as_of: str | None) -> str:
    """When the workbook was last saved, or why it cannot be."""
    if as_of:
        return f"{wording.word('as of')} {as_of} · {wording.word('read only')}"
    return f"{wording.word('saved')} {saved}" if saved else wording.word("read only")


def header_text(name: str, wording: Wording, held: tuple[str, int], state: str, width: int, scenario: str = "") -> Text:
    """Name of the workbook, and of the scenario that is looked at; at the right its claims and its state."""
    left = Text.assemble(("jingdex", "bold"), f"  {name}")
    where = Text(f" {wording.word('scenario')} {scenario} ", "reverse bold") if scenario else Text()
    where.truncate(width // 3, overflow="ellipsis")
    right = Text(f"{held[0]} {wording.word('of')} {held[1]} {wording.word('claims hold')}   " if held[1] else "")
    right.append(state, "reverse bold" if state.startswith(wording.word("as of")) else "")
    left.truncate(max(10, width - 4 - right.cell_len - where.cell_len), overflow="ellipsis")
    left.append_text(where)
    left.append(" " * max(2, width - 2 - left.cell_len - right.cell_len))
    return left.append_text(right)


def footer_text(commands: Sequence[Keys], width: int) -> str:
    """The keys that matter most, as many as fit."""
    return fitting_keys([f"{command.shown} {command.title}" for command in commands if command.footer], width)


def fitting_keys(told: Sequence[str], width: int) -> str:
    """As many keys as fit in a line; the last two, help and the way out, always do."""
    kept = list(told)
    while len(kept) > ALWAYS and cell_len("  ".join(kept)) > width - 2:
        del kept[-ALWAYS - 1]
    return "  ".join(kept)
