"""The words of rank reversal in Chinese, by their English ones."""

RANK_REVERSAL_WORDS: dict[str, str] = {
    "Rank reversal": "名次逆转", "Pairs of units alone": "单位两两比较", "Combinations of steps": "步骤组合",
    "pairs": "对数", "reversed": "逆转", "share reversed": "逆转占比", "moved": "变动单位",
    "largest": "最大位移", "most moved": "变动最大", "trouble": "无法计算的原因", "leaves": "退出", "enters": "进入",
    "is doubled": "重复", "median": "中位", "best": "最优", "worst": "最差", "beyond": "超越最优",
    "other": "另一单位", "other rank": "另一名次", "other score": "另一得分", "agrees": "与整体一致",
    "circles": "循环", "combination": "组合", "mean shift": "平均位移", "moved 5": "移动5位及以上",
    "moved 10": "移动10位及以上", "moved 20": "移动20位及以上", "as it is": "现行方法",
}  # fmt: skip
