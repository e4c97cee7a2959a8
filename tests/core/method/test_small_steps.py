"""Small answers of single steps: what each refuses, fills, compares and leaves as it is."""

import math

import numpy as np
import polars as pl
import pytest

from core.method import means, normalisations
from core.method.aggregate import AGGREGATIONS, aggregated
from core.method.denominate import denominated
from core.method.document import Document
from core.method.errors import MethodError
from core.method.impute import imputed, imputed_in_turn
from core.method.normalise import normalised
from core.method.panel import Panel, Years
from core.method.run import Scored, default_period, run
from core.method.screen import availability, screened, screened_rows
from core.method.transform import log_signed
from core.method.treat import points, treated
from core.method.tree import Branch, Tree
from core.method.weigh import coefficient_of_variation, gini, infomax, merec
from core.robustness.settings import bounds
from core.workbook.entries import Method, Step, TreeNode
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

NAN = np.nan


def frame(**columns: list[float | None]) -> pl.DataFrame:
    """Units u, v, ... of 2020."""
    size = len(next(iter(columns.values())))
    schema = dict.fromkeys(columns, pl.Float64)
    return pl.DataFrame({"unit": list("uvwxyz"[:size]), "period": "2020", **columns}, schema_overrides=schema)


@pytest.mark.parametrize(
    ("how", "settings", "refused"),
    [
        ("geometric", {}, [True, True, False, False, False, False]),
        ("harmonic", {}, [False, True, False, False, False, False]),
        ("power", {}, [True, False, False, False, False, False]),
        ("power", {"p": 2.0}, [True, False, False, False, False, False]),
        ("power", {"p": 1.0}, [False] * 6),
        ("power", {"p": 0.0}, [True, True, False, False, False, False]),
        ("power", {"p": -1.0}, [True, True, False, False, False, False]),
        ("mazziotta_pareto", {"penalty": 1.0}, [True, False, False, False, False, False]),
        ("coupling_coordination", {}, [True, False, False, False, False, False]),
        ("coupling_coordination", {"form": "wang"}, [True, False, False, False, True, False]),
    ],
)
def test_an_aggregation_refuses_the_scores_that_it_cannot_take(
    how: str, settings: dict[str, object], refused: list[bool]
) -> None:
    """Of -1, 0, a half, 1, 3 and a gap."""
    forbids = dict(AGGREGATIONS.items())[how].forbids  # type: ignore[index]
    assert forbids is not None
    assert forbids(np.array([-1.0, 0.0, 0.5, 1.0, 3.0, NAN]), **settings).tolist() == refused


def test_a_node_may_stand_beside_an_indicator() -> None:
    """The top has an indicator and a node below it; the error names the child, the first row and the node."""
    tree = Tree((Branch("top"), Branch("a", "top", 3.0), Branch("p", "top", 1.0), Branch("b", "p"), Branch("c", "p")))
    table = frame(a=[3.0, 7.0], b=[20.0, 5.0], c=[0.0, 1.0])
    assert aggregated(table, tree)["top"].to_list() == [4.75, 6]
    with pytest.raises(MethodError, match="u c 2020 scores 0, but p"):
        aggregated(table, tree, "geometric")
    with pytest.raises(MethodError, match="v p 2020 scores -1, but top"):
        aggregated(table.with_columns(b=pl.Series([20.0, -3.0])), tree, each={"top": {"how": "geometric"}})
    gap = aggregated(table, tree, "geometric", impossible="missing")
    assert gap["p"].to_list() == [None, pytest.approx(5**0.5)]
    assert gap["top"][0] == pytest.approx(3)
    enough = {"available": 0.6, "counting": "indicators"}
    assert aggregated(frame(a=[3.0], b=[None], c=[1.0]), tree, **enough)["top"].to_list() == [3]  # type: ignore[arg-type]
    assert aggregated(frame(a=[3.0], b=[None], c=[1.0]), tree, available=0.6)["top"].to_list() == [None]
    assert aggregated(frame(a=[3.0], b=[None], c=[1.0]), tree, available=0.5)["p"].to_list() == [1]


