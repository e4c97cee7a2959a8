"""The crosswalks, bridges and names that come with jingdex are whole, and say where they are from."""

from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from core.rollup.crosswalk import Crosswalk, mapping, plain_code
from core.rollup.document import rule_of
from core.rollup.figures import Read, result
from core.rollup.rule import RollupRule
from core.workbook.period import period
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.rollup.rules import bridge_of, links_of, names_of, with_files
from data.rollup.shipped import FOLDER, catalogue, shipped

NOW = period("2024")
RULE = """
[rollup]
code = "r"
source = "s"
unit = "{industry}"
%s
[columns]
industry = "industry"
period = "year"
[[measures]]
indicator = "jobs"
how = "sum"
column = "jobs"
"""


def made(*lines: str, folder: Path = FOLDER) -> RollupRule:
    """A rule with what its files hold."""
    return with_files(rule_of(RULE % "\n".join(lines), "rule.toml"), folder, "rule.toml")


def test_every_file_is_in_the_catalogue_and_is_read() -> None:
    """Each with a title in both languages, its source and its licence."""
    readers = {"crosswalk": links_of, "bridge": bridge_of, "names": names_of}
    assert {f"{one['name']}.csv" for one in catalogue()} == {path.name for path in FOLDER.iterdir()} - {"catalogue.csv"}
    for one in catalogue():
        assert all(one[part] for part in ("title_en", "title_zh", "source", "licence"))
        assert readers[one["kind"]](shipped(one["name"]))
    with pytest.raises(FileError, match="No crosswalk nothing comes with jingdex: use one of gbt2017_names"):
        made('crosswalk_file = "shipped:nothing"')


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("nace2_nace21", 615, 650), ("nace2_isic4", 615, 419), ("isic4_isic5", 419, 463),
        ("naics2017_naics2022", 1057, 1012),
    ],
)  # fmt: skip
def test_a_bridge_leads_from_every_code_and_keeps_all_of_it(name: str, old: int, new: int) -> None:
    """So many classes on either side (46.89 of NACE 2.1 is new); the shares of each sum to 1."""
    shares: dict[str, float] = defaultdict(float)
    links = bridge_of(shipped(name))
    for one in links:
        shares[one.industry] += one.share
    assert len(shares) == old
    assert len({one.cluster for one in links}) == new
    assert all(abs(share - 1) < 1e-12 for share in shares.values())


def test_the_benchmark_definition_has_as_many_traded_and_local_industries_as_its_authors_say() -> None:
    """778 traded ones in 51 clusters and 310 local ones, each in one cluster, and every cluster has a name."""
    links = links_of(shipped("naics2007_traded"))
    assert len({one.industry for one in links}) == len(links) == 1_088
    assert sum(one.kind == "traded" for one in links) == 778
    clusters = {one.cluster for one in links}
    assert len(clusters - {"local"}) == 51
    assert clusters == {one.code for one in names_of(shipped("naics2007_traded_names"))}


def test_every_section_division_group_and_class_of_gbt_4754_has_its_name() -> None:
    """As many of each as the standard has, every class in a group, every group in a division, no name twice in one."""
    names = {one.code: one.name_zh for one in names_of(shipped("gbt2017_names")) if one.code[:1].isdigit()}
    assert [sum(len(code) == digits for code in names) for digits in (2, 3, 4)] == [97, 473, 1_381]
    assert all(code[:-1] in names for code in names if len(code) > 2)
    assert (names["3973"], names["6512"], names["276"]) == ("集成电路制造", "支撑软件开发", "生物药品制品制造")
    assert all(names.values())


def test_divisions_of_nace_2_and_isic_4_are_the_same() -> None:
    """The first two digits of every class."""
    links = bridge_of(shipped("nace2_isic4"))
    assert all(one.industry[:2] == one.cluster[:2] for one in links)


