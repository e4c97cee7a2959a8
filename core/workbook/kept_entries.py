"""Entries for the work on a workbook: scenarios and their changes, spellings in files, and layouts of files."""

import json
from typing import ClassVar

from core.errors import BadEntry
from core.frozen import frozen
from core.workbook.entry import Entry, Named
from core.workbook.entry_checks import check_fields

FIGURE_PARTS = 4
"""Unit, indicator, period and release of a figure."""


@frozen
class Alias(Entry):
    """A spelling in files for the unit or the indicator of this code."""

    identity: ClassVar[tuple[str, ...]] = ("kind", "text")

    kind: str
    text: str
    code: str


@frozen
class Mapping(Entry):
    """The roles of the columns of a file, so that the next file of its kind needs no options."""

    code: str
    layout: str


@frozen
class Rollup(Entry):
    """A rule that rolls micro-data up to figures, as TOML, with the numbers of its last run.

    `fingerprint` is that of the input, `rows` its number of rows; of `cells` this many are hidden as too small
    (`primary`), and this many so that no total reveals one of them (`secondary`).
    """

    code: str
    document: str
    fingerprint: str = ""
    rows: int = 0
    cells: int = 0
    primary: int = 0
    secondary: int = 0


@frozen
class Scenario(Named):
    """A named branch of changes over the workbook, separate until it is merged."""

    note: str = ""


@frozen
class ScenarioChange(Entry):
    """One cell of a scenario: `table` is figures or a table of entries, `cell` its key, `after` its content.

    `cell` is JSON for figures (unit, indicator, period, vintage); `after` is the fields as JSON, empty where the
    scenario removes it. `was` is the content in the base when the scenario first changed the cell: fields as JSON,
    `null` for nothing, empty where it is unknown.
    """

    identity: ClassVar[tuple[str, ...]] = ("scenario", "table", "cell")

    scenario: str
    table: str
    cell: str
    after: str = ""
    was: str = ""

    def __post_init__(self) -> None:
        """Raise BadEntry where a field is not valid, or the table is figures and the cell is not the key of one."""
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