@pytest.mark.parametrize(("years", "scores"), [("across", [-3, 0, 3, 0]), ("within", [-1, 1, 1, -1])])
def test_rows_are_compared_across_years_or_within_each(years: str, scores: list[float]) -> None:
    """Pairs won less pairs lost, of two units in two years."""
    tree = Tree((Branch("top"), Branch("a", "top")))
    table = pl.DataFrame({"unit": list("uvuv"), "period": ["1", "1", "2", "2"], "a": [3.0, 7.0, 20.0, 7.0]})
    assert aggregated(table, tree, "copeland", years=years)["top"].to_list() == scores  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "filled"), [(1, 20), (2, 25), (3, 25), (4, 31.25), (9, 31.25)])
def test_a_gap_takes_the_mean_of_the_nearest_rows(count: int, filled: float) -> None:
    """Ties in distance all count; the distance is over what both rows have, each scaled to 0-1."""
    table = frame(a=[0.0, 1.0, 2.0, 2.0, 10.0], b=[3.0] * 5, c=[None, 20.0, 30.0, 25.0, 50.0])
    made = imputed(table, ["a", "b", "c"], "nearest", count=count)
    assert made["c"][0] == pytest.approx(filled)


def test_a_row_without_anything_in_common_with_another_keeps_its_gap() -> None:
    """One figure in common is enough, also one of a constant."""
    table = frame(a=[3.0, None, 7.0, 4.0], b=[None, 7.0, None, 5.0], c=[5.0] * 4)
    assert imputed(table, ["a", "b"], "nearest", count=1)["b"].to_list() == [5, 7, 5, 5]
    assert imputed(table[:3], ["a", "b"], "nearest", count=1)["b"].to_list() == [None, 7, None]
    assert imputed(table, ["a", "b", "c"], "nearest", count=1)["b"].to_list() == [7, 7, 7, 5]
    with pytest.raises(MethodError, match="0 neighbours cannot fill"):
        imputed(table, ["a", "b"], "nearest", count=0)


def test_only_columns_with_a_gap_are_filled_in_any_run() -> None:
    """A panel without one stays the same; of two runs the second alone has it."""
    panel = Panel.of(frame(a=[3.0, 7.0, 20.0], b=[1.0, 2.0, 4.0]), ["a", "b"])
    assert imputed(panel, ["a", "b"]) is panel
    values = np.stack([panel.values, panel.values])
    values[1, 1, 2] = NAN
    runs = Panel(panel.keys, panel.codes, values, panel.names)
    made = imputed(runs, ["a", "b"])
    assert made.values.tolist() == [[[3, 7, 20], [1, 2, 4]], [[3, 7, 20], [1, 2, 1.5]]]


def test_gaps_in_time_are_filled_from_the_same_unit() -> None:
    """Rows in any order; one earlier value, one later, a line, and what is too far away."""
    rows = [("u", "2024", None), ("v", "2020", None), ("u", "2020", 3.0), ("v", "2021", 20.0), ("u", "2021", None),
            ("u", "2023", 9.0), ("w", "2020", None), ("u", "2022", None), ("u", "2019", None)]  # fmt: skip
    table = pl.DataFrame(rows, schema=["unit", "period", "a"], orient="row")
    for how, reach, expected in (
        ("latest", None, [9, None, 3, 20, 3, 9, None, 3, None]),
        ("latest", 1, [9, None, 3, 20, 3, 9, None, None, None]),
        ("constant", None, [9, 20, 3, 20, 3, 9, None, 3, 3]),
        ("constant", 0, [None, None, 3, 20, None, 9, None, None, None]),
        ("linear", None, [None, None, 3, 20, 5, 9, None, 7, None]),
        ("linear", 2, [None, None, 3, 20, 5, 9, None, 7, None]),
        ("linear", 1.5, [None, None, 3, 20, None, 9, None, None, None]),
        ("linear_constant", 1, [9, 20, 3, 20, 3, 9, None, 9, 3]),
    ):
        made = imputed(table, ["a"], how, reach=reach)  # type: ignore[arg-type]
        assert made["a"].to_list() == pytest.approx(expected), (how, reach)


