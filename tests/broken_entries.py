"""A small workbook with an entry of every kind, and values that the fields of entries cannot mean."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any

from core.workbook.edit import filled
from core.workbook.entries import (
    TABLES,
    About,
    Claim,
    ClusterList,
    Event,
    Group,
    Index,
    Indicator,
    Member,
    Method,
    Source,
    Step,
    Target,
    Tier,
    TreeNode,
    Trend,
    Unit,
    Watched,
)
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.kept_entries import Alias, Scenario, ScenarioChange
from core.workbook.kept_entries import Mapping as KeptMapping
from core.workbook.workbook import Workbook
from data.file import WorkbookFile

ENTRIES: dict[str, Entry] = {
    "about": About("workbook", "W", region="u", cluster_list="l"),
    "units": Unit("u", "Unit"),
    "indicators": Indicator("i", "Size", measure="CNY", mult=8),
    "sources": Source("s", "Source"),
    "tiers": Tier("t", "Big", threshold=1e8),
    "cluster_lists": ClusterList("l", "List", period="2023", until="2023", source="s"),
    "members": Member("l", "u", "i", "t"),
    "indices": Index("u", "i", "2022", "2022", "2023"),
    "trends": Trend("d", "Trend"),
    "watched": Watched("d", "u", "i"),
    "targets": Target("u", "i", "2030", 5e8, source="s"),
    "claims": Claim("c", "One is big", expression="count(l, t)", expected=1.0, source="s"),
    "events": Event("e", "Event", period="2023", source="s"),
    "groups": Group("u", "region", "north"),
    "methods": Method("m", "Method"),
    "placed": TreeNode("m", "i", "top"),
    "steps": Step("m", 1, "normalise", "min_max"),
    "scenarios": Scenario("z", "Scenario"),
    "branched": ScenarioChange("z", "units", "u", '{"code": "u", "name_en": "Other"}', "null"),
    "aliases": Alias("unit", "U.", "u"),
    "mappings": KeptMapping("file", "{}"),
}
"""An entry of each table, by its name."""
MORE = [Unit("v", "Other"), TreeNode("m", "top"), Step("m", 2, "aggregate", "arithmetic")]
FIGURES = [
    Figure(unit, "i", period, value=value, mult=8, source="s")
    for unit, period, value in (("u", "2022", 1e8), ("u", "2023", 2e8), ("v", "2022", 3e8), ("v", "2023", 1e8))
]
BY_TYPE: dict[type, tuple[Any, ...]] = {
    int: ("many", 1.5, None, True),
    float: ("lots", float("nan"), None),
    str: (7, None, "\ud800"),
}
BY_NAME: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("period", "until", "base", "first", "last"), ("2023年底", "2023-13")),
    "relation": ("==", ""),
    "qualifier": ("perhaps", ""),
    "expression": ("value((",),
    "mult": (400, -400),
    "decimals": (-1, 400),
    "direction": (2,),
}
OF_KIND = {("methods", "code"): ("../../evil", "a/b"), ("branched", "table"): ("figures",)}


def broken_values(table: str) -> Iterator[tuple[str, Any]]:
    """Each field of a table with values that it cannot have; a field that is not there; a required one left out."""
    for field in fields(TABLES[table]):
        empty = ("",) if field.name in TABLES[table].identity else ()
        by_type = BY_TYPE[field.type]
        for value in (*by_type, *BY_NAME.get(field.name, ()), *OF_KIND.get((table, field.name), ()), *empty):
            yield field.name, value
        if field.default is MISSING:
            yield field.name, MISSING
    yield "no_such_field", "x"


def workbook_file(path: Path, broken: Mapping[str, Mapping[str, Any]]) -> WorkbookFile:
    """A file in which the entries of these tables have other fields, as another program or an older one wrote them."""
    with WorkbookFile.create(path.with_suffix(".whole"), filled(sound_workbook(), "made"), "Ada") as whole:
        rows = {table: whole.rows(table) for table in ("edit", "figure", "entry", "block")}
    rows["entry"] = [
        (edit, table, key, text_of(table, broken[table]) if table in broken and key == ENTRIES[table].key else text)
        for edit, table, key, text in rows["entry"]
    ]
    return WorkbookFile.restore(path, rows)


def sound_workbook() -> Workbook:
    """The workbook with all its entries as they should be."""
    return Workbook.of(FIGURES, [*ENTRIES.values(), *MORE])


def text_of(table: str, changes: Mapping[str, Any]) -> str:
    """The fields of the entry of a table as JSON, some of them changed or left out."""
    values = {**asdict(ENTRIES[table]), **changes}
    return json.dumps({name: value for name, value in values.items() if value is not MISSING})
