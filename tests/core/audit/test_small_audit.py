"""The tables of an audit on a few units, by hand or by another formula."""

import json
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
import scipy

from core.audit import assumptions as of
from core.audit.added_value import added_value
from core.audit.audit import AuditSettings, _part, audit
from core.audit.coverage import indicator_coverage, unit_coverage
from core.audit.fit import PILLARS, alike_and_contrary, coherence, pillar_fit
from core.audit.frontier import frontier
from core.audit.importance import importance
from core.audit.outliers import _is_outlying, _treated, outliers
from core.audit.size import size_links
from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores
from core.method.document import Document
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.run import Scored, run
from core.rank_reversal.combinations import AS_IT_IS, COLUMNS
from core.workbook.entries import Method, Step, TreeNode

Steps = list[tuple[str, str, dict[str, object]]]
MEAN: Steps = [("aggregate", "arithmetic", {})]
TREE = {"top": "", "p": "top", "a": "p", "b": "p", "q": "top", "c": "q", "d": "q"}


def scored(
    columns: dict[str, list[float | None]], steps: Steps = MEAN, parents: dict[str, str] = TREE,
    weights: dict[str, float] | None = None, periods: list[str] | None = None, newest: pl.DataFrame | None = None,
) -> Scored:  # fmt: skip
    """An index of these indicators, in 2020 where nothing else is said."""
    size = len(next(iter(columns.values())))
    codes = [code for code in parents if code not in "abcdef" or code in columns]
    placed = [TreeNode("m", code, parents[code], (weights or {}).get(code, 1.0)) for code in codes]
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(size)], "period": periods or ["2020"] * size})
    frame = frame.with_columns(pl.Series(code, values, pl.Float64) for code, values in columns.items())
    return run(Document(Method("m", "M"), tuple(placed), made), frame, newest=newest)


def test_the_places_between_a_part_and_the_index_by_hand() -> None:
    """P ranks the first six the other way round, q as the index; in 2021 one unit has p alone."""
    p: list[float | None] = [6, 5, 4, 3, 2, 1, 100, 7]
    made = scored({"a": p, "b": p, "c": [0, 10, 20, 30, 40, 50, None, None]}, periods=["2020"] * 7 + ["2021"])
    table = added_value(made, "top", "2020")
    top = [3, 7.5, 12, 16.5, 21, 25.5, 100]
    rho = pytest.approx(scipy.stats.spearmanr(p[:7], top).statistic)
    rows = {row[0]: row[1:] for row in table.iter_rows()}
    assert rows == {"p": (7, pytest.approx(18 / 7), 2 / 7, 0, 0, rho), "q": (6, 0, 0, 0, 0, 1)}
    alone = {row[0]: row[1:] for row in added_value(made, "top", "2021").iter_rows()}
    assert alone == {"p": (1, 0, 0, 0, 0, None), "q": (0, None, None, None, None, None)}
    assert added_value(made, "p", "2020").is_empty()


def test_coverage_counts_figures_of_a_period_before_any_step() -> None:
    """The emptiest first, of equal ones by name; a share at the bound is enough."""
    made = scored(
        {"a": [1, None, 3, 9], "b": [1, None, None, 9], "c": [5, 6, 7, None]},
        [("impute", "mean", {}), *MEAN],
        periods=["2020"] * 3 + ["2021"],
    )
    units = unit_coverage(made, "2020", 2 / 3)
    assert units.columns == ["unit", "missing", "share", "enough"]
    assert units.rows() == [("u1", 2, 1 / 3, False), ("u2", 1, 2 / 3, True), ("u0", 0, 1, True)]
    table = indicator_coverage(made, "2020", 2 / 3)
    assert table.rows() == [
        ("b", 2, pytest.approx(1 / 3), False), ("a", 1, pytest.approx(2 / 3), True), ("c", 0, 1, True)
    ]  # fmt: skip
    assert unit_coverage(made, "2020")["enough"].to_list() == [False, True, True]
    assert indicator_coverage(made, "2021").rows() == [("c", 1, 0, False), ("a", 0, 1, True), ("b", 0, 1, True)]
    assert indicator_coverage(made, "1999")["share"].to_list() == [1, 1, 1]


