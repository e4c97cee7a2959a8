"""The entries of a workbook beside its figures, typed field by field: units, indicators, clusters, trends, claims."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from shlex import split
from typing import Any

from core.derive.claim_table import names_in_claim
from core.errors import BadEntry
from core.words import gettext, in_words, marked
from core.workbook.edit import CompositeEdit, SetEntry
from core.workbook.entries import TABLES
from core.workbook.entry import Entry, FailedEntry
from core.workbook.mending import mended
from core.workbook.references import REFERENCES, check_references
from core.workbook.typed_field import field_text, typed_field
from core.workbook.workbook import ENTRY_FIELDS, Workbook

DEFINED: dict[str, str] = marked(
    {
        "about": "the workbook itself: its name, its region, its newest list of clusters",
        "units": "what is described or ranked: cities, clusters, countries",
        "indicators": "what is measured: measure, scale, direction, the parts of a ratio",
        "sources": "where figures come from",
        "tiers": "bands of cluster sizes, each from its threshold on",
        "cluster_lists": "versions of the list of clusters",
        "members": "the clusters of each list, and the indicator of their size",
        "indices": "published indices that are followed over time",
        "trends": "groups of series that are watched together",
        "watched": "the series of each trend",
        "targets": "values to reach by a period",
        "claims": "published statements that are checked live",
        "events": "what happened, for the time axis",
        "rules": "conditions that figures must meet",
        "waivers": "figures for which a rule need not hold, and why",
        "groups": "groups of units: by income, by region",
        "aliases": "spellings in files that stand for a code",
    }
)
"""The tables that a person defines, with their entries; methods and scenarios have commands of their own."""

MEANINGS: dict[str, str] = marked(
    {
        "code": "what formulas, files and other entries call it",
        "name_en": "the name in English",
        "name_zh": "the name in Chinese",
        "note": "further notes",
        "publisher": "who published it",
        "date": "when it was published",
        "measure": "the unit of measurement: CNY, PERCENT, COUNT, PERSONS, INDEX …",
        "mult": "the power of ten that figures are shown in: 4 is 万, 6 million, 8 亿, 9 billion, 12 万亿",
        "decimals": "how many digits after the point are shown",
        "direction": "1 where more is better, -1 where less is better, 0 where neither is given",
        "kind": "stock, flow, ratio, share, index …; of an alias: unit or indicator",
        "numerator": "the indicator above the line of a ratio",
        "denominator": "the indicator below the line of a ratio",
        "parent": "the indicator that this one counts towards",
        "definition": "what exactly is measured: it distinguishes indicators of the same name",
        "part_of": "the unit that this one belongs to",
        "threshold": "the size from which the tier begins, such as 1万亿 or 1e12",
        "grace": "how many years a cluster may be below the threshold, or off the list, and keep the tier",
        "until": "sizes up to this period belong to the list",
        "overlaps": "the units whose size holds part of this one's",
        "tier": "the tier that the source states",
        "base": "the period that is shown as 100",
        "first": "the first period that the index covers; years without a value in between are gaps",
        "last": "the last period that the index covers",
        "expression": (
            "over the figures: value(beijing.gdp, 2023), growth(…), cagr(…), count(list, tier), members(list)"
        ),
        "relation": "=, >=, <=, > or <",
        "expected": "the number that the source prints",
        "qualifier": "exact, over, nearly or about",
        "region": "the unit that the workbook is about",
        "cluster_list": "a list of clusters",
        "period_form": "how periods are shown, by examples: 2020年, 2020年第三季度; empty: as files write them",
        "group": "the group of the grouping that the unit is in",
    }
)
"""The meaning of fields whose names are not enough."""


def identity_of(table: str) -> tuple[str, ...]:
    """The fields that identify an entry of a table. Raises BadEntry where there is no such table."""
    if table not in DEFINED:
        raise BadEntry(
            "“{table}” is not defined by hand: use one of {defined}.", table=table, defined=in_words(DEFINED)
        )
    return TABLES[table].identity


def needed_fields(table: str) -> tuple[str, ...]:
    """The fields that an entry needs; a missing name or title is taken from the code."""
    own = {"name_en", "title", "text_en"}
    return tuple(field.name for field in fields(TABLES[table]) if field.default is MISSING and field.name not in own)


def define_entry(
    workbook: Workbook, table: str, identity: Sequence[str], fields_given: Mapping[str, str]
) -> SetEntry | CompositeEdit:
    """The edit that adds the entry of these codes with these fields, or changes these fields of the existing one.

    Other fields keep their value, or have the default; a failed entry accepts new codes too. Raises BadEntry, saying
    which field is wrong.
    """
    failed = workbook.entries(table).get("/".join(identity)) if table in TABLES else None
    if isinstance(failed, FailedEntry):
        _check_names(table, fields_given)
        return mended(workbook, failed, {name: typed_field(table, name, text) for name, text in fields_given.items()})
    names = identity_of(table)
    if len(identity) != len(names) or not all(part.strip() and "/" not in part for part in identity):
        raise BadEntry(
            "Entries of {table} are identified by {names}: give it, without a “/”.",
            table=table,
            names=in_words(names),
        )
    _check_names(table, fields_given)
    for name in fields_given:
        if name in names:
            raise BadEntry("The {name} of an entry cannot change: add a new entry, and delete this one.", name=name)
    before = workbook.tables[table].get("/".join(identity))
    if table == "about" and before is None and workbook.tables[table]:
        raise BadEntry(
            "The workbook has its entry “{code}” in about: change the fields of that one.", code=workbook.about.code
        )
    values = {name: typed_field(table, name, text) for name, text in fields_given.items()}
    after = replace(before, **values) if before else _new_entry(table, dict(zip(names, identity, strict=True)), values)
    check_references(workbook, table, after)
    return SetEntry(table, before, after)


def change_field(workbook: Workbook, table: str, key: str, name: str, text: str) -> SetEntry | CompositeEdit:
    """The edit that gives one field of the entry of this key a typed text. Raises BadEntry."""
    entry = workbook.entries(table)[key]
    if isinstance(entry, FailedEntry):
        return mended(workbook, entry, {name: typed_field(table, name, text)})
    return define_entry(workbook, table, [field_text(entry, part) for part in entry.identity], {name: text})


def written_entry(workbook: Workbook, table: str, text: str) -> SetEntry | CompositeEdit:
    """The edit of a line: the codes of an entry, then field=value for its fields.

    A value with spaces stands in quotes. Raises BadEntry.
    """
    try:
        words = split(text)
    except ValueError as error:
        raise BadEntry("A quote is not closed in “{text}”: close it.", text=text) from error
    return entry_from_words(workbook, table, words)


def entry_from_words(workbook: Workbook, table: str, words: Sequence[str]) -> SetEntry | CompositeEdit:
    """As `written_entry`, for a line that is split into words already. Raises BadEntry."""
    codes, texts = _words_and_fields(words, len(TABLES[table].identity if table in TABLES else identity_of(table)))
    return define_entry(workbook, table, codes, texts)


def remove_entry(workbook: Workbook, table: str, key: str) -> SetEntry:
    """The edit that removes an entry. Raises BadEntry where there is none, or where something still names it."""
    entry = workbook.entries(table).get(key) if table in TABLES else None
    if not isinstance(entry, FailedEntry):
        identity_of(table)
    if entry is None:
        raise BadEntry("There is no “{key}” among the {table}.", key=key, table=table)
    users = list(_users(workbook, table, key))
    if users:
        more = gettext(" and {count} more", count=len(users) - 1) if users[1:] else ""
        raise BadEntry(
            "“{key}” cannot be deleted, because {users}{more} refer to it: delete those first.",
            key=key,
            users=users[0],
            more=more,
        )
    return SetEntry(table, entry, None)


def _check_names(table: str, texts: Mapping[str, str]) -> None:
    """Raise BadEntry where the table has no such field."""
    for name in texts:
        if name not in ENTRY_FIELDS[table]:
            raise BadEntry(
                "{table} have no field “{name}”: use one of {entry_fields}.",
                table=table,
                name=name,
                entry_fields=in_words(ENTRY_FIELDS[table]),
            )


def _words_and_fields(words: Sequence[str], count: int) -> tuple[Sequence[str], Mapping[str, str]]:
    """The first `count` words unchanged, and the others as fields. Raises BadEntry."""
    pairs = [word.partition("=") for word in words[count:]]
    for name, sign, _ in pairs:
        if not sign:
            raise BadEntry(
                "“{name}” is not a field: write field=value, with quotes around a value with spaces.", name=name
            )
    return words[:count], {name.strip(): text for name, _, text in pairs}


def _new_entry(table: str, identity: Mapping[str, str], values: Mapping[str, Any]) -> Entry:
    """A new entry; a missing name or title is taken from the code. Raises BadEntry where another value is missing."""
    kind = TABLES[table]
    parts: dict[str, Any] = {**identity, **values}
    for name in needed_fields(table):
        if name not in parts:
            raise BadEntry("A new entry of {table} needs its {name} too: give {name}=….", table=table, name=name)
    names = [field.name for field in fields(kind) if field.default is MISSING and field.name not in parts]
    return kind(**parts, **dict.fromkeys(names, identity.get("code", "")))


def _users(workbook: Workbook, table: str, key: str) -> Iterator[str]:
    """The places that name an entry: figures, entries, trees of methods, claims."""
    if table in {"units", "indicators"}:
        at = ("units", "indicators").index(table)
        yield from (
            gettext("the figures of {series}", series=" ".join(series))
            for series in workbook.figures
            if series[at] == key
        )
    if table == "sources":
        frame = workbook.figures.whole()
        cells = frame.filter(frame["source"] == key).select("unit", "indicator", "period", "vintage")
        yield from (gettext("the figure {value}", value=" ".join(filter(None, cell))) for cell in cells.iter_rows())
    if table == "indicators":
        placed = (node for method in workbook.methods for node in workbook.placed(method) if node.code == key)
        yield from (gettext("the tree of the method {method}", method=node.method) for node in placed)
    for other, columns in REFERENCES.items():
        for name, target in columns.items():
            entries = workbook.tables[other].values() if target == table else ()
            yield from (f"{other} {entry.key}" for entry in entries if getattr(entry, name) == key and entry.key != key)
    for claim in workbook.claims:
        series, words = names_in_claim(claim.expression)
        codes = {"units": {u for u, _ in series}, "indicators": {i for _, i in series}}
        if key in codes.get(table, set(words) if table in {"cluster_lists", "tiers"} else set()):
            yield gettext("the claim {code}", code=claim.code)
