"""Ranks, shares, ratios and claims taken apart: parts sum to the change, by hand and by law."""

from dataclasses import replace
from math import fsum, log
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.attribution import statement
from core.attribution.place import place_change
from core.attribution.share import log_mean, ratio_change, share_change
from core.attribution.statement import statement_change
from core.derive.derive import derive
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.workbook.entries import Claim, Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

SIZES = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 1e12), min_size=1)


def flat(values: dict[str, list[float]], weights: tuple[float, ...] = (1.0, 1.0), how: str = "arithmetic") -> Scored:
    """Units in two years, two indicators straight under the top."""
    frame = pl.DataFrame(
        [
            {"unit": unit, "period": str(year), "a": row[2 * year], "b": row[2 * year + 1]}
            for unit, row in values.items()
            for year in (0, 1)
        ]
    )
    codes = [TreeNode("m", code, "top", weight) for code, weight in zip("ab", weights, strict=True)]
    return run(Document(Method("m", "M"), (TreeNode("m", "top"), *codes), (Step("m", 1, "aggregate", how),)), frame)


FOUR = {"u": [1.0, 1, 5, 5], "v": [2.0, 2, 3, 3], "w": [4.0, 4, 2, 2], "x": [3.0, 3, 6, 6]}


def test_a_rank_between_two_years_is_told_unit_by_unit() -> None:
    """From 4th to 2nd: v and w were passed; both years differ by figures alone."""
    scored = flat(FOUR)
    made = place_change(scored, scored, ("u", "0"), ("u", "1"), "top")
    assert (made.before, made.after, made.gained) == (4, 2, 2)
    assert {one.unit: one.places for one in made.passed} == {"v": 1, "w": 1}
    assert made.kinds == {"data": 2, "weight": 0, "method": 0}
    assert made.own + made.others == 2
    assert made.own == (3 + 2) / 2


def test_a_rank_under_other_weights_and_another_rule_is_parted_by_kind() -> None:
    """Figures stay: all is weights and method, and sums."""
    values = {"u": [1.0, 9, 1, 9], "v": [6.0, 3, 6, 3], "w": [4.5, 4.5, 4, 5]}
    first, second = flat(values, (1, 3)), flat(values, (3, 1), "geometric")
    made = place_change(first, second, ("u", "0"), ("u", "0"), "top")
    assert (made.before, made.after) == (1, 3)
    assert made.kinds["data"] == 0
    assert fsum(made.kinds.values()) == made.gained == sum(one.places for one in made.passed)
    with pytest.raises(MethodError, match="no rank"):
        place_change(first, second, ("z", "0"), ("u", "0"), "top")


@settings(max_examples=20)
@given(st.lists(st.floats(1, 9), min_size=16, max_size=16), st.floats(0.1, 5), st.sampled_from(["geometric", "power"]))
def test_parts_of_a_rank_sum_to_the_places_gained(numbers: list[float], weight: float, how: str) -> None:
    """By kind, by own and others, and unit by unit."""
    values = {unit: numbers[4 * at : 4 * at + 4] for at, unit in enumerate("uvwx")}
    first, second = flat(values), flat(values, (weight, 1), how)
    made = place_change(first, second, ("u", "0"), ("u", "1"), "top")
    assert fsum(made.kinds.values()) == pytest.approx(made.gained, abs=1e-12)
    assert made.own + made.others == made.gained
    assert sum(one.places for one in made.passed) == made.gained


@settings(max_examples=50)
@given(SIZES, SIZES)
def test_parts_of_a_share_sum_to_its_change_to_the_last_digit(old: dict[str, float], new: dict[str, float]) -> None:
    """Whichever parts come or go; and there and back is the negative."""
    one = next(iter(old))
    made, back = share_change(old, new, one), share_change(new, old, one)
    assert made is not None
    assert back is not None
    assert fsum(made.amounts.values()) == made.total
    rounding = 1e-12 * max(1.0, *map(abs, made.amounts.values()))
    for code, amount in made.amounts.items():
        assert amount == pytest.approx(-back.amounts.get(code, 0.0), abs=rounding)


def test_a_share_that_stays_while_all_grow_alike_has_parts_that_cancel() -> None:
    """Both double: the own growth lifts it as far as the other's pulls it down."""
    made = share_change({"a": 1.0, "b": 3.0}, {"a": 2.0, "b": 6.0}, "a")
    assert made is not None
    assert made.total == 0
    assert made.amounts["a"] == pytest.approx(0.140625)
    assert made.amounts["b"] == pytest.approx(-0.140625)
    assert share_change({"a": 1.0}, {"a": 0.0}, "a") is None


