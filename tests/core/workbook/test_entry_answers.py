"""Entries of every kind: what is valid, what becomes a failed row, how it is mended, defined, renamed and removed."""

import json
from ast import unparse
from typing import Any

import pytest

from core.errors import BadEntry, BadFigure
from core.workbook.broken_figure import BrokenFigure
from core.workbook.condition import Reference, condition_of
from core.workbook.definition import change_field, define_entry, entry_from_words, remove_entry, written_entry
from core.workbook.edit import CompositeEdit, SetEntry, single_edits
from core.workbook.entries import (
    About,
    Claim,
    ClusterList,
    Event,
    Indicator,
    Member,
    Method,
    Source,
    Tier,
    TreeNode,
    Trend,
    Unit,
    Watched,
)  # fmt: skip
from core.workbook.entry import Entry, FailedEntry, spoken_name
from core.workbook.figure import Figure
from core.workbook.kept_entries import ScenarioChange
from core.workbook.mending import failed_sentence, mended
from core.workbook.object_fields import object_of
from core.workbook.read_entry import entry_from, entry_from_text, entry_or_none, fields_text
from core.workbook.references import check_references, dangling
from core.workbook.rule_entries import Rule
from core.workbook.typed_field import field_text, typed_field
from core.workbook.workbook import Workbook


def cells(**named: Any) -> dict[str, Any]:  # noqa: ANN401 - a note that is no text, too
    """The cells of a row of figures: a unit, an indicator and a period unless others are named."""
    return {"unit": "u", "indicator": "i", "period": "2020", **named}


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        (cells(value="12.50", mult="6"), Figure("u", "i", "2020", value=12.5e6, mult=6, decimals=2)),
        (cells(value="7"), Figure("u", "i", "2020", value=7.0)),
        (cells(status="O"), Figure("u", "i", "2020", status="O")),
        (cells(status="M", qualifier="exact", mult="4"), Figure("u", "i", "2020", mult=4, status="M")),
        (
            cells(vintage="2021-03", value="-3", status="E", qualifier="about", source="s", note="n"),
            Figure("u", "i", "2020", "2021-03", -3.0, 0, 0, "E", "about", "s", "n"),
        ),
        (cells(value="1e60"), Figure("u", "i", "2020", value=1e60)),
        (cells(value="0.30000000000000004"), Figure("u", "i", "2020", value=0.1 + 0.2, decimals=17)),
    ],
)  # fmt: skip
def test_cells_make_a_figure(row: dict[str, Any], figure: Figure) -> None:
    """Empty ones have the defaults of a figure."""
    assert BrokenFigure(**row).figure() == figure


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (cells(unit="", value="1"), "The unit is empty: fill it in."),
        (cells(period="", value="1"), "The period is empty"),
        (cells(value="x"), "value: “x” is not a number"),
        (cells(value="1", mult="x"), "mult: “x” is not a whole number"),
        (cells(value="1", mult="5"), "mult: 5 is not a scale: use one of 0, 3, 4,"),
        (cells(), "The value is empty, but A means “normal”"),
        (cells(status="E"), "but E means “estimated”"),
        (cells(status="O", qualifier="over"), "leave the qualifier over out"),
        (cells(value="1", status="O"), "O means “missing”, which cannot stand with a number"),
        (cells(value="1.1e60"), "“1.1e60” is larger than anything"), (cells(value="-2e60"), "“-2e60” is larger"),
        (cells(value="9007199254740993"), "has more digits than can be kept"),
        (cells(period="2020-02-30", value="1"), "is not a day"),
        (cells(vintage="2021-13", value="1"), "“2021-13” is not a period"),
        (cells(status="Z"), "“Z” is not an SDMX status"),
        (cells(value="1", qualifier="?"), "“\\?” is not a qualifier"),
        (cells(value="1", note=3), "The note is not a text"),
    ],
)  # fmt: skip
def test_cells_that_make_no_figure_say_which_is_wrong(row: dict[str, Any], why: str) -> None:
    """The first of them."""
    with pytest.raises(BadEntry, match=why):
        BrokenFigure(**row)


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("{gdp} > 2万", [Reference("gdp")]),
        ("{gdp:t-2} = {gdp:t+1}", [Reference("gdp", years=-2), Reference("gdp", years=1)]),
        ("{v:gdp:2020} > {gdp:2021-H1}", [Reference("gdp", "v", "2020"), Reference("gdp", period="2021-H1")]),
        ("value > " + "1" * 992, []),
    ],
)  # fmt: skip
def test_a_condition_names_figures(text: str, references: list[Reference]) -> None:
    """Of the same unit and period unless it says otherwise; it has up to 1,000 characters."""
    assert [*condition_of(text).references] == references


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{} > 1", "names no figure"), ("{:2020} > 1", "names no figure"), ("{:gdp:2020} > 1", "names no figure"),
        ("{u::2020} > 1", "names no figure"), ("{gdp:2x} > 1", "“2x” is not a period"),
        ("{gdp:x} > 1", "names no figure"),
        ("one_of('a', 3)", "“3” is not a valid text"), ("one_of(value, 'a')", "“'a'” is not a valid number"),
        ("'A' == status < 'B'", "is not a valid number"), ("value > " + "1" * 993, "longer than 1000 characters"),
    ],
)  # fmt: skip
def test_a_condition_that_names_none_or_mixes_kinds_is_refused(text: str, why: str) -> None:
    """Texts are compared for equality alone, and with texts."""
    with pytest.raises(BadFigure, match=why):
        condition_of(text)


