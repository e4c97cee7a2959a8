"""Workbooks damaged on the disk: bytes, a run of them, or the end of the file are others."""

import random
import sys
from pathlib import Path

from core.workbook.edit import filled
from data.file import WorkbookFile
from data.recovery import recover
from data.sets import read_set
from data.verification import Verification

sys.path.append(str(Path(__file__).parents[1] / "data"))
from damages import scribbled


class DamagedWorkbooks:
    """The Beijing workbook, scribbled on: what verify accepts is what was saved, and what is recovered is whole."""

    def __init__(self, folder: Path) -> None:
        good = folder / "good.jingdex"
        WorkbookFile.create(good, filled(read_set("beijing"), "Copied"), "fuzz").close()
        self._good, self._path, self._new = good.read_bytes(), folder / "changed.jingdex", folder / "new.jingdex"

    def __call__(self, chance: random.Random) -> None:
        """Open, verify and recover one file."""
        self._path.write_bytes(self._good)
        scribbled(self._path, chance.randrange(2**32))
        self._new.unlink(missing_ok=True)
        try:
            self._open()
        finally:
            recover(self._path, self._new)
            assert Verification(self._new).faults == []

    def _open(self) -> None:
        with WorkbookFile.open(self._path) as file:
            found = file.workbook()
        if Verification(self._path).faults == [] and found != read_set("beijing"):
            raise AssertionError("verify accepts figures that were not saved")
