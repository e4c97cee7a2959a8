"""The audit of ASEM, 51 × 49: its figures are those of the reference tables where they exist."""

import json

import numpy as np
import polars as pl
import pytest
from asem_reference import Asem

from core.audit.audit import Audit, AuditSettings, audit
from core.audit.findings import findings
from core.method.document import Document
from core.method.run import run
from core.workbook.entries import Method, Step, TreeNode


@pytest.fixture(scope="module")
def audited(asem: Asem) -> Audit:
    """COINr's default chain, audited with few runs."""
    rows = asem.meta.filter(pl.col("Type").is_in(["Indicator", "Aggregate"]))
    placed = tuple(
        TreeNode("m", code, parent or "", weight, direction or 1)
        for code, parent, weight, direction in rows.select("iCode", "Parent", "Weight", "Direction").iter_rows()
    )
    steps = [
        ("denominate", "panel", {"by": asem.denominators}),
        ("impute", "group_mean", {"group": "EurAsia_group"}),
        ("treat", "skew_kurtosis", {"keep": "always"}),
        ("normalise", "min_max", {"high": 100.0}),
        ("aggregate", "arithmetic", {}),
    ]
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    scored = run(Document(Method("m", "M"), placed, made), asem.raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.rank_reversal.presence.MOST_UNITS", 5)
        return audit(scored, "Index", "2018", settings=AuditSettings(runs=64, base=32))


def known(table: pl.DataFrame, *columns: str) -> dict[object, object]:
    """The last column by the ones before it."""
    return {key[0] if len(key) == 1 else tuple(key): value for *key, value in table.select(columns).iter_rows()}


def test_coverage_of_units_is_that_of_the_reference(asem: Asem, audited: Audit) -> None:
    """The share of the 49 indicators that each country has."""
    expected = known(asem.expected("data_avail_units"), "unit", "Dat_Avail")
    assert known(audited.parts["coverage-units"], "unit", "share") == pytest.approx(expected)


def test_coverage_of_indicators_is_that_of_the_reference(asem: Asem, audited: Audit) -> None:
    """The share of the 51 countries that each indicator has."""
    expected = known(asem.expected("stats_raw"), "iCode", "Frc.Avail")
    assert known(audited.parts["coverage-indicators"], "code", "share") == pytest.approx(expected)


def test_outliers_are_those_of_the_reference_before_and_after(asem: Asem, audited: Audit) -> None:
    """Skewness and kurtosis on entry, points winsorised, and skewness after the last change."""
    table, details = audited.parts["outliers"], asem.expected("treated_default_details")
    for own, theirs in (("skewness", "check_SkewKurt0.Skew"), ("kurtosis", "check_SkewKurt0.Kurt")):
        assert known(table, "code", own) == pytest.approx(known(details, "iCode", theirs), rel=1e-9)
    changed = details.drop_nulls("check_SkewKurt1.Skew")
    after = known(table.filter(pl.col("code").is_in(changed["iCode"].to_list())), "code", "skewness_after")
    assert after == pytest.approx(known(changed, "iCode", "check_SkewKurt1.Skew"), rel=1e-9)
    points = known(details.drop_nulls("winsorise.nwin"), "iCode", "winsorise.nwin")
    assert known(table.drop_nulls("winsorised"), "code", "winsorised") == points


def test_links_to_size_are_those_of_the_reference(asem: Asem, audited: Audit) -> None:
    """All pairs of an indicator and a denominator whose raw figures are correlated at more than 0.7."""
    table = audited.parts["size-links"].filter(pl.col("correlation").abs() > 0.7)
    expected = known(asem.expected("denominator_corr"), "Ind", "Denom", "Corr")
    assert known(table, "code", "size", "correlation") == pytest.approx(expected, rel=1e-9)


def test_correlations_with_pillars_and_index_are_those_of_the_reference(asem: Asem, audited: Audit) -> None:
    """Each indicator with its pillar, each pillar with its sub-index."""
    family = known(asem.expected("corr_family_pearson"), "Var1", "Var2", "Correlation")
    expected = {code: value for (level, code), value in family.items() if level == "Pillar"}
    assert len(expected) == 49
    assert known(audited.parts["pillar-fit"], "code", "own") == pytest.approx(expected, rel=1e-9)
    above = known(asem.expected("corr_l3_l2_parent"), "Var1", "Var2", "Correlation")
    parts = {
        (parent, code): value
        for code, parent, value in audited.parts["importance"].select("code", "parent", "correlation").iter_rows()
    }
    assert {key: parts[key] for key in above} == pytest.approx(above, rel=1e-9)


def test_the_other_pillar_is_the_one_that_an_indicator_goes_with_best(asem: Asem, audited: Audit) -> None:
    """Of the seven other pillars, by numpy's correlations of the scores."""
    frame, parents = audited.scored.frame, audited.scored.tree.parents
    pillars = list(dict.fromkeys(parents[code] or "" for code in asem.codes))
    for row in audited.parts["pillar-fit"].iter_rows(named=True):
        others = {
            pillar: float(np.corrcoef(frame[row["code"]], frame[pillar])[0, 1])
            for pillar in pillars
            if pillar != row["pillar"]
        }
        assert row["other_correlation"] == pytest.approx(max(others.values()))
        assert others[row["other"]] == max(others.values())


def test_weights_are_the_effective_ones_of_the_reference(asem: Asem, audited: Audit) -> None:
    """Shares beside siblings multiplied down from the top."""
    shares = {
        code: (parent, weight)
        for code, parent, weight in audited.parts["importance"].select("code", "parent", "weight").iter_rows()
    }
    for code, expected in known(asem.expected("effective_weights"), "iCode", "EffWeight").items():
        product, at = 1.0, code
        while at in shares:
            at, weight = shares[at]
            product *= weight
        assert product == pytest.approx(expected)


def test_contrary_pairs_are_those_of_the_reference_at_the_audit_s_threshold(asem: Asem, audited: Audit) -> None:
    """The reference lists pairs from -0.2 on, the audit from -0.4 on."""
    expected = asem.expected("corr_flags_low").filter(pl.col("Corr") <= -0.4)
    own = audited.parts["alike-contrary"].filter(pl.col("kind") == "contrary")
    both = {
        frozenset((one, other)): value for one, other, value in own.select("first", "second", "correlation").iter_rows()
    }
    theirs = {
        frozenset((one, other)): value for one, other, value in expected.select("Ind1", "Ind2", "Corr").iter_rows()
    }
    assert both == pytest.approx(theirs, rel=1e-9)


def test_added_value_is_that_of_the_ranks_of_the_reference(asem: Asem, audited: Audit) -> None:
    """Ranks of both sub-indices against those of the index."""
    ranks = asem.expected("results_full_ranks")
    for row in audited.parts["added-value"].iter_rows(named=True):
        apart = (ranks["Index"] - ranks[row["code"]]).abs()
        assert row["mean_shift"] == pytest.approx(apart.mean())
        assert row["moved_10"] == pytest.approx((apart >= 10).mean())


def test_the_ranks_are_those_of_the_reference_also_where_scores_are_taken_from_1_on(asem: Asem, audited: Audit) -> None:
    """So that a geometric mean can be computed, min-max goes from 1 to 100: every rank stays."""
    assert audited.setup.rescaled
    assert audited.setup.typed == ("2:none", "5:geometric")
    expected = known(asem.expected("results_full_ranks"), "unit", "Index")
    assert known(audited.ranks, "unit", "nominal") == expected


def test_the_geometric_mean_is_that_of_the_reference(asem: Asem, audited: Audit) -> None:
    """How far units move under a geometric mean, from COINr's scores of both means."""
    means = [asem.expected(f"aggregated_{how}mean").sort("unit")["Index"] for how in ("a", "g")]
    was, now = (one.rank("min", descending=True).cast(pl.Int64) for one in means)
    moved = (was - now).abs()
    row = audited.parts["assumptions"].filter(pl.col("combination") == "5:geometric").row(0, named=True)
    assert row["mean_shift"] == pytest.approx(moved.mean())
    assert row["largest"] == moved.max()
    assert row["moved_5"] == pytest.approx((moved >= 5).mean())


def test_what_is_serious_stands_first(audited: Audit) -> None:
    """Indicators that pull against their pillar; a part on which the ranking hangs is less than a choice."""
    found = findings(audited)
    assert [one.severity for one in found] == sorted(
        (one.severity for one in found), key=("serious", "moderate", "minor", "sound").index
    )
    against = next(one for one in found if one.kind == "against")
    assert "TBTs" in against.codes
    parts = [one for one in found if one.kind == "part_moves"]
    assert ("moderate", "without Conn") in {(one.severity, one.values["assumption"]) for one in parts}
    choices = [one for one in found if one.kind == "assumption_moves"]
    assert {one.values["assumption"] for one in choices} == {"5:geometric"}
    assert {one.kind for one in found if one.severity == "sound"} >= {"units_covered", "size_free", "order_holds"}
