"""What an import finds and adds stands in the order of the file, whatever the names are."""

import polars as pl

from core.importing.choices import Choices
from core.importing.layout import Layout
from core.importing.plan import planned
from core.importing.scales import fractions, off_scale, two_measures, two_scales
from core.importing.table import foreign_table
from core.workbook.edit import SetEntry
from core.workbook.workbook import Workbook

NAMES = ["kappa", "beta", "omega", "alpha", "theta", "gamma", "sigma", "delta"]


def test_entries_are_added_in_the_order_of_the_file() -> None:
    """Sources, units, indicators and groups, each once."""
    size = len(NAMES)
    columns = {
        "u": NAMES * 2, "i": [f"x {name}" for name in NAMES] * 2, "p": ["2020"] * size + ["2021"] * size,
        "v": [str(at) for at in range(2 * size)], "s": [f"book of {name}" for name in NAMES] * 2,
        "side": [f"side {name}" for name in NAMES] * 2,
    }  # fmt: skip
    table = foreign_table("f.csv", pl.DataFrame(columns))
    layout = Layout(("v",), indicator=("i",), groups=("side",)).with_roles({"unit": "u", "period": "p", "source": "s"})
    plan = planned(table, layout, Choices(unknown="add"), Workbook())
    added: dict[str, list[str]] = {}
    for edit in plan.edit(Workbook()).edits:
        if isinstance(edit, SetEntry) and edit.after is not None:
            added.setdefault(edit.table, []).append(edit.after.key)
    assert added["units"] == NAMES
    assert added["indicators"] == [f"x_{name}" for name in NAMES]
    assert added["sources"] == [f"book of {name}" for name in NAMES]
    assert [key.partition("/")[0] for key in added["groups"]] == NAMES


def test_indicators_of_findings_stand_in_their_order() -> None:
    """In two powers of ten, in two measures, as fractions, and far from what the workbook has."""
    count = 6
    names = NAMES[:count]
    rows = [(name, f"u{at}", str(2000 + at), at / 10 + 0.05, "PERCENT", at % 2) for name in names for at in range(8)]
    schema = ["indicator", "unit", "period", "value", "measure", "mult"]
    figures = pl.DataFrame(rows, schema=schema, orient="row")
    words = [found.text.partition(" ")[0] for found in two_scales(figures)]
    assert words == names[: len(words)]
    assert len(words) > 1
    assert [found.text.partition(" ")[0] for found in fractions(figures)] == names
    known = figures.select("unit", "indicator", its_value=pl.col("value") * 1000)
    assert [found.text.partition(" ")[0] for found in off_scale(figures, known)] == names
    measures = pl.DataFrame({"indicator": names, "usual": ["CNY"] * count, "measure": ["USD"] * count})
    assert [found.text.partition(" ")[0] for found in two_measures(measures)] == names
