import polars as pl
import pytest
from agreement import agrees
from asem_reference import Asem
from polars.testing import assert_frame_equal

from core.analysis.consistency import cronbach_alpha
from core.analysis.correlation import collinear, contrary, correlations, family, p_values, size_links
from core.analysis.coverage_of_nodes import coverage_below
from core.analysis.profile import extremes, profile
from core.analysis.statistics import statistics
from core.method.aggregate import aggregated


def in_pairs(made: pl.DataFrame, expected: pl.DataFrame, either_way: bool = False) -> None:
    """Assert that two long tables of correlations agree, in any order."""
    expected = expected.rename(dict(zip(expected.columns, ["first", "second", "correlation"], strict=True)))
    if either_way:
        made, expected = (
            table.with_columns(first=pl.min_horizontal("first", "second"), second=pl.max_horizontal("first", "second"))
            for table in (made, expected)
        )
    made = made.select("first", "second", "correlation")
    assert_frame_equal(made, expected, check_row_order=False, check_dtypes=False, rel_tol=1e-9, abs_tol=1e-12)


NAMES = {
    "iCode": "unit",
    "Min": "min",
    "Max": "max",
    "Mean": "mean",
    "Median": "median",
    "Std": "sd",
    "Skew": "skewness",
    "Kurt": "kurtosis",
    **{f"N.{old}": new for old, new in {"Avail": "available", "NonZero": "nonzero"}.items()},
    "N.Unique": "unique",
    "N.Same": "same",
    "Frc.Avail": "share_available",
    "Frc.NonZero": "share_nonzero",
    "Frc.Unique": "share_unique",
    "Frc.Same": "share_same",
    "Flag.Avail": "few_available",
    "Flag.NonZero": "few_nonzero",
    "Flag.Unique": "few_unique",
    "Flag.SkewKurt": "outliers",
}


@pytest.mark.parametrize("name", ["raw", "treated"])
def test_indicator_statistics_are_coinrs(asem: Asem, name: str) -> None:
    """Indicator statistics are COINr's."""
    panel = asem.raw if name == "raw" else asem.treated.frame
    expected = asem.expected(f"stats_{name}").rename(NAMES, strict=False)
    flags = [column for column in expected.columns if column.startswith("few_") or column == "outliers"]
    expected = expected.with_columns(pl.col(flags).replace_strict({"ok": False, "LOW": True, "OUT": True}))
    agrees(statistics(panel, asem.codes).rename({"indicator": "unit"}), expected)


@pytest.mark.parametrize("how", ["pearson", "spearman", "kendall"])
def test_correlations_of_raw_figures_are_coinrs(asem: Asem, how: str) -> None:
    """Correlations of raw figures are COINr's."""
    in_pairs(correlations(asem.raw, asem.codes, how=how), asem.expected(f"corr_raw_{how}"))


def test_insignificant_correlations_are_blanked_as_in_coinr(asem: Asem) -> None:
    """Insignificant correlations are blanked as in COINr."""
    made = correlations(asem.raw, asem.codes, significant=0.05)
    in_pairs(made, asem.expected("corr_raw_pearson_p05"))


def test_turned_correlations_inside_pillars_are_coinrs(asem: Asem) -> None:
    """Turned correlations inside pillars are COINr's."""
    made = correlations(asem.raw, asem.codes, directions=asem.directions)
    pillar = {code: asem.tree.parents[code] for code in asem.codes}
    inside = pl.col("first").replace_strict(pillar) == pl.col("second").replace_strict(pillar)
    in_pairs(made.filter(inside), asem.expected("corr_raw_directed_grouped"))


def index(asem: Asem) -> pl.DataFrame:
    """The scores of the default chain."""
    return aggregated(asem.min_max(asem.treated.frame), asem.tree)


def test_correlations_of_pillars_are_coinrs(asem: Asem) -> None:
    """Correlations of pillars are COINr's."""
    pillars = [code for code, height in asem.tree.heights.items() if height == 2]
    in_pairs(correlations(index(asem), pillars), asem.expected("corr_l2_l2"))