def patterns() -> dict[str, list[float | None]]:
    """A and b tell one story, c and d another, but b has some of d and d has a gap."""
    first, second = np.array([1.0, -1, 1, -1, 0, 3]), np.array([1.0, 1, -1, -1, 2, 0])
    columns = {"a": first, "b": first + second / 2, "c": second, "d": second - first / 4}
    return {**{code: x.tolist() for code, x in columns.items()}, "d": [*columns["d"].tolist()[:5], None]}


def correlation(frame: pl.DataFrame, one: str, other: str) -> float:
    """Pearson's on the rows that have both."""
    return float(np.corrcoef(*frame.select(one, other).drop_nulls().to_numpy().T)[0, 1])


def test_an_indicator_is_held_against_its_pillar_the_other_one_and_the_top() -> None:
    """In the order of the tree; with one pillar there is no other, with none no row."""
    columns = patterns()
    columns["b"] = [3 * y - x for x, y in zip(columns["a"], columns["c"], strict=True)]  # type: ignore[operator]
    made = scored(columns)
    table, frame = pillar_fit(made), made.frame
    assert table["code"].to_list() == ["a", "b", "c", "d"]
    assert table["pillar"].to_list() == ["p", "p", "q", "q"]
    for code, pillar, own, other, elsewhere, root, fits in table.iter_rows():
        expected = {node: correlation(frame, code, node) for node in ("p", "q", "top")}
        assert other == ("q" if pillar == "p" else "p")
        assert (own, elsewhere, root) == pytest.approx((expected[pillar], expected[other], expected["top"]))
        assert fits == (expected[pillar] >= 0.3 and expected[pillar] >= expected[other])
    assert table["fits"].to_list() == [False, False, False, True]
    one = pillar_fit(scored({"a": columns["a"], "b": columns["b"]}, parents={"top": "", "a": "top", "b": "top"}))
    assert one.select("other", "other_correlation").rows() == [(None, None)] * 2
    assert one["own"].to_list() == one["root"].to_list()
    assert one["fits"].to_list() == [(own or 0) >= 0.3 for own in one["own"]]
    raw = pillar_fit(scored(columns, [("normalise", "min_max", {})]))
    assert (raw.is_empty(), dict(raw.schema)) == (True, PILLARS)
    level = pillar_fit(scored({"a": [1, 1, 1, 1], "b": [1, 2, 3, 4]}, parents={"top": "", "a": "top", "b": "top"}))
    assert level.rows()[0] == ("a", "top", None, None, None, None, False)


def test_an_indicator_fits_from_0_3_on_where_no_other_pillar_is_above_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """At either bound it fits; of two others the one with the higher correlation is named."""
    known = {"a": (0.3, 0.1, 0.2), "b": (0.5, 0.5, -0.9), "c": (0.4, 0.3, 0.41), "d": (0.29, None, None)}
    nodes = {"a": "pqr", "b": "pqr", "c": "qpr", "d": "rpq"}
    rows = [(code, *pair) for code, values in known.items() for pair in zip(nodes[code], values, strict=True)]
    rows += [(code, "top", 0.25) for code in "abcd"]
    table = pl.DataFrame(rows, schema=["first", "second", "correlation"], orient="row")
    monkeypatch.setattr("core.audit.fit.correlations", lambda *_: table)
    parents = {"top": "", "p": "top", "a": "p", "b": "p", "q": "top", "c": "q", "r": "top", "d": "r"}
    made = pillar_fit(scored(patterns(), parents=parents))
    assert made.rows() == [
        ("a", "p", 0.3, "r", 0.2, 0.25, True), ("b", "p", 0.5, "q", 0.5, 0.25, True),
        ("c", "q", 0.4, "r", 0.41, 0.25, False), ("d", "r", 0.29, None, None, 0.25, False),
    ]  # fmt: skip


