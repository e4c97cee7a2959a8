"""`jingdex show`: what a workbook holds and what follows from it, as a table, CSV or JSON."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from core.cluster_table import ClusterTable
from core.derive import Derived, derive
from core.entries import Language
from core.workbook import Workbook
from data.clock import looked_back
from data.file import WorkbookFile
from data.trail import TrailEntry
from tui.drawing.plain import plain
from tui.drawing.revision_sheet import revision_sheet
from tui.drawing.trail_sheet import trail_sheet
from tui.drawing.wording import Wording
from tui.subcommands.arguments import BadUse
from tui.subcommands.columns import COLUMNS
from tui.subcommands.exchange import csv_text, json_text
from tui.subcommands.listings import figure_sheet, source_sheet
from tui.subcommands.looked_at import looked_at
from tui.subcommands.output import has_unicode, is_terminal, write
from tui.subcommands.records import (
    Record,
    claim_records,
    cluster_records,
    figure_records,
    index_records,
    revision_records,
    source_records,
    trail_records,
    trend_records,
)
from tui.subcommands.sections import Section, claim_section, cluster_section, index_section, trend_section

if TYPE_CHECKING:
    from core.method.run import Scored


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown: a workbook as it was at a moment, what follows from it, and the trail up to then."""

    workbook: Workbook
    derived: Derived
    steps: list[TrailEntry]
    tables: list[ClusterTable]
    wording: Wording
    method: str | None
    asked: Namespace

    @property
    def language(self) -> Language:
        """The language of names."""
        return self.wording.language


OF_RESULTS = ("scores", "ranks", "weights", "stats")
OF_ANALYSES = (
    "correlations", "ranks-in-groups", "components", "loadings", "consistency", "strengths", "obstacles", "differences",
    "comparison", "treatments", "steps",
)  # fmt: skip
ON_ASKING = tuple(subject for subject in OF_ANALYSES if subject != "correlations")
"""What may be nothing, or very much: an export of everything leaves it out."""
OF_METHODS = (*OF_RESULTS, *OF_ANALYSES)
OF_CLUSTERS = (
    "clusters-quotients",
    "clusters-specialisation",
    "clusters-concentration",
    "clusters-shift-share",
    "clusters-quadrants",
)


def _statistic_records(subject: str, seen: "Seen") -> "Iterator[Record]":
    from tui.subcommands.cluster_statistics import statistic_records  # noqa: PLC0415 - it loads Polars, as below

    return statistic_records(subject, seen.workbook, seen.asked)


def _statistic_sections(subject: str, seen: "Seen") -> "list[Section]":
    from tui.subcommands.cluster_statistics import statistic_section  # noqa: PLC0415 - as above

    return [statistic_section(subject, seen.workbook, seen.asked, seen.wording)]


def _method_records(subject: str, seen: "Seen") -> Iterator[Record]:
    from tui.subcommands.method_records import METHOD_RECORDS  # noqa: PLC0415 - it loads Polars, of no use to the others

    for scored in _scored(seen):
        yield from METHOD_RECORDS[subject](scored, seen.workbook, seen.language)


def _method_sections(subject: str, seen: "Seen") -> list[Section]:
    from tui.subcommands.method_sections import METHOD_SECTIONS  # noqa: PLC0415 - as above

    made = [METHOD_SECTIONS[subject](scored, seen.workbook, seen.wording) for scored in _scored(seen)]
    return [section for sections in made for section in sections]


def _analysis_records(subject: str, seen: "Seen") -> "Iterator[Record]":
    from tui.subcommands.analyses import analysis_records  # noqa: PLC0415 - as above

    for scored in _scored(seen):
        yield from analysis_records(subject, scored, seen.asked, _other(seen))


def _analysis_sections(subject: str, seen: "Seen") -> "list[Section]":
    from tui.subcommands.analyses import analysis_sections  # noqa: PLC0415 - as above

    made = [analysis_sections(subject, scored, seen.asked, _other(seen), seen.wording) for scored in _scored(seen)]
    return [section for sections in made for section in sections]


def _other(seen: "Seen") -> "Scored | None":
    """The result of the method to compare with, where one is named."""
    return None if seen.asked.against is None else next(_scored(replace(seen, method=seen.asked.against)))


def _scored(seen: Seen) -> "Iterator[Scored]":
    """The result of the method asked for, or of all. Raises MethodError where one has none."""
    from core.method.errors import MethodError  # noqa: PLC0415 - as above
    from core.method.run import Failure  # noqa: PLC0415

    methods = seen.derived.methods
    if seen.method is not None and seen.method not in methods:
        raise BadUse(f"There is no method “{seen.method}”: use one of {', '.join(methods) or 'none yet'}.")
    for code in methods if seen.method is None else [seen.method]:
        result = methods[code]
        if isinstance(result, Failure):
            raise MethodError(f"{code}: {result.sentence}")
        yield result


