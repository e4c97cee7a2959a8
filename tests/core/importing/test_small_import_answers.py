"""Answers of small functions of an import, each with the values that it must have."""

import polars as pl
import pytest

from core.importing.choices import Choices
from core.importing.code_names import CodeName
from core.importing.coded import coded
from core.importing.column_split import split_columns
from core.importing.headings import headed_as_known
from core.importing.label_columns import label_uses
from core.importing.layout import BadLayout, Layout
from core.importing.names import Match, _is_near
from core.importing.pillars import FilePillars, index_entries
from core.importing.plan import Plan, planned
from core.importing.reasons import all_digits_kept
from core.importing.recognise import _needed, check_columns, recognised
from core.importing.table import foreign_table
from core.importing.where import MOST_SHOWN, chosen
from core.workbook.edit import SetFigure, SetFigures
from core.workbook.entries import Indicator, TreeNode
from core.workbook.entry import Entry
from core.workbook.workbook import Workbook


def plan_of(choices: Choices | None = None, **columns: list[str]) -> Plan:
    """The plan of a table with these columns on an empty workbook."""
    table = foreign_table("f.csv", pl.DataFrame(columns))
    return planned(table, recognised(table), choices or Choices(unknown="add"), Workbook())


def panel(count: int) -> Plan:
    """The plan of so many figures of one unit."""
    years = [str(1900 + year) for year in range(count)]
    return plan_of(region=["north"] * count, year=years, gdp=["1"] * count)


@pytest.mark.parametrize(("count", "in_block"), [(1, False), (2, False), (3, False), (1, True)])
def test_many_figures_are_one_block_and_few_are_single_edits(
    monkeypatch: pytest.MonkeyPatch, count: int, in_block: bool
) -> None:
    """A block is also made on request."""
    monkeypatch.setattr("core.importing.plan.FEW", 2)
    edits = [edit for edit in panel(count).edit(Workbook(), in_block=in_block).edits if not hasattr(edit, "table")]
    block = in_block or count > 2
    assert [type(edit) for edit in edits] == ([SetFigures] if block else [SetFigure] * count)


@pytest.mark.parametrize(
    ("cells", "values", "refused"),
    [
        (["5%", "1", "2"], [1.0, 2.0], 1),
        (["5%", "6%", "2"], [5.0, 6.0], 0),
        (["5%", "2", "6%", "3"], [5.0, 2.0, 6.0, 3.0], 0),
    ],
)
def test_a_few_cells_in_per_cent_among_more_plain_ones_are_refused(
    cells: list[str], values: list[float], refused: int
) -> None:
    """As many, or more, make the measure of the indicator."""
    years = [str(2000 + year) for year in range(len(cells))]
    plan = plan_of(region=["north"] * len(cells), year=years, rate=cells)
    assert (plan.new["value"].to_list()[: len(values)], len(plan.refused)) == (values, refused)


def test_the_name_of_a_dataflow_is_that_of_an_indicator_for_every_row() -> None:
    """Also where other parts of the indicator have columns; else the column is of no use."""
    names, roles = ["x", "x_name", "DATAFLOW_name", "geo", "geo_name"], (("unit", "geo"),)
    both, rows, column = (
        label_uses(names, Layout(("v",), "none", indicator, roles)) for indicator in (("x", "=gdp"), ("=gdp",), ("x",))
    )
    assert column == {"x_name": "indicator_name", "geo_name": "unit_name"}
    assert both == {**column, "DATAFLOW_name": "indicator_name"}
    assert rows == {"DATAFLOW_name": "indicator_name", "geo_name": "unit_name"}


@pytest.mark.parametrize(
    ("unknown", "code", "why"),
    [
        ("offer", "", "unit “{text}” is unknown, the nearest is north: accept it with --unknown near, or say"),
        ("near", "north", None),
        ("add", "n" * 61, None),
    ],
)
def test_an_unknown_name_is_offered_accepted_or_added(unknown: str, code: str, why: str | None) -> None:
    """The reason holds its first 60 letters; known names keep their codes."""
    frame = pl.DataFrame({"unit": ["n" * 61, "south"], "why": [None, None]}, schema_overrides={"why": pl.String})
    found = coded(frame, "unit", [Match("n" * 61, 1, None, "north"), Match("south", 1, "s")], Choices(unknown=unknown))
    assert found["unit"].to_list() == [code, "s"]
    assert found["unit_text"].to_list() == frame["unit"].to_list()
    reasons = found["why"].to_list()
    assert reasons[1] is None
    assert (reasons[0] or "").startswith((why or "").format(text="n" * 60))
    assert (reasons[0] is None) == (why is None)


