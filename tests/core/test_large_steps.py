"""What a step of the trail with more than one edit is called, and the edits that begin, record and end scenarios."""

from dataclasses import replace

import pytest

from core.errors import BadEntry
from core.releases.revisions import revisions
from core.releases.score_changes import ScoreChange
from core.scenario import scenario as scenarios
from core.scenario.large_step import FEW_FIGURES, large_step
from core.scenario.scenario import (
    begin_scenario,
    branch,
    cell_text,
    merge_scenario,
    offer_scenario,
    recorded,
    scenario_of,
    unrecorded,
)
from core.workbook.edit import CompositeEdit, Edit, SetEntry, SetFigure, SetFigures, block_edit
from core.workbook.entries import Unit
from core.workbook.figure import Figure, Series
from core.workbook.figure_frame import frame_of
from core.workbook.workbook import Workbook

FIGURES = [Figure("u", "i", str(2000 + at), value=float(at)) for at in range(12)]
BASE = Workbook.of(FIGURES, [Unit("u", "U")])
IN_SCENARIO = begin_scenario(BASE, "s").apply(BASE)


def doubled(count: int, title: str, workbook: Workbook = BASE) -> CompositeEdit:
    """The first figures, each doubled by an edit of its own."""
    edits = [SetFigure(figure, replace(figure, value=2.0 * (figure.value or 1.0))) for figure in FIGURES[:count]]
    assert all(edit.meets(workbook) for edit in edits)
    return CompositeEdit(title, tuple(edits))


def entries(count: int, title: str) -> CompositeEdit:
    """New units."""
    return CompositeEdit(title, tuple(SetEntry("units", None, Unit(f"n{at}", "N")) for at in range(count)))


def block(title: str) -> SetFigures:
    """Two figures that take the place of another."""
    added = [Figure("u", "j", "2020", value=1.0), Figure("u", "j", "2020", "2021-03", 2.0)]
    return block_edit(BASE, title, frame_of(added), frame_of(FIGURES[:1]))


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (doubled(FEW_FIGURES, "typed"), ""),
        (doubled(FEW_FIGURES + 1, "typed"), "a block of 11 figures"),
        (doubled(1, "import of a.csv"), "an import of 1 figure"),
        (entries(2, "import of a.csv"), "an import of 2 entries"),
        (entries(12, "typed"), ""),
        (block("import of a.csv"), "an import of 2 figures"),
        (recorded(IN_SCENARIO, "s", doubled(2, "import of a.csv")), "an import of 2 figures"),
        (recorded(IN_SCENARIO, "s", doubled(11, "typed")), "a block of 11 figures"),
        (recorded(IN_SCENARIO, "s", doubled(3, "typed")), ""),
    ],
)
def test_a_step_is_named_by_the_cells_that_it_changes(edit: Edit, name: str) -> None:
    """Ten figures fit on a screen; two releases of a cell are one; an import is one also within a scenario."""
    assert large_step(edit, IN_SCENARIO) == name


def test_a_merge_is_named_by_what_it_changes_in_the_base() -> None:
    """Figures and entries; the end of a scenario alone by what is in it, and of an empty one not at all."""
    workbook = IN_SCENARIO
    for edit in (doubled(2, "typed"), entries(1, "typed")):
        workbook = recorded(workbook, "s", edit).apply(workbook)
    assert large_step(merge_scenario(workbook, "s"), workbook) == "a merge of scenario s with 3 edits"
    ended = SetEntry("scenarios", workbook.scenarios["s"], None)
    assert large_step(ended, workbook) == "scenario s with 3 edits in it"
    assert large_step(ended, BASE) == ""
    assert large_step(ended, IN_SCENARIO) == ""


def test_a_scenario_is_called_by_its_code_where_it_has_no_name() -> None:
    """One without a code is refused."""
    assert IN_SCENARIO.scenarios["s"].name_en == "s"
    named = begin_scenario(BASE, "s", "What if").apply(BASE)
    assert named.scenarios["s"].name_en == "What if"
    for code in ("", "  "):
        with pytest.raises(BadEntry):
            begin_scenario(BASE, code)


