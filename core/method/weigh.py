"""Weights of siblings, by judgement or from their figures; each choice gives one weight a code, summing to 1.

Those from figures look at all rows they are given, so across years: give them one year to weigh within it. They ask
for scores in which more is better. Rows with a gap drop out, of the one indicator where it is looked at alone and
altogether where indicators are compared.
"""

from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Annotated, Literal, TypeAlias, get_args

import numpy as np
import polars as pl

from core.method import along, balance, hierarchy
from core.method import benefit_of_the_doubt as doubt
from core.method.components import correlations_of, principal_components
from core.method.entropies import ZeroConvention, entropies
from core.method.errors import MethodError
from core.method.forms import FROM_0, OWN, PAIRWISE, POINTS, SHARE, SHARES, TEXT
from core.method.panel import Panel, Scores, panel_of
from core.method.setting import Idle, Setting
from core.method.weigh_by_spread import gini, importance_balanced, infomax, merec
from core.method.weights import TINY, Least, Most, Weights, compared, made_one, means_above_0
from core.words import gettext, in_words

Weighing: TypeAlias = Literal[
    "by_hand",
    "equal",
    "budget_allocation",
    "ahp",
    "entropy",
    "critic",
    "coefficient_of_variation",
    "principal_component",
    "correlation_balanced",
    "benefit_of_the_doubt",
    "infomax",
    "importance_balanced",
    "merec",
    "gini",
    "mixed",
]

UNMIXED = tuple(how for how in get_args(Weighing) if how != "mixed")


def by_hand(indicators: Sequence[str], weights: Mapping[str, float]) -> Weights:
    """The weights given, divided by their sum; MethodError where one is negative, missing, or all are zero."""
    for code in indicators:
        if not 0 <= weights.get(code, -1) < float("inf"):
            raise MethodError("{code} has no weight of 0 or more: give it one.", code=code, indicator=code)
    return made_one(indicators, [weights[code] for code in indicators], gettext("raise one of them"))


def equal(indicators: Sequence[str]) -> Weights:
    """W = 1 / n for each. (Handbook, ch. 6)"""
    return {code: 1 / len(indicators) for code in indicators}


def budget_allocation(
    indicators: Sequence[str],
    points: Annotated[
        pl.DataFrame, Setting("the points that each expert gives to each code", POINTS, empty="none yet")
    ],
) -> Weights:
    """The mean, over the experts, of the share of an expert's points that an indicator got. (Handbook, ch. 6)

    `points` has a row for each expert and a column for each indicator; who gave nothing to one gave 0.
    """
    rows = points.iter_rows(named=True)
    shares = [by_hand(indicators, {code: row.get(code) or 0 for code in indicators}) for row in rows]
    if not shares:
        raise MethodError("No expert has given points: add a row for each.")
    return {code: float(np.mean([share[code] for share in shares])) for code in indicators}


def ahp(
    indicators: Sequence[str],
    pairwise: Annotated[
        Sequence[Sequence[float]],
        Setting("how many times as important the row is as the column", PAIRWISE, word="judgements", empty="none yet"),
    ],
) -> Weights:
    """The principal eigenvector of the judgements, made to sum to 1: A w = lambda w. (Saaty 1980)

    Row i, column j says how many times as much i matters as j, in the order of the tree. The consistency ratio
    (lambda - n) / (n - 1) / RI, RI from Saaty's table, is shown with the weights; it should be below 0.1.
    """
    judgement = hierarchy.judgement_of(pairwise)
    if len(judgement.weights) != len(indicators):
        raise MethodError(
            "{count} indicators need {count} rows of judgements: add or drop some.", count=len(indicators)
        )
    return dict(zip(indicators, judgement.weights, strict=True))


def entropy(
    frame: Scores,
    indicators: Sequence[str],
    zero: Annotated[
        ZeroConvention,
        Setting(
            "what is done about ln 0: 0 ln 0 counts as 0, an offset is added, or scores are moved into an interval",
            TEXT,
            word="ln 0",
            words={"skip": "count as 0", "shift": "add an offset", "interval": "move into an interval"},
        ),
    ] = "skip",
    amount: Annotated[
        float | None,
        Setting("the offset added, or the margin of the interval", FROM_0, word="offset", empty="default"),
        Idle(
            lambda beside: beside.settings["zero"] == "skip",
            "ln 0 counts as 0, so add an offset or move into an interval first",
        ),
    ] = None,
) -> Weights:
    """W = (1 - e) / sum (1 - e), e = -sum p ln p / ln n, p = y / sum y: more to what is spread more unevenly.

    N are the rows that have the indicator; a constant has weight 0. `zero` says what becomes of ln 0: "skip" counts
    0 ln 0 as 0, "shift" adds the amount (0.0001) to every score, "interval" moves scores into amount (0.002) to
    1 - amount. (Shannon 1948; daowen.com)
    """
    table = entropies(frame, indicators, zero, amount)
    return dict(zip(table["indicator"], table["weight"], strict=True))


def critic(frame: Scores, indicators: Sequence[str]) -> Weights:
    """W = C / sum C, C = s sum (1 - r): spread (n-1) times conflict with the others. (Diakoulaki et al. 1995)

    R is Pearson's, on complete rows.
    """
    values = compared(frame, indicators)
    return made_one(indicators, values.std(axis=0, ddof=1) * (1 - correlations_of(values)).sum(axis=1))


