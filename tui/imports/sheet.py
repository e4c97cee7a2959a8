"""The preview of an import as a sheet: how it is read, what comes, what is odd, what is refused; every part a row."""

import re
from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from core.importing.choices import UNKNOWN, OnUnknown
from core.importing.names import Match, code_of
from core.importing.plan import Plan
from core.importing.table import Refused
from core.numerals import counted
from core.words import gettext, labelled, marked
from core.workbook.entries import Indicator
from core.workbook.scale import scaled_measure
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Heading, Look
from tui.imports.files import Planned
from tui.imports.guess import column_rows, columns, dash_rows, line_of, read_rows, use_rows, written_number
from tui.imports.options import ImportOptions
from tui.imports.text import SAID_BY, lines_of, new_names, pillars_of

MORE, LESS = "more is better", "less is better"
MOST = 500
"""Rows of one list; how many more there are is said."""
POLICY: dict[OnUnknown, str] = marked({"offer": "reject", "near": "use the nearest", "add": "add as new"})


def import_sheet(
    planned: Planned, options: ImportOptions, file: str, released: str, broken: Sequence[str] = ()
) -> Sheet:
    """The whole preview, first which rules the figures would break. The key of a row says what Space changes there.

    `file` is the source, and `released` the release, where no other is options.
    """
    plans = planned.plans
    rows: list[SheetRow | Heading] = [Heading(text, "bad", stops=True) for text in broken]
    rows += direction_rows(plans, options.directions, doubted=True)
    for plan in plans:
        rows += _counts(plan)
        rows += _index(plan)
        rows += read_rows(plan.details, plan.decimal)
        rows += dash_rows(plan)
        rows += column_rows(plan.layout, plan)
        rows += use_rows(plan.columns)
    rows += _choices(options, file, released)
    for plan in plans:
        rows += _names(plan, options)
        rows += _changes(plan)
        rows += _removals(plan)
        rows += _findings(plan)
        rows += _refusals(plan)
        rows += _measures(plan)
        rows += _new(plan)
    rows += direction_rows(plans, options.directions, doubted=False)
    rows += [Heading(plain(text), "plain", stops=True) for text in map(str, planned.metadata)]
    return Sheet(columns(), rows)


def direction_rows(
    plans: Sequence[Plan], directions: Mapping[str, int], *, doubted: bool
) -> Iterator[SheetRow | Heading]:
    """New indicators of which less seems better, which a person should look at, and those already looked at; or others.

    Of the others more is better unless a person says otherwise.
    """
    new = [indicator for plan in plans for indicator in plan.new_indicators]
    rows = [indicator for indicator in new if doubted == (indicator.direction < 0 or indicator.code in directions)]
    if rows and doubted:
        yield Heading(gettext("Direction: check these before Enter; Space changes one"), "warn")
    elif rows:
        yield Heading(gettext("Direction of the other new indicators; Space changes one"))
    yield from (_direction(indicator, directions) for indicator in rows[:MOST])
    yield from () if doubted else _more(len(rows))


def _direction(indicator: Indicator, directions: Mapping[str, int]) -> SheetRow:
    is_assumed = indicator.code not in directions
    look: Look = "warn" if is_assumed and indicator.direction < 0 else "plain"
    note = gettext("assumed by its name") if look == "warn" else gettext("assumed") if is_assumed else gettext("chosen")
    value = Cell(gettext(LESS if indicator.direction < 0 else MORE), look)
    name = Cell(plain(indicator.name_en or indicator.code), both_ends=True)
    return SheetRow(f"direction/{indicator.code}", (name, value, Cell(note, "dim")))


def _counts(plan: Plan) -> Iterator[Heading]:
    yield Heading(plan.counts)
    rest = gettext("{unchanged:,} unchanged, {empty:,} empty", unchanged=plan.unchanged.height, empty=plan.empty)
    yield Heading(
        gettext(
            "of {rows}, {cells}, {rest}, in {name}",
            rows=counted(plan.rows, "row"),
            cells=counted(plan.cells, "cell"),
            rest=rest,
            name=plain(plan.name),
        ),
        "dim",
    )


def _index(plan: Plan) -> Iterator[SheetRow]:
    """The line of the index that the pillars of the file make, or could make."""
    if plan.pillars.said_by:
        pillars = pillars_of(plan)
        note = labelled(gettext(SAID_BY[plan.pillars.said_by]), pillars) if pillars else gettext(SAID_BY["column"])
        if plan.pillars.make_index and plan.index is None:
            note = gettext("one of this name is in the workbook")
            yield line_of("note/index", gettext("index"), gettext("kept as it is"), note)
        else:
            state = gettext("made") if plan.pillars.make_index else gettext("not made")
            yield line_of("choice/index", gettext("index"), state, note)


def _choices(options: ImportOptions, file: str, released: str) -> Iterator[SheetRow | Heading]:
    yield Heading(gettext("How to import"))
    other = (gettext("correct"), gettext("it replaces the one in the workbook"))
    beside = (gettext("add a release"), gettext("the one in the workbook is kept beside it"))
    yield line_of("choice/overwrite", gettext("a figure that differs"), *(other if options.overwrite else beside))
    note = (
        gettext("every figure is of this release")
        if options.vintage
        else gettext("the day of the file, for figures that differ")
    )
    yield line_of("choice/vintage", gettext("release"), options.vintage or released, note)
    yield line_of("choice/source", gettext("source"), options.source or file)
    yield line_of(
        "choice/unknown", gettext("near-matches"), gettext(POLICY[options.unknown]), gettext(UNKNOWN[options.unknown])
    )


