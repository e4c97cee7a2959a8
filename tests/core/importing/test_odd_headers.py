"""Headers that look like something else are the names of their columns."""

import polars as pl
import pytest

from core.importing.choices import Choices
from core.importing.column_split import split_columns
from core.importing.dated_headers import dated
from core.importing.layout import Layout
from core.importing.observations import observations
from core.importing.plan import planned
from core.importing.recognise import SAMPLE, recognised
from core.importing.table import foreign_table
from core.workbook.workbook import Workbook


def test_a_header_that_begins_with_the_sign_of_a_constant_is_a_name() -> None:
    """Its cells count, not the rest of the header; without such a column the text is for every row."""
    frame = pl.DataFrame({"=region": ["north", "south"], "=gdp": ["1", "2"]})
    layout = Layout(("=gdp",), "indicator", (), (("unit", "=region"), ("period", "=2020")))
    found, _ = observations(foreign_table("odd.csv", frame), layout)
    assert found.select("unit", "indicator", "period", "value").rows() == [
        ("north", "=gdp", "2020", 1.0),
        ("south", "=gdp", "2020", 2.0),
    ]


def test_such_a_column_is_one_that_the_layout_reads() -> None:
    """It is looked for like any other; a text for every row is not."""
    layout = Layout(("=gdp",), "indicator", (), (("unit", "=region"), ("period", "=2020")))
    assert layout.columns(["=region", "=gdp"]) == ["=gdp", "=region"]


def test_such_a_column_tells_rows_of_a_unit_apart() -> None:
    """Without the further column many rows would say the same figure twice."""
    rows = [(unit, year, sector, "1") for unit in ("north", "south") for year in ("2020", "2021") for sector in "abcd"]
    frame = pl.DataFrame(rows, schema=["=unit", "year", "=sector", "value"], orient="row")
    layout = recognised(foreign_table("odd.csv", frame), [("unit", "=unit")])
    assert layout.of("unit") == "=unit"
    assert layout.indicator == ("=sector",)


def test_a_column_longer_than_the_sample_is_looked_at_evenly() -> None:
    """Units, periods and figures are known by rows from all over the table."""
    count = 2 * SAMPLE + SAMPLE // 2
    frame = pl.select(
        unit=pl.concat_str(pl.lit("u"), pl.int_range(count) // 50), year=2000 + pl.int_range(count) % 50, gdp=1
    ).cast(pl.String)
    layout = recognised(foreign_table("long.csv", frame.rename({"unit": "region"})))
    assert (layout.of("unit"), layout.of("period"), layout.values) == ("region", "year", ("gdp",))


def test_a_new_indicator_shows_no_more_than_six_digits() -> None:
    """However many are printed."""
    frame = pl.DataFrame(
        {"region": ["a", "b"], "year": ["2020"] * 2, "share": ["0.12345678", "0.12345679"], "gdp": ["1.25", "2.50"]}
    )
    table = foreign_table("new.csv", frame)
    plan = planned(table, recognised(table), Choices(unknown="add"), Workbook.of([], []))
    assert plan.title == "import of new.csv: 4 new, 0 changed"
    edit = plan.edit(Workbook.of([], []))
    made = edit.apply(Workbook.of([], [])).indicators
    assert (made["share"].decimals, made["gdp"].decimals) == (6, 2)


def test_a_header_of_two_rows_may_have_its_years_above() -> None:
    """Each indicator below each year, as yearbooks print it; the years that a person says are headers stay so."""
    assert dated("2019年 总值") == ("总值", "2019年")
    assert dated("2020-Q1 GDP") == ("GDP", "2020-Q1")
    assert dated("总值 2019年") == ("总值", "2019")
    assert [dated(text) for text in ("2019年", "第 3", "GDP total", "2019 2020")] == [
        ("", "2019"),
        None,
        None,
        ("2019", "2020"),
    ]


def test_a_header_with_one_name_before_the_sign_is_not_split() -> None:
    """Only several names before it say that the cells hold several things."""
    frame = pl.DataFrame({"geo\\TIME_PERIOD": ["AT"], "2020": ["1"]})
    assert split_columns(foreign_table("one.tsv", frame)).columns == ["geo\\TIME_PERIOD", "2020"]


def test_nine_periods_of_ten_make_a_column_of_periods() -> None:
    """Eight do not."""
    years = [str(2010 + at) for at in range(9)]
    for texts, role in (([*years, "all"], "year"), ([*years[:8], "all", "none"], "")):
        frame = pl.DataFrame({"region": ["north"] * 10, "year": texts, "gdp": [f"{at}.5" for at in range(10)]})
        assert recognised(foreign_table("ten.csv", frame)).of("period") == role


@pytest.mark.parametrize(
    ("second", "named"),
    [("Gross product", "what it is"), ("Population", ""), (None, "")],
    ids=["own", "shared", "none"],
)
def test_a_text_for_each_row_below_units_over_periods_names_its_indicator(second: str | None, named: str) -> None:
    """One that two rows share does not."""
    labels = {"what it is": ["Population", second]} if second else {}
    years = {f"{city}{year}": ["1", "2"] for city in ("Berlin", "Bonn") for year in (2019, 2020)}
    layout = recognised(foreign_table("cities.csv", pl.DataFrame({"variable": ["pop", "gdp"], **labels, **years})))
    assert (layout.across, layout.indicator, layout.of("indicator_name")) == ("unit+period", ("variable",), named)
