"""Columns of flags stand behind their figures: which columns are flags, and what the figures become."""

import polars as pl
import pytest

from core.importing.flag_columns import with_flags_behind
from core.importing.table import ForeignTable, foreign_table


def table(**columns: list[str | None]) -> ForeignTable:
    """A table of texts."""
    return foreign_table("f.csv", pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String)))


def test_a_flag_stands_behind_its_figure() -> None:
    """Without brackets; behind a gap it has the sign for one; the word for figures goes from the header."""
    made = with_flags_behind(table(**{"2019 value": ["1", None, "3"], "2019 flag": ["(p)", "e", None]}))
    assert made.columns == ["2019"]
    assert made.frame["2019"].to_list() == ["1 p", ": e", "3"]
    assert made.details[-1] == "flags behind 2019 value"
    two = with_flags_behind(table(a=["1"], a_flag=["p"], b=["2"], b_status=[None], c=["5"]))
    assert (two.columns, two.frame.select("a", "b", "c").row(0)) == (["a", "b", "c"], ("1 p", "2", "5"))
    assert two.details[-1] == "flags of 2 columns"
    same = table(**{"2019 value": ["1"], "2019 flag": ["p"], "2019": ["7"]})
    assert with_flags_behind(same).columns == ["2019 value", "2019"]


def test_a_column_that_only_says_flags_is_that_of_the_status_where_it_is_alone() -> None:
    """Behind several columns of figures each is of the column before it."""
    alone = table(v=["1", "2"], flag=["p", None])
    assert with_flags_behind(alone) is alone
    several = table(**{"2019": ["1"], "flag": ["p"], "2020": ["2"], "flag (2)": ["e"]})
    made = with_flags_behind(several)
    assert (made.columns, made.frame.select("2019", "2020").row(0)) == (["2019", "2020"], ("1 p", "2 e"))


@pytest.mark.parametrize(
    ("figures", "header", "flags", "found"),
    [
        (["1", "2", "3"], "column 2", ["p", None, "e"], True),
        (["1", "2", "3.4.5"], "column 2", ["p", None, "e"], False),
        (["1", "2", "3"], "column 2", [None, None, None], False),
        (["1", "2", "3"], "v_flag", [None, None, None], True),
        (["1", "2", "3"], "v_flag", ["p", "?", None], False),
        (["1", "2", "3"], "v_flag", ["b p e", "bpe", None], True),
        (["1", "2", "3"], "v_flag", ["bpeb", None, None], False),
        (["x", "y", "z"], "v_flag", ["p", None, None], False),
        ([*"1234567", "1.2.3", "2.3.4", "3.4.5"], "v_flag", ["p", *[None] * 9], True),
        ([*"123456", "1.2.3", "2.3.4", "3.4.5", "4.5.6"], "v_flag", ["p", *[None] * 9], False),
        ([None, None, None], "v_flag", ["p", None, None], False),
    ],
)
def test_letters_of_flags_stand_beside_figures(
    figures: list[str | None], header: str, flags: list[str | None], *, found: bool
) -> None:
    """At most three letters; some figures may be broken where the header says flags, none where it is empty."""
    made = table(**{"v": figures, header: flags})
    assert (with_flags_behind(made).columns == ["v"]) is found
