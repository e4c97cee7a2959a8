"""Answers of small functions that others read, each with the values that it must have."""

from dataclasses import replace
from types import SimpleNamespace

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from core.analysis.smooth import moving_mean
from core.attribution import change
from core.audit.audit import AuditSettings
from core.clusters.concentration import concentration_ratio, normalised_herfindahl
from core.clusters.location import location_quotients
from core.clusters.shift_share import dunn, esteban
from core.derive.trend_table import TargetPath, _ahead
from core.errors import BadEntry
from core.figures.cells import _leading_back
from core.figures.codes import Codes
from core.figures.draft import _DraftFigures
from core.method.edits import place_under
from core.method.errors import MethodError
from core.method.ideal import topsis_distances
from core.method.normalisations import vector
from core.method.treat import _changed
from core.method.winsorise import OUTCOMES
from core.robustness.choices import SPREADS, WeightNoise, WeightSets
from core.robustness.outcome import Outcome
from core.robustness.settings import UncertaintySettings, steps_from
from core.rollup.plan import pairs
from core.rollup.prepared import SIGNS
from core.scenario.large_step import large_step
from core.scenario.scenario import begin_scenario, recorded, unrecorded
from core.workbook.edit import CompositeEdit, Edit, SetEntry, SetFigure, single_edits
from core.workbook.entries import Indicator, Target, Unit
from core.workbook.figure import Figure, Series
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook

FIGURE, OTHER = Figure("u", "i", "2020", value=1.0), Figure("u", "i", "2021", value=2.0)
UNIT = Unit("u", "U")


def test_the_interval_of_a_rank_is_that_of_its_period() -> None:
    """Units without one are left out; a period without runs has none."""
    table = pl.DataFrame({"unit": ["u", "v", "w"], "low": [1, 2, None], "high": [2, 3, None]})
    outcome = Outcome("top", (), 1, 8, 0.0, {"2020": table}, (), {}, {}, {})
    assert outcome.intervals("2020") == {"u": (1, 2), "v": (2, 3)}
    assert outcome.intervals("2021") == {}


def test_what_varies_unless_something_else_is_named() -> None:
    """Weights by a quarter, figures by their letter, in 1,024 runs; an audit of a large panel has fewer of them."""
    assert SPREADS == {"E": 5, "P": 2, "I": 10, "F": 10, "U": 10}
    usual = UncertaintySettings()
    assert (usual.weights, usual.figures, usual.runs, usual.seed, usual.sensitivity) == ("25", "", 1024, 1, 512)
    assert (WeightNoise().spread, WeightSets(()).between) == (0.25, False)
    assert [(runs.runs, runs.seed, runs.base) for runs in map(AuditSettings(seed=3).usual, (0, 51))] == [
        (1024, 3, 1024)
    ] * 2


@pytest.mark.parametrize("weights", [(0.5, 0.5), (2.0, 2.0)])
def test_distances_from_the_ideal_are_those_of_weights_that_sum_to_1(weights: tuple[float, float]) -> None:
    """Of two indicators of 0 and 1: root of 2 × (½ × 1)²; a row without one of them has the other alone."""
    values = np.array([[0.0, 1.0, np.nan], [0.0, 1.0, 0.5]])
    near, far = topsis_distances(values, np.array(weights))
    assert near.tolist() == pytest.approx([0.5**0.5, 0, 0.5])
    assert far.tolist() == pytest.approx([0, 0.5**0.5, 0.5])


@pytest.mark.parametrize(
    ("sign", "kept"),
    [("=", [2]), ("!=", [1, 3]), (">", [3]), (">=", [2, 3]), ("<", [1]), ("<=", [1, 2]), ("in", [2])],
)
def test_a_filter_of_a_rollup_keeps_what_its_sign_says(sign: str, kept: list[int]) -> None:
    """Of 1, 2 and 3 against 2."""
    rows = nw.from_native(pl.LazyFrame({"x": [1, 2, 3]}))
    held = rows.filter(SIGNS[sign](nw.col("x"), [2] if sign == "in" else 2)).collect()
    assert held["x"].to_list() == kept
    assert len(SIGNS) == 7


@pytest.mark.parametrize("text", ["geometric", "4:", ":geometric", "x:geometric", "-1:geometric"])
def test_an_alternative_is_the_number_of_a_step_and_a_choice(text: str) -> None:
    """Either alone is refused; those of one step stand together."""
    assert steps_from(["4:z_score", "2:none", "4:rank"]) == {4: "z_score; rank", 2: "none"}
    with pytest.raises(MethodError, match="is not an alternative"):
        steps_from(["4:z_score", text])


def test_a_name_leads_back_to_its_unit_where_no_other_is_called_so() -> None:
    """In any case of letters, and also where the other one has it as its code or in Chinese."""
    units = [Unit("a", "Alpha"), Unit("b", "Beta"), Unit("c", "BETA"), Unit("d", "A"), Unit("e", ""), Unit("f", "f")]
    assert _leading_back(units) == {"a": "Alpha", "f": "f"}


