"""Published lists of units (GB/T 2260, ISO 3166, NUTS): the spellings of each unit, and the names of codes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.frozen import frozen
from core.importing.names import code_of, normal
from core.workbook.entry import Named

MOSTLY = 0.6
"""A list counts where it has this share of the different spellings of a file."""
SHORT = 3
"""Codes up to this length may also be words of headers."""


@frozen
class Listed:
    """One unit of a list: its code there, its names, other spellings, and the code of the unit that contains it."""

    code: str
    name_en: str
    name_zh: str
    also: tuple[str, ...] = ()
    part_of: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All its spellings."""
        return tuple(filter(None, (self.code, self.name_zh, self.name_en, *self.also)))


@dataclass(frozen=True)
class NameList:
    """A published list; of two units with the same spelling the first counts, the larger one."""

    title: str
    units: tuple[Listed, ...]

    @cached_property
    def by_spelling(self) -> dict[str, Listed]:
        """Each unit by its spellings in the form in which names are compared."""
        units: dict[str, Listed] = {}
        for unit in self.units:
            for text in unit.spellings:
                units.setdefault(normal(text), unit)
        return units

    def matches(self, texts: Iterable[str]) -> dict[str, Listed]:
        """Those of the texts that the list has."""
        return {text: unit for text in texts if (unit := self.by_spelling.get(normal(text)))}


def listed(texts: Collection[str], lists: Sequence[NameList]) -> dict[str, Listed]:
    """The units that the spellings of a file mean, by the list with the most of them, if it has most."""
    best = max((name_list.matches(texts) for name_list in lists), key=len, default={})
    return best if texts and len(best) >= MOSTLY * len(texts) else {}


def list_aliases(
    by_spelling: Mapping[str, Listed], known: Iterable[Named], lists: Sequence[NameList]
) -> dict[str, str]:
    """The code of the known unit for each listed spelling; of two spellings of a new unit the first is its code.

    A unit is known by its code or its names; a unit that a list has twice under them is left alone.
    """
    unit_ids = {id(unit) for unit in by_spelling.values()}
    units = list(known)
    names = {normal(text) for unit in units for text in (unit.code, unit.name_en, unit.name_zh) if text}
    codes: dict[int, set[str]] = {}
    for unit in units:
        for text in (unit.code, unit.name_zh, unit.name_en):
            same = (name_list.by_spelling.get(normal(text)) for name_list in lists if text)
            for entry in (match for match in same if match and id(match) in unit_ids):
                codes.setdefault(id(entry), set()).add(unit.code)
    aliases: dict[str, str] = {}
    first: dict[int, str] = {}
    for text, entry in by_spelling.items():
        of_entry = codes.get(id(entry), set())
        if normal(text) in names or len(of_entry) > 1:
            continue
        if of_entry:
            aliases[text] = next(iter(of_entry))
        elif (code := first.setdefault(id(entry), code_of(text))) != code_of(text):
            aliases[text] = code
    return aliases


def names_in(lists: Iterable[NameList]) -> frozenset[str]:
    """The names, and the longer codes, of all lists, in the form in which names are compared."""
    texts = (text for name_list in lists for text in name_list.by_spelling)
    return frozenset(text for text in texts if len(text) > SHORT or not text.isascii())
