"""An audit in words: names for codes, assumptions and findings as sentences, and each table as a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from shlex import quote

import polars as pl

from core.audit.audit import Audit
from core.audit.findings import Finding
from core.frozen import frozen
from core.rank_reversal.entrants import ENTRANTS
from core.robustness.choice_text import choice_text
from core.words import gettext
from tui.audit.texts import TEXTS
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, row_of
from tui.grid.table import Cell, Column, Look
from tui.robustness.sheet import trust_sheet
from tui.robustness.tables import TABLES
from tui.tables.query import QueryContext
from tui.tables.reading import fitted, sheet_of
from tui.tables.registry import table
from tui.workspace.result_view import ResultView

FEW = 5
LOOKS: Mapping[str, Look] = {"serious": "bad", "moderate": "warn", "minor": "plain", "sound": "good"}
ADVICE = 2
"""The column of `Reader.findings_sheet` that says what to do."""
OF_UNCERTAINTY = ("ranks", "sensitivity")


@frozen
class Reader:
    """One audit with the workbook that names its codes, and the language of a reader."""

    audit: Audit
    query: QueryContext
    workbook_name: str = "WORKBOOK"
    version: str = ""
    """Options that say which version of the workbook is in view: `--as-of …`, `--scenario …`."""

    @property
    def view(self) -> ResultView:
        """The node and the period, as the sheets of results take them."""
        audit, query = self.audit, self.query
        return ResultView(audit.scored, query.workbook, query.wording, audit.period, audit.node)

    def word(self, english: str) -> str:
        """A word in the language of the reader."""
        return self.query.wording.word(english)

    def name(self, code: str) -> str:
        """The name of a unit, of an entrant, or of a code of the tree."""
        if code in self.query.workbook.units:
            return self.query.unit_name(code)
        if code in ENTRANTS:
            return self.word(code)
        return self.query.code_name(self.audit.scored.document.method.code, code)

    def assumption(self, text: str) -> str:
        """An assumption as a study names it, with the step in words: `5 aggregate → geometric mean`."""
        typed = {text.partition(":")[0]: text for text in self.audit.setup.typed}
        text = typed.get(text.removeprefix("step "), text)
        return choice_text(text, self.audit.scored.document.steps, self.name)

    def sentence(self, finding: Finding) -> str:
        """What a finding says."""
        return self._filled(TEXTS[finding.kind].says, finding)

    def advice(self, finding: Finding) -> str:
        """What to do about it."""
        return self._filled(TEXTS[finding.kind].do, finding)

    def command(self, name: str) -> str:
        """The command that prints the figures of a part: a table of `jingdex show`, or of `jingdex uncertainty`."""
        audit, method = self.audit, quote(self.audit.scored.document.method.code)
        workbook = quote(self.workbook_name)
        if name in OF_UNCERTAINTY:
            varied = "".join(f" --alternative {quote(text)}" for text in audit.setup.typed)
            varied += " --from-one" if audit.setup.rescaled else ""
            runs = f"--runs {audit.settings.runs} " if name == "ranks" else f"--sensitivity {self.base} "
            where = f" --period {quote(audit.period)}" if name == "ranks" else ""
            return (
                f"jingdex uncertainty {workbook} --method {method} --node {quote(audit.node)} --weights 25"
                f"{varied} --table {name} {runs}--seed {audit.settings.seed}{where}{self.version}"
            )
        named = {"method": method, "node": quote(audit.node), "period": quote(audit.period)}
        takes = table(name).takes
        options = " ".join(f"--{option} {text}" for option, text in named.items() if option in takes)
        return f"jingdex show {workbook} {name} {options}{self.version}"

    @property
    def base(self) -> int:
        """The base number of Sobol's runs that the indices depend on."""
        return self.audit.indices[0].runs // 3 if self.audit.indices else self.audit.settings.base

    def sheet(self, name: str, most: int | None = None) -> Sheet:
        """A part as a table for readers, of the first rows where there are more than `most`."""
        if name == "ranks":
            sheet = trust_sheet(self.audit.outcome, self.view)
            return Sheet(sheet.columns, sheet.rows[:most])
        if name == "sensitivity":
            spec = replace(TABLES[name], rows=lambda _: self.audit.indices)
            records = [{**row, "choice": self.assumption(str(row["choice"]))} for row in spec.records(self.query)]
            return sheet_of(spec.columns, records, self.query)
        rows = self.audit.parts[name].head(most) if most else self.audit.parts[name]
        columns = [column for column in table(name).columns if column.key not in ("method", "node", "period")]
        return sheet_of(columns, self._records(name, rows), self.query)

    def screen_sheet(self, name: str) -> Sheet:
        """A part as a table for the screen, with all its rows."""
        sheet = self.sheet(name)
        return sheet if name == "ranks" else fitted(sheet)

    def findings_sheet(self, all_findings: Sequence[Finding]) -> Sheet:
        """Findings with their severity, what to do, and where the figures stand."""
        columns = [
            Column(self.word("severity"), 8),
            Column(self.word("finding"), 60),
            Column(self.word(gettext("what to do")), 50),
            Column(self.word(gettext("where the figures stand")), 18),
        ]
        rows = [
            row_of(
                str(at),
                (Cell(self.word(finding.severity), LOOKS[finding.severity]), finding.severity),
                *((text, text) for text in (self.sentence(finding), self.advice(finding))),
                (self.word(title_of_part(finding.table)), finding.table),
            )
            for at, finding in enumerate(all_findings)
        ]
        return Sheet(columns, rows)

    def _records(self, name: str, rows: pl.DataFrame) -> list[dict[str, str | float | bool | None]]:
        method = self.audit.scored.document.method.code
        records = [{"method": method, **row} for row in rows.iter_rows(named=True)]
        if name == "assumptions":
            records = [{**row, "combination": self.assumption(row["combination"])} for row in records]
        if name == "outliers":
            records = [{**row, "within": row["period"]} for row in records]
        return records

    def _filled(self, template: str, finding: Finding) -> str:
        values: dict[str, object] = dict(finding.values)
        for key in ("size", "pillar"):
            if key in values:
                values[key] = self.name(str(values[key]))
        if "assumption" in values:
            values["assumption"] = self.assumption(str(values["assumption"]))
        if "change" in values:
            values["change"] = self.word(str(values["change"]))
        names = [self.name(code) for code in finding.codes[:FEW]]
        more = f" +{len(finding.codes) - FEW}" if len(finding.codes) > FEW else ""
        return plain(self.query.wording.word(template, **values, codes=self.word(", ").join(names) + more))


def title_of_part(name: str) -> str:
    """The title of the table that a part is."""
    return (TABLES[name] if name == "sensitivity" else table({"ranks": "rank-intervals"}.get(name, name))).title


def version_of(as_of: str | None, scenario: str | None) -> str:
    """The options that lead to this version of a workbook."""
    named = {"--as-of": as_of, "--scenario": scenario}
    return "".join(f" {option} {quote(text)}" for option, text in named.items() if text)
