"""The results of a search: rows of the panes, series, claims, sources, events, methods and their choices that fit."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from core.frozen import frozen
from core.method import settings
from core.method.choice_names import choice_name, step_word
from core.words import gettext, labelled, ngettext
from core.workbook.entries import Indicator
from core.workbook.figure import Figure, Series
from core.workbook.workbook import Workbook
from tui.frame.detail import series_name
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording

MOST = 500
MANY = 5_000
"""From so many series on they are found by their names alone; the Figures pane filters notes, sources and numbers."""

CHINESE = re.compile("[㐀-鿿]")
PARTS = re.compile(r"[\s/,;:()]+")
"""What stands between the words of a name; a code is one word."""


@frozen
class Target:
    """What can be found: the place where it is shown, its text, its names, and further texts about it.

    Both `names` and `more` are in lower case.
    """

    kind: str
    key: str
    text: str
    names: str
    more: str = ""


def everything(workbook: Workbook, wording: Wording, method: str = "") -> list[Target]:
    """All that can be found, with both names, notes and sources to be found by; first what a method is about."""
    of_method = _of_method(workbook, wording, method)
    return [*of_method, *_series(workbook, wording), *_entries(workbook, wording), *_choices(workbook, wording)]


def find_sheet(targets: Sequence[Target], text: str, wording: Wording, workbook: Workbook | None = None) -> Sheet:
    """What holds every word of a text: names before notes, whole words before parts, texts before codes.

    A series of which a number, a note or a source holds it shows that figure, where the workbook is given.
    """
    words = _words(text)
    ranked = [(rank, at) for at, target in enumerate(targets) if (rank := _rank(target, words)) is not None]
    fitting = [(targets[at], rank[0]) for rank, at in sorted(ranked)[:MOST]]
    texts = [_text_held(match, text, workbook, wording) if workbook and held else match.text for match, held in fitting]
    kinds = [wording.word(match.kind) for match, _ in fitting]
    keys = [match.key for match, _ in fitting]
    rows = [SheetRow(key, (Cell(kind), Cell(shown))) for key, kind, shown in zip(keys, kinds, texts, strict=True)]
    count = ngettext("{count:,} match", "{count:,} matches", len(rows))
    return Sheet([Column(wording.word("where"), 9, frozen=True), Column(count, 100)], rows)


def _text_held(target: Target, text: str, workbook: Workbook, wording: Wording) -> str:
    """The text of a target; of a series by the figure that holds the words."""
    kind, _, rest = target.key.partition("/")
    if kind != "series":
        return target.text
    unit, code = rest.split("/", 1)
    series, indicator = workbook.series(unit, code), workbook.indicators.get(code)
    held = held_in(workbook, series, text, wording)
    if held is None or indicator is None:
        return target.text
    name = series_name(unit, code, workbook, wording)
    return labelled(name, f"{held[0].period} {wording.figure(held[0], indicator)}")


def _rank(target: Target, words: Sequence[str]) -> tuple[bool, int, bool] | None:
    """Whether the words stand outside the names, how much of a word each is, and whether outside the text that is seen.

    Null where a word is missing.
    """
    words = [part for word in words for part in _parts(word, f"{target.names} {target.more}")]
    if not all(word in target.names or word in target.more for word in words):
        return None
    outside = not all(word in target.names for word in words)
    parts = PARTS.split(f"{target.names} {target.more}" if outside else target.names)
    unseen = not all(word in target.text.casefold() for word in words)
    if all(word in parts for word in words):
        return outside, 0, unseen
    return outside, 1 if all(any(part.startswith(word) for part in parts) for word in words) else 2, unseen


def _words(text: str) -> list[str]:
    """The words of a typed text, in lower case and with signs of the usual width."""
    return normalize("NFKC", text).casefold().split()


def _parts(word: str, text: str) -> list[str]:
    """A Chinese word, which has no blanks, in the longest parts that a text holds; any other as it is."""
    parts, rest = [], word
    while rest and word not in text and CHINESE.search(word):
        size = next((size for size in range(len(rest), 1, -1) if rest[:size] in text), 0)
        if not size:
            return [word]
        parts.append(rest[:size])
        rest = rest[size:]
    return parts or [word]


def held_in(workbook: Workbook, series: Series, text: str, wording: Wording) -> tuple[Figure, str] | None:
    """The newest figure whose number, note or source holds a word that its names do not, and which; null if none."""
    unit, code = series.figures[0].unit, series.figures[0].indicator
    entries = (workbook.units.get(unit), workbook.indicators.get(code))
    names = " ".join((unit, code, *(f"{e.name_en} {e.name_zh}" for e in entries if e))).casefold()
    words = [word for word in _words(text) if not all(part in names for part in _parts(word, names))]
    for figure in reversed(series.figures) if words else ():
        source = workbook.sources.get(figure.source)
        number = _number(figure, workbook.indicators.get(code), wording)
        for title, note in (
            ("value", number),
            ("note", figure.note),
            ("source", source.title if source else figure.source),
        ):
            if all(word in _both(note, wording) for word in words):
                return figure, title
    return None


def _both(text: str, wording: Wording) -> str:
    """A note or title as it is kept and as it is shown, in lower case."""
    return f"{text} {wording.entry_text(text)}".casefold()


def _number(figure: Figure, indicator: Indicator | None, wording: Wording) -> str:
    """A figure as it is shown, with and without signs for thousands."""
    shown = wording.figure(figure, indicator) if indicator else ""
    return f"{shown} {shown.replace(',', '')}"


def _of_method(workbook: Workbook, wording: Wording, method: str) -> Iterable[Target]:
    """The units of the results, and the codes of the tree."""
    if not method:
        return
    for code, unit in workbook.units.items():
        haystack = f"{code} {unit.name_en} {unit.name_zh}".casefold()
        yield Target("Results", f"unit/{code}", wording.name(unit), haystack)
    for node in workbook.placed(method):
        known = workbook.indicators.get(node.code)
        names = [node.code, node.name_en, node.name_zh, *((known.name_en, known.name_zh) if known else ())]
        own = node.name_zh if wording.language == "zh" else node.name_en
        name = plain(own) if own else wording.name(known) if known else plain(node.code)
        yield Target("Tree", f"placed/{node.code}", name, " ".join(names).casefold())


def _series(workbook: Workbook, wording: Wording) -> Iterable[Target]:
    """Every series by its names; of few also by numbers, notes and sources, with its newest figure."""
    is_few = len(workbook.figures) <= MANY
    for unit, code in workbook.figures:
        indicator = workbook.indicators.get(code)
        text, more = series_name(unit, code, workbook, wording), ""
        names = [f"{e.code} {e.name_en} {e.name_zh}" for e in (workbook.units.get(unit), indicator) if e]
        called = " ".join((unit, code, text, *names)).casefold()
        if is_few:
            series = workbook.series(unit, code)
            newest = series.newest()[-1]
            text = labelled(text, f"{newest.period} {wording.figure(newest, indicator) if indicator else ''}")
            sources = {workbook.sources[f.source].title for f in series if f.source in workbook.sources}
            notes = (_both(note, wording) for note in (*(figure.note for figure in series), *sources))
            more = " ".join((*(_number(figure, indicator, wording) for figure in series), *notes)).casefold()
        yield Target("Series", f"series/{unit}/{code}", text, called, more)


def _entries(workbook: Workbook, wording: Wording) -> Iterable[Target]:
    for claim in workbook.claims:
        text = plain(claim.text(wording.language))
        names = f"{claim.code} {claim.text_en} {claim.text_zh}"
        yield Target("Claim", f"claim/{claim.code}", text, names.casefold(), _both(claim.note, wording))
    for source in workbook.sources.values():
        text = wording.entry_text(source.title)
        more = f"{_both(source.publisher, wording)} {source.url.casefold()}"
        names = f"{source.code.casefold()} {_both(source.title, wording)}"
        yield Target("Source", f"source/{source.code}", text, names, more)
    for event in workbook.events:
        text = f"{plain(event.period)} {wording.name(event)}"
        names = f"{event.period} {event.name_en} {event.name_zh}"
        yield Target("Event", f"event/{event.code}", text, names.casefold(), _both(event.note, wording))
    followed = {index.indicator for index in workbook.indices}
    for code, element in workbook.indicators.items():
        if element.parent not in followed:
            continue
        names = f"{code} {element.name_en} {element.name_zh}"
        yield Target(
            "Element", f"element/{code}", wording.name(element), names.casefold(), _both(element.definition, wording)
        )


def _choices(workbook: Workbook, wording: Wording) -> Iterable[Target]:
    """Every method, every choice of every kind of step by its code and its names, and every setting once a kind."""
    for code, method in workbook.methods.items():
        names = f"{code} {method.name_en} {method.name_zh}"
        yield Target("Method", f"method/{code}", wording.name(method), names.casefold(), _both(method.note, wording))
    for kind, family in settings.FAMILIES.items():
        known: set[str] = set()
        for how in family:
            text = labelled(step_word(kind), step_word(how))
            names = f"{kind} {how} {choice_name(how)} {text}"
            about = settings.choice_line(kind, how)
            yield Target("Choice", f"choice/{kind}/{how}", text, names.casefold(), about.casefold())
            for name, setting in settings.settings_of_choice(kind, how, {}).items():
                if name not in known:
                    text = labelled(step_word(kind), setting.label)
                    names = f"{name} {setting.word} {text}"
                    more = _both(gettext(setting.help), wording)
                    yield Target("Setting", f"setting/{kind}/{how}/{name}", text, names.casefold(), more)
                known.add(name)