def test_a_draft_has_the_series_of_the_workbook_and_those_that_were_written() -> None:
    """Of both the written one, and no other."""
    under = Workbook.of([FIGURE, replace(FIGURE, unit="v")], []).figures
    written = Series.of([OTHER])
    draft = _DraftFigures({("u", "i"): written, ("w", "i"): written}, under)
    assert [("u", "i") in draft, ("v", "i") in draft, ("w", "i") in draft, ("x", "i") in draft] == [True] * 3 + [False]
    assert (draft["u", "i"], draft["v", "i"]) == (written, under["v", "i"])
    assert list(draft) == [("u", "i"), ("v", "i"), ("w", "i")]
    assert isinstance(draft, Figures)


def test_a_column_of_codes_is_searched_by_the_names_that_the_workbook_has_now() -> None:
    """A unit that is renamed is found by its new name; the texts are made once for the same names."""
    workbook = Workbook.of([FIGURE], [UNIT])
    codes = Codes(workbook.figures.whole())
    renamed = SetEntry("units", UNIT, replace(UNIT, name_en="Other")).apply(workbook)
    assert "other" not in codes.searched("unit", workbook)[0]
    assert "other" in codes.searched("unit", renamed)[0]
    assert codes.searched("unit", renamed) is codes.searched("unit", renamed)


def test_several_edits_meet_the_content_on_which_each_was_made() -> None:
    """The second is made on what the first leaves."""
    first, second = SetFigure(None, FIGURE), SetFigure(FIGURE, None)
    assert CompositeEdit("both", (first, second)).meets(Workbook())
    assert not CompositeEdit("both", (second, first)).meets(Workbook())
    assert not CompositeEdit("twice", (first, first)).meets(Workbook())


@pytest.mark.parametrize(
    ("base", "edit"),
    [
        ([], SetFigure(None, FIGURE)),
        ([FIGURE], SetFigure(FIGURE, replace(FIGURE, value=3.0))),
        ([FIGURE], SetFigure(FIGURE, None)),
        ([], SetEntry("units", UNIT, replace(UNIT, name_en="Other"))),
    ],
)
def test_a_change_in_a_scenario_is_the_edit_that_was_made_there_and_back(base: list[Figure], edit: Edit) -> None:
    """Recorded it is an edit of the base, from which the one in the scenario comes back; so does its inverse."""
    workbook = Workbook.of(base, [UNIT])
    workbook = begin_scenario(workbook, "s").apply(workbook)
    record = recorded(workbook, "s", edit)
    after = record.apply(workbook)
    assert list(single_edits(unrecorded(after, record))) == [edit]
    assert list(single_edits(unrecorded(after, record.inverse()))) == [edit.inverse()]
    with pytest.raises(BadEntry, match="holds no scenarios"):
        recorded(workbook, "s", begin_scenario(workbook, "t"))


@pytest.mark.parametrize(("direction", "scores"), [(1, [3 / 13, 4 / 13, 12 / 13]), (-1, [10 / 13, 9 / 13, 1 / 13])])
def test_a_vector_norm_divides_by_the_root_of_the_sum_of_squares(direction: int, scores: list[float]) -> None:
    """Where less is better it is counted back from 1."""
    assert vector(np.array([3.0, 4.0, 12.0]), direction) == pytest.approx(scores, rel=1e-12)


def test_a_treatment_of_whole_columns_counts_what_it_moves_or_is_a_transformation() -> None:
    """Of a gap nothing is moved."""
    before, after = np.array([[1.0, 2.0, np.nan], [1.0, 2.0, 3.0]]), np.array([[1.0, 1.0, np.nan], [1.0, 2.0, 3.0]])
    pulled, transformed = _changed(before, after, always=False), _changed(before, after, always=True)
    assert pulled.winsorised.tolist() == [1, 0]
    assert [OUTCOMES[at] for at in pulled.outcome] == ["winsorised", "untouched"]
    assert transformed.winsorised.tolist() == [0, 0]
    assert [OUTCOMES[at] for at in transformed.outcome] == ["transformed"] * 2


def test_growth_starts_from_any_size_above_nothing() -> None:
    """A region that grows from half a job has a growth; from none all that came is regional."""
    rows = [("n", "a", 1, 0.5), ("n", "a", 2, 1.0), ("s", "a", 1, 0.0), ("s", "a", 2, 1.0)]
    table = pl.DataFrame(rows, schema=["region", "industry", "period", "size"], orient="row")
    assert dunn(table, 1, 2).rows() == [("n", "a", 0.5, 1.5, 0.0, -1.0), ("s", "a", 1.0, 0.0, 0.0, 1.0)]
    parts = esteban(table, 1, 2).select("region", "competitive", "allocation").rows()
    assert parts == [("n", -1.0, 0.0), ("s", None, None)]


def test_of_one_size_there_is_no_concentration_above_the_least() -> None:
    """Of two there is; a missing size is none."""
    sizes = pl.DataFrame({"one": [5.0, None], "two": [3.0, 1.0]})
    assert sizes.select(normalised_herfindahl(pl.all())).rows() == [(None, pytest.approx(0.25))]


