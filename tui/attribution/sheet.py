"""Why a number changed, as a waterfall with its table, and the path of one number: readable in ASCII and 80 columns."""

from collections.abc import Callable, Iterator, Sequence

from core.attribution.change import Change
from core.attribution.path import Hop
from core.attribution.place import PlaceChange
from core.attribution.share import Parts
from core.method.choice_names import step_word
from core.numerals import common_decimals, decimal
from core.words import in_words, labelled
from tui.grid.plain import plain
from tui.grid.sheet import SheetRow, look_of_change, row_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING, Wording

WIDTH, NARROW = 16, 10
MOST_DECIMALS = 6
Name = Callable[[str], str]


def change_columns(wording: Wording) -> list[Column]:
    """Name, what it adds, the waterfall, scores before and after, and the three kinds of effect."""
    word = wording.word
    return [
        Column("", 22, frozen=True, grows=True, name="part"),
        Column(word("adds"), 9, "right"),
        Column(word("waterfall"), WIDTH, drawn=True),
        *(Column(word(title), 9, "right") for title in ("from", "to", "figures", "weight", "method")),
    ]


def change_rows(change: Change, name: Name) -> Iterator[SheetRow]:
    """Every code, each under what it counts towards; bars begin where the one before has ended.

    The first row's bar goes from the old score to the new one, + upwards and - downwards.
    """
    depth, starts = {"": -1}, _starts(change)
    ends_of_bars = [at for effect in change.effects for at in (starts[effect.code], starts[effect.code] + effect.below)]
    low, high = min(ends_of_bars), max(ends_of_bars)
    decimals = common_decimals(effect.below for effect in change.effects)
    places = _places(change)
    for effect in change.effects:
        depth[effect.code] = depth[effect.parent] + 1
        bar = fall(starts[effect.code], starts[effect.code] + effect.below, low, high)
        look = look_of_change(effect.below)
        scores, kinds = (effect.before, effect.after), (effect.data, effect.weight, effect.method)
        ends = [(NOTHING if score is None else f"{score:.{places}f}", score) for score in scores]
        parts = [(Cell(amount(part, decimals), look_of_change(part)), part) for part in kinds]
        title, below = "  " * depth[effect.code] + name(effect.code), Cell(amount(effect.below, decimals), look)
        head = (title, title), (below, effect.below), (Cell(bar, look), effect.below)
        yield row_of(f"why/{effect.code}", *head, *ends, *parts)


def change_text(change: Change, wording: Wording) -> str:
    """The change in one line, by kind."""
    decimals = common_decimals(effect.below for effect in change.effects)
    places = _places(change)
    kinds = in_words(
        f"{wording.word(word)} {amount(change.sum(kind), decimals)}"
        for word, kind in (("figures", "data"), ("weights", "weight"), ("method", "method"))
    )
    scores = f"{change.before:.{places}f} → {change.after:.{places}f}"
    return labelled(scores, f"{amount(change.total, decimals)} = {kinds}")


def _places(change: Change) -> int:
    """The decimals of scores: the largest has four digits, and up to six decimals show that the score has moved."""
    usual = common_decimals(score for effect in change.effects for score in (effect.before, effect.after))
    return max(usual, min(MOST_DECIMALS, common_decimals([change.total]) - 2))


def place_rows(change: PlaceChange, name: Name, wording: Wording) -> Iterator[SheetRow | Heading]:
    """Places gained by kind, by the unit's own score and others', and unit by unit."""
    word = wording.word
    yield Heading(
        labelled(f"{word('rank')} {change.before} → {change.after}", f"{change.gained:+d} {word('places')}"), "rule"
    )
    kinds = (("figures", "data"), ("weights", "weight"), ("method", "method"))
    parts = [(word(title), change.kinds[kind]) for title, kind in kinds if change.kinds[kind]]
    parts += [(word("its own score"), change.own), (word("the others' scores"), change.others)]
    for title, places in parts:
        gained = Cell(decimal(places, "+.4g"), look_of_change(places))
        yield row_of(f"rank/{title}", (title, title), (gained, places))
    for other in change.passed:
        verb = word("passed") if other.places > 0 else word("fell behind")
        scores = other.before, other.after
        ends = [(NOTHING if score is None else decimal(score, ".4g"), score) for score in scores]
        text, gained = f"{verb} {name(other.unit)}", Cell(f"{other.places:+d}", look_of_change(other.places))
        yield row_of(f"passed/{other.unit}", (text, text), (gained, other.places), ("", None), *ends)


