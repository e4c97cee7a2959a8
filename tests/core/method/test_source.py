"""The panel that a method reads: the same from series and from a large workbook's frame, and after any edit."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.method.document import Document
from core.method.source import IndicatorPanel, source
from core.workbook.entries import Group, Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.period import in_time
from core.workbook.status import WORST_LAST
from core.workbook.workbook import Workbook

Cell = tuple[str, str, str]
UNITS, CODES = ("x", "y", "z"), ("a", "b", "x")
PERIODS, VINTAGES = ("2020", "2021-H1", "2021", "2016-2020"), ("", "2021-05", "2022")
FIGURES = st.builds(
    Figure,
    st.sampled_from(UNITS),
    st.sampled_from((*CODES, "people")),
    st.sampled_from(PERIODS),
    st.sampled_from(VINTAGES),
    st.none() | st.integers(-9, 9).map(float),
    status=st.sampled_from("AEPKO"),
)
ENTRIES = [
    *(Unit(code, "") for code in UNITS),
    *(Indicator(code, "") for code in (*CODES, "people")),
    Group("x", "g", "1"),
]
DIVIDED = Step("m", 1, "denominate", "table", '{"by": {"a": "people"}}')
METHODS = st.builds(
    Method, st.just("m"), st.just(""), units=st.sampled_from(["", "y x"]), periods=st.sampled_from(["", "2021 2020"])
)


def made(method: Method) -> Document:
    """A document of three indicators, one called like a unit, one divided by another table."""
    placed = (TreeNode("m", "top"), *(TreeNode("m", code, "top") for code in CODES))
    return Document(method, placed, (DIVIDED,))


def same(one: IndicatorPanel, other: IndicatorPanel) -> None:
    """Assert that two panels are equal in every part that a step reads."""
    assert one.panel.frame.equals(other.panel.frame)
    assert (one.letters == other.letters).all()
    assert one.newest.equals(other.newest)


def slow_source(workbook: Workbook, method: Method) -> tuple[list[str], list[str], dict[Cell, tuple[float, int]]]:
    """Units, periods and cells (value, letter's place) of a panel, figure by figure; the last release holds."""
    figures = [one for series in workbook.figures.values() for one in series if one.indicator in (*CODES, "people")]
    units = method.units.split() or [code for code in UNITS if any(one.unit == code for one in figures)]
    own = {one.period for one in figures if one.unit in units}
    periods = method.periods.split() or sorted(own, key=in_time)
    cells: dict[Cell, tuple[float, int]] = {}
    for one in figures:
        if one.unit in units and one.period in periods:
            cells[one.indicator, one.unit, one.period] = (
                (nan, -1) if one.value is None else (one.value, max(WORST_LAST.find(one.status), 0))
            )
    return units, periods, cells


@given(st.lists(FIGURES, min_size=1, max_size=40), METHODS, st.sampled_from([1, 40]))
def test_a_panel_holds_the_last_release_of_each_figure_and_nothing_else(
    figures: list[Figure], method: Method, few: int
) -> None:
    """Gaps, releases, letters, other units and periods: as when every figure is looked at by itself.

    Both where texts stand in long runs and where they do not, and in whichever order the rows of a series stand.
    """
    every = [*figures, Figure("x", "a", "2020", value=1.0), Figure("y", "a", "2020", value=1.0)]
    workbook = Workbook.of(every, ENTRIES)
    units, periods, cells = slow_source(workbook, method)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.method.cells.FEW_RUNS", few)
        found = source(replace(workbook, figures=Figures(workbook.figures.whole().reverse())), made(method))
    keys = [(unit, when) for unit in units for when in periods]
    assert list(zip(found.panel.keys.units, found.panel.keys.periods, strict=True)) == keys
    for at, code in enumerate(found.panel.codes):
        wanted = [cells.get((code, *key), (nan, -1)) for key in keys]
        assert np.array_equal(found.panel.values[at], [value for value, _ in wanted], equal_nan=True)
        assert found.letters[at].tolist() == [letter for _, letter in wanted]
    for unit, value in found.newest.select("unit", "people").iter_rows():
        last = [
            cells_of.value
            for when in sorted({one.period for one in every if one.unit in units}, key=in_time)
            for cells_of in workbook.series(unit, "people")
            if cells_of.period == when and cells_of.value is not None
        ]
        assert value == (last[-1] if last else None)


@pytest.mark.parametrize("large", [False, True])
@given(st.lists(FIGURES, min_size=1, max_size=20), st.lists(st.tuples(FIGURES, st.booleans()), max_size=6), METHODS)
def test_a_panel_after_edits_is_the_panel_from_nothing(
    large: bool, figures: list[Figure], edits: list[tuple[Figure, bool]], method: Method
) -> None:
    """Figures put in and taken out one by one leave the panel that a fresh look gives, and earlier ones untouched."""
    document = made(method)
    workbook = Workbook.of([*figures, Figure("x", "a", "2020", "2023", value=1.0)], ENTRIES)
    workbook = replace(workbook, figures=Figures(workbook.figures.whole())) if large else workbook
    panel = source(workbook, document)
    for figure, is_taken_out in edits:
        before, kept = workbook, (panel.panel.values.copy(), panel.letters.copy(), panel.newest.clone())
        workbook = workbook.with_figure(figure.key, None if is_taken_out else figure)
        after = source(workbook, document, panel)
        same(after, source(workbook, document))
        assert np.array_equal(kept[0], panel.panel.values, equal_nan=True)
        assert (kept[1] == panel.letters).all()
        assert kept[2].equals(panel.newest)
        same(panel, source(before, document))
        panel = after


def test_a_unit_or_a_period_that_a_method_names_twice_counts_once() -> None:
    """A panel with a row of its own for each, of which no step is a fault."""
    workbook = Workbook.of([Figure(unit, "a", "2020", value=1.0) for unit in "xy"], ENTRIES)
    found = source(workbook, made(Method("m", "", units="y x y", periods="2020 2020")))
    assert found.panel.keys.frame.select("unit", "period").rows() == [("y", "2020"), ("x", "2020")]
