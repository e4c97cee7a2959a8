"""Tables that describe units and indicators become edits of their names, groups and definitions, known by hand."""

import polars as pl
import pytest

from core.errors import BadEntry
from core.importing.code_names import CodeName, name_table, naming, with_names
from core.importing.coin import metadata_edit
from core.importing.metadata import described, is_metadata
from core.importing.table import ForeignTable, foreign_table
from core.method.document import document_of
from core.workbook.edit import CompositeEdit
from core.workbook.entries import Group, Indicator, Method, TreeNode, Unit
from core.workbook.entry import Entry
from core.workbook.kept_entries import Alias
from core.workbook.workbook import Workbook

WORKBOOK = Workbook.of(
    [],
    [
        Unit("AT", "AT"), Unit("BE", "Belgium", "比利时"), Unit("CH", "", "瑞士"), Unit("EUU", "European Union"),
        Unit("WLD", "World", kind="total"), Indicator("gdp", "gdp", measure="CNY", weight=2.0, direction=-1),
        Indicator("rd", "R&D", definition="Old."), Indicator("AT", "Austrian"), Alias("unit", "AUT", "AT"),
        Group("BE", "region", "Europe"),
    ],
)  # fmt: skip


def table(text: str, name: str = "t.csv", *details: str) -> ForeignTable:
    """A table of a text, its cells apart by bars."""
    header, *rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return foreign_table(name, pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row"), *details)


def after(edit: CompositeEdit) -> dict[str, list[Entry]]:
    """The entries that an edit sets, by their table."""
    entries: dict[str, list[Entry]] = {}
    for part in edit.edits:
        entries.setdefault(part.table, []).append(part.after)  # type: ignore[union-attr, arg-type]
    return entries


NAMES = [
    CodeName.of("geo", "AT", {"en": "Austria", "zh-Hans": "奥地利"}),
    CodeName.of("", "BE", {"fr": "Belgique", "de": "Belgien"}),
    CodeName.of("geo", "CH", {"zh": "瑞士联邦", "de": "Schweiz"}),
    CodeName.of("geo", "gdp", {"en-GB": "Product", "en": "Gross product"}),
    CodeName.of("geo", "_x5317_", {}),
]


def test_names_of_codes_by_language() -> None:
    """Without English the first language that is not Chinese; of two forms of English the first."""
    assert [(name.code, name.name_en, name.name_zh) for name in NAMES] == [
        ("AT", "Austria", "奥地利"), ("BE", "Belgique", ""), ("CH", "Schweiz", "瑞士联邦"), ("gdp", "Product", ""),
        ("北", "", ""),
    ]  # fmt: skip
    read = name_table("s.xml", NAMES, "codes 5")
    assert (read.details, read.frame["\0line"].to_list()[0], is_metadata(read)) == (("codes 5",), 1, True)


def test_names_of_codes_fill_in_what_is_lacking() -> None:
    """A code in place of a name gives way; a name stays, and a Chinese one is no reason for a foreign one."""
    edit = described(name_table("s.xml", NAMES), WORKBOOK, "m")
    assert edit == naming(name_table("s.xml", NAMES), WORKBOOK)
    assert str(edit) == "names of s.xml: 4 filled in"
    assert after(edit) == {
        "units": [Unit("AT", "Austria", "奥地利"), Unit("CH", "Schweiz", "瑞士")],
        "indicators": [Indicator("AT", "Austrian", "奥地利"),
                       Indicator("gdp", "Product", measure="CNY", weight=2.0, direction=-1)],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "name", "expected"),
    [
        (Unit("x", "x"), ("X", "某"), Unit("x", "X", "某")),
        (Unit("x", ""), ("X", None), Unit("x", "X")),
        (Unit("x", "", "某"), ("某", None), Unit("x", "", "某")),
        (Unit("x", "", "某"), ("X", "别"), Unit("x", "X", "某")),
        (Unit("x", "Own", "x"), ("X", "某"), Unit("x", "Own", "某")),
        (Unit("x", "x", "某"), (None, "别"), Unit("x", "x", "某")),
        (Unit("x", "Own", ""), (None, None), Unit("x", "Own", "")),
    ],
)
def test_a_name_is_filled_in_and_never_replaced(
    unit: Unit, name: tuple[str | None, str | None], expected: Unit
) -> None:
    """In each language."""
    rows = [("c", "x", *name)]
    schema = dict.fromkeys(("column", "code", "name_en", "name_zh"), pl.String)
    edit = naming(foreign_table("s", pl.DataFrame(rows, schema=schema, orient="row")), Workbook.of([], [unit]))
    assert after(edit) == ({"units": [expected]} if expected != unit else {})


