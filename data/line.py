"""One line of a CSV file, with the words to refuse a cell of it."""

import re
from dataclasses import dataclass
from typing import NoReturn

from core.words import gettext
from core.workbook.scale import STEPS
from data.errors import FileError

WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a CSV file: its cells by column, and where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def refuse(self, column: str, why: str) -> NoReturn:
        """Raise FileError for a cell, or, where the column is empty, for the line."""
        raise FileError(
            gettext(
                "{file}, line {number}{more}: {why}",
                file=self.file,
                number=self.number,
                more=f", {column}" if column else "",
                why=why,
            )
        )

    def printed(self, column: str) -> str:
        """The cell, which must be a number as printed, without signs for thousands."""
        text = self.cells[column]
        if not NUMBER.fullmatch(text):
            self.refuse(column, gettext("“{text}” is no number: write digits and a point.", text=text))
        return text

    def whole(self, column: str) -> int:
        """The cell as a whole number; a power of ten must be one that has a name."""
        text = self.cells[column]
        if not WHOLE.fullmatch(text):
            self.refuse(column, gettext("“{text}” is no whole number: write digits.", text=text))
        if column == "mult" and int(text) not in STEPS:
            self.refuse(
                column, gettext("{text} is no scale: use one of {str}.", text=text, str=", ".join(map(str, STEPS)))
            )
        return int(text)
