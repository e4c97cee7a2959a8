"""PC-Axis (.px): one cube with its texts in one or several languages. (Statistics Sweden, PX file format, 2013)"""

import re
from collections.abc import Sequence
from itertools import product
from math import prod
from pathlib import Path

from core.importing.gaps import gap_status, meant_gap
from core.importing.table import ForeignTable
from core.workbook.read_period import read_period
from core.workbook.status import STATUSES
from data.errors import FileError
from data.reading.cube import Cube, Dimension, check_size, cube_table
from data.reading.encoding import decoded
from data.reading.limits import Limits, Reading
from data.reading.px_data import dense_cells, keyed_cells
from data.reading.px_file import PxFile, px_file
from data.reading.rows import Watch

CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([\w-]+)"', re.IGNORECASE)
HEAD = 4096
PREFERRED = ("en", "zh", "")
"""The languages of names, in order of preference."""
TIME_SCALES = {"A": "{0}", "H": "{0}-H{1}", "Q": "{0}-Q{1}", "T": "{0}-T{1}", "M": "{0}-{1:0>2}", "W": "{0}-W{1:0>2}"}
"""The period of a time of TIMEVAL: its first four digits and the rest."""
TIME_LIST = re.compile(r"TLIST\(\s*([AHQTMW])\d?\s*(?:\))?", re.IGNORECASE)
RELEASED = re.compile(r"(\d{4})(\d{2})(\d{2})(?: \d\d:\d\d)?")
ANSI = {"ansi": "cp1252"}
MOST_NOTED = 10_000
"""A note on more cells belongs to the table."""


def read_px(path: Path, reading: Reading, limits: Limits, _watch: Watch) -> list[ForeignTable]:
    """The one table of a PC-Axis file. Raises FileError naming the line or the variable with the fault."""
    content = path.read_bytes()
    codepage = CODEPAGE.search(content[:HEAD])
    encoding = reading.encoding or (codepage[1].decode() if codepage else "")
    text, encoding_found = decoded(content, path.name, ANSI.get(encoding.lower(), encoding))
    px = Px(px_file(text, path.name), path.name)
    details = (f"encoding {encoding_found}", "PC-Axis", f"language {px.language}" if px.language else "", px.released)
    return [cube_table(path.name, px.cube(limits), limits, *details)]


