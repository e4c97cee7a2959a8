"""Parts of an import with their answers: lines of a layout, names of codes, gaps between years, less is better."""

import json
from dataclasses import asdict

import polars as pl
import pytest

from core.importing.code_names import CodeName, is_code_names, name_table, naming, with_names
from core.importing.findings import assumed_directions, findings, is_less_better
from core.importing.layout import Layout, is_constant
from core.importing.names import Match
from core.importing.signs import ambiguous_sign, dashes, footnotes, missing
from core.importing.table import foreign_table
from core.workbook.entries import Indicator, Unit
from core.workbook.workbook import Workbook

LAYOUT = Layout(
    ("v",), "indicator+period", ("i", "j"), (("unit", "u"), ("period", "=2020")), ("side",), ",", "zero", "no"
)  # fmt: skip


def test_a_layout_in_lines() -> None:
    """Six names are all listed, of more the first four and the last."""
    assert LAYOUT.lines() == [
        "figures: a column for each indicator and period (v)", "unit: column u", "period: “2020” for every row",
        "indicator: column i and column j", "groups: side",
    ]  # fmt: skip
    assert Layout(("v",)).lines() == ["figures: one column of figures (v)"]
    six, seven = (tuple(f"c{at}" for at in range(count)) for count in (6, 7))
    assert Layout(six, "period").lines()[0].endswith("(c0, c1, c2, c3, c4, c5)")
    assert Layout(seven, "period").lines()[0].endswith("(c0, c1, c2, c3 … c6, 7 in all)")


def test_a_layout_comes_back_from_its_parts() -> None:
    """A dash is missing unless it is zero; an index is made by default."""
    parts = json.loads(json.dumps(asdict(LAYOUT)))
    assert Layout.of_parts(parts) == LAYOUT
    other = Layout.of_parts({**parts, "dash": "other", "index": "other"})
    assert (other.dash, other.index) == ("", "")
    assert Layout.of_parts({**parts, "index": "yes"}).index == "yes"
    with pytest.raises(KeyError):
        Layout.of_parts({})


def test_the_columns_of_a_layout_and_other_headers() -> None:
    """Each once, without constants; the column that said the same takes the other role."""
    assert LAYOUT.columns(["v", "i"]) == ["v", "i", "j", "side", "u"]
    assert LAYOUT.columns(["=2020"])[-1] == "=2020"
    assert [is_constant(name, ["=a"]) for name in ("=a", "=b", "b")] == [False, True, False]
    units = Layout(("v",)).with_roles({"unit": "u", "unit_name": "n", "period": "p"}).headed("units")
    assert (units.across, units.indicator, units.roles) == ("unit", ("u",), (("period", "p"),))
    assert Layout(("v",)).headed("units").indicator == ()
    assert LAYOUT.headed("units").indicator == ("i", "j")
    indicators = Layout(("v",), indicator=("i", "j")).headed("indicators")
    assert (indicators.across, indicators.indicator, indicators.of("unit")) == ("indicator", (), "i")
    kept = LAYOUT.headed("indicators")
    assert (kept.across, kept.indicator, kept.of("unit")) == ("indicator", ("i", "j"), "u")
    assert LAYOUT.headed("periods").across == "period"
    assert LAYOUT.with_roles({"unit": "", "note": "n"}).roles == (("period", "=2020"), ("note", "n"))


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [
        ({"en": "Austria", "de": "Österreich"}, "Austria", ""),
        ({"de": "Österreich", "fr": "Autriche"}, "Österreich", ""),
        ({"zh-Hans": "奥地利", "EN-gb": "Austria"}, "Austria", "奥地利"),
        ({"zh": "奥地利"}, "", "奥地利"), ({}, "", ""),
    ],
)  # fmt: skip
def test_a_code_has_its_english_name_or_the_first_that_is_not_chinese(
    names: dict[str, str], english: str, chinese: str
) -> None:
    """Of any variant of the language."""
    assert CodeName.of("GEO", "AT", names) == CodeName("GEO", "AT", english, chinese)


def test_names_stand_behind_the_codes_of_their_column() -> None:
    """A column that is there already stays; of a column without any name there is none."""
    names = [
        CodeName("GEO", "AT", "Austria", "奥地利"), CodeName("GEO", "BE", "Belgium", "比利时"),
        CodeName("SEX", "F", "Female", ""), CodeName("DATAFLOW", "FLOW", "Trade", "贸易"),
        CodeName("AGE", "Y", "Young", ""),
    ]  # fmt: skip
    structure = name_table("names", names)
    columns = {"DATAFLOW": ["A:FLOW(1.0)"] * 2, "GEO": ["BE", "XX"], "SEX": ["F", "M"], "SEX_name": ["f", "m"]}
    data = foreign_table("data", pl.DataFrame({**columns, "AGE": ["O", "O"], "v": ["1", "2"]}))
    made = with_names(data, [structure])
    assert made.columns == [
        "DATAFLOW", "DATAFLOW_name", "DATAFLOW_name_zh", "GEO", "GEO_name", "GEO_name_zh", "SEX", "SEX_name", "AGE",
        "v",
    ]  # fmt: skip
    assert made.frame["GEO_name"].to_list() == ["Belgium", None]
    assert made.frame["DATAFLOW_name"].to_list() == ["Trade", "Trade"]
    assert made.frame["SEX_name"].to_list() == ["f", "m"]
    assert (is_code_names(structure), is_code_names(data)) == (True, False)