def test_the_coherence_of_a_node_is_its_alpha_and_its_components() -> None:
    """From the top down; pairs of siblings that are one or in conflict have their pillar."""
    made = scored(patterns())
    table = coherence(made).sort("code")
    assert table.columns == ["code", "children", "alpha", "first", "above_1"]
    assert table["code"].to_list() == ["p", "q", "top"]
    assert table["children"].to_list() == [2, 2, 2]
    for code, _, alpha, first, above in table.iter_rows():
        one, other = {"p": ("a", "b"), "q": ("c", "d"), "top": ("p", "q")}[code]
        pair = made.frame.select(one, other).drop_nulls().to_numpy().T
        r = abs(correlation(made.frame, one, other))
        assert (first, above) == (pytest.approx((1 + r) / 2), 1)
        if code == "p":
            covariance = np.cov(*pair)
            assert alpha == pytest.approx(4 * covariance[0, 1] / covariance.sum())
    pairs = alike_and_contrary(scored({"a": [1, 2, 4], "b": [2, 4, 8], "c": [1, 2, 3], "d": [3, 2, 1]}))
    assert pairs.columns == ["first", "second", "correlation", "kind", "pillar"]
    assert [(*row[:2], round(row[2], 9), *row[3:]) for row in pairs.iter_rows()] == [
        ("a", "b", 1, "alike", "p"), ("c", "d", -1, "contrary", "q"),
    ]  # fmt: skip


def test_a_shape_is_outlying_from_2_and_3_and_a_half_on() -> None:
    """In either direction; without a kurtosis by the skewness alone, without a skewness not at all."""
    assert [_is_outlying(skew, 3.5) for skew in (2.0, -2.0, 1.99, None)] == [True, True, False, False]
    assert [_is_outlying(2.5, kurt) for kurt in (3.5, 3.49, None)] == [True, False, True]


@pytest.mark.parametrize(
    ("shapes", "after"),
    [
        ([(3.0, 9.0), (1.0, 1.5), (None, None)], (1.0, 1.5, False)),
        ([(3.0, 9.0), (2.5, 8.0), (0.5, 1.0)], (0.5, 1.0, False)),
        ([(3.0, 9.0), (None, None), (None, None)], (3.0, 9.0, True)),
        ([(None, None)] * 3, (None, None, False)),
    ],
)
def test_the_shape_after_a_treatment_is_the_last_that_is_known(
    shapes: list[tuple[float | None, float | None]], after: tuple[float | None, float | None, bool]
) -> None:
    """The first is that before it."""
    row: dict[str, object] = {"indicator": "a", "period": "2020", "outcome": "log", "winsorised": 2}
    for at, (skew, kurt) in enumerate(shapes):
        row |= {f"skewness_{at}": skew, f"kurtosis_{at}": kurt}
    before = (*shapes[0], shapes[0][0] is not None)
    assert _treated(row) == ("a", "2020", *before, "log", 2, *after)


def test_a_method_that_treats_nothing_has_the_shape_before_its_scores() -> None:
    """After an imputation, before the normalisation; or at the end of a method without any."""
    x: list[float | None] = [1, 2, 3, 4, 5, 6, 7, 8, 900, None]
    parents = {"top": "", "a": "top"}
    raw = outliers(scored({"a": x}, [("normalise", "rank", {}), *MEAN], parents)).row(0)
    filled = outliers(scored({"a": x}, [("impute", "median", {}), ("normalise", "rank", {}), *MEAN], parents)).row(0)
    shape = pl.DataFrame({"a": x}).select(pl.col("a").skew(bias=False), k=pl.col("a").kurtosis(bias=False)).row(0)
    assert raw == ("a", None, *map(pytest.approx, shape), True, "not treated", None, *map(pytest.approx, shape), True)
    assert filled[2] > raw[2]
    alone = outliers(scored({"a": x}, [("impute", "median", {})], parents)).row(0)
    assert alone == filled