@pytest.mark.parametrize(("count", "more"), [(MOST_SHOWN, ""), (MOST_SHOWN + 1, f" … ({MOST_SHOWN + 1} in all)")])
def test_a_condition_that_no_row_meets_names_the_first_texts_that_are_there(count: int, more: str) -> None:
    """And how many there are, where they are more."""
    table = foreign_table("f.csv", pl.DataFrame({"sex": [f"t{at}" for at in range(count)]}))
    with pytest.raises(BadLayout) as error:
        chosen(table, "sex=x")
    assert str(error.value).endswith(f"t{MOST_SHOWN - 1}{more}.")
    assert chosen(table, "sex!=t0").frame.height == count - 1
    assert chosen(table, "sex=t0 AND sex!=t1").details[-1] == f"rows where sex=t0 AND sex!=t1: 1 of {count}"


@pytest.mark.parametrize(
    ("repeated", "values", "needed"),
    [(1, 10, False), (2, 10, True), (2, 1, False), (5, 2, True)],
    ids=["few repeats", "many repeats", "one value", "every second"],
)
def test_a_further_column_is_needed_where_it_tells_many_rows_apart(repeated: int, values: int, needed: bool) -> None:
    """Where more than a tenth of the rows repeat a unit and a period, and it names a tenth more of them."""
    rows = [(f"u{max(at, repeated)}", "2020", f"s{at % values}") for at in range(11)]
    table = foreign_table("f.csv", pl.DataFrame(rows, schema=["region", "year", "sector"], orient="row"))
    layout = Layout(("v",), "none", (), (("unit", "region"), ("period", "year")))
    assert _needed(table, layout, ["sector"]) == ["sector"] * needed
    assert _needed(table, layout, []) == []
    assert _needed(table, Layout(("v",), "none", (), (("unit", "=u"),)), ["sector"]) == []


def test_a_number_that_its_value_does_not_hold_is_known() -> None:
    """Only one of more digits than a double has can be; a gap keeps all it has."""
    texts = ["9007199254740993", "9007199254740992", "0.1", None, "1234567890123456789"]
    frame = pl.DataFrame({"number": texts, "value": [float(text or 0) for text in texts]})
    assert all_digits_kept(frame).to_list() == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("names", "english"),
    [({"fr": "Nom", "zh": "名"}, "Nom"), ({"de": "Name", "en-GB": "Label"}, "Label"), ({"zh-CN": "名"}, "")],
)
def test_a_code_without_an_english_name_takes_the_first_that_is_not_chinese(
    names: dict[str, str], english: str
) -> None:
    """The Chinese one stands beside it."""
    name = CodeName.of("geo", "X", names)
    assert (name.name_en, name.name_zh) == (english, "" if "de" in names else "名")


@pytest.mark.parametrize(
    ("name", "other", "near"), [("beij", "beijx", False), ("beijin", "beijing", True), ("hebei", "hebe1", False)]
)
def test_short_names_are_never_near(name: str, other: str, near: bool) -> None:
    """Both have five letters at least; a digit makes another name."""
    assert _is_near(name, other) is near


@pytest.mark.parametrize(("measured", "across"), [(3, "indicator"), (4, "unit")])
def test_rows_that_name_measures_are_indicators(measured: int, across: str) -> None:
    """Where they are more than three of five."""
    rows = [f"Output {at} (CNY)" for at in range(measured)] + [f"Place {at}" for at in range(5 - measured)]
    table = foreign_table("t.csv", pl.DataFrame({"of": rows, "x": ["1"] * 5, "y": ["2"] * 5}))
    layout = Layout(("x", "y"), "indicator", roles=(("unit", "of"),))
    assert headed_as_known(table, layout, (), ()).across == across


