"""COINr's tables on 51 countries, from raw figures to ranks, to 1e-9 relative."""

from typing import Any

import polars as pl
import pytest
from agreement import agrees
from asem_reference import Asem
from polars.testing import assert_frame_equal

from core.method.aggregate import aggregated
from core.method.denominate import denominated
from core.method.impute import imputed
from core.method.normalise import normalised
from core.method.rank import ranks
from core.method.screen import availability, screened
from core.method.treat import points
from core.method.tree import effective_weights


def test_raw_figures_are_read_as_coinr_has_them(asem: Asem) -> None:
    """Raw figures are read as COINr has them."""
    agrees(asem.raw, asem.expected("raw"))


def test_denominators_of_the_panel_divide(asem: Asem) -> None:
    """Denominators of the panel divide."""
    agrees(asem.denominated, asem.expected("denominated"))


def test_denominators_of_another_table_divide_with_their_scale(asem: Asem) -> None:
    """Denominators of another table divide with their scale."""
    table = asem.read("world_denoms")
    by = {"Goods": "GDP", "Flights": "Population", "Bord": "Area"}
    made = denominated(asem.raw, by, scales={"Goods": 1e9, "Flights": 1000}, table=table)
    agrees(made, asem.expected("denominated_scaled"))


@pytest.mark.parametrize(
    ("how", "group", "name"),
    [
        ("mean", None, "imputed_mean"),
        ("median", None, "imputed_median"),
        ("group_mean", "EurAsia_group", "imputed_mean_grp"),
        ("group_median", "GDP_group", "imputed_median_grp"),
    ],
)
def test_gaps_are_filled_as_coinr_fills_them(asem: Asem, how: str, group: str | None, name: str) -> None:
    """Gaps are filled as COINr fills them."""
    settings = {"group": group} if group else {}
    agrees(imputed(asem.denominated, asem.codes, how, **settings), asem.expected(name))


def test_nobody_is_screened_out_at_nine_tenths_after_imputation(asem: Asem) -> None:
    """Nobody is screened out at nine tenths after imputation."""
    assert screened(asem.imputed, asem.codes, available=0.9).height == 51


def test_availability_of_units_is_counted_as_coinr_counts_it(asem: Asem) -> None:
    """Availability of units is counted as COINr counts it."""
    names = {"N_missing": "missing", "N_zero": "zero", "N_miss_or_zero": "missing_or_zero", "Dat_Avail": "available"}
    expected = asem.expected("data_avail_units").rename({**names, "Non_Zero": "nonzero"})
    agrees(availability(asem.raw, asem.codes), expected)


@pytest.mark.parametrize(("done", "name"), [("treated", "treated_default"), ("treated_with_gaps", "treated_with_gaps")])
def test_outliers_are_treated_as_coinr_treats_them_where_the_log_is_not_reached(
    asem: Asem, done: str, name: str
) -> None:
    """Outliers are treated as COINr treats them where the log is not reached."""
    made = getattr(asem, done)
    agrees(made.frame, asem.expected(name))
    expected = asem.expected(f"{name}_details").rename(
        {
            "iCode": "unit",
            **{f"check_SkewKurt{at}.Pass": f"passes_{at}" for at in (0, 1)},
            **{f"check_SkewKurt{at}.Skew": f"skewness_{at}" for at in (0, 1)},
            **{f"check_SkewKurt{at}.Kurt": f"kurtosis_{at}" for at in (0, 1)},
            "winsorise.nwin": "winsorised",
        }
    )
    agrees(made.details.rename({"indicator": "unit"}), expected)


@pytest.mark.parametrize(
    ("before", "done", "name"),
    [("imputed", "treated", "treated_default"), ("denominated", "treated_with_gaps", "treated_with_gaps")],
)
def test_every_treated_point_is_named(asem: Asem, before: str, done: str, name: str) -> None:
    """Every treated point is named."""
    made = points(getattr(asem, before), getattr(asem, done))
    table = asem.expected(f"{name}_points").cast(pl.String).unpivot(index="unit", variable_name="indicator")
    labels = {"winhi": "winsorised high", "winlo": "winsorised low"}
    expected = table.drop_nulls("value").with_columns(change=pl.col("value").replace_strict(labels))
    keys = ["unit", "indicator", "change"]
    assert_frame_equal(made.select(keys), expected.select(keys), check_row_order=False)


