"""The choices of a person on an import, apart from the layout of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal, TypeAlias

from core.frozen import frozen
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
"""The treatment of names that are near a known one."""


@frozen
class Choices:
    """The decisions of a person beside the layout.

    `vintage` is the release of every row without one; `released` that of figures that differ from existing ones.
    `overwrite` allows corrections within a release. `aliases` are the meanings of spellings; `measures` and `scales`
    are the measure and the power of ten of an indicator, `directions` whether more (1) or less (-1) is better;
    `mapping` is kept. `lists` are the published lists to which units may belong.
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
