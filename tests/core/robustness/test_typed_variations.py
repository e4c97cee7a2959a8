"""What varies in an uncertainty analysis, as it is typed: every text with what it stands for, or why it is none."""

import json
from functools import cache
from typing import Any

import polars as pl
import pytest

from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.robustness.choices import SPREADS, Alternatives, FigureNoise, LeaveOut, WeightNoise, WeightSets, Within
from core.robustness.design import design_table, points_of, varied
from core.robustness.model import UncertaintyModel
from core.robustness.settings import UncertaintySettings, choices_of
from core.workbook.entries import Method, Step, TreeNode
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

TREE = (("top", "", 1.0), ("p", "top", 3.0), ("q", "top", 1.0), ("a", "p", 1.0), ("b", "p", 3.0), ("c", "q", 2.0))
FRAME = pl.DataFrame(
    {"unit": list("uvw"), "period": ["2020"] * 3, "a": [1.0, 2.0, 4.0], "b": [5.0, 3.0, 1.0], "c": [2.0, 9.0, 4.0]}
)
FIGURES = [
    Figure("u", "a", "2020", "2021", value=1.0, qualifier="over"), Figure("u", "b", "2020", value=2.0),
    Figure("v", "a", "2020", "2021", value=1.0, qualifier="over"), Figure("v", "a", "2020", "2022", value=2.0),
    Figure("w", "c", "2020", value=4.0, qualifier="nearly"),
]  # fmt: skip
NOTHING = UncertaintySettings(weights="")


@cache
def index(code: str = "m", **weights: float) -> Scored:
    """An index of two pillars: gaps filled, outliers treated, min-max from 0 to 100, means."""
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("impute", "nearest", {"count": 2, "years": "within"}), ("treat", "skew_kurtosis", {}),
        ("normalise", "min_max", {"low": 1, "high": 100.0}), ("weigh", "by_hand", {}), ("aggregate", "arithmetic", {}),
    ]  # fmt: skip
    made = tuple(Step(code, at, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps, 1))
    placed = tuple(TreeNode(code, node, parent, weights.get(node, weight)) for node, parent, weight in TREE)
    return run(Document(Method(code, code), placed, made), FRAME)


def choices(**texts: Any) -> tuple[object, ...]:  # noqa: ANN401 - whatever a setting holds
    """The choices that these texts name; weights stay as they are unless they are named."""
    settings = UncertaintySettings(**{"weights": "", **texts})
    return choices_of(
        settings, index(), Workbook.of(FIGURES, []), {"n": index("n", p=1.0), "failed": None, "odd": object()}
    )


def test_nothing_varies_with_empty_texts_and_a_step_is_added_to_the_others() -> None:
    """Blanks are empty too; a later text for a step replaces its earlier one."""
    assert choices(weights=" ", sets=" ", left_out=" ", figures=" ") == ()
    more = NOTHING.with_step(3, "z_score").with_step(1, "median").with_step(3, "rank")
    assert (dict(more.steps), dict(NOTHING.steps)) == ({3: "rank", 1: "median"}, {})


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("25", WeightNoise(0.25)), ("30 % p", WeightNoise(0.3, ("p",))), ("100 p q", WeightNoise(1.0, ("p", "q"))),
        ("0.5", WeightNoise(0.005)),
    ],
)  # fmt: skip
def test_weights_vary_by_per_cents_below_nodes(text: str, choice: WeightNoise) -> None:
    """Below all where none is named."""
    assert choices(weights=text) == (choice,)


def test_weights_are_those_of_other_methods_or_weighings() -> None:
    """Equal ones are found by the step itself; `between` mixes each set with the method's own."""
    (sets,) = choices(sets="n equal")
    assert isinstance(sets, WeightSets)
    assert (sets.between, [name for name, _ in sets.sets]) == (False, ["n", "equal"])
    assert dict(sets.sets[0][1]) == {"top": 1, "p": 0.5, "q": 0.5, "a": 0.25, "b": 0.75, "c": 1}
    equal = sets.sets[1][1]
    assert equal["a"] == equal["b"]
    assert equal["p"] == equal["q"]
    (mixed,) = choices(sets="between n")
    assert isinstance(mixed, WeightSets)
    assert (mixed.between, [name for name, _ in mixed.sets]) == (True, ["n"])


def test_steps_have_other_choices_and_numbers_within_bounds() -> None:
    """Counts are whole numbers; another choice keeps what all of its kind have."""
    kept = {"codes": [], "among": "all", "years": "within"}
    assert choices(steps={1: "median; mean years=across; none"}) == (
        Alternatives(1, (("median", kept), ("mean", {**kept, "years": "across"}), ("none", kept))),
    )
    ((how, own),) = choices(steps={1: "count=3"})[0].options  # type: ignore[attr-defined]
    assert (how, own) == ("nearest", {**kept, "count": 3})
    general = {"codes": [], "to": [], "years": "across", "impossible": "stop"}
    assert choices(steps={3: " z_score ; low=0..5;high=50..99.5"}) == (
        Alternatives(3, (("z_score", general),)), Within(3, "low", 0, 5), Within(3, "high", 50, 99.5),
    )  # fmt: skip
    assert choices(steps={3: "low=0.5..5", 1: "count=1..3"}) == (
        Within(3, "low", 0.5, 5), Within(1, "count", 1, 3, whole=True),
    )  # fmt: skip