def test_the_importance_of_a_code_beside_its_weight() -> None:
    """C is half of the weight and all of the variance; the share is of what all siblings explain."""
    columns: dict[str, list[float | None]] = {"a": [1, 2, 3, 4, 5, 6, 7, 8], "b": [3, 3, 3, 3, 3, 3, 3, 3]}
    parents = {"top": "", "a": "top", "b": "top"}
    made = scored(columns, parents=parents, weights={"a": 1, "b": 3})
    table = importance(made)
    assert table.select("code", "parent", "weight", "correlation", "linear").rows() == [
        ("a", "top", 0.25, pytest.approx(1), pytest.approx(1)), ("b", "top", 0.75, None, None)
    ]  # fmt: skip
    assert table["importance"].to_list() == pytest.approx([1, 0], abs=1e-6)
    assert table["share"].to_list() == pytest.approx([1, 0], abs=1e-6)
    assert table["ratio"].to_list() == pytest.approx([4, 0], abs=1e-6)
    none = importance(scored(columns, parents=parents, weights={"a": 0, "b": 1}))
    assert none["ratio"].to_list()[0] is none["share"].to_list()[0] is None
    geometric = importance(scored(columns, [("aggregate", "geometric", {})], parents))
    assert geometric["weight_for_share"].to_list() == [None, None]
    two = importance(scored({"a": columns["a"], "b": [2, 1, 4, 3, 6, 5, 8, 7]}, parents=parents))
    assert two["weight_for_share"].to_list() == pytest.approx([0.5, 0.5], abs=0.05)
    assert two["linear"].to_list() == pytest.approx([x**2 for x in two["correlation"]])
    zero = importance(scored({"a": columns["a"], "b": [2, 1, 4, 3, 6, 5, 8, 7]}, parents=parents, weights={"b": 0}))
    assert zero["weight_for_share"].to_list()[1] == 0
    assert importance(scored(columns, [("normalise", "scaled", {})], parents)).is_empty()


def test_an_indicator_follows_its_denominator_before_and_after() -> None:
    """The closest as scored first; one is divided, the denominator itself is no pair."""
    columns: dict[str, list[float | None]] = {"a": [2, 8, 4, 6], "b": [1, 2, 2, 4], "c": [1, 3, 2, 5]}
    steps: Steps = [("denominate", "panel", {"by": {"a": "c"}}), ("normalise", "min_max", {}), *MEAN]
    made = scored(columns, steps, {"top": "", "a": "top", "b": "top", "c": "top"})
    table = size_links(made)
    assert table.columns == ["code", "size", "correlation", "correlation_scored", "divided"]
    divided = np.corrcoef([2, 8 / 3, 2, 6 / 5], columns["c"])[0, 1]  # type: ignore[arg-type]
    expected = {
        "a": (correlation(made.raw, "a", "c"), divided, True),
        "b": (correlation(made.raw, "b", "c"), correlation(made.raw, "b", "c"), False),
    }
    assert {row[0]: row[2:] for row in table.iter_rows()} == {
        code: (pytest.approx(before), pytest.approx(after), is_divided)
        for code, (before, after, is_divided) in expected.items()
    }
    assert table["correlation_scored"].abs().to_list() == sorted(table["correlation_scored"].abs(), reverse=True)
    assert size_links(scored(columns, MEAN, {"top": "", "a": "top"})).is_empty()


def test_a_frontier_lets_each_part_lie_about_its_weight() -> None:
    """Between the least weight less a quarter and the largest and a quarter, at most all; by rank and unit."""
    columns: dict[str, list[float | None]] = {"a": [1, 4, 2, 2, None], "b": [4, 1, 2, 2, 9]}
    parents = {"top": "", "a": "top", "b": "top"}
    for weights, least, most in (({"b": 3.0}, 0.1875, 0.9375), ({"b": 9.0}, 0.075, 1.0)):
        made = scored(columns, parents=parents, weights=weights)
        table = frontier(made, "top", "2020")
        rows = made.frame.head(4)
        expected = benefit_of_the_doubt_scores(rows, ["a", "b"], least=least, most=most)["score"]
        assert table["unit"].to_list() == ["u0", "u2", "u3", "u1"]
        by_unit = dict(table.select("unit", "efficiency").iter_rows())
        assert [by_unit[f"u{at}"] for at in range(4)] == pytest.approx([min(score, 1) for score in expected])
        assert table["rank"].to_list() == [1, 2, 2, 4]
        assert table["gained"].to_list() == (table["rank"] - table["efficiency_rank"]).to_list()
        assert table["efficient"].to_list() == [efficiency > 1 - 1e-9 for efficiency in table["efficiency"]]
    wide = frontier(made, "top", "2020", around=1.0)["efficiency"].to_list()
    assert wide[0] == wide[3] == pytest.approx(1)
    with pytest.raises(MethodError, match="There is no frontier below top"):
        frontier(scored({"a": [1, None], "b": [None, 1]}, parents=parents), "top", "2020")


def setup_of(columns: dict[str, list[float | None]], steps: Steps) -> of.Setup:
    """What varies of a method on three units."""
    return of.setup(scored(columns, steps), "top")


