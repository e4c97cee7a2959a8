"""Where COINr 1.1.14 is wrong or unsafe, ours is right: the list at the end of reference/coinr.md."""

import numpy as np
import polars as pl
import pytest
from asem_reference import Asem

from core.method.aggregate import aggregated
from core.method.impute import imputed
from core.method.matrix import Matrix
from core.method.normalise import normalised
from core.method.transform import log_gii, log_range
from core.method.treat import treated
from core.method.tree import Branch, Tree
from core.method.weigh import correlation_balanced, principal_component
from core.method.winsorise import REFUSED, TRANSFORMED, by_skew_kurtosis


def panel(values: list[float | None], years: list[int] | None = None) -> pl.DataFrame:
    """One indicator x of as many units, in one year or in those given."""
    units = [f"u{at}" for at in range(len(values))]
    return pl.DataFrame({"unit": units, "period": years or [2020] * len(values), "x": values})


def one_level(*codes: str) -> Tree:
    """A root `top` above the codes, of equal weight."""
    return Tree((Branch("top"), *(Branch(code, "top") for code in codes)))


def low_tail() -> Matrix:
    """200 negated lognormal draws, a heavy lower tail, as one column."""
    return -np.random.default_rng(1).lognormal(0, 1.5, (1, 200))


def test_a_logarithm_that_makes_a_tail_worse_is_refused() -> None:
    """A logarithm that makes a tail worse is refused."""
    fates = by_skew_kurtosis(low_tail(), limit=1)
    assert fates.outcome == [REFUSED]
    assert (fates.values == low_tail()).all()
    before, _, after = fates.skew[:, 0]
    assert after < before < -2


def test_a_logarithm_is_kept_whatever_it_does_only_on_request() -> None:
    """A logarithm is kept whatever it does only where so asked."""
    fates = by_skew_kurtosis(low_tail(), limit=1, keep="always")
    assert fates.outcome == [TRANSFORMED]
    assert (fates.values == log_range(low_tail())).all()


@pytest.mark.parametrize(("transform", "tried"), [("log_range", 3), ("none", 2)])
def test_a_column_that_winsorising_would_make_constant_stays_as_it_came(transform: str, tried: int) -> None:
    """Nine zeros and a one stop COINr's winsorising; here they are refused, and the method goes on."""
    frame = pl.DataFrame({"unit": range(10), "period": 1, "x": [0.0] * 9 + [1.0]})
    made = treated(frame, ["x"], transform=transform)
    assert made.frame.equals(frame)
    assert made.details["outcome"].to_list() == ["refused"]
    assert made.details["skewness_0"][0] > 3
    assert (made.details["skewness_2"][0] is not None) == (tried == 3)


def test_a_signed_logarithm_helps_the_same_tail() -> None:
    """A signed logarithm helps the same tail."""
    assert by_skew_kurtosis(low_tail(), limit=1, transform="log_signed").outcome == [TRANSFORMED]


def test_treatment_is_decided_once_over_all_years_and_per_year_only_on_request(asem: Asem) -> None:
    """Treatment is decided once over all years and per year only where so asked."""
    years = asem.read("asem_panel")
    across = treated(years, asem.codes, limit=3)
    assert across.details["indicator"].is_unique().all()
    within = treated(years, asem.codes, limit=3, years="within").details
    ways = within.group_by("indicator").agg(pl.len(), pl.col("outcome").n_unique())
    assert ways["len"].unique().to_list() == [5]
    assert ways["outcome"].max() == 2


def test_settings_of_one_indicator_override_the_general_ones(asem: Asem) -> None:
    """Settings of one indicator override the general ones."""
    plain = asem.imputed["LPI"]
    made = treated(asem.imputed, asem.codes, each={"LPI": {"forced": True, "limit": 1}})
    assert made.details.filter(indicator="LPI")["winsorised"].item() == 1
    assert (made.frame["LPI"] != plain).sum() == 1
    assert made.frame.drop("LPI").equals(asem.treated.frame.drop("LPI"))


