"""The set `provinces` holds the figures of its source, mended and noted, and gives the results computed elsewhere."""

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from core.derive.derive import derive
from core.method.run import Scored, scored
from core.workbook.workbook import Workbook
from data.sets import read_set, set_names

REAL = Path(__file__).parents[3] / "shared" / "reference" / "real"
WITHOUT_PANEL = pytest.mark.skipif(not REAL.is_dir(), reason="the reference data are not beside the repo")
VARIABLES = {
    "rd_intensity": ("RDIntense", "v4_ztr_qd_RD", 0),
    "rd_expenditure": ("RDIntense", "v4_ztr_jf_RD", 8),
    "basic_research": ("RDActivity", "v4_zh_nbzc_jcyj", 4),
    "rd_personnel": ("RDLaborHour", "v4_zh_qsdl_hj", 0),
    "science_budget": ("PublicBudget", "v6_cz_yszc_kxjs", 8),
    "public_budget": ("PublicBudget", "v6_cz_yszc_hj", 8),
    "invention_patents": ("RDPatentAuthority", "v4_cg_zlsq2_fm", 0),
    "sci_papers": ("RDPaperInternational", "v4_cg_gwlw_pssci", 0),
    "technology_contracts": ("MarketPush", "v4_cg_jssc_je", 4),
    "high_tech_manufacturing_firms": ("IndustryOperation", "v4_cy_scjy_qys", 0),
    "high_tech_manufacturing_revenue": ("IndustryOperation", "v4_cy_scjy_zyyw", 8),
    "high_tech_manufacturing_profit": ("IndustryOperation", "v4_cy_scjy_lrze", 8),
    "high_tech_rd_expenditure": ("IndustryRD", "v4_cy_RDhd_nbzc", 4),
    "high_tech_rd_personnel": ("IndustryRD", "v4_cy_RDhd_qsdl", 0),
    "new_product_sales": ("IndustryRD", "v4_cy_xcp_xssr", 4),
}


@pytest.fixture(scope="module")
def provinces() -> Workbook:
    """The set as a workbook."""
    return read_set("provinces")


@pytest.fixture(scope="module")
def topsis(provinces: Workbook) -> Scored:
    """The result of its entropy-TOPSIS."""
    made = scored(provinces, "entropy_topsis")
    assert isinstance(made, Scored)
    return made


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a reference file."""
    with (REAL / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def short_names(workbook: Workbook) -> dict[str, str]:
    """The codes of the units by the names that the source uses."""
    return {"全国": "china"} | {one.text: one.code for one in workbook.aliases}


def test_the_set_is_shipped_beside_beijing() -> None:
    """There are two sets."""
    assert set_names() == ["beijing", "provinces"]


def test_31_provinces_stand_in_four_groups(provinces: Workbook) -> None:
    """The groups are those of the National Bureau of Statistics."""
    groups = [one.group for one in provinces.groups]
    counts = {group.split()[0]: groups.count(group) for group in dict.fromkeys(groups)}
    assert counts == {"eastern": 10, "central": 6, "north-eastern": 3, "western": 12}
    assert {one.part_of for one in provinces.units.values() if one.code != "china"} == {"china"}


@WITHOUT_PANEL
def test_every_figure_is_that_of_the_source(provinces: Workbook) -> None:
    """Every value is the source's, and where the source has none there is none."""
    units, found = short_names(provinces), {}
    for row in rows("china_provincial_st_panel.csv"):
        if "2016" <= row["year"] <= "2023":
            found[row["table"], row["variable"], units[row["province"]], row["year"]] = row["value"]
    own = [figure for series in provinces.figures.values() for figure in series]
    assert len(own) == 3830
    for figure in own:
        table, variable, mult = VARIABLES[figure.indicator]
        text = found.get((table, variable, figure.unit, figure.period), "")
        value = float(text) * 10**mult if text else None
        assert figure.value == (None if value is None else pytest.approx(value, rel=1e-15))


def test_a_gap_says_why_and_a_mended_label_is_noted(provinces: Workbook) -> None:
    """A missing figure, a wrong label of the source and a true spike are explained in their notes."""
    own = [figure for series in provinces.figures.values() for figure in series]
    assert all(one.note and one.status == "O" for one in own if one.value is None)
    mended = provinces.series("beijing", "high_tech_rd_personnel").at("2020")
    assert mended is not None
    assert "10,000 CNY (万元) by mistake" in mended.note
    spike = provinces.series("beijing", "high_tech_manufacturing_revenue").at("2021")
    assert spike is not None
    assert "a true spike" in spike.note


@WITHOUT_PANEL
def test_entropy_topsis_is_the_expected_one_to_1e_9(provinces: Workbook, topsis: Scored) -> None:
    """Closeness and rank of every province and year agree with the independent computation."""
    units = short_names(provinces)
    expected = {(units[row["province"]], row["year"]): row for row in rows("china_entropy_topsis_expected.csv")}
    both = topsis.scores.join(topsis.ranks, on=["unit", "period"], suffix="_rank")
    scores = {
        (str(unit), str(when)): (score, rank) for unit, when, score, rank in both.iter_rows() if score is not None
    }
    assert set(scores) == set(expected)
    for cell, (score, rank) in scores.items():
        assert score == pytest.approx(float(expected[cell]["closeness"]), abs=1e-9)
        assert rank == int(expected[cell]["rank_in_year"])


@WITHOUT_PANEL
def test_entropy_weights_are_the_expected_ones_to_1e_9(topsis: Scored) -> None:
    """The five weights agree with the independent computation."""
    names = {"rd_fte": "rd_personnel", "contract_value": "technology_contracts"}
    for row in rows("china_entropy_topsis_weights.csv"):
        code = names.get(row["indicator"], row["indicator"])
        assert topsis.effective[code] == pytest.approx(float(row["weight"]), abs=1e-9)


def test_beijing_is_first_by_entropy_topsis_in_every_year(topsis: Scored) -> None:
    """Beijing has rank 1 in all eight years."""
    first = topsis.ranks.filter(pl.col("unit").cast(pl.String) == "beijing")["st_topsis"].to_list()
    assert first == [1] * 8


def test_every_claim_holds_and_every_method_has_scores_of_all_provinces(provinces: Workbook) -> None:
    """The set opens without a failing claim, and its index ranks all provinces in all years."""
    derived = derive(provinces)
    assert {one.verdict for one in derived.claims} == {"holds"}
    index = derived.methods["st_index"]
    assert isinstance(index, Scored)
    assert index.scores["st_index"].null_count() == 0
    assert index.scores.height == 31 * 8
    assert index.tree.heights["st_index"] == 3
