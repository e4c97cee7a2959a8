"""Files from elsewhere."""

import json
import random
from pathlib import Path

import polars as pl
from chance import changed

from data.reading.foreign import coin_tool_tables, read_foreign
from data.reading.limits import Limits

ROWS = {"unit": ["北京", "Berlin", "x"], "period": ["2020", "2021", "2022"], "gdp": ["1.5", "9761亿", "42.9%"]}
LIMITS = Limits(memory=1_000, size=50, seconds=30)


class ForeignFiles:
    """A small table in each format, changed and read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        frame = pl.DataFrame(ROWS)
        frame.write_excel(folder / "good.xlsx")
        frame.write_parquet(folder / "good.parquet")
        frame.write_csv(folder / "good.csv")
        frame.write_csv(folder / "good.tsv", separator="\t")
        frame.write_ndjson(folder / "good.jsonl")
        (folder / "good.json").write_text(json.dumps(frame.rows(named=True)), encoding="utf-8")
        self._good = {path.suffix: path.read_bytes() for path in sorted(folder.glob("good.*"))}

    def __call__(self, chance: random.Random) -> None:
        """Read one file."""
        suffix = chance.choice(list(self._good))
        path = self._folder / f"changed{suffix}"
        path.write_bytes(changed(self._good[suffix], chance))
        if suffix == ".xlsx":
            coin_tool_tables(path, LIMITS)
        read_foreign(path, limits=LIMITS)
