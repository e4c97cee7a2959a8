"""A method kept in a workbook: run, written as TOML, read back, edited, and taken over from before."""

import json
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from agreement import agrees
from asem_reference import Asem
from hypothesis import given, settings
from hypothesis import strategies as st

from core.derive.derive import derive
from core.errors import BadEntry
from core.method.document import Document, document_of, load, settings_text
from core.method.document_text import document_from, toml_text
from core.method.errors import MethodError
from core.method.run import Failure, Scored, run, scored
from core.method.settings import FAMILIES, in_force, own_settings
from core.workbook.edit import Edit, SetEntry, SetFigure
from core.workbook.entries import Group, Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook

CODES = ("a", "b", "c", "d")
UNITS = ("x", "y", "z", "w", "v")
PERIODS = ("2019", "2020", "2021")


def step(number: int, kind: str, how: str, **given: object) -> Step:
    """A step of the method m."""
    return Step("m", number, kind, how, settings_text(given))


def placed(method: str = "m") -> tuple[TreeNode, ...]:
    """A tree of two elements with two indicators each."""
    rows = [("top", "", 1.0), ("p", "top", 2.0), ("q", "top", 1.0)]
    rows += [(code, "p" if at < 2 else "q", 1.0 + at) for at, code in enumerate(CODES)]
    return tuple(TreeNode(method, code, parent, weight, -1 if code == "b" else 1) for code, parent, weight in rows)


def small(*steps: Step, gap: bool = True) -> Workbook:
    """Five units in three years, one figure missing and one estimated, with a method of these steps."""
    figures = []
    for u, unit in enumerate(UNITS):
        for i, code in enumerate(CODES):
            for p, period in enumerate(PERIODS):
                if gap and (unit, code, period) == ("y", "c", "2020"):
                    continue
                value = 1.0 + (u * 7 + i * 5 + p * 3) % 11 + u / 10 + p
                status = "E" if (unit, code, period) == ("x", "a", "2021") else "A"
                figures.append(Figure(unit, code, period, value=value, status=status, source="s"))
    entries = [*(Unit(code, code.upper()) for code in UNITS), *(Indicator(code, code) for code in CODES)]
    entries += [Group(unit, "half", "one" if at < 3 else "two") for at, unit in enumerate(UNITS)]
    made = Document(Method("m", "Made up"), placed(), steps)
    workbook = Workbook.of(figures, entries)
    return load(made, workbook).apply(workbook)


CHAIN = (
    step(1, "impute", "linear"),
    step(2, "impute", "group_mean", group="half"),
    step(3, "treat", "skew_kurtosis"),
    step(4, "normalise", "min_max", low=1, high=100),
    step(5, "weigh", "entropy"),
    step(6, "aggregate", "arithmetic", each={"top": {"how": "geometric"}}),
)


def result(workbook: Workbook) -> Scored:
    """The result of m, which must be there."""
    made = derive(workbook).methods["m"]
    assert isinstance(made, Scored), made
    return made


def asem_workbook(asem: Asem, *steps: Step) -> Workbook:
    """The ASEM figures as a workbook, with a method of these steps."""
    rows = asem.meta.filter(pl.col("Type").is_in(["Indicator", "Aggregate"])).iter_rows(named=True)
    tree = tuple(TreeNode("m", r["iCode"], r["Parent"] or "", float(r["Weight"]), r["Direction"] or 1) for r in rows)
    codes = list(dict.fromkeys([*asem.codes, *asem.denominators.values()]))
    cells = asem.raw.unpivot(codes, index=["unit", "period"]).drop_nulls()
    figures = [Figure(unit, code, str(period), value=value) for unit, period, code, value in cells.iter_rows()]
    units = asem.raw.select("unit", "EurAsia_group").rows()
    entries = [*(Unit(unit, unit) for unit, _ in units), *(Indicator(code, code) for code in codes)]
    entries += [Group(unit, "EurAsia_group", group) for unit, group in units]
    workbook = Workbook.of(figures, entries)
    return load(Document(Method("m", "ASEM"), tree, steps), workbook).apply(workbook)


