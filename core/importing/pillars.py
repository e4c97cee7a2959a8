"""The index of a file that groups its indicators into pillars: a method with a tree of two levels above them."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

import polars as pl

from core.importing.layout import BadLayout, Layout, is_constant
from core.importing.names import code_of
from core.importing.table import LINE, ForeignTable
from core.method.document import settings_text
from core.workbook.entries import Indicator, Method, Step, TreeNode
from core.workbook.entry import Entry
from core.workbook.measures import named_measure
from core.workbook.workbook import Workbook

STEPS = (("normalise", "min_max"), ("aggregate", "arithmetic"))
"""The steps of the method: each indicator from worst to best, then means of equal weights. (COINr's defaults)"""
TWO_LEVELS = re.compile(r"([^(（/|>：:]+?)\s*([/|>：:])\s*([^/|>：:]+)")
"""A name of two levels, such as Innovation/Patents: the pillar, a sign, and the indicator."""
SaidBy: TypeAlias = Literal["", "column", "row", "names"]


class FilePillars(NamedTuple):
    """The pillar of each indicator in the order of a file, what says it, and whether an index is made of them."""

    of: Mapping[str, str] = {}
    said_by: SaidBy = ""
    make_index: bool = False


def file_pillars(table: ForeignTable, layout: Layout, good: pl.DataFrame) -> FilePillars:
    """The pillars by a column, by the row above the header, or by names of two levels; an index of the last on request.

    `good` has the indicator, its text and the line of each figure. Raises BadLayout where a column is to make an index
    and has an indicator in two pillars.
    """
    column = layout.of("pillar")
    if column:
        wanted = layout.index != "no"
        return FilePillars(_of_column(table, column, good) if wanted else {}, "column", wanted)
    texts = dict(good.select("indicator", "indicator_text").unique(maintain_order=True).iter_rows())
    pillars = {**{named_measure(text)[0]: pillar for text, pillar in table.pillars.items()}, **table.pillars}
    by_row = {code: pillars.get(text, "") for code, text in texts.items()}
    if by_row and layout.across == "indicator" and all(by_row.values()):
        return FilePillars(by_row, "row", layout.index != "no")
    by_name = _of_names(texts)
    return FilePillars(by_name, "names", layout.index == "yes") if by_name else FilePillars()


def index_entries(
    name: str, pillars: FilePillars, units: Collection[str], fresh: Mapping[str, Indicator], workbook: Workbook
) -> Iterator[tuple[str, Entry]]:
    """The method of such a name of a file, its tree and its steps; nothing where there is such a method already.

    `fresh` has the indicators that come with the figures. It covers the units of the file.
    """
    name = name.rpartition(".")[0] or name
    code = code_of(name)
    if code in workbook.methods or not pillars.make_index:
        return
    used = {*pillars.of, *workbook.indicators}
    yield "methods", Method(code, name, units="" if set(units) >= set(workbook.units) else " ".join(sorted(units)))
    root = _free(code, used)
    yield "placed", TreeNode(code, root, name_en=name)
    groups: dict[str, str] = {}
    for indicator, pillar in pillars.of.items():
        if pillar not in groups:
            groups[pillar] = _free(code_of(pillar), {*used, root, *groups.values()})
            yield "placed", TreeNode(code, groups[pillar], root, name_en=pillar)
        known = fresh.get(indicator) or workbook.indicators.get(indicator)
        direction = (known.direction or 1) if known else 1
        yield "placed", TreeNode(code, indicator, groups[pillar], direction=direction)
    for number, (kind, how) in enumerate(STEPS, 1):
        yield "steps", Step(code, number, kind, how, settings_text({}))


def _of_names(texts: Mapping[str, str]) -> dict[str, str]:
    """The pillars before one sign in the names of all indicators; none where names are not of two levels, or all alike.

    A pillar has several indicators: GDP/capita and debt/GDP are ratios.
    """
    parts = {code: TWO_LEVELS.fullmatch(text) for code, text in texts.items()}
    pillars = {code: match[1].strip() for code, match in parts.items() if match}
    signs = {match[2] for match in parts.values() if match}
    return pillars if len(pillars) == len(parts) and len(signs) == 1 < len(set(pillars.values())) < len(pillars) else {}


def _of_column(table: ForeignTable, column: str, good: pl.DataFrame) -> dict[str, str]:
    """The pillar of each indicator by a column. Raises BadLayout where one has two."""
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
    return next(way for way in ways if way not in used)
