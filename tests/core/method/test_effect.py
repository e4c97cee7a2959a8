"""A weight, direction or setting that would change nothing is refused with the reason; every setting is tried."""

from typing import Any

import polars as pl
import pytest

from core.errors import JingdexError
from core.method.document import Document, document_of, load, settings_text
from core.method.edits import check_edit, remove_node, set_goalposts, turn_direction
from core.method.effect import without_effect
from core.method.errors import MethodError
from core.method.forms import NUMBER, YES_NO
from core.method.setting import Setting
from core.method.settings import COMMON, FAMILIES, defaults, idle_reason, in_force, settings_of_choice
from core.method.stages import Shared, Stage
from core.method.step_edits import adjust_part, adjust_setting
from core.method.steps import STEPS
from core.method.tree import Branch, Tree
from core.workbook.edit import SetEntry
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.typed_edit import WeightPlace, typed
from core.workbook.workbook import Workbook

CODES = ("a", "b", "c", "d")
TREE = Tree((
    Branch("top"), Branch("p", "top", 2.0), Branch("q", "top"), Branch("a", "p", 3.0), Branch("b", "p"),
    Branch("c", "q"), Branch("d", "q", 2.0),
))  # fmt: skip
KEYS = {
    "unit": ["u", "v", "w", "x"] * 3,
    "period": [*["2020"] * 4, *["2021"] * 4, *["2022"] * 4],
    "group": ["g", "g", "h", "h"] * 3,
}
UNEVEN = {
    "a": [1.0, 2.0, 4.0, 3.0, None, 9.0, 2.0, 5.0, 4.0, 8.0, 6.0, 90.0],
    "b": [8.0, 0.0, 5.0, 7.0, 4.0, 2.0, 1.0, None, 6.0, 3.0, 0.0, 80.0],
    "c": [-2.0, 3.0, 3.5, None, 6.0, 60.0, 2.0, 1.0, 4.0, 7.0, None, 5.0],
    "d": [None, 12.0, 9.5, 4.0, 6.0, 7.0, 2.0, 3.0, 5.0, 8.0, 1.0, 6.5],
}
WITHIN_1 = {
    "a": [0.1, 0.2, 0.4, 0.3, 0.5, 0.9, 0.2, 0.5, 0.4, 0.8, 0.6, 0.95],
    "b": [0.8, 0.1, 0.5, 0.7, 0.4, 0.2, 0.1, None, 0.6, 0.3, 0.25, 0.85],
    "c": [0.2, 0.3, 0.35, None, 0.6, 0.06, 0.2, 0.1, 0.4, 0.7, 0.65, 0.5],
    "d": [0.9, 0.12, 0.95, 0.4, 0.6, 0.7, 0.2, 0.3, 0.5, 0.8, 0.1, 0.65],
}
CONSTANT = {**{code: [value or 0.5 for value in some] for code, some in WITHIN_1.items()}, "a": [0.5] * 12}
PANELS = [pl.DataFrame({**KEYS, **values}) for values in (UNEVEN, WITHIN_1, CONSTANT)]
SHARED = Shared(TREE, {"a": 1, "b": -1, "c": 1, "d": 1}, None, {**defaults(COMMON["aggregate"]), "how": "arithmetic"})

