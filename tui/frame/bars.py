"""The line at the top, which says what is open and how its claims stand, and the line of keys at the bottom."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from core.frozen import frozen
from tui.grid.line import fit
from tui.grid.wording import Wording

ALWAYS = frozenset({"/", "g", "?", "q", "Esc"})
"""The keys that stay in the key line however narrow it is: to find something, to go elsewhere, for help, and out."""
FEWEST = 8
"""Cells in which the workbook's name can be recognised."""
OPEN, BOLD, PLAIN = Style(bold=True, reverse=True), Style(bold=True), Style()
NOTHING = Strip([])


@frozen
class HeaderParts:
    """What the line at the top says: the workbook, the scenario in it, how the claims stand, and its state.

    `failing` are the claims that fail now, and those that would after what is being typed; `of` are all claims;
    `broken` are the rules that fail, in the same way. `alarm` is the style of a count of claims that fail.
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
    alarm: Style = BOLD


def header_strip(parts: HeaderParts, wording: Wording, width: int) -> Strip:
    """The line in so many cells: all views where there is room, else the open one by name and the others by number."""
    place = f" {wording.word('scenario')} {parts.scenario} " if parts.scenario else ""
    where = _strip(fit(place, min(cell_len(place), width // 3)), OPEN)
    for tabs, *others in _forms(parts, wording):
        right = _joined("  ", others)
        room = width - 4 - bool(where) - where.cell_length - tabs.cell_length - right.cell_length
        if room >= FEWEST:
            break
    name = _strip(_short_name(parts.name, room) if room >= FEWEST else "", BOLD)
    line = _joined(" ", (name, tabs, where))
    gap = width - 2 - line.cell_length - right.cell_length
    return Strip.join((line, _strip(" " * max(1, gap)), right))


def _strip(text: str, style: Style = PLAIN, action: str = "") -> Strip:
    """A text in a style; a click on it does the action."""
    return Strip([Segment(text, style + _clicked(action) if action else style)]) if text else NOTHING


@lru_cache
def _clicked(action: str) -> Style:
    return Style(meta={"@click": action})


def _joined(gap: str, strips: Iterable[Strip]) -> Strip:
    """Those of the strips in which anything stands, with a gap between them."""
    return Strip.join([part for strip in strips if strip for part in (_strip(gap), strip)][1:])


def _short_name(name: str, room: int) -> str:
    """As many words of a name as there is room for; of one word, its beginning."""
    if cell_len(name) <= room:
        return name
    start = set_cell_size(name, room - 1)
    return f"{(start.rpartition(' ')[0] or start).rstrip(' :,;·(-')}…"


def key_line(keys: Sequence[str], width: int) -> list[str]:
    """As many keys as fit in a line, the first ones before the others; those of `ALWAYS` always do."""
    pairs = list(keys)
    others = [at for at, key in enumerate(keys) if key.partition(" ")[0] not in ALWAYS]
    while others and cell_len("  ".join(pairs)) > width - 2:
        del pairs[others.pop()]
    return pairs


def key_texts(keys: Sequence[str], wording: Wording) -> list[str]:
    """The keys of a footer, each with its title in the language of the moment."""
    return [f"{key} {wording.word(title)}" for key, _, title in (text.partition(" ") for text in keys if text)]


def _forms(parts: HeaderParts, wording: Wording) -> Iterator[tuple[Strip, Strip, Strip, Strip]]:
    """The views, the claims, the rules and the state, at first in full and then in fewer and fewer cells.

    The name of the workbook and the views come before the time of the last edit.
    """
    full, state = _tabs(parts, short=False), _state(parts, wording)
    counts = _claims(parts, wording), _rules(parts, wording, short=False)
    yield full, *counts, state
    short_state = _state(parts, wording, short=True)
    yield full, *counts, short_state
    for sign in (False, True):
        counts = _claims(parts, wording, short=True, sign=sign), _rules(parts, wording, short=True)
        yield full, *counts, short_state
        yield full, *counts, short_state if parts.as_of or not parts.saved else NOTHING
    few = _tabs(parts, short=True)
    yield few, *counts, short_state
    yield few, NOTHING, NOTHING, short_state


def _tabs(parts: HeaderParts, *, short: bool) -> Strip:
    tabs = []
    for number, title in enumerate(parts.titles, 1):
        is_open = number == parts.number
        before, after = "" if number == parts.number + 1 else " ", " " if is_open else ""
        text = f"{before}{number}{f' {title}' if is_open or not short else ''}{after}"
        tabs.append(_strip(text, OPEN if is_open else PLAIN, f"screen.view({number})"))
    return Strip.join(tabs)


def _claims(parts: HeaderParts, wording: Wording, *, short: bool = False, sign: bool = False) -> Strip:
    """How the claims stand: in a sentence, in a `short` one, or in a sign and a number."""
    now, then = parts.failing
    if not parts.of:
        return NOTHING
    count = f"{now}" if now == then else f"{now}→{then}"
    if not (now or then):
        verdict = wording.word("all {count} claims hold", count=parts.of)
    else:
        verdict = wording.word("{count} of {of} claims fail", count=count, of=parts.of)
    most = 2 * len(str(parts.of)) + 1
    if short and (now or then):
        verdict, most = (f"✗{count}", most) if sign else (wording.word("{count} fail", count=count), 0)
    elif short:
        verdict, most = wording.word("{count} hold", count=parts.of), 0
    return _strip(f"{' ' * (most - len(count))}{verdict}", parts.alarm if then else PLAIN, "screen.claims")


def _rules(parts: HeaderParts, wording: Wording, *, short: bool) -> Strip:
    """The rules that fail, where some do."""
    now, then = parts.broken
    if not (now or then):
        return NOTHING
    count = f"{now}" if now == then else f"{now}→{then}"
    words = wording.word("rule fails" if then == 1 else "rules fail")
    return _strip(f"!{count}" if short else f"{count} {words}", BOLD)


def _state(parts: HeaderParts, wording: Wording, *, short: bool = False) -> Strip:
    """When the workbook was last saved, or why it cannot be."""
    if parts.as_of:
        as_of = f"{wording.word('as of')} {parts.as_of}"
        return _strip(as_of if short else f"{as_of} · {wording.word('read only')}", OPEN)
    if not parts.saved:
        return _strip(wording.word("read only"))
    return _strip(parts.saved[:5] if short else f"{wording.word('saved')} {parts.saved}")