RECORDS: dict[str, Callable[[Seen], Iterator[Record]]] = {
    "figures": lambda seen: figure_records(seen.workbook, seen.language),
    "clusters": lambda seen: (row for table in seen.tables for row in cluster_records(table, seen.language)),
    "index": lambda seen: index_records(seen.derived.indices, seen.language),
    "trends": lambda seen: trend_records(seen.derived.trends, seen.language),
    "claims": lambda seen: claim_records(seen.derived.claims, seen.language),
    "sources": lambda seen: source_records(seen.workbook),
    **{subject: partial(_method_records, subject) for subject in OF_RESULTS},
    **{subject: partial(_analysis_records, subject) for subject in OF_ANALYSES},
    "revisions": lambda seen: revision_records(seen.workbook, seen.language),
    **{subject: partial(_statistic_records, subject) for subject in OF_CLUSTERS},
    "trail": lambda seen: trail_records(seen.steps),
}

SECTIONS: dict[str, Callable[[Seen], list[Section]]] = {
    "figures": lambda seen: [Section(seen.wording.word("Figures"), figure_sheet(seen.workbook, seen.wording))],
    "clusters": lambda seen: [cluster_section(table, seen.wording) for table in seen.tables],
    "index": lambda seen: [index_section(history, seen.wording) for history in seen.derived.indices],
    "trends": lambda seen: [trend_section(seen.derived, seen.wording)],
    "claims": lambda seen: [claim_section(seen.derived.claims, seen.wording)],
    "sources": lambda seen: [Section(seen.wording.word("Sources"), source_sheet(seen.workbook, seen.wording))],
    **{subject: partial(_method_sections, subject) for subject in OF_RESULTS},
    **{subject: partial(_analysis_sections, subject) for subject in OF_ANALYSES},
    "revisions": lambda seen: [Section(seen.wording.word("Revisions"), revision_sheet(seen.workbook, seen.wording))],
    **{subject: partial(_statistic_sections, subject) for subject in OF_CLUSTERS},
    "trail": lambda seen: [Section(seen.wording.word("Trail"), trail_sheet(seen.steps, seen.wording))],
}


def run(arguments: Namespace) -> int:
    """Print one subject of a workbook."""
    if arguments.list is not None and arguments.subject != "clusters":
        raise BadUse("--list names a list of clusters: use it with `jingdex show WORKBOOK clusters`.")
    if arguments.method is not None and arguments.subject not in OF_METHODS:
        raise BadUse(f"--method names a method: use it with {', '.join(OF_METHODS)}.")
    seen = seen_of(arguments)
    if arguments.format == "table":
        from tui.subcommands.printed import printed  # noqa: PLC0415 - it loads Rich, of no use to CSV and JSON

        tables = [printed(section) for section in SECTIONS[arguments.subject](seen)]
        write("\n".join(tables) or f"There are none: this workbook has no {arguments.subject} yet.\n")
        return 0
    columns, records = COLUMNS[arguments.subject], RECORDS[arguments.subject](seen)
    if arguments.format == "csv":
        write(csv_text(columns, map(_harmless, records) if is_terminal() else records))
    else:
        write(json_text(columns, records, ascii_only=not has_unicode()))
    return 0


def seen_of(arguments: Namespace) -> Seen:
    """What the arguments `workbook`, `as_of`, `list`, `method` and `language` lead to. Raises FileError, BadUse."""
    with WorkbookFile.open(arguments.workbook) as file:
        workbook = looked_at(file, arguments)
        steps = file.trail()
    until, _ = looked_back(arguments.as_of)
    steps = [step for step in steps if until is None or step.time <= until]
    derived = derive(workbook)
    tables = _tables(workbook, derived, arguments.list)
    return Seen(
        workbook, derived, steps, tables, Wording(arguments.language, has_unicode()), arguments.method, arguments
    )


def _tables(workbook: Workbook, derived: Derived, code: str | None) -> list[ClusterTable]:
    """The list asked for, else the one that the workbook opens with, else its newest; none where there is none."""
    known = derived.clusters
    if code is not None and code not in known:
        raise BadUse(f"There is no list of clusters “{code}”: use one of {', '.join(known) or 'none yet'}.")
    wanted = code or workbook.about.cluster_list
    return [known[wanted]] if wanted in known else list(known.values())[-1:]


def _harmless(record: Record) -> Record:
    return {column: plain(value) if isinstance(value, str) else value for column, value in record.items()}