def test_correlations_with_ancestors_are_coinrs(asem: Asem) -> None:
    """Correlations with ancestors are COINr's."""
    made = family(index(asem), asem.tree)
    level = dict(enumerate(["Pillar", "Sub-index", "Index"], start=2))
    above = asem.tree.heights
    low = made.filter(pl.col("first").is_in(asem.codes))
    by_level = low.select(
        first=pl.col("second").replace_strict({code: level.get(above[code]) for code in above}),
        second="first",
        correlation="correlation",
    )
    in_pairs(by_level, asem.expected("corr_family_pearson"))
    parents = made.filter(pl.col("second").is_in(["Conn", "Sust"]) & ~pl.col("first").is_in(asem.codes))
    swapped = parents.select(first="second", second="first", correlation="correlation")
    in_pairs(swapped, asem.expected("corr_l3_l2_parent"))


def test_p_values_of_pearson_are_rs(asem: Asem) -> None:
    """P values of pearson are rs."""
    codes = ["LPI", "Flights", "Ship", "Bord", "Elec", "Gas"]
    wide = p_values(asem.raw, codes).pivot("second", index="first", values="p")
    agrees(wide.rename({"first": "unit"}), asem.expected("pvals_pearson_physical6").rename({"iCode": "unit"}))


def test_collinear_and_contrary_pairs_are_coinrs(asem: Asem) -> None:
    """Collinear and contrary pairs are COINr's."""
    scores = asem.min_max(asem.treated.frame)
    for made, name in (
        (collinear(scores, asem.tree, 0.75), "corr_flags_high"),
        (contrary(scores, asem.tree, -0.2), "corr_flags_low"),
    ):
        in_pairs(made, asem.expected(name).drop("Group"), either_way=True)


def test_links_to_size_are_coinrs(asem: Asem) -> None:
    """Links to size are COINr's."""
    made = size_links(asem.raw, asem.codes, ["Area", "Energy", "GDP", "Population"])
    in_pairs(made, asem.expected("denominator_corr"))


def test_coverage_below_every_node_is_coinrs(asem: Asem) -> None:
    """Availability below every node is COINr's."""
    agrees(coverage_below(asem.raw, asem.tree), asem.expected("data_avail_groups"))


def test_the_summary_of_japan_is_coinrs(asem: Asem) -> None:
    """The summary of Japan is COINr's."""
    made = profile(index(asem), asem.tree.nodes, "JPN", 2018)
    expected = asem.expected("unit_summary_jpn").select(unit="Code", value="Score", rank="Rank")
    agrees(made.rename({"code": "unit"}), expected)


@pytest.mark.parametrize("side", ["strengths", "weaknesses"])
def test_strengths_and_weaknesses_of_japan_are_coinrs(asem: Asem, side: str) -> None:
    """Strengths and weaknesses of Japan are COINr's."""
    raw = profile(asem.raw, asem.codes, "JPN", 2018, directions=asem.directions)
    made = extremes(raw, side, keep_last_place=False, any_half=True).select(unit="code", rank="rank", value="value")
    expected = asem.expected(f"{side}_jpn").select(unit="Code", rank="Rank", value="Value")
    beyond = made.join(expected, on="unit", how="anti")
    agrees(made.join(beyond, on="unit", how="anti"), expected)
    cut = expected["rank"].max() if side == "strengths" else expected["rank"].min()
    assert set(beyond["rank"]) == {cut}


def test_being_last_alone_is_a_weakness_though_coinr_drops_it(asem: Asem) -> None:
    """Japan's public debt, the highest of 50, is told as its first weakness."""
    raw = profile(asem.raw, asem.codes, "JPN", 2018, directions=asem.directions)
    assert "PubDebt" in extremes(raw, "weaknesses")["code"]
    assert "PubDebt" not in extremes(raw, "weaknesses", keep_last_place=False)["code"]


def test_cronbachs_alpha_is_of_pairwise_covariances(asem: Asem) -> None:
    """Cronbachs alpha is of pairwise covariances."""
    alpha = cronbach_alpha(asem.raw, ["LPI", "Ship", "ConSpeed", "Cov4G"])
    table = asem.raw.select("LPI", "Ship", "ConSpeed", "Cov4G")
    covariances = table.select(pl.cov(a, b).alias(f"{a} {b}") for a in table.columns for b in table.columns).row(0)
    variances = sum(table.select(pl.all().var()).row(0))
    assert alpha == pytest.approx(16 * (sum(covariances) - variances) / 12 / sum(covariances), rel=1e-9)