def test_codes_are_left_out_and_figures_spread_by_their_letter() -> None:
    """All are the indicators, a pillar is a code too; “over” bounds upwards, in the newest release alone."""
    assert choices(left_out="all") == (LeaveOut(("a", "b", "c")),)
    assert choices(left_out="q a") == (LeaveOut(("q", "a")),)
    bounded = frozenset({("u", "a", "2020")})
    assert choices(figures="usual") == (FigureNoise(SPREADS, bounded),)
    assert choices(figures="e=5, P=0") == (FigureNoise({"E": 5, "P": 0}, bounded),)
    assert choices(figures="E=100") == (FigureNoise({"E": 100}, bounded),)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"weights": "0"}, "cannot spread by 0 %"),
        ({"weights": "100.5"}, "cannot spread by 100.5 %"),
        ({"weights": "much"}, "“much” is not a variation of weights"),
        ({"weights": "25 a"}, "a is not a node of the tree: use one of p, q(,| and) top"),
        ({"sets": "between"}, "“between” is not a set of weights"),
        ({"sets": "failed"}, "no set of weights “failed”"),
        ({"sets": "odd"}, "no set of weights “odd”: .*n, failed, odd, "),
        ({"steps": {9: "median"}}, "no step 9: use one of 1, 2, 3, 4(,| and) 5"),
        ({"steps": {1: "median years"}}, "“years” is not a setting of step 1"),
        ({"steps": {1: "guess"}}, "Step 1 cannot impute by “guess”: use one of .*none"),
        ({"steps": {3: "low=5..1"}}, "low from 5 to 1 is not a range"),
        ({"steps": {3: "low=5..5"}}, "low from 5 to 5 is not a range"),
        ({"steps": {3: "low=a..1"}}, "“a..1” are not bounds for low"),
        ({"steps": {3: "years=1..2"}}, "years is not a number of step 3: use one of low(,| and) high"),
        ({"steps": {4: "years=1..2"}}, "years is not a number of step 4: use one of none: it has no numbers"),
        ({"left_out": "top"}, "top cannot be left out"),
        ({"left_out": "all a"}, "all cannot be left out"),
        ({"figures": "E"}, "“E” is not a list of spreads"),
        ({"figures": "E=101"}, "between 0 and 100 %"),
        ({"figures": "E=-1,P=3"}, "between 0 and 100 %"),
    ],
)
def test_a_text_that_names_no_variation_is_refused(texts: dict[str, Any], words: str) -> None:
    """With the form of a valid one."""
    with pytest.raises(MethodError, match=words):
        choices(**texts)


def test_a_design_has_a_column_for_all_that_varies() -> None:
    """Weights by code, sets with and without `between`, steps by number; it is read back in any order of columns."""
    made = choices(weights="25 p", sets="between n", steps={3: "low=0..5; rank"}, left_out="all")
    model = UncertaintyModel(index(), "top", made)  # type: ignore[arg-type]
    names = [
        "weights a",
        "weights b",
        "weight sets",
        "weight sets between",
        "step 3",
        "step 3 low",
        "indicator left out",
    ]
    assert list(varied(model)) == names
    assert varied(UncertaintyModel(index(), "top", choices(sets="n"))) == ("weight sets",)  # type: ignore[arg-type]
    table = design_table(model, pl.DataFrame({name: [at / 10, 1.0] for at, name in enumerate(names)}).to_numpy())
    assert table["run"].to_list() == [1, 2]
    assert table.columns == ["run", *names]
    rows = [[str(cell) for cell in row] for row in table[:, ::-1].iter_rows()]
    assert points_of(model, table.columns[::-1], rows).tolist() == [[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [1] * 7]
    header, row = table.columns, [str(cell) for cell in table.row(0)]
    for columns, cells, words in (
        (header[:-1], [row], "lacks the column indicator left out: its columns are weights a, .* …"),
        ([*header, "more"], [row], "repeats or does not need the column more"),
        ([*header, "step 3"], [row], "repeats or does not need the column step 3"),
        (header, [], "has no run"),
        (header, [row, [*row, "0"]], "Run 2 of the design has more cells"),
        (header, [row[:-1]], "Run 1 of the design has “” for indicator left out"),
        (header, [[*row[:-1], "1.01"]], "has “1.01” for indicator left out: write a number from 0 to 1"),
        (header, [[*row[:-1], "-0.01"]], "has “-0.01”"),
        (header, [[*row[:-1], "half"]], "has “half”"),
    ):
        with pytest.raises(MethodError, match=words):
            points_of(model, columns, cells)
