"""The plan of an import before anything is written: figures that are new, changed, unchanged or refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields
from typing import NamedTuple

import polars as pl

from core.frozen import frozen
from core.importing.accompany import accompanying
from core.importing.choices import Choices
from core.importing.coded import aliases_of, coded, matches
from core.importing.columns import ColumnUse, column_uses
from core.importing.comparison import compared, present, superseded
from core.importing.finding import Finding
from core.importing.findings import assumed_directions, findings
from core.importing.frequencies import frequencies
from core.importing.layout import Layout
from core.importing.listed_units import described, list_findings
from core.importing.name_lists import Listed, list_aliases, listed
from core.importing.names import Match
from core.importing.numbers import DecimalSign, ambiguous_mark
from core.importing.observations import cell_count, observations
from core.importing.one_measure import of_one_measure
from core.importing.pillars import FilePillars, file_pillars
from core.importing.removals import IS_BROAD, IS_REMOVAL, fitting, withdrawn
from core.importing.repeats import without_repeats
from core.importing.scales import off_scale, unit_not_understood
from core.importing.signs import ambiguous_sign, dashes, footnotes, missing
from core.importing.table import NOTE, ForeignTable, Refused, split
from core.importing.totals import is_total, total_findings, totals_among
from core.words import gettext
from core.workbook.edit import FEW, CompositeEdit, SetEntry, SetFigure, block_edit
from core.workbook.entries import Indicator, Method
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.figure_frame import figures_of, typed
from core.workbook.workbook import Workbook

SILENT = frozenset({"sources", "mappings"})
"""Entries that come only together with figures."""
KEY = ["unit", "indicator", "period", "vintage"]
FIGURE = [column.name for column in fields(Figure) if column.name not in {"author", "time"}]


@frozen
class Plan:
    """An import that can be inspected and accepted.

    `new`, `changed` and `unchanged` hold the columns of a figure and `line`; `changed` also `old_value`, `old_status`
    and `old_vintage`; `removed` are figures of the workbook that the file removes. `entries` are those that come with
    the figures. `decimal` is the decimal sign of the numbers. `pillars` are those of the file, also where no
    index is made of them.
    """

    name: str
    layout: Layout
    rows: int
    cells: int
    empty: int
    new: pl.DataFrame
    changed: pl.DataFrame
    unchanged: pl.DataFrame
    refused: tuple[Refused, ...]
    entries: tuple[tuple[str, Entry], ...]
    units: tuple[Match, ...]
    indicators: tuple[Match, ...]
    findings: tuple[Finding, ...]
    details: tuple[str, ...] = ()
    decimal: DecimalSign = "."
    notes: tuple[Refused, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    removed: pl.DataFrame = field(default_factory=pl.DataFrame)
    pillars: FilePillars = FilePillars()

    @property
    def new_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that come with the figures, or get another direction."""
        return tuple(entry for _, entry in self.entries if isinstance(entry, Indicator))

    @property
    def figures(self) -> pl.DataFrame:
        """All that comes in or already exists, with the columns of a figure, `measure` and `line`."""
        columns = [*FIGURE, "measure", "line"]
        return pl.concat([part.select(columns) for part in (self.new, self.changed, self.unchanged)])

    def measures(self) -> pl.DataFrame:
        """The measure of each indicator and the power of ten in which most of its figures are printed."""
        printed = self.figures.group_by("indicator", maintain_order=True)
        return printed.agg(pl.col("measure").first(), pl.col("mult").mode().min())

    @property
    def doubt(self) -> str:
        """The assumed meaning of headers, where it may be wrong."""
        sentences = (finding.text for finding in self.findings if finding.kind == "headers")
        return next(sentences, "").partition(":")[0]

    @property
    def index(self) -> Method | None:
        """The index that comes with the figures."""
        return next((entry for _, entry in self.entries if isinstance(entry, Method)), None)

    @property
    def title(self) -> str:
        """The line in the trail."""
        removed = f", {self.removed.height:,} removed" if self.removed.height else ""
        index = f", index {self.index.code}" if self.index else ""
        return f"import of {self.name}: {self.new.height:,} new, {self.changed.height:,} changed{removed}{index}"

    @property
    def counts(self) -> str:
        """The numbers of rows by result: 10,742 new, 0 changed, 3 refused, 2 skipped as notes."""
        removed = self.removed.height
        notes = gettext(", {count:,} removed", count=removed) if removed else ""
        notes += gettext(", {count:,} skipped as notes", count=len(self.notes)) if self.notes else ""
        return gettext(
            "{new:,} new, {changed:,} changed, {refused:,} refused{notes}",
            new=self.new.height,
            changed=self.changed.height,
            refused=len(self.refused),
            notes=notes,
        )

    def edit(self, workbook: Workbook, *, in_block: bool = False) -> CompositeEdit:
        """The one edit of the import; many figures, or on request all, come as one block.

        Where there is no new figure and no new name it is empty: how a file was read is not worth a step in the trail.
        """
        comes = any(part.height for part in (self.new, self.changed, self.removed))
        if not comes and {table for table, _ in self.entries} <= SILENT:
            return CompositeEdit(self.title, ())
        entries = [
            SetEntry(table, before, entry)
            for table, entry in self.entries
            if (before := workbook.entries(table).get(entry.key)) != entry
        ]
        rows = pl.concat([self.new.select(FIGURE), self.changed.select(FIGURE)])
        replaced = superseded(rows, workbook)
        if self.removed.height:
            replaced = pl.concat([replaced, self.removed]).unique(KEY, maintain_order=True)
        if in_block or rows.height > FEW:
            return CompositeEdit(self.title, (*entries, block_edit(workbook, self.title, rows, replaced)))
        figures = [Figure(*row) for row in rows.iter_rows()]
        changed = [
            SetFigure(workbook.figure(f.key) if n >= self.new.height else None, f) for n, f in enumerate(figures)
        ]
        lost = [SetFigure(figure, None) for figure in figures_of(replaced)]
        return CompositeEdit(self.title, (*entries, *lost, *changed))


