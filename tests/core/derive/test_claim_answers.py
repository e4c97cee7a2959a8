"""What a claim comes to: the functions of its language, the tolerance of its last digit, bounds, letters, releases."""

import pytest

from core.derive.claim_table import ClaimRow, names_in_claim
from core.derive.derive import Derived, derive
from core.workbook.entries import Claim, ClusterList, Indicator, Member, Tier, Unit
from core.workbook.entry import Entry, FailedEntry
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

YEARS = [Figure("u", "i", when, value=value) for when, value in (("2020", 40.0), ("2021", 50.0), ("2023", 98.0))]
CLUSTERS = [
    ClusterList("l", "L", until="2021"), Member("l", "u", "i"), Member("l", "v", "i"), Member("l", "w", "i"),
    Tier("high", "High", threshold=60.0), Tier("low", "Low", threshold=10.0),
]  # fmt: skip
SIZES = [Figure("v", "i", "2021", value=60.0), Figure("w", "i", "2021", value=9.0)]


def derived(expression: str, *figures: Figure, entries: list[Entry] | None = None, **printed: object) -> Derived:
    """What follows from a workbook with one claim, which is printed without decimals unless another form is named."""
    claim = Claim("c", "", expression=expression, **printed)  # type: ignore[arg-type] - the fields of a claim
    return derive(Workbook.of(figures, [Unit("u", "U"), Indicator("i", "I"), *(entries or []), claim]))


def checked(expression: str, *figures: Figure, entries: list[Entry] | None = None, **printed: object) -> ClaimRow:
    """The row of that claim."""
    return derived(expression, *figures, entries=entries, **printed).claims[0]


@pytest.mark.parametrize(
    ("expression", "actual"),
    [
        ("value(u.i, 2021)", 50), ("change(u.i, 2020, 2023)", 58), ("growth(u.i, 2020, 2021)", 25),
        ("cagr(u.i, 2021, 2023)", 40), ("count(l, 'high')", 1), ("count(l, 'low')", 1), ("members(l)", 3),
    ],
)  # fmt: skip
def test_a_function_of_claims_gives(expression: str, actual: float) -> None:
    """Over 40, 50 and 98 in 2020, 2021 and 2023; in the list are 50, 60 and 9, and tiers begin at 10 and 60."""
    assert checked(expression, *YEARS, *SIZES, entries=[*CLUSTERS]).actual == pytest.approx(actual, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "printed", "verdict"),
    [
        (10.5, {"expected": 10.0}, "holds"), (9.5, {"expected": 10.0}, "holds"), (10.51, {"expected": 10.0}, "fails"),
        (10.05, {"expected": 10.0, "decimals": 1}, "holds"), (10.06, {"expected": 10.0, "decimals": 1}, "fails"),
        (1050.0, {"expected": 10.0, "mult": 2}, "holds"), (1052.0, {"expected": 10.0, "mult": 2}, "fails"),
        (0.5 * (1 + 1e-9), {"expected": 0.0}, "holds"), (10.4, {"expected": 10.5, "relation": ">="}, "fails"),
        (10.0, {"expected": 10.0, "relation": ">="}, "holds"), (10.0, {"expected": 10.0, "relation": ">"}, "fails"),
    ],
)  # fmt: skip
def test_a_claim_holds_to_half_of_its_last_printed_digit(
    value: float, printed: dict[str, object], verdict: str
) -> None:
    """Half a digit itself is within, in the scale in which the claim is printed; an inequality has no tolerance."""
    row = checked("value(u.i, 2020)", Figure("u", "i", "2020", value=value), **printed)
    assert (row.verdict, row.why, row.status) == (verdict, "", "A")
    assert row.actual == value / 100 ** bool(printed.get("mult"))


@pytest.mark.parametrize(
    ("figure", "printed", "verdict"),
    [
        (("over", 1020.0), {"relation": ">=", "expected": 10.0, "mult": 2}, "holds"),
        (("nearly", 980.0), {"relation": "<=", "expected": 10.0, "mult": 2}, "holds"),
        (("over", 1020.0), {"relation": "<", "expected": 10.0, "mult": 2}, "fails"),
        (("about", 9.0), {"relation": ">=", "expected": 10.0}, "undetermined"),
        (("over", 10.5), {"expected": 10.0}, "undetermined"), (("over", 10.7), {"expected": 10.0}, "fails"),
    ],
)  # fmt: skip
def test_a_bound_decides_what_every_value_within_it_decides(
    figure: tuple[str, float], printed: dict[str, object], verdict: str
) -> None:
    """An inequality by its side, however near the bound is; an equation beyond its tolerance alone."""
    qualifier, value = figure
    row = checked("value(u.i, 2020)", Figure("u", "i", "2020", value=value, qualifier=qualifier), **printed)
    assert row.verdict == verdict
    assert row.why == (f"a figure is known only as “{qualifier}”" if verdict == "undetermined" else "")