def placed_of(pillars: dict[str, str], workbook: Workbook, fresh: dict[str, Indicator]) -> list[Entry]:
    """The places in the tree of an index of pillars."""
    made = index_entries("index.csv", FilePillars(pillars, "column", True), ["u"], fresh, workbook)
    return [entry for table, entry in made if table == "placed"]


def test_an_indicator_stands_in_its_pillar_in_its_direction() -> None:
    """That of the file, else that of the workbook, else more is better."""
    book = Workbook.of([], [Indicator("b", "B", direction=-1), Indicator("d", "D", direction=0)])
    fresh = {"c": Indicator("c", "C", direction=-1)}
    assert placed_of({"a": "Air", "b": "Air", "c": "Water", "d": "Water"}, book, fresh) == [
        TreeNode("index", "index", name_en="index"),
        TreeNode("index", "Air", "index", name_en="Air"), TreeNode("index", "a", "Air", direction=1),
        TreeNode("index", "b", "Air", direction=-1),
        TreeNode("index", "Water", "index", name_en="Water"), TreeNode("index", "c", "Water", direction=-1),
        TreeNode("index", "d", "Water", direction=1),
    ]  # fmt: skip


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    """A few of them, and how many more; an empty name and a constant are no columns."""
    few, many = (foreign_table("f.csv", pl.DataFrame({f"c{at}": ["1"] for at in range(size)})) for size in (2, 99))
    check_columns(few, ["c1", "", "=text"])
    with pytest.raises(BadLayout, match=r"f.csv has no column “x”: name one of c0(,| and) c1\.$"):
        check_columns(few, ["x"])
    with pytest.raises(BadLayout, match=r"\(\d+ more\)\.$"):
        check_columns(many, ["x"])


def test_eurostats_first_column_is_split_unless_a_part_has_the_name_of_another_column() -> None:
    """One part alone, such as geo, is no list."""
    first = "freq,geo\\TIME_PERIOD"
    made = split_columns(foreign_table("nama.tsv", pl.DataFrame({first: ["A,AT", "A,BE"], "2020": ["1", "2"]})))
    assert made.columns == ["freq", "geo", "2020"]
    assert made.frame.select(made.columns).rows() == [("A", "AT", "1"), ("A", "BE", "2")]
    assert "dataset nama" in made.details
    kept = split_columns(foreign_table("nama.tsv", pl.DataFrame({first: ["A,AT"], "geo": ["1"]})))
    assert kept.columns == [first, "geo"]
    alone = split_columns(foreign_table("f.tsv", pl.DataFrame({"geo\\TIME_PERIOD": ["AT"], "2020": ["1"]})))
    assert (alone.columns, alone.details) == (["geo\\TIME_PERIOD", "2020"], ())


def test_codes_with_their_names_are_two_columns_where_several_are_so_labelled() -> None:
    """One such header alone stays as it is, as does one whose code is a column already."""
    columns = {"GEO: Area": ["AT: Austria", "BE: Belgium"], "SEX: Sex": ["F: Female", "M: Male"], "v": ["1", "2"]}
    made = split_columns(foreign_table("f.csv", pl.DataFrame(columns)))
    assert made.columns == ["GEO", "GEO_name", "SEX", "SEX_name", "v"]
    assert made.frame.select(made.columns).row(1) == ("BE", "Belgium", "M", "Male", "2")
    one = pl.DataFrame({"GEO: Area": ["AT: Austria"], "v": ["1"]})
    assert split_columns(foreign_table("f.csv", one)).columns == ["GEO: Area", "v"]
    both = split_columns(foreign_table("f.csv", pl.DataFrame({**columns, "SEX": ["1", "2"]})))
    assert both.columns == ["GEO", "GEO_name", "SEX: Sex", "v", "SEX"]


def test_an_imported_figure_has_the_decimals_that_it_was_written_with() -> None:
    """None for a whole number and for a gap."""
    made = plan_of(region=["n"] * 3, year=["2001", "2002", "2003"], x=["5", "-", "1.50"])
    table = made.new.sort("period").select("period", "value", "decimals", "mult", "status", "qualifier")
    assert table.rows() == [
        ("2001", 5.0, 0, 0, "A", "exact"), ("2002", None, 0, 0, "O", "exact"), ("2003", 1.5, 2, 0, "A", "exact"),
    ]  # fmt: skip