def test_a_scaled_number_of_a_condition_is_the_number() -> None:
    """2万 is 20,000."""
    assert unparse(condition_of("value > 2万").tree) == "value > 20000.0"


ENTRIES: list[Entry] = [
    Unit("u", "U", "单"), Unit("v", "V", part_of="u"), Indicator("i", "I"), Indicator("j", "J", parent="i"),
    Source("s", "S"), ClusterList("l", "L", period="2020"), Member("l", "u", "i"), Tier("t", "T", threshold=1e12),
    Tier("o", "O", threshold=2.0), Trend("r", "R"), Watched("r", "u", "i"), Method("m", "M"), TreeNode("m", "j"),
    Claim("c", "", expression="value(u.j, 2020) + count(l, 't')"),
]  # fmt: skip
FIGURES = [Figure("u", "i", "2020", value=1.0, source="s"), Figure("u", "i", "2021", "2022-03", 1.0, source="s")]
FAILED = FailedEntry("units", "bad/one", '{"code": "w", "name_en": 3, "odd": "x"}', "The name is no text.")
BOOK = Workbook.of(FIGURES, [*ENTRIES, FAILED])


@pytest.mark.parametrize(
    ("table", "line", "after"),
    [
        ("units", "w name_en=West kind='small town'", Unit("w", "West", kind="small town")),
        ("units", "w", Unit("w", "w")),
        ("units", "u kind=city", Unit("u", "U", "单", kind="city")),
        ("tiers", "t threshold=2万亿", Tier("t", "T", threshold=2e12)),
        ("members", "l v indicator=i", Member("l", "v", "i")),
        ("sources", "k date=2020", Source("k", "k", date="2020")),
        ("units", "bad/one name_en=West", Unit("w", "West")),
    ],
)  # fmt: skip
def test_a_line_defines_an_entry_or_changes_its_fields(table: str, line: str, after: Entry) -> None:
    """Other fields keep their values; a missing name is the code; a failed entry accepts a new code."""
    edit = written_entry(BOOK, table, line)
    assert [*single_edits(edit)][-1].after == after
    assert edit.apply(BOOK).entries(table)[after.key] == after


@pytest.mark.parametrize(
    ("table", "words", "why"),
    [
        ("units", ["", "kind=x"], "identified by code"), ("units", ["a/b"], "without a “/”"),
        ("members", ["l", "  "], "by cluster_list, unit"),
        ("members", ["l"], "by cluster_list, unit"), ("units", ["w", "x"], "“x” is not a field"),
        ("units", ["w", "odd=1"], "no field “odd”"),
        ("units", ["u", "code=x"], "The code of an entry cannot change"),
        ("steps", ["m", "1"], "is not defined by hand"),
        ("nothing", ["m"], "is not defined by hand"), ("members", ["l", "v"], "needs its indicator too"),
        ("units", ["w", "part_of=x"], "There is no “x” among the units"),
        ("units", ["bad/one", "odd=1"], "no field “odd”"),
        ("members", ["l", "v", "indicator=i", "overlaps=u|x"], "“x” among the units: overlaps names units"),
    ],
)  # fmt: skip
def test_a_definition_is_refused(table: str, words: list[str], why: str) -> None:
    """It says what is missing, or what does not exist."""
    with pytest.raises(BadEntry, match=why):
        entry_from_words(BOOK, table, words)


