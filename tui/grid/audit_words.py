"""The words of an audit in Chinese, by their English ones."""

AUDIT_WORDS: dict[str, str] = {
    "Audit": "审计", "Findings": "结论", "Ten lines first": "要点十条", "severity": "程度", "finding": "结论",
    "what to do": "如何处理", "where the figures stand": "数据所在", "serious": "严重", "moderate": "中等",
    "minor": "轻微", "sound": "良好", "Statistical audit": "统计审计", "Coverage of units": "单位覆盖率",
    "Coverage of indicators": "指标覆盖率", "Outliers": "离群值", "Links to size": "与规模的关系",
    "Indicators and pillars": "指标与支柱", "Alike and contrary pairs": "重复与抵触的指标对", "Coherence": "内部一致性",
    "Weight and importance": "权重与重要性", "Added value": "附加价值", "Ranks with their intervals": "名次及其区间",
    "Assumptions": "各项假设", "Sensitivity": "敏感性", "Efficiency frontier": "效率前沿", "Made of": "制作说明",
    "share": "占比", "enough": "达标", "of period": "时期", "skewness": "偏度", "kurtosis": "峰度", "outlying": "离群",
    "outcome": "处理", "winsorised": "缩尾", "points winsorised": "缩尾点数", "skewness after": "处理后偏度", "kurtosis after": "处理后峰度",
    "outlying after": "处理后离群", "untouched": "未变", "transformed": "变换", "not treated": "未处理",
    "refused": "未采用", "correlation": "相关", "correlation scored": "得分相关", "divided": "已去规模", "pillar": "支柱",
    "own": "与本支柱", "other": "其他", "other correlation": "与其他支柱", "fits": "合适", "first": "首项",
    "second": "次项", "kind": "类型", "alike": "重复", "contrary": "抵触", "children": "下级", "alpha": "α",
    "components above 1": "大于1的主成分", "first component": "第一主成分", "parent": "上级", "importance": "重要性", "linear": "线性", "weight for it": "相称权重", "ratio": "比值", "spearman": "Spearman",
    "kendall": "Kendall", "assumption": "假设", "efficiency": "效率", "efficiency rank": "效率名次", "gained": "上升",
    "efficient": "在前沿", "alone": "单独", "in all": "合计", "settled": "已收敛", "without": "去掉", "weights ± 25 %": "权重 ± 25%", "weights": "权重", "rank": "名次", "score": "得分",
    "part": "部分", "Sound": "良好的方面", "first of": "前", "impute": "插补", "treat": "离群值处理", "normalise": "标准化", "weigh": "赋权", "aggregate": "合成",
}  # fmt: skip

CHOICES: dict[str, str] = {
    "none": "不做", "geometric": "几何平均", "arithmetic": "算术平均", "z_score": "z 分数", "min_max": "极差法", "equal": "等权",
}  # fmt: skip
"""Choices of steps in Chinese, where an assumption names them."""
INTRODUCTIONS: dict[str, tuple[str, str]] = {
    "coverage-units": (
        "The share of the method's indicators of which each unit has a figure in the period; an audit wants 65 %.",
        "各单位在该时期拥有数据的指标占比；要求达到 65%。",
    ),
    "coverage-indicators": (
        "The share of the units of which each indicator has a figure in the period; an audit wants 65 %.",
        "各指标在该时期拥有数据的单位占比；要求达到 65%。",
    ),
    "outliers": (
        "An indicator has outliers where |skewness| is 2 or more and kurtosis 3.5 or more: before the treatment, and after.",
        "偏度绝对值 ≥ 2 且峰度 ≥ 3.5 时视为有离群值：处理前与处理后。",
    ),
    "size-links": (
        "Pearson's correlation of each indicator with each denominator of the method, as it comes and as it is scored; 0.7 or more means that it mostly tells how large a unit is.",
        "各指标（原始值与得分）与方法中各分母的 Pearson 相关；0.7 以上说明主要反映规模。",
    ),
    "pillar-fit": (
        "Each indicator should go with its own pillar (0.3 or more), and better than with any other.",
        "各指标应与所属支柱相关（≥ 0.3），且高于与其他支柱的相关。",
    ),
    "alike-contrary": (
        "Siblings correlated at 0.9 or more are counted twice; at -0.4 or less they cancel out.",
        "同级指标相关 ≥ 0.9 则重复计算；≤ -0.4 则相互抵消。",
    ),
    "coherence": (
        "Cronbach's alpha of what stands below each node (0.7 is usual), the share of its first principal component, and how many components have an eigenvalue above 1.",
        "各节点下级的 Cronbach α（通常取 0.7）、第一主成分占比，以及特征值大于 1 的主成分个数。",
    ),
    "importance": (
        "The weight beside the share of importance of all siblings: the correlation ratio, how much of what it counts towards a code explains along a curve (linear: its squared correlation). A ratio of 1 means that a code counts as it is weighted; the weight for it is the one with which it would.",
        "权重与其在同级中的重要性占比：重要性为相关比，即沿曲线解释上级方差的比例（线性：相关系数的平方）。比值为 1 表示重要性与权重相称；“相称权重”是使之相称的权重。",
    ),
    "added-value": (
        "How far the ranks of each part are from those of the index: a part whose ranks are the same adds nothing.",
        "各部分的名次与总指数名次的差距：名次相同的部分没有附加价值。",
    ),
    "ranks": (
        "Each rank (dot) with the interval that holds 90 % of the runs (bar).",
        "各名次（点）及包含 90% 运行结果的区间（条）。",
    ),
    "assumptions": (
        "Each assumption alone: the share of the units that move 5, 10 and 20 places or more from their rank.",
        "逐一改变假设：移动 5、10、20 位以上的单位占比。",
    ),
    "sensitivity": (
        "Sobol's indices of the mean rank shift: the share of its variance that an assumption explains alone, and with all that it is part of.",
        "名次平均位移的 Sobol 指数：假设单独解释的方差占比，以及包含交互作用的合计占比。",
    ),
    "rank-reversal": (
        "The method run anew with one unit less, one twice, or a new one: the pairs of the others that turn round.",
        "去掉一个单位、重复一个单位或加入新单位后重新计算：其余单位中逆转的对数。",
    ),
    "frontier": (
        "Each unit under the weights that suit it best, each part within ± 25 % of the smallest and the largest weight (benefit of the doubt).",
        "各单位在最有利权重下的效率（各部分在最小与最大权重 ± 25% 之内；BoD 法）。",
    ),
}
"""What is said above each part, in English and in Chinese."""