def test_the_whole_chain_from_a_workbook_gives_coinrs_scores(asem: Asem) -> None:
    """Figures, denominators, groups and steps of a workbook end in the scores that COINr has, to 1e-9."""
    workbook = asem_workbook(
        asem,
        step(1, "denominate", "panel", by=asem.denominators),
        step(2, "impute", "group_mean", group="EurAsia_group"),
        step(3, "treat", "skew_kurtosis"),
        step(4, "normalise", "min_max", high=100),
        step(5, "aggregate", "arithmetic"),
    )
    made = result(workbook)
    agrees(made.frame, asem.expected("aggregated_amean"))
    agrees(made.ranks, asem.expected("results_full_ranks").select("unit", *made.nodes))
    expected = dict(asem.expected("effective_weights").select("iCode", "EffWeight").iter_rows())
    assert made.effective == pytest.approx(expected, rel=1e-9)
    filled = asem.denominated.select(pl.sum_horizontal(pl.col(asem.codes).is_null()).sum()).item()
    assert made.flags.select(pl.sum_horizontal(pl.col(asem.codes) == "I").sum()).item() == filled > 0


def test_the_same_document_runs_on_a_plain_frame() -> None:
    """The steps give the same scores on a frame as on the workbook that holds the same figures."""
    made = result(small(*CHAIN))
    again = run(made.document, made.raw)
    assert again.scores.equals(made.scores)
    assert again.stages[-1].trees == made.stages[-1].trees


def test_a_frame_from_elsewhere_may_hold_nan_for_a_gap_and_nothing_infinite() -> None:
    """NaN is read as missing and marked when it is filled; an infinite cell is named."""
    steps = (step(1, "impute", "mean"), step(2, "aggregate", "arithmetic"))
    made = Document(Method("m", "M"), (TreeNode("m", "top"), TreeNode("m", "a", "top")), steps)
    frame = pl.DataFrame({"unit": ["x", "y", "z"], "period": ["2020"] * 3, "a": [1.0, float("nan"), 3.0]})
    result = run(made, frame)
    assert (result.scores["top"].to_list(), result.flags["top"].to_list()) == ([1, 2, 3], ["A", "I", "A"])
    with pytest.raises(MethodError, match="y a 2020 is infinite"):
        run(made, frame.with_columns(a=pl.Series([1.0, float("inf"), 3.0])))


def test_what_is_imputed_or_estimated_is_marked_all_the_way_up() -> None:
    """A filled cell is I, an estimated one E, and every node above takes the worst letter below it."""
    flags = {(row["unit"], row["period"]): row for row in result(small(*CHAIN)).flags.iter_rows(named=True)}
    assert [flags["y", "2020"][code] for code in ("c", "q", "top", "p")] == ["I", "I", "I", "A"]
    assert [flags["x", "2021"][code] for code in ("a", "p", "top", "q")] == ["E", "E", "E", "A"]
    assert flags["z", "2019"]["top"] == "A"


def test_places_gained_are_counted_from_the_period_before() -> None:
    """A unit's change is its rank of the period before less its rank now, and null in the first."""
    made = result(small(*CHAIN))
    ranks = {(u, p): r for u, p, r in made.ranks.select("unit", "period", "top").iter_rows()}
    for unit, period, change in made.changes.select("unit", "period", "top").iter_rows():
        before = ranks.get((unit, str(int(period) - 1)))
        assert change == (None if before is None else before - ranks[unit, period])


@pytest.mark.parametrize(("kind", "how"), [(kind, how) for kind, family in FAMILIES.items() for how in family])
def test_every_choice_of_every_kind_writes_out_all_its_settings(kind: str, how: str) -> None:
    """What is in force is complete: given back as settings it changes nothing, and TOML keeps it."""
    defaults = in_force(kind, how, {})
    assert in_force(kind, how, defaults) == defaults
    assert set(own_settings(kind, how, {})) <= set(defaults)
    made = Document(Method("m", "M"), placed(), (step(1, kind, how),))
    again = document_from(toml_text(made))
    assert json.loads(again.steps[0].settings) == json.loads(settings_text(defaults))


def test_a_document_read_back_from_its_text_changes_nothing() -> None:
    """Loading what was saved is not an edit at all."""
    workbook = small(*CHAIN)
    again = document_from(toml_text(document_of(workbook, "m")))
    assert load(again, workbook).edits == ()
    assert again == document_of(workbook, "m")


def test_a_changed_document_is_one_edit_that_can_be_taken_back() -> None:
    """Loading another tree and other steps is one edit; its inverse gives the workbook as it was."""
    workbook = small(*CHAIN)
    before = document_of(workbook, "m")
    fewer = tuple(one for one in before.placed if one.code != "d")
    edit = load(replace(before, placed=fewer, steps=before.steps[2:]), workbook)
    after = edit.apply(workbook)
    assert [one.number for one in after.steps("m")] == [1, 2, 3, 4]
    assert "d" not in {one.code for one in after.placed("m")}
    assert edit.inverse().apply(after).tables == workbook.tables


