"""Oddities among imported figures with known answers: absent years, scales, fractions, spikes, names."""

import polars as pl
import pytest

from core.importing.findings import findings
from core.importing.names import Match
from core.importing.scales import off_scale, unit_not_understood


def panel(values: dict[str, float], indicator: str = "i", **others: object) -> pl.DataFrame:
    """Figures of one unit by period, each in a line of the file."""
    columns = {"value": 1.0, "mult": 0, "measure": "PURE_NUMB"} | others
    frame = pl.DataFrame({"period": list(values), "value": list(values.values())})
    constant = [pl.lit(made).alias(name) for name, made in columns.items() if name != "value"]
    lines = pl.int_range(1, pl.len() + 1).alias("line")
    return frame.with_columns(pl.lit("u").alias("unit"), pl.lit(indicator).alias("indicator"), lines, *constant)


def sentences(frame: pl.DataFrame, kind: str) -> list[str]:
    """The sentences of one kind."""
    return [one.text for one in findings(frame, [], []) if one.kind == kind]


def test_years_that_are_absent_in_the_middle_are_named_as_spans() -> None:
    """Those before the first and after the last are not; of quarters nothing is said; same gaps stand together."""
    years = dict.fromkeys(("2001", "2003", "2007"), 1.0)
    text = "no figures of 2002, 2004-2006 in the middle of i"
    assert sentences(panel(years), "gap") == [text]
    assert sentences(pl.concat([panel(years), panel(years, "j")]), "gap") == [f"{text}, j"]
    assert sentences(panel(dict.fromkeys(("2001", "2002"), 1.0)), "gap") == []
    assert sentences(panel(dict.fromkeys(("2001-Q1", "2003-Q1"), 1.0)), "gap") == []


@pytest.mark.parametrize(("factor", "found"), [(1.0, False), (1.3, False), (4.0, True), (0.25, True)])
def test_a_year_far_from_both_neighbours_is_a_spike(factor: float, *, found: bool) -> None:
    """Against an even growth; the strongest stands first, with how many times too large it is, and its line."""
    values = {str(2010 + at): 100 * 1.1**at * (factor if at == 4 else 1) for at in range(9)}
    expected = [f"u i 2014 is {factor:.3g} times its neighbours (line 5)"] if found else []
    assert sentences(panel(values), "spike") == expected


def test_of_two_years_that_stand_out_together_the_first_is_named() -> None:
    """And neither of the years beside them, which bend as much the other way."""
    values = {str(2010 + at): 300.0 if at in {4, 5} else 100.0 for at in range(16)}
    assert [text[:8] for text in sentences(panel(values), "spike")] == ["u i 2014"]
    assert [text[:8] for text in sentences(panel({**values, "2014": 100.0, "2018": 30.0}), "spike")] == [
        "u i 2018",
        "u i 2015",
    ]


def test_of_two_years_that_bend_as_much_the_one_farther_from_the_usual_is_named() -> None:
    """A level that rises tenfold and falls back over two years: what is high stands out, on either side of the end."""
    values = {str(2010 + at): 1000.0 if at in {8, 9} else 100.0 for at in range(16)}
    assert [text[:8] for text in sentences(panel(values), "spike")] == ["u i 2018"]
    low = {year: 1e5 / value for year, value in values.items()}
    assert [text[:8] for text in sentences(panel(low), "spike")] == ["u i 2018"]


@pytest.mark.parametrize(("unit", "count"), [("", 0), ("亿元", 0), ("of all sorts", 1)])
def test_a_unit_above_a_table_is_known_absent_or_named(unit: str, count: int) -> None:
    """Only one that says something that is not known is worth a sentence."""
    assert len(list(unit_not_understood(unit))) == count


def test_quarters_and_short_series_have_no_spikes() -> None:
    """A season is none, and four years say too little of what is usual."""
    quarters = {f"{2010 + at // 4}-Q{at % 4 + 1}": 400.0 if at == 4 else 100.0 for at in range(9)}
    short = {"2010": 100.0, "2011": 100.0, "2012": 400.0, "2013": 100.0}
    assert sentences(panel(quarters), "spike") == []
    assert sentences(panel(short), "spike") == []


@pytest.mark.parametrize(("most", "count", "found"), [(1.0, 5, True), (1.5, 5, False), (1.0, 4, False)])
def test_shares_that_may_be_fractions_are_named(most: float, count: int, *, found: bool) -> None:
    """In per cent, none above 1, and enough of them."""
    values = {str(2010 + at): most if at == 0 else 0.5 for at in range(count)}
    assert bool(sentences(panel(values, measure="PERCENT"), "scale")) is found
    assert sentences(panel(values), "scale") == []


def test_an_indicator_in_two_scales_is_named_with_both() -> None:
    """Where both have figures."""
    both = pl.concat([panel({"2010": 1.0}, mult=4), panel({"2011": 2.0}, mult=8)])
    assert sentences(both, "scale") == ["i is printed in 10^4 and 10^8: brought to one scale"]


@pytest.mark.parametrize(("times", "power"), [(10_000.0, 4), (100.0, 2), (0.0001, -4), (20.0, None), (1.0, None)])
def test_figures_powers_of_ten_away_from_those_that_are_known_are_named(times: float, power: int | None) -> None:
    """From one and a half powers on, as the median of all."""
    made = panel({"2010": 2.0, "2011": 3.0, "2012": 4.0})
    known = made.select("unit", "indicator", its_value=pl.col("value") * times)
    expected = f"i is about 10^{power} times as large in the workbook: its scale may be another"
    found = list(off_scale(made, known))
    assert [(one.text, one.rows) for one in found] == ([] if power is None else [(expected, 3)])


def test_spellings_of_one_code_and_names_that_are_unknown_are_named() -> None:
    """Two that differ by blanks alone are read as one; another name of the code stands beside them."""
    matches = [
        Match("北京", 2, "bj"),
        Match("北  京", 3, "bj"),
        Match("Beijing", 5, "bj"),
        Match("两藏", 1, None, "西藏"),
    ]
    found = findings(panel({"2010": 1.0}), matches, [])
    assert [(one.kind, one.rows) for one in found] == [("name", 1), ("spelling", 10)]
    assert found[0].text == "unit “两藏”: the nearest is 西藏"
    assert found[1].text == "spelt in more than one way, read as one: 1 units: “北京” = “北  京” = “Beijing”"