FULL: dict[str, list[float | None]] = {"a": [1, 2, 4], "b": [2, 5, 1], "c": [3, 3, 9], "d": [1, 8, 2]}


@pytest.mark.parametrize(
    ("steps", "typed", "rescaled"),
    [
        ([("normalise", "min_max", {}), *MEAN], ("2:geometric",), True),
        ([("normalise", "min_max", {"low": 1.0, "high": 9.0}), *MEAN], ("2:geometric",), False),
        ([("normalise", "z_score", {}), *MEAN], (), False),
        ([("impute", "mean", {}), ("normalise", "min_max", {}), *MEAN], ("1:none", "3:geometric"), True),
        (
            [("normalise", "min_max", {"low": 1.0, "high": 9.0}), ("aggregate", "geometric", {})],
            ("2:arithmetic",),
            False,
        ),
    ],
)
def test_what_an_audit_varies_follows_from_the_steps(steps: Steps, typed: tuple[str, ...], rescaled: bool) -> None:
    """Weights, filling or not, and the mean that the method does not use, where it can be computed."""
    made = setup_of(FULL, steps)
    assert (made.typed, made.rescaled, len(made.choices)) == (typed, rescaled, 1 + len(typed))


def test_assumptions_stand_by_their_mean_shift_and_in_order_where_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be computed is last; the method as it is has no row; each choice is one step of the work."""
    shifts = iter([0.5, None, 2.0, 0.5, 1.0])
    names: list[str] = []

    def table(name: str, shift: float | None) -> pl.DataFrame:
        return pl.DataFrame([(name, 3, shift, *[None] * (len(COLUMNS) - 3))], schema=COLUMNS, orient="row")

    def combined(_: object, period: str) -> pl.DataFrame:
        names.append(f"{len(names)} {period}")
        return pl.concat([table(AS_IT_IS, 9.0), table(names[-1], next(shifts))])

    monkeypatch.setattr(of, "combinations", combined)
    monkeypatch.setattr(of, "of_weights", lambda *_: table("weights", 0.5))
    done: list[float] = []
    made = of.assumptions(
        setup_of(FULL, [("impute", "mean", {}), ("normalise", "min_max", {}), *MEAN]), "2020", 8, 1, done.append
    )
    assert made["combination"].to_list() == ["2 2020", "4 2020", "weights", "0 2020", "3 2020", "1 2020"]
    assert done == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
    names.clear()
    shifts = iter([0.5] * 9)
    parents = {"top": "", "p": "top", "a": "p", "b": "p", "c": "top"}
    of.assumptions(of.setup(scored(FULL, MEAN, parents), "top"), "2020", 8, 1)
    assert len(names) == 1


def test_the_row_of_weights_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three runs in parts of two: a unit without a score in a run moves nowhere in it, one without a rank never."""
    runs = np.array([[1.0, 2, 3, 9, np.nan], [3, 1, 2, 9, np.nan], [np.nan, 5, 4, 9, np.nan]])
    drawn: list[tuple[int, ...]] = []

    def points(dimensions: int, count: int, seed: int, first: int) -> Matrix:
        drawn.append((dimensions, count, seed, first))
        return np.arange(first, first + count)

    model = SimpleNamespace(
        frame=pl.DataFrame({"unit": list("uvwxy"), "period": ["2020"] * 3 + ["2021", "2020"]}),
        dimensions=7,
        nominal=lambda: np.array([3.0, 2, 1, 9, np.nan]),
        scores=lambda at: runs[at],
    )
    for name, value in (("UncertaintyModel", lambda *_: model), ("sobol_points", points), ("AT_ONCE", 2),
                        ("PLACES", (1, 2, 3))):  # fmt: skip
        monkeypatch.setattr(of, name, value)
    made = of.of_weights(setup_of(FULL, MEAN), "2020", 3, 5)
    assert made.rows() == [("weights ± 25 %", 3, 1.0, 2, "u", 6 / 8, 2 / 8, 0.0, None, None)]
    assert drawn == [(7, 2, 5, 0), (7, 1, 5, 2)]