def test_the_logarithm_of_the_gii_changes_its_input() -> None:
    """The logarithm of the gii changes its input."""
    made = log_gii(np.array([1.0, 2, 5, 20, 100]))
    assert made.tolist() == pytest.approx([0, np.log(2), np.log(5), np.log(20), np.log(100)])


def test_the_fraction_of_the_maximum_scores_the_cheapest_unit_highest() -> None:
    """The fraction of the maximum scores the cheapest unit highest."""
    made = normalised(panel([2.0, 4.0, 8.0]), ["x"], "fraction_of_maximum", directions={"x": -1})
    assert made["x"].to_list() == [1, 0.5, 0.25]


def test_a_power_mean_survives_a_gap() -> None:
    """A power mean survives a gap."""
    frame = pl.DataFrame({"unit": ["u"], "period": [1], "a": [4.0], "b": [None], "c": [16.0]})
    made = aggregated(frame, one_level("a", "b", "c"), "power", p=0.5)
    assert made["top"].to_list() == [9.0]


def test_exact_ties_of_copeland_are_ties() -> None:
    """Exact ties of copeland are ties."""
    weights = {f"c{at}": 0.1 for at in range(10)}
    rows = {code: [1.0, 0.0] if at % 2 else [0.0, 1.0] for at, code in enumerate(weights)}
    tree = Tree((Branch("top"), *(Branch(code, "top", weight) for code, weight in weights.items())))
    made = aggregated(pl.DataFrame({"unit": ["a", "b"], "period": 1, **rows}), tree, "copeland")
    assert made["top"].to_list() == [0, 0]


def test_copeland_with_gaps_does_not_hang_on_the_order_of_rows() -> None:
    """Copeland with gaps does not hang on the order of rows."""
    frame = pl.DataFrame(
        {
            "unit": list("abcd"),
            "period": 1,
            "x": [1.0, None, 3.0, 2.0],
            "y": [2.0, 1.0, None, 3.0],
            "z": [None, 2.0, 1.0, 3.0],
        }
    )
    made = aggregated(frame, one_level("x", "y", "z"), "copeland")
    turned = aggregated(frame.reverse(), one_level("x", "y", "z"), "copeland")
    assert made.equals(turned.reverse())


def test_principal_components_give_no_negative_weight_unless_requested() -> None:
    """Principal components give no negative weight unless asked."""
    x = np.random.default_rng(2).normal(size=(60, 1))
    noise = np.random.default_rng(3).normal(size=(60, 3)) / 3
    values = x * [1, 1, -1] + noise
    frame = pl.DataFrame({"unit": range(60), "period": 1, "a": values[:, 0], "b": values[:, 1], "c": values[:, 2]})
    codes = ["a", "b", "c"]
    assert principal_component(frame, codes)["c"] == 0
    assert principal_component(frame, codes, "keep")["c"] < 0
    squared = principal_component(frame, codes, "squared")
    assert min(squared.values()) > 0
    assert sum(squared.values()) == pytest.approx(1)


def test_balanced_weights_stay_within_their_bounds_and_balance(asem: Asem) -> None:
    """Balanced weights stay within their bounds and balance."""
    scores = asem.min_max(asem.treated.frame)
    codes = list(asem.tree.children["P2P"])
    made = correlation_balanced(scores, codes)
    assert all(0 <= weight <= 1 for weight in made.values())
    tree = Tree((Branch("top"), *(Branch(code, "top", made[code]) for code in codes)))
    whole = aggregated(scores, tree)
    shares = whole.select(pl.corr(code, "top") for code in codes).row(0)
    assert shares == pytest.approx([shares[0]] * len(codes), rel=1e-3)
    narrow = correlation_balanced(scores, codes, least=0.1, most=0.15)
    assert all(0.1 - 1e-9 <= weight <= 0.15 + 1e-9 for weight in narrow.values())