@st.composite
def method_edits(draw: st.DrawFn, workbook: Workbook) -> Edit:
    """An edit of a figure, of a weight or direction, or of a step."""
    kind = draw(st.sampled_from(["figure", "weight", "direction", "step"]))
    if kind == "figure":
        series = workbook.figures[draw(st.sampled_from(sorted(workbook.figures)))]
        figure = draw(st.sampled_from(series.figures))
        letter = draw(st.sampled_from("AEP"))
        return SetFigure(figure, replace(figure, value=draw(st.floats(0.1, 50)), status=letter))
    if kind == "step":
        old = draw(st.sampled_from(workbook.steps("m")))
        choices = {
            "impute": ["linear", "mean", "latest"],
            "treat": ["skew_kurtosis", "three_sd"],
            "normalise": ["min_max", "z_score", "rank"],
            "weigh": ["equal", "entropy", "critic", "by_hand"],
            "aggregate": ["arithmetic", "topsis", "copeland"],
        }
        return SetEntry("steps", old, replace(old, how=draw(st.sampled_from(choices[old.kind])), settings="{}"))
    one = draw(st.sampled_from(workbook.placed("m")))
    other = replace(one, weight=draw(st.floats(0.1, 5))) if kind == "weight" else replace(one, direction=-one.direction)
    return SetEntry("placed", one, other)


@settings(max_examples=25)
@given(st.data())
def test_results_after_any_edits_and_undos_are_results_from_nothing(data: st.DataObject) -> None:
    """Whatever is done and taken back, taking stages and columns over from before changes no result."""
    workbook = small(*CHAIN)
    derived = derive(workbook)
    done: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 5))):
        if done and data.draw(st.booleans()):
            workbook = done.pop().inverse().apply(workbook)
        else:
            done.append(data.draw(method_edits(workbook)))
            workbook = done[-1].apply(workbook)
        derived = derive(workbook, derived)
        if data.draw(st.booleans()):
            assert derived.methods["m"] is not None
    assert derived.methods == derive(workbook).methods


def test_a_weight_moves_nothing_below_the_aggregation() -> None:
    """After a change of weight the panels of the earlier steps are the same objects, and only the scores are new."""
    steps = (step(1, "impute", "mean"), step(2, "normalise", "min_max"), step(3, "aggregate", "arithmetic"))
    workbook = small(*steps)
    derived = derive(workbook)
    before = derived.methods["m"]
    one = next(one for one in workbook.placed("m") if one.code == "p")
    after = derive(SetEntry("placed", one, replace(one, weight=9)).apply(workbook), derived).methods["m"]
    assert isinstance(before, Scored)
    assert isinstance(after, Scored)
    assert [old is new for old, new in zip(before.stages, after.stages, strict=True)] == [True, True, True, False]


def test_weights_found_within_years_differ_from_year_to_year() -> None:
    """Each year is weighed and drawn together by itself."""
    steps = (step(1, "impute", "mean"), step(2, "normalise", "min_max"))
    within = small(*steps, step(3, "weigh", "entropy", years="within"), step(4, "aggregate", "arithmetic"))
    made = result(within)
    assert set(made.stages[-1].trees) == set(PERIODS)
    year = made.stages[2].frame.filter(pl.col("period") == "2020")
    alone = run(
        Document(Method("m", ""), placed(), (step(1, "weigh", "entropy"), step(2, "aggregate", "arithmetic"))), year
    )
    assert made.scores.filter(pl.col("period") == "2020").equals(alone.scores)


