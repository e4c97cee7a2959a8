"""Any method after any edits, step by step taken over from before, is the method run from nothing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.derive.derive import derive
from core.method.document import Document, load, settings_text
from core.method.run import Scored
from core.method.settings import FAMILIES
from core.workbook.edit import SetEntry, SetFigure
from core.workbook.entries import Group, Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook

UNITS, PERIODS, CODES = ("x", "y", "z", "u", "a"), ("2019", "2020", "2022"), ("a", "b", "c", "d")
MISSING = {"impossible": "missing"}
STRICT = {"limit": 1, "skewed": 0.5, "peaked": 0.1}
CHOICES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "denominate": [("panel", {"by": {"a": "d"}}), ("table", {"by": {"b": "d"}, "scales": {"b": 10.0}})],
    "screen": [("missing", {"available": 0.3}), ("zero", {"nonzero": 0.1, "years": "across"})],
    "impute": [(str(how), {"group": "half"} if "group" in str(how) else {}) for how in FAMILIES["impute"]],
    "treat": [
        *(("skew_kurtosis", {**STRICT, "years": years, **MISSING}) for years in ("across", "within")),
        ("log_signed", MISSING),
        ("three_sd", {"sds": 1.0, "years": "within", **MISSING}),
    ],
    "normalise": [
        ("min_max", {"low": 0.1, **MISSING}),
        ("min_max", {"years": "within", "each": {"b": {"how": "rank"}}, **MISSING}),
        ("z_score", {"mean": 100.0, "sd": 10.0, **MISSING}),
        ("base_year", {"base": "2019", "to": [0.1, 1.0], **MISSING}),
    ],
    "weigh": [
        ("entropy", {}), ("critic", {"years": "within"}), ("entropy", {"over": "indicators"}), ("mixed", {}),
        ("by_hand", {}),
    ],
    "aggregate": [
        ("arithmetic", {"each": {"top": {"how": "harmonic"}}, **MISSING}),
        ("geometric", {"available": 0.5, "counting": "indicators", **MISSING}),
        ("topsis", {"years": "within", **MISSING}),
        ("copeland", MISSING),
    ],
}  # fmt: skip
FIGURES = st.builds(
    Figure,
    st.sampled_from(UNITS),
    st.sampled_from(CODES),
    st.sampled_from(PERIODS),
    value=st.none() | st.sampled_from([-2.0, 0.0, 1.0, 2.5, 40.0]),
    status=st.sampled_from("AE"),
)
KINDS = st.tuples(*(st.booleans() for _ in range(3))).map(
    lambda some: [*(kind for kind, is_in in zip(("denominate", "screen", "weigh"), some, strict=True) if is_in)]
)


@st.composite
def methods(draw: st.DrawFn) -> tuple[Step, ...]:
    """Steps of every kind, some of them, each with one of its choices."""
    extra = draw(KINDS)
    order = ("denominate", "screen", "impute", "treat", "normalise", "weigh", "aggregate")
    kinds = [kind for kind in order if kind in extra or kind in ("impute", "treat", "normalise", "aggregate")]
    return tuple(step(at, kind, draw(st.sampled_from(CHOICES[kind]))) for at, kind in enumerate(kinds, 1))


def step(number: int, kind: str, choice: tuple[str, dict[str, Any]]) -> Step:
    """A step of the method m."""
    return Step("m", number, kind, choice[0], settings_text(choice[1]))


def workbook(steps: tuple[Step, ...], large: bool) -> Workbook:
    """Five units in three years with some gaps; a large one keeps its figures in a frame."""
    figures = [
        Figure(unit, code, period, value=float((u * 7 + c * 5 + p * 3) % 11) + u / 10)
        for u, unit in enumerate(UNITS)
        for c, code in enumerate(CODES)
        for p, period in enumerate(PERIODS)
        if (u + c + p) % 7
    ]
    entries = [*(Unit(code, "") for code in UNITS), *(Indicator(code, "") for code in CODES), Group("x", "half", "one")]
    rows = (("top", ""), ("p", "top"), ("q", "top"), ("a", "p"), ("b", "p"), ("c", "q"), ("d", "q"))
    placed = tuple(
        TreeNode("m", code, parent, 1.0 + at, -1 if code == "b" else 1) for at, (code, parent) in enumerate(rows)
    )
    made = Workbook.of(figures, entries)
    made = load(Document(Method("m", "M"), placed, steps), made).apply(made)
    return replace(made, figures=Figures(made.figures.whole())) if large else made


@pytest.mark.parametrize("large", [False, True])
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_method_after_any_edits_is_the_method_run_from_nothing(large: bool, data: st.DataObject) -> None:
    """Figures, weights, directions and choices change; all that follows is as from nothing."""
    now = workbook(data.draw(methods()), large)
    derived = derive(now)
    derived.methods["m"]
    for _ in range(data.draw(st.integers(1, 5))):
        now = edited(now, data)
        derived = derive(now, derived)
        taken, fresh = derived.methods["m"], derive(now).methods["m"]
        assert taken == fresh
        if isinstance(taken, Scored) and isinstance(fresh, Scored):
            assert taken.ranks.equals(fresh.ranks)
            assert taken.flags.equals(fresh.flags)
            for mine, its in zip(taken.stages, fresh.stages, strict=True):
                assert (mine.report is None) == (its.report is None)
                assert mine.report is None or its.report is None or mine.report.equals(its.report)


def edited(now: Workbook, data: st.DataObject) -> Workbook:
    """The workbook with a figure, a weight, a direction or the choice of a step changed."""
    what = data.draw(st.sampled_from(["figure", "figure", "weight", "direction", "choice"]))
    if what == "figure":
        figure = data.draw(FIGURES)
        old = now.figure(figure.key)
        gone = old is not None and data.draw(st.booleans())
        return SetFigure(old, None if gone else figure).apply(now)
    if what == "choice":
        own = data.draw(st.sampled_from(now.steps("m")))
        how, given_settings = data.draw(st.sampled_from(CHOICES[own.kind]))
        return SetEntry("steps", own, replace(own, how=how, settings=settings_text(given_settings))).apply(now)
    one = data.draw(st.sampled_from(now.placed("m")))
    other = replace(one, weight=data.draw(st.sampled_from([0.0, 0.5, 3.0]))) if what == "weight" else None
    return SetEntry("placed", one, other or replace(one, direction=-one.direction)).apply(now)


@pytest.mark.parametrize("code", CODES)
def test_a_change_of_any_figure_reaches_what_is_divided_by_it(code: str) -> None:
    """A denominator moves what it divides; with letters and outcomes of the treatment all is as from nothing."""
    chosen = [
        ("denominate", ("panel", {"by": {"a": "d"}, "scales": {"a": 2.0}})),
        ("impute", ("mean", {})),
        ("treat", ("three_sd", {"sds": 1.0, **MISSING})),
        ("normalise", ("min_max", {"low": 0.1, **MISSING})),
        ("aggregate", ("arithmetic", MISSING)),
    ]
    now = workbook(tuple(step(at, kind, choice) for at, (kind, choice) in enumerate(chosen, 1)), large=False)
    derived = derive(now)
    before = derived.methods["m"]
    after = SetFigure(now.figure(("x", code, "2020", "")), Figure("x", code, "2020", value=9.5, status="E")).apply(now)
    taken, fresh = derive(after, derived).methods["m"], derive(after).methods["m"]
    assert isinstance(before, Scored)
    assert isinstance(taken, Scored)
    assert isinstance(fresh, Scored)
    assert taken == fresh != before
    assert taken.flags.equals(fresh.flags)
    moved = [name for name in CODES if not before.stages[1].frame[name].equals(taken.stages[1].frame[name])]
    assert moved == (["a", "d"] if code == "d" else [code])