ALWAYS: dict[str, dict[str, Any]] = {
    "distance_to_reference": {"unit": "w"},
    "base_year": {"base": "2020"},
    "budget_allocation": {"points": [{"a": 1, "b": 3, "c": 2, "d": 5, "p": 1, "q": 2}]},
    "ahp": {"pairwise": [[1, 3], [1 / 3, 1]]},
}
"""What a choice cannot do without."""
ODD: dict[str, Any] = {"limit": 1, "skewed": 0.01, "peaked": -9.0}
"""With these bounds no column is well shaped."""
OTHERS: dict[str, list[dict[str, Any]]] = {
    "denominate": [{}, {"by": {"a": "b"}, "scales": {"a": 2}}],
    "screen": [{}, {"available": 0.9, "nonzero": 0.9}],
    "impute": [{}],
    "treat": [{"impossible": "missing"}, {"impossible": "missing", "transform": "none"},
              {**ODD, "impossible": "missing"}, {**ODD, "limit": 0}, {"impossible": "missing", "sds": 1.0},
              {**ODD, "transform": "logarithm", "keep": "always"},
              {**ODD, "transform": "log_gii"}, {**ODD, "transform": "box_cox"},
              {**ODD, "transform": "logit", "impossible": "missing", "keep": "always"}],
    "normalise": [{"impossible": "missing"}, {"impossible": "missing", "to": [1, 2]},
                  {"impossible": "missing", "cap": True, "to": [1, 2]},
                  {"impossible": "missing", "truncate": False, "to": [1, 2]},
                  {"impossible": "missing", "truncate": False, "low": 0, "high": 5}],
    "weigh": [{}, {"over": "indicators"}, {"zero": "shift"}, {"form": "product"}, {"negative": "keep"}],
    "aggregate": [{"impossible": "missing"}, {"impossible": "missing", "available": 0.6},
                  {"impossible": "missing", "best": 1.0, "worst": 0.0}],
}  # fmt: skip
"""The other choices beside which each setting is tried."""
TRIED: dict[str, list[Any]] = {
    "codes": [["a"], ["a", "b"]], "nodes": [["p"]], "keep": [["u"], ["u", "v"]], "drop": [["u"]],
    "by": [{"a": "b"}, {"c": "d"}], "scales": [{"a": 3}], "targets": [{"a": 1, "b": 2, "c": 1, "d": 1, "p": 1, "q": 4}],
    "to": [[1, 2], [0, 5]], "unit": ["u", "v"], "period": ["2021"], "base": ["2021"], "group": ["group"],
    "pairwise": [[[1, 5], [0.2, 1]]],
    "points": [[{"a": 9, "b": 3, "c": 2, "d": 1, "p": 9, "q": 2}]], "reach": [0], "of_first": [{"zero": "shift"}],
    "of_second": [{"zero": "shift"}], "best": [2.0], "worst": [-1.0], "amount": [0.1, 0.3], "limit": [0, 1, 2],
    "ddof": [0], "each": [],
}  # fmt: skip
"""Other values for settings that are neither a number, nor yes or no, nor one of some words."""
NOT_TRIED = {("weigh", "mixed", "of_second"), *(("impute", how, "group") for how in ("group_mean", "group_median"))}
"""By hand, the second of a mix, has no settings of its own, and a panel has one grouping here."""
CHOICES = [(kind, str(how)) for kind, family in FAMILIES.items() for how in family]


def done(kind: str, how: str, settings: dict[str, Any], panel: pl.DataFrame) -> object:
    """What a step makes of a panel: the numbers and the trees, or that it is refused."""
    flags = panel.select(pl.col(code).is_null().cast(pl.Int8).alias(code) for code in CODES)
    try:
        stage = STEPS[kind](Stage.of(panel, flags), how, SHARED, **settings)
    except JingdexError:
        return "refused"
    frame = stage.frame.with_columns(pl.col(pl.Float64).round(9))
    return frame.rows(), {when: tuple(tree.weights.items()) for when, tree in stage.trees.items()}


def others(setting: Setting, value: Any) -> list[Any]:  # noqa: ANN401 - whatever a setting holds
    """Other values to try for a setting."""
    if setting.choices:
        return [word for word in setting.choices if word != value]
    if setting.form is YES_NO:
        return [not value]
    if value is None and setting.form is NUMBER and setting.name not in TRIED:
        return [-3.0, 4.0, 200.0]
    if setting.name in TRIED:
        return [
            other
            for other in TRIED[setting.name]
            if other != value and isinstance(other, type(value) if value else object)
        ]
    return [value / 2 if value else 0.3, value * 3 + 1, value - 0.25]


def tried(kind: str, how: str) -> dict[str, dict[bool, bool]]:
    """For each setting whether anything moved: where it is said to be idle, and where it is not."""
    moved: dict[str, dict[bool, bool]] = {}
    for context in OTHERS[kind]:
        allowed = settings_of_choice(kind, how, context)
        given = {name: value for name, value in {**context, **ALWAYS.get(how, {})}.items() if name in allowed}
        if any(name not in allowed for name in context if name not in ("available", "nonzero")):
            continue
        settings = in_force(kind, how, given)
        before = [done(kind, how, settings, panel) for panel in PANELS]
        for name, value in settings.items():
            idle = bool(idle_reason(kind, how, settings, name))
            for other in others(allowed[name], value):
                try:
                    changed = in_force(kind, how, {**settings, name: other})
                except MethodError:
                    continue
                after = [done(kind, how, changed, panel) for panel in PANELS]
                found = moved.setdefault(name, {})
                found[idle] = found.get(idle, False) or after != before
    return moved


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("kind", "how"), CHOICES)
def test_a_setting_moves_something_unless_it_is_said_to_be_idle(kind: str, how: str) -> None:
    """Each setting of each choice is changed beside several others, on panels with gaps, zeros and a constant."""
    wrong = [
        (name, "moves though idle" if idle else "never moves")
        for name, found in tried(kind, how).items()
        for idle, moves in found.items()
        if moves == idle and (kind, how, name) not in NOT_TRIED
    ]
    assert not wrong