def test_a_screening_counts_what_is_there_and_what_is_not_zero() -> None:
    """Strictly below a share is too little; units come in their order."""
    table = frame(a=[3.0, 0.0, None, 7.0], b=[None, 0.0, None, 0.0], c=[1.0, 5.0, None, 9.0])
    counts = availability(table, ["a", "b", "c"])
    assert counts.rows()[0] == ("u", "2020", 1, 0, 1, pytest.approx(2 / 3), 1)
    assert counts.rows()[1] == ("v", "2020", 0, 2, 2, 1, pytest.approx(1 / 3))
    assert counts.rows()[2] == ("w", "2020", 3, 0, 3, 0, None)
    assert availability(table[:1], ["a", "b"]).rows() == [("u", "2020", 1, 0, 1, 0.5, 1)]
    codes = ["a", "b", "c"]
    assert screened(table, codes)["unit"].to_list() == ["u", "v", "x"]
    assert screened(table, codes, available=0.67)["unit"].to_list() == ["v", "x"]
    assert screened(table, codes, "zero", nonzero=2 / 3)["unit"].to_list() == ["u", "w", "x"]
    assert screened(table, codes, "missing or zero", nonzero=0.5, keep=["w"], drop=["x"])["unit"].to_list() == [
        "u",
        "w",
    ]
    many = pl.DataFrame({"unit": [f"u{7 * at % 41}" for at in range(40)], "period": "2020", "a": [1.0] * 40})
    assert availability(many, ["a"])["unit"].to_list() == many["unit"].to_list()
    again = pl.concat([table[:1], table.with_columns(period=pl.lit("2021"), a=None, c=None)])
    assert availability(again, codes, years="across").rows()[0] == ("u", None, 4, 0, 4, pytest.approx(1 / 3), 1)
    assert screened(again, codes, years="across", available=1 / 3)["unit"].to_list() == ["u", "u", "v", "x"]
    for keep, drop, words in ((["q"], [], "no unit q"), (["u"], ["u"], "u is to be kept and to be dropped")):
        with pytest.raises(MethodError, match=words):
            screened(table, codes, keep=keep, drop=drop)
    with pytest.raises(MethodError, match="No unit passes"):
        screened(table[:1], codes, available=0.9)


def test_the_cells_that_a_treatment_moved_are_listed() -> None:
    """High and low ends apart; a transformation moves up and down alike; within years each year by itself."""
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 90.0, -90.0, 3.0]
    table = pl.DataFrame({"unit": list("stuvwxyz"), "period": 2020, "a": values})
    moved = points(table, treated(table, ["a"], "three_sd", sds=1.0))
    assert moved.rows() == [("x", "2020", "a", "winsorised high"), ("y", "2020", "a", "winsorised low")]
    assert points(table[:5], treated(table[:5], ["a"], "three_sd", sds=9.0)).rows() == []
    logged = points(table[:5], treated(table[:5], ["a"], "logarithm"))
    assert logged["change"].to_list() == ["transformed"] * 5
    years = pl.concat([table, table[:5].with_columns(period=2021)])
    assert points(years, treated(years, ["a"], "three_sd", sds=1.0, years="within"))["unit"].to_list() == [
        "x",
        "y",
        "s",
        "w",
    ]


def test_what_a_treatment_cannot_take_is_named_in_its_run() -> None:
    """The lowest of the values; of several runs that of the first which has one."""
    with pytest.raises(MethodError, match="v a 2020 is -7, which"):
        treated(frame(a=[0.0, -7.0, 3.0]), ["a"], "logarithm")
    with pytest.raises(MethodError, match="b is 4 for all"):
        treated(frame(a=[1.0, 2.0], b=[4.0, 4.0]), ["a", "b"], "log_range")


