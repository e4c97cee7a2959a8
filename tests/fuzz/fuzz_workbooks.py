"""Workbooks whose files were damaged."""

import random
from pathlib import Path

from chance import changed

from core.workbook.edit import filled
from data.file import WorkbookFile
from data.sets import read_set


class Workbooks:
    """The Beijing workbook with bytes changed at random, opened for looking and read whole."""

    def __init__(self, folder: Path) -> None:
        good = folder / "good.jingdex"
        WorkbookFile.create(good, filled(read_set("beijing"), "Copied"), "fuzz").close()
        self._good, self._path = good.read_bytes(), folder / "changed.jingdex"

    def __call__(self, chance: random.Random) -> None:
        """Open one file."""
        self._path.write_bytes(changed(self._good, chance))
        with WorkbookFile.open(self._path, read_only=True) as file:
            file.workbook()
