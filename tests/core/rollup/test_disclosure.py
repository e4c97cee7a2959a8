"""No hidden cell can be worked out from totals: over units, industries, groups of their codes, and periods."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rollup.cells import hidden
from core.rollup.rule import Cells, Columns, Measure, RollupRule

KEYS = ("unit", "industry", "period")
TABLE = list(product(("a1", "a2", "b1"), ("11", "12", "21", "22"), ("2020", "2021")))
TOTALS = [
    ("unit", "industry"),
    ("unit", "industry:1"),
    ("unit:1", "industry", "industry:1"),
    ("unit", "industry", "period"),
]


def rule(*totals: str) -> RollupRule:
    """A rule whose totals are known."""
    columns, measures = Columns("region", "year", "industry", "firm"), (Measure("firms_{industry}", "firms"),)
    return RollupRule("r", "s", columns, measures, cells=Cells(3, totals=totals))


def table(firms: dict[tuple[str, ...], int]) -> pl.DataFrame:
    """Cells as an engine gives them; those of no firm are not there."""
    rows = [(*keys, count) for keys, count in firms.items() if count]
    made = pl.DataFrame(rows, schema=dict.fromkeys(KEYS, pl.String) | {"firms": pl.Int64}, orient="row").sort(KEYS)
    return made.with_columns(rows="firms", held=pl.lit(None, pl.Float64), m0=pl.col("firms").cast(pl.Float64))


def _line(cell: tuple[str, ...], total: str) -> tuple[str, ...]:
    """What a cell has in common with the others of a line."""
    key, _, digits = total.partition(":")
    return tuple(part[: int(digits or 0)] if one == key else part for one, part in zip(KEYS, cell, strict=True))


def determined(cells: list[tuple[str, ...]], totals: tuple[str, ...]) -> list[bool]:
    """Which of these unknown cells all known sums together leave one solution, by the rank of the equations."""
    lines = [(total, *_line(cell, total)) for total in totals for cell in cells]
    system = np.array([[float(one == line) for one in lines] for line in dict.fromkeys(lines)])
    system = system.reshape(len(system), len(totals), len(cells)).sum(axis=1)
    rank = np.linalg.matrix_rank(system)
    return [bool(np.linalg.matrix_rank(np.vstack([system, one])) == rank) for one in np.eye(len(cells))]


@pytest.mark.parametrize("totals", TOTALS)
@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=len(TABLE), max_size=len(TABLE)))
def test_no_totals_together_give_a_hidden_cell_back(totals: tuple[str, ...], firms: list[int]) -> None:
    """But one that they give back whatever is hidden, which the result says; what is open has enough firms."""
    made = hidden(table(dict(zip(TABLE, firms, strict=True))), rule(*totals))
    unknown = made.filter(pl.col("conf") != "F")
    assert (made.filter(conf="F")["firms"] >= 3).all()
    if unknown.is_empty():
        return
    found = determined(unknown.select(KEYS).rows(), totals)
    assert unknown["exposed"].to_list() == found
    whatever = dict(zip(made.select(KEYS).rows(), determined(made.select(KEYS).rows(), totals), strict=True))
    assert all(whatever[keys] for keys in unknown.filter("exposed").select(KEYS).rows())


def test_a_cell_between_two_rings_of_hidden_cells_is_not_given_back() -> None:
    """Every line has two hidden cells, and yet rows less columns of one ring leave the cell between them alone."""
    rings = {("r1", "c1"), ("r1", "c2"), ("r2", "c1"), ("r2", "c2"), ("r1", "c3"),
             ("r3", "c3"), ("r3", "c4"), ("r4", "c3"), ("r4", "c4")}  # fmt: skip
    firms = {
        (row, column, "2020"): 2 if (row, column) in rings else 9
        for row, column in product(("r1", "r2", "r3", "r4"), ("c1", "c2", "c3", "c4"))
    }
    assert determined([(*one, "2020") for one in sorted(rings)], ("unit", "industry")).count(True) == 1
    made = hidden(table(firms), rule("unit", "industry"))
    assert made.filter(conf="D").height == 1
    assert not made["exposed"].any()


def test_the_hidden_cells_of_a_line_hold_enough_firms_together() -> None:
    """The total less the open cells is their sum: of two firms it would be a small cell itself."""
    firms = {("a", code, "2020"): count for code, count in (("1", 1), ("2", 1), ("3", 5), ("4", 8))}
    made = hidden(table(firms), rule("industry"))
    assert made["conf"].to_list() == ["A", "A", "D", "F"]


def test_totals_of_divisions_are_guarded_within_each_division() -> None:
    """A companion in another division would leave the total of this one to give the cell back."""
    firms = {("a", code, "2020"): count for code, count in (("3911", 2), ("3912", 9), ("3913", 8), ("0111", 4))}
    over_all = hidden(table(firms), rule("industry"))
    assert over_all.filter(conf="D")["industry"].to_list() == ["0111"]
    by_division = hidden(table(firms), rule("industry", "industry:2"))
    assert by_division.filter(conf="D")["industry"].to_list() == ["3913"]


def test_totals_of_years_are_guarded_within_each_year() -> None:
    """A quarter of few firms has another quarter of its year as companion where the sums of years are known."""
    firms = {("a", "1", f"{year}-Q{quarter}"): 9 for year in (2020, 2021) for quarter in (1, 2, 3, 4)}
    firms["a", "1", "2020-Q3"] = 1
    made = hidden(table(firms), rule("period:4"))
    assert made.filter(pl.col("conf") != "F")["period"].to_list() == ["2020-Q1", "2020-Q3"]
    assert made.filter("exposed").is_empty()


def test_a_cell_alone_in_its_line_is_told_and_hides_no_other_in_vain() -> None:
    """Its total is its value; the others of its region are guarded as if it were known."""
    firms = {("a", "1", "2020"): 2, ("b", "2", "2020"): 9, ("b", "3", "2020"): 9, ("c", "2", "2020"): 9}
    made = hidden(table(firms), rule("unit"))
    assert made.filter("exposed").select("unit", "industry").rows() == [("a", "1")]
    assert made.filter(conf="D").is_empty()