@pytest.mark.parametrize(
    ("name", "code", "cluster"),
    [
        ("gbt2017_high_tech", "2710", "pharma"), ("gbt2017_high_tech", "4343", "aerospace"),
        ("gbt2017_high_tech", "3741", "aerospace"), ("gbt2017_high_tech", "3731", None),
        ("gbt2017_high_tech", "3832", "electronics"), ("gbt2017_high_tech", "3831", None),
        ("gbt2017_high_tech", "3914", "computers"), ("gbt2017_high_tech", "2664", "info_chemicals"),
        ("gbt2017_sections", "3911", "C"), ("gbt2017_sections", "C3911", "C"), ("gbt2017_sections", "7310", "M"),
        ("nace2_technology", "30.30", "high"), ("nace2_technology", "30.11", "medium_low"),
        ("nace2_technology", "30.20", "medium_high"), ("nace2_technology", "32.50", "medium_high"),
        ("nace2_technology", "32.40", "low"), ("nace2_technology", "62.01", "kis"), ("nace2_technology", "35.11", None),
        ("naics2007_traded", "336411", "aerospace"), ("naics2007_traded", "325412", "biopharma"),
        ("naics2007_traded", "722110", "local"), ("naics2007_traded", "111110", None),
    ],
)  # fmt: skip
def test_industries_are_where_the_classification_has_them(name: str, code: str, cluster: str | None) -> None:
    """By the longest code above them."""
    found = Crosswalk.of(links_of(shipped(name))).targets(plain_code(code), NOW)
    assert found == ({cluster: 1.0} if cluster else {})


def test_clusters_come_in_with_their_names_and_kinds(tmp_path: Path) -> None:
    """As units in both languages, and as a grouping of units by traded and local."""
    (tmp_path / "own.csv").write_text("industry,cluster,kind\n27,pharma,traded\n62,catering,local\n")
    rule = made('crosswalk_file = "own.csv"', 'names_file = "shipped:gbt2017_names"', folder=tmp_path)
    cells = pl.DataFrame(
        {"industry": ["catering", "pharma"], "period": ["2024"] * 2, "conf": ["F"] * 2, "m0": [1.0, 2.0]}
    ).with_columns(exposed=pl.lit(value=False))
    empty = Workbook.of([], [])
    book = result(rule, cells, Read("polars", 2, "f"), empty).edit(empty).apply(empty)
    assert (book.units["pharma"].name_en, book.units["pharma"].name_zh) == ("Manufacture of medicines", "医药制造业")
    assert {one.unit: one.group for one in book.groups} == {"catering": "local", "pharma": "traded"}


def test_an_older_classification_runs_into_clusters_of_the_newer(tmp_path: Path) -> None:
    """Until 2024 codes of NACE 2, from 2025 on of 2.1: 62.01 becomes 62.10, which is information technology there."""
    (tmp_path / "own.csv").write_text("industry,cluster\n62,it\n")
    rule = made('crosswalk_file = "own.csv"', 'bridge_file = "shipped:nace2_nace21"', 'bridge_until = "2024"',
                folder=tmp_path)  # fmt: skip
    pairs = pl.DataFrame([("62.01", "2024"), ("62.10", "2025")], schema=["industry", "period"], orient="row")
    assert [row[2] for row in mapping(pairs, rule).rows()] == ["it", "it"]


def test_a_bridge_has_all_shares_of_an_industry_or_none(tmp_path: Path) -> None:
    """Without shares what it becomes has equal parts; one that lacks them beside others is named with its line."""
    path = tmp_path / "bridge.csv"
    path.write_text("industry,becomes,share\n1,10,\n1,11,\n2,12,0.25\n2,13,0.75\n")
    assert [one.share for one in bridge_of(path)] == [0.5, 0.5, 0.25, 0.75]
    path.write_text("industry,becomes,share\n2,12,0.25\n2,13,\n")
    with pytest.raises(FileError, match="line 3: 2 has shares in other lines and none here"):
        bridge_of(path)
