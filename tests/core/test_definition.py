"""What a person defines field by field is what is typed, and nothing that names what is not there."""

import re

import pytest

from core.derive.derive import derive
from core.errors import BadEntry
from core.workbook.definition import DEFINED, define_entry, field_text, identity_of, remove_entry
from core.workbook.entries import Claim, Member, Target, Tier, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from data.sets import read_set

SHANGHAI = ("units", ("sh",), {"name_en": "Shanghai", "name_zh": "上海"})
SIZE = ("indicators", ("size",), {"measure": "CNY", "mult": "8"})
TRILLION = ("tiers", ("trillion",), {"threshold": "1万亿"})
LIST = ("cluster_lists", ("c2024",), {"period": "2024", "until": "2024"})
MEMBER = ("members", ("c2024", "sh"), {"indicator": "size", "tier": "trillion"})
CLAIM = ("claims", ("one",), {"expression": "count(c2024, trillion)", "expected": "1"})


def workbook(*entries: tuple[str, tuple[str, ...], dict[str, str]]) -> Workbook:
    """A workbook that is defined from nothing."""
    made = Workbook()
    for table, codes, given in entries:
        made = define_entry(made, table, codes, given).apply(made)
    return made


def test_a_region_is_defined_from_nothing() -> None:
    """Unit, indicator, tier, list, member and claim, typed one by one, give a cluster table and a claim that holds."""
    made = workbook(SHANGHAI, SIZE, TRILLION, LIST, MEMBER, CLAIM)
    made = made.with_figure(("sh", "size", "2024", ""), Figure("sh", "size", "2024", value=1.2e12, source="x"))
    derived = derive(made)
    assert derived.clusters["c2024"].rows[0].tier == Tier("trillion", "trillion", threshold=1e12)
    assert [row.verdict for row in derived.claims] == ["holds"]


def test_what_is_not_given_stays_or_has_the_default() -> None:
    """A new entry is named by its code, and an entry that is there keeps its other fields."""
    made = workbook(SHANGHAI, ("units", ("sh",), {"kind": "city"}), ("claims", ("c",), {}))
    assert made.units["sh"] == Unit("sh", "Shanghai", "上海", kind="city")
    assert made.claims == [Claim("c", "c")]


def test_amounts_are_typed_as_figures_are() -> None:
    """1.25万亿 is 1.25e12, and shown again as what gives the same number."""
    made = workbook(SHANGHAI, SIZE, ("targets", ("sh", "size", "2030"), {"value": "1.25万亿", "qualifier": "over"}))
    target = made.targets("sh", "size")[0]
    assert target == Target("sh", "size", "2030", 1.25e12, "over")
    again = define_entry(made, "targets", ("sh", "size", "2030"), {"value": field_text(target, "value")})
    assert again.before == again.after


@pytest.mark.parametrize(
    ("table", "codes", "given", "sentence"),
    [
        ("units", ("sh", "bj"), {}, "identified by code"),
        ("units", ("a/b",), {}, "without a “/”"),
        ("units", (" ",), {}, "identified by code"),
        ("units", ("bj",), {"colour": "red"}, "units have no field “colour”"),
        ("units", ("bj",), {"code": "x"}, "The code of an entry cannot change"),
        ("units", ("bj",), {"part_of": "cn"}, "no “cn” among the units"),
        ("members", ("c2024", "sh"), {}, "needs its indicator too"),
        ("members", ("c1999", "sh"), {"indicator": "size"}, "no “c1999” among the cluster_lists"),
        ("members", ("c2024", "sh"), {"indicator": "size", "overlaps": "bj"}, "overlaps names units"),
        ("targets", ("sh", "size", "2030"), {"value": "a lot"}, "value: "),
        ("targets", ("sh", "size", "2030"), {"value": "O"}, "is not a valid value: write a number"),
        (
            "targets",
            ("sh", "size", "2030"),
            {"value": "1", "qualifier": "perhaps"},
            "is not a valid qualifier: write exact",
        ),
        ("indicators", ("size",), {"mult": "²"}, "write a whole number from -18 to 18"),
        ("indicators", ("size",), {"direction": "up"}, "is not a valid direction: write 1, -1, 0"),
        ("claims", ("c",), {"expression": "value(("}, "expression: "),
        ("claims", ("c",), {"relation": "~"}, "is not a valid relation"),
        ("events", ("e",), {"period": "soon"}, "period: “soon” is not a period"),
        ("methods", ("m",), {}, "“methods” is not defined by hand"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    table: str, codes: tuple[str, ...], given: dict[str, str], sentence: str
) -> None:
    """The sentence names the field, and what to write."""
    with pytest.raises(BadEntry, match=re.escape(sentence)):
        define_entry(workbook(SHANGHAI, SIZE, LIST), table, codes, given)


@pytest.mark.parametrize(("table", "key"), [("units", "sh"), ("indicators", "size"), ("tiers", "trillion")])
def test_what_is_named_elsewhere_stays(table: str, key: str) -> None:
    """Taking it away would leave others naming nothing."""
    made = workbook(SHANGHAI, SIZE, TRILLION, LIST, MEMBER, CLAIM)
    with pytest.raises(BadEntry, match="cannot be deleted, because"):
        remove_entry(made, table, key)


def test_a_workbook_says_one_thing_about_itself() -> None:
    """A second entry would say nothing; the first of an empty workbook is made, and its fields can be changed."""
    first = define_entry(Workbook(), "about", ["workbook"], {}).apply(Workbook())
    with pytest.raises(BadEntry, match="its entry “workbook”"):
        define_entry(first, "about", ["other"], {"name_en": "Other"})
    assert define_entry(first, "about", ["workbook"], {"name_en": "New"}).apply(first).about.name_en == "New"


def test_what_nothing_names_goes_and_comes_back() -> None:
    """The inverse of taking away brings the entry back."""
    made = workbook(SHANGHAI, SIZE, TRILLION, LIST, MEMBER)
    edit = remove_entry(made, "members", "c2024/sh")
    without = edit.apply(made)
    assert without.members("c2024") == []
    assert edit.inverse().apply(without).members("c2024") == [Member("c2024", "sh", "size", "trillion")]


def test_every_field_of_the_shipped_set_is_given_back_by_its_text() -> None:
    """Typing what is shown changes nothing, in any table."""
    shipped = read_set("beijing")
    for table in DEFINED:
        codes = identity_of(table)
        for entry in shipped.tables[table].values():
            names = [name for name in ENTRY_FIELDS[table] if name not in codes]
            texts = {name: field_text(entry, name) for name in names}
            edit = define_entry(shipped, table, [field_text(entry, name) for name in codes], texts)
            assert edit.after == entry