def coefficient_of_variation(frame: Scores, indicators: Sequence[str]) -> Weights:
    """W = V / sum V, V = s / mean, s by n-1; MethodError where a mean is not above 0. (mathmodels, cv_weight)"""
    values = panel_of(frame, indicators).part(indicators)
    return made_one(indicators, np.nan_to_num(along.sd(values))[:, 0] / means_above_0(values, indicators))


def principal_component(
    frame: Scores,
    indicators: Sequence[str],
    negative: Annotated[
        Literal["zero", "squared", "keep"],
        Setting(
            "what becomes of a negative loading: it counts as 0, all loadings are squared, or it is kept",
            TEXT,
            word="negative loadings",
            words={"zero": "count as 0", "squared": "square all", "keep": "keep them"},
        ),
    ] = "zero",
) -> Weights:
    """W = l / sum l of the loadings l on the first component of the correlations, signed so that they sum above 0.

    A negative loading counts 0 (default), all count squared as in Nicoletti et al. 2000, or is kept if so asked.
    COINr leaves the sign to the library and puts negative weights straight into the index. (Handbook, ch. 6)
    """
    loadings = principal_components(compared(frame, indicators))[1][:, 0]
    if negative != "squared" and not loadings.sum() > TINY:
        raise MethodError(
            "{codes} conflict evenly, so that the component has no sign: reverse one of them, or square all loadings.",
            codes=in_words(indicators),
            indicator=indicators[0],
        )
    if negative == "keep":
        return dict(zip(indicators, (loadings / loadings.sum()).tolist(), strict=True))
    return made_one(indicators, loadings**2 if negative == "squared" else np.maximum(loadings, 0))


def correlation_balanced(
    frame: Scores,
    indicators: Sequence[str],
    targets: Annotated[
        Mapping[str, float] | None,
        Setting(
            "the share of each code in the correlation with the whole", SHARES, word="target shares", empty="equal"
        ),
    ] = None,
    least: Least = 0,
    most: Most = 1,
) -> Weights:
    """The weights w of least sum (r / sum r - target)², r the correlation of an indicator with the mean sum w y.

    Targets are shares, the same for each unless given. The weights lie within `least` and `most` and sum to 1; COINr's
    search has no bounds and returns weights such as -0.20. (Becker et al. 2017; COINr, get_opt_weights)
    """
    values = compared(frame, indicators)
    shares = by_hand(indicators, targets) if targets else equal(indicators)
    targets_of = np.array(list(shares.values()))
    return made_one(indicators, balance.balanced(balance.correlation_amounts(values), targets_of, least, most))


def benefit_of_the_doubt(frame: Scores, indicators: Sequence[str], least: Least = 0, most: Most = 1) -> Weights:
    """The mean over all rows of the parts w y / sum w y that a row would choose for itself.

    A row's own w maximise sum w y while no row has sum w y' above 1; parts lie within `least` and `most`. The score
    that each row so gives itself is in `benefit_of_the_doubt_scores`. (Melyn and Moesen 1991; Cherchye et al. 2007)
    """
    frame = frame.frame if isinstance(frame, Panel) else frame
    shares = doubt.benefit_of_the_doubt_scores(frame, indicators, least=least, most=most)
    means = shares.select(pl.col([f"share {code}" for code in indicators]).mean()).row(0)
    return made_one(indicators, means)


MixShare: TypeAlias = Annotated[
    float,
    Setting("the share of the first set, 0 to 1", SHARE, word="share of the first"),
    Idle(
        lambda beside: beside.settings["form"] == "product",
        "the two sets are multiplied, so choose their weighted mean first",
    ),
]
MixForm: TypeAlias = Annotated[
    Literal["linear", "product"],
    Setting("how the two sets are combined", TEXT, word="combination", words={"linear": "weighted mean"}),
]


def mixed(
    first: Annotated[
        Mapping[str, float],
        Setting(
            "the first set of weights", TEXT, word="first weights", name="first", default="entropy", choices=UNMIXED
        ),
        Setting(
            "the settings of the first set of weights", OWN, word="settings of the first", empty="none", name="of_first"
        ),
    ],
    second: Annotated[
        Mapping[str, float],
        Setting(
            "the second set of weights", TEXT, word="second weights", name="second", default="by_hand", choices=UNMIXED
        ),
        Setting(
            "the settings of the second set of weights",
            OWN,
            word="settings of the second",
            empty="none",
            name="of_second",
        ),
    ],
    share: MixShare = 0.5,
    form: MixForm = "linear",
) -> Weights:
    """W = share a + (1 - share) b of two sets ("linear"), or a b / sum a b ("product"). (mathmodels, combined weights)

    In a method `first` and `second` name two weighings, `of_first` and `of_second` hold their own settings.
    """
    codes = list(first)
    a, b = by_hand(codes, first), by_hand(codes, second)
    if form == "product":
        return made_one(codes, [a[code] * b[code] for code in codes])
    return made_one(codes, [share * a[code] + (1 - share) * b[code] for code in codes])


WEIGHINGS: dict[Weighing, Callable[..., Weights]] = {
    "by_hand": by_hand,
    "equal": equal,
    "budget_allocation": budget_allocation,
    "ahp": ahp,
    "entropy": entropy,
    "critic": critic,
    "coefficient_of_variation": coefficient_of_variation,
    "principal_component": principal_component,
    "correlation_balanced": correlation_balanced,
    "benefit_of_the_doubt": benefit_of_the_doubt,
    "infomax": infomax,
    "importance_balanced": importance_balanced,
    "merec": merec,
    "gini": gini,
    "mixed": mixed,
}
FROM_FIGURES = tuple(how for how, weigh in WEIGHINGS.items() if "frame" in signature(weigh).parameters)
