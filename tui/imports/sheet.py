"""The preview of an import as a sheet: how it is read, what comes, what is odd, what is refused; every part a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.importing.choices import UNKNOWN, OnUnknown
from core.importing.measures import Measured
from core.importing.names import Match, code_of
from core.importing.plan import Plan
from core.importing.table import Refused
from core.numerals import counted
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Heading
from tui.imports.directions import assumed_rows, other_rows
from tui.imports.guess import COLUMNS, column_rows, dash_rows, line_of, read_rows, use_rows, written_number
from tui.imports.text import lines_of, new_names

MOST = 500
"""Rows of one list; how many more there are is said."""
POLICY: dict[OnUnknown, str] = {"offer": "reject", "near": "use the nearest", "add": "add as new"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has chosen beside the layout, as the preview shows it."""

    source: str
    released: str
    vintage: str
    overwrite: bool
    unknown: OnUnknown
    aliases: Mapping[str, str]
    directions: Mapping[str, int]

    def taken(self, one: Match) -> str:
        """What a name that is nearly known is taken as; nothing where it is refused."""
        nearly = {"offer": "", "near": one.nearest, "add": code_of(one.text)}
        return self.aliases.get(one.text) or nearly[self.unknown]


def import_sheet(plans: Sequence[Plan], metadata: Sequence[str], chosen: Chosen) -> Sheet:
    """The whole preview. The key of a row says what Space changes there."""
    rows: list[SheetRow | Heading] = []
    rows += assumed_rows(plans, chosen.directions)
    for plan in plans:
        rows += _counts(plan)
        rows += read_rows(plan.details, plan.decimal)
        rows += dash_rows(plan)
        rows += column_rows(plan.layout, plan)
        rows += use_rows(plan.columns)
    rows += _choices(chosen)
    for plan in plans:
        rows += _names(plan, chosen)
        rows += _changes(plan)
        rows += _findings(plan)
        rows += _refusals(plan)
        rows += _measures(plan)
        rows += _new(plan)
    rows += other_rows(plans, chosen.directions)
    rows += [Heading(plain(text), "plain", stops=True) for text in metadata]
    return Sheet(COLUMNS, rows)


def _counts(plan: Plan) -> Iterator[Heading]:
    yield Heading(plan.counts)
    rest = f"{plan.unchanged.height:,} unchanged, {plan.empty:,} empty"
    yield Heading(
        f"of {counted(plan.rows, 'row')}, {counted(plan.cells, 'cell')}, {rest}, in {plain(plan.name)}", "dim"
    )


def _choices(chosen: Chosen) -> Iterator[SheetRow | Heading]:
    yield Heading("How to import")
    other = ("correct", "it replaces the one in the workbook")
    beside = ("add a release", "the one in the workbook is kept beside it")
    yield line_of("choice/overwrite", "a figure that differs", *(other if chosen.overwrite else beside))
    told = "every figure is of this release" if chosen.vintage else "the day of the file, for figures that differ"
    yield line_of("choice/vintage", "release", chosen.vintage or chosen.released, told)
    yield line_of("choice/source", "source", chosen.source)
    yield line_of("choice/unknown", "near-matches", POLICY[chosen.unknown], UNKNOWN[chosen.unknown])


def _names(plan: Plan, chosen: Chosen) -> Iterator[SheetRow | Heading]:
    for part, matches in (("unit", plan.units), ("indicator", plan.indicators)):
        near = [one for one in matches if one.nearest or one.text in chosen.aliases]
        if near:
            how_many = counted(len(near), f"spelling of {part}", f"spellings of {part}s")
            yield Heading(f"{how_many} without a match; Space chooses what one stands for", "bad")
        yield from (_name(one, chosen.taken(one)) for one in near[:MOST])
        yield from _more(len(near))


def _name(one: Match, taken: str) -> SheetRow:
    told = f"{counted(one.rows, 'row')} {f'read as {taken}' if taken else 'rejected'}"
    near = f"nearest: {one.nearest}" if one.nearest else ""
    return line_of(f"name/{one.text}", one.text, near, told, "plain" if taken else "bad")


def _changes(plan: Plan) -> Iterator[SheetRow | Heading]:
    if plan.changed.is_empty():
        return
    yield Heading(f"{plan.changed.height:,} changed: old → new")
    for n, row in enumerate(plan.changed.head(MOST).iter_rows(named=True)):
        old, new = (written_number(row[name], row["mult"], row["decimals"]) for name in ("old_value", "value"))
        letter = f" {row['old_status']} → {row['status']}" if row["old_status"] != row["status"] else ""
        release = f"release {row['old_vintage'] or 'undated'} → {row['vintage'] or 'undated'}, "
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield line_of(f"changed/{n}", where, f"{old} → {new}{letter}", f"{release}line {row['line']}")
    yield from _more(plan.changed.height)


def _findings(plan: Plan) -> Iterator[SheetRow | Heading]:
    told = [one for one in plan.findings if one.kind not in {"name", "direction", "dash", "headers"}]
    if told:
        yield Heading(counted(len(told), "finding"))
    for one in told[:MOST]:
        yield Heading(f"{one.kind}: {plain(one.text)}", "plain", stops=True)
    yield from _more(len(told))


def _refusals(plan: Plan) -> Iterator[SheetRow | Heading]:
    if plan.notes:
        yield Heading(f"skipped as notes: {lines_of(plan.notes)}", "dim", stops=True)
    if plan.refused:
        yield Heading(f"{len(plan.refused):,} refused", "bad")
    for n, one in enumerate(plan.refused[:MOST]):
        yield line_of(f"refused/{n}", f"line {one.line}", repr(one.text), _why(one))
    yield from _more(len(plan.refused))


def _measures(plan: Plan) -> Iterator[SheetRow | Heading]:
    frame = plan.figures.group_by("indicator", maintain_order=True).agg(
        pl.col("measure").first(), pl.col("mult").mode().min(), pl.len(), pl.col("unit").n_unique().alias("units"),
        pl.col("period").min().alias("first"), pl.col("period").max().alias("last"),
    )  # fmt: skip
    if frame.height:
        yield Heading(
            f"{counted(frame.height, 'indicator')}: measure and scale; Space says another, such as 亿元 or PERSONS"
        )
    for row in frame.head(MOST).iter_rows(named=True):
        told = f"{counted(row['len'], 'figure')}, {counted(row['units'], 'unit')}, {row['first']} to {row['last']}"
        yield line_of(f"measure/{row['indicator']}", row["indicator"], str(Measured(row["measure"], row["mult"])), told)
    yield from _more(frame.height)


def _new(plan: Plan) -> Iterator[SheetRow | Heading]:
    yield from (Heading(plain(line), "plain", stops=True) for line in new_names(plan))
    if plan.new.height:
        yield Heading(f"{plan.new.height:,} new")
    for n, row in enumerate(plan.new.head(MOST).iter_rows(named=True)):
        letter = f" {row['status']}" if row["status"] != "A" else ""
        told = " ".join(filter(None, (row["vintage"], f"line {row['line']}")))
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield line_of(f"new/{n}", where, f"{written_number(row['value'], row['mult'], row['decimals'])}{letter}", told)
    yield from _more(plan.new.height)


def _more(count: int) -> Iterator[Heading]:
    if count > MOST:
        yield Heading(f"… and {count - MOST:,} more", "dim")


def _why(one: Refused) -> str:
    """The reason; what to write on a command line is of no use here."""
    reason, _, advice = one.why.partition(": ")
    if "--where" in advice:
        return f"{reason}: name it as indicator, or choose rows"
    return reason if "--" in advice else one.why
