"""The choices of a person on an import, apart from the layout of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from core.importing.name_lists import NameList
from core.words import marked
from core.workbook.entries import Source
from core.workbook.kept_entries import Mapping as KeptMapping

OnUnknown: TypeAlias = Literal["offer", "near", "add"]
UNKNOWN: dict[OnUnknown, str] = marked(
    {
        "offer": "a name near a known one is rejected, and that one offered",
        "near": "the nearest known name stands for it, kept as an alias",
        "add": "it is a new name",
    }
)
"""What becomes of names that are near a known one."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decides beside the layout.

    `vintage` is the release of every row that names none; `released` that of figures which differ from those that are
    there. `overwrite` lets a figure of the same release be corrected. `aliases` say what spellings stand for,
    `measures` and `scales` in what and in which power of ten the figures of an indicator are, `directions` whether more
    (1) or less (-1) of it is better; `mapping` is kept. `lists` are the published ones that units may be of.
    """

    source: Source | None = None
    vintage: str = ""
    released: str = ""
    overwrite: bool = False
    unknown: OnUnknown = "offer"
    aliases: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    directions: Mapping[str, int] = field(default_factory=dict)
    mapping: KeptMapping | None = None
    lists: Sequence[NameList] = ()