@pytest.mark.parametrize(("relation", "expected"), [(">=", 5.0), ("<=", 20.0)])
@pytest.mark.parametrize(
    ("expression", "qualifier", "words"),
    [
        ("value(u.i, 2020) + value(u.i, 2021)", "about", "about/over"),
        ("value(u.i, 2020) * 0 + value(u.i, 2022)", "about", "over"),
    ],
)
def test_a_bound_of_which_the_side_is_unknown_decides_nothing(
    expression: str, qualifier: str, words: str, relation: str, expected: float
) -> None:
    """Beside a figure that is known roughly, or where the value does not depend on the bound."""
    figures = [
        Figure("u", "i", "2020", value=4.0, qualifier="over"), Figure("u", "i", "2021", value=6.0, qualifier=qualifier),
        Figure("u", "i", "2022", value=10.0),
    ]  # fmt: skip
    row = checked(expression, *figures, relation=relation, expected=expected)
    assert (row.verdict, row.why) == ("undetermined", f"a figure is known only as “{words}”")


@pytest.mark.parametrize(
    ("letters", "expected", "verdict", "why"),
    [
        ("VV", 10.0, "undetermined", "it uses unvalidated (V) figures only"),
        ("VA", 10.0, "holds", ""), ("VV", 11.0, "fails", ""),
    ],
)  # fmt: skip
def test_a_claim_cannot_hold_on_unvalidated_figures_alone(
    letters: str, expected: float, verdict: str, why: str
) -> None:
    """It can fail on them."""
    marks = zip(("2020", "2021"), letters, strict=True)
    figures = [Figure("u", "i", year, value=5.0, status=letter) for year, letter in marks]
    row = checked("value(u.i, 2020) + value(u.i, 2021)", *figures, expected=expected)
    assert (row.verdict, row.why, row.status) == (verdict, why, "V")


@pytest.mark.parametrize(
    ("expression", "expected", "why"),
    [
        ("value(u.i, 2020) / value(u.j, 2020)", 4.0, "≠ mixes releases undated, 2022-03"),
        ("2 * value(u.i, 2020) / value(u.j, 2020)", 8.0, "≠ mixes releases undated, 2022-03"),
        ("value(u.i, 2020) * value(u.j, 2020)", 100.0, ""), ("value(u.i, 2020) / value(u.i, 2020)", 1.0, ""),
    ],
)  # fmt: skip
def test_a_quotient_names_the_releases_that_it_mixes(expression: str, expected: float, why: str) -> None:
    """Of a figure that was revised and one without a release; a product mixes nothing."""
    figures = [
        Figure("u", "i", "2020", "2021-03", 10.0, source="s"), Figure("u", "i", "2020", "2022-03", 20.0, source="s"),
        Figure("u", "j", "2020", value=5.0, source="s"),
    ]  # fmt: skip
    row = checked(expression, *figures, expected=expected)
    assert (row.verdict, row.why) == ("holds", why)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("value(u.i, 2019)", "There is no figure of I of U for 2019."),
        ("value(u.i, 2020, '2021-01')", "There is no figure of I of U for 2020 of 2021-01."),
        ("value(u.o, 2020)", "There is no figure of o of U for 2020."),
        ("value(2020, 2020)", "“2020” is not a series: write unit.indicator."),
        ("growth(u.z, 2020, 2021)", "There is no growth from a figure that is not above 0."),
        ("members(k)", "There is no list of clusters “k”."),
        ("count(m, 'low')", "The size of x is not known."),
        ("members(f)", "The entry f/one of members cannot be understood: correct it first."),
    ],
)
def test_a_claim_without_an_answer_says_why(expression: str, why: str) -> None:
    """It is undetermined, without a value; of several failed entries the first one is named."""
    nothing = [Figure("u", "z", year, value=0.0) for year in ("2020", "2021")]
    figures = [*YEARS, Figure("u", "o", "2020", status="O"), *nothing]
    failed = [FailedEntry("members", f"f/{unit}", '{"cluster_list": "f"}', "?") for unit in ("one", "two")]
    entries = [*CLUSTERS, ClusterList("m", "M"), Member("m", "x", "i"), ClusterList("f", "F"), *failed]
    row = checked(expression, *figures, entries=entries)
    assert (row.verdict, row.actual, row.why) == ("undetermined", None, why)


def test_the_names_in_a_claim_are_its_series_and_its_words() -> None:
    """Nothing in a text that is not an expression."""
    series, words = names_in_claim("value(u.i, 2020) / count(l, 'high')")
    assert (series, sorted(words)) == ([("u", "i")], ["2020", "count", "high", "l", "u", "value"])
    assert names_in_claim("") == ([], [])


def test_what_is_derived_names_its_holding_claims_and_what_depends_on_a_series() -> None:
    """A row of each kind that reads the series, and no other."""
    result = derived("value(u.i, 2020)", *YEARS, *SIZES, entries=[*CLUSTERS], expected=40.0)
    assert result.holding == 1
    assert [type(row).__name__ for row in result.dependents(("u", "i"))] == ["ClusterRow", "ClaimRow"]
    assert [type(row).__name__ for row in result.dependents(("v", "i"))] == ["ClusterRow"]
    assert derived("value(u.i, 2020)", *YEARS, expected=41.0).holding == 0