def test_names_that_are_lacking_are_filled_in() -> None:
    """A name other than the code stays; a Chinese name alone is name enough where there is no English one."""
    entries = [Unit("a", "a"), Unit("b", "B"), Indicator("c", "", "丙"), Indicator("d", "")]
    book = Workbook.of([], entries)
    names = [CodeName("", code, f"New {code}", "新") for code in "abd"] + [CodeName("", "c", "", "新")]
    edit = naming(name_table("names", names), book)
    assert [part.after for part in edit.edits] == [
        Unit("a", "New a", "新"), Unit("b", "B", "新"), Indicator("d", "New d", "新"),
    ]  # fmt: skip
    assert edit.title == "names of names: 3 filled in"


def gaps_of(**years: list[str]) -> list[tuple[str, int | None]]:
    """What is found of the years of indicators."""
    rows = [("u", code, year, float(at + 1)) for code, some in years.items() for at, year in enumerate(some)]
    frame = pl.DataFrame(rows, schema=["unit", "indicator", "period", "value"], orient="row").with_columns(
        vintage=pl.lit(""), measure=pl.lit("COUNT"), line=pl.int_range(pl.len()), mult=pl.lit(0), status=pl.lit("A"),
        decimals=pl.lit(0), qualifier=pl.lit("exact"),
    )  # fmt: skip
    return [(found.text, found.rows) for found in findings(frame, [], []) if found.kind == "gap"]


def test_years_without_figures_between_others_are_named() -> None:
    """In runs; indicators with the same gap together; quarters are no years."""
    assert gaps_of(a=["2010", "2012", "2016", "2017"], b=["2010", "2011"], c=["2010-Q1", "2012-Q1"]) == [
        ("no figures of 2011, 2013-2015 in the middle of a", 1)
    ]
    assert gaps_of(a=["2010", "2012"], b=["2012", "2010"]) == [("no figures of 2011 in the middle of a, b", 2)]


def test_spellings_that_are_read_as_one_are_found() -> None:
    """Three are named; an unknown name has its nearest."""
    empty = pl.DataFrame(schema={"unit": pl.String, "indicator": pl.String, "period": pl.String, "vintage": pl.String,
                                 "value": pl.Float64, "measure": pl.String, "line": pl.Int64, "mult": pl.Int64,
                                 "status": pl.String, "decimals": pl.Int64, "qualifier": pl.String})  # fmt: skip
    matches = [Match(text, 2, code) for code in "abcd" for text in (f"{code} one", f"{code.upper()} One")]
    (found,) = findings(empty, [*matches, Match("e", 1, "e")], [])
    pairs = [f"“{code} one” = “{code.upper()} One”" for code in "abc"]
    assert found.text == (
        f"spelt in more than one way, read as one: 4 units: {pairs[0]}, {pairs[1]}, {pairs[2]} and 1 more"
    )
    assert (found.kind, found.rows) == ("spelling", 16)
    (near,) = findings(empty, [], [Match("gpd", 3, None, "gdp")])
    assert (near.kind, near.text, near.rows) == ("name", "indicator “gpd”: the nearest is gdp", 3)


@pytest.mark.parametrize(
    ("code", "name", "less"),
    [
        ("x", "Unemployment", True),
        ("co2_total", "", True),
        ("x", "失业率", True),
        ("x", "Output", False),
        ("eco2", "", False),
    ],
)
def test_less_is_better_by_the_words_of_an_indicator(code: str, name: str, *, less: bool) -> None:
    """In any language and case."""
    assert is_less_better(code, name) is less


def test_an_assumed_direction_is_a_finding() -> None:
    """None where nothing is assumed."""
    (found,) = assumed_directions(["a", "b"])
    assert (found.kind, found.rows) == ("direction", 2)
    assert found.text == "less is better is assumed of a, b: --direction a=1 where more is"
    assert [*assumed_directions([])] == []


def test_texts_in_place_of_figures_are_counted_by_status() -> None:
    """Statuses as they come, the most frequent text first; eight are named."""
    letters = "MLOHQ"
    rows = [(at, text, None, letter, None) for letter in letters for at, text in enumerate(["x", "y", "y"])]
    rows += [(9, "5", 5.0, "A", None), (9, None, None, "M", None), (9, "z", None, "M", "refused")]
    schema = {"line": pl.Int64, "written": pl.String, "number": pl.Float64, "status": pl.String, "why": pl.String}
    found = [*missing(pl.DataFrame(rows, schema=schema, orient="row"))]
    assert [(one.kind, one.rows) for one in found] == [("missing", 3)] * 5
    assert [one.text.partition("status ")[2][0] for one in found] == list(letters)
    assert all(one.text.endswith(": y (2), x (1)") for one in found)
    many = [(at, f"t{at}", None, "O", None) for at in range(9)]
    (nine,) = missing(pl.DataFrame(many, schema=schema, orient="row"))
    assert nine.text.endswith("t7 (1) and 1 more")
    (eight,) = missing(pl.DataFrame(many[:8], schema=schema, orient="row"))
    assert eight.text.endswith("t7 (1)")


def test_signs_with_two_meanings_are_found() -> None:
    """A point always, a comma where the delimiter is a semicolon; dashes and marks of footnotes."""
    assert [one.text[:5] for one in ambiguous_sign(".", "comma")] == ["1.234"]
    assert [one.text[:5] for one in ambiguous_sign(",", "semicolon")] == ["1,234"]
    assert [*ambiguous_sign(",", "comma"), *ambiguous_sign("", "semicolon")] == []
    (dash,) = dashes(pl.Series(["-", "1", "-"]), "zero")
    assert (dash.rows, dash.text) == (2, "“-” in 2 cells is read as 0: use --dash missing if it means missing")
    (gap,) = dashes(pl.Series(["-"]), "")
    assert gap.text == "“-” in 1 cell is read as missing: use --dash zero if it means 0"
    assert [*dashes(pl.Series(["1"]), "zero")] == []
    assert [*footnotes(pl.Series(["1", None], dtype=pl.String))] == []
