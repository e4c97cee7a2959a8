"""The line at the top, which says what is open and how its claims stand, and the line of keys at the bottom."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from core.frozen import frozen
from tui.grid.wording import Wording

ALWAYS = frozenset({"/", "g", "?", "q", "Esc"})
"""The keys that stay in the key line however narrow it is: to find something, to go elsewhere, for help, and out."""
FEWEST = 12
"""Cells of the workbook's name that are worth their room."""
OPEN = "bold reverse"


@frozen
class HeaderParts:
    """What the line at the top says: the workbook, the scenario in it, how the claims stand, and its state.

    `failing` are the claims that fail now, and those that would after what is being typed; `of` are all claims;
    `broken` are the rules that fail, in the same way.
    `number` is that of the open view; `titles` are those of all views. `saved` is the time of the last edit.
    """

    name: str
    titles: Sequence[str]
    number: int
    failing: tuple[int, int]
    of: int
    saved: str
    as_of: str = ""
    scenario: str = ""
    broken: tuple[int, int] = (0, 0)


def header_text(parts: HeaderParts, wording: Wording, width: int) -> Text:
    """The line in so many cells: all views where there is room, else the open one by name and the others by number."""
    where = Text(f" {wording.word('scenario')} {parts.scenario} " if parts.scenario else "", OPEN)
    where.truncate(width // 3, overflow="ellipsis")
    for tabs, claims, state in _forms(parts, wording):
        room = width - 2 - where.cell_len - tabs.cell_len - claims.cell_len - state.cell_len - 2
        if room >= 0:
            break
    name = Text(parts.name if room > FEWEST else "", "bold")
    name.truncate(max(0, room - 2), overflow="ellipsis")
    left = Text(" ").join(part for part in (name, tabs, where) if part)
    gap = width - 2 - left.cell_len - claims.cell_len - state.cell_len
    return Text.assemble(left, " " * max(1, gap), claims, state)


def key_line(keys: Sequence[str], width: int) -> list[str]:
    """As many keys as fit in a line, the first ones before the others; those of `ALWAYS` always do."""
    kept = list(keys)
    others = [at for at, key in enumerate(keys) if key.partition(" ")[0] not in ALWAYS]
    while others and cell_len("  ".join(kept)) > width - 2:
        del kept[others.pop()]
    return kept


def key_texts(footer: str, wording: Wording) -> list[str]:
    """The keys of a footer, two blanks apart, each with its title in the language of the moment."""
    pairs = (one.partition(" ") for one in footer.split("  ") if one)
    return [f"{key} {wording.word(title)}" for key, _, title in pairs]


def _forms(parts: HeaderParts, wording: Wording) -> Iterator[tuple[Text, Text, Text]]:
    """The views, the claims and the state, at first in full and then in fewer and fewer cells."""
    full, claims, state = _tabs(parts, short=False), _claims(parts, wording, short=False), _state(parts, wording)
    yield full, claims, state
    short_claims = _claims(parts, wording, short=True)
    yield full, short_claims, _state(parts, wording, short=True)
    few = _tabs(parts, short=True)
    yield few, short_claims, state
    yield few, Text(), state


def _tabs(parts: HeaderParts, *, short: bool) -> Text:
    tabs = Text()
    for number, title in enumerate(parts.titles, 1):
        is_open = number == parts.number
        before = "" if number == parts.number + 1 else " "
        tab = Text(f"{before}{number}{f' {title}' if is_open or not short else ''}", OPEN if is_open else "")
        tab.append(" " if is_open else "")
        tab.apply_meta({"@click": f"screen.view({number})"})
        tabs.append_text(tab)
    return tabs


def _claims(parts: HeaderParts, wording: Wording, *, short: bool) -> Text:
    now, then = parts.failing
    if not parts.of:
        return _rules(parts, wording, short=short)
    count = f"{now}" if now == then else f"{now}→{then}"
    if not (now or then):
        said = wording.word("all {count} claims hold", count=parts.of)
    else:
        said = wording.word("{count} of {of} claims fail", count=count, of=parts.of)
    most = 2 * len(str(parts.of)) + 1
    if short:
        said = f"✗{count}" if now or then else f"✓{parts.of}"
    claims = Text(f"{' ' * (most - len(count))}{said}  ", "bold" if then else "")
    claims.apply_meta({"@click": "screen.claims"})
    return claims.append_text(_rules(parts, wording, short=short))


def _rules(parts: HeaderParts, wording: Wording, *, short: bool) -> Text:
    """The rules that fail, where some do."""
    now, then = parts.broken
    if not (now or then):
        return Text()
    count = f"{now}" if now == then else f"{now}→{then}"
    words = wording.word("rule fails" if then == 1 else "rules fail")
    return Text(f"!{count}  " if short else f"{count} {words}  ", "bold")


def _state(parts: HeaderParts, wording: Wording, *, short: bool = False) -> Text:
    """When the workbook was last saved, or why it cannot be."""
    if parts.as_of:
        return Text(f"{wording.word('as of')} {parts.as_of} · {wording.word('read only')}", OPEN)
    if not parts.saved:
        return Text(wording.word("read only"))
    return Text(parts.saved[:5] if short else f"{wording.word('saved')} {parts.saved}")