@pytest.mark.parametrize(("choices", "expected"), [(1, ()), (2, ("indices",))])
def test_an_audit_has_indices_of_several_assumptions_alone(
    monkeypatch: pytest.MonkeyPatch, choices: int, expected: tuple[str, ...]
) -> None:
    """Of two units or more; the study is the first two fifths of the work."""
    monkeypatch.setattr(of, "setup", lambda *_: SimpleNamespace(model="model", choices=range(choices)))
    monkeypatch.setattr(of, "study", lambda *given: [given[3](0.0), given[3](1.0), given[:3]][2])
    monkeypatch.setattr(of, "indices", lambda *_: ["indices"])
    monkeypatch.setattr("core.audit.audit._tables_made_by", lambda makers: (dict.fromkeys(makers), {}))
    done: list[float] = []
    two = scored({code: values[:2] for code, values in FULL.items()})
    made = audit(two, "top", "2020", None, AuditSettings(9, 5, 7), done.append)
    assert (made.outcome, made.indices, done) == (("model", 9, 5), expected, [0, 0.4, 0.5])
    assert len(made.parts) == 12
    one = scored({code: values[:1] for code, values in FULL.items()})
    with pytest.raises(MethodError, match="fewer than two units in 2020"):
        audit(one, "top", "2020")


def test_weights_move_no_unit_of_a_period_without_ranks() -> None:
    """The row of weights is that of the units that have a rank."""
    made = setup_of(FULL, MEAN)
    assert of.of_weights(made, "1999", 8, 1).is_empty()
    [row] = of.of_weights(made, "2020", 100, 1).iter_rows(named=True)
    assert (row["combination"], row["units"], row["kendall"], row["trouble"]) == ("weights ± 25 %", 3, None, None)
    same = of.of_weights(setup_of({**FULL, "b": [1, 2, 4], "c": [1, 2, 4], "d": [1, 2, 4]}, MEAN), "2020", 8, 1)
    assert same.select("mean_shift", "largest", "most_moved", "moved_5").rows() == [(0, 0, None, 0)]


def test_the_runs_of_an_audit_are_a_power_of_two_by_the_size_of_the_panel() -> None:
    """At most 1,024 and at least 32, unless they are given; a part of the work is a part of the progress."""
    usual = {rows: AuditSettings().usual(rows).runs for rows in (0, 1, 512, 513, 1024, 16_384, 16_385, 10**7)}
    assert usual == {0: 1024, 1: 1024, 512: 1024, 513: 512, 1024: 512, 16_384: 32, 16_385: 32, 10**7: 32}
    made = AuditSettings(9, 5, 7).usual(3)
    assert (made.runs, made.seed, made.base) == (9, 5, 7)
    assert AuditSettings(base=7).usual(513).runs == 512
    done: list[float] = []
    part = _part(done.append, 0.25, 0.75)
    part(0.0)
    part(0.5)
    assert done == [0.25, 0.5]


def test_an_indicator_is_compared_with_a_size_that_has_figures_of_its_own() -> None:
    """One number a unit, beside the figures of the panel; a constant share of it has no correlation."""
    newest = pl.DataFrame({"unit": ["u0", "u1", "u2"], "people": [1.0, 2.0, 3.0]})
    by: Steps = [("denominate", "table", {"by": {"a": "people"}}), *MEAN]
    made = scored(
        {"a": [1, 2, 3], "b": [3, 5, 4]}, by, {"top": "", "a": "top", "b": "top"}, newest=newest,
    )  # fmt: skip
    table = size_links(made, newest)
    assert table.columns == ["code", "size", "correlation", "correlation_scored", "divided"]
    assert table["size"].to_list() == ["people"] * table.height
    rows = {row[0]: row[2:] for row in table.iter_rows()}
    assert rows["a"] == (pytest.approx(1), None, True)
    assert rows["b"] == (pytest.approx(0.5), pytest.approx(0.5), False)


def test_as_many_figures_as_are_needed_are_enough() -> None:
    """Of an indicator and of a unit, where exactly three of four are there."""
    columns: dict[str, list[float | None]] = {
        "a": [1, 2, 3, 4],
        "b": [1, 2, 3, 5],
        "c": [2, 1, 3, 4],
        "d": [None, 2, 4, 8],
    }
    made = scored(columns, parents={"top": "", **dict.fromkeys("abcd", "top")})
    for table, name in ((indicator_coverage(made, "2020", 0.75), "d"), (unit_coverage(made, "2020", 0.75), "u0")):
        assert table.row(0) == (name, 1, 0.75, True)
