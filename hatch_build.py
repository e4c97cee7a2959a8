"""Compiles the catalogues of all languages into the package that is built."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Writes a `.mo` beside each `.po` before the package is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and take what was compiled into the package though git ignores it."""
        del version
        for text in Path(self.root, "tui", "locale").rglob("*.po"):
            with text.open("rb") as file, text.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(file, locale=text.parts[-3]))
        build_data["artifacts"].append("tui/locale/**/*.mo")
