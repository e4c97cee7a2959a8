"""Ranges of a weight: ranks stay within them and change beyond, whatever the method, gaps and all."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.weight_range import RankRange, WeightRange, weight_range
from core.method.errors import MethodError
from core.method.run import Scored, scored
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

CODES = ("a", "b", "c", "d")
TREE = {"a": "p", "b": "p", "c": "q", "d": "q", "p": "top", "q": "top", "top": ""}
Panel = list[list[float | None]]


def workbook(panel: Panel, weights: dict[str, float], how: str = "arithmetic", **each: dict[str, object]) -> Workbook:
    """Units × four indicators within 0 and 100, two under each of two elements."""
    placed = [TreeNode("m", code, parent, weights.get(code, 1.0)) for code, parent in TREE.items()]
    posts = json.dumps({"low": 0.0, "high": 100.0, "scale": 100.0})
    steps = (Step("m", 1, "normalise", "goalposts", posts), Step("m", 2, "aggregate", how, json.dumps({"each": each})))
    units = [f"u{row}" for row in range(len(panel))]
    figures = [
        Figure(unit, code, "2021", value=x)
        for unit, row in zip(units, panel, strict=True)
        for code, x in zip(CODES, row, strict=True)
        if x is not None
    ]
    entries = [*(Unit(u, u) for u in units), *(Indicator(c, c) for c in CODES), Method("m", "M"), *placed, *steps]
    return Workbook.of(figures, entries)


def result(book: Workbook) -> Scored:
    """The result of the method."""
    made = scored(book, "m")
    assert isinstance(made, Scored)
    return made


def rank_at(book: Workbook, code: str, weight: float, unit: str) -> int:
    """The rank of a unit where the weight is typed so, by the method itself."""
    placed = book.tables["placed"][f"m/{code}"]
    made = result(book.with_entry("placed", placed.key, replace(placed, weight=weight)))
    scores = dict(made.scores.select("unit", "top").iter_rows())
    return 1 + sum(other > scores[unit] + 1e-9 for other in scores.values() if other is not None)


def apart(book: Workbook, code: str, weight: float) -> bool:
    """Whether no two units have nearly one score under a weight."""
    placed = book.tables["placed"][f"m/{code}"]
    made = result(book.with_entry("placed", placed.key, replace(placed, weight=weight)))
    scores = sorted(x for x in made.scores["top"] if x is not None)
    return bool(np.diff(scores).min(initial=1.0) > 1e-7)


def holds(book: Workbook, made: WeightRange, one: RankRange, near: float = 1e-6) -> None:
    """Within the range the rank is what it is; just beyond an end it is another."""
    top = one.high if np.isfinite(one.high) else 50 * (one.low + 1)
    for share in (0.02, 0.3, 0.7, 0.98):
        weight = one.low + share * (top - one.low)
        if apart(book, made.code, weight):
            assert rank_at(book, made.code, weight, one.unit) == one.rank
    for beyond in (one.high * (1 + near) + near, one.low * (1 - near) - near):
        if 0 < beyond < 1e6 and apart(book, made.code, beyond):
            assert rank_at(book, made.code, beyond, one.unit) != one.rank


def test_two_units_change_places_where_their_lines_cross() -> None:
    """By hand: (50 + 10 w) / (1 + w) meets (20 + 40 w) / (1 + w) at w = 1; u0 leads below, u1 above."""
    book = workbook([[10.0, 50.0, 0.0, 0.0], [40.0, 20.0, 0.0, 0.0]], {"a": 0.5})
    made = weight_range(result(book), "a", "2021")
    assert (made.is_exact, made.weight, made.others) == (True, 0.5, 1.0)
    assert [(one.unit, one.rank, one.low, one.high) for one in made.rows] == [
        ("u0", 1, 0.0, pytest.approx(1.0, abs=1e-15)),
        ("u1", 2, 0.0, pytest.approx(1.0, abs=1e-15)),
    ]
    assert made.share(1.0) == 0.5


number = st.none() | st.integers(1, 99).map(float)
panels = st.lists(st.lists(number, min_size=4, max_size=4), min_size=2, max_size=5)
heavy = st.sampled_from([0.25, 1.0, 2.0, 5.0])


@settings(max_examples=12, deadline=None)
@given(panels, st.sampled_from(["a", "p"]), heavy, heavy, st.sampled_from(["arithmetic", "geometric", "harmonic"]))
def test_a_range_ends_where_the_rank_does(panel: Panel, code: str, own: float, other: float, how: str) -> None:
    """For means of one kind, with gaps, on both levels of the tree: solved, and true by the method itself."""
    full = [row for row in panel if any(x is not None for x in row)]
    if len(full) <= 1 or any(all(row[at] is None for row in full) for at in range(4)):
        return
    book = workbook(full, {code: own, "b": other, "q": other}, how)
    made = weight_range(result(book), code, "2021")
    assert made.is_exact
    if apart(book, code, own):
        for one in made.rows:
            holds(book, made, one)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.lists(st.integers(1, 99).map(float), min_size=4, max_size=4), min_size=3, max_size=4), heavy)
@pytest.mark.parametrize("how", ["mixed", "topsis"])
def test_elsewhere_it_is_halved_out(how: str, panel: Panel, own: float) -> None:
    """A geometric element under an arithmetic index, and TOPSIS: the same holds, and it is said how it was found."""
    book = (
        workbook(panel, {"a": own}, "arithmetic", p={"how": "geometric"})
        if how == "mixed"
        else workbook(panel, {"a": own}, how)
    )
    made = weight_range(result(book), "a", "2021")
    assert not made.is_exact
    if apart(book, "a", own):
        for one in made.rows:
            for weight in (one.low, one.high):
                if 0 < weight < 1e5 and apart(book, "a", weight * (1 - 1e-4)) and apart(book, "a", weight * (1 + 1e-4)):
                    ranks = {rank_at(book, "a", weight * (1 + by), one.unit) for by in (-1e-4, 1e-4)}
                    assert one.rank in ranks
                    assert len(ranks) == 2


def test_the_solved_and_the_halved_range_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the same arithmetic mean is looked through instead, the ends are the same."""
    panel: Panel = [[10.0, 50.0, 30.0, 60.0], [40.0, 20.0, 55.0, 35.0], [70.0, 15.0, 20.0, 42.0]]
    made = result(workbook(panel, {}))
    exact = weight_range(made, "a", "2021")
    monkeypatch.setattr("core.analysis.weight_range.lines", lambda *_: None)
    searched = weight_range(made, "a", "2021")
    assert (exact.is_exact, searched.is_exact) == (True, False)
    for one, other in zip(exact.rows, searched.rows, strict=True):
        assert (one.unit, one.rank) == (other.unit, other.rank)
        assert (other.low, other.high) == (pytest.approx(one.low, rel=1e-9), pytest.approx(one.high, rel=1e-9))


def test_what_has_no_range_is_refused_in_words() -> None:
    """A root, an only child, a method without an aggregation."""
    panel: Panel = [[10.0, 50.0, 30.0, 60.0], [40.0, 20.0, 55.0, 35.0]]
    made = result(workbook(panel, {}))
    with pytest.raises(MethodError, match="no weight beside others"):
        weight_range(made, "top", "2021")
    with pytest.raises(MethodError, match="its weight changes nothing"):
        weight_range(result(workbook(panel, {"b": 0.0})), "a", "2021")