@pytest.mark.parametrize(
    ("values", "how", "settings", "words"),
    [
        ([3.0, None], "z_score", {}, "u a 2020 is the only value: leave a out"),
        ([3.0, 3.0], "min_max", {}, "a is 3 for all and distinguishes nothing"),
        ([None, None], "min_max", {}, "a has no value at all"),
        ([-3.0, -1.0], "fraction_of_maximum", {}, "u a 2020 is -3, but .* needs values above zero"),
        ([3.0, 7.0], "distance_to_reference", {"unit": "q"}, "no unit q that a could refer to"),
        ([3.0, 7.0], "goalposts", {"low": 1.0, "high": 1.0}, "two goalposts that differ"),
        ([3.0, 3.0], "rank", {"to": (1.0, 2.0)}, "a has the same score for all by"),
    ],
)
def test_what_a_normalisation_cannot_score_is_named(
    values: list[float | None], how: str, settings: dict[str, object], words: str
) -> None:
    """With the reason that fits."""
    with pytest.raises(MethodError, match=words):
        normalised(frame(a=values), ["a"], how, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(("years", "period"), [("within", "2020"), ("across", "")])
def test_the_year_in_which_all_are_the_same_is_named_only_where_years_are_apart(years: Years, period: str) -> None:
    """Across years there is none."""
    with pytest.raises(MethodError) as error:
        normalised(frame(a=[3.0, 3.0]), ["a"], years=years)
    assert (error.value.indicator, error.value.period) == ("a", period)


def test_weights_from_the_spread_of_scores() -> None:
    """By hand, of 3, 7, 20 and of 2, 4, 6 with a gap that drops out where each is looked at alone."""
    table = frame(a=[3.0, 7.0, 20.0, 10.0], b=[2.0, 4.0, 6.0, None])
    spread = {"a": (158 / 3) ** 0.5 / 10, "b": 0.5}
    made = coefficient_of_variation(table, ["a", "b"])
    assert made == pytest.approx({code: value / sum(spread.values()) for code, value in spread.items()})
    uneven = {"a": (4 + 7 + 17 + 3 + 13 + 10) * 2 / (2 * 16 * 10), "b": (2 + 4 + 2) * 2 / (2 * 9 * 4)}
    assert gini(table, ["a", "b"]) == pytest.approx({code: g / sum(uneven.values()) for code, g in uneven.items()})
    for weigh in (coefficient_of_variation, gini):
        with pytest.raises(MethodError, match="mean of b is not above 0"):
            weigh(frame(a=[3.0, 7.0], b=[2.0, -2.0]), ["a", "b"])
    free = infomax(table, ["a", "b"])
    sds = {"a": np.std([3, 7, 20], ddof=1), "b": 2.0}
    assert free == pytest.approx({code: 1 / sd / sum(1 / sds[of] for of in sds) for code, sd in sds.items()})
    assert infomax(table, ["a", "b"], least=0.4)["a"] == pytest.approx(0.4)
    assert infomax(table, ["a", "b"], most=0.6)["b"] == pytest.approx(0.6)
    with pytest.raises(MethodError, match="b has a score that is not above 0"):
        merec(frame(a=[3.0, 7.0], b=[0.0, 2.0]), ["a", "b"])


def test_a_figure_known_as_over_is_a_bound_in_its_newest_release() -> None:
    """An earlier release does not count."""
    figures = [
        Figure("u", "a", "2020", "2021", value=3.0, qualifier="over"),
        Figure("u", "a", "2020", "2022", value=4.0),
        Figure("v", "a", "2020", "2021", value=3.0),
        Figure("v", "a", "2020", "2022", value=4.0, qualifier="over"),
    ]
    assert bounds(Workbook.of(figures, [])) == {("v", "a", "2020")}


def test_the_default_period_is_the_last_with_half_of_the_most_scores() -> None:
    """Without a score it is the last one."""
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"))
    document = Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", "arithmetic"),))
    rows = [(unit, year) for year in ("2019", "2020", "2021", "2022") for unit in "uvwx"]
    for values, expected in (
        ([1.0] * 8 + [1.0, 1.0, None, None] + [1.0, None, None, None], "2021"),
        ([1.0] * 4 + [1.0, None, None, None] * 3, "2019"),
        ([None] * 16, "2022"),
    ):
        table = pl.DataFrame(rows, schema=["unit", "period"], orient="row").with_columns(
            a=pl.Series(values, dtype=pl.Float64)
        )
        assert default_period(run(document, table)) == expected
    for value in (float("inf"), float("-inf")):
        with pytest.raises(MethodError, match="v a 2019 is infinite"):
            run(document, table.with_columns(a=pl.Series([1.0, value, *[2.0] * 14])))


def test_a_column_without_skewness_has_a_low_tail() -> None:
    """-ln(max - x + 0.01 (max - min)) of 1, 2, 3."""
    assert log_signed(np.array([1.0, 2.0, 3.0])) == pytest.approx([-math.log(2.02), -math.log(1.02), -math.log(0.02)])


@pytest.mark.parametrize(
    ("p", "mean"), [(0, math.sqrt(8)), (1, 3), (2, math.sqrt(10)), (-1, 8 / 3), (0.5, ((math.sqrt(2) + 2) / 2) ** 2)]
)
def test_a_power_mean_has_the_other_means_as_its_cases(p: float, mean: float) -> None:
    """Of 2 and 4: 0 is the geometric mean, 1 the arithmetic, 2 the quadratic and -1 the harmonic."""
    assert means.power(np.array([[2.0], [4.0]]), np.array([1.0, 1.0]), p=p) == pytest.approx(mean)


def index_of_ranks(*values: float) -> Scored:
    """An index of one indicator, scored by its ranks."""
    steps = (Step("m", 1, "normalise", "rank"), Step("m", 2, "aggregate", "arithmetic"))
    return run(Document(Method("m", "M"), (TreeNode("m", "top"), TreeNode("m", "a", "top")), steps), frame(a=[*values]))


def test_results_are_equal_where_every_step_is() -> None:
    """Ranks are the same for other figures, which makes another result."""
    assert index_of_ranks(1.0, 2.0, 4.0) == index_of_ranks(1.0, 2.0, 4.0)
    assert index_of_ranks(1.0, 2.0, 4.0) != index_of_ranks(1.0, 2.0, 5.0)


def test_a_range_of_scores_is_from_its_first_to_its_second_number() -> None:
    """In a step of a method; without one a mean of min-max from 0 to 100."""
    for to, scores in (([2, 6], [2.0, 4.0, 6.0]), ([1, 3], [1.0, 2.0, 3.0])):
        steps = (Step("m", 1, "normalise", "z_score", f'{{"to": {to}}}'), Step("m", 2, "aggregate", "arithmetic"))
        placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"))
        made = run(Document(Method("m", "M"), placed, steps), frame(a=[3.0, 5.0, 7.0]))
        assert made.frame["top"].to_list() == pytest.approx(scores)


def test_a_mean_of_0_is_lowered_by_the_spread_itself() -> None:
    """Mazziotta and Pareto divide the spread by the mean, which 0 does not allow."""
    assert means.mazziotta_pareto(np.array([[-2.0], [2.0]]), np.ones(2)).tolist() == [-4]
    assert means.mazziotta_pareto(np.array([[0.0], [0.0]]), np.ones(2)).tolist() == [0]


def test_a_score_beyond_the_target_is_kept_unless_it_is_capped() -> None:
    """Of 0, 2 and 5 with the target 2, from 0 to 1."""
    values = np.array([[0.0, 2.0, 5.0]])
    assert normalisations.distance_to_target(values, target=2).tolist() == [[0, 1, 2.5]]
    assert normalisations.distance_to_target(values).tolist() == [[0, 2, 5]]
    assert normalisations.distance_to_target(values, target=2, cap=True).tolist() == [[0, 1, 1]]


def test_imputations_in_turn_fill_what_the_one_before_leaves() -> None:
    """The mean where nothing is named; settings go to their own."""
    rows = [("u", "2020", 3.0), ("u", "2021", None), ("u", "2022", None), ("v", "2020", None), ("v", "2021", 6.0)]
    table = pl.DataFrame(rows, schema=["unit", "period", "a"], orient="row")
    filled = imputed_in_turn(table, ["a"], [{"how": "latest", "reach": 1}, {}])
    assert filled["a"].to_list() == [3, 3, 4, 4, 6]
    assert imputed_in_turn(table, ["a"], [{"how": "latest"}, {"how": "constant"}])["a"].to_list() == [3, 3, 3, 6, 6]
    assert imputed_in_turn(table, ["a"], []) is table


def test_an_index_without_nodes_opens_on_its_last_period() -> None:
    """There is no score that could be observed."""
    steps = (Step("m", 1, "normalise", "rank"),)
    placed = (TreeNode("m", "a"), TreeNode("m", "b"))
    years = pl.DataFrame({"unit": ["u", "v"] * 2, "period": ["1", "1", "2", "2"], "a": [1.0, 2.0] * 2, "b": [2.0] * 4})
    assert default_period(run(Document(Method("m", "M"), placed, steps), years)) == "2"


def test_the_first_run_in_which_a_column_loses_values_is_named_by_its_cells() -> None:
    """Of two runs the second has a constant, which no range can divide."""
    panel = Panel.of(frame(a=[3.0, 7.0, 20.0]), ["a"])
    runs = Panel(panel.keys, panel.codes, np.stack([panel.values, np.full_like(panel.values, 4.0)]), panel.names)
    with pytest.raises(MethodError, match="a is 4 for all"):
        normalised(runs, ["a"], "min_max")


def test_a_panel_is_divided_by_a_column_or_a_table_in_a_scale() -> None:
    """Rows find theirs by unit, and by period where the table has it; a gap in either stays one."""
    table = frame(a=[6.0, 8.0, None], people=[2.0, None, 4.0])
    assert denominated(table, {}) is table
    assert denominated(table, {"a": "people"})["a"].to_list() == [3, None, None]
    assert denominated(table, {"a": "people"}, scales={"a": 10.0, "b": 3.0})["a"].to_list() == [30, None, None]
    sizes = pl.DataFrame({"unit": ["w", "v", "u"], "people": [4.0, 5.0, 3.0]})
    assert denominated(table[["unit", "period", "a"]], {"a": "people"}, table=sizes)["a"].to_list() == [2, 1.6, None]
    yearly = pl.DataFrame({"unit": ["u", "u"], "period": ["2020", "2021"], "people": [3.0, 2.0]})
    assert denominated(table[:1], {"a": "people"}, table=yearly)["a"].to_list() == [2]
    for some, words in (
        (sizes.drop("people"), "has no column people"),
        (sizes.rename({"unit": "city"}), "has no column unit"),
        (sizes[:2], "has no row for u: add it"),
        (pl.concat([sizes, sizes[:1]]), "two rows for one unit"),
        (sizes.with_columns(people=0.0), "u a 2020 has the denominator people = 0"),
    ):
        with pytest.raises(MethodError, match=words):
            denominated(table[["unit", "period", "a"]], {"a": "people"}, table=some)
    several = frame(a=[1.0, 2.0], b=[3.0, 8.0], c=[0.0, 4.0])
    with pytest.raises(MethodError, match="u b 2020 has the denominator c = 0"):
        denominated(several, {"a": "b", "b": "c"})
    assert denominated(several.with_columns(b=pl.Series([None, 8.0])), {"b": "c"})["b"].to_list() == [None, 2]


def test_the_same_units_pass_a_screening_in_every_run() -> None:
    """Two runs that leave the same cells pass together; where another cell is missing in one they are refused."""
    panel = Panel.of(frame(a=[3.0, NAN, 7.0], b=[1.0, NAN, 4.0]), ["a", "b"])
    same, other = panel.values * 2, panel.values.copy()
    other[:, 0] = NAN
    both = Panel(panel.keys, panel.codes, np.stack([panel.values, same]), panel.names)
    rows = screened_rows(both, ["a", "b"], "missing", 0.5, 0.5, [], [], "within")
    assert rows.tolist() == [0, 2]
    assert screened_rows(both, ["a", "b"], "missing", 0.5, 0.5, ["v"], ["u"], "across").tolist() == [1, 2]
    apart = Panel(panel.keys, panel.codes, np.stack([panel.values, other]), panel.names)
    with pytest.raises(MethodError, match="Other units pass the screening in this run"):
        screened_rows(apart, ["a", "b"], "missing", 0.5, 0.5, [], [], "within")
    assert screened_rows(apart, ["a", "b"], "missing", 0.5, 0.5, ["w"], ["u", "v"], "within").tolist() == [2]
