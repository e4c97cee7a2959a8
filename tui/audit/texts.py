"""The sentences of an audit: what each finding says, and what to do about it; and what is said above each part."""

from collections.abc import Mapping
from typing import NamedTuple

from core.words import marked

NOTHING_TO_DO = marked("Nothing to do.")


class FindingText(NamedTuple):
    """What a finding says, with places for its figures, and what to do about it."""

    says: str
    do: str = NOTHING_TO_DO


VARIED = marked("{units} units, {indicators} indicators; {runs:,} runs of: {varied}.")
RESCALED = marked(" (a geometric mean on scores from 1 to 100, which leaves the ranks as they are)")
TEXTS: Mapping[str, FindingText] = {
    "units_covered": FindingText(
        "Every one of {of} units has {least:.0%} or more of its figures; the lowest share is {lowest:.1%}."
    ),
    "units_uncovered": FindingText(
        "Units with less than {least:.0%} of their figures: {count} of {of}, the lowest {lowest:.1%}: {codes}.",
        "Find the missing figures, or leave these units unranked (a screen step, available = {least}).",
    ),
    "indicators_covered": FindingText(
        "Every one of {of} indicators has figures of {least:.0%} or more of the units; the lowest share is {lowest:.1%}."
    ),
    "indicators_uncovered": FindingText(
        "Indicators with figures of less than {least:.0%} of the units: {count} of {of}, the lowest {lowest:.1%}: {codes}.",
        "Find the figures, take a period that has them, or drop the indicator: the values imputed there are guesses.",
    ),
    "outliers_left": FindingText(
        "Indicators with outliers when scores are made: {count} of {of} (skewness {skewness:.2f}, kurtosis {kurtosis:.2f} in the worst): {codes}.",
        "Add a treat step before the normalisation, or say why these values must stretch the scale.",
    ),
    "outliers_treated": FindingText(
        "No indicator has outliers when scores are made; {before} of {of} had some before the treatment."
    ),
    "size_unknown": FindingText(
        "The method divides by nothing, so that it is not known whether indicators follow the size of units.",
        "Import a measure of size (people, output) and divide by it what grows with size (a denominate step).",
    ),
    "size_free": FindingText(
        "No indicator follows the size of units: the largest |correlation| of a score with a denominator is {largest:.2f}."
    ),
    "size_followed": FindingText(
        "Indicators that follow the size of units (|correlation| of {from:.1f} or more): {count} of {of}; the closest is {correlation:.2f} with {size}: {codes}.",
        "Divide what grows with size by a measure of size, or say that the index is meant to reward size.",
    ),
    "against": FindingText(
        "Indicators that move against their pillar or the index: {count} (the first {own:+.2f} and "
        "{root:+.2f}): {codes}.",
        "Check their directions; where these are right, move or drop them: now a better value goes with a lower score.",
    ),
    "weak": FindingText(
        "Indicators with a weak relation to their pillar: {count} (correlation below {from:.1f}, the "
        "lowest {own:.2f}): {codes}.",
        "Move them to where they belong, give them less weight, or say what they add by themselves.",
    ),
    "better_elsewhere": FindingText(
        "Indicators that go better with another pillar than with their own: {count} (the first {other:.2f} with {pillar}, own {own:.2f}): {codes}.",
        "Check whether they are in the right place; a conceptual reason may outweigh a correlation.",
    ),
    "fitting": FindingText(
        "Each of {of} indicators goes best with its own pillar; the lowest correlation is {lowest:.2f}."
    ),
    "contrary_pairs": FindingText(
        "Pairs of conflicting siblings (correlation of -0.4 or less): {count}, the first {correlation:.2f}: {codes}.",
        "Check the directions; conflicting indicators cancel out in a mean, so separate them or choose one.",
    ),
    "alike_pairs": FindingText(
        "Pairs of highly correlated siblings (correlation of 0.9 or more): {count}, the first "
        "{correlation:.2f}: {codes}.",
        "Keep one of each pair, or halve their weights: the same information counts twice.",
    ),
    "consistent": FindingText("Each of {of} nodes is consistent: the lowest Cronbach's alpha is {lowest:.2f}."),
    "inconsistent": FindingText(
        "Nodes that are not consistent (Cronbach's alpha below {from:.1f}): {count} of {of}, the lowest {alpha:.2f}: {codes}.",
        "Look at their parts: they do not measure one thing, so that their mean is hard to interpret.",
    ),
    "several_components": FindingText(
        "Nodes with more than one dimension: {count} (in the first {above_1} components have an "
        "eigenvalue above 1, and the largest explains {first:.0%}): {codes}.",
        "Split the node along the components, or explain why its parts belong together.",
    ),
    "counts_less": FindingText(
        "Codes that count for less than half of their weight: {count} (the first weighs {weight:.0%} and has {share:.1%} of the importance): {codes}.",
        "A weight is not an importance: raise it, or bring the code in line with its siblings.",
    ),
    "counts_more": FindingText(
        "Codes that count for more than twice their weight: {count} (the first weighs {weight:.0%} and has {share:.1%} of the importance): {codes}.",
        "Lower the weight, or explain that this code is meant to dominate.",
    ),
    "counting_as_weighted": FindingText(
        "Codes matter in proportion to their weights: shares of importance are {lowest:.2f} to "
        "{highest:.2f} times the weights."
    ),
    "little_added": FindingText(
        "Parts that rank units almost as the index does: {count} of {of} (rank correlation {spearman:.3f}; {moved_10:.0%} of the units 10 places apart): {codes}.",
        "Consider what the index adds to these parts, and whether one of them would be enough.",
    ),
    "value_added": FindingText(
        "The index adds information to its parts: {lowest:.0%} to {highest:.0%} of the units stand 10 "
        "places or more apart."
    ),
    "ranks_sure": FindingText(
        "Ranks with a 90 % interval of {places} places or more: {count} of {of}, the widest {widest:.0f}; a unit moves {mean_shift:.2f} places on average ({runs:,} runs)."
    ),
    "ranks_unsure": FindingText(
        "Ranks with a 90 % interval of {places} places or more: {count} of {of} ({share:.0%}), the widest {widest:.0f}; the least sure are {codes}.",
        "Publish ranks with their intervals, or groups of units in the place of single ranks.",
    ),
    "first_unsure": FindingText(
        "{codes} is first, but only in {same:.0%} of the runs.", "Do not name a winner without its interval."
    ),
    "assumption_moves": FindingText(
        "{assumption}: {moved_5:.0%} of the units move 5 places or more, {moved_10:.0%} move 10; {largest} at most.",
        "Give the reason for this choice in the report: the ranking depends on it.",
    ),
    "part_moves": FindingText(
        "The ranking depends on one assumption: {assumption} {moved_5:.0%} of the units move 5 places "
        "or more, {moved_10:.0%} move 10; {largest} at most.",
        "State this beside the ranks: units strong in this part lead.",
    ),
    "assumptions_hold": FindingText(
        "No assumption alone moves many units: {assumption} moves most, {moved_5:.0%} of them by 5 places or more ({mean_shift:.2f} places on average)."
    ),
    "assumption_impossible": FindingText(
        "{assumption} cannot be computed with the other steps, so nothing is known of it.",
        "Choose another alternative for the step if this one matters (jingdex show … rank-combinations).",
    ),
    "assumption_matters": FindingText(
        "Of {of} assumptions together {assumption} matters most: {total:.0%} of the variance of the "
        "mean rank shift depends on it, {first:.0%} on it alone.",
        "Give the reason for this choice first.",
    ),
    "assumption_matters_unsettled": FindingText(
        "Of {of} assumptions together {assumption} seems to matter most ({total:.0%} of the variance), "
        "but the estimate has not converged.",
        "Give it more runs: jingdex uncertainty … --sensitivity 4096.",
    ),
    "order_holds": FindingText(
        "The order hardly depends on which units are included: at worst {reversed} of {pairs} pairs "
        "are reversed ({share:.1%}), when {codes} {change}; in {quiet} of {of} changes none does."
    ),
    "order_turns": FindingText(
        "The order depends on which units are included: when {codes} {change}, {reversed} of {pairs} "
        "pairs of the other units are reversed ({share:.1%}); in {quiet} of {of} changes none does.",
        "Normalise between fixed goalposts and take weights that do not come from the figures.",
    ),
    "frontier": FindingText(
        "On the efficiency frontier under their best weights: {count} of {of} units ({codes}); the lowest efficiency is {lowest:.2f}; units that stand 10 places or more from their rank: {moved}.",
        "Look at the units that move: their strength lies where the weights are low.",
    ),
}
"""What each kind of finding says."""
INTRODUCTIONS: Mapping[str, str] = marked(
    {
        "coverage-units": (
            "The share of the method's indicators of which each unit has a figure in the period; an audit wants 65 %."
        ),
        "coverage-indicators": (
            "The share of the units of which each indicator has a figure in the period; an audit wants 65 %."
        ),
        "outliers": (
            "An indicator has outliers where |skewness| is 2 or more and kurtosis 3.5 or more: before the treatment, and after."
        ),
        "size-links": (
            "Pearson's correlation of each indicator with each denominator of the method, raw and as a "
            "score; 0.7 or more means that it mostly reflects the size of a unit."
        ),
        "pillar-fit": ("Each indicator should go with its own pillar (0.3 or more), and better than with any other."),
        "alike-contrary": ("Siblings correlated at 0.9 or more are counted twice; at -0.4 or less they cancel out."),
        "coherence": (
            "Cronbach's alpha of what stands below each node (0.7 is usual), the share of its first principal component, and how many components have an eigenvalue above 1."
        ),
        "importance": (
            "The weight beside the share of importance of all siblings: the correlation ratio, how much of what it counts towards a code explains along a curve (linear: its squared correlation). A ratio of 1 means that a code counts as it is weighted; the weight for it is the one with which it would."
        ),
        "added-value": (
            "How far the ranks of each part are from those of the index: a part whose ranks are the same adds nothing."
        ),
        "ranks": ("Each rank (dot) with the interval that holds 90 % of the runs (bar)."),
        "assumptions": (
            "Each assumption alone: the share of the units that move 5, 10 and 20 places or more from their rank."
        ),
        "sensitivity": (
            "Sobol's indices of the mean rank shift: the share of its variance that an assumption explains alone, and with all that it is part of."
        ),
        "rank-reversal": (
            "The method run again with one unit left out, doubled or added: how many pairs of the "
            "other units are reversed."
        ),
        "frontier": (
            "Each unit under the weights that suit it best, each part within ± 25 % of the smallest and the largest weight (benefit of the doubt)."
        ),
    }
)
"""What is said above each part, in their order."""
