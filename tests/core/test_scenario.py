"""Scenarios: a branch merged is its edits made on the base, a branch dropped leaves no trace."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BadEntry
from core.scenario.scenario import begin_scenario, branch, drop_scenario, merge_scenario, recorded, scenario_of
from core.workbook.edit import CompositeEdit, Edit, SetEntry, SetFigure
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.kept_entries import Scenario
from core.workbook.workbook import Workbook

BASE = Workbook.of([Figure("u", "a", "2020", value=1.0), Figure("u", "b", "2020", value=2.0)], [Unit("u", "U")])


def with_scenario() -> Workbook:
    """The base with an empty scenario s."""
    return begin_scenario(BASE, "s", note="what if").apply(BASE)


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[str, float | None]]:
    """Figures of a and b set to a value or taken away, and names of the unit, in any order."""
    one = st.tuples(st.sampled_from(["a", "b", "unit"]), st.none() | st.sampled_from([1.0, 2.0, 3.5, -0.0]))
    return draw(st.lists(one, max_size=8))


def edit(workbook: Workbook, code: str, value: float | None) -> Edit | None:
    """The change as an edit against a workbook; nothing where it changes nothing."""
    if code == "unit":
        before = workbook.units.get("u")
        after = None if value is None else Unit("u", f"U{value}")
        return SetEntry("units", before, after) if before or after else None
    key = ("u", code, "2020", "")
    old, new = workbook.figure(key), None if value is None else Figure(*key, value=value)
    return SetFigure(old, new) if old or new else None


@settings(max_examples=60)
@given(changes())
def test_a_scenario_merged_is_its_edits_made_on_the_base(made: list[tuple[str, float | None]]) -> None:
    """Branch, merge and direct edits agree after any edits; undoing the merge brings the scenario back."""
    workbook, direct = with_scenario(), BASE
    for code, value in made:
        change = edit(branch(workbook, "s"), code, value)
        if change is not None:
            workbook = recorded(workbook, "s", change).apply(workbook)
            direct = change.apply(direct)
    looked_at = branch(workbook, "s")
    assert (looked_at.figures, looked_at.units) == (direct.figures, direct.units)
    assert (workbook.figures, workbook.units) == (BASE.figures, BASE.units)
    merge = merge_scenario(workbook, "s")
    assert merge.meets(workbook)
    assert merge.apply(workbook) == direct
    assert merge.inverse().apply(merge.apply(workbook)) == workbook
    assert drop_scenario(workbook, "s").apply(workbook) == BASE


def test_a_cell_that_is_again_as_in_the_base_leaves_the_scenario() -> None:
    """Set away and back: nothing is branched any more."""
    workbook = with_scenario()
    figure = BASE.figure(("u", "a", "2020", ""))
    assert figure is not None
    there = recorded(workbook, "s", SetFigure(figure, replace(figure, value=9.0))).apply(workbook)
    assert len(there.branched("s")) == 1
    back = recorded(there, "s", SetFigure(replace(figure, value=9.0), figure)).apply(there)
    assert back == workbook


def test_scenarios_stand_beside_each_other() -> None:
    """Two scenarios change one cell, each its own way."""
    workbook = begin_scenario(with_scenario(), "t").apply(with_scenario())
    figure = BASE.figure(("u", "a", "2020", ""))
    assert figure is not None
    for code, value in (("s", 5.0), ("t", 6.0)):
        workbook = recorded(workbook, code, SetFigure(figure, replace(figure, value=value))).apply(workbook)
    seen = [branch(workbook, code).figure(figure.key) for code in ("s", "t")]
    assert [one.value for one in seen if one] == [5.0, 6.0]


def test_what_makes_no_sense_is_refused() -> None:
    """A code twice, one that is not there, a scenario within a scenario."""
    workbook = with_scenario()
    with pytest.raises(BadEntry, match="already"):
        begin_scenario(workbook, "s")
    with pytest.raises(BadEntry, match="no scenario “x”: use one of s"):
        branch(workbook, "x")
    with pytest.raises(BadEntry, match="holds no scenarios"):
        recorded(workbook, "s", SetEntry("scenarios", None, Scenario("t", "T")))


def test_a_merge_names_the_cells_that_the_base_changed_since() -> None:
    """The scenario's value stands where both changed a figure, and the edit says over which."""
    workbook = with_scenario()
    for code, value in (("a", 9.0), ("b", 8.0)):
        change = edit(branch(workbook, "s"), code, value)
        assert change is not None
        workbook = recorded(workbook, "s", change).apply(workbook)
    assert str(merge_scenario(workbook, "s")) == "scenario s merged"
    later = edit(workbook, "a", 5.0)
    assert later is not None
    moved = later.apply(workbook)
    assert str(merge_scenario(moved, "s")) == "scenario s merged, over what the base changed since: u a 2020"
    again = edit(branch(moved, "s"), "a", 7.0)
    assert again is not None
    assert "u a 2020" in str(merge_scenario(recorded(moved, "s", again).apply(moved), "s"))
    after = merge_scenario(moved, "s").apply(moved).figure(("u", "a", "2020", ""))
    assert after is not None
    assert after.value == 9.0


def test_a_merge_names_no_cell_that_is_again_or_already_what_it_was() -> None:
    """The base changed and changed back, or changed to what the scenario says: nothing is lost by the merge."""
    workbook = with_scenario()
    change = edit(branch(workbook, "s"), "a", 9.0)
    assert change is not None
    workbook = recorded(workbook, "s", change).apply(workbook)
    later = edit(workbook, "a", 5.0)
    assert later is not None
    back = later.inverse().apply(later.apply(workbook))
    same = edit(workbook, "a", 9.0)
    assert same is not None
    for there in (back, same.apply(workbook)):
        assert str(merge_scenario(there, "s")) == "scenario s merged"


def test_a_scenario_begins_without_what_an_earlier_one_of_its_name_left() -> None:
    """Undoing the beginning leaves its changes in the workbook; a new one does not have them again."""
    workbook = with_scenario()
    figure = next(iter(next(iter(workbook.figures.values()))))
    changed = recorded(workbook, "s", SetFigure(figure, replace(figure, value=(figure.value or 0.0) + 1))).apply(
        workbook
    )
    left = SetEntry("scenarios", changed.scenarios["s"], None).apply(changed)
    assert left.branched("s")
    again = begin_scenario(left, "s").apply(left)
    assert "s" in again.scenarios
    assert not again.branched("s")
    assert begin_scenario(left, "s").inverse().apply(again).tables == left.tables


def test_an_edit_is_of_a_scenario_where_all_of_it_is() -> None:
    """One of two scenarios, and one of the base, are of none."""
    two = begin_scenario(with_scenario(), "t").apply(with_scenario())
    change = edit(BASE, "a", 3.5)
    assert change is not None
    first, second = recorded(two, "s", change), recorded(two, "t", change)
    assert (scenario_of(first), scenario_of(second), scenario_of(change)) == ("s", "t", "")
    assert scenario_of(CompositeEdit("both", (*first.edits, *second.edits))) == ""
