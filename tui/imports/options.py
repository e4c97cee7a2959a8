"""The options of an import; what an empty one would say is recognised from the file."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from core.frozen import frozen
from core.importing.choices import OnUnknown
from core.importing.layout import Dash, MakesIndex
from data.reading.limits import Limits, Reading, limits_with


class Origin(NamedTuple):
    """The address that a file was fetched from, and the moment for which the service gave it."""

    url: str
    updated: str


@frozen
class ImportOptions:
    """One person's word on how files are to be read, and on what becomes of what is in them.

    `roles` are columns by role, an empty one no column, `indicator` and `values` columns, `groups` those that
    say groups of units, null as guessed, `across` and `columns` what headers say;
    `aliases` are spellings and what they stand for, `measures` indicators and what they are measured in, as people
    write it, `dash` what a dash is, `index` whether pillars make an index,
    `directions` whether more (1) or less (-1) of one is better; `where` chooses rows, null as of the last
    such file; `fresh` leaves out all that is remembered of such files. `limits` bound what the reading of a file may
    take; without them those of the environment hold. `origins` says from which services files were fetched.
    """

    reading: Reading = field(default_factory=Reading)
    roles: Mapping[str, str] = field(default_factory=dict)
    indicator: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None
    across: str = ""
    columns: str = ""
    decimal: str = ""
    dash: Dash = ""
    index: MakesIndex = ""
    source: str = ""
    vintage: str = ""
    overwrite: bool = False
    unknown: OnUnknown = "offer"
    aliases: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    directions: Mapping[str, int] = field(default_factory=dict)
    where: str | None = None
    fresh: bool = False
    limits: Limits = field(default_factory=lambda: limits_with(()))

    origins: Mapping[Path, Origin] = field(default_factory=dict)

    @property
    def says_layout(self) -> bool:
        """Whether anything is said of the columns."""
        return bool(self.roles or self.indicator or self.values or self.across or self.columns)