def _names(plan: Plan, options: ImportOptions) -> Iterator[SheetRow | Heading]:
    for part, matches in (("unit", plan.units), ("indicator", plan.indicators)):
        near = [match for match in matches if match.nearest or match.text in options.aliases]
        if near:
            how_many = labelled(gettext(part), counted(len(near), "spelling"))
            yield Heading(
                gettext("{how_many} without a match; Space chooses what one stands for", how_many=how_many), "bad"
            )
        yield from (_name(match, _code_of(match, options)) for match in near[:MOST])
        yield from _more(len(near))


def _code_of(match: Match, options: ImportOptions) -> str:
    """What a name that is nearly known is taken as; nothing where it is refused."""
    nearly = {"offer": "", "near": match.nearest, "add": code_of(match.text)}
    return options.aliases.get(match.text) or nearly[options.unknown]


def _name(match: Match, code: str) -> SheetRow:
    fate = gettext("read as {code}", code=code) if code else gettext("rejected")
    note = f"{counted(match.rows, 'row')} {fate}"
    near = gettext("nearest: {nearest}", nearest=match.nearest) if match.nearest else ""
    return line_of(f"name/{match.text}", match.text, near, note, "plain" if code else "bad")


def _removals(plan: Plan) -> Iterator[SheetRow | Heading]:
    if not plan.removed.height:
        return
    yield Heading(gettext("{count:,} removed, as the file asks", count=plan.removed.height))
    for n, row in enumerate(plan.removed.head(MOST).iter_rows(named=True)):
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield line_of(f"removed/{n}", where, written_number(row["value"], row["mult"], row["decimals"]), row["vintage"])
    yield from _more(plan.removed.height)


def _changes(plan: Plan) -> Iterator[SheetRow | Heading]:
    if plan.changed.is_empty():
        return
    yield Heading(gettext("{count:,} changed: old → new", count=plan.changed.height))
    for n, row in enumerate(plan.changed.head(MOST).iter_rows(named=True)):
        old, new = (written_number(row[name], row["mult"], row["decimals"]) for name in ("old_value", "value"))
        letter = f" {row['old_status']} → {row['status']}" if row["old_status"] != row["status"] else ""
        release = gettext(
            "release {old} → {new}, ",
            old=row["old_vintage"] or gettext("undated"),
            new=row["vintage"] or gettext("undated"),
        )
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield line_of(
            f"changed/{n}",
            where,
            f"{old} → {new}{letter}",
            gettext("{release}line {row}", release=release, row=row["line"]),
        )
    yield from _more(plan.changed.height)


def _findings(plan: Plan) -> Iterator[SheetRow | Heading]:
    findings = [finding for finding in plan.findings if finding.kind not in {"name", "direction", "dash", "headers"}]
    if findings:
        yield Heading(counted(len(findings), "finding"))
    for finding in findings[:MOST]:
        yield Heading(labelled(gettext(finding.kind), plain(finding.text)), "plain", stops=True)
    yield from _more(len(findings))


def _refusals(plan: Plan) -> Iterator[SheetRow | Heading]:
    if plan.notes:
        yield Heading(gettext("skipped as notes: {notes}", notes=lines_of(plan.notes)), "dim", stops=True)
    if plan.refused:
        yield Heading(gettext("{count:,} refused", count=len(plan.refused)), "bad")
    for n, refusal in enumerate(plan.refused[:MOST]):
        yield line_of(f"refused/{n}", gettext("line {line}", line=refusal.line), repr(refusal.text), _why(refusal))
    yield from _more(len(plan.refused))


def _measures(plan: Plan) -> Iterator[SheetRow | Heading]:
    frame = plan.figures.group_by("indicator", maintain_order=True).agg(
        pl.col("measure").first(), pl.col("mult").mode().min(), pl.len(), pl.col("unit").n_unique().alias("units"),
        pl.col("period").min().alias("first"), pl.col("period").max().alias("last"),
    )  # fmt: skip
    if frame.height:
        yield Heading(
            gettext(
                "{indicators}: measure and scale; Space says another, such as 亿元 or PERSONS",
                indicators=counted(frame.height, "indicator"),
            )
        )
    names = {indicator.code: indicator.name_en for indicator in plan.new_indicators}
    for row in frame.head(MOST).iter_rows(named=True):
        code = row["indicator"]
        note = gettext(
            "{figures}, {units}, {first} to {last}",
            figures=counted(row["len"], "figure"),
            units=counted(row["units"], "unit"),
            first=row["first"],
            last=row["last"],
        )
        yield line_of(f"measure/{code}", names.get(code) or code, scaled_measure(row["measure"], row["mult"]), note)
    yield from _more(frame.height)


def _new(plan: Plan) -> Iterator[SheetRow | Heading]:
    yield from (Heading(plain(line), "plain", stops=True) for line in new_names(plan))
    if plan.new.height:
        yield Heading(gettext("{count:,} new", count=plan.new.height))
    for n, row in enumerate(plan.new.head(MOST).iter_rows(named=True)):
        letter = f" {row['status']}" if row["status"] != "A" else ""
        note = " ".join(filter(None, (row["vintage"], gettext("line {line}", line=row["line"]))))
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield line_of(f"new/{n}", where, f"{written_number(row['value'], row['mult'], row['decimals'])}{letter}", note)
    yield from _more(plan.new.height)


def _more(count: int) -> Iterator[Heading]:
    if count > MOST:
        yield Heading(gettext("… and {count:,} more", count=count - MOST), "dim")


def _why(refusal: Refused) -> str:
    """The reason; what to write on a command line is of no use here."""
    reason, *rest = re.split(": |：", refusal.why, maxsplit=1)
    advice = rest[0] if rest else ""
    if "--where" in advice:
        return gettext("{reason}: name it as indicator, or choose rows", reason=reason)
    return reason if "--" in advice else refusal.why
