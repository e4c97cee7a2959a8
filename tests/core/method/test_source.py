"""The panel that a method reads: the same from series and from a large workbook's frame, and after any edit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.method.document import Document
from core.method.source import IndicatorPanel, source
from core.workbook.entries import Group, Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook

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


@settings(max_examples=200)
@given(st.lists(FIGURES, min_size=1, max_size=40), METHODS)
def test_a_panel_from_the_frame_is_that_from_the_series(figures: list[Figure], method: Method) -> None:
    """Newest releases, letters, units and periods are the same, whichever way a workbook keeps its figures."""
    document = made(method)
    figures = [*figures, Figure("x", "a", "2020", value=1.0), Figure("y", "a", "2020", value=1.0)]
    workbook = Workbook.of(figures, ENTRIES)
    same(source(workbook, document), source(replace(workbook, figures=Figures(workbook.figures.whole())), document))


@pytest.mark.parametrize("large", [False, True])
@settings(max_examples=100)
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