def test_a_ratio_is_parted_by_log_means() -> None:
    """From 2 / 4 to 3 / 5: L(0.5, 0.6) times the logarithms of 3 / 2 and of 5 / 4. (Ang 2004)"""
    made = ratio_change((2.0, 4.0), (3.0, 5.0), ("top", "bottom"))
    assert made is not None
    mean = (0.6 - 0.5) / log(0.6 / 0.5)
    assert made.amounts == pytest.approx({"top": mean * log(1.5), "bottom": -mean * log(1.25)})
    assert fsum(made.amounts.values()) == made.total
    assert log_mean(2, 2) == 2
    signed = ratio_change((-2.0, 4.0), (3.0, 5.0), ("top", "bottom"), 100)
    assert signed is not None
    assert fsum(signed.amounts.values()) == signed.total == 110
    assert ratio_change((1.0, 0.0), (1.0, 1.0), ("top", "bottom")) is None


def claimed(values: dict[str, float], **changed: Any) -> Workbook:  # noqa: ANN401 - a claim's fields
    """A claim on the ratio of two series."""
    figures = [Figure("u", code, "2020", value=value) for code, value in values.items()]
    claim = replace(Claim("c", "says so", "so", "value(u.a, 2020) / value(u.b, 2020)", "=", 2.0), **changed)
    return Workbook.of(figures, [Unit("u", "U"), Indicator("a", "A"), Indicator("b", "B"), claim])


def test_what_a_claim_is_checked_against_is_parted_by_series() -> None:
    """From 6 / 3 to 8 / 2: over both orders a gave 5 / 6 and b 7 / 6."""
    made = statement_change(claimed({"a": 6, "b": 3}), claimed({"a": 8, "b": 2}), "c")
    assert made is not None
    assert (made.before, made.after) == (2, 4)
    assert made.amounts == pytest.approx({"u.a": 5 / 6, "u.b": 7 / 6})
    assert fsum(made.amounts.values()) == made.total
    assert derive(claimed({"a": 6, "b": 3})).holding == 1
    assert statement_change(claimed({"a": 6, "b": 3}), claimed({"a": 8}), "c") is None
    still = statement_change(claimed({"a": 6, "b": 3}), claimed({"a": 6, "b": 3}), "c")
    assert still is not None
    assert still.amounts == {}


def test_another_expression_of_a_claim_has_its_own_part() -> None:
    """From 6 / 3 to 3 × 8: over both orders a gave (2/3 + 6) / 2 and the claim the rest."""
    first, second = claimed({"a": 6, "b": 3}), claimed({"a": 8, "b": 3}, expression="value(u.a, 2020) * 3")
    made = statement_change(first, second, "c")
    assert made is not None
    assert (made.before, made.after) == (2, 24)
    assert made.amounts["u.a"] == pytest.approx((2 / 3 + 6) / 2)
    assert fsum(made.amounts.values()) == made.total


def test_the_lesser_part_of_a_ratio_is_its_own_log_mean() -> None:
    """From 2 / 4 to 2.2 / 8: the sum is made exact in the larger part, so that the lesser one shows the formula."""
    made = ratio_change((2.0, 4.0), (2.2, 8.0), ("top", "bottom"))
    assert made is not None
    mean = (0.275 - 0.5) / log(0.275 / 0.5)
    assert made.amounts == pytest.approx({"top": mean * log(1.1), "bottom": -mean * log(2)})


def test_parts_sum_before_the_last_digits_are_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put into the largest part so that the sum holds to the last digit is rounding alone."""
    for module in ("share", "statement"):
        monkeypatch.setattr(f"core.attribution.{module}.exact", lambda parts: parts)
    first, second = claimed({"a": 6, "b": 3}), claimed({"a": 8, "b": 3}, expression="value(u.a, 2020) * 3")
    made = [
        ratio_change((2.0, 4.0), (2.2, 8.0), ("top", "bottom")),
        ratio_change((-2.0, 4.0), (2.2, 8.0), ("top", "bottom")),
        share_change({"a": 1.0, "b": 3.0}, {"a": 2.0, "b": 2.5}, "a"),
        statement_change(first, second, "c"),
    ]
    for parts in made:
        assert parts is not None
        assert fsum(parts.amounts.values()) == pytest.approx(parts.after - parts.before, abs=1e-12)


def test_a_few_series_are_parted_over_every_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as are allowed; of one more orders are drawn."""
    drawn: list[int] = []
    monkeypatch.setattr(statement, "drawn_shapley", lambda players, _: drawn.append(len(players)) or {"u.a": 2.0})
    pair = claimed({"a": 6, "b": 3}), claimed({"a": 8, "b": 2})
    monkeypatch.setattr(statement, "MOST_PLAYERS", 2)
    assert statement_change(*pair, "c") is not None
    assert drawn == []
    monkeypatch.setattr(statement, "MOST_PLAYERS", 1)
    assert statement_change(*pair, "c") is not None
    assert drawn == [2]