class Px:
    """A PC-Axis file: its variables, in the preferred language of names, and its cube."""

    def __init__(self, file: PxFile, name: str) -> None:
        self._file, self._name = file, name
        own = self._texts("LANGUAGE")[:1]
        languages = {language for _, language, _ in file.statements} | set(own)
        self.language = next((language for language in PREFERRED if language in languages), "")
        self._in = "" if own == [self.language] else self.language

    @property
    def released(self) -> str:
        """The day of the last change of the figures, as a detail of the table; empty without one."""
        known = self._file.statements
        dates = [texts for (word, _, _), texts in known.items() if word == "LAST-UPDATED"]
        match = RELEASED.match(max(texts[0] for texts in dates if texts)) if dates and any(dates) else None
        return f"released {match[1]}-{match[2]}-{match[3]}" if match else ""

    def cube(self, limits: Limits) -> Cube:
        """The cube. Raises FileError."""
        stub, heading = self._texts("STUB"), self._texts("HEADING")
        metric = next(iter(self._texts("CONTVARIABLE")), "")
        dimensions = [self._dimension(variable, metric) for variable in (*stub, *heading)]
        count = prod(len(dimension.codes) for dimension in dimensions)
        check_size(self._name, dimensions, 0, limits)
        is_keyed = any(self._texts("KEYS", variable) for variable in stub)
        keys = [self._keys(dimension) for dimension in dimensions[: len(stub)]] if is_keyed else []
        file, name = self._file, self._name
        places, cells, lines = keyed_cells(file, keys, count, name) if keys else dense_cells(file, count, name)
        time, area = (next((v for v in (*stub, *heading) if self._texts(word, v)), "") for word in ("TIMEVAL", "MAP"))
        symbols, notes = self._symbols(), self._notes(dimensions)
        shown = [symbols.get(cell, cell) for cell in cells]
        flagged = [_flagged(cell, notes.get(place, "")) for place, cell in zip(places, shown, strict=True)]
        cell_notes = {place: note for place, (_, note) in zip(places, flagged, strict=True) if note}
        contents = "".join(self._texts("MATRIX")[:1]), "".join(self._shown_texts("CONTENTS")[:1])
        return Cube(
            dimensions, places, [cell for cell, _ in flagged], cell_notes, lines, contents, area, time, metric,
            "".join(self._shown_texts("SOURCE")[:1]), "" if metric else "".join(self._shown_texts("UNITS")[:1]),
            dash=True,
        )  # fmt: skip

    def _texts(self, keyword: str, *of: str) -> list[str]:
        return self._file.statements.get((keyword, "", of), [])

    def _shown_texts(self, keyword: str, *of: str) -> list[str]:
        """The texts in the language of names, else in that of the file."""
        return self._file.statements.get((keyword, self._in, of)) or self._texts(keyword, *of)

    def _values_in(self, language: str, variable: str) -> list[str]:
        """The names of categories in a language, in which the variable may have another name (STUB, HEADING)."""
        known, name = self._file.statements, variable
        for keyword in ("STUB", "HEADING"):
            own, there = self._texts(keyword), known.get((keyword, language, ()), [])
            if variable in own and len(own) == len(there):
                name = there[own.index(variable)]
        return known.get(("VALUES", language, (name,)), [])

    def _dimension(self, variable: str, metric: str) -> Dimension:
        values = self._texts("VALUES", variable)
        shown = self._values_in(self._in, variable) or values
        chinese = self._values_in("" if self._texts("LANGUAGE") == ["zh"] else "zh", variable)
        codes = self._texts("CODES", variable) or values
        if (
            not values
            or len({len(values), len(codes), len(shown), len(chinese or values)}) > 1
            or len(set(codes)) < len(codes)
        ):
            raise FileError(
                "{name}, variable {variable}: it has {values:,} VALUES and {codes:,} different CODES: "
                "fetch the file again.",
                name=self._name,
                variable=variable,
                values=len(values),
                codes=len(set(codes)),
            )
        if times := self._texts("TIMEVAL", variable):
            codes = _times(times, codes, values)
        second = [zh if zh != en else None for zh, en in zip(chinese, shown, strict=True)] if chinese else ()
        units = self._units(codes, values, shown) if variable == metric else {}
        return Dimension(variable, codes, shown, second if self.language == "en" else (), units)

    def _units(self, codes: Sequence[str], values: Sequence[str], shown: Sequence[str]) -> dict[str, str]:
        """The unit of each content, else that of all."""
        of_all = "".join(self._shown_texts("UNITS")[:1])
        units = {
            code: next(iter(self._shown_texts("UNITS", name) or self._texts("UNITS", value)), of_all)
            for code, value, name in zip(codes, values, shown, strict=True)
        }
        return {code: unit for code, unit in units.items() if unit}

    def _symbols(self) -> dict[str, str]:
        """The letters of the six signs for missing figures, by their words in the file, else O."""
        return {"." * n: meant_gap("".join(self._shown_texts(f"DATASYMBOL{n}")[:1])) for n in range(1, 7)}

    def _keys(self, dimension: Dimension) -> dict[str, int]:
        """The places of categories by the keys at the start of rows. Raises FileError where a key is ambiguous."""
        keys = self._texts("KEYS", dimension.name)
        codes = self._texts("CODES", dimension.name) if keys == ["CODES"] else []
        places = {text: n for n, text in enumerate(codes or self._texts("VALUES", dimension.name))}
        if not keys or len(places) < len(dimension.codes):
            raise FileError(
                "{name}, variable {variable}: its KEYS are missing or not different: fetch the file again.",
                name=self._name,
                variable=dimension.name,
            )
        return places

    def _notes(self, dimensions: Sequence[Dimension]) -> dict[int, str]:
        """The notes on cells by their places; an asterisk stands for all categories of a variable."""
        statements = {key: texts for key, texts in self._file.statements.items() if key[0] in {"CELLNOTE", "CELLNOTEX"}}
        language = self._in if any(key[1] == self._in for key in statements) else ""
        notes: dict[int, str] = {}
        for (_, spoken, of), texts in statements.items():
            if spoken != language or len(of) != len(dimensions):
                continue
            ways = [self._places(dimension, text) for dimension, text in zip(dimensions, of, strict=True)]
            if prod(map(len, ways)) > MOST_NOTED:
                continue
            for way in product(*ways):
                at = 0
                for dimension, place in zip(dimensions, way, strict=True):
                    at = at * len(dimension.codes) + place
                notes[at] = " ".join([notes.get(at, ""), *texts]).replace("#", " ").strip()
        return notes

    def _places(self, dimension: Dimension, text: str) -> list[int]:
        """The places of the categories of a note: one by its value or its code, or all."""
        if text == "*":
            return list(range(len(dimension.codes)))
        known = (self._texts("VALUES", dimension.name), dimension.labels, dimension.codes)
        return [names.index(text) for names in known if text in names][:1]


def _flagged(cell: str, note: str) -> tuple[str, str]:
    """A cell with the letter at the start of its note, if it is one of ours, and the rest of the note."""
    letter, sign, rest = note.partition(": ")
    word = STATUSES.get(letter, "") if sign else ""
    if not word or not rest.startswith(word):
        return cell, note
    return (letter if gap_status(cell) else f"{cell} {letter}"), rest.removeprefix(word).strip()


def _times(timeval: Sequence[str], codes: Sequence[str], values: Sequence[str]) -> list[str]:
    """The periods of a variable of time: those of TIMEVAL, else those in its codes or values."""
    scale = TIME_LIST.match(timeval[0])
    listed = [text for text in timeval if text[:4].isdecimal()]
    if scale and len(listed) == len(codes):
        shape = TIME_SCALES[scale[1].upper()]
        periods = [shape.format(text[:4], text[4:]) for text in listed]
        if all(map(read_period, periods)):
            return periods
    return list(codes) if all(map(read_period, codes)) else list(values)
