"""Documents of methods."""

import random
from pathlib import Path

from chance import changed

from core.errors import JingdexError
from core.method.document import document_of, load
from core.method.document_text import document_from, toml_text
from data.sets import read_set


class MethodDocuments:
    """The methods of the Beijing set as documents, changed, read and put into it."""

    def __init__(self, folder: Path) -> None:
        self._workbook, self._kept = read_set("beijing"), folder / "changed.toml"
        self._texts = [toml_text(document_of(self._workbook, code)) for code in sorted(self._workbook.methods)]
        if not self._texts:
            raise JingdexError("The Beijing set has no method: give it one.")

    def __call__(self, chance: random.Random) -> None:
        """Load one document."""
        text = changed(chance.choice(self._texts).encode(), chance).decode("utf-8", "replace")
        self._kept.write_text(text, encoding="utf-8")
        load(document_from(text, "changed.toml"), self._workbook).apply(self._workbook)
