"""Every cell of a small table in each layout: where it goes, its measure, power of ten, decimals and letter."""

import polars as pl
import pytest

from core.importing.layout import BadLayout, Layout
from core.importing.observations import cell_count, observations
from core.importing.table import ForeignTable, foreign_table

COLUMNS = ["line", "unit", "indicator", "period", "measure", "value", "mult", "decimals", "status", "qualifier"]
UNIT, UNIT_YEAR = {"unit": "u"}, {"unit": "u", "period": "p"}


def table(**columns: list[str | None]) -> ForeignTable:
    """A table of texts."""
    return foreign_table("f.csv", pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String)))


def rows(layout: Layout, columns: dict[str, list[str | None]]) -> list[tuple[object, ...]]:
    """The cells, all of their parts."""
    return observations(table(**columns), layout)[0].select(COLUMNS).rows()


@pytest.mark.parametrize(
    ("layout", "columns", "expected"),
    [
        (
            Layout(("产值（亿元）",)).with_roles(UNIT_YEAR),
            {"u": ["a", "b"], "p": ["2020", "2021"], "产值（亿元）": ["1.5", "-"]},
            [
                (2, "a", "产值", "2020", "CNY", 1.5e8, 8, 1, "A", "exact"),
                (3, "b", "产值", "2021", "CNY", None, 8, 0, "O", "exact"),
            ],
        ),
        (
            Layout(("2020", "2021"), "period", ("i",)).with_roles(UNIT),
            {"u": ["a"], "i": ["x (%)"], "2020": ["5"], "2021": ["6.25"]},
            [
                (2, "a", "x", "2020", "PERCENT", 5, 0, 0, "A", "exact"),
                (2, "a", "x", "2021", "PERCENT", 6.25, 0, 2, "A", "exact"),
            ],
        ),
        (
            Layout(("x", "y, persons"), "indicator").with_roles({**UNIT, "period": "=2020", "mult": "m"}),
            {"u": ["a"], "x": ["5"], "y, persons": ["7"], "m": ["3"]},
            [
                (2, "a", "x", "2020", None, 5000, 3, 0, "A", "exact"),
                (2, "a", "y", "2020", "PERSONS", 7000, 3, 0, "A", "exact"),
            ],
        ),
        (
            Layout(("a", "b"), "unit", ("i", "j")).with_roles({"period": "p", "measure": "m"}),
            {
                "i": ["x", "y"],
                "j": ["k", None],
                "p": ["2020", "2020"],
                "m": ["10^3 EUR", "widgets"],
                "a": ["1", "2"],
                "b": [None, "3"],
            },
            [
                (2, "a", "x.k", "2020", "EUR", 1000, 3, 0, "A", "exact"),
                (3, "a", "y", "2020", "widgets", 2, 0, 0, "A", "exact"),
                (3, "b", "y", "2020", "widgets", 3, 0, 0, "A", "exact"),
            ],
        ),
        (
            Layout(("v",), indicator=("i",)).with_roles(
                {**UNIT_YEAR, "status": "s", "qualifier": "q", "printed_mult": "pm", "decimals": "d"}
            ),
            {
                "u": ["a"] * 4,
                "p": ["2020", "2021", "2022", "2023"],
                "i": ["x"] * 4,
                "v": ["1234", "NaN", None, "2"],
                "s": ["e", "A", "m - not there", None],
                "q": ["Over", None, None, None],
                "pm": ["2", None, None, None],
                "d": ["1", None, None, "-3"],
            },
            [
                (2, "a", "x", "2020", None, 1234, 2, 1, "E", "over"),
                (3, "a", "x", "2021", None, None, 0, 0, "O", "exact"),
                (4, "a", "x", "2022", None, None, 0, 0, "M", "exact"),
                (5, "a", "x", "2023", None, 2, 0, 0, "A", "exact"),
            ],
        ),
        (
            Layout(("x 2020", "x 2021"), "indicator+period").with_roles(UNIT),
            {"u": ["a"], "x 2020": ["5%"], "x 2021": ["3"]},
            [
                (2, "a", "x", "2020", "PERCENT", 5, 0, 0, "A", "exact"),
                (2, "a", "x", "2021", None, 3, 0, 0, "A", "exact"),
            ],
        ),
    ],
    ids=["one column", "periods", "indicators", "units", "columns of marks", "indicators and periods"],
)
def test_every_cell_of_a_layout(
    layout: Layout, columns: dict[str, list[str | None]], expected: list[tuple[object, ...]]
) -> None:
    """In the order of columns and lines."""
    assert rows(layout, columns) == expected
    assert cell_count(table(**columns), layout) == len(layout.values) * len(columns["i" if "i" in columns else "u"])
    assert observations(table(**columns), layout)[0]["why"].null_count() == len(expected)


def test_a_dash_may_be_zero_and_a_comma_the_decimal_sign() -> None:
    """Where the layout says so."""
    layout = Layout(("x",), "indicator").with_roles(UNIT_YEAR)
    cells: dict[str, list[str | None]] = {"u": ["a", "b"], "p": ["2020"] * 2, "x": ["-", "1,234"]}
    for other, values in (
        (layout, [None, 1234]), (Layout(("x",), "indicator", roles=layout.roles, dash="zero"), [0, 1234]),
        (Layout(("x",), "indicator", roles=layout.roles, decimal=","), [None, 1.234]),
    ):  # fmt: skip
        frame, sign = observations(table(**cells), other)
        assert frame["value"].to_list() == values
        assert sign == ("," if other.decimal else ".")


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        (Layout(("v",), indicator=("q",)), "f.csv has no column “q”: name one of u, v"),
        (Layout(("v",)), "no column that says the unit: name one with --unit COLUMN, .*: --unit =beijing"),
        (Layout(("v",)).with_roles(UNIT), "no column that says the period: .* --period =2023"),
        (Layout(("value",)).with_roles({"unit": "u", "period": "=2020"}), "says the indicator: .* --indicator =gdp"),
    ],
)
def test_a_layout_without_a_part_is_refused(layout: Layout, words: str) -> None:
    """By the first part that is missing; the header of a single column names the indicator unless it says value."""
    with pytest.raises(BadLayout, match=words):
        observations(table(u=["a"], **{layout.values[0]: ["1"]}), layout)