def test_a_workbook_has_one_entry_about_itself_and_a_quote_is_closed() -> None:
    """The first one is changed."""
    first = define_entry(BOOK, "about", ["workbook"], {"name_en": "Book"})
    named = first.apply(BOOK)
    assert named.about == About("workbook", "Book")
    assert define_entry(named, "about", ["workbook"], {"name_en": "X"}).apply(named).about.name_en == "X"
    with pytest.raises(BadEntry, match="has its entry “workbook”"):
        define_entry(named, "about", ["other"], {})
    with pytest.raises(BadEntry, match="quote is not closed"):
        written_entry(BOOK, "units", "w kind='x")


def test_one_field_of_an_entry_is_typed() -> None:
    """Also of a failed one, which then is an entry; its former name is free."""
    assert change_field(BOOK, "tiers", "t", "threshold", "3万亿") == SetEntry(
        "tiers", ENTRIES[7], Tier("t", "T", threshold=3e12)
    )
    assert change_field(BOOK, "members", "l/u", "tier", "o") == SetEntry(
        "members", ENTRIES[6], Member("l", "u", "i", "o")
    )
    edit = change_field(BOOK, "units", "bad/one", "name_en", "West")
    assert edit == CompositeEdit(
        "units bad/one: now w", (SetEntry("units", FAILED, None), SetEntry("units", None, Unit("w", "West")))
    )


@pytest.mark.parametrize(
    ("table", "key", "users"),
    [
        ("units", "u", "the figures of u i and 4 more"), ("indicators", "i", "the figures of u i and 3 more"),
        ("sources", "s", "the figure u i 2020 and 1 more"),
        ("indicators", "j", "the tree of the method m and 1 more"), ("cluster_lists", "l", "members l/u and 1 more"),
        ("tiers", "t", "the claim c"), ("trends", "r", "watched r/u/i"),
    ],
)  # fmt: skip
def test_an_entry_that_something_names_stays(table: str, key: str, users: str) -> None:
    """Figures, entries, trees of methods and claims; the first of them is named and the others are counted."""
    with pytest.raises(BadEntry, match=f"because {users} refer to it"):
        remove_entry(BOOK, table, key)


@pytest.mark.parametrize(("table", "key"), [("units", "v"), ("units", "bad/one"), ("tiers", "o"), ("members", "l/u")])
def test_an_entry_that_nothing_names_goes(table: str, key: str) -> None:
    """A failed one too."""
    assert key not in remove_entry(BOOK, table, key).apply(BOOK).entries(table)
    for name, code in ((table, "none"), ("steps", "m/1"), ("nothing", key)):
        with pytest.raises(BadEntry, match=r"There is no “none”|is not defined by hand"):
            remove_entry(BOOK, name, code)


def test_a_corrected_code_is_followed_where_it_is_named() -> None:
    """By the entries that have it, and by those of which it is the key; another entry of this code is in the way."""
    failed = FailedEntry("units", "old", '{"code": "old", "name_en": 3}', "?")
    part, of_list = Unit("p", "P", part_of="old"), Member("l", "old", "i")
    workbook = Workbook.of([], [failed, part, of_list, ENTRIES[2], ENTRIES[5], Unit("v", "V")])
    edit = mended(workbook, failed, {"code": "new", "name_en": "New"})
    after = edit.apply(workbook)
    assert (after.units["p"].part_of, [*after.tables["members"]], "old" in after.entries("units")) == (
        "new",
        ["l/new"],
        False,
    )
    assert edit.inverse().apply(after) == workbook
    with pytest.raises(BadEntry, match="There is another “v” among the units"):
        mended(workbook, failed, {"code": "v", "name_en": "New"})
    still = mended(workbook, failed, {"code": "new"})
    assert isinstance(still, SetEntry)
    assert isinstance(still.after, FailedEntry)
    assert (still.after.key, still.after.field("code"), still.after.field("odd")) == ("old", "new", "")


