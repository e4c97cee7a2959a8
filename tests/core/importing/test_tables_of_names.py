"""Tables of codes with names, groups or definitions, what a workbook remembers of a file, and groups of its units."""

import polars as pl
import pytest

from core.errors import BadEntry
from core.importing.import_memory import ImportMemory, memory_from, text_of, year_in
from core.importing.layout import BadLayout, Layout
from core.importing.listed_units import _with_list_names
from core.importing.name_lists import Listed
from core.importing.name_table import is_name_table, renaming, unknown_codes
from core.importing.table import ForeignTable, foreign_table
from core.importing.world_bank import is_world_bank, world_bank_edit
from core.workbook.entries import TOTAL, Group, Indicator, Unit
from core.workbook.kept_entries import Alias
from core.workbook.workbook import Workbook

A, B, X = Unit("a", "Old"), Unit("b", "B", "乙"), Indicator("x", "X")
BOOK = Workbook.of([], [A, B, X])


def table(**columns: list[str | None]) -> ForeignTable:
    """A table of texts."""
    return foreign_table("names.csv", pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String)))


@pytest.mark.parametrize(
    ("headers", "fits"),
    [
        (["code", "name"], True), (["name", "code"], True), (["icode", "iname", "name_zh"], True), (["code"], False),
        (["code", "ucode", "name"], False), (["code", "name", "year"], False), (["name", "label"], False),
    ],
)  # fmt: skip
def test_a_table_of_names_has_one_column_of_codes_and_else_names(headers: list[str], *, fits: bool) -> None:
    """Nothing else."""
    assert is_name_table(table(**{header: ["a"] for header in headers})) is fits


def test_names_are_given_to_units_and_indicators() -> None:
    """In the language of the column, else of the text; unknown codes are counted in the title."""
    made = renaming(table(code=["a", "b", "x", "q"], name=["New", "丙", "X", "Q"]), BOOK)
    assert [(edit.table, edit.after) for edit in made.edits] == [
        ("units", Unit("a", "New")), ("units", Unit("b", "B", "丙")),
    ]  # fmt: skip
    assert made.title == "names of names.csv: 2 changed: a is New, b is 丙; no unit or indicator has the code q"
    both = renaming(table(code=["b"], name_en=["Bee"], chinese=["丁"]), BOOK)
    assert [edit.after for edit in both.edits] == [Unit("b", "Bee", "丁")]
    same = renaming(table(code=["a"], name=["Old"]), BOOK)
    assert (same.edits, same.title) == ((), "names of names.csv: 0 changed")


def test_a_few_names_and_codes_are_listed() -> None:
    """Four of each, and how many more codes there are."""
    codes = [f"u{at}" for at in range(5)]
    book = Workbook.of([], [Unit(code, "") for code in codes])
    shown = "u0 is n0, u1 is n1, u2 is n2, u3 is n3"
    names = [f"n{at}" for at in range(5)]
    assert renaming(table(code=codes, name=names), book).title == f"names of names.csv: 5 changed: {shown} …"
    assert renaming(table(code=codes[:4], name=names[:4]), book).title == f"names of names.csv: 4 changed: {shown}"
    unknown = table(code=codes, name=names)
    listed = "no unit or indicator has the code u0, u1, u2, u3"
    assert renaming(unknown, BOOK).title == f"names of names.csv: 0 changed; {listed} and 1 more"
    assert renaming(table(code=codes[:4], name=names[:4]), BOOK).title == f"names of names.csv: 0 changed; {listed}"
    assert unknown_codes(unknown, BOOK) == codes


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"code": ["a", None], "name": ["A", "B"]}, "names.csv, line 3: there is no code"),
        ({"code": ["a", "b"], "name": ["A", None]}, "names.csv, line 3: there is no name"),
        ({"code": ["a", "b", "a"], "name": ["A", "B", "C"]}, "names.csv, line 4: a has another name on line 2"),
    ],
)
def test_a_row_without_code_or_name_and_a_code_with_two_names_are_refused(
    columns: dict[str, list[str | None]], words: str
) -> None:
    """By their line; the same name twice is one."""
    with pytest.raises(BadEntry, match=words):
        renaming(table(**columns), BOOK)
    assert len(renaming(table(code=["a", "a"], name=["N", "N"]), BOOK).edits) == 1


