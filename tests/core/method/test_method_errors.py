"""Bad input gets a sentence that names the cell and says what to do."""

from collections.abc import Callable

import polars as pl
import pytest

from core.errors import JingdexError
from core.method.aggregate import aggregated
from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores
from core.method.denominate import denominated
from core.method.errors import MethodError
from core.method.hierarchy import judgement_of
from core.method.impute import imputed
from core.method.normalise import normalised
from core.method.screen import screened
from core.method.treat import treated
from core.method.tree import Branch, Tree, effective_weights
from core.method.weigh import ahp, budget_allocation, by_hand, critic, entropy
from core.method.winsorise import winsorised


def panel(**indicators: list[float | None]) -> pl.DataFrame:
    """Units A, B, C in 2020."""
    return pl.DataFrame(
        {"unit": ["A", "B", "C"], "period": 2020, **indicators}, schema_overrides=dict.fromkeys(indicators, pl.Float64)
    )


def tree(*weights: float) -> Tree:
    """Index above x, y, ..."""
    return Tree(
        (Branch("Index"), *(Branch(code, "Index", weight) for code, weight in zip("xyz", weights, strict=False)))
    )


CASES: dict[str, tuple[Callable[[], object], str]] = {
    "a constant indicator": (
        lambda: normalised(panel(x=[5, 5, 5]), ["x"]),
        "x is 5 for all and distinguishes nothing: leave it out, or give it other figures.",
    ),
    "a constant indicator under a logarithm": (
        lambda: treated(panel(x=[5, 5, 5]), ["x"], "log_range"),
        "x is 5 for all, which “logarithm (COIN Tool)” cannot take: leave it out of the step.",
    ),
    "a constant indicator within a year": (
        lambda: normalised(panel(x=[5, 5, 5]), ["x"], years="within"),
        "x is 5 for all in 2020 and distinguishes nothing: leave it out, or give it other figures.",
    ),
    "scores that are all cut off at one post, and a range": (
        lambda: normalised(panel(x=[5, 6, 7]), ["x"], "goalposts", low=8, high=9, to=(1, 10)),
        "x has the same score for all by “goalposts”, so that it cannot be rescaled: empty the range (`to`).",
    ),
    "a reference that is not a unit": (
        lambda: normalised(panel(x=[5, 6, 7]), ["x"], "distance_to_reference", unit="Z"),
        "There is no unit Z that x could refer to: name another.",
    ),
    "one value only": (
        lambda: normalised(panel(x=[None, 7, None]), ["x"]),
        "B x 2020 is the only value: leave x out, or add a second unit or year.",
    ),
    "all missing": (
        lambda: normalised(panel(x=[None, None, None]), ["x"]),
        "x has no value at all: leave it out, or fill it first.",
    ),
    "a zero base": (
        lambda: normalised(panel(x=[1, 0, 2]), ["x"], "base_year", base=2020),
        "B x 2020 is 0, but “base period = 100” needs a base period with a value other than zero: change one of them.",
    ),
    "a zero denominator": (
        lambda: denominated(panel(x=[1, 2, 3], people=[1, 0, 2]), {"x": "people"}),
        "B x 2020 has the denominator people = 0: correct it, or leave it empty.",
    ),
    "several zero denominators: the first of the first indicator": (
        lambda: denominated(panel(x=[1, 2, 3], y=[1, 2, 3], p=[1, 0, 0], q=[0, 1, 1]), {"x": "p", "y": "q"}),
        "B x 2020 has the denominator p = 0: correct it, or leave it empty.",
    ),
    "a unit that the denominators lack": (
        lambda: denominated(panel(x=[1, 2, 3]), {"x": "d"}, table=pl.DataFrame({"unit": ["A", "C"], "d": [1, 1]})),
        "The table of denominators has no row for B: add it.",
    ),
    "a zero in a geometric mean": (
        lambda: aggregated(panel(x=[1, 0, 2], y=[1, 1, 1]), tree(1, 1), "geometric"),
        "B x 2020 scores 0, but Index (“geometric mean”) needs scores above 0: rescale, or aggregate otherwise.",
    ),
    "a negative in a harmonic mean's neighbour": (
        lambda: aggregated(panel(x=[1, 0, 2], y=[1, 1, 1]), tree(1, 1), "harmonic"),
        "B x 2020 scores 0, but Index (“harmonic mean”) needs scores other than 0: rescale, or aggregate otherwise.",
    ),
    "a root of a negative": (
        lambda: treated(panel(x=[1, -4, 9]), ["x"], "square_root"),
        "B x 2020 is -4, which “square root” cannot take: choose another treatment for x.",
    ),
    "a negative weight": (
        lambda: aggregated(panel(x=[1, 2, 3], y=[1, 2, 3]), tree(1, -1)),
        "The weight of y is -1: give it 0 or more.",
    ),
    "weights that sum to zero": (
        lambda: effective_weights(tree(0, 0)),
        "The weights below Index sum to zero: raise one of them.",
    ),
    "a weight that is not given": (
        lambda: by_hand(["x", "y"], {"x": 1}),
        "y has no weight of 0 or more: give it one.",
    ),
    "a loop": (
        lambda: Tree((Branch("a", "b"), Branch("b", "a"))),
        "a counts towards itself: move a code of this loop.",
    ),
    "a duplicate code": (
        lambda: Tree((Branch("a"), Branch("b", "a"), Branch("b", "a"))),
        "b is in the tree twice: give one of them another code.",
    ),
    "a parent that is not there": (
        lambda: Tree((Branch("a", "b"),)),
        "a counts towards b, which is not there: add it.",
    ),
    "a weight without a place": (
        lambda: tree(1, 1).with_weights({"q": 1}),
        "q has a weight but no place in the tree: add it, or drop it.",
    ),
    "a unit twice in one year": (
        lambda: normalised(pl.concat([panel(x=[1, 2, 3])] * 2), ["x"]),
        "Unit A comes twice in 2020: keep one row.",
    ),
    "an indicator named twice": (
        lambda: normalised(panel(x=[1, 2, 3]), ["x", "x"]),
        "Indicator x is named twice: name it once.",
    ),
    "a column that is not there": (
        lambda: normalised(panel(x=[1, 2, 3]), ["y"]),
        "There is no column y: give the frame one, or leave y out.",
    ),
    "a column of words": (
        lambda: normalised(panel(x=[1, 2, 3]).with_columns(x=pl.lit("?")), ["x"]),
        "Column x holds no numbers: leave it out of the indicators.",
    ),
    "an indicator that would take the place of the unit": (
        lambda: normalised(panel(x=[1, 2, 3]).with_columns(unit=pl.Series([1, 2, 3])), ["unit"]),
        "Column unit holds no numbers: leave it out of the indicators.",
    ),
    "a unit to keep that is not there": (
        lambda: screened(panel(x=[1, 2, 3]), ["x"], keep=["D"]),
        "There is no unit D to keep or drop: take it off the list.",
    ),
    "a unit to keep and to drop": (
        lambda: screened(panel(x=[1, 2, 3]), ["x"], keep=["A"], drop=["A"]),
        "A is to be kept and to be dropped: take it off one list.",
    ),
    "too few values to winsorise": (
        lambda: winsorised(pl.Series("x", [1.0, 2.0])),
        "x has too few different values to be winsorised: leave it untreated.",
    ),
    "a negative score under a logarithm": (
        lambda: entropy(panel(x=[1, -1, 2]), ["x"]),
        "B x 2020 is below 0, which has no entropy: normalise it to 0 or more first.",
    ),
    "nothing to tell rows apart by entropy": (
        lambda: entropy(panel(x=[1, 1, 1]), ["x"]),
        "The weights of x sum to zero: no indicator distinguishes the rows, so use manual weights.",
    ),
    "a constant among correlations": (
        lambda: critic(panel(x=[1, 1, 1], y=[1, 2, 3]), ["x", "y"]),
        "x is the same in all complete rows and has no correlation: leave it out.",
    ),
    "a judgement of 0 among others": (
        lambda: judgement_of([[1, 3], [0, 1]]),
        "Judgement 2, 1 is not above 0: give a ratio such as 3 or 1/3.",
    ),
    "a first row without a unit": (
        lambda: normalised(panel(x=[1, 2, 3]).with_columns(unit=pl.Series([None, "B", "C"])), ["x"]),
        "Row 1 has no unit: fill it in, or leave the row out.",
    ),
    "judgements that contradict": (
        lambda: judgement_of([[1, 3], [3, 1]]),
        "Judgements 1, 2 and 2, 1 contradict: make one 1 over the other.",
    ),
    "too few judgements": (
        lambda: ahp(["x", "y", "z"], [[1, 2], [0.5, 1]]),
        "3 indicators need 3 rows of judgements: add or drop some.",
    ),
    "no experts": (
        lambda: budget_allocation(["x"], pl.DataFrame({"x": []})),
        "No expert has given points: add a row for each.",
    ),
    "a score too small beside the others where units choose their weights": (
        lambda: benefit_of_the_doubt_scores(panel(x=[1, 2, 1e-9]), ["x"]),
        "C x 2020 is less than a millionth of the highest score, too little for a linear program: rescale it first.",
    ),
    "a gap where units choose their weights": (
        lambda: benefit_of_the_doubt_scores(panel(x=[1, None, 2]), ["x"]),
        "B x 2020 is not a score above 0: fill or rescale it first.",
    ),
    "no such normalisation": (
        lambda: normalised(panel(x=[1, 2, 3]), ["x"], "best"),
        "There is no normalisation best: choose one of min_max, z_score,",
    ),
    "no such imputation": (
        lambda: imputed(panel(x=[1, 2, 3]), ["x"], "guess"),
        "There is no imputation guess: choose one of mean,",
    ),
    "no such aggregation": (
        lambda: aggregated(panel(x=[1, 2, 3]), tree(1), "sum"),
        "There is no aggregation sum: choose one of arithmetic,",
    ),
    "no such treatment": (
        lambda: treated(panel(x=[1, 2, 3]), ["x"], "cut"),
        "There is no treatment cut: choose one of skew_kurtosis,",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_says_what_is_wrong(name: str) -> None:
    """A sentence says what is wrong."""
    attempt, sentence = CASES[name]
    with pytest.raises(JingdexError) as raised:
        attempt()
    assert str(raised.value).startswith(sentence)


def test_an_error_leads_to_its_cell() -> None:
    """An error leads to its cell."""
    with pytest.raises(MethodError) as raised:
        denominated(panel(x=[1, 2, 3], people=[1, 0, 2]), {"x": "people"})
    assert (raised.value.unit, raised.value.indicator, raised.value.period) == ("B", "x", "2020")