def test_names_stand_behind_the_codes_of_a_table() -> None:
    """Of the columns that a structure names; a column that is there stays, one without any name does not come."""
    data = table("geo | DATAFLOW | sex | sex_name | v\nAT | X:DF(1.0) | T | Both | 1\nXX | X:DF(1.0) | F | | 2")
    names = [
        CodeName.of("geo", "AT", {"en": "Austria"}), CodeName.of("sex", "T", {"en": "Total", "zh": "合计"}),
        CodeName.of("DATAFLOW", "DF", {"en": "Flow"}), CodeName.of("", "XX", {"en": "Unknown"}),
        CodeName.of("v", "9", {"en": "Nine"}),
    ]  # fmt: skip
    read = with_names(data, [name_table("a", names[:2]), name_table("b", names[2:])])
    assert read.columns == ["geo", "geo_name", "DATAFLOW", "DATAFLOW_name", "sex", "sex_name_zh", "sex_name", "v"]
    assert read.frame.drop("\0line").rows() == [
        ("AT", "Austria", "X:DF(1.0)", "Flow", "T", "合计", "Both", "1"),
        ("XX", None, "X:DF(1.0)", "Flow", "F", None, None, "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("code | name", True), ("代码 | 英文名称 | 中文名称", True), ("code", False), ("name | label", False),
        ("code | name | value", False), ("code | icode | name", False),
        ("iCode | Type | Direction | Weight | Parent", True),
        ("iCode | Type | Direction | Weight | Parent | iName", True), ("iCode | Type | Direction | Weight", False),
        ("Country Code | Region | IncomeGroup", True), ("Country Code | Region | 2019", False),
        ("Region | Income group", False), ("Series Code | Long definition", True), ("Code | Source note", True),
        ("Indicator Code | value", False), ("column | code | name_en | name_zh", True),
    ],
)  # fmt: skip
def test_tables_without_figures_are_known_by_their_headers(header: str, *, expected: bool) -> None:
    """Of names, of COINr, of the World Bank and of code lists."""
    assert is_metadata(table(f"{header}\n" + " | ".join("x" for _ in header.split("|")))) is expected


def test_a_table_of_names_renames_what_has_its_codes() -> None:
    """In the language of the header, else of the name; unknown codes are counted, four of them named."""
    text = "code | 名称 | name_en\nAT | 奥地利 | Austria\nBE | 比利时 | Belgium\nrd | Research |"
    edit = described(table(text), WORKBOOK, "m")
    assert str(edit) == "names of t.csv: 3 changed: AT is 奥地利, AT is 奥地利, rd is Research"
    assert after(edit) == {
        "units": [Unit("AT", "Austria", "奥地利")],
        "indicators": [Indicator("AT", "Austria", "奥地利"), Indicator("rd", "Research", definition="Old.")],
    }
    unknown = "\n".join(f"q{at} | Name" for at in range(4))
    title = str(described(table(f"code | name\n{unknown}"), WORKBOOK, "m"))
    assert title == "names of t.csv: 0 changed; no unit or indicator has the code q0, q1, q2, q3"
    more = str(described(table(f"code | name\n{unknown}\nq4 | Name"), WORKBOOK, "m"))
    assert more.endswith("q2, q3 and 1 more")
    many = Workbook.of([], [Unit(f"q{at}", "") for at in range(5)])
    assert str(described(table(f"code | name\n{unknown}"), many, "m")).endswith("q2 is Name, q3 is Name")
    assert str(described(table(f"code | name\n{unknown}\nq4 | Name"), many, "m")).endswith("q3 is Name …")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("AT | Austria\n | Belgium", "t.csv, line 3: there is no code: fill the cell"),
        ("AT |\nBE | Belgium", "t.csv, line 2: there is no name: fill the cell"),
        ("AT | Austria\nAT | Austria\nAT | Autriche", "t.csv, line 4: AT has another name on line 2: remove one"),
    ],
)
def test_a_table_of_names_with_a_gap_is_refused(rows: str, sentence: str) -> None:
    """By its line."""
    with pytest.raises(BadEntry) as error:
        described(table(f"code | name\n{rows}"), WORKBOOK, "m")
    assert sentence in str(error.value)