@pytest.mark.parametrize(
    ("how", "settings", "name"),
    [
        ("min_max", {"high": 100}, "normalised_minmax"),
        ("min_max", {"low": 1, "high": 100}, "normalised_minmax_1_100"),
        ("z_score", {}, "normalised_zscore"),
        ("z_score", {"mean": 10, "sd": 2}, "normalised_zscore_10_2"),
        ("rank", {}, "normalised_rank"),
    ],
)
def test_indicators_are_normalised_as_coinr_does(asem: Asem, how: str, settings: dict[str, Any], name: str) -> None:
    """Indicators are normalised as COINr does."""
    made = normalised(asem.treated.frame, asem.codes, how, directions=asem.directions, **settings)
    agrees(made, asem.expected(name))


@pytest.mark.parametrize(
    ("done", "low", "how", "name"),
    [
        ("treated", 0, "arithmetic", "aggregated_amean"),
        ("treated", 1, "geometric", "aggregated_gmean"),
        ("treated_with_gaps", 1, "arithmetic", "aggregated_amean_with_gaps"),
        ("treated_with_gaps", 1, "geometric", "aggregated_gmean_with_gaps"),
    ],
)
def test_scores_are_aggregated_as_coinr_does(asem: Asem, done: str, low: float, how: str, name: str) -> None:
    """Scores are aggregated as COINr does."""
    made = aggregated(asem.min_max(getattr(asem, done).frame, low), asem.tree, how)
    agrees(made, asem.expected(name))


def index(asem: Asem) -> pl.DataFrame:
    """The scores of the default chain."""
    return aggregated(asem.min_max(asem.treated.frame), asem.tree)


def test_scores_and_ranks_of_the_index_are_coinrs(asem: Asem) -> None:
    """Scores and ranks of the index are COINr's, but Greece and Bulgaria, whose TolMin differs by 1.4e-14, tie."""
    made = index(asem)
    placed = ranks(made, ["Index"]).select("unit", Rank="Index")
    agrees(made.join(placed, on="unit"), asem.expected("results_aggs_scores"))
    full = asem.expected("results_full_ranks")
    tied = pl.when(pl.col("unit") == "GRC").then(full.filter(unit="BGR")["TolMin"].item()).otherwise("TolMin")
    agrees(ranks(made, [*asem.codes, *asem.tree.nodes]), full.with_columns(TolMin=tied))
    summary = made.join(placed, on="unit").with_columns(pl.col("Index").round(2))
    agrees(summary, asem.expected("results_summary_rounded"))


def test_ranks_in_groups_are_coinrs(asem: Asem) -> None:
    """Ranks in groups are COINr's."""
    made = ranks(index(asem), asem.tree.nodes, group="GDPpc_group")
    agrees(made, asem.expected("results_aggs_groupranks"))


def test_effective_weights_are_coinrs(asem: Asem) -> None:
    """Effective weights are COINr's."""
    expected = dict(asem.expected("effective_weights").select("iCode", "EffWeight").iter_rows())
    assert effective_weights(asem.tree) == pytest.approx(expected, rel=1e-9)


def test_the_lineage_of_every_indicator_is_coinrs(asem: Asem) -> None:
    """The lineage of every indicator is COINr's."""
    for indicator, *ancestors in asem.expected("lineage").iter_rows():
        assert asem.tree.ancestors(indicator) == tuple(ancestors)


def test_heights_of_the_tree_are_coinrs_levels(asem: Asem) -> None:
    """Heights of the tree are COINr's levels."""
    levels = dict(asem.meta.drop_nulls("Level").select("iCode", "Level").iter_rows())
    assert asem.tree.heights == levels
