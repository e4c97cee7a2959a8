"""The preview of an import in lines: how the file was read, what changes, what is odd, what is refused and why."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from core.importing.columns import LEFT_OUT
from core.importing.pillars import SaidBy
from core.importing.plan import Plan
from core.numerals import counted
from core.words import gettext, in_words, labelled, marked, ngettext, with_note
from core.workbook.entries import Indicator, Unit
from core.workbook.scale import scaled_measure
from tui.imports.guess import flags_of, kept_rows, written_number
from tui.imports.options import ImportOptions

if TYPE_CHECKING:
    from core.importing.finding import Finding
    from core.importing.table import Refused

MOST = 12
OF_A_KIND = 6
MOST_COLUMNS = 100
REMEMBERED = "remembered "
DETAILS = marked(("others", "titled", "language", "released", "rows", "columns", "but not used", "nothing"))
"""What readers say of a file, beside what the page of an import has."""
SAID = frozenset({"mappings", "units", "indicators", "methods", "placed", "steps"})
"""The tables whose entries are named, or are not worth a word."""
NEAR = marked("{part} “{text}” is unknown, the nearest is {nearest}")
SAID_BY: dict[SaidBy, str] = marked({
    "column": "pillars of a column", "row": "pillars in the row above the header", "names": "pillars in the names",
})  # fmt: skip
"""What says the pillars of a file."""
DIGITS = re.compile(r"\d+")
SHOWN = 20
ALIKE, MOST_LINES = 2, 12
"""Of rows refused for one reason those that are shown whole, and those whose lines are named."""


def preview_lines(plan: Plan) -> Iterator[str]:
    """All that a person should see before accepting."""
    yield plan.counts
    unchanged = gettext(", {count:,} unchanged", count=plan.unchanged.height) if plan.unchanged.height else ""
    details = in_words(_detail(line) for line in plan.details if not line.startswith(REMEMBERED))
    size = gettext(
        "{rows}, {cells}, {empty:,} empty",
        rows=counted(plan.rows, "row"),
        cells=counted(plan.cells, "cell"),
        empty=plan.empty,
    )
    yield labelled(plan.name, with_note(size + unchanged, details))
    if memory := next((line for line in plan.details if line.startswith(REMEMBERED)), ""):
        yield (
            f"  {_detail(memory)}"
            if memory.endswith(("not used", "nothing"))
            else gettext("  {kept}: --fresh recognises the layout again", kept=_detail(memory))
        )
    yield from (f"  {line}" for line in plan.layout.lines())
    yield from _left_out(plan)
    yield from _measures(plan)
    yield from _entries(plan)
    yield from _changes(plan)
    yield from _findings(plan)
    yield from _refusals(plan)
    if plan.notes:
        yield gettext("  skipped as notes: {notes}", notes=lines_of(plan.notes))


def _detail(detail: str) -> str:
    """How the file was read, as its reader says it: encoding gb18030, delimiter comma."""
    kind, _, rest = detail.partition(" ")
    if kind == "header":
        numbers = gettext(" and ").join(DIGITS.findall(rest))
        return gettext(
            "header on line {line}" if rest.startswith("on line ") else "header on lines {line}", line=numbers
        )
    if kind == "notes":
        return gettext("{names} in the notes", names=rest)
    if kind == "flags":
        return f"{gettext(kind)} {flags_of(rest)}"
    if kind == "rows":
        condition, counts = kept_rows(rest)
        return labelled(gettext("rows where {where}", where=condition), counts)
    words = gettext(rest) if kind in {"delimiter", "remembered"} else rest
    return f"{gettext(kind)} {words}".strip()


def _left_out(plan: Plan) -> Iterator[str]:
    """The columns that nothing is read from."""
    columns = [with_note(column.name, column.sample) for column in plan.columns if column.use == LEFT_OUT]
    if columns:
        more = (
            gettext(" … and {count:,} more", count=len(columns) - MOST_COLUMNS) if len(columns) > MOST_COLUMNS else ""
        )
        yield gettext(
            "  left out: {left}{more}; --pillar, --group and --note COLUMN keep one",
            left=in_words(columns[:MOST_COLUMNS]),
            more=more,
        )


def lines_of(rows: Sequence["Refused"]) -> str:
    """The lines on which rows stand: lines 4, 48-53."""
    runs = ranges(sorted({row.line for row in rows}))
    more = gettext(" and {count:,} more", count=len(runs) - MOST_LINES) if len(runs) > MOST_LINES else ""
    numbers = in_words(runs[:MOST_LINES]) + more
    return gettext("line {line}", line=numbers) if len(rows) == 1 else gettext("lines {lines}", lines=numbers)


def ranges(numbers: Sequence[int]) -> list[str]:
    """Numbers in rising order, those that follow one another as one text: 4, 48-53."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]


