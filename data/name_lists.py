"""The shipped lists of units: provinces and cities of China, countries, regions of Europe."""

import csv
from functools import cache
from importlib.resources import files

from core.importing.name_lists import Listed, NameList

TITLES = {"china": "GB/T 2260", "countries": "ISO 3166-1", "nuts": "NUTS"}
"""The lists by the names of their files, the most usual first."""


@cache
def name_lists() -> tuple[NameList, ...]:
    """All shipped lists."""
    return tuple(NameList(title, tuple(_units(name))) for name, title in TITLES.items())


def _units(name: str) -> list[Listed]:
    text = (files("data") / "lists" / f"{name}.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return [
        Listed(row["code"], row["name_en"], row["name_zh"], tuple(filter(None, row["also"].split("|"))), row["part_of"])
        for row in rows
    ]
