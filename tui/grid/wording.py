"""How numbers and words are put on the screen: the language, and whether the terminal has more than ASCII."""

import re
from dataclasses import dataclass

from core.workbook.entries import Indicator
from core.workbook.entry import Language, Named
from core.workbook.figure import Figure
from core.workbook.scale import PLAIN_STEPS, STEPS, shown_scale
from core.workbook.status import QUALIFIERS, STATUSES
from tui.grid.audit_words import AUDIT_WORDS
from tui.grid.key_words import KEY_WORDS
from tui.grid.plain import plain
from tui.grid.rank_reversal_words import RANK_REVERSAL_WORDS
from tui.grid.robustness_words import TRUST_WORDS
from tui.grid.rule_words import RULE_WORDS

NOTHING = "–"
MIXED = "≠"
"""Behind a ratio whose parts come from different releases."""
CHINESE: dict[str, str] = {
    "cluster": "集群", "size": "规模", "year": "年份", "tier": "层级", "to next": "距上级",
    "by": "达到", "track": "进度", "met": "已达", "gap": "缺",
    "where": "位置",
    "share": "占比", "history": "历年", "value": "数值", "points": "变动", "/yr": "年均", "indicator": "指标",
    "newest": "最新", "period": "时期", "change": "变动", "CAGR": "年均", "slope": "斜率", "target": "目标",
    "needs": "需增", "on track": "进度", "claim": "论断", "expected": "公布", "actual": "实算", "verdict": "结论",
    "why": "原因", "source": "来源", "holds": "成立", "fails": "不成立", "undetermined": "无法判断",
    "Clusters": "集群", "Index": "指数", "Trends": "趋势", "Claims": "论断", "Series": "序列", "release": "发布",
    "note": "备注", "own": "自有", "author": "录入", "time": "时间", "yes": "是", "no": "否", "reached": "已达",
    "total": "合计",
    "Cannot be understood: Enter opens what is to be corrected": "无法理解：按 Enter 打开更正",
    "Cannot be understood: Enter corrects a field, x takes the entry away": "无法理解：Enter 更正字段，x 删除条目",
    "cannot be understood": "条无法理解",
    "At a glance": "要点", "places moved": "名次变动", "cannot be computed": "无法计算", "Sources": "来源",
    "figures that the results rest on": "条结果所依据的数据", "no intervals": "无区间",
    "ranks": "名次", "weights": "权重",
    "with the interval from 5 to 95 % of the runs": "及各次运行 5% 至 95% 的区间", "no figure": "无数据",
    "more in the table": "个见表", "no intervals: too many figures for a report; run `jingdex uncertainty`":
    "无区间：数据过多，请运行 `jingdex uncertainty`",
    "elements": "要素", "events": "事件", "too few points": "数据点太少", "edit": "修改",
    "reason": "理由", "Trail": "修改记录", "status": "状态",
    "gaps": "缺口", "releases": "各次发布", "typed by": "录入者", "saved": "已存",
    "claims hold": "项论断成立", "of": "/", "read only": "只读", "as of": "截至", "all periods": "各期", "Find": "查找",
    "scenario": "情景", "Scenarios": "情景", "changes": "改动", "base": "基准", "scopes overlap": "口径有重叠",
    "lower bound": "下限", "from": "自",
    **AUDIT_WORDS,
    **RANK_REVERSAL_WORDS,
    **TRUST_WORDS,
    **RULE_WORDS,
    **KEY_WORDS,
    "name": "名称", "code": "代码", "mark": "标记", "mark none": "全部不标记", "keep these": "保留所标记的",
    "all": "全部", "unit": "单位", "units": "单位", "periods": "时期", "score": "得分", "rank": "名次",
    "tree": "指标树", "weight": "权重", "step": "步骤",
    "counts towards": "归入", "score or figure": "得分或数据", "median": "中位", "best": "最优",
    "worst to best": "最差至最优", "scores": "得分", "figures": "数据", "strengths": "优势",
    "ranks in the upper half": "排名在前半", "ranks in the lower half": "排名在后半",
    "weaknesses": "劣势", "obstacles: share of what is lacking": "障碍：差距占比", "Results": "结果",
    "Tree": "指标树", "Steps": "步骤", "method": "方法", "Methods": "方法", "indicators": "指标",
    "steps": "步骤", "a new method from nothing": "新建方法", "a copy of": "复制", "places": "位次",
    "difference": "差", "region": "地区", "industry": "产业", "quotient": "区位商", "choice": "选择",
    "Analysis": "分析", "Compare": "比较", "root": "根",
    "Figures": "数据", "count": "个数", "sum": "合计", "mean": "均值", "min": "最小", "max": "最大", "missing": "缺失",
    "measures, so no sum": "种计量单位，不求和", "empty": "空格", "by column": "按列", "by row": "按行",
    "units × periods": "单位 × 时期", "units × indicators": "单位 × 指标",
}  # fmt: skip
"""The words of the tables in Chinese, by their English ones."""

