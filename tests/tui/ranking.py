"""A small workbook whose ranks move: three units, three indicators under two elements, fixed goalposts."""

import json

from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

VALUES = {"a": [90.0, 40.0, 10.0], "b": [10.0, 50.0, 80.0], "c": [20.0, 60.0, 50.0]}
POSTS = json.dumps({"low": 0.0, "high": 100.0})


def ranking(how: str = "arithmetic") -> Workbook:
    """Scores within 0 and 1; `p` counts twice as much as `q`. With equal weights Unit y leads, then z, then x."""
    figures = [
        Figure(unit, code, "2021", value=value, source="s")
        for code, values in VALUES.items()
        for unit, value in zip("xyz", values, strict=True)
    ]
    placed = [TreeNode("m", "top", name_en="Index"), TreeNode("m", "p", "top", 2.0), TreeNode("m", "q", "top")]
    placed += [TreeNode("m", code, "q" if code == "c" else "p") for code in "abc"]
    steps = [Step("m", 1, "normalise", "goalposts", POSTS), Step("m", 2, "aggregate", how)]
    entries = [*(Unit(code, f"Unit {code}") for code in "xyz"), *(Indicator(code, f"Name {code}") for code in "abc")]
    return Workbook.of(figures, [*entries, Method("m", "Method m"), *placed, *steps])