def _measures(plan: Plan) -> Iterator[str]:
    """In what each indicator is measured, and in which power of ten it is printed."""
    measures = [
        gettext("{code} in {measure}", code=code, measure=scaled_measure(measure, mult))
        for code, measure, mult in plan.measures().iter_rows()
    ]
    if measures:
        more = gettext(" · … and {count:,} more", count=len(measures) - MOST) if len(measures) > MOST else ""
        yield gettext("  units of measure: {measures}{more}", measures=" · ".join(measures[:MOST]), more=more)


def new_names(plan: Plan) -> Iterator[str]:
    """The units and indicators that come with the figures: 4 new units: their codes."""
    for table, kind, matches in (("units", Unit, plan.units), ("indicators", Indicator, plan.indicators)):
        known = {match.code for match in matches if not match.is_new}
        new = [entry.spoken for _, entry in plan.entries if isinstance(entry, kind) and entry.code not in known]
        if new:
            more = gettext(" … and {count:,} more", count=len(new) - MOST) if len(new) > MOST else ""
            count = (
                ngettext("{count:,} new unit", "{count:,} new units", len(new))
                if table == "units"
                else ngettext("{count:,} new indicator", "{count:,} new indicators", len(new))
            )
            yield labelled(count, f"{in_words(new[:MOST])}{more}")


def pillars_of(plan: Plan) -> str:
    """The pillars of a file, each with its number of indicators."""
    return in_words(with_note(pillar, count) for pillar, count in Counter(plan.pillars.of.values()).items())


def _index(plan: Plan) -> Iterator[str]:
    """The index that comes with the figures, with its pillars, or the one that could come."""
    if plan.index:
        text = gettext(
            "1 new index, {name}, with the pillars {pillars}", name=plan.index.name_en, pillars=pillars_of(plan)
        )
        yield gettext("  {index}; --index no leaves it out", index=text)
    elif plan.pillars.said_by and not plan.pillars.make_index:
        yield gettext(
            "  no index is made, {said_by}: --index yes makes one", said_by=gettext(SAID_BY[plan.pillars.said_by])
        )


def _entries(plan: Plan) -> Iterator[str]:
    yield from (f"  {line}" for line in new_names(plan))
    yield from _index(plan)
    counts = Counter(table for table, _ in plan.entries)
    words = {
        "sources": counted(counts["sources"], "source"),
        "aliases": counted(counts["aliases"], "alias", "aliases"),
        "groups": counted(counts["groups"], "group"),
    }
    others = [words.get(table, f"{count:,} {gettext(table)}") for table, count in counts.items() if table not in SAID]
    if others:
        yield gettext("  also: {words}", words=in_words(others))


def _changes(plan: Plan) -> Iterator[str]:
    for row in plan.changed.head(MOST).iter_rows(named=True):
        old, new = (written_number(row[name], row["mult"], row["decimals"]) for name in ("old_value", "value"))
        release = gettext(", release {release}", release=row["vintage"]) if row["vintage"] else ""
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        yield gettext(
            "  changed: {where}: {old} → {new}{release} (line {row})",
            where=where,
            old=old,
            new=new,
            release=release,
            row=row["line"],
        )
    if plan.changed.height > MOST:
        yield gettext("  … and {count:,} more changes", count=plan.changed.height - MOST)
    yield from _removals(plan)