def test_weighing_all_indicators_at_once_gives_them_these_effective_weights() -> None:
    """Entropy weights over all indicators are what each finally counts, and nodes have the sums."""
    steps = (step(1, "impute", "mean"), step(2, "normalise", "min_max"))
    made = result(small(*steps, step(3, "weigh", "entropy", over="indicators"), step(4, "aggregate", "arithmetic")))
    from core.method.weigh import entropy  # noqa: PLC0415 - what it must agree with

    expected = entropy(made.stages[2].frame, CODES)
    assert {code: made.effective[code] for code in CODES} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([("normalise", "min_max", {})], ""),
        ([("smooth", "min_max", {})], "is of no kind “smooth”"),
        ([("normalise", "min-max", {})], "cannot normalise by “min-max”"),
        ([("normalise", "min_max", {"mean": 3})], "has no setting mean"),
        ([("normalise", "min_max", {"low": "0"})], "low must be a number"),
        ([("normalise", "min_max", {"years": "both"})], "years cannot be “both”"),
        ([("normalise", "min_max", {"each": {"a": {"sd": 3}}})], "each.a: min_max has no setting sd"),
        ([("normalise", "min_max", {"each": {"nobody": {}}})], "names nobody, which is not in the tree"),
        ([("treat", "skew_kurtosis", {"limit": 2.5})], "limit must be a whole number"),
        ([("treat", "skew_kurtosis", {"transform": "log"})], "transform cannot be “log”"),
        ([("denominate", "panel", {"by": {"a": "people"}})], "people is not an indicator of the workbook"),
    ],
)
def test_a_step_that_does_not_fit_is_refused_with_its_name(steps: list[tuple[str, str, Any]], words: str) -> None:
    """A document with a wrong kind, choice, setting or code is refused in words, before anything is kept."""
    made = Document(Method("m", ""), placed(), tuple(step(n, *one[:2], **one[2]) for n, one in enumerate(steps, 1)))
    if not words:
        assert load(made, small()).edits
        return
    with pytest.raises(MethodError, match=words):
        load(made, small())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[method", "is not TOML"),
        ("[other]", "has a part “other”"),
        ("[method]\nname_en='x'", "has no code"),
        ("[method]\ncode='m'", r"has no \[\[tree\]\]"),
        ("[method]\ncode='m'\n[[tree]]\ncode='a'", r"has no \[\[steps\]\]"),
        ("[method]\ncode='m'\n[[tree]]\ncode='a'\nweight='1'\n[[steps]]\n", "weight is “1”: write a number"),
        ("[method]\ncode='m'\n[[tree]]\ncode='a'\nsize=1\n[[steps]]\n", "has “size”: it may have code"),
        ("[method]\ncode='m'\nunits=['New York']\n", "units names “New York”, and a code is one word"),
        ("[method]\ncode='m'\n[[tree]]\ncode='a'\n[[steps]]\nkind='treat'", "has no kind or no how"),
        (
            "[method]\ncode='m'\n[[tree]]\ncode='a'\n[[steps]]\nkind='treat'\nhow='three_sd'\nsds=2020-01-01",
            "is not a setting",
        ),
    ],
)
def test_a_text_that_is_no_document_is_refused(text: str, words: str) -> None:
    """The sentence names the part of the text and what to do."""
    with pytest.raises(MethodError, match=words):
        document_from(text)


def test_a_method_that_cannot_run_says_at_which_step_and_cell() -> None:
    """The failure names the step, the cell and what to do; the rest of the workbook is as ever."""
    workbook = small(step(1, "normalise", "min_max"), step(2, "aggregate", "geometric"), gap=False)
    failure = derive(workbook).methods["m"]
    assert isinstance(failure, Failure)
    assert (failure.step, failure.indicator) == (2, "a")
    assert failure.unit in UNITS
    assert "needs scores above 0" in failure.sentence


def test_a_method_without_figures_or_with_a_wrong_tree_fails_in_words() -> None:
    """No figures, a loop and an unknown method each give one sentence."""
    workbook = small(*CHAIN)
    empty = replace(workbook, figures=Figures.of({}))
    failure = scored(empty, "m")
    assert isinstance(failure, Failure)
    assert "No figure of" in failure.sentence
    one = next(one for one in workbook.placed("m") if one.code == "top")
    looped = scored(SetEntry("placed", one, replace(one, parent="p")).apply(workbook), "m")
    assert isinstance(looped, Failure)
    assert "counts towards itself" in looped.sentence
    with pytest.raises(BadEntry, match="There is no method “n”"):
        document_of(workbook, "n")


def test_an_indicator_may_be_called_like_a_unit() -> None:
    """A code that is both a unit and an indicator stands for each in its place."""
    figures = [Figure(unit, code, "2020", value=value) for unit, code, value in [("a", "a", 1.0), ("b", "a", 3.0)]]
    workbook = Workbook.of(figures, [Unit("a", "a"), Unit("b", "b"), Indicator("a", "a")])
    tree = (TreeNode("m", "top"), TreeNode("m", "a", "top"))
    steps = (step(1, "normalise", "min_max"), step(2, "aggregate", "arithmetic"))
    workbook = load(Document(Method("m", ""), tree, steps), workbook).apply(workbook)
    assert result(workbook).scores["top"].to_list() == [0.0, 1.0]
