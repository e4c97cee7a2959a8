"""What holds for any figures."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.method.aggregate import AGGREGATIONS, aggregated
from core.method.errors import MethodError
from core.method.impute import BY_UNIT, IMPUTATIONS, imputed
from core.method.normalisations import NORMALISATIONS
from core.method.normalise import normalised
from core.method.rank import ranks
from core.method.treat import treated
from core.method.tree import Branch, Tree, effective_weights
from core.method.weigh import FROM_FIGURES, WEIGHINGS

CODES = ["a", "b", "c", "d"]
TREE = Tree(
    (
        Branch("Index"),
        Branch("P", "Index", 2),
        Branch("Q", "Index", 1),
        Branch("a", "P", 1),
        Branch("b", "P", 3),
        Branch("c", "Q", 1),
        Branch("d", "Q", 1),
    )
)
SETTINGS = {
    "base_year": {"base": 2020},
    "distance_to_reference": {"unit": "u0", "period": 2021},
    "distance_to_target": {"target": 1e4},
    "goalposts": {"high": 2000},
}
ONE_WAY = ("distance_to_target", "distance_to_reference")
"""Choices whose target lies on one side of the worst unit, and so in one direction only."""

LEVELLED = [name for name in AGGREGATIONS if name != "mazziotta_pareto"]
"""Choices that can be taken again at the next level: a penalised mean may be below 0."""

quiet = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def panels(draw: st.DrawFn, gaps: bool = True) -> pl.DataFrame:
    """3 to 8 units in 2020 and 2021, four indicators of values from 1 to 1,000, no indicator constant."""
    units = draw(st.integers(3, 8))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = np.round(rng.uniform(1, 1000, (2 * units, 4)), draw(st.integers(0, 3)))
    values[:4] = [[1, 2, 3, 4], [5, 1, 2, 3], [4, 5, 1, 2], [3, 4, 5, 1]]
    if gaps:
        values[4:][rng.random(values[4:].shape) < 0.2] = np.nan
    keys = {"unit": [f"u{at // 2}" for at in range(2 * units)], "period": [2020 + at % 2 for at in range(2 * units)]}
    columns = {code: pl.Series(values[:, at]) for at, code in enumerate(CODES)}
    return pl.DataFrame({**keys, **columns}).fill_nan(None)


def score(frame: pl.DataFrame, how: str = "arithmetic", years: str = "across") -> pl.DataFrame:
    """The index of a panel normalised to 1-100, or 0.01-0.99 where scores must stay below 1."""
    high = 0.99 if how == "coupling_coordination" else 100
    low = 0.01 if how == "coupling_coordination" else 1
    return aggregated(normalised(frame, CODES, low=low, high=high), TREE, how, years=years)


def same(one: pl.DataFrame, other: pl.DataFrame, columns: list[str], within: float = 1e-9) -> None:
    """Assert that two panels agree in these columns, whatever the order of rows."""
    keys = ["unit", "period"]
    first, second = (table.sort(keys).select(columns).to_numpy().astype(float) for table in (one, other))
    np.testing.assert_allclose(first, second, rtol=within, atol=within)


@quiet
@given(panels(), st.sampled_from(list(NORMALISATIONS)), st.integers(0, 99))
def test_normalising_does_not_depend_on_the_order_of_rows(frame: pl.DataFrame, how: str, seed: int) -> None:
    """Normalising does not depend on the order of rows."""
    own = SETTINGS.get(how, {})
    made = normalised(frame, CODES, how, impossible="missing", **own)
    shuffled = normalised(frame.sample(fraction=1, shuffle=True, seed=seed), CODES, how, impossible="missing", **own)
    same(made, shuffled, CODES)


@quiet
@given(
    panels(), st.sampled_from(["min_max", "z_score", "rank", "borda", "percentile", "fraction_of_maximum", "vector"])
)
def test_scores_do_not_depend_on_the_unit_of_measurement(frame: pl.DataFrame, how: str) -> None:
    """Scores do not depend on the unit of measurement."""
    scaled = frame.with_columns(pl.col(CODES) * 1024)
    same(normalised(frame, CODES, how), normalised(scaled, CODES, how), CODES)


@quiet
@given(panels(), st.sampled_from(list(NORMALISATIONS)), st.sampled_from(["across", "within"]))
def test_no_normalisation_gives_nan_or_infinity_or_fills_a_gap(frame: pl.DataFrame, how: str, years: str) -> None:
    """No normalisation gives nan or infinity or fills a gap."""
    made = normalised(frame, CODES, how, years=years, impossible="missing", **SETTINGS.get(how, {}))
    for code in CODES:
        assert made[code].is_null().filter(frame[code].is_null()).all()
        assert made[code].drop_nulls().is_finite().all()


@quiet
@given(panels(), st.sampled_from([name for name in NORMALISATIONS if name not in (*ONE_WAY, "base_year", "scaled")]))
def test_turning_an_indicator_turns_its_order(frame: pl.DataFrame, how: str) -> None:
    """Turning an indicator turns its order."""
    own = SETTINGS.get(how, {})
    up, down = (
        normalised(frame, CODES, how, directions=dict.fromkeys(CODES, way), impossible="missing", **own)
        for way in (1, -1)
    )
    for code in CODES:
        both = pl.DataFrame({"raw": frame[code], "up": up[code], "down": down[code]}).drop_nulls().sort("raw")
        assert (both["up"].diff().drop_nulls() >= -1e-9).all()
        assert (both["down"].diff().drop_nulls() <= 1e-9).all()


@quiet
@given(panels(), st.sampled_from(["arithmetic", "geometric", "harmonic", "power", "mean_min", "limiting_factor"]))
def test_a_mean_lies_between_its_parts(frame: pl.DataFrame, how: str) -> None:
    """A mean lies between its parts."""
    made = score(frame, how)
    low, high = (made.select(of("P", "Q")).to_series() for of in (pl.min_horizontal, pl.max_horizontal))
    assert (made["Index"] >= low - 1e-9).all()
    assert (made["Index"] <= high + 1e-9).all()


@quiet
@given(panels())
def test_the_means_stand_in_their_order(frame: pl.DataFrame) -> None:
    """The means stand in their order."""
    harmonic, geometric, arithmetic = (score(frame, how)["P"] for how in ("harmonic", "geometric", "arithmetic"))
    assert (harmonic <= geometric + 1e-9).all()
    assert (geometric <= arithmetic + 1e-9).all()
    assert (score(frame, "limiting_factor")["P"] <= harmonic + 1e-9).all()


@quiet
@given(panels(), st.sampled_from(LEVELLED), st.sampled_from(["across", "within"]), st.integers(0, 99))
def test_aggregating_does_not_depend_on_the_order_of_rows_or_branches(
    frame: pl.DataFrame, how: str, years: str, seed: int
) -> None:
    """Aggregating does not depend on the order of rows or branches."""
    if how in ("copeland", "topsis"):
        tree, other = (
            Tree((Branch("Index"), *(Branch(code, "Index") for code in order))) for order in ("abcd", "dbca")
        )
    else:
        tree, other = TREE, Tree(TREE.branches[:1] + TREE.branches[:0:-1])
    high = 0.99 if how == "coupling_coordination" else 100
    scores = normalised(frame, CODES, low=high / 100, high=high)
    shuffled = scores.sample(fraction=1, shuffle=True, seed=seed)
    same(aggregated(scores, tree, how, years=years), aggregated(shuffled, other, how, years=years), list(tree.roots))


@quiet
@given(panels())
def test_topsis_lies_within_0_and_1(frame: pl.DataFrame) -> None:
    """Topsis lies within 0 and 1."""
    tree = Tree((Branch("Index"), *(Branch(code, "Index") for code in CODES)))
    made = aggregated(normalised(frame, CODES), tree, "topsis")["Index"].drop_nulls()
    assert made.is_between(0, 1).all()


@quiet
@given(panels(), st.integers(1, 99))
def test_only_relative_weights_count(frame: pl.DataFrame, factor: int) -> None:
    """Only relative weights count."""
    scores = normalised(frame, CODES)
    heavier = TREE.with_weights({code: TREE.weights[code] * factor for code in TREE.parents})
    same(aggregated(scores, TREE), aggregated(scores, heavier), ["P", "Q", "Index"])


@quiet
@given(panels(gaps=False), st.sampled_from(FROM_FIGURES))
def test_weights_from_figures_sum_to_1_and_none_is_negative(frame: pl.DataFrame, how: str) -> None:
    """Weights from figures sum to 1 and none is negative."""
    made = WEIGHINGS[how](normalised(frame, CODES, low=0.01, high=0.99), CODES)
    assert list(made) == CODES
    assert sum(made.values()) == pytest.approx(1)
    assert min(made.values()) >= 0


@quiet
@given(st.lists(st.floats(0.1, 10), min_size=6, max_size=6))
def test_effective_weights_of_indicators_sum_to_1(weights: list[float]) -> None:
    """Effective weights of indicators sum to 1."""
    tree = TREE.with_weights(dict(zip([*CODES, "P", "Q"], weights, strict=True)))
    made = effective_weights(tree)
    assert math.fsum(made[code] for code in CODES) == pytest.approx(1)


@pytest.mark.parametrize("how", list(BY_UNIT))
@pytest.mark.parametrize("reach", [None, 1, 2, 3])
def test_each_indicator_is_filled_over_the_years_by_itself(how: str, reach: float | None) -> None:
    """Filling several indicators at once fills each as if it stood alone, also within a reach."""
    years = [2018, 2019, 2020, 2022, 2023]
    columns = {"a": [1, None, 3, 5, None], "b": [None, 2, None, None, 7], "c": [4, None, None, 1, 2]}
    panel = pl.DataFrame({"unit": "u", "period": years, **columns})
    together = imputed(panel, list(columns), how, reach=reach)
    for code in columns:
        assert together[code].to_list() == imputed(panel, [code], how, reach=reach)[code].to_list()


@quiet
@given(panels(), st.sampled_from(list(IMPUTATIONS)), st.integers(0, 99))
def test_imputation_keeps_what_is_known_in_any_order_of_rows(frame: pl.DataFrame, how: str, seed: int) -> None:
    """Imputation keeps what is known in any order of rows, or is refused in any.

    Expectation-maximisation comes to rest where its steps are small, which may be slow: it agrees less exactly.
    """
    own = {"group": "unit"} if how.startswith("group") else {}
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed)
    try:
        made = imputed(frame, CODES, how, **own)
    except MethodError:
        with pytest.raises(MethodError):
            imputed(shuffled, CODES, how, **own)
        return
    for code in CODES:
        assert made[code].filter(frame[code].is_not_null()).equals(frame[code].drop_nulls())
        assert not made[code].is_nan().any()
    same(made, imputed(shuffled, CODES, how, **own), CODES, 1e-4 if how == "em" else 1e-9)


@quiet
@given(panels(), st.sampled_from(["across", "within"]), st.integers(0, 99))
def test_treatment_keeps_the_order_of_units_in_any_order_of_rows(frame: pl.DataFrame, years: str, seed: int) -> None:
    """Treatment keeps the order of units in any order of rows."""
    made = treated(frame, CODES, limit=1, skewed=0.1, peaked=0.1, years=years).frame
    assert made.select("unit", "period").equals(frame.select("unit", "period"))
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed)
    same(made, treated(shuffled, CODES, limit=1, skewed=0.1, peaked=0.1, years=years).frame, CODES)
    for code in CODES:
        both = pl.DataFrame({"raw": frame[code], "made": made[code], "year": frame["period"]}).drop_nulls()
        for part in both.partition_by("year") if years == "within" else [both]:
            assert (part.sort("raw")["made"].diff().drop_nulls() >= -1e-12).all()


@quiet
@given(panels())
def test_the_best_has_rank_1_and_no_rank_exceeds_the_count(frame: pl.DataFrame) -> None:
    """The best has rank 1 and no rank exceeds the count."""
    placed = ranks(frame, CODES)
    for _, year in placed.group_by("period"):
        for code in CODES:
            assert year[code].min() == 1
            assert year[code].max() <= year[code].count()