def workbook(*steps: tuple[str, str, dict[str, Any]]) -> Workbook:
    """Figures of four indicators in two pillars, with a method m of these steps."""
    figures = [
        Figure(unit, code, when, value=value)
        for code in CODES
        for unit, when, value in zip(KEYS["unit"], KEYS["period"], WITHIN_1[code], strict=True)
        if value is not None
    ]
    entries = [*(Unit(unit, unit) for unit in "uvwx"), *(Indicator(code, code) for code in CODES)]
    found = Workbook.of(figures, entries)
    placed = tuple(TreeNode("m", one.code, one.parent or "", weight=one.weight) for one in TREE.branches)
    numbered = tuple(Step("m", at, kind, how, settings_text(own)) for at, (kind, how, own) in enumerate(steps, 1))
    return load(Document(Method("m", "M"), placed, numbered), found).apply(found)


MEANS = ("aggregate", "arithmetic", {})


@pytest.mark.parametrize(
    ("steps", "code", "text", "words"),
    [
        ([("weigh", "entropy", {}), MEANS], "a", "0.7", "finds the weights under p by “entropy”"),
        ([("weigh", "entropy", {"over": "indicators"}), MEANS], "p", "0.7", "of all indicators by “entropy”"),
        ([("weigh", "by_hand", {"over": "indicators"}), MEANS], "p", "0.7", "the weight of p is the sum of"),
        ([("weigh", "mixed", {"share": 1.0}), MEANS], "a", "0.7", "finds the weights under p by “two sets combined”"),
        ([("aggregate", "limiting_factor", {})], "a", "0.7", "it only matters whether a weight is 0"),
        ([("aggregate", "arithmetic", {"each": {"p": {"how": "limiting_factor"}}})], "b", "0.7", "0 to leave b out"),
        ([("normalise", "min_max", {})], "a", "0.7", "No step of m reads weights"),
        ([MEANS], "top", "0.7", "a root has no weight"),
    ],
)  # fmt: skip
def test_a_weight_that_changes_no_score_is_refused(
    steps: list[tuple[str, str, dict[str, Any]]], code: str, text: str, words: str
) -> None:
    """The sentence says what replaces or ignores the weight, and what to choose."""
    found = workbook(*steps)
    with pytest.raises(MethodError, match=words):
        check_edit(found, typed(found, WeightPlace("m", code), text))


@pytest.mark.parametrize(
    ("steps", "code", "text"),
    [
        ([MEANS], "a", "0.7"),
        ([("weigh", "entropy", {"each": {"p": {"how": "by_hand"}}}), MEANS], "a", "0.7"),
        ([("weigh", "entropy", {"nodes": ["q"]}), MEANS], "a", "0.7"),
        ([MEANS, ("weigh", "entropy", {})], "a", "0.7"),
        ([("weigh", "by_hand", {"over": "indicators"}), MEANS], "a", "0.7"),
        ([("weigh", "mixed", {}), MEANS], "a", "0.7"),
        ([("aggregate", "topsis", {})], "a", "0.7"),
        ([("aggregate", "limiting_factor", {})], "a", "0"),
        ([("aggregate", "limiting_factor", {}), MEANS], "a", "0.7"),
    ],
)
def test_a_weight_that_counts_is_kept(steps: list[tuple[str, str, dict[str, Any]]], code: str, text: str) -> None:
    """By hand for one node, under TOPSIS, before a later weighing, and 0 under the limiting factor."""
    found = workbook(*steps)
    edit = check_edit(found, typed(found, WeightPlace("m", code), text))
    assert isinstance(edit, SetEntry)
    assert isinstance(edit.after, TreeNode)
    assert edit.after.weight == float(text)


@pytest.mark.parametrize("weighs", [True, False])
def test_the_weight_of_a_code_that_is_alone_counts_only_where_all_indicators_are_weighed_at_once(weighs: bool) -> None:
    """Beside no sibling a share is always 1."""
    found = workbook(*([("weigh", "by_hand", {"over": "indicators"})] if weighs else []), MEANS)
    found = remove_node(found, found.placed("m")[-1]).apply(found)
    edit = typed(found, WeightPlace("m", "c"), "0.7")
    if weighs:
        assert check_edit(found, edit) is edit
        return
    with pytest.raises(MethodError, match="c is alone under q, so that its share is always 1"):
        check_edit(found, edit)


