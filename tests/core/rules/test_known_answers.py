"""Rules give the counts that the R package validate documents for the data set women (van der Loo & de Jonge 2021)."""

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