def test_the_world_bank_groups_countries_and_marks_totals() -> None:
    """A country without groups is a total; what a workbook has already is no edit."""
    text = (
        "Country Code | Region | IncomeGroup | Lending category\nAUT | Europe | High income |\nBE | Europe | |\n"
        "EUU | | |\nWLD | | |\nXX | Asia | Low |"
    )
    edit = described(table(text, "c.csv", "sheet Data"), WORKBOOK, "m")
    assert str(edit) == "groups of units of c.csv, Data: 3 changed"
    assert after(edit) == {
        "groups": [Group("AT", "region", "Europe"), Group("AT", "income group", "High income")],
        "units": [Unit("EUU", "European Union", kind="total")],
    }


def test_the_world_bank_defines_indicators() -> None:
    """By the long definition; the same one is no edit."""
    text = "Code | Long definition | Short definition\ngdp | All output. | Output.\nrd | Old. | x\nxx | y | z\n | y | z"
    edit = described(table(text, "s.csv"), WORKBOOK, "m")
    assert str(edit) == "definitions of indicators of s.csv: 1 changed"
    assert [entry.definition for entry in after(edit)["indicators"]] == ["All output."]  # type: ignore[attr-defined]


META = "iCode | iName | Type | Direction | Weight | Parent | Unit | Denominator"


def test_coinr_names_weighs_and_places_indicators() -> None:
    """Indicators get all of it, denominators a name and a unit; the method is named after its root."""
    rows = [
        f"gdp | Product | Indicator | | 0.5 | top | {'U' * 61} | rd", "rd | Research | Denominator | -1 | 7 | | |",
        "AT | | Indicator | -1 | | top | |", "top | The Top | Aggregate | 1 | 1 | | |",
        "none | Nothing | Group | x | y | | |",
    ]  # fmt: skip
    edit = described(table("\n".join((META, *rows)), "m.csv"), WORKBOOK, "m")
    assert str(edit) == "import of m.csv: 3 indicators named, method m with 3 places"
    entries = after(edit)
    assert entries["indicators"] == [
        Indicator("gdp", "Product", measure="U" * 60, weight=0.5, direction=1),
        Indicator("rd", "Research", definition="Old."), Indicator("AT", "Austrian", direction=-1),
    ]  # fmt: skip
    made = document_of(edit.apply(WORKBOOK), "m")
    assert made.method == Method("m", "The Top")
    assert made.placed == (
        TreeNode("m", "gdp", "top", 0.5, 1), TreeNode("m", "AT", "top", 1.0, -1),
        TreeNode("m", "top", "", 1.0, 1, "The Top"),
    )  # fmt: skip
    assert [(step.number, step.kind, step.how) for step in made.steps] == [
        (1, "denominate", "panel"), (2, "normalise", "min_max"), (3, "aggregate", "arithmetic"),
    ]  # fmt: skip


def test_a_method_without_a_name_is_called_by_its_code() -> None:
    """Its steps do not divide where nothing has a denominator."""
    rows = "gdp | Product | Indicator | 1 | 1 | top | |\ntop | | Aggregate | 1 | 0 | | |"
    edit = metadata_edit(table(f"{META}\n{rows}"), WORKBOOK, "m")
    made = document_of(edit.apply(WORKBOOK), "m")
    assert (made.method.name_en, [step.kind for step in made.steps]) == ("m", ["normalise", "aggregate"])
