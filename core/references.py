"""What a workbook refers to and does not hold."""

import re
from collections.abc import Iterator

from core.entries import Entry
from core.workbook import Workbook

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
}
"""For each table the fields that hold a code, and the table in which the code must be; an empty field names nothing."""

OF_FIGURES = {"unit": "units", "indicator": "indicators", "source": "sources"}
SEPARATORS = re.compile(r"[\s,;|]+")


def dangling(workbook: Workbook) -> list[str]:
    """One sentence for each code that a figure or an entry names and that no table holds, in the workbook's order."""
    return [*_of_figures(workbook), *_of_entries(workbook), *_of_overlaps(workbook)]


def _of_figures(workbook: Workbook) -> Iterator[str]:
    for series in workbook.figures.values():
        for figure in series:
            for part, table in OF_FIGURES.items():
                code = getattr(figure, part)
                if (code or part != "source") and code not in workbook.tables[table]:
                    name = " ".join(filter(None, figure.key))
                    yield f"The figure {name} names “{code}”, which is not among the {table}."


def _of_entries(workbook: Workbook) -> Iterator[str]:
    for table, columns in REFERENCES.items():
        for entry in workbook.tables[table].values():
            yield from _of_entry(workbook, table, entry, columns)


def _of_entry(workbook: Workbook, table: str, entry: Entry, columns: dict[str, str]) -> Iterator[str]:
    for column, target in columns.items():
        code = getattr(entry, column)
        if code and code not in workbook.tables[target]:
            yield f"{table} {entry.key} names “{code}” as its {column}, which is not among the {target}."


def _of_overlaps(workbook: Workbook) -> Iterator[str]:
    for cluster_list in workbook.cluster_lists:
        members = workbook.members(cluster_list.code)
        units = {member.unit for member in members}
        for member in members:
            for code in filter(None, SEPARATORS.split(member.overlaps)):
                if code not in units:
                    yield f"members {member.key} overlaps “{code}”, which is not in its list."
