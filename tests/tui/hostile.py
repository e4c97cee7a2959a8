"""A workbook in which every text that may be any is a hostile one."""

from pathlib import Path

from core.workbook.edit import filled
from core.workbook.entries import (
    About,
    Claim,
    ClusterList,
    Event,
    Index,
    Indicator,
    Member,
    Method,
    Source,
    Target,
    Tier,
    TreeNode,
    Trend,
    Unit,
    Watched,
)
from core.workbook.figure import Figure
from core.workbook.kept_entries import Scenario
from core.workbook.workbook import Workbook
from data.file import WorkbookFile


def hostile_workbook(path: Path, text: str) -> Path:
    """A file in which names, notes, titles, formulas and the author's name are all `text`."""
    entries = [
        About("workbook", text, text, note=text, cluster_list="l"),
        Unit("u", text, text, note=text),
        Indicator("i", text, text, measure="CNY", definition=text),
        Source("s", text, text, text, text),
        Tier("t", text, text, 1.0),
        ClusterList("l", text, text, "2023"),
        Member("l", "u", "i", "t", note=text),
        Index("u", "i", "2022"),
        Event("e", text, text, "2022"),
        Trend("f", text, text),
        Watched("f", "u", "i"),
        Target("u", "i", "2030", 9.0, note=text),
        Claim("c", text, text, "value(u.i, 2023)", expected=1.0, source=text, note=text),
        Method("m", text, text),
        TreeNode("m", "g", name_en=text, name_zh=text),
        TreeNode("m", "i", "g"),
        Scenario("x", text, text, text),
    ]
    figures = [Figure("u", "i", year, "", 5.0, source="s", note=text, formula=text) for year in ("2022", "2023")]
    WorkbookFile.create(path, filled(Workbook.of(figures, entries), text), text, reason=text).close()
    return path
