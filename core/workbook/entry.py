"""An entry of a workbook: it has a key, checks itself when it is made, and fails with a sentence."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeAlias

from core import words
from core.frozen import frozen
from core.workbook.entry_checks import check_fields

Language: TypeAlias = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@frozen
class Entry:
    """One row of a table of a workbook; `identity` names the fields that identify it."""

    identity: ClassVar[tuple[str, ...]] = ("code",)

    def __post_init__(self) -> None:
        """Raise BadEntry where a field has another type, or a value that is not valid."""
        check_fields(self)

    @property
    def key(self) -> str:
        """The key of the entry inside its table: the fields of its identity."""
        return "/".join([str(getattr(self, name)) for name in self.identity])

    def field(self, name: str) -> Any:  # noqa: ANN401 - in the type of the field
        """The value of a field."""
        return getattr(self, name)


@frozen
class Named(Entry):
    """An entry with a code and a name in English and in Chinese."""

    code: str
    name_en: str
    name_zh: str = ""

    def name(self, language: Language) -> str:
        """The name in the language requested, else the one there is, else the code."""
        return (self.name_zh if language == "zh" else self.name_en) or self.name_en or self.name_zh or self.code

    @property
    def spoken(self) -> str:
        """The name in the language spoken."""
        return self.name("zh" if words.language() == "zh" else "en")


def spoken_name(entries: Mapping[str, Named], code: str) -> str:
    """The name of an entry in the language spoken; its code where there is none."""
    return entries[code].spoken if code in entries else code


@frozen
class FailedEntry(Entry):
    """An entry of `table` that cannot be understood: its fields as JSON, and the reason."""

    table: str
    found_by: str
    text: str
    sentence: str

    def __post_init__(self) -> None:
        """Accept any fields."""

    @property
    def key(self) -> str:
        """The key inside its table."""
        return self.found_by

    def field(self, name: str) -> Any:  # noqa: ANN401 - as it was read
        """The value of a field as it was read; an empty text without one."""
        return self.values.get(name, "")

    @property
    def values(self) -> dict[str, Any]:
        """Its fields by name, as they were read."""
        return dict(json.loads(self.text))
