"""What a workbook remembers of an import, so that the file of the next year, of the same name, needs no options."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from typing import Any

from core.frozen import frozen
from core.importing.layout import CONSTANT, BadLayout, Layout

READING = {"delimiter": str, "encoding": str, "sheet": str, "header_line": int}
"""The options of reading a file, with their types."""
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@frozen
class ImportMemory:
    """How a file was read: its layout, the options of reading, and the measures of indicators.

    `file_year` is the year in the name of the file, 0 without a year; `where` says which rows were chosen. `url` is the
    address of a service that it was fetched from, and `updated` the moment of the service's answer.
    """

    layout: Layout
    reading: Mapping[str, Any] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    file_year: int = 0
    where: str = ""
    url: str = ""
    updated: str = ""

    def of_file(self, year: int) -> Layout:
        """The layout for a file with this year in its name: a constant year moves on with the year of the name.

        Without a year in both names the year is unknown, and the layout has no period.
        """
        constant = self.layout.of("period").removeprefix(CONSTANT)
        if not YEAR.fullmatch(constant) or not self.layout.of("period").startswith(CONSTANT):
            return self.layout
        if not (year and self.file_year):
            return self.layout.with_roles({"period": ""})
        return self.layout.with_roles({"period": f"{CONSTANT}{int(constant) + year - self.file_year}"})


def year_in(name: str) -> int:
    """The year in the name of a file; 0 where it has none, or several."""
    years = set(YEAR.findall(name))
    return int(years.pop()) if len(years) == 1 else 0


def text_of(memory: ImportMemory, *, values: bool) -> str:
    """The memory as the JSON text of the workbook.

    The columns of figures are left out unless a person named them (`values`) or there is only one: the file of the next
    year has other periods, and may have more indicators.
    """
    layout = memory.layout if values or memory.layout.across == "none" else replace(memory.layout, values=())
    year = memory.file_year if layout.of("period").startswith(CONSTANT) else 0
    parts = {
        "reading": dict(memory.reading),
        "measures": dict(memory.measures),
        "file_year": year,
        "where": memory.where,
    }
    parts |= {"url": memory.url, "updated": memory.updated}
    kept = asdict(layout) | {name: part for name, part in parts.items() if part}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def memory_from(text: str) -> ImportMemory:
    """The memory in such a text. Raises BadLayout."""
    try:
        parts = json.loads(text)
        layout = Layout.of_parts(parts)
        reading = {name: READING[name](value) for name, value in parts.get("reading", {}).items()}
        measures = {str(code): str(measure) for code, measure in parts.get("measures", {}).items()}
        texts = (str(parts.get(name, "")) for name in ("where", "url", "updated"))
        return ImportMemory(layout, reading, measures, int(parts.get("file_year", 0)), *texts)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadLayout("The mapping that the workbook keeps is damaged: name the columns by options.") from error
