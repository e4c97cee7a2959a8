"""Values on either side of a bound: a bound that moves, or is missing, changes what these tests see."""

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from core.derive.cluster_table import tier_of
from core.derive.derive import derive
from core.derive.growth import cagr
from core.figures.index import FigureIndex
from core.figures.view import FigureQuery
from core.importing.findings import findings
from core.progress import no_progress
from core.workbook.entries import ClusterList, Indicator, Member, Tier, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from core.workbook.entry import Entry

TIERS = [Tier("large", "Large", threshold=1e12), Tier("small", "Small", threshold=1e11)]


@pytest.mark.parametrize(("years", "rate"), [(0, None), (-1, None), (0.5, 46.41), (2, 10.0)])
def test_average_growth_needs_a_span_of_time(years: float, rate: float | None) -> None:
    """From 100 to 121 is 10 % a year over two years, and nothing over none."""
    assert cagr(100.0, 121.0, years) == (rate if rate is None else pytest.approx(rate))


@pytest.mark.parametrize(("qualifier", "tier"), [("exact", "large"), ("over", "large"), ("nearly", "small")])
def test_a_size_said_to_be_nearly_a_threshold_is_below_it(qualifier: str, tier: str) -> None:
    """Nearly 1 trillion is not in the tier from 1 trillion on; 1 trillion and over 1 trillion are."""
    entries: list[Entry] = [
        Unit("health", "Health"),
        Indicator("size", "Size", measure="CNY"),
        ClusterList("now", "Now", until="2023"),
        Member("now", "health", "size"),
        *TIERS,
    ]
    figure = Figure("health", "size", "2023", value=1e12, qualifier=qualifier)
    (row,) = derive(Workbook.of([figure], entries)).clusters["now"].rows
    assert row.tier is not None
    assert row.tier.code == tier


@pytest.mark.parametrize(("value", "tier"), [(1e12, "large"), (1e12 - 1, "small"), (1e11, "small"), (1e11 - 1, None)])
def test_a_tier_begins_at_its_threshold(value: float, tier: str | None) -> None:
    """The threshold itself belongs to the tier, one yuan less does not."""
    found = tier_of(value, TIERS)
    assert (found.code if found else None) == tier


@pytest.mark.parametrize(("factor", "kinds"), [(1.0, {"same"}), (1.0049, {"same"}), (1.0051, set()), (1.04, set())])
def test_indicators_say_the_same_where_they_agree_to_half_a_per_cent(factor: float, kinds: set[str]) -> None:
    """Two indicators in different scales: 0.49 % apart they are the same figures, 0.51 % or 4 % apart they are not."""
    rows = [("a", code, str(2015 + n), (100.0 + n) * by, "CNY", mult)
            for code, by, mult in (("one", factor, 4), ("other", 1.0, 8)) for n in range(6)]  # fmt: skip
    frame = pl.DataFrame(rows, schema=["unit", "indicator", "period", "value", "measure", "mult"], orient="row")
    assert {one.kind for one in findings(frame.with_row_index("line"), (), ())} & {"same"} == kinds


@pytest.mark.parametrize("column", ["note", "source", "vintage"])
@pytest.mark.parametrize("descending", [False, True])
def test_figures_with_an_empty_text_come_last_in_either_order(column: str, descending: bool) -> None:
    """Three figures, the middle one of which has nothing in the column."""
    texts = {"2020": "2021-02", "2021": "", "2022": "2021-01"}
    figures = [replace(Figure("a", "gdp", when, value=1.0), **{column: text}) for when, text in texts.items()]
    index = FigureIndex(Workbook.of(figures, [Unit("a", "A"), Indicator("gdp", "Output")]))
    view = index.view(FigureQuery(column=column, descending=descending), no_progress)
    order = [index.rows[number].period for number in view.numbers(0, view.row_count)]
    assert order == (["2020", "2022", "2021"] if descending else ["2022", "2020", "2021"])