@pytest.mark.parametrize(
    ("units", "lacking"),
    [(["", None, "u"], 2), ([None, 0, 1], 1), (["u", "v", "w"], 0)],
    ids=["texts", "numbers", "all"],
)
def test_rows_without_a_unit_are_counted(units: list[object], lacking: int) -> None:
    """An empty text is no unit, a number is one."""
    frame = pl.DataFrame({"unit": units, "industry": "a", "period": "2020"})
    counts = pairs(nw.from_native(frame.lazy())).collect().to_native()
    assert counts.select("rows", "without_unit").rows() == [(3, lacking)]
    assert pairs(nw.from_native(frame.drop("unit").lazy())).collect()["without_unit"].to_list() == [0]


@pytest.mark.parametrize("code", ["", "  ", "two words"])
def test_a_code_in_a_tree_is_one_word(code: str) -> None:
    """Nothing, or several, are refused."""
    with pytest.raises(BadEntry, match="A code is one word"):
        place_under(Workbook(), "m", "top", code)


def test_a_figure_with_two_releases_in_a_scenario_is_one_edit_and_an_entry_another() -> None:
    """The confirmation of an undo counts cells, not releases."""
    workbook = begin_scenario(Workbook.of([FIGURE], [UNIT]), "s").apply(Workbook.of([FIGURE], [UNIT]))
    first, second = (
        SetFigure(FIGURE, replace(FIGURE, value=2.0)),
        SetFigure(None, Figure("u", "i", "2020", "2021-01", 3.0)),
    )
    named = SetEntry("units", UNIT, replace(UNIT, name_en="Other"))
    for edit in (first, second, named):
        workbook = recorded(workbook, "s", edit).apply(workbook)
    removed = SetEntry("scenarios", workbook.scenarios["s"], None)
    assert large_step(removed, workbook) == "scenario s with 2 edits in it"


@pytest.mark.parametrize(("value", "enough"), [(9.0, True), (10.0, True), (11.0, False)])
@pytest.mark.parametrize("direction", [1, -1])
def test_a_forecast_at_the_target_reaches_it(value: float, enough: bool, direction: int) -> None:
    """Whether more or less is better; beyond it too."""
    target = Target("u", "i", "2030", 10.0)
    forecast = Figure("u", "i", "2030", value=value if direction < 0 else 20 - value, status="F")
    before = TargetPath(target, None, None, reached=False, on_track=None)
    path = _ahead(before, Indicator("i", "I", direction=direction), Series([forecast]))
    assert path is not None
    assert (path.forecast, path.forecast_reaches) == (forecast, enough)


def test_an_effect_is_the_mean_of_the_ways_there_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each kind by itself; what only one way has counts half."""
    monkeypatch.setattr(change, "_Side", lambda scored, _: SimpleNamespace(scores={"a": scored}))
    there = {"a": change.Effect("a", "top", None, None, 1.0, 2.0, 3.0)}
    back = {"a": change.Effect("a", "top", None, None, 3.0, 6.0, 9.0), "b": change.Effect("b", "a", None, None, 1.0)}
    assert change._mean_effects([[there], [back]], 5.0, 6.0, ("u", "1"), ("u", "2")) == {  # type: ignore[arg-type]
        "a": change.Effect("a", "top", 5.0, 6.0, 2.0, 4.0, 6.0),
        "b": change.Effect("b", "a", None, None, 0.5),
    }


@pytest.mark.parametrize(("largest", "share"), [({}, 14 / 15), ({"largest": 1}, 5 / 15), ({"largest": 9}, 1.0)])
def test_the_share_of_the_largest_is_of_four_unless_so_many_are_named(largest: dict[str, int], share: float) -> None:
    """Of fewer parts it is all."""
    sizes = pl.DataFrame({"size": [3.0, 1.0, 5.0, 2.0, 4.0]})
    assert sizes.select(concentration_ratio(pl.col("size"), **largest)).item() == pytest.approx(share)


@pytest.mark.parametrize("width", [0, 2, 4])
def test_a_moving_mean_has_a_middle(width: int) -> None:
    """An even width has none; one alone is the series itself."""
    with pytest.raises(MethodError, match=f"A moving mean of {width} has no middle"):
        moving_mean([1.0, 2.0, 3.0], width)
    assert moving_mean([1.0, None, 3.0], 1) == [1.0, None, 3.0]
    assert moving_mean([1.0, 3.0, 8.0]) == [None, 4.0, None]


def test_an_industry_that_is_nowhere_has_no_quotient() -> None:
    """Null, not what is not a number."""
    rows = [("n", "a", 1, 2.0), ("s", "a", 1, 4.0), ("n", "b", 1, 0.0), ("s", "b", 1, 0.0)]
    table = pl.DataFrame(rows, schema=["region", "industry", "period", "size"], orient="row")
    quotients = location_quotients(table).sort("industry", "region")["location_quotient"]
    assert quotients.to_list() == [1.0, 1.0, None, None]
