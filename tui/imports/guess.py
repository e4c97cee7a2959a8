"""How a file is read and understood, as rows of a sheet: every part is a row, whose key names what Space changes."""

import re
from collections.abc import Iterator, Sequence

from core.importing.columns import ColumnUse, column_uses
from core.importing.layout import ACROSS, CONSTANT, ROLES, Layout
from core.importing.plan import Plan
from core.numerals import counted
from core.words import gettext, in_words, labelled, marked
from core.workbook.figure_text import printed_number
from core.workbook.scale import STEPS
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading, Look
from tui.imports.files import Guess
from tui.locale.choice import spoken

MISSING = "–"
EXACT = 8
"""Digits behind the point that nobody has printed are those of a computer."""
HEADERS: dict[str, str] = marked({"unit": "units", "indicator": "indicators", "period": "periods"})
"""What the headers of figures are, of layouts with one thing in them."""
ALWAYS = frozenset({"unit", "period", "measure", "status", "vintage", "source", "note"})
"""The roles that are shown although no column has them."""
CALLED = marked({
    "measure": "measure", "mult": "power of ten", "vintage": "release", "unit_name": "unit's name",
    "indicator_name": "indicator's name", "printed_mult": "printed in",
})  # fmt: skip
"""Roles whose names would not be understood."""


def columns() -> tuple[Column, ...]:
    """The columns of the preview."""
    meaning = Column("", 31, grows=True, name=gettext("what it means"))
    return (Column(gettext("part"), 21, frozen=True, grows=True), Column(gettext("is"), 22), meaning)


def guess_sheet(guess: Guess, sentence: str) -> Sheet:
    """What can be changed of a file that is not understood, below the sentence that says why."""
    rows: list[SheetRow | Heading] = [Heading(trouble(sentence), "bad", stops=True)]
    rows += read_rows(guess.note, guess.decimal)
    rows += column_rows(guess.layout or Layout(()), None)
    rows += use_rows(column_uses(guess.columns, guess.layout) if guess.layout else ())
    rows.append(Heading(gettext("columns: {columns}", columns=plain(in_words(guess.columns))), "dim", stops=True))
    return Sheet(columns(), rows)


def trouble(sentence: str) -> str:
    """Why a file is not understood, with the key of the page where the command line has an option."""
    reason, *advice = re.split(": |：", sentence, maxsplit=1)
    return plain(
        gettext("{reason}: Space on its line says it.", reason=reason) if "--" in "".join(advice) else sentence
    )


def needed_row(sheet: Sheet) -> str:
    """The key of the first row on which something is missing; empty where nothing is."""
    rows = (row for row in sheet.rows if isinstance(row, SheetRow))
    return next((row.key for row in rows if row.cells[1].look == "bad"), "")


def read_rows(details: Sequence[str], decimal: str) -> Iterator[SheetRow | Heading]:
    """How the file was read, from what its reader tells."""
    read = dict(line.partition(" ")[::2] for line in details)
    if "delimiter" in read:
        yield line_of("part/delimiter", gettext("delimiter"), gettext(read["delimiter"]))
    if "encoding" in read:
        yield line_of("part/encoding", gettext("encoding"), read["encoding"])
    if "sheet" in read:
        yield line_of("part/sheet", gettext("sheet"), read["sheet"], read.get("others", ""))
    if "delimiter" in read or "sheet" in read:
        yield line_of("part/header_line", gettext("header"), _lines(read.get("header", "on line 1")))
    if "remembered" in read:
        yield line_of(
            "choice/fresh",
            gettext("remembered"),
            read["remembered"],
            gettext("Space: recognise again, or use it again"),
        )
    condition, rows = kept_rows(read["rows"]) if "rows" in read else ("", "")
    yield line_of(
        "choice/where",
        gettext("rows"),
        condition or gettext("all"),
        gettext("{rows}, also next time", rows=rows) if rows else "",
    )
    yield line_of("part/decimal", gettext("decimal sign"), gettext("comma") if decimal == "," else gettext("point"))
    for kind, text in (("dataset", read.get("dataset", "")), ("flags", flags_of(read.get("flags", "")))):
        if text:
            yield line_of(f"note/{kind}", gettext(kind), text)
    if "unit" in read:
        yield line_of(
            "note/unit",
            gettext("unit above the table"),
            read["unit"],
            gettext("of figures of which nothing else says one"),
        )


def kept_rows(detail: str) -> tuple[str, str]:
    """The conditions that rows meet, and how many of how many do, of what a reader says: `where year>2019: 3 of 12`."""
    condition, _, counts = detail.removeprefix("where ").rpartition(": ")
    count, _, rows = counts.partition(" of ")
    return condition, gettext("{count} of {rows}", count=count, rows=rows)


