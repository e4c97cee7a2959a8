"""Settings that a step cannot use are refused in words when the method is loaded, or when it runs; never by a crash."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.derive.derive import derive
from core.errors import JingdexError
from core.method.document import Document, load, settings_text
from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.method.settings import COMMON, FAMILIES, in_force, settings_of_choice
from core.workbook.entries import Group, Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

CODES = ("a", "b", "c")
NUMBERS: list[Any] = [0, 1, -1, 2.5, 0.3, 1e300, 10**20]
LISTS: list[Any] = [[], ["a"], ["top"], ["x", "y"], [1, 2], [2, 1], [["a"]]]
TABLES: list[Any] = [{}, {"a": 1}, {"a": "b"}, {"a": {}}, {"a": [1]}, {"a": {"how": 3}}, {"a": {"how": "z_score"}}]
JUDGED: list[Any] = [[[1, 2], [0.5, 1]], [[1, 2, 3], [0.5, 1, 1], [1 / 3, 1, 1]], [{"a": 1, "b": 2}], [{"a": "x"}]]
OF_NODES: list[Any] = [{"top": {"how": "equal"}}, {"top": {"how": "power", "p": -1}}]
VALUES = [None, True, "", "a", "2020", "equal", "keep", *NUMBERS, *LISTS, *TABLES, *JUDGED, *OF_NODES]
CHOICES = [(kind, str(how)) for kind, family in FAMILIES.items() for how in family]
NAMED = [(*one, name) for one in CHOICES for name in settings_of_choice(*one, {})]


def workbook() -> Workbook:
    """Three units in two years, with a gap, a zero and a negative figure."""
    values = {
        "a": [1.0, 2.0, 4.0, 3.0, None, 9.0],
        "b": [8.0, 0.0, 5.0, 7.0, 4.0, 2.0],
        "c": [-2.0, 3.0, 3.5, 4.0, 6.0, 60.0],
    }
    figures = [
        Figure(unit, code, period, value=value)
        for code, some in values.items()
        for (period, unit), value in zip([(p, u) for p in ("2020", "2021") for u in "xyz"], some, strict=True)
    ]
    entries = [*(Unit(code, code) for code in "xyz"), *(Indicator(code, code) for code in CODES)]
    return Workbook.of(figures, [*entries, *(Group(unit, "group", "one") for unit in "xy")])


def made(kind: str, how: str, given_settings: dict[str, Any]) -> Scored | Failure:
    """What comes of a method with this step before the others. Raises JingdexError where it is refused."""
    placed = (TreeNode("m", "top"), *(TreeNode("m", code, "top") for code in CODES))
    steps = [
        (kind, how, given_settings),
        ("normalise", "min_max", {"low": 1.0, "high": 2.0}),
        ("aggregate", "arithmetic", {}),
    ]
    numbered = tuple(Step("m", at, k, h, settings_text(own)) for at, (k, h, own) in enumerate(steps, 1))
    found = workbook()
    found = load(Document(Method("m", "M"), placed, numbered), found).apply(found)
    result: Scored | Failure = derive(found).methods["m"]
    return result


@settings(max_examples=800, deadline=None)
@given(st.sampled_from(NAMED), st.sampled_from(VALUES), st.booleans())
def test_any_value_of_any_setting_is_used_or_refused_in_words(
    named: tuple[str, str, str],
    value: Any,  # noqa: ANN401 - whatever a document holds
    missing: bool,
) -> None:
    """No value crashes: it is refused at loading, or the run succeeds, or fails with one sentence."""
    kind, how, name = named
    impossible = {"impossible": "missing"} if missing and "impossible" in COMMON[kind] else {}
    with suppress(JingdexError):
        result = made(kind, how, {**impossible, name: value})
        assert isinstance(result, Scored) or result.sentence.endswith(".")


@pytest.mark.parametrize(
    ("kind", "how", "given_settings", "words"),
    [
        ("normalise", "min_max", {"to": [2, 1]}, "to must be two numbers, the lower first"),
        ("normalise", "min_max", {"low": 1, "high": 1}, "low must be below high"),
        ("normalise", "z_score", {"each": {"a": {"how": "goalposts", "low": 3}}}, "each.a: low must be below high"),
        ("normalise", "min_max", {"low": 0, "each": {"a": {"low": 2}}}, "each.a: low must be below high"),
        ("normalise", "base_year", {"base": 2.5}, "base must be a period such as 2016, or unset"),
        ("denominate", "panel", {"scales": {"a": 0}}, "scales must be a table of numbers above 0"),
        ("impute", "latest", {"reach": -1}, "reach must be a number of 0 or more, or unset"),
        ("weigh", "ahp", {"pairwise": [["a"]]}, "pairwise must be a list of rows of numbers"),
        ("weigh", "budget_allocation", {"points": [{"a": -1}]}, "points must be a list with a table of points"),
        ("weigh", "correlation_balanced", {"least": 0.5, "most": 0.1}, "least must be below most"),
        ("aggregate", "arithmetic", {"available": 2}, "available must be a share from 0 to 1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(
    kind: str, how: str, given_settings: dict[str, Any], words: str
) -> None:
    """The sentence names the setting and what it must be."""
    with pytest.raises(MethodError, match=words):
        in_force(kind, how, given_settings)


def test_a_node_is_meant_where_an_indicator_is_named() -> None:
    """Settings of one node that are given to an indicator would count for nothing."""
    with pytest.raises(MethodError, match="Step 1 names a, which is an indicator: name a node above it"):
        made("aggregate", "arithmetic", {"each": {"a": {"how": "power"}}})


@pytest.mark.parametrize(
    ("kind", "how", "given_settings", "words"),
    [
        ("normalise", "base_year", {}, "The normalisation to a base period has no base: name its period"),
        ("normalise", "distance_to_reference", {}, "The distance to a reference has no reference unit"),
        (
            "impute",
            "group_mean",
            {"group": "half"},
            "There is no grouping half: give units a group",
        ),
        ("screen", "missing", {"drop": ["x", "y", "z"]}, "No unit passes the screening"),
    ],
)
def test_what_only_the_figures_show_is_told_when_it_runs(
    kind: str, how: str, given_settings: dict[str, Any], words: str
) -> None:
    """The method loads, so that it can be mended, and says at its step what is wrong."""
    result = made(kind, how, given_settings)
    assert isinstance(result, Failure)
    assert (result.step, words in result.sentence) == (1, True)


def test_a_whole_number_is_kept_as_the_number_that_its_setting_is() -> None:
    """So that a document that says 100 and one that says 100.0 are the same."""
    kept = in_force("normalise", "min_max", {"high": 100})["high"]
    assert (kept, type(kept)) == (100.0, float)
    count = in_force("impute", "nearest", {"count": 3.0})["count"]
    assert (count, type(count)) == (3, int)
    assert in_force("weigh", "entropy", {"zero": "shift", "amount": None})["amount"] is None
