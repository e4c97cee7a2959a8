"""`jingdex audit`: the statistical audit of an index as HTML, Markdown or LaTeX."""

from argparse import Namespace
from collections.abc import Callable, Mapping

from core.audit.audit import Audit, AuditSettings, audit
from core.method.run import Scored
from core.method.source import source
from core.words import gettext, in_words
from data.creation import check_target
from data.stores import open_store
from data.written import write_file
from tui.audit.document import as_html_file, as_latex_file, as_markdown_file
from tui.audit.reader import Reader, version_of
from tui.cli.arguments import BadUse
from tui.cli.output import clear_progress, show_progress, write
from tui.exports.report import made_of
from tui.grid.plain import plain
from tui.tables.of_node import node_and_period
from tui.tables.query import QueryContext, no_options
from tui.tables.sections import Section
from tui.tables.show_cli import query_of

FORMS: Mapping[str, Callable[[Reader, Section], str]] = {
    ".html": as_html_file, ".md": as_markdown_file, ".tex": as_latex_file,
}  # fmt: skip
"""What writes the audit, by the end of the file's name."""


def run(arguments: Namespace) -> int:
    """Write the audit."""
    write_as = form_of(arguments.target.name)
    check_target(arguments.target, replace=arguments.force)
    arguments = Namespace(**{**vars(no_options()), **vars(arguments)})
    with open_store(arguments.workbook, read_only=True) as file:
        query = query_of(arguments)
        result = audit_of(query, arguments)
        clear_progress()
        version = version_of(arguments.as_of, arguments.scenario)
        reader = Reader(result, query, arguments.workbook.name, version)
        content = write_as(reader, made_of(query, file, settings_of(result)))
        write_file(arguments.target, content.encode(), force=arguments.force)
    write(gettext("wrote {target}\n", target=plain(str(arguments.target))))
    return 0


def settings_of(result: Audit) -> dict[str, str]:
    """What an audit was made with."""
    return {
        "method": result.scored.document.method.code,
        "node": result.node,
        "period": result.period,
        "runs": str(result.outcome.runs),
        gettext("seed of the quasi-random points"): str(result.settings.seed),
    }


def form_of(name: str) -> Callable[[Reader, Section], str]:
    """What writes a file of this name. Raises BadUse where the end of the name says none."""
    writer = next((make for suffix, make in FORMS.items() if name.lower().endswith(suffix)), None)
    if writer is None:
        raise BadUse(
            "An audit is written as {forms}: end the name of the file with one of these.", forms=in_words(FORMS)
        )
    return writer


def audit_of(query: QueryContext, arguments: Namespace) -> Audit:
    """The audit of the method that is named, else of the first with several units.

    Raises MethodError where there is none, BadOption where there is no such method.
    """
    scored = _chosen(list(query.scored(arguments.method)))
    node, period = node_and_period(scored, arguments.node, arguments.period)
    newest = source(query.workbook, scored.document).newest

    def progress(done: float) -> None:
        show_progress(gettext("{done:.0%} of the audit; Ctrl-C stops", done=done))

    settings = AuditSettings(arguments.runs, AuditSettings().seed if arguments.seed is None else arguments.seed)
    return audit(scored, node, period, newest, settings, progress)


def _chosen(results: list[Scored]) -> Scored:
    if not results:
        raise BadUse("There is no method to audit: load one first (jingdex method load).")
    return next((result for result in results if result.nodes and result.frame["unit"].n_unique() > 1), results[0])