def flags_of(detail: str) -> str:
    """Where flags stand, of what a reader says: `behind gdp`, or `of 3 columns`; empty where there are none."""
    place, _, name = detail.partition(" ")
    if place == "of":
        return gettext("of {count} columns of figures in the columns behind them", count=name.split()[0])
    return gettext("behind {column}", column=name) if name else ""


def dash_rows(plan: Plan) -> Iterator[SheetRow | Heading]:
    """What a dash in the place of a figure is read as, where there are any."""
    dash = next((finding for finding in plan.findings if finding.kind == "dash"), None)
    if dash:
        read = plan.layout.dash or "missing"
        yield line_of(
            "part/dash",
            "-",
            gettext(read),
            gettext("in {rows}; Space: missing or zero", rows=counted(dash.rows, "cell")),
        )


def column_rows(layout: Layout, plan: Plan | None) -> Iterator[SheetRow | Heading]:
    """What says what in the table; of a plan also how much that is."""
    yield line_of("part/across", gettext("layout"), gettext(ACROSS[layout.across]))
    if layout.across in HEADERS:
        doubt = gettext("{doubt}; Space changes it", doubt=plan.doubt) if plan and plan.doubt else ""
        yield line_of(
            "part/columns", gettext("headers are"), gettext(HEADERS[layout.across]), doubt, "bad" if doubt else "plain"
        )
    many = gettext("{count} columns", count=len(layout.values)) if len(layout.values) > 1 else ""
    yield line_of("part/values", gettext("figures"), few(layout.values) or MISSING, many, _needed(few(layout.values)))
    indicator = gettext(" and ").join(map(_spoken, layout.indicator)) or _of_headers(layout, "indicator")
    yield line_of("part/indicator", gettext("indicator"), indicator or MISSING, "", _needed(indicator))
    for role in ROLES:
        there = _spoken(layout.of(role)) or _of_headers(layout, role)
        if role not in {"indicator", "pillar"} and (there or role in ALWAYS):
            look = _needed(there) if role in {"unit", "period"} else "plain"
            note = _sample(plan, role) if plan else ""
            yield line_of(f"role/{role}", gettext(CALLED.get(role, role)), there or MISSING, note, look)


def header_lines(place: str) -> list[str]:
    """The numbers of the lines that a header stands on."""
    return re.findall(r"\d+", place)


def _lines(place: str) -> str:
    """The line or lines of a header, as its reader tells them: `on line 3`, `on lines 3 and 4`."""
    numbers = header_lines(place)
    if not numbers:
        return place
    return (
        gettext("line {line}", line=numbers[0])
        if len(numbers) == 1
        else gettext("lines {first} and {last}", first=numbers[0], last=numbers[-1])
    )


def use_rows(columns: Sequence[ColumnUse]) -> Iterator[SheetRow | Heading]:
    """The columns without a role among figures: each a group, a note or left out."""
    free = [column for column in columns if column.is_free]
    if free:
        yield Heading(gettext("Other columns; Space: pillar of an index, group of units, note or not read"))
    yield from (line_of(f"column/{column.name}", column.name, gettext(column.use), column.sample) for column in free)


def _of_headers(layout: Layout, role: str) -> str:
    """What says a role that no column has: the headers of the figures, or the one header."""
    if role in layout.across:
        return gettext("the headers")
    return layout.values[0] if role == "indicator" and layout.across == "none" and len(layout.values) == 1 else ""


def _needed(text: str) -> Look:
    return "plain" if text else "bad"


def written_number(value: float | None, mult: int, decimals: int) -> str:
    """A number as the file has it, 2.5e8 for 2.5 亿; of very many digits those that are needed."""
    if value is None:
        return gettext("missing")
    shown = printed_number(value, mult, decimals) if decimals <= EXACT else f"{value / 10.0**mult:.12g}"
    return shown + (STEPS[mult] if spoken() == "zh" and mult in STEPS else f"e{mult}" if mult else "")


def line_of(key: str, name: str, value: str, note: str = "", look: Look = "plain") -> SheetRow:
    """A row of the preview."""
    return SheetRow(key, (Cell(plain(name)), Cell(plain(value), look), Cell(plain(note), "dim")))


def _spoken(column: str) -> str:
    return gettext("“{column}” for every row", column=column[1:]) if column.startswith(CONSTANT) else column


def few(names: Sequence[str]) -> str:
    """The first names, and the last."""
    return in_words(names[:3]) + (f" … {names[-1]}" if len(names) > 3 else "")  # noqa: PLR2004 - as many as fit


def _sample(plan: Plan, role: str) -> str:
    if role == "unit":
        known = len({match.code for match in plan.units if match.code})
        spellings = [match.text for match in plan.units]
        return labelled(in_words((counted(len(spellings), "spelling"), counted(known, "unit"))), few(spellings))
    if role == "period" and plan.figures.height:
        periods = plan.figures["period"].sort()
        first, last = periods[0], periods[-1]
        return gettext("{first} to {last}", first=first, last=last) if first != last else first
    return ""
