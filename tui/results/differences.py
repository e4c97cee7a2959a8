"""Differences of scenarios from the base: changed cells, every table, scores and ranks, side by side."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import takewhile
from typing import NamedTuple

from core.derive.derive import Derived
from core.method.run import Failure, Scored
from core.words import gettext, in_words
from core.workbook.entry import Entry, FailedEntry
from core.workbook.kept_entries import ScenarioChange
from core.workbook.workbook import Workbook, indicator_of
from tui.frame.detail import series_name
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Heading
from tui.grid.wording import NOTHING, Wording, rounded
from tui.tables.sections import sections

NO_SHEET = Sheet((), ())
MOST = 400
"""So many rows of one method are shown."""
APART = " · "
NOTE = re.compile(r" ?[(（][^()（）]+[)）]$")
"""What stands in brackets behind a number."""


class Side(NamedTuple):
    """One side of a comparison: the base, or a scenario."""

    workbook: Workbook
    derived: Derived


class Difference(NamedTuple):
    """One number that is not the same everywhere: in which table, of what, which part, and how each side reads.

    `values` are the numbers behind the texts, in base units; null where a side has none.
    """

    section: str
    what: str
    part: str
    texts: tuple[str, ...]
    values: tuple[float | None, ...] = ()


def differences(sides: Sequence[Side], wording: Wording) -> Iterator[Difference]:
    """All that differs between the base, the first of the sides, and the scenarios behind it."""
    yield from _changes(sides, wording)
    yield from _tables(sides, wording)
    yield from _methods(sides, wording)


def _changes(sides: Sequence[Side], wording: Wording) -> Iterator[Difference]:
    """The cells that a scenario changes, as they stand on each side."""
    base = sides[0].workbook
    entries = base.tables["branched"].values()
    cells = dict.fromkeys((entry.table, entry.cell) for entry in entries if isinstance(entry, ScenarioChange))
    for table, cell in cells:
        difference = _cell(table, cell, sides, wording)
        if len(set(difference.texts)) > 1:
            yield difference


def _cell(table: str, cell: str, sides: Sequence[Side], wording: Wording) -> Difference:
    title = wording.word("changes")
    if table != "figures":
        versions = [side.workbook.entries(table).get(cell) for side in sides]
        return Difference(title, plain(cell), plain(table), tuple(plain(_entry(entry, versions)) for entry in versions))
    unit, indicator, period, vintage = json.loads(cell)
    known = indicator_of(sides[0].workbook, indicator)
    figures = [side.workbook.figure((unit, indicator, period, vintage)) for side in sides]
    series = f"{series_name(unit, indicator, sides[0].workbook, wording)} {period}"
    values = tuple(figure.value if figure else None for figure in figures)
    return Difference(title, series, "", tuple(wording.figure(figure, known) for figure in figures), values)


def _entry(entry: Entry | None, every: Sequence[Entry | None]) -> str:
    """The parts of an entry that are not the same on all sides; of a failed one why it cannot be understood."""
    if entry is None or isinstance(entry, FailedEntry):
        return entry.sentence if entry else NOTHING
    names = (field.name for field in fields(entry))
    changed = [name for name in names if len({str(entry.field(name)) if entry else None for entry in every}) > 1]
    return in_words(f"{name} {entry.field(name)}" for name in changed) or "="


def _tables(sides: Sequence[Side], wording: Wording) -> Iterator[Difference]:
    by_side = [{section.title: section.sheet for section in sections(side.derived, wording)} for side in sides]
    for title in dict.fromkeys(title for tables in by_side for title in tables):
        sheets = [tables.get(title, NO_SHEET) for tables in by_side]
        yield from _rows(title, sheets)
        yield from _headings(title, sheets)


def _rows(title: str, sheets: Sequence[Sheet]) -> Iterator[Difference]:
    columns = next(sheet.columns for sheet in sheets if sheet.columns)
    for key in dict.fromkeys(key for sheet in sheets for key in sheet.by_key):
        rows = [sheet.by_key.get(key) for sheet in sheets]
        name = next(row.cells[0].text for row in rows if row)
        for at, column in enumerate(columns):
            texts = tuple(_text(row, at) for row in rows)
            if len(set(texts)) > 1 and not column.tail:
                part = "" if key.startswith("tier/") else column.title
                yield Difference(title, name, part, texts, tuple(_value(row, at) for row in rows))


def _value(row: SheetRow | None, at: int) -> float | None:
    raw = row.sort_by[at] if row and at < len(row.sort_by) else None
    return raw if isinstance(raw, int | float) else None


def _text(row: SheetRow | None, at: int) -> str:
    return (row.cells[at].text.strip() if row and at < len(row.cells) else "") or NOTHING


def _headings(title: str, sheets: Sequence[Sheet]) -> Iterator[Difference]:
    """What a table says in its own lines, such as totals, part by part."""
    lines = [[row.text for row in sheet.rows if isinstance(row, Heading)] for sheet in sheets]
    for line in zip(*lines, strict=False):
        parts = [text.split(APART) for text in line]
        for texts in zip(*parts, strict=False):
            if len(set(texts)) > 1:
                words = zip(*(text.split(" ") for text in texts), strict=False)
                label = " ".join(same[0] for same in takewhile(lambda same: len(set(same)) == 1, words))
                [note, *others] = dict.fromkeys(found[0] if (found := NOTE.search(text)) else "" for text in texts)
                note = "" if others else note
                reads = tuple(text.removesuffix(note)[len(label) :].strip() for text in texts)
                yield Difference(title, label, note.strip(), reads)


def _methods(sides: Sequence[Side], wording: Wording) -> Iterator[Difference]:
    if not any(side.workbook.methods for side in sides):
        return

    for code in dict.fromkeys(code for side in sides for code in side.workbook.methods):
        method = next(side.workbook.methods[code] for side in sides if code in side.workbook.methods)
        results = [side.derived.methods.get(code) for side in sides]
        title = wording.name(method)
        if any(result is None or isinstance(result, Failure) for result in results):
            texts = tuple(NOTHING if result is None else plain(getattr(result, "sentence", "✓")) for result in results)
            if len(set(texts)) > 1:
                yield Difference(title, title, wording.word("verdict"), texts)
            continue
        yield from _scores(
            title, [result for result in results if result and not isinstance(result, Failure)], sides[0], wording
        )


def _scores(title: str, results: Sequence[Scored], base: Side, wording: Wording) -> Iterator[Difference]:
    scores, ranks = ([_by_place(result, part) for result in results] for part in ("scores", "ranks"))
    count = 0
    for place in dict.fromkeys(place for by_place in scores for place in by_place):
        subject = APART.join((wording.unit(base.workbook, place[1]), place[2], plain(place[0])))
        texts = tuple(rounded(by_place.get(place), 4) for by_place in scores)
        if len(set(texts)) > 1 and (count := count + 1) <= MOST:
            yield Difference(
                title, subject, wording.word("score"), texts, tuple(by_place.get(place) for by_place in scores)
            )
        texts = tuple(rounded(by_place.get(place), 0) for by_place in ranks)
        if len(set(texts)) > 1 and count <= MOST:
            yield Difference(
                title, subject, wording.word("rank"), texts, tuple(by_place.get(place) for by_place in ranks)
            )
    if count > MOST:
        yield Difference(title, gettext("and {count} more scores", count=count - MOST), "", ("",) * len(results))


def _by_place(result: Scored, part: str) -> Mapping[tuple[str, str, str], float | None]:
    """Scores or ranks by node, unit and period."""
    frame = result.scores if part == "scores" else result.ranks
    rows = frame.iter_rows(named=True)
    every = [(node, str(row["unit"]), str(row["period"]), row[node]) for row in rows for node in result.nodes]
    return {
        (node, unit, period): value
        for node, unit, period, value in sorted(every, key=lambda pair: result.nodes.index(pair[0]))
    }
