"""The sentences of an audit in English and in Chinese: what each finding says, and what to do about it."""

from collections.abc import Mapping
from typing import NamedTuple


class Text(NamedTuple):
    """A finding in both languages, with places for its figures."""

    en: str
    do_en: str
    zh: str
    do_zh: str


NOTHING_TO_DO, NOTHING_TO_DO_ZH = "Nothing to do.", "无需处理。"
VARIED = (
    "{units} units, {indicators} indicators; {runs:,} runs of: {varied}.",
    "{units} 个单位，{indicators} 个指标；{runs:,} 次运行：{varied}。",
)
RESCALED = (
    " (a geometric mean on scores from 1 to 100, which leaves the ranks as they are)",
    "（几何平均在 1 至 100 的得分上计算，名次不变）",
)
TEXTS: Mapping[str, Text] = {
    "units_covered": Text(
        "Every one of {of} units has {least:.0%} or more of its figures; the lowest share is {lowest:.1%}.",
        NOTHING_TO_DO,
        "{of} 个单位的数据覆盖率均达到 {least:.0%}，最低为 {lowest:.1%}。",
        NOTHING_TO_DO_ZH,
    ),
    "units_uncovered": Text(
        "Units with less than {least:.0%} of their figures: {count} of {of}, the lowest {lowest:.1%}: {codes}.",
        "Find the missing figures, or leave these units unranked (a screen step, available = {least}).",
        "{of} 个单位中有 {count} 个的数据覆盖率低于 {least:.0%}，最低为 {lowest:.1%}：{codes}。",
        "补齐缺失数据，或不对这些单位排名（筛选步骤 screen，available = {least}）。",
    ),
    "indicators_covered": Text(
        "Every one of {of} indicators has figures of {least:.0%} or more of the units; the lowest share is {lowest:.1%}.",
        NOTHING_TO_DO,
        "{of} 个指标的覆盖率均达到 {least:.0%}，最低为 {lowest:.1%}。",
        NOTHING_TO_DO_ZH,
    ),
    "indicators_uncovered": Text(
        "Indicators with figures of less than {least:.0%} of the units: {count} of {of}, the lowest {lowest:.1%}: {codes}.",
        "Find the figures, take a period that has them, or drop the indicator: what is filled there is guessed.",
        "{of} 个指标中有 {count} 个的覆盖率低于 {least:.0%}，最低为 {lowest:.1%}：{codes}。",
        "补齐数据、改用有数据的时期，或删去该指标：那里的数值只是插补的猜测。",
    ),
    "outliers_left": Text(
        "Indicators with outliers when scores are made: {count} of {of} (skewness {skewness:.2f}, kurtosis {kurtosis:.2f} in the worst): {codes}.",
        "Add a treat step before the normalisation, or say why these values must stretch the scale.",
        "{of} 个指标中有 {count} 个在计分时仍有离群值（最严重者偏度 {skewness:.2f}、峰度 {kurtosis:.2f}）：{codes}。",
        "在标准化之前加入离群值处理步骤（treat），或说明为何这些值应当拉伸量表。",
    ),
    "outliers_treated": Text(
        "No indicator has outliers when scores are made; {before} of {of} had some before the treatment.",
        NOTHING_TO_DO,
        "计分时没有指标存在离群值；处理之前 {of} 个指标中有 {before} 个存在。",
        NOTHING_TO_DO_ZH,
    ),
    "size_unknown": Text(
        "The method divides by nothing, so that it is not known whether indicators follow the size of units.",
        "Import a measure of size (people, output) and divide by it what grows with size (a denominate step).",
        "该方法未使用任何分母，无法判断指标是否只反映单位规模。",
        "引入规模指标（人口、产出），并对随规模增长的指标做去规模处理（denominate）。",
    ),
    "size_free": Text(
        "No indicator follows the size of units: the largest |correlation| of a score with a denominator is {largest:.2f}.",
        NOTHING_TO_DO,
        "没有指标只反映单位规模：得分与分母的最大 |相关系数| 为 {largest:.2f}。",
        NOTHING_TO_DO_ZH,
    ),
    "size_followed": Text(
        "Indicators that follow the size of units (|correlation| of {from:.1f} or more): {count} of {of}; the closest is {correlation:.2f} with {size}: {codes}.",
        "Divide what grows with size by a measure of size, or say that the index is meant to reward size.",
        "{of} 个指标中有 {count} 个随单位规模变动（|相关系数| ≥ {from:.1f}）；最高为与 {size} 的 {correlation:.2f}：{codes}。",
        "对随规模增长的指标除以规模指标，或说明该指数有意奖励规模。",
    ),
    "against": Text(
        "Indicators that pull against their pillar or against the index: {count} (the first {own:+.2f} and {root:+.2f}): {codes}.",
        "Check their directions; where these are right, move or drop them: a better value lowers the score now.",
        "{count} 个指标与所属支柱或总指数方向相反（首个分别为 {own:+.2f} 与 {root:+.2f}）：{codes}。",
        "检查指标方向；若方向无误，应移动或删去：目前数值变好反而与得分下降相伴。",
    ),
    "weak": Text(
        "Indicators that say little of their pillar: {count} (correlation below {from:.1f}, the lowest {own:.2f}): {codes}.",
        "Move them to where they belong, give them less weight, or say what they add by themselves.",
        "{count} 个指标与所属支柱关系微弱（相关系数低于 {from:.1f}，最低 {own:.2f}）：{codes}。",
        "移至合适的支柱、降低权重，或说明其独立贡献。",
    ),
    "better_elsewhere": Text(
        "Indicators that go better with another pillar than with their own: {count} (the first {other:.2f} with {pillar}, own {own:.2f}): {codes}.",
        "Ask whether they stand in the right place; a concept may well outweigh a correlation.",
        "{count} 个指标与其他支柱的相关高于所属支柱（首个与 {pillar} 为 {other:.2f}，所属支柱为 {own:.2f}）：{codes}。",
        "核查其位置是否恰当；概念上的理由可以优先于相关系数。",
    ),
    "fitting": Text(
        "Each of {of} indicators goes best with its own pillar; the lowest correlation is {lowest:.2f}.",
        NOTHING_TO_DO,
        "{of} 个指标均与所属支柱最为相关；最低相关系数为 {lowest:.2f}。",
        NOTHING_TO_DO_ZH,
    ),
    "contrary_pairs": Text(
        "Pairs of siblings that pull apart (correlation of -0.4 or less): {count}, the first {correlation:.2f}: {codes}.",
        "Check the directions; two that pull apart cancel out in a mean, so set them apart or choose one.",
        "{count} 对同级指标相互抵触（相关系数 ≤ -0.4，最低 {correlation:.2f}）：{codes} 等。",
        "检查方向；相互抵触的指标在均值中互相抵消，应分开或择一。",
    ),
    "alike_pairs": Text(
        "Pairs of siblings that say nearly the same (correlation of 0.9 or more): {count}, the first {correlation:.2f}: {codes}.",
        "Keep one of each pair, or halve their weights: what they say is counted twice.",
        "{count} 对同级指标几乎重复（相关系数 ≥ 0.9，最高 {correlation:.2f}）：{codes}。",
        "每对保留一个，或将权重减半：同一内容被计入两次。",
    ),
    "consistent": Text(
        "Each of {of} nodes is consistent: the lowest Cronbach's alpha is {lowest:.2f}.",
        NOTHING_TO_DO,
        "{of} 个节点内部一致：最低 Cronbach α 为 {lowest:.2f}。",
        NOTHING_TO_DO_ZH,
    ),
    "inconsistent": Text(
        "Nodes that are not consistent (Cronbach's alpha below {from:.1f}): {count} of {of}, the lowest {alpha:.2f}: {codes}.",
        "Look at what stands below them: their parts do not measure one thing, so that a mean of them is hard to read.",
        "{of} 个节点中有 {count} 个内部不一致（Cronbach α 低于 {from:.1f}，最低 {alpha:.2f}）：{codes}。",
        "检查其下指标：各部分并非衡量同一事物，其均值难以解释。",
    ),
    "several_components": Text(
        "Nodes that tell more than one story: {count} (in the first {above_1} components have an eigenvalue above 1, and the largest explains {first:.0%}): {codes}.",
        "Split the node along the components, or explain why its parts belong together.",
        "{count} 个节点不止一个维度（特征值大于 1 的主成分有 {above_1} 个；第一主成分解释 {first:.0%}）：{codes}。",
        "按主成分拆分节点，或说明其各部分为何应归在一起。",
    ),
    "counts_less": Text(
        "Codes that count for less than half of their weight: {count} (the first weighs {weight:.0%} and has {share:.1%} of the importance): {codes}.",
        "A weight is no importance: raise it, or bring the code in line with its siblings.",
        "{count} 项的实际重要性不足其权重的一半（首项权重 {weight:.0%}，重要性占比 {share:.1%}）：{codes}。",
        "权重不等于重要性：提高权重，或使其与同级各项协调。",
    ),
    "counts_more": Text(
        "Codes that count for more than twice their weight: {count} (the first weighs {weight:.0%} and has {share:.1%} of the importance): {codes}.",
        "Lower the weight, or say that this code is meant to lead.",
        "{count} 项的实际重要性超过其权重的两倍（首项权重 {weight:.0%}，重要性占比 {share:.1%}）：{codes}。",
        "降低权重，或说明该项有意占主导。",
    ),
    "counting_as_weighted": Text(
        "Codes count as they are weighted: shares of importance are {lowest:.2f} to {highest:.2f} times the weights.",
        NOTHING_TO_DO,
        "各项的重要性与权重相称：重要性占比为权重的 {lowest:.2f} 至 {highest:.2f} 倍。",
        NOTHING_TO_DO_ZH,
    ),
    "little_added": Text(
        "Parts that rank units almost as the index does: {count} of {of} (rank correlation {spearman:.3f}; {moved_10:.0%} of the units 10 places apart): {codes}.",
        "Ask what the index tells beyond these parts, and whether one of them would do.",
        "{of} 个部分中有 {count} 个的排名与总指数几乎相同（等级相关 {spearman:.3f}；相差 10 位以上的单位占 {moved_10:.0%}）：{codes}。",
        "考虑总指数相对于这些部分增加了什么，是否以其中之一即可代替。",
    ),
    "value_added": Text(
        "The index tells more than its parts: {lowest:.0%} to {highest:.0%} of the units stand 10 places or more apart.",
        NOTHING_TO_DO,
        "总指数提供了超出各部分的信息：{lowest:.0%} 至 {highest:.0%} 的单位与各部分排名相差 10 位以上。",
        NOTHING_TO_DO_ZH,
    ),
    "ranks_sure": Text(
        "Ranks with a 90 % interval of {places} places or more: {count} of {of}, the widest {widest:.0f}; a unit moves {mean_shift:.2f} places on average ({runs:,} runs).",
        NOTHING_TO_DO,
        "{of} 个名次中有 {count} 个的 90% 区间达到 {places} 位，最宽 {widest:.0f} 位；单位平均移动 {mean_shift:.2f} 位（{runs:,} 次运行）。",
        NOTHING_TO_DO_ZH,
    ),
    "ranks_unsure": Text(
        "Ranks with a 90 % interval of {places} places or more: {count} of {of} ({share:.0%}), the widest {widest:.0f}; the least sure are {codes}.",
        "Publish ranks with their intervals, or groups of units in the place of single ranks.",
        "{of} 个名次中有 {count} 个（{share:.0%}）的 90% 区间达到 {places} 位，最宽 {widest:.0f} 位；最不确定的是 {codes}。",
        "发布名次时附上区间，或以分组代替单个名次。",
    ),
    "first_unsure": Text(
        "{codes} is first, but only in {same:.0%} of the runs.",
        "Do not name a winner without its interval.",
        "{codes} 排名第一，但仅在 {same:.0%} 的运行中如此。",
        "若不附区间，不宜宣布榜首。",
    ),
    "assumption_moves": Text(
        "{assumption}: {moved_5:.0%} of the units move 5 places or more, {moved_10:.0%} move 10; {largest} at most.",
        "Give the reason for this choice in the report: the ranking hangs on it.",
        "{assumption}：{moved_5:.0%} 的单位移动 5 位以上，{moved_10:.0%} 移动 10 位以上；最多 {largest} 位。",
        "在报告中说明这一选择的理由：排名取决于它。",
    ),
    "part_moves": Text(
        "The ranking hangs on one part: {assumption} {moved_5:.0%} of the units move 5 places or more, {moved_10:.0%} move 10; {largest} at most.",
        "Say so beside the ranks: who is strong there is ahead.",
        "排名取决于其中一个部分：{assumption}，{moved_5:.0%} 的单位移动 5 位以上，{moved_10:.0%} 移动 10 位以上；最多 {largest} 位。",
        "在名次旁说明：在该部分占优者名列前茅。",
    ),
    "assumptions_hold": Text(
        "No assumption alone moves many units: {assumption} moves most, {moved_5:.0%} of them by 5 places or more ({mean_shift:.2f} places on average).",
        NOTHING_TO_DO,
        "没有单一假设使许多单位移动：影响最大的是 {assumption}，{moved_5:.0%} 的单位移动 5 位以上（平均 {mean_shift:.2f} 位）。",
        NOTHING_TO_DO_ZH,
    ),
    "assumption_impossible": Text(
        "{assumption} cannot be computed with the other steps, so nothing is known of it.",
        "Choose another alternative for the step if this one matters (jingdex show … rank-combinations).",
        "{assumption} 与其他步骤不相容，无法计算，因此对其一无所知。",
        "如该选择重要，请为此步骤另选方案（jingdex show … rank-combinations）。",
    ),
    "assumption_matters": Text(
        "Of {of} assumptions together {assumption} matters most: {total:.0%} of the variance of the mean rank shift hangs on it, {first:.0%} on it alone.",
        "Give the reason for this choice first.",
        "{of} 个假设同时变动时，{assumption} 影响最大：名次平均位移方差的 {total:.0%} 取决于它，单独为 {first:.0%}。",
        "首先说明这一选择的理由。",
    ),
    "assumption_matters_unsettled": Text(
        "Of {of} assumptions together {assumption} seems to matter most ({total:.0%} of the variance), but the estimate has not settled.",
        "Give it more runs: jingdex uncertainty … --sensitivity 4096.",
        "{of} 个假设同时变动时，{assumption} 似乎影响最大（方差的 {total:.0%}），但估计尚未收敛。",
        "增加运行次数：jingdex uncertainty … --sensitivity 4096。",
    ),
    "order_holds": Text(
        "The order hardly hangs on who is there: at worst {reversed} of {pairs} pairs turn round ({share:.1%}), when {codes} {change}; in {quiet} of {of} changes none does.",
        NOTHING_TO_DO,
        "次序几乎不取决于有哪些单位参评：最坏情形（{codes} {change}）下 {pairs} 对中有 {reversed} 对逆转（{share:.1%}）；{of} 种变化中 {quiet} 种无逆转。",
        NOTHING_TO_DO_ZH,
    ),
    "order_turns": Text(
        "The order hangs on who is there: when {codes} {change}, {reversed} of {pairs} pairs of the others turn round ({share:.1%}); in {quiet} of {of} changes none does.",
        "Normalise between fixed goalposts and take weights that do not come from the figures.",
        "次序取决于有哪些单位参评：当 {codes} {change} 时，其余 {pairs} 对中有 {reversed} 对逆转（{share:.1%}）；{of} 种变化中 {quiet} 种无逆转。",
        "采用固定目标值标准化（goalposts），并使用不由数据得出的权重。",
    ),
    "frontier": Text(
        "On the efficiency frontier under their best weights: {count} of {of} units ({codes}); the lowest efficiency is {lowest:.2f}; units that stand 10 places or more from their rank: {moved}.",
        "Look at the units that move: their strength lies where the weights are low.",
        "在最有利权重下，{of} 个单位中有 {count} 个位于效率前沿（{codes}）；最低效率 {lowest:.2f}，{moved} 个单位与其名次相差 10 位以上。",
        "关注变动较大的单位：其优势在于权重较低之处。",
    ),
}
"""What each kind of finding says."""
