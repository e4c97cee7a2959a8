"""`jingdex verify`: checks that the trail is intact, and that every number follows from it."""

import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from core.numerals import counted
from core.words import gettext
from core.workbook.entry import LANGUAGES
from data.clock import moment
from data.errors import FileError
from data.stores import Place, open_store
from data.verification import Verification
from data.witness import LastSeal, keep_seal, last_seal
from data.written import read_text
from tui.cli.output import clear_progress, complain, show_progress, write
from tui.exports import report as reports
from tui.locale.catalogue import catalogue
from tui.locale.choice import choose, spoken
from tui.tables import query as queries
from tui.tables import show_cli

LAST_EDIT = "last edit"
MADE_AT = r"(?:{})</td>\s*<td[^>]*>(\d+), ([^<]+)<"


def run(arguments: Namespace) -> int:
    """Print the count of edits and numbers and the newest seal, or each fault; 1 where there is one."""
    try:
        proof = Verification(arguments.workbook, arguments.seal, _last_seal(arguments.workbook), _progress)
    finally:
        clear_progress()
    faults = proof.faults or (_report(arguments.workbook, arguments.report) if arguments.report else [])
    for fault in faults:
        complain(fault)
    if not faults:
        counts = proof.counts
        _note(arguments.workbook, LastSeal(*proof.last, proof.seal))
        write(
            gettext(
                "{edits}, each as it was saved; every number follows from them\n{figures}, {entries}, "
                "{shown} that follow from them\nseal {seal}\n",
                edits=counted(proof.edits, "edit"),
                figures=counted(counts.figures, "figure"),
                entries=counted(counts.entries, "entry"),
                shown=counted(counts.shown, "number"),
                seal=proof.seal,
            )
        )
        if arguments.report:
            write(gettext("{report} is what the workbook gives, byte for byte\n", report=arguments.report))
    return 1 if faults else 0


def _progress(done: int, steps: int) -> None:
    show_progress(gettext("{done:,} of {steps:,} steps, two for each edit", done=done, steps=steps))


def _last_seal(workbook: Place) -> LastSeal | None:
    """The seal of the last verification; where it cannot be read, say so and go on."""
    try:
        return last_seal(workbook)
    except FileError as error:
        complain(gettext("the record of earlier verifications cannot be read: {error}", error=error))
        return None


def _note(workbook: Place, last: LastSeal) -> None:
    """Record the verified seal; where that is impossible, say so: the verdict holds all the same."""
    try:
        keep_seal(workbook, last)
    except FileError as error:
        complain(gettext("this verification could not be recorded: {error}", error=error))


def _report(workbook: Place, path: Path) -> list[str]:
    """Whether a report is what the workbook gave at the edit that it names, in either language."""
    page = read_text(path)
    labels = "|".join(re.escape(catalogue(language).gettext(LAST_EDIT)) for language in LANGUAGES)
    match = re.search(MADE_AT.format(labels), page)
    if match is None:
        return [gettext("{path} is not a report of jingdex: it does not say at which edit it was made.", path=path)]
    moment(match[2])
    if page in _in_all_languages(workbook, match[2]):
        return []
    return [
        gettext(
            "{path} is not what the workbook gives as of edit {made}: it was changed, or made elsewhere.",
            path=path,
            made=match[1],
        )
    ]


def _in_all_languages(workbook: Place, as_of: str) -> Iterator[str]:
    """The report as of a moment in each language; the one that is spoken stays."""
    before = spoken()
    with open_store(workbook, read_only=True) as file:
        for language in LANGUAGES:
            choose(language)
            try:
                query = show_cli.query_of(queries.no_options(workbook=workbook, as_of=as_of, language=language))
                yield reports.report(query, file)
            finally:
                choose(before)