def test_countries_of_the_world_bank_get_groups_and_totals() -> None:
    """By code or alias; a row without region and income is a total, unless the unit has a kind; others are left out."""
    units = [Unit("a", "A"), Unit("b", "B"), Unit("c", "C"), Unit("d", "D", kind="country")]
    book = Workbook.of([], [*units, Alias("unit", "BBB", "b"), Group("a", "region", "Old")])
    made = table(**{
        "Country Code": ["a", "BBB", "c", "d", "zz", None], "Region": ["East", "West", None, None, "East", "East"],
        "IncomeGroup": ["High", None, None, None, "Low", "Low"],
        "Lending category": [None, "IDA", None, None, "IDA", "x"],
    })  # fmt: skip
    assert is_world_bank(made)
    edit = world_bank_edit(made, book)
    assert [(part.before, part.after) for part in edit.edits] == [
        (Group("a", "region", "Old"), Group("a", "region", "East")), (None, Group("a", "income group", "High")),
        (None, Group("b", "region", "West")), (None, Group("b", "lending category", "IDA")),
        (units[2], Unit("c", "C", kind=TOTAL)),
    ]  # fmt: skip
    assert edit.title == "groups of units of names.csv: 5 changed"
    assert world_bank_edit(made, edit.apply(book)).edits == ()


def test_series_of_the_world_bank_get_definitions() -> None:
    """The long one before others; an empty cell and an unknown code change nothing."""
    made = table(**{
        "Series Code": ["x", "y", "z", None], "Short definition": ["s", "s", "s", "s"],
        "Long definition": ["Long.", None, "Z.", "N."],
    })  # fmt: skip
    book = Workbook.of([], [X, Indicator("y", "Y", definition="kept")])
    edit = world_bank_edit(made, book)
    assert [(part.before, part.after) for part in edit.edits] == [(X, Indicator("x", "X", definition="Long."))]
    assert edit.title == "definitions of indicators of names.csv: 1 changed"
    assert world_bank_edit(made, edit.apply(book)).edits == ()
    assert is_world_bank(made)
    for odd in ({"Series Code": ["x"], "name": ["X"]}, {"Country Code": ["a"], "Region": ["East"]}, {"Region": ["b"]}):
        assert not is_world_bank(table(**odd))


@pytest.mark.parametrize(
    ("name", "year"),
    [("data 2023.csv", 2023), ("1999_2023.csv", 0), ("2023-2023.csv", 2023), ("x12023.csv", 0), ("2123.csv", 0)],
)
def test_the_year_in_the_name_of_a_file(name: str, year: int) -> None:
    """Of the last century or this one; none where there are two, or more digits."""
    assert year_in(name) == year


@pytest.mark.parametrize(
    ("period", "of_memory", "of_file", "expected"),
    [
        ("=2022", 2023, 2025, "=2024"), ("=2022", 2023, 2023, "=2022"), ("=2022", 0, 2024, ""), ("=2022", 2023, 0, ""),
        ("year", 2023, 2025, "year"), ("2022", 2023, 2025, "2022"), ("=all", 2023, 2025, "=all"), ("", 2023, 2025, ""),
    ],
)  # fmt: skip
def test_a_constant_year_moves_on_with_the_year_in_the_name(
    period: str, of_memory: int, of_file: int, expected: str
) -> None:
    """A column stays, also one whose header is a year."""
    memory = ImportMemory(Layout(values=("v",)).with_roles({"unit": "u", "period": period}), file_year=of_memory)
    assert memory.of_file(of_file).of("period") == expected
    assert memory.of_file(of_file).of("unit") == "u"


def test_a_memory_comes_back_from_its_text() -> None:
    """The year of the file with a constant period alone; columns of figures that a person named."""
    layout = Layout(across="period", values=("2020", "2021")).with_roles({"unit": "u"})
    memory = ImportMemory(layout, {"sheet": "S", "header_line": 3}, {"x": "CNY"}, 2023, "a=b", "http://x", "now")
    assert memory_from(text_of(memory, values=True)) == ImportMemory(
        layout, memory.reading, memory.measures, 0, "a=b", "http://x", "now"
    )
    assert memory_from(text_of(memory, values=False)).layout.values == ()
    constant = ImportMemory(Layout(across="none", values=("v",)).with_roles({"period": "=2020"}), file_year=2023)
    assert memory_from(text_of(constant, values=False)) == constant
    assert "reading" not in text_of(constant, values=False)
    for damaged in ("[]", "{", '{"reading": {"other": 1}}', '{"file_year": "x"}'):
        with pytest.raises(BadLayout, match="is damaged"):
            memory_from(damaged)


@pytest.mark.parametrize(
    ("name", "named"), [("CHN", "China"), ("AT11", "China"), ("Chin", "Chin"), ("Chile", "Chile"), ("", "China")]
)
def test_a_unit_that_is_named_by_a_code_has_the_names_of_a_list(name: str, named: str) -> None:
    """A code has at most three letters, or a digit; another name stays, as a part of the list's does."""
    assert _with_list_names(Unit("u", name), Listed("CHN", "China", "中国")).name_en == named