def test_the_latest_value_is_the_units_own_in_any_order_of_rows(asem: Asem) -> None:
    """The latest value is the units own in any order of rows."""
    gaps = asem.read("asem_panel_gaps")
    sorted_first = imputed(gaps.sort("unit", "period"), asem.codes[:5], "latest")
    shuffled = imputed(gaps.sample(fraction=1, shuffle=True, seed=5), asem.codes[:5], "latest")
    assert shuffled.sort("unit", "period").equals(sorted_first)
    austria = sorted_first.filter(unit="AUT").select("period", "LPI").rows()
    known = gaps.filter(unit="AUT", period=2020)["LPI"].item()
    assert [value for year, value in austria if year < 2020] == [None, None]
    assert [value for year, value in austria if year >= 2020] == [known] * 3


def test_a_series_of_one_value_is_filled_flat_where_coinr_stops(asem: Asem) -> None:
    """A series of one value is filled flat where COINr stops."""
    gaps = asem.read("asem_panel_gaps")
    made = imputed(gaps, ["LPI"], "linear_constant").filter(unit="AUT")["LPI"]
    assert made.n_unique() == 1
    assert made.null_count() == 0


def test_an_indicator_may_have_the_code_of_a_unit() -> None:
    """An indicator may have the code of a unit."""
    frame = pl.DataFrame({"unit": ["MYS", "SGP"], "period": 1, "MYS": [10.0, 12.0], "2 b": [1.0, 0.0]})
    made = aggregated(normalised(frame, ["MYS", "2 b"]), one_level("MYS", "2 b"))
    assert made["top"].to_list() == [0.5, 0.5]


def test_one_zero_does_not_stop_a_panel_where_a_gap_is_asked_for() -> None:
    """One zero does not stop a panel where a gap is asked for."""
    frame = pl.DataFrame({"unit": ["RWA", "FRA"], "period": 1994, "life": [0.0, 0.8], "income": [0.2, 0.9]})
    made = aggregated(frame, one_level("life", "income"), "geometric", impossible="missing")
    assert made["top"].to_list() == [None, pytest.approx(np.sqrt(0.72))]


def test_any_normalisation_can_be_brought_to_a_range_for_a_geometric_mean() -> None:
    """Any normalisation can be brought to a range for a geometric mean."""
    made = normalised(panel([3.0, 1.0, 2.0]), ["x"], "z_score", to=(1, 100))
    assert made["x"].to_list() == [100, 1, 50.5]


def test_one_node_may_have_a_method_of_its_own() -> None:
    """One node may have a method of its own."""
    frame = pl.DataFrame({"unit": ["u"], "period": 1, "a": [4.0], "b": [16.0], "c": [30.0]})
    tree = Tree((Branch("I"), Branch("P", "I"), Branch("a", "P"), Branch("b", "P"), Branch("c", "I")))
    made = aggregated(frame, tree, each={"P": {"how": "geometric"}})
    assert made.select("P", "I").row(0) == pytest.approx((8, 19))


def test_availability_can_count_all_indicators_below() -> None:
    """Availability can count all indicators below."""
    frame = pl.DataFrame({"unit": ["u"], "period": 1, "a": [1.0], "b": [None], "c": [None], "d": [2.0]})
    frame = frame.cast({"b": pl.Float64, "c": pl.Float64})
    below = [Branch(code, "P") for code in ("a", "b", "c")]
    tree = Tree((Branch("I"), Branch("P", "I"), *below, Branch("d", "I")))
    by_children = aggregated(frame, tree, available=0.6, each=None).select("P", "I").row(0)
    assert by_children == (None, None)
    lenient = aggregated(frame, tree, available=0.3).select("P", "I").row(0)
    assert lenient == (1, 1.5)
    strict = aggregated(frame, tree, available=0.51, counting="indicators").select("P", "I").row(0)
    assert strict == (None, None)
