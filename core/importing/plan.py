"""What an import would do to a workbook, before anything is written: figures new, changed, unchanged, refused."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, fields

import polars as pl

from core.importing.accompany import accompanying
from core.importing.choices import Choices
from core.importing.columns import ColumnUse, column_uses
from core.importing.compared import compared, present, superseded, withdrawn
from core.importing.findings import (
    Finding,
    ambiguous_sign,
    assumed_directions,
    dashes,
    findings,
    footnotes,
    missing,
    off_scale,
    two_measures,
    unit_not_understood,
)
from core.importing.frequencies import frequencies
from core.importing.layout import Layout
from core.importing.listed_units import described, said_lists
from core.importing.name_lists import list_aliases, listed
from core.importing.names import Match, code_of, matched
from core.importing.numbers import DecimalSign, ambiguous_mark, scaled_values
from core.importing.observations import IS_REMOVAL, cell_count, observations
from core.importing.repeats import without_repeats
from core.importing.table import NOTE, ForeignTable, Refused, refusals, split
from core.importing.totals import said_totals, totals_among
from core.words import gettext
from core.workbook.edit import FEW, CompositeEdit, SetEntry, SetFigure, block_edit
from core.workbook.entries import Indicator, Unit
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.figure_frame import figures_of
from core.workbook.workbook import Workbook

SILENT = frozenset({"sources", "mappings"})
"""Entries that come with figures, and not alone."""
KEY = ["unit", "indicator", "period", "vintage"]
FIGURE = [column.name for column in fields(Figure) if column.name not in {"author", "time"}]


@dataclass(frozen=True, slots=True)
class Plan:
    """An import that can be looked at and accepted.

    `new`, `changed` and `unchanged` hold the columns of a figure and `line`; `changed` also `old_value`,
    `old_status` and `old_vintage`; `removed` are figures of the workbook that the file asks to take out. `entries`
    are those that come with the figures. `decimal` is the sign that the numbers were read with.
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
        """What headers are read as, where that may be wrong."""
        found = (one.text for one in self.findings if one.kind == "headers")
        return next(found, "").partition(":")[0]

    @property
    def title(self) -> str:
        """The line in the trail."""
        removed = f", {self.removed.height:,} removed" if self.removed.height else ""
        return f"import of {self.name}: {self.new.height:,} new, {self.changed.height:,} changed{removed}"

    @property
    def counts(self) -> str:
        """What comes in and what does not: 10,742 new, 0 changed, 3 refused, 2 skipped as notes."""
        removed = self.removed.height
        notes = gettext(", {count:,} removed", count=removed) if removed else ""
        notes += gettext(", {count:,} skipped as notes", count=len(self.notes)) if self.notes else ""
        return gettext(
            "{height:,} new, {height2:,} changed, {count:,} refused{notes}",
            height=self.new.height,
            height2=self.changed.height,
            count=len(self.refused),
            notes=notes,
        )

    def edit(self, workbook: Workbook, *, in_block: bool = False) -> CompositeEdit:
        """The one edit that does it; many figures, or all where it is so wished, come as one block.

        Where no figure comes in and no name is new, it is empty: how a file was read is not worth a step in the trail.
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
        gone = superseded(rows, workbook)
        if self.removed.height:
            gone = pl.concat([gone, self.removed]).unique(KEY, maintain_order=True)
        if in_block or rows.height > FEW:
            return CompositeEdit(self.title, (*entries, block_edit(workbook, self.title, rows, gone)))
        figures = [Figure(*row) for row in rows.iter_rows()]
        changed = [
            SetFigure(workbook.figure(f.key) if n >= self.new.height else None, f) for n, f in enumerate(figures)
        ]
        lost = [SetFigure(figure, None) for figure in figures_of(gone)]
        return CompositeEdit(self.title, (*entries, *lost, *changed))


def planned(table: ForeignTable, layout: Layout, choices: Choices, workbook: Workbook) -> Plan:
    """The plan of an import. Raises BadLayout where the table is not understood."""
    cells, decimal = observations(table, layout, workbook.indicators)
    count = cell_count(table, layout)
    refused = [*table.refused, *refusals(cells.filter(pl.col("why").is_not_null()))]
    good = cells.filter(pl.col("why").is_null())
    aliases = _aliases(workbook, choices)
    texts = good["unit"].unique(maintain_order=True).to_list()
    of_lists = listed(texts, choices.lists)
    same = list_aliases(of_lists, workbook.units.values(), choices.lists)
    aliases["unit"] = same | aliases["unit"]
    units = _matches(good["unit"], workbook.units.values(), aliases["unit"], of_lists)
    indicators = _matches(good["indicator"], workbook.indicators.values(), aliases["indicator"])
    good = _coded(_coded(good, "unit", units, choices), "indicator", indicators, choices)
    good, more = split(good)
    refused += more
    good, leaving = good.filter(~IS_REMOVAL), good.filter(IS_REMOVAL)
    good, more, two = _of_one_measure(_completed(good, choices), workbook, choices)
    refused += more
    good, more, repeats = without_repeats(good, table, layout)
    refused += more
    newest, exact = present(good, workbook)
    new, changed, unchanged, more = compared(good, newest, exact, choices)
    refused += more
    removed = withdrawn(leaving, pl.concat([part.select(KEY) for part in (new, changed, unchanged)]), workbook)
    spelt = dict(good.select("unit_text", "unit").unique(maintain_order=True).iter_rows())
    totals = totals_among(texts, of_lists, choices.lists)
    totals = [text for text in totals if spelt.get(text, "") not in (*workbook.units, "")]
    brought = accompanying(table, layout, good, units, indicators, choices, workbook)
    entries = tuple(described(brought, spelt, of_lists, totals))
    of_good = (*frequencies(good, exact), *unit_not_understood(table.detail("unit")), *off_scale(good, exact))
    signs, marks = _marks(table, layout, cells, decimal)
    assumed = _with_assumed_direction(entries, choices)
    of_names = (*said_totals(totals), *said_lists(same, of_lists))
    of_cells = (*signs, *repeats, *two, *marks, *of_good, *findings(good, units, indicators))
    notes, bad = ([one for one in refused if (one.why == NOTE) is is_note] for is_note in (True, False))
    return Plan(
        table.name, layout, table.frame.height + len(table.refused), count, count - cells.height, new, changed,
        unchanged, tuple(sorted(bad, key=lambda one: one.line)), entries, units, indicators,
        (*of_names, *of_cells, *assumed_directions(assumed)), table.details, decimal, tuple(notes),
        column_uses(table.columns, layout, table.frame), removed,
    )  # fmt: skip


def _with_assumed_direction(entries: Iterable[tuple[str, Entry]], choices: Choices) -> tuple[str, ...]:
    """The new indicators of which less is taken to be better, though nobody has said so."""
    fresh = [one.code for _, one in entries if isinstance(one, Indicator) and one.direction < 0]
    return tuple(code for code in fresh if code not in choices.directions)


def _marks(
    table: ForeignTable, layout: Layout, cells: pl.DataFrame, decimal: DecimalSign
) -> tuple[list[Finding], list[Finding]]:
    """What is odd about the signs of numbers, and what stands in the place of figures."""
    mark = "" if layout.decimal or decimal == "," else ambiguous_mark(cells["written"])
    marks = [*footnotes(cells["written"]), *missing(cells), *dashes(cells["written"], layout.dash)]
    return list(ambiguous_sign(mark, table.detail("delimiter"))), marks


def _completed(good: pl.DataFrame, choices: Choices) -> pl.DataFrame:
    """The rows with the source and the release that the import has where a row says none."""
    vintage = pl.when(pl.col("vintage") == "").then(pl.lit(choices.vintage)).otherwise("vintage")
    return good.with_columns(
        source=pl.coalesce("source", pl.lit(choices.source.code if choices.source else "")),
        note=pl.col("note").fill_null(""),
        formula=pl.lit(""),
        vintage=vintage,
    )


def _aliases(workbook: Workbook, choices: Choices) -> dict[str, dict[str, str]]:
    """What spellings stand for: those remembered and those given now, by kind."""
    found: dict[str, dict[str, str]] = {"unit": {}, "indicator": {}}
    for alias in workbook.aliases:
        found[alias.kind][alias.text] = alias.code
    for text, target in choices.aliases.items():
        found["unit"][text] = found["indicator"][text] = target
    return found


def _matches(
    texts: pl.Series, known: Iterable[Unit | Indicator], aliases: Mapping[str, str], certain: Container[str] = ()
) -> tuple[Match, ...]:
    counts = texts.to_frame("text").group_by("text", maintain_order=True).len()
    return tuple(matched(dict(counts.iter_rows()), known, aliases, certain))


def _coded(frame: pl.DataFrame, part: str, matches: Iterable[Match], choices: Choices) -> pl.DataFrame:
    """Codes in the place of names; where a name has only a near one, `why` offers it."""
    rows = []
    for one in matches:
        code = one.code
        if code is None and choices.unknown == "near":
            code = one.nearest
        elif code is None and choices.unknown == "add":
            code = code_of(one.text)
        near = gettext(
            "{part} “{text}” is unknown, the nearest is {nearest}",
            part=gettext(part),
            text=one.text[:60],
            nearest=one.nearest,
        )
        why = (
            None
            if code
            else gettext(
                "{near}: accept it with --unknown near, or say --alias '{text}=…'", near=near, text=one.text[:60]
            )
        )
        rows.append((one.text, code or "", why))
    table = pl.DataFrame(rows, schema={part: pl.String, "code": pl.String, "reason": pl.String}, orient="row")
    joined = frame.join(table, on=part, how="left", maintain_order="left")
    return joined.with_columns(
        pl.col(part).alias(f"{part}_text"), pl.col("code").alias(part), why=pl.coalesce("why", "reason")
    ).drop("code", "reason")


def _of_one_measure(
    frame: pl.DataFrame, workbook: Workbook, choices: Choices
) -> tuple[pl.DataFrame, list[Refused], list[Finding]]:
    """The rows in the measure of their indicator: the workbook's, else the one that most of its rows have."""
    given = {**{code: one.measure for code, one in workbook.indicators.items()}, **choices.measures}
    counts = frame.filter(pl.col("measure").is_not_null()).group_by("indicator", "measure", maintain_order=True).len()
    counts = counts.filter(~(pl.col("measure") == "PERCENT") | ~pl.col("indicator").is_in(_odd_percents(frame)))
    most = counts.sort("len", descending=True, maintain_order=True).group_by("indicator", maintain_order=True).first()
    known = pl.DataFrame(list(given.items()), schema={"indicator": pl.String, "given": pl.String}, orient="row")
    joined = frame.join(most.select("indicator", usual="measure"), on="indicator", how="left", maintain_order="left")
    joined = joined.join(known, on="indicator", how="left", maintain_order="left").with_columns(
        usual=pl.coalesce("given", "usual", pl.lit("COUNT"))
    )
    other = pl.col("measure").is_not_null() & (pl.col("measure") != pl.col("usual"))
    reason = pl.format(
        gettext("its unit is {} where {} is in {}: correct the cell, or say --measure {}={} where the unit is wrong"),
        "measure", "indicator", "usual", "indicator", "usual",
    )  # fmt: skip
    forced = pl.col("indicator").is_in(list(choices.measures))
    mislabelled = other & forced
    scales = frame.filter(pl.col("measure") == pl.col("indicator").replace_strict(choices.measures, default=None))
    scale = scales.group_by("indicator").agg(scale=pl.col("mult").mode().min())
    joined = joined.join(scale, on="indicator", how="left", maintain_order="left")
    right = pl.col("scale").fill_null(0)
    joined = joined.with_columns(
        mult=pl.when(mislabelled).then(right).otherwise("mult"),
        value=pl.when(mislabelled).then(scaled_values(pl.col("number"), right)).otherwise("value"),
    ).drop("scale")
    joined = _rescaled(joined, choices.scales)
    joined = joined.with_columns(why=pl.when(other & ~forced).then(reason))
    two = list(two_measures(joined.filter(other & ~forced)))
    return *split(joined.with_columns(measure=pl.col("usual")).drop("given", "usual")), two


def _odd_percents(frame: pl.DataFrame) -> list[str]:
    """Indicators that have a cell in per cent here and there, among more cells that are not."""
    percent = pl.col("percent") & (pl.col("measure") == "PERCENT")
    counts = frame.group_by("indicator").agg(
        percent.sum().alias("odd"), pl.col("measure").is_null().sum().alias("plain")
    )
    return counts.filter((pl.col("odd") > 0) & (pl.col("plain") > pl.col("odd")))["indicator"].to_list()


def _rescaled(frame: pl.DataFrame, scales: Mapping[str, int]) -> pl.DataFrame:
    """The rows of some indicators in the power of ten that a person names for them."""
    if not scales:
        return frame
    said = pl.DataFrame(list(scales.items()), schema={"indicator": pl.String, "said": pl.Int64}, orient="row")
    joined = frame.join(said, on="indicator", how="left", maintain_order="left")
    value = pl.when(pl.col("said").is_null()).then("value").otherwise(scaled_values(pl.col("number"), pl.col("said")))
    return joined.with_columns(value=value, mult=pl.coalesce("said", "mult")).drop("said")