def test_a_mended_row_of_figures_is_a_figure() -> None:
    """Unless there is one already."""
    failed = FailedEntry("broken_figures", "u/i/2023", json.dumps(cells(period="2023", value="x")), "?")
    workbook = BOOK.with_entry("broken_figures", failed.key, failed)
    edit = mended(workbook, failed, {"value": "4.5"})
    after = edit.apply(workbook)
    assert (str(edit), after.failed("broken_figures")) == ("u i 2023: now a figure", [])
    assert after.figure(("u", "i", "2023", "")) == Figure("u", "i", "2023", value=4.5, decimals=1)
    with pytest.raises(BadEntry, match="There is a figure u i 2020 already"):
        mended(workbook, failed, {"value": "4.5", "period": "2020"})


def test_the_first_failed_entry_is_named_and_the_others_are_counted() -> None:
    """Nothing without any."""
    two = BOOK.with_entry("units", "x", FailedEntry("units", "x", "{}", "Why."))
    assert failed_sentence(Workbook()) == ""
    assert failed_sentence(BOOK).startswith("units bad/one cannot be understood: The name is no text. Correct it")
    assert failed_sentence(two).startswith("units bad/one cannot be understood, and 1 more of this kind: The name")


def test_an_entry_is_read_from_its_fields_or_fails() -> None:
    """By its stored key; numbers that are not finite are not written."""
    assert entry_from_text("units", "w", '{"code": "w", "name_en": "西"}') == Unit("w", "西")
    assert fields_text(Unit("w", "西")).startswith('{"code": "w", "name_en": "西", "name_zh": ""')
    assert fields_text(FAILED) == FAILED.text
    moved = entry_from_text("units", "x", '{"code": "w", "name_en": "W"}')
    assert isinstance(moved, FailedEntry)
    assert (moved.key, moved.sentence) == ("x", "It is stored as “x”, but its own key is “w”: correct it.")
    broken = entry_from_text("units", "x", ' {"code": "w", "odd": 1}')
    assert isinstance(broken, FailedEntry)
    assert (broken.key, broken.text) == ("x", ' {"code": "w", "odd": 1}')
    assert "no field “odd”" in broken.sentence
    lacking = entry_from("members", {"unit": "西", "cluster_list": "l"})
    assert isinstance(lacking, FailedEntry)
    assert (lacking.key, lacking.sentence, lacking.field("unit")) == (
        "l/西",
        "The indicator is empty: fill it in.",
        "西",
    )
    assert "西" in lacking.text
    assert entry_or_none("units", "w", None) is None
    assert entry_or_none("units", "w", '{"code": "w", "name_en": "W"}') == Unit("w", "W")
    for table, text in (("units", "[]"), ("nothing", "{}"), ("units", "{")):
        with pytest.raises(BadEntry, match=f"is not an entry of {table}"):
            entry_from_text(table, "w", text)


def test_codes_that_no_table_holds_are_named() -> None:
    """Of figures, of entries, and of clusters that overlap; a figure may be without source."""
    figures = [Figure("u", "i", "2020", value=1.0), Figure("x", "i", "2021", "2022", 1.0, source="y")]
    overlap = [Member("l", "u", "i", overlaps="v; z"), Member("l", "v", "i")]
    workbook = Workbook.of(figures, [*ENTRIES[:6], *overlap, Event("e", "E", source="y")])
    assert dangling(workbook) == [
        "The figure x i 2021 2022 names “x”, which is not among the units.",
        "The figure x i 2021 2022 names “y”, which is not among the sources.",
        "events e names “y” as its source, which is not among the sources.",
        "members l/u overlaps “z”, which is not in its list.",
    ]
    many = Workbook.of([], [Unit(code, code) for code in "abcdefg"])
    with pytest.raises(BadEntry, match=r"There is no “x” among the units \(a, b, c, d, e …\)"):
        check_references(many, "units", Unit("n", "", part_of="x"))
    with pytest.raises(BadEntry, match=r"\(none yet …\)"):
        check_references(Workbook(), "units", Unit("n", "", part_of="x"))


@pytest.mark.parametrize(
    "cell",
    ["x", "{}", "[]", '["u", "i", "2020"]', '["u", "i", "2020", 3]', '"abcd"', '{"a": 1, "b": 2, "c": 3, "d": 4}'],
)
def test_a_change_of_a_figure_in_a_scenario_names_unit_indicator_period_and_release(cell: str) -> None:
    """Four texts; a change of an entry has any key."""
    assert ScenarioChange("s", "figures", '["u", "i", "2020", ""]').key == 's/figures/["u", "i", "2020", ""]'
    assert ScenarioChange("s", "units", cell).cell == cell
    with pytest.raises(BadEntry, match="does not name a figure"):
        ScenarioChange("s", "figures", cell)