@pytest.mark.parametrize(
    ("step", "name", "text", "words"),
    [
        (
            ("weigh", "entropy", {}),
            "amount",
            "0.1",
            "ln 0 counts as 0, so add an offset or move into an interval first",
        ),
        (("normalise", "min_max", {"to": [1, 2]}), "high", "50", "the range rescales all scores afterwards"),
        (("screen", "missing", {}), "nonzero", "0.5", "looks at missing figures only, so choose zeros first"),
        (("impute", "linear", {}), "years", "within", "follows each unit over the years"),
        (MEANS, "years", "within", "looks at one row at a time"),
        (MEANS, "counting", "indicators", "so set it above 0 first"),
    ],
)
def test_a_setting_without_effect_is_refused_with_what_would_give_it_one(
    step: tuple[str, str, dict[str, Any]], name: str, text: str, words: str
) -> None:
    """Typed on the screen; loaded from a document it is kept, and said."""
    found = workbook(step)
    label = settings_of_choice(step[0], step[1], {})[name].label
    with pytest.raises(MethodError, match=f"“{label}” has no effect in step 1 of m: .*{words}"):
        adjust_setting(found, found.steps("m")[0], name, text)
    kind, how, own = step
    idle = {"amount": 0.1, "high": 50, "nonzero": 0.5, "years": "within", "counting": "indicators"}[name]
    loaded = without_effect(document_of(workbook((kind, how, {**own, name: idle})), "m"))
    assert any(words in sentence and label in sentence for sentence in loaded)


def test_a_coverage_threshold_of_one_group_gives_counting_an_effect() -> None:
    """Counting is of use as soon as one group asks for a share."""
    found = workbook(("aggregate", "arithmetic", {"each": {"p": {"available": 0.8}}}))
    assert adjust_setting(found, found.steps("m")[0], "counting", "indicators").edits


def test_a_setting_without_effect_can_go_back_to_its_default() -> None:
    """What stands there for nothing can be cleared."""
    found = workbook(("weigh", "entropy", {"amount": 0.1}), MEANS)
    assert adjust_setting(found, found.steps("m")[0], "amount", "").edits


def test_goalposts_of_an_indicator_that_is_not_normalised_are_refused() -> None:
    """The last normalisation names its indicators, and this one is not among them."""
    found = workbook(("normalise", "min_max", {"codes": ["a"]}), MEANS)
    with pytest.raises(MethodError, match="the step does not cover b, so add it there first"):
        set_goalposts(found, next(one for one in found.placed("m") if one.code == "b"), "0 1")


def test_a_direction_that_no_step_reads_is_refused() -> None:
    """That of a group, and that of an indicator that nothing normalises."""
    found = workbook(MEANS)
    nodes = {one.code: one for one in found.placed("m")}
    with pytest.raises(MethodError, match="p is a group, and only indicators have a direction"):
        turn_direction(found, nodes["p"])
    with pytest.raises(MethodError, match="add a normalise step for it first"):
        turn_direction(found, nodes["a"])


def test_what_one_group_has_of_its_own_is_refused_where_all_are_weighed_at_once() -> None:
    """Over indicators a weigh step looks at no group by itself."""
    found = workbook(("weigh", "entropy", {"over": "indicators"}), MEANS)
    with pytest.raises(MethodError, match="so weigh siblings together first"):
        adjust_part(found, found.steps("m")[0], "each", "p", "by_hand")


def test_a_loaded_method_names_weights_that_are_replaced() -> None:
    """Different weights under entropy are named once a group; equal ones say nothing."""
    sentences = without_effect(document_of(workbook(("weigh", "entropy", {}), MEANS), "m"))
    assert [text.partition(", so that ")[::2] for text in sentences] == [
        (
            f"Step 1 finds the weights under {parent} by “entropy”",
            (
                f"a typed weight of {code} has no effect: choose “manual weights” there, or press f on "
                f"{parent} in the tree and choose “manual weights”."
            ),
        )
        for parent, code in (("top", "p"), ("p", "a"), ("q", "c"))
    ]
    assert not without_effect(document_of(workbook(MEANS), "m"))


def test_a_scale_needs_a_denominator_and_a_group_its_name_among_the_codes() -> None:
    """What one code of a table has no effect for, and what would give it one."""
    found = workbook(("denominate", "panel", {"by": {"a": "b"}}), ("normalise", "min_max", {}), MEANS)
    first, second, _ = found.steps("m")
    for step, name, code, text, words in (
        (first, "scales", "c", "2", "c is not divided by anything, so name its denominator first"),
        (second, "each", "p", "how=rank", "p is a group and the step works on indicators"),
    ):
        with pytest.raises(MethodError, match=words):
            adjust_part(found, step, name, code, text)
    some = workbook(("normalise", "min_max", {"codes": ["a"]}), MEANS)
    with pytest.raises(MethodError, match="the step does not cover b, so add it there first"):
        adjust_part(some, some.steps("m")[0], "each", "b", "how=rank")


def test_a_setting_of_one_code_that_changes_nothing_is_refused() -> None:
    """Where scores are rescaled, their own scale is lost; another target is not."""
    found = workbook(("normalise", "distance_to_target", {"target": 0.5, "to": [0, 1]}), MEANS)
    step = found.steps("m")[0]
    assert adjust_part(found, step, "each", "a", "target=0.7").edits
    with pytest.raises(MethodError, match="the range rescales all scores afterwards"):
        adjust_part(found, step, "each", "a", "scale=3")
