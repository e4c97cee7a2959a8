"""Totals among units: 全国, World, EU27, US000, or a country beside its regions."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from core.importing.finding import Finding
from core.importing.name_lists import Listed, NameList
from core.importing.names import normal
from core.words import gettext, in_words

TOTALS = frozenset(map(normal, (
    "全国", "全国总计", "全国合计", "总计", "合计", "总数", "总和", "共计", "小计", "全省", "全市", "全省合计",
    "各地区合计", "地区合计", "世界", "全世界", "全球", "欧盟", "欧元区", "World", "WLD", "Total", "Grand total",
    "Subtotal", "All", "All regions", "All countries", "Overall", "EU", "EU27", "EU28", "EU15", "EU25", "EU27_2020",
    "EU27_2007", "EUU", "European Union", "EA", "EA11", "EA19", "EA20", "EA21", "EMU", "Euro area", "EEA", "EFTA",
    "OECD", "OED", "OECD members", "G7", "G20", "European Union - 27 countries (from 2020)",
    "European Union (EU27 from 2020)", "US000", "00000", "United States total",
)))  # fmt: skip
"""Names and codes that no single unit has."""
FEWEST = 2
"""The number of parts beside a unit that make it a total."""
NAMED = 6
"""The number of totals that a finding names."""


def is_total(text: str) -> bool:
    """Whether a name is one that no single unit has."""
    return normal(text) in TOTALS


def totals_among(
    texts: Collection[str], listed_units: Mapping[str, Listed], lists: Sequence[NameList], above: Mapping[str, str]
) -> list[str]:
    """The spellings that are totals: by their names, or as a unit of a list beside several parts of it.

    `above` are those that the file itself calls totals. A file without other units has no totals: they are its units.
    """
    own = Counter(above[text] for text in texts if text in above)
    parts: Counter[str] = Counter()
    for text in texts:
        if text in listed_units:
            parts.update(_above(listed_units[text], lists))
    large = {code for code, count in parts.items() if count >= FEWEST}
    units = (name_list.by_spelling.get(normal(text)) for text in texts for name_list in lists if large)
    holders = {normal(text) for unit in units if unit and unit.code in large for text in unit.spellings}
    totals = [text for text in texts if is_total(text) or normal(text) in holders or own[text] >= FEWEST]
    return totals if len(totals) < len(texts) else []


def _above(entry: Listed, lists: Sequence[NameList]) -> Iterator[str]:
    """The codes of all units that contain a unit, the nearest first."""
    code = entry.part_of
    while code:
        yield code
        same = (name_list.by_spelling.get(normal(code)) for name_list in lists)
        code = next((unit.part_of for unit in same if unit and unit.code == code), "")


def total_findings(texts: Collection[str]) -> Iterator[Finding]:
    """The finding that totals come in as totals."""
    if texts:
        verb = gettext("is a total") if len(texts) == 1 else gettext("are totals")
        names = in_words(text[:40] for text in list(texts)[:NAMED]) + (" …" if len(texts) > NAMED else "")
        sentence = gettext("{names} {more} of other units", names=names, more=verb)
        yield Finding(
            "total",
            gettext("{sentence}: of kind total, which methods leave out unless they name it", sentence=sentence),
            len(texts),
        )