def test_a_text_is_in_the_language_requested_where_there_is_one() -> None:
    """Else in English, else in Chinese, else the condition; a name is the code of what is not there."""
    both, chinese, none = (
        Rule("r", "value > 0", text_en=en, text_zh=zh) for en, zh in (("e", "中"), ("", "中"), ("", ""))
    )
    assert [rule.text("zh") for rule in (both, chinese, none)] == ["中", "中", "value > 0"]
    assert [rule.text("en") for rule in (both, chinese, none)] == ["e", "中", "value > 0"]
    assert [Claim("c", "e", zh).text(spoken) for zh in ("中", "") for spoken in ("zh", "en")] == ["中", "e", "e", "e"]  # type: ignore[arg-type]
    assert (spoken_name({"u": Unit("u", "U", "单")}, "u"), spoken_name({}, "u")) == ("U", "u")


@pytest.mark.parametrize(
    ("table", "name", "text", "value"),
    [
        ("indicators", "mult", "-18", -18), ("indicators", "direction", "-1", -1), ("tiers", "grace", " 7 ", 7),
        ("tiers", "threshold", "1.25万亿", 1.25e12), ("claims", "expected", "-0.5", -0.5),
        ("units", "name_en", " U ", "U"),
        ("rollups", "rows", "123456789", 123456789),
    ],
)  # fmt: skip
def test_a_field_is_typed_in_its_own_kind(table: str, name: str, text: str, value: object) -> None:
    """A whole number of up to nine digits, an amount with its scale, a text without blanks around it."""
    assert typed_field(table, name, text) == value


@pytest.mark.parametrize(
    ("table", "name", "text", "why"),
    [
        ("rollups", "rows", "1234567890", "write a whole number from 1 to 999999999"),
        ("indicators", "mult", "19", "from -18 to 18"),
        ("indicators", "mult", "４", "from -18 to 18"),
        ("indicators", "direction", "2", "is not a valid direction: write 1, -1, 0"),
        ("tiers", "threshold", "O", "is not a valid threshold: write a number"),
        ("tiers", "threshold", "abc", "threshold: “abc” is not a figure"),
        ("claims", "relation", "==", "is not a valid relation"), ("methods", "code", ".m", "leave out slashes"),
        ("methods", "code", "a/b", "leave out slashes"),
        ("targets", "period", "soon", "period: “soon” is not a period"),
    ],
)  # fmt: skip
def test_a_field_refuses_another_kind(table: str, name: str, text: str, why: str) -> None:
    """The sentence names the field and what may stand there."""
    with pytest.raises(BadEntry, match=why):
        typed_field(table, name, text)


def test_a_field_is_shown_as_it_is_typed() -> None:
    """Of a number all digits that count."""
    assert [
        field_text(Tier("t", "T", threshold=0.1 + 0.2, grace=2), name) for name in ("threshold", "grace", "code")
    ] == ["0.3", "2", "t"]


def test_an_object_of_a_document_has_known_fields_of_their_types() -> None:
    """A whole number is a number; a missing, an unknown or another kind of field is named with its place."""
    assert object_of(Tier, {"code": "t", "threshold": 3}, "tier 1", name_en="T") == Tier("t", "T", threshold=3.0)
    for table, why in (
        ({"code": "t"}, "tier 1 has no name_en: add it."),
        ({"code": "t", "odd": 1}, "tier 1 has “odd”: it may have code, name_en,"),
        ("x", "tier 1 has “x”"),
        ({"code": "t", "name_en": "T", "grace": 0.5}, "tier 1: grace is “0.5”: write a whole number."),
        ({"code": "t", "name_en": "T", "threshold": True}, "tier 1: threshold is “True”"),
        ({"code": "t", "name_en": "T", "grace": True}, "grace is “True”"),
        ({"code": "t", "name_en": "T", "grace": 101}, "tier 1: “101” is not a valid grace"),
    ):  # fmt: skip
        with pytest.raises(BadEntry, match=why):
            object_of(Tier, table, "tier 1")
