"""What a workbook keeps for work on it: scenarios and their changes, spellings in files, and layouts of files."""

import json
from dataclasses import dataclass
from typing import ClassVar

from core.errors import BadEntry
from core.workbook.entry import Entry, Named
from core.workbook.entry_checks import check_fields

FIGURE_PARTS = 4
"""Unit, indicator, period and release of a figure."""


@dataclass(frozen=True, slots=True)
class Alias(Entry):
    """A spelling in files that stands for a unit or an indicator of this code."""

    identity: ClassVar[tuple[str, ...]] = ("kind", "text")

    kind: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Mapping(Entry):
    """How the columns of a file were understood, so that the next of its kind comes in without a word."""

    code: str
    layout: str


@dataclass(frozen=True, slots=True)
class Rollup(Entry):
    """A rule that rolls micro-data up to figures, as TOML, and what came of it when it was last run.

    `fingerprint` is of the input, `rows` its rows; of `cells` so many are hidden as too small (`primary`), and so many
    so that no total gives one of them back (`secondary`).
    """

    code: str
    document: str
    fingerprint: str = ""
    rows: int = 0
    cells: int = 0
    primary: int = 0
    secondary: int = 0


@dataclass(frozen=True, slots=True)
class Scenario(Named):
    """A named branch of changes over the workbook, kept apart until they are merged."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioChange(Entry):
    """One cell of a scenario: `table` is figures or a table of entries, `cell` its key, `after` what stands there.

    `cell` is JSON for figures (unit, indicator, period, vintage); `after` is the fields as JSON, empty where the
    scenario takes it away. `was` is what stood in the base when the scenario first changed the cell: fields as JSON,
    `null` for nothing, empty where it was not kept.
    """

    identity: ClassVar[tuple[str, ...]] = ("scenario", "table", "cell")

    scenario: str
    table: str
    cell: str
    after: str = ""
    was: str = ""

    def __post_init__(self) -> None:
        """Raise BadEntry where a field cannot mean what it should, or the table is figures and the cell is none."""
        check_fields(self)
        if self.table == "figures" and not _is_figure_key(self.cell):
            raise BadEntry(
                "“{cell}” does not name a figure of the table figures: write its unit, indicator, period, release.",
                cell=self.cell,
            )


def _is_figure_key(text: str) -> bool:
    """Whether a text is a list of four texts in JSON."""
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(parts, list) and len(parts) == FIGURE_PARTS and all(isinstance(part, str) for part in parts)
