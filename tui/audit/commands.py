"""The page of an audit: its findings; Enter leads to the figures of one, E writes the whole audit to a file."""

from functools import partial
from pathlib import Path

from core.audit.audit import Audit, audit
from core.audit.findings import Finding, findings
from core.method.run import Scored
from core.method.source import source
from core.words import gettext, marked
from tui.audit.cli import FORMS, form_of, settings_of
from tui.audit.reader import ADVICE, Reader, title_of_part, version_of
from tui.exports.commands import ask_for_file, write_content, write_table, write_with_consent
from tui.exports.report import made_of
from tui.frame.jobs import Job
from tui.frame.menu import Choice
from tui.frame.page import SAVING, PageContent
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, sentence_sheet
from tui.grid.wrapping import wrapped
from tui.tables.pages import ComputedPage, query_of
from tui.tables.query import QueryContext
from tui.tables.reading import fitted
from tui.workspace.view_state import ViewState

DESCRIPTION = marked("what a statistical audit finds: how serious it is, the figures behind it, and what to do")
HINT = marked("Enter: the figures · E writes the audit (.html .md .tex), or its findings (.csv …)")
WIDEST = 66
"""Cells of a finding on a narrow screen; what does not fit stands in the strip."""
NOT_YET = marked("The audit has not come yet: wait for it, then write it.")


def choice(screen: Screen) -> Choice:
    """The row of a menu that leads to the page."""
    return Choice("Audit", DESCRIPTION, AuditPage(screen).open)


class AuditPage:
    """The findings of the method in view, in the period in view."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page: ComputedPage[Audit] = ComputedPage(screen, "Audit", _audit, _sheet, self._strip)

    def open(self) -> None:
        """Put the page in the board's place."""
        self.page.open({"edit": self._figures, "export": self._export})

    def _reader(self, state: ViewState) -> Reader | None:
        audit = self.page.made
        if audit is None:
            return None
        workspace = self.screen.workspace
        version = version_of(workspace.version.as_of, workspace.version.scenario)
        return Reader(audit, query_of(state), workspace.session.file.name, version)

    def _finding(self) -> Finding | None:
        row, audit = self.screen.body.page.row, self.page.made
        return findings(audit)[int(row.key)] if row and audit is not None and row.key.isdecimal() else None

    def _strip(self, state: ViewState) -> list[str]:
        reader, finding = self._reader(state), self._finding()
        if reader is None or finding is None:
            return [gettext(DESCRIPTION), "", "", gettext(HINT)]
        text = f"{reader.sentence(finding)} {reader.advice(finding)}"
        lines = wrapped(text, max(20, self.screen.terminal.size.width - 2), most=3)
        return [*lines, *[""] * (3 - len(lines)), gettext(HINT)]

    def _figures(self) -> None:
        """The table in which the figures of a finding stand."""
        finding = self._finding()
        if finding is None:
            self.screen.notify(NOT_YET)
            return

        def drawn(state: ViewState) -> Sheet:
            reader = self._reader(state)
            return reader.screen_sheet(finding.table) if reader else sentence_sheet(NOT_YET)

        def strip(state: ViewState) -> list[str]:
            command = reader.command(finding.table) if (reader := self._reader(state)) else ""
            return wrapped(command, max(20, self.screen.terminal.size.width - 2))[:4]

        self.screen.body.turn_to(PageContent(title_of_part(finding.table), drawn, strip=strip, footer=SAVING))

    def _export(self) -> None:
        if self.page.made is None:
            self.screen.notify(NOT_YET)
            return
        label = gettext("write the audit (.html .md .tex), or its findings (.csv .xlsx .parquet .json)")
        ask_for_file(self.screen, label, "audit.html", self._write)

    def _write(self, target: Path) -> None:
        session = self.screen.workspace.session
        if not target.name.lower().endswith(tuple(FORMS)):
            write_table(self.screen, "", target)
            return
        write_as, reader = form_of(target.name), self._reader(self.screen.workspace.state)
        if reader is None:
            self.screen.notify(NOT_YET)
            return
        content = write_as(reader, made_of(reader.query, session.file, settings_of(reader.audit))).encode()
        write_with_consent(self.screen, target, partial(write_content, self.screen, target, content))


def _audit(scored: Scored, query: QueryContext, progress: Job) -> Audit:
    """In the thread: every part of the audit of the top."""
    newest = source(query.workbook, scored.document).newest
    return audit(scored, scored.nodes[0], query.options.period, newest, progress=progress)


def _sheet(result: Audit, query: QueryContext) -> Sheet:
    return fitted(Reader(result, query).findings_sheet(findings(result)).without(ADVICE), growing=1, widest=WIDEST)
