"""The index of a file that groups its indicators into pillars: a method with a tree of two levels above them."""

from collections.abc import Collection, Iterator, Mapping

import polars as pl

from core.importing.layout import BadLayout, Layout, is_constant
from core.importing.names import code_of
from core.importing.table import LINE, ForeignTable
from core.method.document import settings_text
from core.workbook.entries import Indicator, Method, Step, TreeNode
from core.workbook.entry import Entry
from core.workbook.workbook import Workbook

STEPS = (("normalise", "min_max"), ("aggregate", "arithmetic"))
"""The steps of the method: each indicator from worst to best, then means of equal weights. (COINr's defaults)"""


def index_entries(
    table: ForeignTable, layout: Layout, good: pl.DataFrame, fresh: Mapping[str, Indicator], workbook: Workbook
) -> Iterator[tuple[str, Entry]]:
    """The method, its tree and its steps, named after the file; nothing where there is such a method already.

    `good` has the indicator and the line of each figure, `fresh` the indicators that come with them. It covers the
    units of the file. Raises BadLayout where an indicator stands in two pillars.
    """
    name = table.name.rpartition(".")[0] or table.name
    code = code_of(name)
    pillars = {} if code in workbook.methods else _pillars(table, layout, good)
    if not pillars:
        return
    used = {*pillars, *workbook.indicators}
    units = set(good["unit"].to_list())
    yield "methods", Method(code, name, units="" if units >= set(workbook.units) else " ".join(sorted(units)))
    root = _free(code, used)
    yield "placed", TreeNode(code, root, name_en=name)
    groups: dict[str, str] = {}
    for indicator, pillar in pillars.items():
        if pillar not in groups:
            groups[pillar] = _free(code_of(pillar), {*used, root, *groups.values()})
            yield "placed", TreeNode(code, groups[pillar], root, name_en=pillar)
        known = fresh.get(indicator) or workbook.indicators.get(indicator)
        direction = (known.direction or 1) if known else 1
        yield "placed", TreeNode(code, indicator, groups[pillar], direction=direction)
    for number, (kind, how) in enumerate(STEPS, 1):
        yield "steps", Step(code, number, kind, how, settings_text({}))


def _pillars(table: ForeignTable, layout: Layout, good: pl.DataFrame) -> dict[str, str]:
    """The pillar of each indicator by the row above the header, or by the column that says it; none where nothing does.

    In the order of the file. Raises BadLayout where one has two.
    """
    column = layout.of("pillar")
    if not column:
        headers = dict(good.select("indicator", "indicator_text").unique(maintain_order=True).iter_rows())
        said = {code: table.pillars.get(text, "") for code, text in headers.items()}
        return said if layout.across == "indicator" and all(said.values()) else {}
    if is_constant(column, table.columns):
        raise BadLayout(
            "{name}: “{text}” would be the one pillar of all indicators: name a column that says the pillar of each.",
            name=table.name,
            text=column[1:],
        )
    texts = table.frame.select(pl.col(LINE).alias("line"), pl.col(column).alias("pillar")).drop_nulls()
    pairs = good.select("indicator", "line").join(texts, on="line", maintain_order="left")
    pairs = pairs.select("indicator", "pillar").unique(maintain_order=True)
    twice = pairs.filter(pl.col("indicator").is_duplicated())
    if twice.height:
        indicator, (first, second) = twice["indicator"][0], twice.filter(indicator=twice["indicator"][0])["pillar"][:2]
        raise BadLayout(
            "{name}: column {column} does not say pillars, as {indicator} is in {first} and in {second}: leave it "
            "out, or take it as a group of units.",
            name=table.name,
            column=column,
            indicator=indicator,
            first=first,
            second=second,
        )
    return dict(pairs.iter_rows())


def _free(code: str, used: Collection[str]) -> str:
    """A code that nothing has: itself, else with a word or a number behind it."""
    ways = [code, f"{code}_index", *(f"{code}_{number}" for number in range(2, len(used) + 3))]
    return next(one for one in ways if one not in used)
