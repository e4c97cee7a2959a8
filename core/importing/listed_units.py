"""New units with the names and kinds that published lists give them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from core.importing.finding import Finding
from core.importing.name_lists import SHORT, Listed
from core.importing.names import normal
from core.words import gettext, in_words
from core.workbook.entries import TOTAL, Unit
from core.workbook.entry import Entry

MOST = 4


def described(
    entries: Iterable[tuple[str, Entry]],
    spelt: Mapping[str, str],
    of_lists: Mapping[str, Listed],
    totals: Collection[str],
    above: Mapping[str, str],
) -> Iterator[tuple[str, Entry]]:
    """The entries, new units with names of their list, the unit that contains them, and the kind of a total.

    `spelt` has codes by spelling, `above` the spelling of the containing unit.
    """
    units_of_lists = {code: of_lists[text] for text, code in spelt.items() if text in of_lists}
    wholes = {spelt[text]: spelt[whole] for text, whole in above.items() if {text, whole} <= set(spelt)}
    total_codes = {spelt[text] for text in totals}
    for table, entry in entries:
        if not isinstance(entry, Unit):
            yield table, entry
            continue
        unit = _with_list_names(entry, units_of_lists[entry.code]) if entry.code in units_of_lists else entry
        unit = replace(unit, part_of=wholes[entry.code]) if entry.code in wholes else unit
        yield table, replace(unit, kind=TOTAL) if entry.code in total_codes else unit


def list_findings(same: Mapping[str, str], of_lists: Mapping[str, Listed]) -> Iterator[Finding]:
    """The finding that spellings mean units that exist under another name or code."""
    if same:
        shown = in_words(
            gettext("{text} as {code}", text=text[:40], code=code) for text, code in list(same.items())[:MOST]
        )
        more = gettext(" and {count:,} more", count=len(same) - MOST) if len(same) > MOST else ""
        text = gettext(
            "{shown}{more}: the same in a published list, which has {count:,} of these names",
            shown=shown,
            more=more,
            count=len(of_lists),
        )
        yield Finding("list", text, len(same))


def _with_list_names(unit: Unit, entry: Listed) -> Unit:
    """The unit with the list's names in place of a code, and in the language in which it has none."""
    shown = unit.name_en or unit.name_zh
    is_code = shown.isascii() and (len(shown) <= SHORT or any(letter.isdigit() for letter in shown))
    if is_code:
        return replace(unit, name_en=entry.name_en, name_zh=entry.name_zh)
    if not any(_is_part(own, listed) for own in (unit.name_en, unit.name_zh) for listed in entry.spellings):
        return unit  # the same code in a list of the file's own: BJ is Beijing there, and Benin in ISO 3166
    return replace(unit, name_en=unit.name_en or entry.name_en, name_zh=unit.name_zh or entry.name_zh)


def _is_part(own: str, listed: str) -> bool:
    """Whether one of two names is a part of the other, as in Germany (until 1990)."""
    name, other = normal(own), normal(listed)
    return bool(name) and (len(other) > SHORT or not other.isascii()) and (name in other or other in name)
