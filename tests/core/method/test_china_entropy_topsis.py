from pathlib import Path

import polars as pl
import pytest
from agreement import Examples, agrees

from core.method.aggregate import aggregated
from core.method.entropies import entropies
from core.method.normalise import normalised
from core.method.rank import ranks
from core.method.tree import Branch, Tree

VARIABLES = {
    ("RDIntense", "v4_ztr_qd_RD"): "rd_intensity",
    ("RDActivity", "v4_zh_nbzc_jcyj"): "basic_research",
    ("RDLaborHour", "v4_zh_qsdl_hj"): "rd_fte",
    ("RDPatentAuthority", "v4_cg_zlsq2_fm"): "invention_patents",
    ("MarketPush", "v4_cg_jssc_je"): "contract_value",
}
CODES = list(VARIABLES.values())


def provinces(reference: Path) -> pl.DataFrame:
    """31 provinces, 2016-2023, rows with a gap dropped."""
    long = pl.read_csv(reference / "real" / "china_provincial_st_panel.csv", infer_schema_length=None)
    names = pl.DataFrame(
        [(*key, code) for key, code in VARIABLES.items()], schema=["table", "variable", "code"], orient="row"
    )
    wide = long.join(names, on=["table", "variable"]).filter(pl.col("year").is_between(2016, 2023))
    wide = wide.pivot("code", index=["province", "year"], values="value").drop_nulls()
    known = pl.read_csv(reference / "real" / "china_entropy_topsis_expected.csv")["province"].unique()
    return wide.filter(pl.col("province").is_in(known.implode())).rename({"province": "unit", "year": "period"})


def test_entropy_topsis_of_the_provinces_comes_out(reference: Path, examples: Examples) -> None:
    """Entropy topsis of the provinces comes out."""
    scores = normalised(provinces(reference), CODES)
    found = entropies(scores, CODES)
    agrees(found, pl.read_csv(reference / "real" / "china_entropy_topsis_weights.csv"), "indicator", rounded=1e-11)
    weights = dict(found.select("indicator", "weight").iter_rows())
    tree = Tree((Branch("closeness"), *(Branch(code, "closeness", weight) for code, weight in weights.items())))
    made = aggregated(scores, tree, "topsis")
    plain = aggregated(scores, tree)["closeness"]
    placed = ranks(made, ["closeness"])["closeness"]
    made = made.select(
        "closeness",
        key=pl.col("unit") + pl.col("period").cast(pl.String),
        weighted_sum=plain,
        rank_in_year=placed,
    )
    expected = pl.read_csv(reference / "real" / "china_entropy_topsis_expected.csv").select(
        "closeness", "weighted_sum", "rank_in_year", key=pl.col("province") + pl.col("year").cast(pl.String)
    )
    assert made.height == expected.height == 247
    agrees(made, expected, "key", rounded=1e-11)
    beijing = dict(made.select("key", "closeness").iter_rows())
    answer = examples["china_entropy_topsis"]["expected"]
    assert beijing["北京2016"] == pytest.approx(answer["beijing_2016"], abs=1e-6)
    assert beijing["北京2023"] == pytest.approx(answer["beijing_2023"], abs=1e-6)
