"""The options of the prompts, made of a workbook: its units, indicators, sources, codes of a tree and the rest."""

from collections.abc import Iterable, Mapping

from core.entries import Named, Source
from core.workbook import Workbook
from tui.choices import Option
from tui.drawing.wording import Wording


def entries(of: Mapping[str, object], wording: Wording) -> list[Option]:
    """Entries of a table by their codes, found by both names; what has no name is found by its key."""
    return [_option(key, entry, wording) for key, entry in of.items()]


def sources(workbook: Workbook) -> list[Option]:
    """Every source by its code and title, found by its publisher too."""
    return [Option(one.code, one.title, other=one.publisher) for one in workbook.sources.values()]


def placed(workbook: Workbook, method: str, wording: Wording, codes: Iterable[str] | None = None) -> list[Option]:
    """Codes of the tree of a method, all or these, by the names that they have there or as indicators."""
    wanted = None if codes is None else set(codes)
    found = []
    for one in workbook.placed(method):
        if wanted is None or one.code in wanted:
            known = workbook.indicators.get(one.code)
            own = one.name_zh if wording.language == "zh" else one.name_en
            also = (one.name_en, one.name_zh, *((known.name_en, known.name_zh) if known else ()))
            found.append(Option(one.code, own or (wording.name(known) if known else one.name_en or one.name_zh), also))
    return found


def words(names: Iterable[str]) -> list[Option]:
    """Words that stand for themselves."""
    return [Option(name) for name in dict.fromkeys(names)]


def _option(key: str, entry: object, wording: Wording) -> Option:
    if isinstance(entry, Source):
        return Option(key, entry.title, other=entry.publisher)
    if isinstance(entry, Named):
        return Option(key, wording.name(entry), (entry.name_en, entry.name_zh))
    return Option(key)