def _removals(plan: Plan) -> Iterator[str]:
    """The first figures that the file asks to take out."""
    if plan.removed.height:
        shown = plan.removed.head(MOST).select("unit", "indicator", "period").iter_rows()
        more = f" … {plan.removed.height - MOST:,}" if plan.removed.height > MOST else ""
        yield gettext("  removed: {shown}{more}", shown=in_words(" ".join(row) for row in shown), more=more)


def _findings(plan: Plan) -> Iterator[str]:
    by_kind: dict[str, list[Finding]] = {}
    for finding in plan.findings:
        if finding.kind != "name":
            by_kind.setdefault(finding.kind, []).append(finding)
    for kind, rows in by_kind.items():
        yield from (labelled(f"  {gettext(kind)}", finding.text) for finding in rows[:OF_A_KIND])
        if len(rows) > OF_A_KIND:
            yield gettext("  {kind}: … and {count:,} more", kind=gettext(kind), count=len(rows) - OF_A_KIND)


def _is_near(row: "Refused") -> bool:
    """Whether a row is refused for a name near a known one."""
    return all(part in row.why for part in re.split(r"\{\w+\}", gettext(NEAR)))


def _near(plan: Plan) -> Iterator[str]:
    """The names near known ones, all in a few lines."""
    for part, matches in (("unit", plan.units), ("indicator", plan.indicators)):
        near = [match for match in matches if match.code is None]
        if not near or not any(map(_is_near, plan.refused)):
            continue
        names = in_words(f"{match.text[:40]} → {match.nearest}?" for match in near[:MOST])
        more = gettext(" … and {count:,} more", count=len(near) - MOST) if len(near) > MOST else ""
        rows = counted(sum(match.rows for match in near), "row")
        many = ngettext(
            "{count:,} {part} near a known one", "{count:,} {part}s near known ones", len(near), part=gettext(part)
        )
        yield gettext("  refused, {many}, {rows}: {names}{more}", many=many, rows=rows, names=names, more=more)
        yield gettext(
            "    accept the nearest name with --unknown near, or give --alias '{text}=…'", text=near[0].text[:40]
        )


def _refusals(plan: Plan) -> Iterator[str]:
    """The first rows of each reason with all that is said of them, of the rest the lines."""
    by_reason: dict[str, list[Refused]] = {}
    yield from _near(plan)
    for row in plan.refused:
        if not _is_near(row):
            by_reason.setdefault(DIGITS.sub("#", row.why), []).append(row)
    for rows in list(by_reason.values())[:SHOWN]:
        yield from (
            gettext("  refused, line {line}: {text!r}: {why}", line=row.line, text=row.text, why=row.why)
            for row in rows[:ALIKE]
        )
        if rest := rows[ALIKE:]:
            yield gettext(
                "  … and {count} more of the same kind, {rest}", count=counted(len(rest), "row"), rest=lines_of(rest)
            )
    hidden = sum(len(rows) for rows in list(by_reason.values())[SHOWN:])
    if hidden:
        yield gettext(
            "  … and {hidden} for other reasons: --refused FILE writes them all", hidden=counted(hidden, "row")
        )


def option_lines(options: ImportOptions, plans: Sequence[Plan]) -> Iterator[str]:
    """One line for the release of all figures, for each direction, and for each alias that no file has."""
    if options.vintage:
        yield gettext("release: every figure is of {vintage}, where its row names none", vintage=options.vintage)
    for code, direction in options.directions.items():
        yield gettext("direction: {more} of {code} is better", more="more" if direction > 0 else "less", code=code)
    spelt = {match.text for plan in plans for match in (*plan.units, *plan.indicators)}
    yield from (
        gettext("alias: no name in the files is spelt “{text}”", text=text)
        for text in options.aliases
        if text not in spelt
    )