@pytest.mark.parametrize(("most", "refused"), [(2, False), (1, True)])
def test_a_scenario_holds_so_many_cells_of_an_edit(most: int, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block counts with each of its figures, any other edit once."""
    monkeypatch.setattr(scenarios, "MOST", most)
    for edit in (block("typed"), doubled(2, "typed")):
        if refused:
            with pytest.raises(BadEntry, match="a block of 2 figures"):
                recorded(IN_SCENARIO, "s", edit)
        else:
            assert recorded(IN_SCENARIO, "s", edit).edits


def test_a_scenario_may_begin_with_an_edit_and_with_those_of_another() -> None:
    """Its note is the edit, unless another is typed; undone, nothing is left."""
    workbook = recorded(IN_SCENARIO, "s", doubled(2, "typed")).apply(IN_SCENARIO)
    edit = SetFigure(FIGURES[3], replace(FIGURES[3], value=99.0))
    offer = offer_scenario(workbook, "t", edit, over="s")
    assert str(offer) == f"scenario t: {edit}"
    after = offer.apply(workbook)
    assert [figure.value for figure in branch(after, "t").series("u", "i")][:4] == [2.0, 2.0, 2.0, 99.0]
    assert (after.scenarios["t"].note, len(after.branched("t"))) == (str(edit), 3)
    assert offer.inverse().apply(after) == workbook
    noted = offer_scenario(workbook, "t", edit, "why").apply(workbook)
    assert (noted.scenarios["t"].note, len(noted.branched("t"))) == ("why", 1)


def test_an_edit_of_the_base_is_what_it_is() -> None:
    """Of a scenario it is the change there: from its old value in the scenario to the new one, or back to the base."""
    edit = doubled(1, "typed")
    assert unrecorded(BASE, edit) is edit
    change = recorded(IN_SCENARIO, "s", edit)
    assert scenario_of(change) == "s"
    assert unrecorded(IN_SCENARIO, change).edits == edit.edits
    after = change.apply(IN_SCENARIO)
    assert unrecorded(after, change.inverse()).edits == edit.inverse().edits
    named = SetEntry("units", BASE.units["u"], Unit("u", "V"))
    assert unrecorded(IN_SCENARIO, recorded(IN_SCENARIO, "s", named)).edits == (named,)
    (kept,) = after.branched("s")
    assert cell_text(kept) == "u i 2000"


@pytest.mark.parametrize("count", [scenarios.NAMED, scenarios.NAMED + 2])
def test_a_merge_names_five_cells_at_most(count: int) -> None:
    """The others are counted."""
    workbook = recorded(IN_SCENARIO, "s", doubled(count, "typed")).apply(IN_SCENARIO)
    for figure in FIGURES[:count]:
        workbook = workbook.with_figure(figure.key, replace(figure, value=-1.0))
    cells = "; ".join(f"u i {figure.period}" for figure in FIGURES[: scenarios.NAMED])
    rest = " and 2 more" if count > scenarios.NAMED else ""
    assert str(merge_scenario(workbook, "s")) == f"scenario s merged, over what the base changed since: {cells}{rest}"


def test_each_release_stands_beside_the_one_before_and_the_first() -> None:
    """40, 50 and 55: 25 % and 10 %, since the first 25 % and 37.5 %; one release revises nothing."""
    dates = {"2021-03": 40.0, "2022-03": 50.0, "2023-03": 55.0}
    releases = [Figure("u", "i", "2020", date, value) for date, value in dates.items()]
    known = [*revisions(Series((Figure("u", "i", "2019", "2020-03", 7.0), *releases)))]
    assert [(revision.number, revision.figure.value) for revision in known] == [(1, 40.0), (2, 50.0), (3, 55.0)]
    assert [revision.change for revision in known] == [None, pytest.approx(25.0), pytest.approx(10.0)]
    assert [revision.since_first for revision in known] == [None, pytest.approx(25.0), pytest.approx(37.5)]


@pytest.mark.parametrize(
    ("before", "after", "change"), [(2.0, 5.0, 3.0), (None, 5.0, None), (2.0, None, None), (None, None, None)]
)
def test_a_score_changes_from_before_to_after(before: float | None, after: float | None, change: float | None) -> None:
    """Where both are known."""
    assert ScoreChange("m", "u", "2020", before, after, 1, 1).change == change
