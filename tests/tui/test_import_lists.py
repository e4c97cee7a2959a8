"""Units are known by published lists, and totals among them are kept apart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from imported import workbook

from core.derive.derive import derive
from core.method.run import Scored
from data.name_lists import name_lists
from tui.command_line import main

Bring = Callable[..., tuple[int, str, str]]


def table(*units: str, year: int = 2020) -> str:
    """A figure of each unit: 1, 2, 3 …"""
    return "region,year,jobs\n" + "".join(f"{unit},{year},{n}\n" for n, unit in enumerate(units, 1))


def test_codes_official_and_english_names_are_the_province_that_is_there(bring: Bring) -> None:
    """GB/T 2260; the preview says what was read as what."""
    assert bring("a.csv", table("北京", "内蒙古", "新疆"))[0] == 0
    assert bring("b.csv", table("110000", "150000", "650000", year=2021))[0] == 0
    assert bring("c.csv", table("Beijing", "Inner Mongolia", "Xinjiang", year=2022))[0] == 0
    _, out, _ = bring("d.csv", table("北京市", "内蒙古自治区", "新疆维吾尔自治区", year=2023))
    assert set(workbook().units) == {"北京", "内蒙古", "新疆"}
    assert [one.period for one in workbook().series("新疆", "jobs")] == ["2020", "2021", "2022", "2023"]
    assert "list: 北京市 as 北京, 内蒙古自治区 as 内蒙古, 新疆维吾尔自治区 as 新疆" in out


def test_codes_among_words_are_units(bring: Bring) -> None:
    """A total by its name makes codes no figures."""
    assert bring("a.csv", table("北京", "天津", "全国"))[0] == 0
    assert bring("b.csv", table("110000", "120000", "全国", year=2021))[0] == 0
    assert set(workbook().units) == {"北京", "天津", "全国"}
    assert [one.period for one in workbook().series("天津", "jobs")] == ["2020", "2021"]


def test_a_city_is_known_by_its_official_name(bring: Bring) -> None:
    """恩施 is 恩施土家族苗族自治州; the province 吉林 is not the city 吉林市."""
    assert bring("a.csv", table("恩施", "深圳", "吉林省"))[0] == 0
    assert bring("b.csv", table("恩施土家族苗族自治州", "440300", "吉林市", year=2021), "--unknown", "add")[0] == 0
    assert set(workbook().units) == {"恩施", "深圳", "吉林省", "吉林市"}


def test_a_city_is_known_by_its_name_in_pinyin(bring: Bring) -> None:
    """With or without City, in plain letters; a name that two cities have is that of none but the larger."""
    assert bring("a.csv", table("石家庄", "乌鲁木齐", "苏州", "宿州", "延边"))[0] == 0
    names = ("Shijiazhuang City", "Urumqi", "Suzhou", "Suzhou (Anhui)", "Yanbian Korean Autonomous Prefecture")
    assert bring("b.csv", table(*names, year=2021))[0] == 0
    assert set(workbook().units) == {"石家庄", "乌鲁木齐", "苏州", "宿州", "延边"}
    assert [one.value for one in workbook().series("宿州", "jobs")] == [4.0, 4.0]
    china = name_lists()[0].units
    assert len({one.name_en for one in china}) == len(china)


def test_countries_and_regions_of_europe_come_with_their_names(bring: Bring) -> None:
    """A code is named in both languages as far as the list does; a name by its code is the same country."""
    assert bring("a.csv", table("AT", "DE", "GR"))[0] == 0
    assert bring("b.csv", table("AUT", "Germany", "希腊", year=2021))[0] == 0
    units = workbook().units
    assert {code: (one.name_en, one.name_zh) for code, one in units.items()} == {
        "AT": ("Austria", "奥地利"), "DE": ("Germany", "德国"), "GR": ("Greece", "希腊"),
    }  # fmt: skip
    assert bring("c.csv", table("AT12", "DE21", "EL30"))[0] == 0
    assert {workbook().units[code].name_en for code in ("AT12", "DE21", "EL30")} == {
        "Niederösterreich", "Oberbayern", "Attiki",
    }  # fmt: skip


def test_a_few_names_that_happen_to_be_in_a_list_mean_nothing(bring: Bring) -> None:
    """Most names of a file must be in one list."""
    assert bring("a.csv", table("IN", "Plant B", "Plant C", "Plant D"))[0] == 0
    assert workbook().units["IN"].name_en == "IN"


@pytest.mark.parametrize(
    ("units", "total"),
    [
        (("北京", "天津", "全国"), "全国"),
        (("France", "Chile", "World"), "World"),
        (("AT", "DE", "EU27_2020"), "EU27_2020"),
        (("US001", "US002", "US000"), "US000"),
        (("AT11", "AT12", "AT"), "AT"),
        (("Beijing", "Hebei", "Shanxi", "China"), "China"),
    ],
)
def test_totals_among_units_are_noticed_and_kept_apart(bring: Bring, units: tuple[str, ...], total: str) -> None:
    """By name, or as a unit beside its parts; no other is one."""
    _, out, _ = bring("a.csv", table(*units))
    assert f"total: {total} is a total of other units" in out
    assert [code for code, one in workbook().units.items() if one.kind == "total"] == [total]


def test_a_country_beside_others_is_no_total(bring: Bring) -> None:
    """It is one beside its regions alone."""
    _, out, _ = bring("a.csv", table("AT", "DE", "FR"))
    assert "total" not in out


def test_a_file_of_totals_alone_has_units_as_any_other(bring: Bring) -> None:
    """There is nothing that they are the total of."""
    assert "total" not in bring("a.csv", table("World", "EU27_2020"))[1]
    assert {one.kind for one in workbook().units.values()} == {""}


def test_methods_leave_totals_out_unless_they_name_them(bring: Bring) -> None:
    """Nothing is ranked beside the sum of all."""
    assert bring("a.csv", table("北京", "天津", "全国"))[0] == 0
    text = (
        '[method]\ncode = "m"\n[[tree]]\ncode = "Index"\n[[tree]]\ncode = "jobs"\nparent = "Index"\n'
        '[[steps]]\nkind = "normalise"\nhow = "min_max"\n[[steps]]\nkind = "aggregate"\nhow = "arithmetic"\n'
    )
    for name, units in (("m", ""), ("n", 'units = ["北京", "天津", "全国"]\n')):
        Path("m.toml").write_text(text.replace('"m"\n', f'"{name}"\n{units}'), encoding="utf-8")
        assert main(["method", "load", "w.jingdex", "m.toml"]) == 0
    methods = derive(workbook()).methods
    found = {name: methods[name] for name in ("m", "n")}
    assert all(isinstance(one, Scored) for one in found.values()), found
    ranked = {name: one.scores["unit"].to_list() for name, one in found.items() if isinstance(one, Scored)}
    assert ranked == {"m": ["北京", "天津"], "n": ["北京", "天津", "全国"]}


def test_the_lists_are_whole() -> None:
    """34 provinces and 333 prefecture-level divisions (with 6 cities of Taiwan), ISO 3166-1, 92 large NUTS regions."""
    china, countries, nuts = (one.units for one in name_lists())
    assert sum(one.part_of == "CN" for one in china) == 34
    assert sum(one.part_of not in {"CN", "710000"} for one in china) == 333
    assert (len(countries), sum(len(one.code) == 3 for one in nuts)) == (250, 92)
    for units in (china, countries, nuts):
        assert len({one.code for one in units}) == len(units)


def test_a_total_is_no_slip_of_a_unit_whose_name_is_one_sign_away(bring: Bring) -> None:
    """全国 beside 德国."""
    assert bring("a.csv", table("DE", "AT", "FR"))[0] == 0
    code, out, err = bring("b.csv", table("北京", "上海", "全国"))
    assert (code, err) == (0, "")
    assert "全国 is a total of other units" in out
