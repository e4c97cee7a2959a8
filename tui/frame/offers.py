"""The options of the prompts, made of a workbook: its units, indicators, sources, codes of a tree and the rest."""

from collections.abc import Iterable, Mapping, Sequence

from core.words import gettext, pgettext
from core.workbook.definition import MEANINGS
from core.workbook.entries import TABLES, Source
from core.workbook.entry import Named
from core.workbook.period import period
from core.workbook.period_forms import examples
from core.workbook.references import REFERENCES, SEPARATORS
from core.workbook.typed_field import CHOICES, field_text
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from data.clock import local_time
from tui.frame.choices import Choices, Option, whole
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.titles import shown_title
from tui.grid.wording import Wording

REPEATED = frozenset({"measure", "kind", "publisher", "grouping", "group", "region"})
"""Fields in which the words of other entries are likely to stand again."""
NEWEST = 100
"""Steps of the trail whose moments are offered."""


def entries(of: Mapping[str, object], wording: Wording) -> list[Option]:
    """Entries of a table by their codes, found by both names; what has no name is found by its key."""
    return [_option(key, entry, wording) for key, entry in of.items()]


def sources(workbook: Workbook) -> list[Option]:
    """Every source by its code and title, found by its publisher too."""
    return [_option(source.code, source, Wording()) for source in workbook.sources.values()]


def tree_choices(workbook: Workbook, method: str, wording: Wording, codes: Iterable[str] | None = None) -> list[Option]:
    """Codes of the tree of a method, all or these, by the names that they have there or as indicators."""
    wanted = None if codes is None else set(codes)
    options = []
    for node in workbook.placed(method):
        if wanted is None or node.code in wanted:
            known = workbook.indicators.get(node.code)
            own = node.name_zh if wording.language == "zh" else node.name_en
            also = (node.name_en, node.name_zh, *((known.name_en, known.name_zh) if known else ()))
            options.append(
                Option(node.code, own or (wording.name(known) if known else node.name_en or node.name_zh), also)
            )
    return options


def of_field(workbook: Workbook, table: str, name: str, wording: Wording) -> Choices | None:
    """What a field of a definition can hold, where that is a list: codes of another table, or a few words."""
    target = REFERENCES.get(table, {}).get(name)
    if name == "overlaps":
        units = entries(workbook.units, wording)
        return Choices("unit", lambda text: (len(text) - len(SEPARATORS.split(text)[-1]), units), "free")
    if name == "period_form":
        return Choices("form", lambda text: (_last_part(text), words(examples())), "free")
    if target:
        return whole(target.rstrip("s").replace("_", " "), entries(workbook.tables[target], wording))
    if name in CHOICES:
        return whole(name, words(CHOICES[name]))
    if name not in REPEATED or name not in ENTRY_FIELDS[table]:
        return None
    used = dict.fromkeys(field_text(entry, name) for entry in workbook.tables[table].values())
    return whole(name, words(filter(None, used)), "free")


def _last_part(text: str) -> int:
    """Where the last part of a text begins, of parts set apart by commas."""
    start = text.rfind(",") + 1
    return start + len(text[start:]) - len(text[start:].lstrip())


def of_line(workbook: Workbook, table: str, wording: Wording) -> Choices:
    """What can stand in a line that makes an entry: the codes that tell it apart, then fields, and their values."""
    identity = TABLES[table].identity

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        start = max(text.rfind(" "), text.rfind('"')) + 1
        at, word = len(text[:start].split()), text[start:]
        name, sign, _ = word.partition("=")
        if at < len(identity):
            field = of_field(workbook, table, identity[at], wording)
        elif sign:
            start, field = start + len(name) + 1, of_field(workbook, table, name, wording)
        else:
            fields = (name for name in ENTRY_FIELDS[table] if name not in identity)
            return start, [Option(f"{name}=", gettext(MEANINGS.get(name, ""))) for name in fields]
        return start, field.offered("")[1] if field else ()

    return Choices("entry", offered, "free")


def other_periods(workbook: Workbook, unit: str, indicator: str) -> list[str]:
    """The periods, newest first, that the series of the unit or of the indicator have and this series has not."""
    own = {figure.period for figure in workbook.series(unit, indicator).known()}
    figures = workbook.figures.whole()
    beside = figures.filter((figures["unit"] == unit) | (figures["indicator"] == indicator))
    others = set(beside["period"].unique()) - own
    return sorted(others, key=lambda text: (period(text).end, text), reverse=True)


def words(names: Iterable[str]) -> list[Option]:
    """Words that stand for themselves."""
    return [Option(name) for name in dict.fromkeys(names)]


def _option(key: str, entry: object, wording: Wording) -> Option:
    if isinstance(entry, Source):
        return Option(key, pgettext("set", entry.title), (entry.title,), entry.publisher)
    if isinstance(entry, Named):
        return Option(key, wording.name(entry), (entry.name_en, entry.name_zh))
    return Option(key)


def newest_steps(screen: Screen) -> list[Option]:
    """The moments of the newest steps of the trail in the person's own time, and what was done."""
    file = screen.workspace.session.file
    last = file.newest().number
    steps = file.steps(max(1, last - NEWEST + 1), last)
    workbook, wording = screen.workspace.workbook, screen.workspace.wording
    titles = [plain(shown_title(step.title, workbook, wording)) for step in steps]
    return [Option(local_time(step.time), title) for step, title in zip(steps, titles, strict=True)][::-1]