def planned(table: ForeignTable, layout: Layout, choices: Choices, workbook: Workbook) -> Plan:
    """The plan of an import. Raises BadLayout where the table cannot be understood."""
    cells, decimal = observations(table, layout, workbook.indicators)
    read, refused = split(cells)
    refused += table.refused
    aliases = aliases_of(workbook, choices)
    broad_rows = read.filter(IS_REMOVAL).filter(IS_BROAD)
    broad = fitting(broad_rows, workbook, aliases["unit"])
    coding = _coding(read.filter(~IS_BROAD) if broad_rows.height else read, table.above, aliases, choices, workbook)
    good, more = split(coding.rows)
    refused += more
    good, leaving = good.filter(~IS_REMOVAL), typed(good.filter(IS_REMOVAL).select(KEY))
    good, more, two = of_one_measure(_completed(good, choices), workbook, choices)
    refused += more
    good, more, repeats = without_repeats(good, table, layout)
    refused += more
    newest, exact = present(good, workbook)
    new, changed, unchanged, more = compared(good, newest, exact, choices)
    refused += more
    staying = pl.concat([part.select(KEY) for part in (new, changed, unchanged)])
    removed = withdrawn(pl.concat([leaving, broad]), staying, workbook)
    spelt = dict(good.select("unit_text", "unit").unique(maintain_order=True).iter_rows())
    totals = [text for text in coding.totals if spelt.get(text, "") not in (*workbook.units, "")]
    pillars = file_pillars(table, layout, good)
    brought = accompanying(table, layout, good, coding.units, coding.indicators, choices, workbook, pillars)
    entries = tuple(described(brought, spelt, coding.of_lists, totals, table.above))
    odd = (
        *total_findings(totals), *list_findings(coding.same, coding.of_lists),
        *_signs(table, layout, cells, decimal), *repeats, *two, *_marks(layout, cells),
        *frequencies(good, exact), *unit_not_understood(table.detail("unit")),
        *off_scale(good, exact), *findings(good, coding.units, coding.indicators),
        *assumed_directions(_with_assumed_direction(entries, choices)),
    )  # fmt: skip
    notes, bad = ([refusal for refusal in refused if (refusal.why == NOTE) is is_note] for is_note in (True, False))
    count = cell_count(table, layout)
    return Plan(
        table.name, layout, table.frame.height + len(table.refused), count, count - cells.height, new, changed,
        unchanged, tuple(sorted(bad, key=lambda refusal: refusal.line)), entries, coding.units, coding.indicators, odd,
        table.details, decimal, tuple(notes), column_uses(table.columns, layout, table.frame), removed, pillars,
    )  # fmt: skip


class _Coding(NamedTuple):
    """Rows with codes instead of names, the matches of the names, and those in published lists."""

    rows: pl.DataFrame
    units: tuple[Match, ...]
    indicators: tuple[Match, ...]
    of_lists: Mapping[str, Listed]
    same: Mapping[str, str]
    totals: Sequence[str]


def _coding(
    rows: pl.DataFrame,
    above: Mapping[str, str],
    aliases: Mapping[str, dict[str, str]],
    choices: Choices,
    workbook: Workbook,
) -> _Coding:
    texts = rows["unit"].unique(maintain_order=True).to_list()
    of_lists = listed(texts, choices.lists)
    same = list_aliases(of_lists, workbook.units.values(), choices.lists)
    certain = {*of_lists, *(text for text in texts if is_total(text))}
    units = matches(rows["unit"], workbook.units.values(), dict(same) | aliases["unit"], certain)
    indicators = matches(rows["indicator"], workbook.indicators.values(), aliases["indicator"])
    with_codes = coded(coded(rows, "unit", units, choices), "indicator", indicators, choices)
    return _Coding(with_codes, units, indicators, of_lists, same, totals_among(texts, of_lists, choices.lists, above))


def _with_assumed_direction(entries: Iterable[tuple[str, Entry]], choices: Choices) -> tuple[str, ...]:
    """The new indicators whose direction is assumed to be less is better."""
    fresh = [entry.code for _, entry in entries if isinstance(entry, Indicator) and entry.direction < 0]
    return tuple(code for code in fresh if code not in choices.directions)


def _signs(table: ForeignTable, layout: Layout, cells: pl.DataFrame, decimal: DecimalSign) -> Iterator[Finding]:
    """The findings on the signs of numbers."""
    mark = "" if layout.decimal or decimal == "," else ambiguous_mark(cells["written"])
    return ambiguous_sign(mark, table.detail("delimiter"))


def _marks(layout: Layout, cells: pl.DataFrame) -> Iterator[Finding]:
    """The findings on texts in place of figures, and beside them."""
    yield from (*footnotes(cells["written"]), *missing(cells), *dashes(cells["written"], layout.dash))


def _completed(good: pl.DataFrame, choices: Choices) -> pl.DataFrame:
    """The rows with the source and the release of the import where a row has none, in the types of figures."""
    vintage = pl.when(pl.col("vintage") == "").then(pl.lit(choices.vintage)).otherwise("vintage")
    return typed(
        good.with_columns(
            source=pl.coalesce("source", pl.lit(choices.source.code if choices.source else "")),
            note=pl.col("note").fill_null(""),
            formula=pl.lit(""),
            vintage=vintage,
        )
    )
