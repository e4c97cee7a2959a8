"""The codes that a workbook names and does not hold."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import reduce
from operator import or_

from core.errors import BadEntry
from core.words import gettext, in_words
from core.workbook.entries import Member
from core.workbook.entry import Entry
from core.workbook.workbook import Workbook

REFERENCES: dict[str, dict[str, str]] = {
    "about": {"region": "units", "cluster_list": "cluster_lists"},
    "units": {"part_of": "units"},
    "indicators": {"numerator": "indicators", "denominator": "indicators", "parent": "indicators"},
    "cluster_lists": {"source": "sources"},
    "members": {"cluster_list": "cluster_lists", "unit": "units", "indicator": "indicators", "tier": "tiers"},
    "indices": {"unit": "units", "indicator": "indicators"},
    "watched": {"trend": "trends", "unit": "units", "indicator": "indicators"},
    "targets": {"unit": "units", "indicator": "indicators", "source": "sources"},
    "claims": {"source": "sources"},
    "events": {"source": "sources"},
    "groups": {"unit": "units"},
    "placed": {"method": "methods"},
    "steps": {"method": "methods"},
    "branched": {"scenario": "scenarios"},
    "broken_figures": {"unit": "units", "indicator": "indicators", "source": "sources"},
    "waivers": {"rule": "rules", "unit": "units", "indicator": "indicators"},
}
"""For each table the fields that hold a code, and the table in which the code must be; an empty field is valid."""

KEY = ("unit", "indicator", "period", "vintage")
OF_FIGURES = {"unit": "units", "indicator": "indicators", "source": "sources"}
SEPARATORS = re.compile(r"[\s,;|]+")


def dangling(workbook: Workbook) -> list[str]:
    """One sentence for each code in a figure or an entry that no table holds, in the workbook's order."""
    return [*_of_figures(workbook), *_of_entries(workbook), *_of_overlaps(workbook)]


def check_references(workbook: Workbook, table: str, entry: Entry) -> None:
    """Raise BadEntry where an entry names a missing code."""
    for name, target in REFERENCES.get(table, {}).items():
        code = entry.field(name)
        if code and code not in workbook.entries(target):
            known = in_words(list(workbook.tables[target])[:5]) or gettext("none yet")
            raise BadEntry(
                "There is no “{code}” among the {target} ({known} …): add it there first.",
                code=code,
                target=target,
                known=known,
            )
    if isinstance(entry, Member):
        for code in filter(None, SEPARATORS.split(entry.overlaps)):
            if code not in workbook.entries("units"):
                raise BadEntry("There is no “{code}” among the units: overlaps names units.", code=code)


def _of_figures(workbook: Workbook) -> Iterator[str]:
    frame = workbook.figures.whole()
    lost = {part: _unknown(frame[part].unique(), part, workbook.entries(table)) for part, table in OF_FIGURES.items()}
    names_none = reduce(or_, (frame[part].is_in(list(codes)) for part, codes in lost.items()))
    for row in frame.filter(names_none).iter_rows(named=True):
        name = " ".join(filter(None, (row[part] for part in KEY)))
        for part, codes in lost.items():
            if row[part] in codes:
                yield gettext(
                    "The figure {name} names “{code}”, which is not among the {table}.",
                    name=name,
                    code=row[part],
                    table=OF_FIGURES[part],
                )


def _unknown(codes: Iterable[str], part: str, known: Container[str]) -> set[str]:
    """The codes that no entry has; a figure may have no source."""
    return {code for code in codes if (code or part != "source") and code not in known}


def _of_entries(workbook: Workbook) -> Iterator[str]:
    for table, columns in REFERENCES.items():
        for entry in workbook.tables[table].values():
            yield from _of_entry(workbook, table, entry, columns)


def _of_entry(workbook: Workbook, table: str, entry: Entry, columns: dict[str, str]) -> Iterator[str]:
    for column, target in columns.items():
        code = getattr(entry, column)
        if code and code not in workbook.entries(target):
            yield gettext(
                "{table} {key} names “{code}” as its {column}, which is not among the {target}.",
                table=table,
                key=entry.key,
                code=code,
                column=column,
                target=target,
            )


def _of_overlaps(workbook: Workbook) -> Iterator[str]:
    for cluster_list in workbook.cluster_lists:
        members = workbook.members(cluster_list.code)
        units = {member.unit for member in members}
        for member in members:
            for code in filter(None, SEPARATORS.split(member.overlaps)):
                if code not in units:
                    yield gettext(
                        "members {key} overlaps “{code}”, which is not in its list.", key=member.key, code=code
                    )
