"""Headers by which files name the roles of their columns, in English and Chinese."""

import re

_NAMES: dict[str, str] = {
    "unit": "ucode unit_code geo geo_code geocode country_code region_code area_code province_code city_code "
    "ref_area reference_area region province country city nuts nuts2 nuts_2 nuts3 "
    "iso iso2 iso2c iso3 iso3c iso_code code id area location territory county district cluster entity geography "
    "地区 省份 省 省市 城市 市 区域 地市 单位名称 行政区 集群 地区代码 行政区划代码",
    "unit_name": "uname unit_name name country_name region_name geo_label location_name ref_area_name geo_name 名称",
    "indicator": "indicator indicator_code icode variable series series_code item topic na_item 指标 指标代码 变量 "
    "二级指标 指标层",
    "indicator_name": "indicator_name label label_zh label_en iname series_name variable_name 指标名称",
    "period": "time year period time_period date jahr année ano quarter month 年份 年 时间 年度 期 月份 "
    "时期 季度 日期 统计期 报告期",
    "measure": "unit_measure measure unit_of_measure uom 单位 计量单位 unit",
    "mult": "unit_mult mult unit_multiplier power",
    "printed_mult": "printed_mult",
    "decimals": "decimals printed_decimals",
    "status": "obs_status status flag obs_flag flags obs_flags 状态",
    "qualifier": "qualifier",
    "vintage": "vintage release release_date 发布日期",
    "source": "source sources 来源 数据来源",
    "note": "note comment comment_obs obs_com remarks footnote 备注 注",
    "action": "action",
    "pillar": "pillar pillars sub_index subindex sub_pillar 支柱 准则层 一级指标",
}
HEADERS: dict[str, frozenset[str]] = {role: frozenset(names.split()) for role, names in _NAMES.items()}
"""The headers that name each role, in lower case, blanks as underscores."""
VALUE_HEADERS = frozenset(["value", "obs_value", "values", "figure", "observation", "obs", "val", "值", "数值", "数据"])
IGNORED = frozenset(
    [
        "dataflow",
        "dataflow_name",
        "dataflow_name_zh",
        "structure",
        "structure_id",
        "structure_name",
        "author",
        "time_stamp",
        "last_update",
        "formula",
        "freq",
        "ratio_agrees",
    ]
)
CODED = re.compile(r"^(?:id|ucode|geo|ref_area|nuts_?\d?)$|code$|代码$")
"""Headers of codes, which may be numbers."""
AMOUNTS = frozenset(["area", "topic", "item"])
"""Headers of units and indicators that head figures too."""


def header_of(name: str) -> str:
    """A header in the form of the lists of headers; of `REF_AREA: Reference area` the part before the colon."""
    spaced = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", name.partition(": ")[0].strip().casefold())
    return re.sub(r"[\s\-.]+", "_", spaced)
