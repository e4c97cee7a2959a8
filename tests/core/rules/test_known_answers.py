"""Rules give what the R package validate documents (van der Loo & de Jonge 2021; the Data Validation Cookbook)."""

import pytest

from core.rules.rules import Rules
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.rule_entries import Rule
from core.workbook.workbook import Workbook

HEIGHT = range(58, 73)
WEIGHT = (115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164)
"""Inches and pounds of 15 women, R's data set women (McNeil 1977, public domain)."""


def women() -> Workbook:
    """A unit for each woman, with the three rules of check_that(women, height > 0, weight > 0, height/weight > 0.5)."""
    figures = [
        Figure(f"w{n:02}", name, "1975", value=float(value))
        for name, values in (("height", HEIGHT), ("weight", WEIGHT))
        for n, value in enumerate(values)
    ]
    entries = [
        *(Unit(f"w{n:02}", f"Woman {n}") for n in range(15)),
        Indicator("height", "Height"),
        Indicator("weight", "Weight"),
        Rule("V1", condition="value > 0", text_en="height > 0", indicators="height"),
        Rule("V2", condition="value > 0", text_en="weight > 0", indicators="weight"),
        Rule("V3", condition="{height} / {weight} > 0.5", text_en="height/weight > 0.5"),
    ]
    return Workbook.of(figures, entries)


@pytest.mark.parametrize(("code", "passes", "fails"), [("V1", 15, 0), ("V2", 15, 0), ("V3", 2, 13)])
def test_the_documented_example_passes_and_fails_as_often(code: str, passes: int, fails: int) -> None:
    """Items, passes, fails and missing of summary(check_that(…)) in the package's introduction."""
    result = next(one for one in Rules(women()).results if one.rule.code == code)
    assert (result.holds, result.fails, result.undetermined) == (passes, fails, 0)


def test_a_missing_weight_is_missing_in_the_ratio_alone() -> None:
    """As validate counts nNA."""
    workbook = women()
    gone = workbook.with_figures([(("w14", "weight", "1975", ""), None)])
    found = {one.rule.code: (one.holds, one.fails, one.undetermined) for one in Rules(gone).results}
    assert found["V1"] == (15, 0, 0)
    assert found["V3"] == (2, 12, 1)


CARS = (
    "4 2|4 10|7 4|7 22|8 16|9 10|10 18|10 26|10 34|11 17|11 28|12 14|12 20|12 24|12 28|13 26|13 34|13 34|13 46|14 26|"
    "14 36|14 60|14 80|15 20|15 26|15 54|16 32|16 40|17 32|17 40|17 50|18 42|18 56|18 76|18 84|19 36|19 46|19 68|20 32|"
    "20 48|20 52|20 56|20 64|22 66|23 54|24 70|24 92|24 93|24 120|25 85"
)
"""Miles an hour and feet to stop of 50 cars, R's data set cars (Ezekiel 1930)."""


def results(figures: dict[tuple[str, str, str], float | None], *entries: Indicator | Rule) -> dict[str, list[object]]:
    """For each rule how many figures meet it, break it and leave it undetermined, and which units break it."""
    made = [Figure(*key, value=value, status="O" if value is None else "A") for key, value in figures.items()]
    units = [Unit(code, code) for code in dict.fromkeys(unit for unit, _, _ in figures)]
    return {
        one.rule.code: [one.holds, one.fails, one.undetermined, [*dict.fromkeys(one.broken["unit"])]]
        for one in Rules(Workbook.of(made, [*units, *entries])).results
    }


def test_the_first_example_of_the_cookbook_passes_and_fails_as_often() -> None:
    """The three rules of each record: 50, 50 and 48 pass, 0, 0 and 2 fail."""
    pairs = [pair.split() for pair in CARS.split("|")]
    figures: dict[tuple[str, str, str], float | None] = {
        (f"c{n:02}", name, "1930"): float(value)
        for n, pair in enumerate(pairs)
        for name, value in zip(("speed", "dist"), pair, strict=True)
    }
    found = results(
        figures, Indicator("speed", ""), Indicator("dist", ""), Rule("V1", "value >= 0", indicators="speed"),
        Rule("V2", "value >= 0", indicators="dist"), Rule("V3", "{speed} / {dist} <= 1.5"),
    )  # fmt: skip
    assert [one[:3] for one in found.values()] == [[50, 0, 0], [50, 0, 0], [48, 2, 0]]