CHINESE_STATUSES = {
    "A": "正常", "B": "序列中断", "D": "口径不同", "E": "估计", "F": "预测", "G": "试验性", "H": "节假日", "I": "插补",
    "J": "豁免", "K": "并入他类", "L": "未采集", "M": "不可能存在", "N": "不显著", "O": "缺失", "P": "初步",
    "Q": "保密",    "S": "特殊事件", "U": "可靠性低", "V": "未验证", "W": "含他类",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The language of names and words, and whether Chinese scale words can be shown at all."""

    language: Language = "en"
    unicode: bool = True

    def word(self, english: str) -> str:
        """A word of the tables."""
        return CHINESE.get(english, english) if self.language == "zh" else english

    def name(self, entry: Named) -> str:
        """An entry's name, safe to show."""
        return plain(entry.name(self.language))

    def status(self, letter: str) -> str:
        """The meaning of a status letter."""
        return CHINESE_STATUSES[letter] if self.language == "zh" else STATUSES[letter]

    def number(self, value: float, mult: int, decimals: int) -> str:
        """A number of base units in a scale, with the scale's word: 9,761亿, or 976.1bn where there is no Chinese."""
        shown = shown_scale(value, mult)
        decimals = min(decimals + shown - mult, 2) if shown > mult else decimals
        if not self.unicode and shown not in PLAIN_STEPS:
            plainer = shown_scale(value, mult, chinese=False)
            return f"{value / 10.0**plainer:,.{1 if plainer else decimals}f}{PLAIN_STEPS[plainer]}"
        words = STEPS if self.unicode else PLAIN_STEPS
        return f"{value / 10.0**shown:,.{decimals}f}{words[shown]}"

    def figure(self, figure: Figure | None, indicator: Indicator, width: int = 0) -> str:
        """A figure with its qualifier's sign, its scale and its status letter: >3.00万亿E, 42.9%, 0.8868, – O.

        Where a width is given it is rounded to so many cells: half a number reads as another number.
        """
        if figure is None:
            return NOTHING
        letter = "" if figure.status == "A" else figure.status
        if figure.value is None:
            return f"{NOTHING} {figure.status}"
        percent = "%" if indicator.measure == "PERCENT" else ""
        sign, end = QUALIFIERS[figure.qualifier], f"{percent}{letter}"
        if width:
            number = self.within(figure.value, figure.mult, figure.decimals, width - len(sign) - len(end))
        else:
            number = self.number(figure.value, figure.mult, figure.decimals)
        return f"{sign}{number}{end}"

    def within(self, value: float, mult: int, decimals: int, room: int) -> str:
        """A number with as many decimals as there is room for, else without signs for thousands, else as a power."""
        from rich.cells import cell_len  # noqa: PLC0415 - what is printed as CSV does without Rich

        text = self.number(value, mult, decimals)
        if cell_len(text) <= room:
            return text
        for digits in range(decimals - 1, -1, -1):
            text = self.number(value, mult, digits)
            if cell_len(text) <= room:
                break
        bare = text if cell_len(text) <= room else text.replace(",", "")
        if cell_len(bare) <= room and not (value and not re.search("[1-9]", bare)):
            return bare
        power = f"{value:.0e}".partition("e")[2]
        digits = max(0, room - len(f"{int(power)}") - 3 - (value < 0))
        return re.sub(r"e([+-])0*", lambda found: "e" + found[1].replace("+", ""), f"{value:.{digits}e}")

    def money(self, value: float | None, mult: int = 8) -> str:
        """A computed amount in the scale of the figures beside it, without more digits than it deserves."""
        if value is None:
            return NOTHING
        small = abs(value) < 10.0 ** (mult + 1)
        return self.number(value, mult, 1 if small and mult else 0)


def letter_of(value: float | None, status: str) -> str:
    """The status letter behind a computed number; none behind a dash, and none for A."""
    return "" if value is None or status == "A" else status


def signed(value: float | None, decimals: int = 1) -> str:
    """A change with its sign, or a dash."""
    return NOTHING if value is None else f"{value:+,.{decimals}f}"


def rounded(value: float | None, decimals: int = 1) -> str:
    """A number, or a dash."""
    return NOTHING if value is None else f"{value:,.{decimals}f}"
