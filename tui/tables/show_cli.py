"""`jingdex show`: what a workbook holds and what follows from it, as a table, CSV or JSON."""

from argparse import Namespace
from collections.abc import Sequence

from core.derive.cluster_table import ClusterTable
from core.derive.derive import Derived, derive
from core.scenario.scenario import branch
from core.words import gettext, in_words
from core.workbook.mending import failed_sentence
from core.workbook.workbook import Workbook
from data import frame_csv
from data.clock import moment_of
from data.store import Store
from data.stores import open_store
from data.trail import TrailEntry
from tui.cli import frame_json, printing
from tui.cli.exchange import csv_text, json_text
from tui.cli.output import complain, has_unicode, write_data, write_styled
from tui.grid.wording import Wording
from tui.locale.choice import spoken
from tui.tables import reading
from tui.tables.query import BadOption, QueryContext, no_options
from tui.tables.registry import check_options, refuse_common, table
from tui.tables.spec import TableSpec, is_frame


def run(arguments: Namespace) -> int:
    """Print one table of a workbook, and say what it goes without."""
    subject: str = arguments.subject
    check_options(arguments, subject)
    refuse_common(arguments, subject, as_data=arguments.format != "table")
    print_table(subject, query_of(arguments), arguments.format)
    return 0


def print_table(subject: str, query: QueryContext, form: str) -> None:
    """Print one table as a `table` for readers, as csv or as json, and say on standard error what it goes without."""
    if form == "table":
        sections = [printing.printed(section) for section in reading.sections_of(subject, query)]
        none = gettext("There are none: this workbook has no {subject} yet.\n", subject=subject)
        write_styled("\n".join(sections) or none)
    else:
        print_data(table(subject), query, form)
    for sentence in query.left_out:
        complain(sentence)


def print_data(spec: TableSpec, query: QueryContext, form: str) -> None:
    """Print the rows of one table as csv or as json."""
    write_data((_csv if form == "csv" else _json)(spec, query))


def _csv(spec: TableSpec, query: QueryContext) -> str:
    rows = spec.kept_rows(query)
    if not is_frame(rows):
        return csv_text(spec.keys, rows)
    return frame_csv.frame_csv(rows.select(spec.keys)).decode()


def _json(spec: TableSpec, query: QueryContext) -> str:
    rows = spec.kept_rows(query)
    if not is_frame(rows) or not has_unicode():
        return json_text(
            spec.keys, rows.iter_rows(named=True) if is_frame(rows) else rows, ascii_only=not has_unicode()
        )
    return frame_json.frame_json(rows.select(spec.keys)).decode()


def query_of(arguments: Namespace) -> QueryContext:
    """What the arguments and the options of tables lead to. Raises FileError, BadOption."""
    with open_store(arguments.workbook) as file:
        workbook = workbook_of(file, arguments)
        steps = file.trail()
    return query_on(derive(workbook), steps, arguments, Wording(spoken(), has_unicode()), arguments.as_of)


def query_with(workbook: Workbook, **options: object) -> QueryContext:
    """What these options of tables lead to on a workbook, in the language that is spoken. Raises BadOption."""
    return query_on(derive(workbook), (), no_options(**options), Wording(spoken(), has_unicode()))


def query_on(
    derived: Derived, steps: Sequence[TrailEntry], options: Namespace, wording: Wording, as_of: str | None = None
) -> QueryContext:
    """What the options of tables lead to on a workbook and its trail up to a moment. Raises BadOption, BadMoment."""
    until, _ = moment_of(as_of)
    known = [step for step in steps if until is None or step.time <= until]
    lists = _lists(derived.workbook, derived, options.list)
    workbook = derived.workbook
    return QueryContext(workbook, derived, known, lists, wording.of(workbook), options.method, options)


def _lists(workbook: Workbook, derived: Derived, code: str | None) -> list[ClusterTable]:
    """The list requested, else the one that the workbook opens with, else its newest; none where there is none."""
    known = derived.clusters
    if code is not None and code not in known:
        raise BadOption(
            "There is no list of clusters “{code}”: use one of {known}.",
            code=code,
            known=in_words(known) or gettext("none yet"),
        )
    wanted = code or workbook.about.cluster_list
    return [known[wanted]] if wanted in known else list(known.values())[-1:]


def workbook_of(file: Store, arguments: Namespace) -> Workbook:
    """What `as_of` and, where there is such an argument, `scenario` lead to. Raises FileError, BadMoment, BadEntry.

    Damaged rows that it goes without, and entries that cannot be understood, are named on standard error.
    """
    workbook = file.workbook(arguments.as_of)
    for sentence in filter(None, (file.oddity if file.damaged else "", failed_sentence(workbook))):
        complain(sentence)
    code = getattr(arguments, "scenario", None)
    return branch(workbook, code) if code else workbook