def test_a_hierarchy_of_codes_adds_up_where_the_cookbook_says_so() -> None:
    """01.1 is the sum of its parts, 01 is not: 70 + 25 are not 100."""
    volumes = {"01": 100.0, "01.1": 70.0, "01.11": 30.0, "01.12": 40.0, "01.2": 25.0}
    codes = [Indicator(code, code, parent=code[:-1].rstrip(".") if code != "01" else "") for code in volumes]
    figures: dict[tuple[str, str, str], float | None] = {("u", code, "2020"): value for code, value in volumes.items()}
    rules = [Rule(f"r{code}", "value = parts()", indicators=code) for code in ("01", "01.1")]
    found = results(figures, *codes, *rules)
    assert {code: one[:3] for code, one in found.items()} == {"r01": [0, 1, 0], "r01.1": [1, 0, 0]}


def test_a_condition_is_met_as_its_truth_table_has_it() -> None:
    """If there is staff there are costs of it: false only where the first holds and the second does not."""
    table = {"TT": (1.0, 1.0), "TF": (1.0, 0.0), "FT": (0.0, 1.0), "FF": (0.0, 0.0)}
    figures: dict[tuple[str, str, str], float | None] = {
        (unit, name, "2000"): value
        for unit, pair in table.items()
        for name, value in zip(("staff", "costs"), pair, strict=True)
    }
    rule = Rule("V1", "not ({staff} >= 1) or {costs} >= 1")
    assert results(figures, Indicator("staff", ""), Indicator("costs", ""), rule) == {"V1": [3, 1, 0, ["TF"]]}


def test_a_missing_value_is_neither_in_a_list_nor_out_of_it() -> None:
    """As c(1, 3, NA) %vin% c(1, 2) is TRUE, FALSE, NA."""
    figures = {("a", "x", "2000"): 1.0, ("b", "x", "2000"): 3.0, ("c", "x", "2000"): None}
    assert results(figures, Indicator("x", ""), Rule("V1", "one_of(value, 1, 2)")) == {"V1": [1, 1, 1, ["b"]]}


def test_blocks_that_do_not_reach_from_the_first_period_to_the_last_fail() -> None:
    """As in_linear_sequence(…, begin = 1, end = 4) of 1 2 3 4, of 1 2 3 and of 3."""
    blocks = {"a": (1, 2, 3, 4), "b": (1, 2, 3), "c": (3,)}
    figures: dict[tuple[str, str, str], float | None] = {
        (unit, "x", f"200{year}"): 1.0 for unit, years in blocks.items() for year in years
    }
    found = results(figures, Indicator("x", ""), Rule("V1", "given(value)", periods="2001..2004"))
    assert found["V1"] == [8, 4, 0, ["b", "c"]]


def test_a_rule_for_a_range_of_periods_is_for_its_ends_too() -> None:
    """As in_range of the quarters of 2018 from 2017Q2 to 2018Q2: the first two."""
    figures: dict[tuple[str, str, str], float | None] = {("a", "x", f"2018-Q{n}"): -1.0 for n in range(1, 5)}
    found = results(figures, Indicator("x", ""), Rule("V1", "value >= 0", periods="2017-Q2..2018-Q2"))
    assert found["V1"][:3] == [0, 2, 0]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{a:x:t} >= {a:x:t-1}", [1, 1, 1, ["a"]]),
        ("{a:x:2001} >= {b:x:2001}", [1, 0, 0, []]),
        ("{b:x:2001} > {a:x:t}", [2, 1, 0, ["a"]]),
        ("{a:x:t} > {a:y:t-1} and value > 0", [0, 0, 5, []]),
    ],
)
def test_a_condition_that_names_its_units_is_for_the_first_of_them_alone(
    condition: str, expected: list[object]
) -> None:
    """Not once more for every other figure of the workbook; with `value` it is for all that it is said to be for."""
    figures: dict[tuple[str, str, str], float | None] = {
        ("a", "x", "2000"): 2.0, ("a", "x", "2001"): 3.0, ("a", "x", "2002"): 1.0,
        ("b", "x", "2001"): 2.5, ("b", "x", "2002"): 1.0,
    }  # fmt: skip
    assert results(figures, Indicator("x", ""), Rule("r", condition)) == {"r": expected}
