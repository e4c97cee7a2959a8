"""The Chinese words of the rules that figures must meet."""

RULE_WORDS: dict[str, str] = {
    "Rules": "规则", "rule": "规则", "rule fails": "项规则不成立", "rules fail": "项规则不成立",
    "rule or figure": "规则或数据", "compared": "比较", "hold": "项成立", "fail": "项不成立", "waived": "已豁免",
    "See the rules, and the figures that break them.": "查看规则及不符合规则的数据。",
    "Waive or add": "豁免或新增",
}  # fmt: skip
