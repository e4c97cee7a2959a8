"""Files from elsewhere."""

import json
import random
import sys
import zipfile
from pathlib import Path

import polars as pl
import pyreadstat
from chance import changed

from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.reading.foreign import read_foreign
from data.reading.limits import Limits
from tui.exports.json_stat import as_json_stat
from tui.exports.px import as_px
from tui.imports.files import planned_files
from tui.imports.options import ImportOptions

sys.path.append(str(Path(__file__).parents[1] / "tui"))
from broken_within import broken_within

ROWS = {"unit": ["北京", "Berlin", "x"], "period": ["2020", "2021", "2022"], "gdp": ["1.5", "9761亿", "42.9%"]}
MESSAGES = Path(__file__).parents[1] / "data" / "files" / "sdmx"
"""Data and structures in SDMX-ML, SDMX-JSON and SDMX-CSV."""
LIMITS = Limits(memory=1_000, size=50, seconds=30)
WITHIN = 0.5
"""How often an Excel workbook is damaged inside a part of its archive, not as a whole."""


class ForeignFiles:
    """A small table in each form and messages of SDMX, changed, read, and imported into an empty workbook."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        frame = pl.DataFrame(ROWS)
        frame.write_excel(folder / "good.xlsx")
        frame.write_parquet(folder / "good.parquet")
        frame.write_csv(folder / "good.csv")
        frame.write_csv(folder / "good.tsv", separator="\t")
        frame.write_ndjson(folder / "good.jsonl")
        (folder / "good.json").write_text(json.dumps(frame.rows(named=True)), encoding="utf-8")
        workbook = Workbook.of([Figure(unit, "gdp", "2020", value=1.5, status="E") for unit in ROWS["unit"]], [])
        (folder / "good.px").write_bytes(as_px(workbook))
        pyreadstat.write_dta(frame, folder / "good.dta")
        with zipfile.ZipFile(folder / "good.zip", "w") as archive:
            archive.writestr("cube.json", as_json_stat(workbook))
        self._good = {path.name: path.read_bytes() for path in sorted([*folder.glob("good.*"), *MESSAGES.iterdir()])}

    def __call__(self, chance: random.Random) -> None:
        """Read and import one file."""
        name = chance.choice(list(self._good))
        path = self._folder / f"changed-{name}"
        within = path.suffix == ".xlsx" and chance.random() < WITHIN
        path.write_bytes((broken_within if within else changed)(self._good[name], chance))
        read_foreign(path, limits=LIMITS)
        planned_files((path,), ImportOptions(), Workbook()).edit.apply(Workbook())
