"""What a workbook remembers of an import, so that the file of the next year, of the same name, needs no options."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from core.importing.layout import CONSTANT, BadLayout, Layout

READING = {"delimiter": str, "encoding": str, "sheet": str, "header_line": int}
"""What can be said of how a file is read, and of which type it is."""
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Kept:
    """How a file was understood: its layout, what was said of how to read it, and of the measures of indicators.

    `file_year` is the year in the name of the file, 0 where it has none; `where` says which rows were chosen. `url` is
    the address of a service that it was fetched from, and `updated` the moment for which the service gave it.
    """

    layout: Layout
    reading: Mapping[str, Any] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    file_year: int = 0
    where: str = ""
    url: str = ""
    updated: str = ""

    def of_file(self, year: int) -> Layout:
        """The layout for a file whose name holds this year: a year said for every row goes on with that of the name.

        Without a year in both names nothing says which year it is, and the layout has no period.
        """
        said = self.layout.of("period").removeprefix(CONSTANT)
        if not YEAR.fullmatch(said) or not self.layout.of("period").startswith(CONSTANT):
            return self.layout
        if not (year and self.file_year):
            return self.layout.with_roles({"period": ""})
        return self.layout.with_roles({"period": f"{CONSTANT}{int(said) + year - self.file_year}"})


def year_in(name: str) -> int:
    """The year that the name of a file holds; 0 where it holds none, or several."""
    found = set(YEAR.findall(name))
    return int(found.pop()) if len(found) == 1 else 0


def text_of(kept: Kept, *, values: bool) -> str:
    """It as the workbook keeps it: JSON.

    The columns of figures are left out unless a person named them (`values`) or there is one alone: next year's file
    has other periods, and may have more indicators.
    """
    layout = kept.layout if values or kept.layout.across == "none" else replace(kept.layout, values=())
    year = kept.file_year if layout.of("period").startswith(CONSTANT) else 0
    said = {"reading": dict(kept.reading), "measures": dict(kept.measures), "file_year": year, "where": kept.where}
    said |= {"url": kept.url, "updated": kept.updated}
    whole = asdict(layout) | {name: part for name, part in said.items() if part}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def kept_from(text: str) -> Kept:
    """What the workbook keeps in such a text. Raises BadLayout."""
    try:
        kept = json.loads(text)
        layout = Layout.of_parts(kept)
        reading = {name: READING[name](value) for name, value in kept.get("reading", {}).items()}
        measures = {str(code): str(one) for code, one in kept.get("measures", {}).items()}
        texts = (str(kept.get(name, "")) for name in ("where", "url", "updated"))
        return Kept(layout, reading, measures, int(kept.get("file_year", 0)), *texts)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadLayout("The mapping that the workbook keeps is damaged: name the columns by options.") from error