def parts_rows(parts: Parts, name: Name, note: Callable[[float], str], factor: float = 1.0) -> Iterator[SheetRow]:
    """A number parted among what it comes from, the largest first, as a waterfall."""
    order = sorted(parts.amounts, key=lambda code: -abs(parts.amounts[code]))
    running, spans = parts.before, {}
    for code in order:
        spans[code] = (running, running + parts.amounts[code])
        running += parts.amounts[code]
    ends = [end for span in (*spans.values(), (parts.before, parts.after)) for end in span]
    low, high = min(ends), max(ends)
    decimals = common_decimals(factor * value for value in (parts.total, *parts.amounts.values()))
    total = Cell(amount(factor * parts.total, decimals), look_of_change(parts.total))
    bar = Cell(fall(parts.before, parts.after, low, high, NARROW), total.look)
    head = (Cell(name("")), total, Cell(note(factor * parts.before)), Cell(note(factor * parts.after)), bar)
    scaled = [factor * value for value in (parts.total, parts.before, parts.after)]
    yield SheetRow("why/", head, sort_by=(name(""), *scaled))
    for code in order:
        part = Cell(amount(factor * parts.amounts[code], decimals), look_of_change(parts.amounts[code]))
        bar = Cell(fall(*spans[code], low, high, NARROW), part.look)
        cells = (Cell(f"  {name(code)}"), part, Cell(""), Cell(""), bar)
        yield SheetRow(f"why/{code}", cells, sort_by=(cells[0].text, factor * parts.amounts[code]))


def path_columns(wording: Wording) -> list[Column]:
    """Step, what it did, the value that it left, its letter and its source."""
    word = wording.word
    return [
        Column(word("step"), 14, frozen=True),
        Column(word("what it does"), 26, grows=True),
        Column(word("value"), 10, "right"),
        Column("", 1, name="status"),
        Column(word("source"), 17),
    ]


def path_rows(hops: Sequence[Hop]) -> Iterator[SheetRow]:
    """Every hop of one number, down from the raw figure."""
    for at, hop in enumerate(hops):
        step = " ".join(
            [*([str(hop.number)] if hop.number else []), *(step_word(word) for word in (hop.kind, hop.how) if word)]
        )
        yield row_of(
            f"hop/{at}",
            *((text, text) for text in (plain(step), plain(hop.does))),
            (NOTHING if hop.after is None else decimal(hop.after, ".6g"), hop.after),
            (Cell(hop.status, "plain" if hop.status == "A" else "estimated"), None),
            (Cell(plain(hop.source), "dim"), None),
        )


def fall(start: float, end: float, low: float, high: float, width: int = WIDTH) -> str:
    """A bar of a waterfall between two numbers on a line from `low` to `high`; | where nothing moves."""
    reach = (high - low) or 1.0
    first, last = (round((at - low) / reach * width) for at in sorted((start, end)))
    if start == end:
        return " " * min(first, width - 1) + "|"
    sign = "+" if end > start else "-"
    first = min(first, width - 1)
    return " " * first + sign * max(last - first, 1)


def amount(value: float, decimals: int) -> str:
    """A signed amount; nothing is a dash."""
    return f"{value:+.{decimals}f}" if value else NOTHING


def _starts(change: Change) -> dict[str, float]:
    """Where each code's bar begins: the top at the old score, children one behind the other from their parent's start.

    What a node adds by itself comes before its children.
    """
    starts = {change.node: change.before}
    running: dict[str, float] = {}
    for effect in change.effects:
        if effect.code not in starts:
            starts[effect.code] = running[effect.parent]
            running[effect.parent] += effect.below
        running[effect.code] = starts[effect.code] + effect.data + effect.weight + effect.method
    return starts
