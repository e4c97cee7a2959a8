"""What tests need not make again: the rules of a style sheet and the workbook of a file are those of the same text.

What follows from the same workbook is the same too; that it is, is tried in the tests of `core.derive`.
"""

from collections.abc import Mapping, Sequence

import polars as pl
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from core.audit.audit import Audit, AuditSettings, audit
from core.derive.stage import Computed, Stage, run_stages
from core.method.run import Scored
from core.progress import Progress
from core.workbook.workbook import Workbook
from data.rows import ENTRIES, FIGURES, workbook_from
from data.sql import Connection
from tui.locale.choice import spoken

AUDITS: dict[tuple[object, ...], tuple[Scored, Audit]] = {}
"""Audits by the identity of their results, which are kept so that no other gets it."""
PARSE_RULES = Stylesheet._parse_rules
PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
WORKBOOKS: dict[tuple[object, ...], Workbook] = {}
DERIVED: dict[int, dict[str, Computed]] = {}
"""What follows from each of them, by its identity."""
MOST_ROWS, MOST_WORKBOOKS = 4000, 40
"""Workbooks of more rows are not kept, nor more of them."""


def parse_once(sheet: Stylesheet, css: str, *place: object, **options: object) -> list[RuleSet]:
    """The rules of a style sheet, which do not change, parsed for the first app that reads it with these colours."""
    key = (css, place, *options.items(), *sheet._variables.items())
    if key not in PARSED:
        PARSED[key] = PARSE_RULES(sheet, css, *place, **options)  # type: ignore[arg-type]
    return PARSED[key]


def workbook_once(connection: Connection, until: str | None = None) -> Workbook:
    """The workbook of a file, which does not change, made for the first test whose file has these rows."""
    count = "SELECT (SELECT count(*) FROM figure) > ? OR EXISTS (SELECT 1 FROM block)"
    if until or connection.execute(count, (MOST_ROWS,)).fetchone()[0]:
        return workbook_from(connection, until)
    rows = [connection.execute(f"{query} ORDER BY row").fetchall() for query in (ENTRIES, FIGURES)]
    key = (spoken(), *(row for table in rows for row in table))
    if key not in WORKBOOKS:
        WORKBOOKS[key] = workbook_from(connection)
        if len(WORKBOOKS) > MOST_WORKBOOKS:
            DERIVED.pop(id(WORKBOOKS.pop(next(iter(WORKBOOKS)))), None)
    return WORKBOOKS[key]


def stages_once(
    stages: Sequence[Stage], workbook: Workbook, earlier: Workbook | None, before: Mapping[str, Computed]
) -> dict[str, Computed]:
    """What follows from a workbook, computed for the first test that has this very one."""
    if before or not any(workbook is one for one in WORKBOOKS.values()):
        return run_stages(stages, workbook, earlier, before)
    if id(workbook) not in DERIVED:
        DERIVED[id(workbook)] = run_stages(stages, workbook, earlier, before)
    return DERIVED[id(workbook)]


def audit_once(
    scored: Scored, node: str, period: str, newest: pl.DataFrame | None, settings: AuditSettings, progress: Progress
) -> Audit:
    """The audit of a result, made for the first test that has this very one and these settings."""
    key = (id(scored), node, period, settings)
    if key not in AUDITS:
        AUDITS[key] = scored, audit(scored, node, period, newest, settings, progress)
    return AUDITS[key][1]
